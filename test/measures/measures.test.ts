import { describe, expect, it } from 'vitest';
import { reread, saidReasons, supportOf } from '../../src/core/closing-graph.ts';
import { eventsOf } from '../../src/core/events.ts';
import { CITED } from '../../src/core/memo.ts';
import { readFrom } from '../../src/project.ts';
import { runTool } from '../../src/workbench/index.ts';
import { countNumbers, orphanNumbers } from '../playbook/numbers.ts';
import { documentFrom, script, trial } from './debates.ts';
import { cellsOf, SPREADS } from './firmness.ts';
import { MONOTONE, movedSupport, rightWay } from './monotone.ts';
import { largestContainment, repeatedAcross } from './repetition.ts';
import { varianceShares } from './variance.ts';

const SCENARIOS = ['loss-drop-3000', 'spike-at-12k'] as const;
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

describe('direction', () => {
  it.each(MONOTONE)('$scenario: $fact to $to moves $option $moves, on ten seeds', (change) => {
    const moved = SEEDS.slice(0, 10).map((seed) => movedSupport(change, seed));
    expect(moved.filter((one) => !rightWay(one))).toEqual([]);
  });
});

describe.each(SCENARIOS)('deletion on the closing graph of %s', (name) => {
  it.each([1, 2, 3])('lowers support for a cited reason and hardly moves it for any other (seed %i)', async (seed) => {
    const { scenario } = script(name);
    const { events, members, outcome } = await trial(script(name), seed);
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

describe.each(SCENARIOS)('tools of %s', (name) => {
  it('change what is concluded when a figure that is read comes out twice as large', async () => {
    const loaded = script(name);
    const { events, members } = await trial(loaded, 1);
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
            const read = figures[from.read.figure];
            return read ? { ...figures, [from.read.figure]: { ...read, value: read.value * factor } } : figures;
          },
        );
        return reasons[0]?.strength;
      };
      // A reading that is full already cannot grow; then half of the figure must show.
      expect(
        [support(2), support(0.5)].some((strength) => strength !== support(1)),
        id,
      ).toBe(true);
    }
    expect(supportOf(said, options, members, 1)).not.toEqual(supportOf([], options, members, 1));
  });
});

describe.each(SPREADS)('the seed in $scenario', (spread) => {
  it('explains at most a tenth of the variance of support; facts and cast explain the rest', async () => {
    const shares = varianceShares(await cellsOf({ ...spread, seeds: [1, 2, 3] }));
    expect(shares.seed).toBeLessThanOrEqual(0.1);
    expect(shares.facts).toBeGreaterThan(shares.seed);
    expect(shares.cast).toBeGreaterThan(0);
  });
});

describe.each(SCENARIOS)('twenty debates of %s', (name) => {
  it('repeat no long sentence in more than a quarter of them, nor a turn within one', async () => {
    const loaded = script(name);
    const debates = await Promise.all(
      SEEDS.map(async (seed) =>
        eventsOf((await trial(loaded, seed)).events, 'turn.recorded').map(({ utterance }) => utterance),
      ),
    );
    expect(repeatedAcross(debates).filter(({ debates: count }) => count > SEEDS.length / 4)).toEqual([]);
    for (const utterances of debates) {
      expect(new Set(utterances).size).toBe(utterances.length);
      expect(largestContainment(utterances)).toBeLessThanOrEqual(0.3);
    }
  });

  it('decide alike in other words', async () => {
    const loaded = script(name);
    const trials = await Promise.all(SEEDS.slice(0, 6).map((seed) => trial(loaded, seed)));
    expect(new Set(trials.map(({ outcome }) => outcome?.decision)).size).toBe(1);
    const openings = trials.map(({ events }) => eventsOf(events, 'turn.recorded')[0]?.utterance);
    expect(new Set(openings).size).toBeGreaterThan(1);
  });
});

describe.each(SCENARIOS)('every number and every reply in %s', (name) => {
  it.each(SEEDS.slice(0, 10))('rests on something that was said or computed (seed %i)', async (seed) => {
    const { scenario } = script(name);
    const document = documentFrom(await trial(script(name), seed), scenario, seed);
    expect(countNumbers(document, scenario)).toBeGreaterThan(8);
    expect(orphanNumbers(document, scenario)).toEqual([]);
    const rebuttals = document.turns.filter(({ act }) => act === 'rebut');
    expect(rebuttals.length).toBeGreaterThan(1);
    for (const { turn, speaker, answers, claims } of rebuttals) {
      const answered = document.turns.find((earlier) => earlier.turn === answers?.turn);
      const claim = answered?.claims.find((candidate) => candidate.claim === answers?.claim);
      expect(answered?.turn).toBeLessThan(turn);
      expect(answered?.speaker).not.toBe(speaker);
      const shares = claims.some(
        ({ option, figure }) => option === claim?.option || (figure !== null && figure.name === claim?.figure?.name),
      );
      expect(shares, `turn ${turn} answers turn ${answers?.turn}`).toBe(true);
    }
  });

  it('moves nobody but for reasons that had been said or computed', async () => {
    for (const seed of SEEDS.slice(0, 10)) {
      const document = documentFrom(await trial(script(name), seed), script(name).scenario, seed);
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
