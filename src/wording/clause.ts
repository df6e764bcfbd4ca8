import type { Language } from '../core/language.ts';
import type { Phrase } from './amounts.ts';

/** A named amount: `the spare time`, `5.2 days`. */
/** What the setting that is sure without a result loses, and what a result saves beside that; `time`: until its price is back, where the gain comes so much at a time. */
export interface Insured {
  costs: Phrase;
  gain: Phrase;
  price: Phrase;
  time: Phrase | null;
}

export interface Term {
  /** Noun phrase; null for a part of a formula that has no name. */
  label: string | null;
  amount: Phrase;
}

/** Whether each of some named amounts stands among others, as it is. */
export const areAmong = (some: readonly Term[], others: readonly Term[]): boolean =>
  some.every(({ label, amount }) => others.some((one) => one.label === label && one.amount.text === amount.text));

/** One option on a quantity. */
export interface Side {
  option: string;
  amount: Phrase;
  /** The amount is what is missing, not what there is. */
  isShort: boolean;
}

/** On which side of a value something else follows; `isKept`: at the value itself it does not yet. */
export interface Edge {
  beyond: 'above' | 'below';
  isKept: boolean;
}

/** Two options on a quantity or a setting. */
export interface Compared {
  label: string;
  first: Side;
  second: Side;
}

/** By how much one side is larger: `7.4` times. */
export interface Ratio {
  times: Phrase;
  larger: Side;
  smaller: Side;
}

/** What one option is better by on one goal; `isLess`: there should be less of it. */
export interface Gained {
  label: string;
  gap: Phrase;
  isLess: boolean;
}

/**
 * What one option is better by on one goal: the gap, and what that is worth in the unit in which the members add up; null where it is in that
 * unit itself. `rate`: so much of that unit for so much of this goal; null where it has been said.
 */
export interface Weighed {
  label: string;
  gap: Phrase;
  /** There should be less of it. */
  isLess: boolean;
  as: Phrase | null;
  rate: { of: Phrase; for: Phrase } | null;
}

/** Two options added up; `rest`: what the parts that are not named come to, where they do, and whether that is for the first. */
export interface Summed {
  option: string;
  rival: string;
  won: readonly Weighed[];
  lost: readonly Weighed[];
  lead: Phrase;
  rest: { amount: Phrase; isFor: boolean } | null;
}

/** A quantity that comes to another amount. */
export interface Changed {
  label: string;
  was: Phrase;
  now: Phrase;
}

/**
 * One grammar of arithmetic a language. Each gives a finite clause without its full stop; Korean ones end in a group of the three
 * speech levels, `(어|어요|습니다)`, so that they can be carried on into another clause.
 */
