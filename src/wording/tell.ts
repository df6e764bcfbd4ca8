import type { Language } from '../core/language.ts';
import { headOf } from '../core/scenario.ts';
import type { Ref } from '../core/turn.ts';
import { DAY, deadlinesIn, isTime, timeUnitOf } from '../reasoning/calendar.ts';
import { dimensionsOf } from '../reasoning/dimensions.ts';
import { bindingOf, driverOf } from '../reasoning/drivers.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import type { Expression } from '../reasoning/formula.ts';
import { namesIn, partsOf } from '../reasoning/formula.ts';
import type { CompiledGoal, CompiledNeed, DecisionModel } from '../reasoning/model.ts';
import { namesOfCriterion } from '../reasoning/model.ts';
import { stepOf } from '../reasoning/steps.ts';
import type { Unit } from '../reasoning/units.ts';
import { areComparable, NO_UNIT, unitFor, unitOf } from '../reasoning/units.ts';
import type { Phrase, PrintedAmount } from './amounts.ts';
import {
  asPhrase,
  besideName,
  inPoints,
  phrase,
  printAmount,
  printCoarse,
  printGap,
  printTogether,
} from './amounts.ts';
import type { Arithmetic, Compared, Gained, Ratio, Side, Term } from './clause.ts';
import { wordsOf } from './clause.ts';
import { ENGLISH } from './english.ts';
import { KOREAN } from './korean.ts';

export const ARITHMETIC: Readonly<Record<Language, Arithmetic>> = { ko: KOREAN, en: ENGLISH };

/** Where a number that is said comes from: a fact, a figure of a calculation, a setting of an option. */
export type RefOf = (name: string, option: string) => Ref;

/** At what an option stands that may be set otherwise, `the interval at 16 min`, where that has to be said beside what quantities come to. */
export type SettingOf = (values: OptionValues, quantities: readonly string[]) => Phrase | null;

/** A value with its unit and where it is from. */
interface Sourced {
  value: number;
  unit: Unit;
  refs: Ref[];
  op: 'is' | 'product' | 'ratio' | 'sum' | 'difference';
}

const HUNDRED = 100;

/** The power of ten at or below a size. */
const placeOf = (size: number): number => 10 ** Math.floor(Math.log10(Math.abs(size)) + 1e-9);

/** Puts a model's values into phrases, each number with its reference. */
export class Teller {
  readonly say: Arithmetic;

  constructor(
    readonly model: DecisionModel,
    readonly language: Language,
    private readonly refOf: RefOf,
    private readonly settingOf: SettingOf = () => null,
  ) {
    this.say = ARITHMETIC[language];
  }

  option(name: string): string {
    return this.model.scenario.options[name]?.short ?? name;
  }

  /** The noun phrase of a fact, an input or a quantity; a member of a mapping behind it. */
  label(path: string): string {
    const [head = '', ...rest] = path.split('.');
    const { facts, quantities } = this.model.scenario;
    const label = facts[head]?.label ?? quantities[head]?.label ?? wordsOf(head, this.language);
    return rest.length === 0 ? label : `${label} ${rest.map((member) => wordsOf(member, 'ko')).join(' ')}`;
  }

  amount(name: string, values: OptionValues): Phrase | null {
    const sourced = this.sourced({ kind: 'name', name }, values);
    return sourced === null ? null : this.printed(sourced, this.finest(name, values));
  }

  /** The place down to which a quantity is said: a tenth of what is noise on it; 0 where nobody has said what is. */
  private finest(name: string, values: OptionValues): number {
    const goal = this.model.criteria.find((one) => one.kind !== 'need' && one.quantity === name);
    const noise =
      goal === undefined || goal.kind === 'need' || goal.noise === null ? null : values.ofExpression(goal.noise);
    if (noise === null || noise === 0) return 0;
    return placeOf(noise / values.unitOf(name).factor / 10);
  }

  /** `isNew`: with what it is made of. */
  term(name: string, values: OptionValues, isNew = false): Term | null {
    const amount = this.amount(name, values);
    if (amount === null) return null;
    return { label: this.label(name), amount: isNew ? this.worked(amount, name, values) : amount };
  }

