import type { Finding } from '../findings/finding.ts';
import type { CompiledCard } from './compiled-card.ts';
import type { Score, ScoreEvidence, TurnScore } from './score.ts';
import type { DebateSides, SpokenTurn } from './turn.ts';

/** What a scorer may look at beside the member's own turns. */
export interface Surroundings {
  /** Every turn of the debates that the scored turns belong to, all speakers, in order; the scored ones included. */
  all: readonly SpokenTurn[];
  sides: readonly DebateSides[];
  /** Turns that nobody argued against, by which drift is told from a topic's own course. */
  control: readonly SpokenTurn[];
}

/** One measure of how true turns are to a card. Pure: the same turns and card give the same score. */
export interface Scorer {
  /** `A1`. */
  id: string;
  /** A violation in any turn fails the scorecard. */
  hard: boolean;
  /** Weight in the soft total; 0 for what is reported and does not count. */
  weight: number;
  version: number;
  /** Its score over several debates is none of the scores of each, and carries intervals of its own among the figures. */
  pooled?: boolean;
  /** @param turns of this card's member only, in order */
  score(turns: readonly SpokenTurn[], card: CompiledCard, surroundings?: Partial<Surroundings>): Score;
}

/** What one turn shows: null and `read` when nothing in it is the scorer's business. */
export interface TurnReading {
  score: number | null;
  evidence?: readonly Omit<ScoreEvidence, 'turn'>[];
  /** False when the turn should have been scored and could not be. */
  read?: boolean;
}

/** A turn with what was said before it in its conversation, by whom, oldest first. */
export interface TurnInPlace {
  turn: SpokenTurn;
  before: readonly { speaker: string | undefined; text: string }[];
}

interface PerTurn extends Omit<Scorer, 'score' | 'pooled'> {
  /** Why no turn of this card can be scored; undefined when they can. */
  unscored?(card: CompiledCard): Finding | undefined;
  read(place: TurnInPlace, card: CompiledCard): TurnReading;
}

/** A scorer that looks at one turn at a time: its score is the mean over the turns that are its business. */
export function perTurn({ read, unscored, ...scorer }: PerTurn): Scorer {
  return {
    ...scorer,
    score(turns, card, { all = [] } = {}) {
      const why = unscored?.(card);
      if (why !== undefined) return nullScore(scorer, card, why);
      const scored = inPlace(turns, all).map(({ turn, before }): TurnScore => {
        const { score, evidence = [], read: wasRead = true } = read({ turn, before }, card);
        return { turn: turn.id, score, read: wasRead, evidence: evidence.map((one) => ({ turn: turn.id, ...one })) };
      });
      return scoreOf(scorer, card, scored);
    },
  };
}

/** A hard scorer's reading below this is a violation; above it a doubt that only the turn's own verdict weighs. */
export const VIOLATION = 0.25;

/** The score that follows from turn scores. */
export function scoreOf(
  { id, version, hard }: Pick<Scorer, 'id' | 'version' | 'hard'>,
  card: CompiledCard,
  turns: TurnScore[],
): Score {
  const values = turns.flatMap(({ score }) => (score === null ? [] : [hard ? Number(score >= VIOLATION) : score]));
  const read = turns.filter((turn) => turn.read).length;
  return {
    scorer: id,
    version,
    persona: card.id,
    score: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
    coverage: turns.length === 0 ? 0 : read / turns.length,
    evidence: turns.flatMap(({ evidence }) => evidence),
    turns,
    figures: {},
    notes: values.length === 0 ? [{ code: 'scorer.nothing-to-score', params: {} }] : [],
  };
}

export function nullScore({ id, version }: Pick<Scorer, 'id' | 'version'>, card: CompiledCard, note: Finding): Score {
  return {
    scorer: id,
    version,
    persona: card.id,
    score: null,
    coverage: 1,
    evidence: [],
    turns: [],
    figures: {},
    notes: [note],
  };
}

/** Puts each turn after what was said before it: the earlier turns of its debate, else the context that it carries. */
export function inPlace(turns: readonly SpokenTurn[], all: readonly SpokenTurn[]): TurnInPlace[] {
  const debates = new Map<string, { speaker: string; text: string }[]>();
  const position = new Map<string, number>();
  for (const turn of all.length > 0 ? all : turns) {
    if (turn.debate === undefined) continue;
    const said = debates.get(turn.debate) ?? [];
    position.set(`${turn.debate}\n${turn.id}`, said.length);
    said.push({ speaker: turn.persona, text: turn.utterance });
    debates.set(turn.debate, said);
  }
  return turns.map((turn) => {
    const said = turn.debate === undefined ? undefined : debates.get(turn.debate);
    const at = position.get(`${turn.debate}\n${turn.id}`);
    const earlier = said === undefined || at === undefined ? [] : said.slice(0, at);
    const context = turn.context.map(({ speaker, text }) => ({ speaker, text }));
    return { turn, before: [...context, ...earlier] };
  });
}

/** Evidence for a stretch of an utterance. */
export function cite(
  utterance: string,
  start: number,
  end: number,
  finding: Finding,
  cardLine?: number,
): Omit<ScoreEvidence, 'turn'> {
  return {
    span: [start, end],
    quote: utterance.slice(start, end),
    finding,
    ...(cardLine === undefined ? {} : { cardLine }),
  };
}
