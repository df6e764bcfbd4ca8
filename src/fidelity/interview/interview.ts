import type { DebateTurns } from '../evaluation/debate-turns.ts';
import type { TurnVerdict } from '../evaluation/turn-verdict.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { ScorerFinding } from '../model/score.ts';
import { turnId } from '../model/turn.ts';
import { answerFromCard } from './from-card.ts';
import type { Probe } from './probes.ts';

/** Answers one question as the member; `earlier` are the questions and answers so far. */
export type Answerer = (question: string, earlier: readonly { question: string; answer: string }[]) => Promise<string>;

export interface Answer {
  probe: Probe;
  answer: string;
  /** `right` and `wrong` are for what the card closes; elsewhere an answer is only in character or not. */
  outcome: 'right' | 'wrong' | 'declined' | 'in character' | 'out of character';
  /** What a scorer has against it; null when none has. */
  because: ScorerFinding | null;
}

/** Asks every probe; without an answerer the playbook answers from the card. */
export async function holdInterview(
  card: CompiledCard,
  probes: readonly Probe[],
  { language, answerer, model }: { language: 'ko' | 'en'; answerer: Answerer | null; model: string },
): Promise<{ said: { probe: Probe; answer: string }[]; turns: DebateTurns }> {
  const said: { probe: Probe; answer: string }[] = [];
  for (const probe of probes) {
    const earlier = said.map((one) => ({ question: one.probe.question, answer: one.answer }));
    const answer = answerer === null ? answerFromCard(probe, card, language) : await answerer(probe.question, earlier);
    said.push({ probe, answer });
  }
  const id = `interview-${card.id}`;
  const turns = said.map(({ answer }, index) => ({
    id: turnId(id, index + 1),
    persona: card.id,
    lang: language,
    utterance: answer,
    // An answer takes up the words of its question, which is no echo.
    context: [],
  }));
  return {
    said,
    turns: {
      id,
      scenario: 'interview',
      seed: 0,
      models: { [card.id]: model },
      turns,
      sides: { debate: id, probes: [], blind: {}, final: {}, decision: null, truth: null },
    },
  };
}

const DECLINES =
  /답할 수 (?:있는 (?:게|것이) )?없|모르|몰라|말할 수 없|nothing to answer|don't know|do not know|cannot say|can't say/iu;

/** Reads each answer against what the card says to its question, and against every scorer. */
export function readAnswers(
  said: readonly { probe: Probe; answer: string }[],
  verdicts: readonly TurnVerdict[],
): Answer[] {
  return said.map(({ probe, answer }, index) => {
    const verdict = verdicts[index];
    // Short answers to questions about a card are not what the reader was trained on: rules alone speak here.
    const [reason] = (verdict?.reasons ?? []).filter(
      (one) => one.gates && one.evidence.finding.code !== 'reader.finds',
    );
    const isFlagged = reason !== undefined;
    const finding = reason?.evidence.finding;
    const because = reason === undefined || finding === undefined ? null : { scorer: reason.scorer, finding };
    const read = (outcome: Answer['outcome']): Answer => ({ probe, answer, outcome, because });
    const declines = DECLINES.test(answer);
    const { facet } = probe;
    if (facet === null || facet.mentions.length === 0) {
      if (isFlagged) return read('out of character');
      return read(declines ? 'declined' : 'in character');
    }
    const lower = answer.toLowerCase();
    if (facet.mentions.some((mention) => lower.includes(mention)))
      return read(isFlagged ? 'out of character' : 'right');
    return read(!isFlagged && declines ? 'declined' : 'wrong');
  });
}