  /** How a quantity follows from what is right behind it, in one clause; null where that is no simple arithmetic, or not known. */
  derivation(name: string, values: OptionValues): Phrase | null {
    const quantity = this.model.quantities.get(name);
    if (quantity?.kind !== 'formula') return null;
    const { expression } = quantity;
    if (expression.kind !== 'binary') return null;
    const left = this.part(expression.left, values);
    const right = this.part(expression.right, values);
    const whole = this.term(name, values);
    if (left === null || right === null || whole === null) return null;
    const a = left.sourced;
    const b = right.sourced;
    switch (expression.operator) {
      case '-':
        return a.value > b.value ? this.say.difference(left.term, right.term, whole) : null;
      case '+':
        return this.say.sum(left.term, right.term, whole);
      case '*':
        if (isShare(a)) return this.say.share(left.term, right.term, whole);
        if (isShare(b)) return this.say.share(right.term, left.term, whole);
        if (isRate(a.unit) && !isRate(b.unit)) return this.say.rate(left.term, right.term, whole);
        if (isRate(b.unit) && !isRate(a.unit)) return this.say.rate(right.term, left.term, whole);
        return this.say.product(left.term, right.term, whole);
      case '/':
        if (isRate(b.unit) && isTime(quantity.unit)) return this.say.duration(left.term, right.term, whole);
        return this.say.quotient(left.term, right.term, whole);
      default:
        return null;
    }
  }

  /** What a sum is made of, as `8 + 4 + 1`; null where it is no sum of two to four parts that a listener could follow. */
  parts(name: string, values: OptionValues): Phrase | null {
    const whole = values.amount(name);
    const terms = whole === null ? [] : this.addends({ kind: 'name', name }, values.option);
    if (whole === null || terms.length < 2 || terms.length > MOST_PARTS) return null;
    const sourced = terms.map((term) => this.sourced(term, values));
    const printed = sourced.flatMap((part) => {
      if (part === null || part.value <= 0) return [];
      const there = inUnit(part, whole.unit);
      const { number } = printAmount(there.value, whole.unit.text, this.language);
      return [asPhrase({ text: number.text, number }, there.refs, opOf(there, { text: number.text, number }))];
    });
    if (printed.length < terms.length) return null;
    return printed.reduce((sum, part) => phrase`${sum} + ${part}`);
  }

  /** The terms of a sum, through names that stand for one; of its terms those that are sums by name stay whole. */
  private addends(expression: Expression, option: string, isOpened = true): Expression[] {
    if (expression.kind === 'binary' && expression.operator === '+')
      return [expression.left, expression.right].flatMap((side) => this.addends(side, option, false));
    if (expression.kind !== 'name' || !isOpened) return [expression];
    const set = this.model.settings.get(option)?.get(expression.name);
    const quantity = this.model.quantities.get(expression.name);
    const formula = quantity?.kind === 'formula' ? quantity.expression : undefined;
    const meant = set !== undefined && set.kind !== 'number' ? set : formula;
    return meant === undefined ? [expression] : this.addends(meant, option);
  }

  /** An amount with what it is made of: `13 hours (8 + 4 + 1)`. */
  private worked(amount: Phrase, name: string | null, values: OptionValues): Phrase {
    const parts = name === null ? null : this.parts(name, values);
    return parts === null ? amount : phrase`${amount} (${parts})`;
  }

  /** A limit that is missed, in as few words as hold the gap and the limit. */
  miss(need: CompiledNeed, values: OptionValues): Phrase | null {
    const sides = this.sides(need, values);
    if (sides === null || values.meets(need) !== false) return null;
    const { needs, upper } = sides;
    const lacked = this.lacked(sides, values);
    if (lacked !== null) return lacked;
    const amount = printAmount(needs.sourced.value, needs.sourced.unit.text, this.language);
    const limit: Term = {
      label: needs.label,
      amount: asPhrase(amount, needs.sourced.refs, opOf(needs.sourced, amount)),
    };
    return this.say.miss(this.option(values.option), limit, this.gapOf(sides), upper);
  }

  /** What is short of nothing at all: `the limit of 0 hours` says nothing. */
  private lacked(sides: NonNullable<ReturnType<Teller['sides']>>, { option }: OptionValues): Phrase | null {
    const { has, needs, upper } = sides;
    return upper || has.label === null || needs.sourced.value !== 0
      ? null
      : this.say.lacks(this.option(option), has.label, this.gapOf(sides));
  }

  /** That an option would miss a limit, without by how much: at its very edge that is nothing. */
  breaks(need: CompiledNeed, values: OptionValues): Phrase | null {
    const sides = this.sides(need, values);
    return sides === null ? null : this.say.breaksLimit(this.option(values.option), sides.has.label, sides.upper);
  }

