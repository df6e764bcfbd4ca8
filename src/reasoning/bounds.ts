import type { FactValue } from '../core/scenario.ts';
import { FAR, hasUnit, isNamedBetter, nameSaid, valueIn } from './bars.ts';
import type { DecisionModel } from './model.ts';
import { isRatio } from './said-figures.ts';
import type { SaidNumber } from './said-numbers.ts';
import { numbersIn, ROUNDED } from './said-numbers.ts';
import { endsOf } from './settable.ts';

/** Between which values a condition has a fact, or a setting of an option. */
export interface Bound {
  name: string;
  /** Null where it is of no one option. */
  option: string | null;
  low: number;
  high: number;
}

export const isOfOne = (one: Bound, other: Bound): boolean =>
  one.name === other.name && (one.option === null || other.option === null || one.option === other.option);

/** Whether two conditions have values of one thing that cannot both hold. */
export function clash(some: readonly Bound[], others: readonly Bound[]): boolean {
  const slack = (value: number) => (Number.isFinite(value) ? ROUNDED * Math.abs(value) : 0);
  const isPast = (one: Bound, other: Bound) => one.low - slack(one.low) > other.high + slack(other.high);
  return some.some((one) => others.some((other) => isOfOne(one, other) && (isPast(one, other) || isPast(other, one))));
}

/** What says at which value something ends, and not at which it holds. */
const ENDS =
  /\b(?:unless|stop\w*|abort\w*|otherwise|except|until)\b|아니면|아니라면|중단|멈[추춘춥]|그만|접는|접고|않는 한|전까지/iu;
const CLAUSES = /,(?!\d)|;|\band\b|\bwhile\b|(?<=[하이되리지두놓쓰넣받맡])고\s|(?<=[가-힣])며\s|그리고/iu;
const AT_LEAST =
  /(?:\bat least|\bno less than|\bnot (?:under|below|less than)|\babove|\bover|\bmore than|\bfrom|\bminimum(?: of)?|≥|>=|>|적어도|최소(?:한)?)\s*(?:about |약 )?[$€₩]?\s*$/iu;
const AT_MOST =
  /(?:\bat most|\bno more than|\bnot (?:over|above|more than)|\bup to|\bunder|\bbelow|\bless than|\bwithin|\bmaximum(?: of)?|≤|<=|<|많아야|최대(?:한)?|기껏해야)\s*(?:about |약 )?[$€₩]?\s*$/iu;
const OR_MORE =
  /^[^\d,;]{0,14}?(?:\bor (?:more|above|longer|later)\b|\band up\b|이상|초과|부터|넘[는으어겨을])(?!\S*\s?않)/iu;
const OR_LESS =
  /^[^\d,;]{0,14}?(?:\bor (?:less|fewer|below|under|sooner|earlier)\b|이하|미만|이내|안에|까지|아래|밑|넘지|안 넘)/iu;

export const clausesOf = (text: string): string[] => text.split(CLAUSES);

/** What a condition bounds, clause by clause; nothing of one that says where something ends. */
export function boundsIn(text: string, model: DecisionModel, held: Values = valuesIn(model)): Bound[] {
  if (ENDS.test(text)) return [];
  const said = text.toLowerCase();
  const options = Object.entries(model.scenario.options);
  const spoken = options.filter(([id, { short }]) =>
    [id, short].some((word) => word.length > 1 && said.includes(word.toLowerCase())),
  );
  return clausesOf(text).flatMap((clause) => {
    const numbers = numbersIn(clause);
    const found = namesOf(model).flatMap((one): (Bound & { hits: number })[] => {
      const isSetting = one.options.length > 0;
      const said = nameSaid(clause, one, { isSetting });
      if (said === null) return [];
      const [found] = numbers.flatMap((number) => {
        if (!isSetting && said.hits < 2 && !hasUnit(number, one.unit)) return [];
        const value = readingsOf(number, one.unit).find((candidate) => one.fits(candidate, held));
        return value === undefined ? [] : [{ number, value }];
      });
      if (found === undefined) return [];
      const { number, value } = found;
      const [only = null, ...more] = one.options.filter(
        (option) => spoken.length === 0 || spoken.some(([id]) => id === option),
      );
      const option = more.length > 0 ? null : only;
      return [{ name: one.name, option, ...rangeAt(clause, number, value), hits: said.hits }];
    });
    const [best] = found.sort((a, b) => b.hits - a.hits);
    return best === undefined || isNamedBetter(clause, model.quantities.values(), best) ? [] : [best];
  });
}

/** What a number may be in a unit: a share is said in percent and as a ratio. */
function readingsOf(number: SaidNumber, unit: string): number[] {
  const value = valueIn(number, unit);
  if (value === null) return number.isPercent && unit === '' ? [number.value / 100] : [];
  return unit.includes('%') && isRatio(number) ? [value, value * 100] : [value];
}

function rangeAt(clause: string, { at, end }: SaidNumber, value: number): { low: number; high: number } {
  const [before, after] = [clause.slice(0, at), clause.slice(end)];
  if (AT_MOST.test(before) || OR_LESS.test(after)) return { low: Number.NEGATIVE_INFINITY, high: value };
  if (AT_LEAST.test(before) || OR_MORE.test(after)) return { low: value, high: Number.POSITIVE_INFINITY };
  return { low: value, high: value };
}

/** What facts are taken to be: in a seat's prompt the question holds none of them itself. */
export type Values = ReadonlyMap<string, FactValue>;

const valuesIn = ({ scenario: { facts } }: DecisionModel): Values =>
  new Map(Object.entries(facts).map(([name, { value }]) => [name, value]));

interface Nameable {
  name: string;
  label: string;
  unit: string;
  /** Options of which it is a setting; none of a fact. */
  options: readonly string[];
  fits: (value: number, held: Values) => boolean;
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
  const held = Object.entries(facts).flatMap(([name, { value, label = name, unit = '' }]): Nameable[] => {
    if (typeof value !== 'number' || adjustable.has(name)) return [];
    const fits = (said: number, values: Values) => {
      const now = values.get(name);
      return typeof now === 'number' && now !== 0 && said / now < FAR && now / said < FAR;
    };
    return [{ name, label, unit, options: [], fits }];
  });
  const names = [...settings, ...held];
  nameable.set(model, names);
  return names;
}

/** Whether a text says between which values something lies, whatever that is: a test of what comes out, or where something ends. */
export const isTest = (text: string): boolean =>
  ENDS.test(text) ||
  numbersIn(text).some((number) => {
    const { low, high } = rangeAt(text, number, number.value);
    return low !== high;
  });
