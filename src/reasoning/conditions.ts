import { isAlike, isSameWords, isSameWork } from './alike.ts';
import type { Bound, Values } from './bounds.ts';
import { boundsIn, clash, isOfOne } from './bounds.ts';
import type { DecisionModel } from './model.ts';
import { wordsHeard } from './said-figures.ts';
import { numbersIn } from './said-numbers.ts';
import type { SaidTurn } from './said-turn.ts';
import { isDropped } from './withdrawn.ts';
import { wordsIn } from './words-in.ts';

type Body = SaidTurn & { phase: string; stance: { option: string | null } };

/** A condition that somebody put and has not taken back. */
export interface SaidCondition {
  body: Body;
  text: string;
  /** Others who accepted it: who supports or concedes its turn, answers it with a vote for the same option, or puts the same. */
  accepted: readonly { by: string; turn: number }[];
  /** The vote that hangs on it; null where none does. */
  vote: number | null;
  /** Turns of conditions that cannot hold together with it. */
  against: readonly number[];
}

/** Whether it stands for more than whoever put it. */
export const isSettledCondition = ({ accepted, vote, against }: SaidCondition): boolean =>
  against.length === 0 && (accepted.length > 0 || vote !== null);

/**
 * Conditions as they stand after these turns, in the order in which they were put: several of one member side by side, one that they put in other
 * words, or at another value, in the place of what it was; what nobody else accepted goes with the option for which it was put. Without a model nothing tells which of
 * them cannot hold together; `held` is what facts are taken to be, where the model's question does not say it.
 */
export function conditionsIn(turns: readonly Body[], model: DecisionModel | null, held?: Values): SaidCondition[] {
  const read = (text: string) => (model === null ? [] : boundsIn(text, model, held));
  const rows: { put: Body[]; accepted: { by: string; turn: number }[]; bounds: readonly Bound[] }[] = [];
  for (const body of turns) {
    const { condition, speaker, turn } = body;
    if (condition === null) continue;
    const bounds = read(condition);
    const isOf = (row: (typeof rows)[number]) => {
      const last = row.put.at(-1);
      return (
        isSaidAlike(last?.condition ?? '', condition) ||
        (last?.speaker === speaker && isOtherValue(last.condition ?? '', condition)) ||
        (last?.speaker === speaker && bounds.some((one) => row.bounds.some((other) => isOfOne(one, other))))
      );
    };
    const row = rows.find((one) => one.put[0]?.speaker === speaker && isOf(one));
    // Who puts what somebody has put accepts it.
    const others = rows.filter((one) => one.put[0]?.speaker !== speaker && isOf(one) && !clash(one.bounds, bounds));
    for (const other of others) other.accepted.push({ by: speaker, turn });
    if (row !== undefined) {
      if (clash(row.bounds, bounds) || isOtherValue(row.put.at(-1)?.condition ?? '', condition)) row.accepted = [];
      row.put.push(body);
      row.bounds = bounds;
    } else if (others.length === 0) rows.push({ put: [body], accepted: [], bounds });
  }
  const standing = rows.flatMap(({ put, accepted, bounds }) => {
    const body = put.at(-1);
    const text = body?.condition ?? '';
    if (body === undefined || isDropped(body, text, turns)) return [];
    const option = turns.findLast(({ speaker }) => speaker === body.speaker)?.stance.option ?? null;
    const isWith = (later: Body) =>
      later.act === 'support' ||
      later.act === 'concede' ||
      (isVote(later) &&
        option !== null &&
        later.stance.option === option &&
        !refuses(later.utterance, text) &&
        !clash(bounds, read(later.condition ?? '')));
    const answered = turns.flatMap((later) =>
      later.speaker !== body.speaker &&
      isWith(later) &&
      answersIn(later).some((ref) => put.some(({ turn }) => turn === ref.turn && ref.turn < later.turn))
        ? [{ by: later.speaker, turn: later.turn }]
        : [],
    );
    const vote = put.findLast(isVote)?.turn ?? null;
    const by = new Map([...answered, ...accepted].map((one) => [one.by, one]));
    const hasLeft = option !== null && body.stance.option !== null && body.stance.option !== option;
    if (hasLeft && by.size === 0 && vote === null) return [];
    return [{ body, text, accepted: [...by.values()], vote, bounds }];
  });
  return standing.map(({ bounds, ...one }) => ({
    ...one,
    against: standing.flatMap((other) =>
      other.body !== one.body && clash(bounds, other.bounds) ? [other.body.turn] : [],
    ),
  }));
}

const isVote = ({ phase, act }: Body) => (phase === 'vote' || phase === 'close') && act !== 'rebut';

/** Of a condition's words: a clause with so many of them, or with one of its numbers, speaks of it. */
const OF_CONDITION = 0.5;
const SAID_CLAUSES =
  /[;:?!]|[.,](?=\s)|\b(?:and|but|because|while)\b|(?<=[하이되리지])고\s|(?<=[가-힣])며\s|그리고|하지만/iu;
const REFUSALS = /\b(?:not?|never|without|instead|rather|except|too)\b|n['’]t\b|않|말고|없이|빼고|대신|너무|반대/giu;

/** Whether a text names a condition with a word against it that is not the condition's own. */
function refuses(text: string, condition: string): boolean {
  const [own, numbers] = [wordsIn(condition), numbersIn(condition)];
  const owned = new Set(condition.toLowerCase().match(REFUSALS));
  return text.split(SAID_CLAUSES).some((clause) => {
    const isOfIt =
      numbersIn(clause).some((said) =>
        numbers.some((one) => one.value === said.value && one.isPercent === said.isPercent),
      ) || wordsHeard(own, wordsIn(clause)) >= OF_CONDITION * own.length;
    return isOfIt && (clause.toLowerCase().match(REFUSALS) ?? []).some((word) => !owned.has(word));
  });
}

const answersIn = (body: Body) => [...(body.answers === null ? [] : [body.answers]), ...(body.also ?? [])];

const numbersAlike = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((text) => numbersIn(text).map(({ value, isPercent }) => `${value} ${isPercent}`));
  return a !== undefined && b !== undefined && a.length === b.length && a.every((number) => b.includes(number));
};
/** Whether one is the other in nearly the same words, with other numbers. */
const isOtherValue = (one: string, other: string): boolean =>
  numbersIn(one).length > 0 && numbersIn(other).length > 0 && isSameWork(one, other) && !numbersAlike(one, other);
const isSaidAlike = (one: string, other: string): boolean =>
  isSameWords(one, other) || ((isAlike(one, other) || isSameWork(one, other)) && numbersAlike(one, other));