  /** What an option has of a limit that it keeps, what is left, and that as a share of the limit; null where that is not known. */
  float(need: CompiledNeed, values: OptionValues): { has: Term; limit: Phrase; left: Phrase; share: number } | null {
    const sides = this.sides(need, values);
    if (sides === null || values.meets(need) !== true) return null;
    const { has, needs } = sides;
    const size = Math.abs(values.ofExpression(need.right) ?? 0) / need.unit.factor;
    // Beside nothing there is no share.
    if (size === 0) return null;
    const limit = printAmount(needs.sourced.value, needs.sourced.unit.text, this.language);
    return {
      has: { label: has.label, amount: this.printed(has.sourced) },
      limit: asPhrase(limit, needs.sourced.refs, opOf(needs.sourced, limit)),
      left: this.gapOf(sides),
      share: Math.abs(values.margin(need) ?? 0) / size,
    };
  }

  /** Of a limit that is a day in the calendar: what an option takes and what there is, in days; null for any other limit, also of days. */
  calendar(need: CompiledNeed, values: OptionValues): Record<'takes' | 'limit', { days: number; say: Phrase }> | null {
    const deadline = deadlinesIn(this.model).get(need);
    const takes = deadline === undefined ? null : this.part(deadline.takes, values);
    const limit = deadline === undefined ? null : this.part(deadline.limit, values);
    if (takes === null || limit === null) return null;
    const unit = timeUnitOf(need);
    const inDays = (sourced: Sourced) => {
      const told = inUnit(sourced, unit);
      const say = asPhrase(printAmount(told.value, unit.text, this.language), told.refs, told.op);
      return { days: inUnit(sourced, DAY).value, say };
    };
    return {
      takes: { ...inDays(takes.sourced), say: takes.term.amount },
      limit: inDays(limit.sourced),
    };
  }

  /** Whether an option keeps a limit, with what there is, what is needed, and the gap; null where that is not known. `isNew`: with what the figure is made of. */
  limit(need: CompiledNeed, values: OptionValues, isNew = false): Phrase | null {
    const sides = this.sides(need, values);
    if (sides === null) return null;
    const { has, needs, isLeft, upper } = sides;
    const [first, second] = printGap(has.sourced.value, needs.sourced.value, has.sourced.unit.text, this.language);
    const amount = asPhrase(first, has.sourced.refs, opOf(has.sourced, first));
    const hasTerm: Term = { label: has.label, amount: isNew ? this.worked(amount, sides.name, values) : amount };
    const needsTerm: Term = {
      label: needs.label,
      amount: asPhrase(second, needs.sourced.refs, opOf(needs.sourced, second)),
    };
    const gap = this.gapOf(sides);
    const option = this.option(values.option);
    // What is less than nothing is told by what is missing.
    if (!upper && has.sourced.value < 0 && values.meets(need) === false) {
      const miss = this.lacked(sides, values) ?? this.say.miss(option, needsTerm, gap, upper);
      return this.withSettings({ ...miss, brief: [miss] }, namesOfCriterion(need), [values]);
    }
    const said =
      values.meets(need) === true
        ? this.say.kept(option, hasTerm, needsTerm, gap)
        : upper
          ? this.say.over(option, hasTerm, needsTerm, gap)
          : this.say.short(option, hasTerm, needsTerm, gap, isLeft);
    return this.withSettings(said, namesOfCriterion(need), [values]);
  }

  /** Every option on a limit, those that break it first; null where fewer than two are known. */
  row(need: CompiledNeed, all: readonly OptionValues[]): Phrase | null {
    const found = all.flatMap((values) => {
      const sides = this.sides(need, values);
      return sides === null || sides.isLeft || sides.has.label === null || (sides.upper && sides.has.sourced.value < 0)
        ? []
        : [{ values, ...sides }];
    });
    const [first] = found;
    const label = first?.has.label ?? null;
    if (first === undefined || label === null || found.length < 2 || found.some(({ has }) => has.label !== label))
      return null;
    // Each is told apart from the limit by as many digits as that takes.
    const told = found
      .map(({ values, has, needs }) => {
        const [own] = printGap(has.sourced.value, needs.sourced.value, has.sourced.unit.text, this.language);
        const amount = asPhrase(own, has.sourced.refs, opOf(has.sourced, own));
        return { side: { option: this.option(values.option), amount, isShort: false }, values };
      })
      .sort((a, b) => Number(a.values.meets(need) !== false) - Number(b.values.meets(need) !== false));
    const limit = printAmount(first.needs.sourced.value, first.needs.sourced.unit.text, this.language);
    return this.withSettings(
      this.say.row(
        label,
        told.map(({ side }) => side),
        asPhrase(limit, first.needs.sourced.refs, opOf(first.needs.sourced, limit)),
        first.upper,
      ),
      namesOfCriterion(need),
      told.map(({ values }) => values),
    );
  }

