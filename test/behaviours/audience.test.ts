import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { Glossary } from '../../src/core/terms.ts';
import { termsIn } from '../../src/core/terms.ts';
import type { LoadedScenario } from '../../src/project/index.ts';
import { parseTerms } from '../../src/voices/terms.ts';
import { MOST_DEFINED } from '../../src/wording/terms.ts';
import { SHIPPED, script, voted } from '../measures/debates.ts';
import type { Held } from '../measures/held.ts';
import { held, TESTED_SEEDS } from '../measures/held.ts';
import type { SpokenTurn } from './member.ts';
import { turnsOf } from './member.ts';

const file = 'personas/voices/terms.yaml';
const terms = parseTerms(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'), file);
const LANGUAGES = ['ko', 'en'] as const;

interface Defined {
  turn: SpokenTurn;
  /** Terms that this turn is the first to use, as its openings could know, in the order of use. */
  first: string[];
  /** Terms whose meaning it says, in the order in which it says them. */
  said: string[];
}

type Said = Pick<Held, 'turns' | 'scenario'>;

/** What is said in a debate of a scenario that is changed by a test; what it comes to is not asked. */
async function saidIn(loaded: LoadedScenario, seed: number): Promise<Said> {
  const { events } = await voted(loaded, seed);
  return { turns: eventsOf(events, 'turn.recorded'), scenario: loaded.scenario };
}

/** What each turn had to define, and what it did. */
function definitions({ turns, scenario }: Said, glossary: Glossary): Defined[] {
  const hidden = (a: SpokenTurn, b: SpokenTurn) =>
    a.phase === b.phase && (a.phase === 'vote' || (a.phase === 'opening' && scenario.protocol[0]?.kind === 'opening'));
  return turns.map((turn) => {
    const heard = turns.filter((one) => one.turn < turn.turn && !hidden(one, turn));
    const known = new Set(
      heard.flatMap(({ utterance }) =>
        Object.keys(glossary).filter((term) => utterance.includes(meaning(glossary, term))),
      ),
    );
    const said = Object.keys(glossary)
      .filter((term) => turn.utterance.includes(meaning(glossary, term)))
      .sort((a, b) => turn.utterance.indexOf(meaning(glossary, a)) - turn.utterance.indexOf(meaning(glossary, b)));
    const plain = said.reduce((text, term) => text.replaceAll(meaning(glossary, term), ''), turn.utterance);
    const first = termsIn(plain, glossary).flatMap(({ term }) => (known.has(term) ? [] : [term]));
    return { turn, first, said };
  });
}

const meaning = (glossary: Glossary, term: string) => glossary[term]?.is ?? '';

describe('the glossary', () => {
  it.each(LANGUAGES)('explains no term of %s by another one, and by no number', (language) => {
    for (const [term, { is }] of Object.entries(terms[language] ?? {})) {
      expect(
        termsIn(is, { ...terms[language], [term]: { is, also: [] } }).map((use) => use.term),
        is,
      ).toEqual([]);
      expect(is).not.toMatch(/\d|[{}()|]/);
    }
  });

  it('finds the longer term, its other forms and its plural, once each and in order', () => {
    const glossary = {
      norm: { is: 'a size', also: [] },
      'gradient norm': { is: 'a pull', also: ['grad norm'] },
      배치: { is: '한 묶음', also: [] },
    };
    const found = (text: string) => termsIn(text, glossary).map(({ term }) => term);
    expect(found('The gradient norms rose, and so did the norm.')).toEqual(['gradient norm', 'norm']);
    expect(found('그 배치의 grad norm이 배치마다 달라요.')).toEqual(['배치', 'gradient norm']);
    expect(found('normal, abnorm, 재배치')).toEqual([]);
  });
});

describe('a junior who reads along', () => {
  let debates: Held[] = [];
  beforeAll(async () => {
    debates = await Promise.all(TESTED_SEEDS.map((seed) => held('nan-for-a-junior', seed)));
  });
  const all = () => debates.flatMap((debate) => definitions(debate, terms.ko ?? {}));

  it('has each term defined by the member who uses it first, in that turn, in the order of use', () => {
    for (const { turn, first, said } of all()) expect(said, turn.utterance).toEqual(first);
  });

  it('meets at most two new terms in a turn, and no term is defined twice once it was heard', () => {
    for (const { turn, said } of all()) expect(said.length, turn.utterance).toBeLessThanOrEqual(MOST_DEFINED);
    for (const debate of debates) {
      const said = definitions(debate, terms.ko ?? {}).filter(({ turn }) => turn.phase !== 'opening');
      const once = said.flatMap((one) => one.said);
      expect(new Set(once).size).toBe(once.length);
    }
  });

  it('learns three terms or more in a debate, and hears no definition in the same words twice in a turn', () => {
    for (const debate of debates) {
      const said = definitions(debate, terms.ko ?? {});
      expect(said.flatMap((one) => one.said).length, `seed ${debate.seed}`).toBeGreaterThanOrEqual(3);
    }
  });

  it('hears from Pulse what a learning rate is before they argue from it, in each seed', () => {
    for (const debate of debates) {
      const [opening] = turnsOf(debate, 'pulse');
      const [first] = definitions(debate, terms.ko ?? {}).filter(({ turn }) => turn === opening);
      expect(first?.first.length, `seed ${debate.seed}`).toBeGreaterThanOrEqual(1);
      expect(first?.said, `seed ${debate.seed}`).toEqual(first?.first);
    }
  });
});

describe('any scenario told to a junior', () => {
  it.each(SHIPPED)('%s defines each term at its first use', async (name) => {
    const loaded = script(name);
    loaded.scenario = { ...loaded.scenario, audience: 'junior' };
    const debate = await saidIn(loaded, 1);
    for (const { turn, first, said } of definitions(debate, terms[loaded.scenario.language] ?? {}))
      expect(said, turn.utterance).toEqual(first);
  });

  it('has a term of its own explained in its own words', async () => {
    const loaded = script('nan-for-a-junior');
    const own = { 학습률: { is: '이 팀에서 한 걸음에 고치는 폭', also: [] } };
    loaded.scenario = { ...loaded.scenario, terms: own };
    const debates = await Promise.all(TESTED_SEEDS.map((seed) => saidIn(loaded, seed)));
    const text = debates.flatMap(({ turns }) => turns.map(({ utterance }) => utterance)).join('\n');
    expect(text).toContain(own.학습률.is);
    expect(text).not.toContain(terms.ko['학습률']?.is);
  });

  it('defines nothing among peers', async () => {
    const debate = await held('loss-drop-3000', 1);
    expect(definitions(debate, terms.ko ?? {}).flatMap(({ said }) => said)).toEqual([]);
  });
});

describe('a lead who reads along', () => {
  it.each(SHIPPED)('hears the conclusion first in %s, in openings and votes', async (name) => {
    const loaded = script(name);
    loaded.scenario = { ...loaded.scenario, audience: 'lead' };
    for (const seed of [1, 2]) {
      const { turns, scenario } = await saidIn(loaded, seed);
      const concluding = turns.filter(
        ({ phase, act, stance }) =>
          stance.option !== null && (phase === 'vote' || (phase === 'opening' && act === 'open')),
      );
      expect(concluding.length).toBeGreaterThan(scenario.cast.length);
      for (const { utterance, stance } of concluding) {
        // `Conclusion first.` announces it.
        const [first = ''] = utterance
          .replace(/^(결론부터|Conclusion first|Bottom line)\.\s+/i, '')
          .split(/(?<=[.!?])\s+/);
        expect(first.toLowerCase(), utterance).toContain(scenario.options[stance.option ?? '']?.short.toLowerCase());
      }
    }
  });
});
