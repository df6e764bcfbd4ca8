import { describe, expect, it } from 'vitest';
import { readFrom } from '../../src/project/index.ts';
import { reread, saidReasons, supportOf } from '../../src/reasoning/closing-graph.ts';
import { figureRead } from '../../src/reasoning/considerations.ts';
import { CITED } from '../../src/report/outcome.ts';
import { runTool } from '../../src/workbench/index.ts';
import { countNumbers, orphanNumbers } from '../playbook/numbers.ts';
import { SHIPPED, script, trial } from './debates.ts';
import { cellsOf, SPREADS } from './firmness.ts';
import { held, SEEDS } from './held.ts';
import { MONOTONE, movedSupport, rightWay } from './monotone.ts';
import { largestContainment, repeatedAcross } from './repetition.ts';
import { impossibleOptions, looseReplies, votesForImpossible } from './sound.ts';
import { varianceShares } from './variance.ts';

/** From this many ways to state a reason on, a quarter of the debates is the bar; a script with fewer says the same more often. */
const MANY_WORDINGS = 6;

const considerationsOf = Object.fromEntries(SHIPPED.map((name) => [name, script(name).scenario.considerations]));

function wordingsOf(name: string): number {
  const considerations = considerationsOf[name] ?? [];
  return considerations.reduce((sum, { say }) => sum + say.length, 0) / considerations.length;
}

describe('direction', () => {
  it.each(MONOTONE)('$scenario: $fact to $to moves $option $moves, on ten seeds', (change) => {
    const moved = movedSupport(change, SEEDS.slice(0, 10));
    expect(moved.filter((one) => !rightWay(one))).toEqual([]);
  });
});

describe.each(SHIPPED)('deletion on the closing graph of %s', (name) => {
  it.each([1, 2, 3])('lowers support for a cited reason and hardly moves it for any other (seed %i)', async (seed) => {
    const {
      scenario,
      trial: { events, members, outcome },
    } = await held(name, seed);
    const said = saidReasons(events, scenario);
    const options = Object.keys(scenario.options);
    const support = (reasons: typeof said) => supportOf(reasons, options, members, seed)[outcome?.decision ?? ''] ?? 0;
    const cited = new Map(outcome?.figures.map(({ reason, weight }) => [reason, weight]));
    expect(cited.size).toBeGreaterThan(3);
    for (const reason of said) {
      const change = support(said.filter((other) => other !== reason)) - support(said);
      const weight = cited.get(reason.consideration.id);
      if (weight === undefined) expect(Math.abs(change)).toBeLessThanOrEqual(CITED);
      else expect(Math.sign(change)).toBe(-Math.sign(weight));
    }
  });
});

describe.each(SHIPPED)('tools of %s', (name) => {
  it('change what is concluded when a figure that is read comes out otherwise', async () => {
    const {
      loaded,
      trial: { events, members },
    } = await held(name, 1);
    const said = saidReasons(events, loaded.scenario);
    const files = Object.fromEntries(Object.entries(loaded.data).map(([data, { file }]) => [data, file]));
    const options = Object.keys(loaded.scenario.options);
    const computed = said.flatMap(({ consideration }) => ('tool' in consideration.from ? [consideration] : []));
    expect(computed.length).toBeGreaterThan(0);
    for (const { id, from } of computed) {
      if (!('tool' in from)) continue;
      const support = (factor: number) => {
        const reasons = reread(
          said.filter(({ consideration }) => consideration.id === id),
          loaded.scenario.facts,
          files,
          ({ name: tool, args }) => {
            const { figures } = runTool(tool, args, readFrom(loaded.data));
            const name = figureRead(from) ?? '';
            const read = figures[name];
            return read ? { ...figures, [name]: { ...read, value: read.value * factor } } : figures;
          },
        );
        return reasons[0]?.strength;
      };
      // A reading that is full already cannot grow; then a smaller figure, or one on the other side, must show.
      expect(
        [support(4), support(0.25), support(-1)].some((strength) => strength !== support(1)),
        id,
      ).toBe(true);
    }
    expect(supportOf(said, options, members, 1)).not.toEqual(supportOf([], options, members, 1));
  });
});