  /** A clause with the settings of its options right behind their names, where they have to be said. */
  withSettings(said: Phrase, quantities: readonly string[], of: readonly OptionValues[]): Phrase {
    const labels = [
      ...quantities.map((name) => this.label(name)),
      ...this.model.options.map((name) => this.option(name)),
    ];
    return of.reduce((clause, values) => {
      const at = this.settingOf(values, quantities);
      return at === null ? clause : besideName(clause, this.option(values.option), at, labels, this.language);
    }, said);
  }

  /** How far a limit is missed, or kept, as an amount. */
  gap(need: CompiledNeed, values: OptionValues): Phrase | null {
    const sides = this.sides(need, values);
    return sides === null ? null : this.gapOf(sides);
  }

  private gapOf({ has, needs }: Record<'has' | 'needs', { sourced: Sourced }>): Phrase {
    const refs = [...has.sourced.refs, ...needs.sourced.refs];
    const whole: Sourced = {
      value: Math.abs(has.sourced.value - needs.sourced.value),
      unit: has.sourced.unit,
      refs,
      op: 'difference',
    };
    const short = inReadableTime(whole);
    if (short !== whole) return asPhrase(printAmount(short.value, short.unit.text, this.language), refs, 'difference');
    const [, , gap] = printGap(has.sourced.value, needs.sourced.value, has.sourced.unit.text, this.language);
    return asPhrase(inPoints(gap, this.language), refs, 'difference');
  }

  /** Two options on one goal, told apart by as many digits as that takes; null where one is not known. */
  beside(
    goal: Pick<CompiledGoal, 'quantity'> | CompiledGoal,
    first: OptionValues,
    second: OptionValues,
  ): Phrase | null {
    const pair = this.pairOf(goal, first, second);
    if (pair === null) return null;
    const { a, b, one, other, isBalance } = pair;
    const worth = 'worth' in goal ? Math.abs(first.ofExpression(goal.worth) ?? 0) : 0;
    const isRatio = !isBalance && Math.min(Math.abs(a.value), Math.abs(b.value)) * a.unit.factor >= worth / 2;
    const ratio = isRatio ? this.ratio(a, b, one, other) : null;
    const said = this.say.beside(this.label(goal.quantity), one, other, ratio, this.gained(goal, a, b, one, other));
    return this.withSettings(said, [goal.quantity], [first, second]);
  }

  private pairOf({ quantity }: Pick<CompiledGoal, 'quantity'>, first: OptionValues, second: OptionValues) {
    const a = this.sourced({ kind: 'name', name: quantity }, first);
    const b = this.sourced({ kind: 'name', name: quantity }, second);
    if (a === null || b === null) return null;
    const isBalance = this.isDifference(quantity);
    const printed = this.coarsely(quantity, a, b, first) ?? this.sideBySide(a, b);
    const side = (values: OptionValues, { value, refs }: Sourced, amount: PrintedAmount): Side => ({
      option: this.option(values.option),
      amount: isBalance && value < 0 ? asPhrase(withoutSign(amount), refs, 'abs') : asPhrase(amount, refs),
      isShort: isBalance && value < 0,
    });
    return { a, b, one: side(first, a, printed[0]), other: side(second, b, printed[1]), isBalance };
  }

  /** The goal that decided for the first of two options, with what both come to; `isAlso`: beside another one. Null where it is not better there. */
  decidedBy(goal: CompiledGoal, first: OptionValues, second: OptionValues, isAlso: boolean): Phrase | null {
    const pair = this.ahead(goal, first, second) === null ? null : this.pairOf(goal, first, second);
    return pair === null ? null : this.say.decidedBy(this.label(goal.quantity), pair.one, pair.other, isAlso);
  }

  /** What the first of two options is better by on a goal, as a term by itself; null where it is none. */
  ahead(goal: CompiledGoal, first: OptionValues, second: OptionValues): Gained | null {
    const between = this.between(goal, first, second);
    const [a, b] = [first.of(goal.quantity), second.of(goal.quantity)];
    if (between === null || between.isNoise || a === null || b === null) return null;
    if (goal.kind === 'more' ? a <= b : a >= b) return null;
    return { label: this.label(goal.quantity), gap: between.gap, isLess: goal.kind === 'less' };
  }

  /** A clause with a setting right behind the name of its option. */
  setThere(said: Phrase, option: string, at: Phrase): Phrase {
    const labels = Object.keys({ ...this.model.scenario.facts, ...this.model.scenario.quantities }).map((name) =>
      this.label(name),
    );
    const others = this.model.options.map((name) => this.option(name));
    return besideName(said, this.option(option), at, [...labels, ...others], this.language);
  }

