import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/fidelity/evaluation/report.ts';
import type { Scorecard } from '../../../src/fidelity/evaluation/scorecard.ts';
import { scorecard } from '../../../src/fidelity/evaluation/scorecard.ts';
import { swapMatrix } from '../../../src/fidelity/evaluation/swap.ts';
import { readVerdicts } from '../../../src/fidelity/judge/verdict.ts';
import type { Scorer } from '../../../src/fidelity/model/scorer.ts';
import { bareCard, SAMPLE_SCORERS } from '../evaluation/sample-report.ts';

/** The places at which published evaluators went wrong, and ours must not. */
interface Evaluator {
  read(reply: string, utterance: string, card: string): Verdict['verdict'] | undefined;
  card(utterances: readonly string[], scorers?: readonly Scorer[]): Pick<Scorecard, 'verdict' | 'total'>;
  swap: typeof swapMatrix;
}

const ours: Evaluator = {
  read: (reply, utterance, card) => {
    const turn = { id: 't', persona: 'ada', utterance, context: [] };
    const items = [{ id: '1', turn, before: [] }];
    return readVerdicts(reply, { items, card: { ...bareCard('ada'), text: card } })[0]?.verdict;
  },
  card: (utterances, scorers = SAMPLE_SCORERS) =>
    scorecard(
      utterances.map((utterance, index) => ({ id: `t${index}`, persona: 'ada', utterance, context: [] })),
      bareCard('ada'),
      scorers,
    ),
  swap: swapMatrix,
};

const throwing: Scorer = {
  id: 'A3',
  hard: false,
  weight: 1,
  version: 1,
  score: () => {
    throw new RangeError('broken');
  },
};

/** Facts that hold for a sound evaluator; each returns whether it does. */
const FACTS: Record<string, (evaluator: Evaluator) => boolean> = {
  'a quote of one character, as when a text is handed over for a list of texts, carries no verdict about a word': ({
    read,
  }) =>
    read(
      '[{"id":"1","verdict":"out of character","class":"identity_fact","turn_quote":"","card_quote":"S"}]',
      'Seoul',
      'Seoul',
    ) === 'cannot judge',
  'a reply without YES is not consistent': ({ read }) =>
    read('The answer seems plausible.', 'x', 'y') === 'cannot judge',
  'what cannot be parsed has no score, not a middle one': ({ read }) => read('{"score": ', 'x', 'y') === 'cannot judge',
  'a scorer that threw makes the card invalid': ({ card }) => card(['[.9] fine'], [throwing]).verdict === 'invalid',
  'missing evidence is not the maximum': ({ card }) => card(['no figure at all']).total === null,
  'what was not scored does not move the mean': ({ card }) =>
    Math.abs((card(['[.8] one', 'nothing to score']).total ?? 0) - 0.8) < 1e-9,
  'an empty transcript has no score and is no pass': ({ card }) =>
    card([]).verdict === 'none' && card([]).total === null,
  'turns are held against the card of their speaker': ({ swap }) => {
    const knows: Scorer = {
      ...throwing,
      score: (turns, { id }) => ({
        scorer: 'A3',
        version: 1,
        persona: id,
        score: 1,
        coverage: 1,
        evidence: [],
        turns: turns.map((turn) => ({ turn: turn.id, score: turn.utterance === id ? 1 : 0, read: true, evidence: [] })),
        figures: {},
        notes: [],
      }),
    };
    const said = ['ada', 'bob'].map((persona) => ({
      persona,
      turns: [{ id: persona, persona, utterance: persona, context: [] }],
    }));
    return swap(said, ['ada', 'bob'].map(bareCard), [knows]).top1?.value === 1;
  },
};

const MUTANTS: Record<string, Evaluator> = {
  'a parse failure passes': {
    ...ours,
    read: (...args) => (ours.read(...args) === 'cannot judge' ? 'in character' : ours.read(...args)),
  },
  'no YES counts as consistent': {
    ...ours,
    read: (reply) => (/out of/.test(reply) ? 'out of character' : 'in character'),
  },
  'unparsable counts in the middle': {
    ...ours,
    read: (...args) => (args[0].startsWith('{') ? 'in character' : ours.read(...args)),
  },
  'nulls count as nothing': {
    ...ours,
    card: (utterances, scorers) => {
      const whole = ours.card(utterances, scorers);
      const scored = utterances.filter((utterance) => /\[/.test(utterance)).length;
      return { ...whole, total: (whole.total ?? 0) * (scored / Math.max(1, utterances.length)) };
    },
  },
  'missing evidence counts as the maximum': {
    ...ours,
    card: (...args) => ({ ...ours.card(...args), total: ours.card(...args).total ?? 1 }),
  },
  'an empty transcript scores 1': {
    ...ours,
    card: (utterances, scorers) =>
      utterances.length === 0 ? { verdict: 'pass', total: 1 } : ours.card(utterances, scorers),
  },
  'a scorer that threw is left out': {
    ...ours,
    card: (utterances, scorers = SAMPLE_SCORERS) =>
      ours.card(
        utterances,
        scorers.filter((one) => one !== throwing),
      ).verdict === 'invalid'
        ? { verdict: 'pass', total: null }
        : ours.card(
            utterances,
            scorers.filter((one) => one !== throwing),
          ),
  },
  'speakers and cards are swapped': {
    ...ours,
    swap: (said, cards, scorers) =>
      ours.swap(
        said.map((one) => ({ ...one, persona: one.persona === 'ada' ? 'bob' : 'ada' })),
        cards,
        scorers,
      ),
  },
};

describe('the evaluator', () => {
  it.each(Object.entries(FACTS))('%s', (_, holds) => expect(holds(ours)).toBe(true));

  it.each(Object.entries(MUTANTS))('turns red when %s', (_, mutant) => {
    expect(Object.values(FACTS).every((holds) => holds(mutant))).toBe(false);
  });
});