describe.each(SPREADS)('the seed in $scenario', (spread) => {
  it('explains at most a tenth of the variance of support; facts and cast explain the rest', async () => {
    const shares = varianceShares(
      await cellsOf({ ...spread, facts: spread.facts.slice(0, 4), casts: spread.casts.slice(0, 3), seeds: [1, 2] }),
    );
    expect(shares.seed).toBeLessThanOrEqual(0.1);
    expect(shares.facts).toBeGreaterThan(shares.seed);
    expect(shares.cast).toBeGreaterThan(0);
  });
});

describe.each(SHIPPED)('twenty debates of %s', (name) => {
  it('repeat no long sentence in more than a quarter of them where a script has the words for it', async () => {
    const debates = await Promise.all(
      SEEDS.map(async (seed) => (await held(name, seed)).turns.map(({ utterance }) => utterance)),
    );
    const [worst] = repeatedAcross(debates);
    if (wordingsOf(name) >= MANY_WORDINGS) expect(worst?.debates).toBeLessThanOrEqual(SEEDS.length / 4);
    else expect(worst?.debates).toBeLessThan(SEEDS.length);
  });

  it('repeat hardly anything within one; votes alone do where a script has few words', async () => {
    for (const seed of SEEDS) {
      const turns = (await held(name, seed)).turns.filter(
        ({ phase }) => phase !== 'vote' || wordingsOf(name) >= MANY_WORDINGS,
      );
      const utterances = turns.map(({ utterance }) => utterance);
      expect(new Set(utterances).size).toBe(utterances.length);
      expect(largestContainment(utterances), `seed ${seed}`).toBeLessThanOrEqual(0.3);
    }
  });

  it('open in different words', async () => {
    const openings = await Promise.all(
      SEEDS.slice(0, 6).map(async (seed) => (await held(name, seed)).turns[0]?.utterance),
    );
    expect(new Set(openings).size).toBeGreaterThan(1);
  });

  it('give no vote to what a calculation or a fact rules out', async () => {
    for (const seed of SEEDS) expect(votesForImpossible(await held(name, seed))).toEqual([]);
  });

  it('answer with each rebuttal an earlier claim of somebody else about the same thing', async () => {
    let rebuttals = 0;
    for (const seed of SEEDS) {
      const debate = await held(name, seed);
      expect(looseReplies(debate)).toEqual([]);
      rebuttals += debate.turns.filter(({ act }) => act === 'rebut').length;
    }
    expect(rebuttals).toBeGreaterThan(SEEDS.length / 2);
  });

  it('say no number that nobody was given and nothing computed', async () => {
    for (const seed of SEEDS) {
      const { document, scenario } = await held(name, seed);
      expect(countNumbers(document, scenario)).toBeGreaterThan(8);
      expect(orphanNumbers(document, scenario)).toEqual([]);
    }
  });

  it('move nobody but for reasons that had been said or computed', async () => {
    for (const seed of SEEDS.slice(0, 10)) {
      const { document } = await held(name, seed);
      for (const { turn, speaker, stance } of document.turns) {
        const heard = document.turns
          .filter((earlier) => earlier.turn < turn || earlier.speaker === speaker)
          .flatMap(({ claims }) => claims.map(({ reason }) => reason));
        const computed =
          document.tools.some((call) => call.speaker === speaker) ||
          document.consults.some(({ from }) => from === speaker);
        for (const reason of stance.movedBy)
          expect(heard.includes(reason) || computed, `turn ${turn}: ${reason}`).toBe(true);
      }
    }
  });
});

describe('what is impossible', () => {
  it('is there to be voted for in six of the ten scenarios', async () => {
    const all = await Promise.all(SHIPPED.map(async (name) => impossibleOptions(await held(name, 1))));
    expect(all.filter((options) => options.length > 0).length).toBeGreaterThanOrEqual(6);
  });
});

describe('knowledge', () => {
  it('leaves the record with the only member who has it', async () => {
    const said = async (cast?: string) => {
      const loaded = script('loss-drop-3000', cast === undefined ? {} : { cast });
      return saidReasons((await trial(loaded, 1)).events, loaded.scenario).map(({ consideration }) => consideration.id);
    };
    expect(await said()).toContain('composition');
    const without = await said('-cortex');
    expect(without).not.toContain('composition');
    expect(without).not.toContain('mix');
  });
});