  /** What makes most of the difference between two options on a quantity; null where that is no one thing, or goes without saying. */
  driven(quantity: string, first: OptionValues, second: OptionValues): Phrase | null {
    const driver = driverOf(quantity, first, second);
    const input = driver === null ? null : this.compared(driver.name, first, second);
    if (driver === null || input === null || this.isAlike(driver.name, quantity, first)) return null;
    const [between] = driver.between.filter(
      (name) => !this.isAlike(name, quantity, first) && !this.isAlike(name, driver.name, first),
    );
    return this.say.driven(input, driver.isAll, between === undefined ? null : this.compared(between, first, second));
  }

  /** Whether two names stand for one thing to a listener. */
  private isAlike(name: string, other: string, values: OptionValues): boolean {
    return this.label(name) === this.label(other) || values.of(name) === values.of(other);
  }

  /** Two options side by side on anything that has a number; null for what is only on or off. */
  private compared(name: string, first: OptionValues, second: OptionValues): Compared | null {
    const a = this.sourced({ kind: 'name', name }, first);
    const b = this.sourced({ kind: 'name', name }, second);
    if (a === null || b === null || a.value < 0 || b.value < 0) return null;
    if (a.unit.text === '' && [a.value, b.value].every((value) => value === 0 || value === 1)) return null;
    const [one, other] = this.coarsely(name, a, b, first) ?? this.sideBySide(a, b);
    return {
      label: this.label(name),
      first: { option: this.option(first.option), amount: asPhrase(one, a.refs), isShort: false },
      second: { option: this.option(second.option), amount: asPhrase(other, b.refs), isShort: false },
    };
  }

  /** By way of which quantities facts that are others now have changed one, told with what they came to before; null where that is direct. */
  through(
    quantity: string,
    now: OptionValues,
    earlier: Teller,
    then: OptionValues,
    facts: readonly string[],
  ): Phrase | null {
    const driver = driverOf(quantity, now, then);
    if (driver === null || !facts.includes(driver.name)) return null;
    const parts = driver.between.flatMap((name) => {
      if (this.isAlike(name, quantity, now) || this.isAlike(name, driver.name, now)) return [];
      const [was, is] = [earlier.amount(name, then), this.amount(name, now)];
      return was === null || is === null || was.text === is.text ? [] : [{ label: this.label(name), was, now: is }];
    });
    return parts.length === 0 ? null : this.say.through(parts.slice(0, MOST_LINKS));
  }

  /** Which of several terms a figure goes by; null where it is the largest or smallest of none. */
  bound(quantity: string, values: OptionValues): Phrase | null {
    const binding = bindingOf(quantity, values);
    const term = binding === null ? null : this.term(binding.name, values);
    const others = binding === null ? [] : binding.others.flatMap((name) => this.term(name, values) ?? []);
    if (binding === null || term === null || others.length < binding.others.length) return null;
    return this.say.binding(this.option(values.option), term, others);
  }

  /** The part that makes most of a sum; null where there is none, or it is as good as all. */
  mostly(quantity: string, values: OptionValues): Phrase | null {
    const whole = values.amount(quantity);
    const parts = whole === null ? [] : this.addends({ kind: 'name', name: quantity }, values.option);
    if (whole === null || parts.length < 2) return null;
    const sourced = parts.map((part) => values.ofExpression(part));
    if (sourced.some((value) => value === null || value < 0)) return null;
    const sizes = sourced.map((value) => (value ?? 0) / (whole.value * whole.unit.factor));
    const at = sizes.findIndex((share) => share >= MOST && share <= ALL_BUT);
    const [part] = at < 0 ? [] : [parts[at]];
    const label = part === undefined ? null : this.labelOfPart(part);
    const found = part === undefined ? null : this.sourced(part, values);
    if (found === null || label === null) return null;
    const there = inUnit(found, whole.unit);
    const printed = printAmount(there.value, whole.unit.text, this.language);
    const all = this.term(quantity, values);
    if (all === null || all.amount.text === printed.text) return null;
    return this.say.mostly(this.option(values.option), all, {
      label,
      amount: asPhrase(printed, there.refs, opOf(there, printed)),
    });
  }

  /** What a part of a sum is called: by its name, or by the one thing in it that options set. */
  private labelOfPart(part: Expression): string | null {
    if (part.kind === 'name') return this.label(part.name);
    const set = [...new Set(namesIn(part))].filter((name) => this.model.inputs.has(headOf(name)));
    const [only] = set;
    return part.kind === 'binary' && part.operator === '*' && set.length === 1 && only !== undefined
      ? this.label(only)
      : null;
  }

