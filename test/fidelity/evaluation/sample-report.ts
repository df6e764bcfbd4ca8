import type { DebateTurns } from '../../../src/fidelity/evaluation/debate-turns.ts';
import { evaluate } from '../../../src/fidelity/evaluation/evaluate.ts';
import type { FidelityReport } from '../../../src/fidelity/evaluation/report.ts';
import type { CompiledCard } from '../../../src/fidelity/model/compiled-card.ts';
import type { Scorer } from '../../../src/fidelity/model/scorer.ts';
import { perTurn } from '../../../src/fidelity/model/scorer.ts';
import { shippedCards } from '../team.ts';

/** A soft scorer that reads its score off the turn (`[.8]`), and a hard one that finds one word. */
export const SAMPLE_SCORERS: readonly Scorer[] = [
  perTurn({
    id: 'A3',
    hard: false,
    weight: 1,
    version: 1,
    read: ({ turn }) => {
      const [whole = '', figure] = /\[([\d.]+)\]/.exec(turn.utterance) ?? [];
      return figure === undefined
        ? { score: null }
        : {
            score: Number(figure),
            evidence: [
              { span: [0, whole.length], quote: whole, finding: { code: 'scorer.nothing-to-score', params: {} } },
            ],
          };
    },
  }),
  perTurn({
    id: 'A2',
    hard: true,
    weight: 0,
    version: 1,
    read: ({ turn }) => {
      const at = turn.utterance.indexOf('WRONG');
      return at < 0
        ? { score: 1 }
        : {
            score: 0,
            evidence: [
              {
                span: [at, at + 5],
                quote: 'WRONG',
                finding: { code: 'stated.differs', params: { said: '<wrong>', card: 'another word' } },
                cardLine: 3,
              },
            ],
          };
    },
  }),
];

/** A card that knows nothing but its id. */
export function bareCard(id: string): CompiledCard {
  const [card] = shippedCards();
  if (card === undefined) throw new RangeError('expected a shipped card');
  return {
    id,
    card: { ...card, id, callsign: id },
    names: [id],
    colleagues: [],
    languages: ['en'],
    facts: [],
    posts: [],
    boundaries: [],
    examples: [],
    levels: { all: {}, byAddressee: new Map() },
    length: null,
    lexicon: new Map(),
    idf: new Map(),
    shingles: new Map(),
    headings: new Set(),
    voice: null,
    laws: [],
    unscored: [],
  } as unknown as CompiledCard;
}

/** A report over debates that are given as what `ada` says in them, debate by debate. */
export function reportOf(said: readonly (readonly string[])[], name = 'sample', prefix = 'd'): FidelityReport {
  const debates = said.map((utterances, index): DebateTurns => {
    const id = `${prefix}${index + 1}`;
    return {
      id,
      scenario: 'sample',
      seed: index + 1,
      models: { ada: 'openai:x' },
      turns: utterances.map((utterance, at) => ({
        id: `${id}/${at + 1}`,
        persona: 'ada',
        lang: 'en',
        utterance,
        context: [],
        debate: id,
        round: at,
      })),
      sides: { debate: id, probes: [], blind: {}, final: {}, decision: null, truth: null },
    };
  });
  return evaluate({ subject: { kind: 'scenario', name }, debates, cards: [bareCard('ada')], scorers: SAMPLE_SCORERS });
}