export interface Arithmetic {
  /** `a - b = c`. */
  difference(from: Term, less: Term, left: Term): Phrase;
  sum(first: Term, second: Term, total: Term): Phrase;
  /** A share of a whole. */
  share(share: Term, whole: Term, part: Term): Phrase;
  /** So much for each, so many of them. */
  rate(rate: Term, amount: Term, total: Term): Phrase;
  product(first: Term, second: Term, product: Term): Phrase;
  /** How long an amount takes at a rate. */
  duration(amount: Term, rate: Term, time: Term): Phrase;
  quotient(of: Term, by: Term, result: Term): Phrase;
  /** A fact: `our goodput is 86%`. */
  fact(term: Term): Phrase;
  /** A fact against what everybody else takes it to be: `a bale weighs 225 kg, not 240 kg`. */
  corrected(fact: Term, assumed: Phrase): Phrase;
  /** What a fact that was just told has made of an option's figure. */
  shiftedBy(option: string, part: { label: string; was: Phrase; now: Phrase }): Phrase;
  /** Several options on the same quantities, the first with what each of them is called. */
  table(rows: readonly { option: string; cells: readonly Term[] }[]): Phrase;
  /** An option that would be ahead of the one that is chosen if it kept a limit. */
  butFor(option: string, rival: string, lead: Phrase): Phrase;
  /** The option that was just named is ahead of another one in all. */
  aheadInAll(rival: string, lead: Phrase): Phrase;
  /** Why somebody keeps the option that comes next: how little is between them, and how much of the range of a fact speaks for it; `isBroken`: by a limit. */
  keeps(option: string, rival: string, lead: Phrase, label: string, share: Phrase, isBroken: boolean): Phrase;
  /** A number of things in words. */
  countOf(count: number): string;
  /** What an option comes to: `a cool-down puts the cost at $15k`. */
  under(label: string, side: Side): Phrase;
  /** Two options side by side on one quantity; `gained`: what the first is better by. */
  beside(label: string, first: Side, second: Side, ratio: Ratio | null, gained: Gained | null): Phrase;
  /** An option falls short of a limit: what there is (or is left), what is needed, and the gap. */
  short(option: string, has: Term, needs: Term, gap: Phrase, isLeft: boolean): Phrase;
  /** An option goes over a limit. */
  over(option: string, has: Term, limit: Term, gap: Phrase): Phrase;
  /** An option is short of something of which there has to be at least nothing. */
  lacks(option: string, label: string, gap: Phrase): Phrase;
  /** An option goes over a limit or falls short of it, in few words. */
  miss(option: string, limit: Term, gap: Phrase, isOver: boolean): Phrase;
  /** Every option on the quantity of a limit, those that go over it first. */
  row(label: string, sides: readonly Side[], limit: Phrase, isUpper: boolean): Phrase;
  /** An option keeps a limit, with so much to spare. */
  kept(option: string, has: Term, limit: Term, spare: Phrase): Phrase;
  /** A figure that was said rests on an assumption: `your 3.2 days take our goodput to be 100%`. */
  assumes(said: Phrase, fact: string, assumed: Phrase): Phrase;
  /** With the value that one knows instead. */
  instead(fact: Term, now: Term): Phrase;
  /** The gap between two options is less than what counts. */
  noise(gap: Phrase, worth: Term, label: string): Phrase;
  /** What an option costs more than another, how much of something else that buys, and what that comes to. */
  price(option: string, cost: Phrase, gain: Gained, so: Phrase): Phrase;
  /** What a gain is worth in the unit of its price. */
  paid(gain: Phrase, rate: Weighed['rate']): Phrase;
  /** Two options over all goals on which they differ by what counts: what each is better at, and who leads by how much in all. */
  weighed(option: string, rival: string, won: readonly Weighed[], lost: readonly Weighed[], lead: Phrase): Phrase;
  /** The same as it is spoken: the lead first, then the largest parts by name and the others as the rest. */
  summed(sum: Summed): Phrase;
  /**
   * What `option` is better by outweighs what somebody went by who did not choose it, in the unit of the latter; `total`: what the former is
   * together. `isRecalled`: they have said just what they went by.
   */
  outweighed(own: Weighed, others: readonly Weighed[], total: Phrase, isRecalled: boolean, option: string): Phrase;
  /** What an option comes to that it did not before. */
  shifted(option: string, parts: readonly Changed[]): Phrase;
  /** The lead that was worked out so, as a noun phrase. */
  echoLead(option: string, rival: string, lead: Phrase): Phrase;
  /** Past a value of a fact something else follows; `by`: how far that is from today. */
  turns(label: string, at: Phrase, beyond: 'above' | 'below', by: Phrase, then: Phrase): Phrase;
  /** An option leads another one. */
  leads(option: string, rival: string): Phrase;
  /** An option would miss a limit. */
  breaksLimit(option: string, label: string | null, isOver: boolean): Phrase;
  /** A measurement that cannot change the choice between the ends of what is known. */
  notWorth(label: string, low: Phrase, high: Phrase, option: string, how: string, price: Phrase | null): Phrase;
  /** In part of what a fact may be the option breaks a limit, so it is measured before anybody signs. */
  checkFirst(how: string, label: string, option: string, share: Phrase): Phrase;
  /** The same where nobody can wait for it: the option would miss its deadline. */
  openRisk(how: string, label: string, option: string, share: Phrase, days: Phrase): Phrase;
  /** What knowing a fact gains on average, beside the price of finding out; `isMore`: it gains more. */
  knowing(label: string, share: Phrase, gain: Phrase, price: Phrase, isMore: boolean): Phrase;
  /** Settings that keep every limit over the whole range without a result, what they cost, and what a result saves beside that for its price. */
  insures(inputs: readonly Term[], label: string, insured: Insured): Phrase;
  /** The same where the gain comes so much at a time: until the price is back. */
  payback(label: string, gain: Phrase, price: Phrase, time: Phrase, isSoon: boolean): Phrase;
  /** Two bounds that hold one by one, and what becomes of the option where both are reached. */
  together(first: Term, second: Term, then: Phrase): Phrase;
  /** The bar of a measurement is another one now. */
  barMoved(label: string, was: Phrase, bar: Phrase, isNews: boolean): Phrase;
  /** A measurement is what is done first, and what follows from its bar; `by`: what it takes, in brackets. `isOwn`: where others at the table weigh otherwise, and have another bar; `isBeside`: where there is no time to wait for it. */
  first(how: string, by: Phrase, bar: Phrase, isOwn: boolean, isBeside: boolean): Phrase;
  /** What it takes and who does it, in brackets behind a measurement; nothing where neither is known. */
  bracket(parts: readonly (Phrase | null)[]): Phrase;
  /** That the speaker does it, within such brackets. */
  mine: string;
  /** What somebody else at the table is to do. */
  task(who: string, action: string): Phrase;
  /** If a measurement fails: its time and an option's together, of what there is. */
  fallback(option: string, days: Phrase, takes: Phrase, total: Phrase, limit: Phrase, over: Phrase | null): Phrase;
  /** What is left of what there is once an option begins after a measurement. */
  leftAfter(option: string, days: Phrase, takes: Phrase, total: Phrase, limit: Phrase, left: Phrase): Phrase;
  /** That what is said counts the days of a measurement that comes first. */
  afterWait(days: Phrase, say: Phrase): Phrase;
  /** A measurement is not worth making, since its result would come too late. */
  tooLate(how: string, because: Phrase): Phrase;
  /** An option misses a limit, as `miss` has it, whatever it is better by on what somebody went by who gives it up for that. */
  lostWith(option: string, own: Gained, miss: Phrase): Phrase;
  /** The option that is left past a bar has a limit of its own there. */
  wall(option: string, label: string, at: Phrase, beyond: 'above' | 'below', then: Phrase): Phrase;
  /** An option set otherwise keeps its limits. */
  setting(option: string, input: string, to: Phrase): Phrase;
  /** The same with several inputs set at once. */
  settings(option: string, inputs: readonly Term[]): Phrase;
  /** No setting of an input keeps a limit: the ends between which it may lie, and the nearest that it comes to; null where that is as it stands. */
  noSetting(input: string, low: Phrase, high: Phrase, nearest: { at: Phrase; has: Term } | null): Phrase;
  /** An option set otherwise is better on something. */
  tuned(option: string, input: string, to: Phrase, gain: { label: string; was: Phrase; will: Phrase }): Phrase;
  /** Between which values an input may lie. */
  window(input: string, low: Phrase, high: Phrase): Phrase;
  /** What the speaker takes a fact to be without knowing it. */
  taken(label: string, amount: Phrase): Phrase;
  /** What of all that options are judged by the speaker cares for first. */
  looksAt(label: string): Phrase;
  /** What the speaker cannot work out without a fact: a quantity of an option. */
  without(label: string, option: string): Phrase;
  /** The fact on which somebody's choice hinges, as a question. */
  askFact(label: string): Phrase;
  /** The same by whoever has taken it to be something. */
  askAssumed(label: string, took: Phrase): Phrase;
  /** What was just said of a figure leaves it on the right side of its limit. */
  stillKept(said: Phrase, limit: Phrase, isUpper: boolean): Phrase;
  /** Past a value another option follows; at it, too, but where that is kept. */
  threshold(label: string, at: Phrase, edge: Edge, option: string): Phrase;
  /** A bar on one side of what a fact is, and the one on the other side. */
  orElse(first: Phrase, second: Phrase): Phrase;
  /** The same option on both sides of what a fact is. */
  eitherSide(label: string, low: Phrase, high: Phrase, option: string): Phrase;
  /** What holds even where a fact is at another value. */
  evenAt(label: string, amount: Phrase, clause: Phrase): Phrase;
  /** An amount without what its label says already. */
  bare(term: Term): Phrase;
  /** What follows where a fact is at another value. */
  at(label: string, amount: Phrase, clause: Phrase): Phrase;
  /** An option can be chosen up to a value of a fact. */
  upTo(option: string, label: string, at: Phrase, beyond: 'above' | 'below'): Phrase;
  /** Asks what becomes of an option where a fact is at the end of what it may be. */
  whatIf(label: string, amount: Phrase): Phrase;
  /** An option keeps a limit with nothing to spare; asks what is done if that slips. */
  noFloat(option: string, has: Term, limit: Phrase, left: Phrase | null): Phrase;
  /** There no limit is missed: what the option comes to. */
  stands(label: string, amount: Phrase, option: string, cells: readonly Term[]): Phrase;
  /** Past a value one stops and takes another option. */
  stopAt(label: string, at: Phrase, beyond: 'above' | 'below', option: string): Phrase;
  /** Until when another option can be had; `lead`: what that costs in all. */
  lastDay(option: string, takes: Phrase, day: Phrase, lead: Phrase | null): Phrase;
  /** A setting that leaves something before a limit; and what that costs. */
  floatAt(input: string, to: Phrase, left: Phrase): Phrase;
  costing(parts: readonly Changed[]): Phrase;
  /** How far what is known of a fact is from a line that somebody has just drawn. */
  offLine(label: string, at: Phrase, off: Phrase): Phrase;
  /** Settings that are taken at once, since they cost next to nothing. */
  takenAtOnce(inputs: readonly Term[]): Phrase;
  /** A goal that decided it for somebody as it did for those who spoke before. */
  decidedAlike(label: string): Phrase;
  /** Settings that are taken at once, for what they cost or next to nothing: they hold with each of some facts at a worse value, and with two of them, `both`, at once. */
  takenForSafety(
    inputs: readonly Term[],
    parts: readonly Changed[],
    ends: readonly (Term & { label: string })[],
    both?: readonly [Term & { label: string }, Term & { label: string }] | null,
  ): Phrase;
  /** What other settings would serve better today, `was`, and that they break a limit where a fact comes to so much, or two of them at once. */
  keptBack(inputs: readonly Term[], parts: readonly Changed[], ends: readonly (Term & { label: string })[]): Phrase;
  /** What settings that a colleague has named would cost now, so that they are kept for when a fact comes to that. */
  wayBack(inputs: readonly Term[], parts: readonly Changed[], label: string, at: Phrase): Phrase;
  /** How much of what a fact may be lies on that side. */
  ofRange(share: Phrase): Phrase;
  /** A measurement, what it takes and how far off it may be. */
  measurement(how: string, label: string, price: Phrase | null, within?: Phrase | null): Phrase;
  /** What has no figure, as the author wrote it: for an option, or against it. */
  because(clause: string, side: 'for' | 'against'): Phrase;
  /** What is said outside the room. */
  rumour(clause: string): Phrase;
  /** A quantity of an option, as a noun phrase. */
  ofOption(label: string, option: string): string;
  /** The same as a noun phrase. */
  point(clause: string): Phrase;
  /** It cannot be chosen as it is. */
  out(option: string): Phrase;
  /** It can be chosen now. */
  possible(option: string): Phrase;
  /** Past a value of a fact an option cannot be chosen, and no other one either. */
  breaks(label: string, at: Phrase, edge: Edge, option: string): Phrase;
  /** Past a value of a fact it takes other settings to keep the limits. */
  setAnew(label: string, at: Phrase, edge: Edge, inputs: readonly Term[]): Phrase;
  /** Past a value of a fact a limit is missed as it is set. */
  breaksSo(label: string, at: Phrase, edge: Edge): Phrase;
  /** What makes the difference between two sides, or most of it; `mid`: what follows from it on the way. */
  driven(input: Compared, isAll: boolean, mid: Compared | null): Phrase;
  /** Which of several terms an option's figure goes by, and what the others come to. */
  binding(option: string, term: Term, others: readonly Term[]): Phrase;
  /** What one part makes of an option's figure. */
  mostly(option: string, whole: Term, part: Term): Phrase;
  /** By way of which quantities a change came about. */
  through(parts: readonly Changed[]): Phrase;
  /** The goal that decided it, with what the choice and the next one come to; `isAlso`: it counted beside another. */
  decidedBy(label: string, own: Side, other: Side, isAlso: boolean): Phrase;
  /** A lead that is less than what counts as one step. */
  thin(lead: Phrase, step: Phrase, isNamed?: boolean): Phrase;
  /** The same of an option as it has just been set, against another one. */
  gained(rival: string, gained: Gained): Phrase;
  /** Asks for the loss curve of the run. */
  askCurve(): Phrase;
  /** A fact is different now. */
  changed(label: string, from: Phrase, to: Phrase): Phrase;
  /** What is only on or off is so; `isNew`: since just now. */
  switched(label: string, isOn: boolean, isNew: boolean): Phrase;
  /** Why a figure may be off. */
  shaky(label: string, doubt: string): Phrase;
  /** A named amount that has just been named. */
  it: string;
  /** A noun phrase for a named amount, to take it up again. */
  echo(term: Term): Phrase;
  /** An input at the value that was agreed on, as a noun phrase: `copy workers at 3`. */
  setAt(term: Term): Phrase;
  /** Several things that hold together: `50% and 12 days`. */
  both(parts: readonly Phrase[]): Phrase;
  /** A noun phrase for what is missing, or too much. */
  echoShort(option: string, gap: Phrase, isOver: boolean): Phrase;
  /** A noun phrase for what lies between two options. */
  echoGap(label: string, gap: Phrase): Phrase;
  /** A clause that somebody said before, with who it was; null for the one who is addressed. */
  recalled(who: string | null, clause: Phrase): Phrase;
}

/** A name as words, where no label was given: `daysLeft` -> `days left`. */
export function wordsOf(name: string, language: Language): string {
  const spaced = name
    .replaceAll('_', ' ')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return language === 'en' && /^[a-z]/.test(spaced) ? `the ${spaced}` : spaced;
}