  /** Two values no finer than what is noise on them allows; null where that would make them alike. */
  private coarsely(name: string, a: Sourced, b: Sourced, values: OptionValues): [PrintedAmount, PrintedAmount] | null {
    const finest = this.finest(name, values);
    if (finest === 0 || inReadableTime(a) !== a || inReadableTime(b) !== b) return null;
    const [one, other] = [a, b].map(({ value }) => printCoarse(value, finest, a.unit.text, this.language));
    if (one === undefined || other === undefined || (one.text === other.text && a.value !== b.value)) return null;
    return one.number.op === other.number.op ? [one, other] : null;
  }

  /** Two values of one quantity; a few minutes beside some weeks are said in minutes. */
  private sideBySide(a: Sourced, b: Sourced): [PrintedAmount, PrintedAmount] {
    const [one, other] = [inReadableTime(a), inReadableTime(b)];
    if (one.unit.text !== other.unit.text)
      return [
        printAmount(one.value, one.unit.text, this.language),
        printAmount(other.value, other.unit.text, this.language),
      ];
    return printTogether([one.value, other.value], one.unit.text, this.language) as [PrintedAmount, PrintedAmount];
  }

  /** How many times the one is the other, where somebody would say so. */
  private ratio(a: Sourced, b: Sourced, one: Side, other: Side): Ratio | null {
    if (a.value <= 0 || b.value <= 0) return null;
    const ratio = Math.max(a.value, b.value) / Math.min(a.value, b.value);
    if (ratio < 1.5 || ratio > 50) return null;
    const printed = printAmount(Number(ratio.toPrecision(2)), this.language === 'ko' ? 'x' : '', this.language);
    const times = asPhrase(
      { ...printed, number: { ...printed.number, value: ratio, unit: 'x' } },
      [...a.refs, ...b.refs],
      'ratio',
    );
    return a.value > b.value ? { times, larger: one, smaller: other } : { times, larger: other, smaller: one };
  }

  /** What the first of two options is better by, where a reader who subtracts gets just that. */
  private gained(
    goal: Pick<CompiledGoal, 'quantity'> | CompiledGoal,
    a: Sourced,
    b: Sourced,
    one: Side,
    other: Side,
  ): Gained | null {
    if (!('kind' in goal) || a.unit.text !== b.unit.text || one.isShort || other.isShort) return null;
    if (a.value <= 0 || b.value <= 0 || (goal.kind === 'more' ? a.value <= b.value : a.value >= b.value)) return null;
    const [x, y, gap] = printGap(a.value, b.value, a.unit.text, this.language);
    // What a reader gets by subtracting is what lies between, as it is printed by itself.
    const exact = printAmount(Math.abs(a.value - b.value), a.unit.text, this.language);
    if (x.text !== one.amount.text || y.text !== other.amount.text || gap.text !== exact.text) return null;
    return {
      label: this.label(goal.quantity),
      gap: asPhrase(inPoints(gap, this.language), [...a.refs, ...b.refs], 'difference'),
      isLess: goal.kind === 'less',
    };
  }

  /** What one option comes to on a quantity; null where that is not known. */
  under(name: string, values: OptionValues): Phrase | null {
    const sourced = this.sourced({ kind: 'name', name }, values);
    if (sourced === null) return null;
    const amount = printAmount(sourced.value, sourced.unit.text, this.language);
    const isShort = this.isDifference(name) && sourced.value < 0;
    return this.say.under(this.label(name), {
      option: this.option(values.option),
      amount: isShort ? asPhrase(withoutSign(amount), sourced.refs, 'abs') : asPhrase(amount, sourced.refs),
      isShort,
    });
  }

