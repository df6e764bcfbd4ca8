import { escaped } from '../../core/pattern.ts';
import type { Finding } from '../findings/finding.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import type { Scorer } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { squeezed } from '../reading/text.ts';

/** Turns below which a phrase that comes back is no habit. */
const LEAST_TURNS = 8;
/** One phrase may stand in so many of a member's turns. */
export const MOST_SHARE = 0.25;
/** What others say as often belongs to the matter, not to one member. */
const SHARED = 0.1;
const LEAST_LETTERS = 6;

export interface CatchPhrase {
  phrase: string;
  /** Share of the member's turns that hold it. */
  share: number;
  turns: SpokenTurn[];
}

/** Runs of two and three words, as they are said. */
function phrasesOf(utterance: string): Set<string> {
  const words =
    utterance
      .toLowerCase()
      .match(/[\p{L}\p{N}'’%.]+/gu)
      ?.map((word) => word.replace(/\.+$/u, '')) ?? [];
  const isFigure = words.map((word) => /\p{N}/u.test(word));
  const runs = words.flatMap((_, at) =>
    [2, 3].flatMap((long) => (isFigure.slice(at, at + long).includes(true) ? [] : [words.slice(at, at + long)])),
  );
  return new Set(
    runs
      .filter((run) => run.length > 1)
      .map((run) => run.join(' '))
      .filter((phrase) => phrase.replaceAll(' ', '').length >= LEAST_LETTERS),
  );
}

/**
 * The phrase that comes back most: one of their card's over all turns, any other of their own within one debate, because the same
 * question held again brings the same answers. Null where there are too few turns, or none comes back.
 */
export function catchPhraseOf(
  turns: readonly SpokenTurn[],
  others: readonly SpokenTurn[],
  card: Pick<CompiledCard, 'examples'>,
): CatchPhrase | null {
  const own = turns.filter(({ act }) => act !== 'close');
  const quotes = card.examples.map(({ text }) => squeezed(text));
  const isOfCard = (phrase: string) => quotes.some((quote) => quote.includes(squeezed(phrase)));
  // Turns that stand alone are no conversation.
  const heldIn = [...new Set(own.flatMap(({ debate }) => debate ?? []))].map((id) =>
    own.filter(({ debate }) => debate === id),
  );
  const found = [mostIn(own, others, isOfCard), ...heldIn.map((said) => mostIn(said, others, () => true))].flatMap(
    (one) => one ?? [],
  );
  return found.sort((a, b) => b.share - a.share)[0] ?? null;
}

function mostIn(
  own: readonly SpokenTurn[],
  others: readonly SpokenTurn[],
  counts: (phrase: string) => boolean,
): CatchPhrase | null {
  if (own.length < LEAST_TURNS) return null;
  const said = own.map(({ utterance }) => phrasesOf(utterance));
  const heard = others.map(({ utterance }) => phrasesOf(utterance));
  const often = new Map<string, number>();
  for (const phrases of said) for (const phrase of phrases) often.set(phrase, (often.get(phrase) ?? 0) + 1);
  const most = [...often]
    .filter(([, count]) => count > 1 && count > SHARED * own.length)
    .sort((a, b) => b[1] - a[1] || b[0].length - a[0].length)
    .find(
      ([phrase]) => counts(phrase) && heard.filter((phrases) => phrases.has(phrase)).length <= SHARED * heard.length,
    );
  if (most === undefined) return null;
  const [phrase, count] = most;
  return { phrase, share: count / own.length, turns: own.filter((_, index) => said[index]?.has(phrase)) };
}

/** A3 with the rule about one phrase: above a quarter of the turns the score falls by as much as it is above. */
export function withCatchPhrase(signature: Scorer): Scorer {
  return {
    ...signature,
    score(turns, card, surroundings = {}) {
      const base = signature.score(turns, card, surroundings);
      const others = (surroundings.all ?? []).filter(({ persona }) => persona !== card.id);
      const found = catchPhraseOf(turns, others, card);
      if (found === null) return base;
      const { phrase, share } = found;
      const figures = { ...base.figures, catchPhrase: share };
      const percent = Math.round(share * 100);
      if (share <= MOST_SHARE) {
        const notes: Finding[] = [{ code: 'own-words.phrase', params: { phrase, percent } }];
        return { ...base, figures, notes: base.notes.length === 0 ? notes : base.notes };
      }
      const finding: Finding = { code: 'own-words.habit', params: { phrase, percent, most: MOST_SHARE * 100 } };
      return {
        ...base,
        figures,
        score: base.score === null ? null : base.score * (MOST_SHARE / share),
        evidence: [...base.evidence, ...found.turns.slice(0, 3).map((turn) => placeOf(turn, phrase, finding))],
        notes: [finding],
      };
    },
  };
}

function placeOf({ id, utterance }: SpokenTurn, phrase: string, finding: Finding): ScoreEvidence {
  const [first = '', ...rest] = phrase.split(' ').map((word) => escaped(word));
  const found = new RegExp([first, ...rest].join('[^\\p{L}\\p{N}]+'), 'iu').exec(utterance);
  const [start, end] = found === null ? [0, utterance.length] : [found.index, found.index + found[0].length];
  return { turn: id, span: [start, end], quote: utterance.slice(start, end), finding };
}
