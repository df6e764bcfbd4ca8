import { isAlike, isSameWords, isSameWork } from './alike.ts';
import { FAR, namedIn, valueIn } from './bars.ts';
import type { DecisionModel } from './model.ts';
import { wordsHeard } from './said-figures.ts';
import type { SaidNumber } from './said-numbers.ts';
import { numbersIn, ROUNDED } from './said-numbers.ts';
import type { SaidTurn } from './said-turn.ts';
import { endsOf } from './settable.ts';
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
 * words, or at another value, in the place of what it was. Without a model nothing tells which of them cannot hold together.
 */
export function conditionsIn(turns: readonly Body[], model: DecisionModel | null): SaidCondition[] {
  const rows: { put: Body[]; accepted: { by: string; turn: number }[]; bounds: readonly Bound[] }[] = [];
  for (const body of turns) {
    const { condition, speaker, turn } = body;
    if (condition === null) continue;
    const bounds = model === null ? [] : boundsIn(condition, model);
    const isOf = (row: (typeof rows)[number]) => {
      const last = row.put.at(-1);
      return (
        isSaidAlike(last?.condition ?? '', condition) ||
        (last?.speaker === speaker && bounds.some((one) => row.bounds.some((other) => isOfOne(one, other))))
      );
    };
    const row = rows.find((one) => one.put[0]?.speaker === speaker && isOf(one));
    // Who puts what somebody has put accepts it.
    const others = rows.filter((one) => one.put[0]?.speaker !== speaker && isOf(one) && !clash(one.bounds, bounds));
    for (const other of others) other.accepted.push({ by: speaker, turn });
    if (row !== undefined) {
      if (clash(row.bounds, bounds)) row.accepted = [];
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
        !(model !== null && clash(bounds, boundsIn(later.condition ?? '', model))));
    const answered = turns.flatMap((later) =>
      later.speaker !== body.speaker &&
      isWith(later) &&
      answersIn(later).some((ref) => put.some(({ turn }) => turn === ref.turn && ref.turn < later.turn))
        ? [{ by: later.speaker, turn: later.turn }]
        : [],
    );
    const vote = put.findLast(isVote)?.turn ?? null;
    const by = new Map([...answered, ...accepted].map((one) => [one.by, one]));
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
const isSaidAlike = (one: string, other: string): boolean =>
  isSameWords(one, other) || ((isAlike(one, other) || isSameWork(one, other)) && numbersAlike(one, other));

/** Between which values a condition has a fact, or a setting of an option. */
interface Bound {
  name: string;
  /** Null where it is of no one option. */
  option: string | null;
  low: number;
  high: number;
}

const isOfOne = (one: Bound, other: Bound): boolean =>
  one.name === other.name && (one.option === null || other.option === null || one.option === other.option);

/** Whether two conditions have values of one thing that cannot both hold. */
function clash(some: readonly Bound[], others: readonly Bound[]): boolean {
  const slack = (value: number) => (Number.isFinite(value) ? ROUNDED * Math.abs(value) : 0);
  const isPast = (one: Bound, other: Bound) => one.low - slack(one.low) > other.high + slack(other.high);
  return some.some((one) => others.some((other) => isOfOne(one, other) && (isPast(one, other) || isPast(other, one))));
}

/** What says at which value something ends, and not at which it holds. */
const ENDS =
  /\b(?:unless|stop\w*|abort\w*|otherwise|except|until)\b|아니면|아니라면|중단|멈[추춘춥]|그만|접는|접고|않는 한|전까지/iu;
const CLAUSES = /,(?!\d)|;|\band\b|\bwhile\b|(?<=[하이되리지])고\s|(?<=[가-힣])며\s|그리고/iu;
const AT_LEAST =
  /(?:\bat least|\bno less than|\bnot (?:under|below|less than)|\babove|\bover|\bmore than|\bfrom|\bminimum(?: of)?|≥|>=|>)\s*(?:about )?[$€₩]?\s*$/iu;
const AT_MOST =
  /(?:\bat most|\bno more than|\bnot (?:over|above|more than)|\bup to|\bunder|\bbelow|\bless than|\bwithin|\bmaximum(?: of)?|≤|<=|<)\s*(?:about )?[$€₩]?\s*$/iu;
const OR_MORE =
  /^[^\d,;]{0,14}?(?:\bor (?:more|above|longer|later)\b|\band up\b|이상|초과|부터|넘[는으어겨을])(?!\S*\s?않)/iu;
const OR_LESS =
  /^[^\d,;]{0,14}?(?:\bor (?:less|fewer|below|under|sooner|earlier)\b|이하|미만|이내|안에|까지|아래|밑|넘지|안 넘)/iu;

function boundsIn(text: string, model: DecisionModel): Bound[] {
  if (ENDS.test(text)) return [];
  const said = text.toLowerCase();
  const options = Object.entries(model.scenario.options);
  const spoken = options.filter(([id, { short }]) =>
    [id, short].some((word) => word.length > 1 && said.includes(word.toLowerCase())),
  );
  return text.split(CLAUSES).flatMap((clause) => {
    const words = wordsIn(clause);
    const found = namesOf(model).flatMap((one): (Bound & { hits: number })[] => {
      const isWritten = new RegExp(String.raw`(?<![\w])${one.name}(?![\w])`).test(clause);
      const hits = isWritten ? Number.POSITIVE_INFINITY : (namedIn(words, one.label)?.hits ?? 0);
      if (hits === 0) return [];
      const number = numbersIn(clause).find((candidate) => {
        const value = valueIn(candidate, one.unit);
        return value !== null && one.fits(value);
      });
      const value = number === undefined ? null : valueIn(number, one.unit);
      if (number === undefined || value === null) return [];
      const [only = null, ...more] = one.options.filter(
        (option) => spoken.length === 0 || spoken.some(([id]) => id === option),
      );
      const option = more.length > 0 ? null : only;
      return [{ name: one.name, option, ...rangeAt(clause, number, value), hits }];
    });
    const [best] = found.sort((a, b) => b.hits - a.hits);
    return best === undefined ? [] : [best];
  });
}

function rangeAt(clause: string, { at, end }: SaidNumber, value: number): { low: number; high: number } {
  const [before, after] = [clause.slice(0, at), clause.slice(end)];
  if (AT_MOST.test(before) || OR_LESS.test(after)) return { low: Number.NEGATIVE_INFINITY, high: value };
  if (AT_LEAST.test(before) || OR_MORE.test(after)) return { low: value, high: Number.POSITIVE_INFINITY };
  return { low: value, high: value };
}

interface Nameable {
  name: string;
  label: string;
  unit: string;
  /** Options of which it is a setting; none of a fact. */
  options: readonly string[];
  fits: (value: number) => boolean;
}

const nameable = new WeakMap<DecisionModel, readonly Nameable[]>();

function namesOf(model: DecisionModel): readonly Nameable[] {
  const known = nameable.get(model);
  if (known !== undefined) return known;
  const { facts, options } = model.scenario;
  const adjustable = new Map<string, string[]>();
  for (const [option, { adjust }] of Object.entries(options))
    for (const input of Object.keys(adjust)) adjustable.set(input, [...(adjustable.get(input) ?? []), option]);
  const settings = [...adjustable].map(([name, of]): Nameable => {
    const ends = of.flatMap((option) => {
      const adjust = options[option]?.adjust[name];
      return adjust === undefined ? [] : endsOf(adjust);
    });
    return {
      name,
      label: facts[name]?.label ?? model.quantities.get(name)?.label ?? name,
      unit: model.inputUnits.get(name)?.text || facts[name]?.unit || '',
      options: of,
      fits: (value) => value >= Math.min(...ends) && value <= Math.max(...ends),
    };
  });
  const held = Object.entries(facts).flatMap(([name, { value, label = name, unit = '' }]): Nameable[] =>
    typeof value !== 'number' || value === 0 || adjustable.has(name)
      ? []
      : [{ name, label, unit, options: [], fits: (said) => said / value < FAR && value / said < FAR }],
  );
  const names = [...settings, ...held];
  nameable.set(model, names);
  return names;
}