  /** What lies between two options on a goal, and what that is set against: what is noise where it is, else what the goal is worth. */
  between(
    goal: CompiledGoal,
    first: OptionValues,
    second: OptionValues,
  ): { gap: Phrase; worth: Term; isNoise: boolean } | null {
    const a = this.sourced({ kind: 'name', name: goal.quantity }, first);
    const b = this.sourced({ kind: 'name', name: goal.quantity }, second);
    if (a === null || b === null) return null;
    const difference = Math.abs(a.value - b.value);
    const step = stepOf(goal, first);
    const isNoise = step !== null && (difference * a.unit.factor) / step.worth < step.least;
    const against = isNoise && goal.noise !== null ? goal.noise : goal.worth;
    const base = first.ofExpression(against);
    if (base === null) return null;
    const [gap, counts] = printTogether([difference, base / a.unit.factor], a.unit.text, this.language) as [
      PrintedAmount,
      PrintedAmount,
    ];
    const isWritten = against !== goal.worth;
    const ref: Ref =
      against.kind === 'name'
        ? this.refOf(against.name, first.option)
        : `rule:${goal.id}.${isWritten ? 'noise' : 'worth'}`;
    // Of what nobody has called noise, a hundredth of what counts is no finer than anybody argues about.
    const finest =
      isNoise || isMoney(a.unit) ? 0 : this.finest(goal.quantity, first) || placeOf(base / a.unit.factor / HUNDRED);
    const coarse = printCoarse(difference, finest, a.unit.text, this.language);
    const shown = coarse.number.op === gap.number.op && coarse.text !== counts.text ? coarse : gap;
    return {
      gap: asPhrase(finest === 0 ? gap : shown, [...a.refs, ...b.refs], 'difference'),
      worth: { label: against.kind === 'name' ? this.label(against.name) : null, amount: asPhrase(counts, [ref]) },
      isNoise,
    };
  }

  /** What counts on a goal, by itself. */
  worthOf(goal: CompiledGoal, values: OptionValues): Phrase | null {
    const base = values.ofExpression(goal.worth);
    if (base === null) return null;
    const unit = values.unitOf(goal.quantity);
    const ref: Ref = goal.worth.kind === 'name' ? this.refOf(goal.worth.name, values.option) : `rule:${goal.id}.worth`;
    return asPhrase(printAmount(base / unit.factor, unit.text, this.language), [ref]);
  }

  /** What there is and what is needed. `spare >= 0` is said by what `spare` is made of. */
  private sides(need: CompiledNeed, values: OptionValues) {
    const upper = need.operator === '<' || need.operator === '<=';
    const isZero = need.right.kind === 'number' && need.right.value === 0;
    const left = isZero ? this.expanded(need.left) : need.left;
    if (isZero && left.kind === 'binary' && left.operator === '-') {
      const has = this.part(left.left, values);
      const needs = this.part(left.right, values);
      // A fixed store and what an option takes from it: the option is over, the store is not short.
      const isStore = !upper && !this.isSetByOptions(left.left) && this.isSetByOptions(left.right);
      if (isStore && has !== null && needs !== null && has.sourced.value >= 0 && needs.sourced.value >= 0)
        return {
          has: { label: needs.term.label, sourced: inUnit(needs.sourced, has.sourced.unit) },
          needs: { label: has.term.label, sourced: has.sourced },
          name: nameIn(left.right),
          isLeft: false,
          upper: true,
        };
      if (has !== null && needs !== null && has.sourced.value >= 0 && needs.sourced.value >= 0)
        return {
          has: { label: has.term.label, sourced: has.sourced },
          needs: { label: needs.term.label, sourced: inUnit(needs.sourced, has.sourced.unit) },
          name: nameIn(left.left),
          isLeft:
            left.left.kind === 'name'
              ? this.isDifference(left.left.name)
              : left.left.kind === 'binary' && left.left.operator === '-',
          upper,
        };
    }
    const has = this.part(need.left, values);
    const needs = this.part(need.right, values);
    if (has === null || needs === null) return null;
    return {
      has: { label: has.term.label, sourced: has.sourced },
      needs: { label: needs.term.label, sourced: inUnit(needs.sourced, has.sourced.unit) },
      name: nameIn(need.left),
      isLeft: false,
      upper,
    };
  }

  /** Whether it differs by what an option sets. */
  private isSetByOptions(expression: Expression): boolean {
    const { settings, options } = this.model;
    const inputs = new Set([...settings.values()].flatMap((set) => [...set.keys()]));
    const reaches = (name: string): boolean => {
      const head = headOf(name);
      return inputs.has(head) || this.model.quantities.get(head)?.from.some(reaches) === true;
    };
    return options.length > 1 && namesIn(expression).some(reaches);
  }

  private expanded(expression: Expression): Expression {
    if (expression.kind !== 'name') return expression;
    const quantity = this.model.quantities.get(expression.name);
    return quantity?.kind === 'formula' ? quantity.expression : expression;
  }

  /** What is left over, or how much is missing. */
  private isDifference(name: string): boolean {
    const quantity = this.model.quantities.get(name);
    if (quantity?.kind !== 'formula') return false;
    const { expression } = quantity;
    const terms = expression.kind === 'call' ? partsOf(expression) : [expression];
    return terms.some((term) => term.kind === 'binary' && term.operator === '-');
  }

  private part(expression: Expression, values: OptionValues): { term: Term; sourced: Sourced } | null {
    const sourced = this.sourced(expression, values);
    if (sourced === null) return null;
    const label = expression.kind === 'name' ? this.label(expression.name) : null;
    return { sourced, term: { label, amount: this.printed(sourced) } };
  }

  private printed(sourced: Sourced, finest = 0): Phrase {
    const there = inReadableTime(sourced);
    const { value, unit, refs, op } = there;
    const printed =
      there === sourced
        ? printCoarse(value, finest, unit.text, this.language)
        : printAmount(value, unit.text, this.language);
    return asPhrase(printed, refs, opOf({ op }, printed));
  }

  /** A value and where it is from; null where it is not known, or no listener could follow it. */
  private sourced(expression: Expression, values: OptionValues): Sourced | null {
    if (expression.kind === 'name') {
      const amount = values.amount(expression.name);
      if (amount === null) return null;
      return { ...amount, refs: [this.refOf(expression.name, values.option)], op: 'is' };
    }
    if (expression.kind === 'number') {
      const unit = expression.unit ?? NO_UNIT;
      return { value: expression.value, unit, refs: [`rule:${this.model.scenario.id}`], op: 'is' };
    }
    if (expression.kind !== 'binary' || expression.operator === '^') return null;
    if (partsOf(expression).some((part) => part.kind === 'call' || part.kind === 'choice' || part.kind === 'number'))
      return null;
    const base = values.ofExpression(expression);
    if (base === null) return null;
    const names = namesIn(expression);
    const near = names.map((name) => values.unitOf(name));
    const dimensions = dimensionsOf(expression, (name) => values.unitOf(name));
    const unit = dimensions === null ? NO_UNIT : unitFor(dimensions, near);
    const op = ({ '*': 'product', '/': 'ratio', '+': 'sum', '-': 'difference' } as const)[expression.operator];
    return { value: base / unit.factor, unit, refs: names.map((name) => this.refOf(name, values.option)), op };
  }
}

const nameIn = (expression: Expression): string | null => (expression.kind === 'name' ? expression.name : null);

/** From here on a part is most of a whole, and up to here not all of it. */
const MOST = 0.6;
const ALL_BUT = 0.97;

/** So many steps on the way of a change. */
const MOST_LINKS = 2;

/** A listener follows as many terms. */
const MOST_PARTS = 4;

/** `−0.78 days`, said as `0.78 days` that are missing. */
function withoutSign({ text, number }: PrintedAmount): PrintedAmount {
  return { text: text.replace('−', ''), number: { ...number, text: number.text.replace('−', '') } };
}

/** A share that is said in percent keeps that as what was done to it. */
function opOf({ op }: Pick<Sourced, 'op'>, { number }: PrintedAmount) {
  return op === 'is' ? number.op : op;
}

function inUnit(sourced: Sourced, unit: Unit): Sourced {
  if (!areComparable(sourced.unit.dimensions, unit.dimensions) || sourced.unit.factor === unit.factor)
    return { ...sourced, unit };
  return { ...sourced, value: (sourced.value * sourced.unit.factor) / unit.factor, unit };
}

const SMALLER_TIMES = ['days', 'hours', 'minutes', 's'].map(unitOf);

/** A time in days in the unit in which somebody would say it. */
export function printDays(days: number, language: Language): PrintedAmount {
  const { value, unit } = inReadableTime({ value: days, unit: DAY, refs: [], op: 'is' });
  return printAmount(value, unit.text, language);
}

/** A time of less than a tenth of its unit, or of whole minutes within an hour, in the largest unit of which there is one. */
function inReadableTime(sourced: Sourced): Sourced {
  const size = Math.abs(sourced.value);
  // What is less than nothing stands beside what is more.
  if (!isTime(sourced.unit) || sourced.value <= 0 || size >= 1) return sourced;
  const base = size * sourced.unit.factor;
  const unit = SMALLER_TIMES.find(({ factor }) => factor < sourced.unit.factor && base >= factor);
  if (unit === undefined) return sourced;
  const there = base / unit.factor;
  return size < 0.1 || Math.abs(there - Math.round(there)) < 1e-6 * there ? inUnit(sourced, unit) : sourced;
}

const isShare = ({ value, unit }: Sourced) =>
  Object.keys(unit.dimensions).length === 0 && value * unit.factor > 0 && value * unit.factor < 1;
const isMoney = (unit: Unit) => Object.keys(unit.dimensions).some((name) => name.startsWith('MONEY'));
const isRate = (unit: Unit) => Object.values(unit.dimensions).some((power) => power < 0);
