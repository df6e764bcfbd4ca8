import type { OptionValues } from '../reasoning/evaluate.ts';
import type { CompiledCriterion } from '../reasoning/model.ts';
import { bearsOn, namesOfCriterion, rootsOf } from '../reasoning/model.ts';
import type { Assessment } from '../reasoning/support.ts';
import { assess } from '../reasoning/support.ts';
import type { Term } from '../wording/clause.ts';
import { standing, TO_ALL } from './addressing.ts';
import { matters } from './mattering.ts';
import type { Move, Sentence } from './move.ts';
import type { Talk } from './talk.ts';

/** The claim that a fact is so, said in the slot `say`. */
export function assertedFact(talk: Talk, fact: string, term: Term): NonNullable<Sentence['asserts']> {
  return {
    slot: 'say',
    what: {
      reason: `fact:${fact}`,
      option: null,
      side: null,
      evidence: { kind: 'fact', ref: `fact:${fact}` },
      figure: figureOf(talk, fact),
      gist: talk.tell.say.echo(term),
    },
  };
}

function figureOf(talk: Talk, fact: string) {
  const [option] = talk.view.model.options;
  return option === undefined ? null : talk.figure(fact, talk.values(option));
}

export function restsOnFact({ view: { model } }: Talk, fact: string, reason: string): boolean {
  const [option = '', subject = ''] = reason.split('/');
  const criterion = model.criteria.find(({ id }) => id === subject);
  const names = criterion === undefined ? [subject] : namesOfCriterion(criterion);
  return rootsOf(model, names, option).has(fact);
}

/** A fact that this member knew from the start and not everybody does. */
export function isMine({ view }: Talk, name: string): boolean {
  return view.model.scenario.facts[name]?.knownBy?.includes(view.seat.id) === true;
}

/** Whether nobody has said a fact yet that only some know. */
function isPrivate({ view }: Talk, name: string): boolean {
  const fact = view.model.scenario.facts[name];
  return fact?.knownBy !== undefined && !view.turns.some(({ disclosed }) => name in disclosed);
}

/** What a member alone knows, where it changes how the options stand: set against what everybody else takes for granted. */
export function reveals(talk: Talk): Move[] {
  const { view } = talk;
  const found = Object.keys(view.model.scenario.facts).flatMap((name) => {
    if (!isMine(talk, name) || !isPrivate(talk, name)) return [];
    const without = withoutFact(talk, name);
    const effect = Math.max(
      ...[...view.now.assessment.options.values()].map(({ option, share, missed }) => {
        const then = without.options.get(option);
        return Math.abs(share - (then?.share ?? share)) + (then?.missed.length === missed.length ? 0 : 1);
      }),
    );
    return effect < 0.02 ? [] : [{ name, effect }];
  });
  // What the others take for granted comes first, then what fewest know.
  const isTrap = (name: string) => Number(view.model.scenario.facts[name]?.assumed !== undefined);
  const width = (name: string) => view.model.scenario.facts[name]?.knownBy?.length ?? 0;
  return found
    .sort((a, b) => isTrap(b.name) - isTrap(a.name) || width(a.name) - width(b.name) || b.effect - a.effect)
    .slice(0, 2)
    .flatMap(({ name, effect }): Move[] => {
      const shown = shownBy(talk, name);
      if (shown === null) return [];
      return [
        {
          kind: 'recompute',
          act: 'support',
          ...TO_ALL,
          // What everybody else takes to be otherwise is said before anything is compared.
          utility: isTrap(name) > 0 ? 9.2 : 6.8 + Math.min(2, effect),
          sentences: shown,
        },
      ];
    });
}

/** How the options stand for whoever takes a fact for what everybody else does. */
export function withoutFact({ view }: Talk, name: string): Assessment {
  const facts = new Map(view.now.world.facts);
  const assumed = view.model.scenario.facts[name]?.assumed;
  if (assumed === undefined) facts.delete(name);
  else facts.set(name, assumed);
  return assess(view.model, { ...view.now.world, facts }, view.seat.values);
}

/** A private fact, the quantity that it changes, and what that comes to for an option's limit or goal. */
function shownBy(talk: Talk, name: string): Sentence[] | null {
  const { view, tell } = talk;
  const amount = talk.fact(name);
  if (amount === null) return null;
  const label = tell.label(name);
  const reached = view.model.criteria.flatMap((criterion) =>
    view.model.options
      .filter(
        (option) =>
          bearsOn(view.model, name, criterion, option) && matters(talk.view, name, namesOfCriterion(criterion), option),
      )
      .map((option) => ({ criterion, option })),
  );
  const then = withoutFact(talk, name);
  // A limit that is missed whatever this fact is, is not missed because of it.
  const missed = reached.find(
    ({ criterion, option }) =>
      criterion.kind === 'need' &&
      talk.values(option).meets(criterion) === false &&
      then.options.get(option)?.missed.some(({ id }) => id === criterion.id) !== true,
  );
  const weight = (one: (typeof reached)[number]) => changeBy(talk, then, one) * 1000 + contrast(talk, one);
  const [first] = missed === undefined ? reached.sort((a, b) => weight(b) - weight(a)) : [missed];
  if (first === undefined) return null;
  const { criterion, option } = first;
  const rival = rivalFor(talk, criterion, option);
  const subject = criterion.kind === 'need' ? namesOfCriterion(criterion)[0] : criterion.quantity;
  const user = subject === undefined ? null : talk.userOf(name, subject, option);
  // What only passes by a quantity does not bring it to what it is.
  const isCause = user !== null && matters(talk.view, name, [user], option);
  const term = user === null ? null : tell.term(user, talk.values(option));
  // A margin below zero is said by the limit that it misses.
  const isMargin = user !== null && (talk.values(option).of(user) ?? 0) < 0;
  const goal = criterion.kind === 'need' ? null : talk.goal(criterion, option, rival);
  const point = criterion.kind === 'need' ? talk.limit(option, criterion) : goal?.so === undefined ? goal : null;
  // What the next sentence says of the options is not said of one of them before.
  const isSaidNext =
    point !== null && user !== null && subject !== undefined && isSame(talk.values(option), user, subject);
  const say =
    term === null || isMargin || isSaidNext || !isCause
      ? tell.say.fact({ label, amount })
      : tell.say.instead({ label, amount }, term);
  return [
    {
      symbol: 'fact',
      slots: { say, ...standing(talk) },
      asserts: assertedFact(talk, name, { label, amount }),
    },
    ...(point === null ? [] : [talk.sentence('then', point)]),
  ];
}

/** Whether a quantity is another one by a second name, as an input that an option sets to it. */
function isSame(values: OptionValues, name: string, other: string): boolean {
  if (name === other) return true;
  const [a, b] = [values.amount(name), values.amount(other)];
  return a !== null && b !== null && a.unit.text === b.unit.text && a.value === b.value;
}

/** What an option is set beside: the one that the speaker would choose, so that what is said bears on the choice; for that one, whatever differs most. */
function rivalFor(talk: Talk, criterion: CompiledCriterion, option: string): string {
  const { best } = talk;
  if (best !== null && best !== option) return best;
  return criterion.kind === 'need' ? option : farthest(talk, criterion.quantity, option);
}

/** The option that differs most from another on a quantity. */
function farthest({ view }: Talk, quantity: string, option: string): string {
  const of = (name: string) => view.now.assessment.options.get(name)?.values.of(quantity) ?? 0;
  const { options } = view.now.assessment;
  const others = view.model.options.filter((other) => other !== option);
  const open = others.filter((other) => options.get(other)?.missed.length === 0);
  return (
    (open.length > 0 ? open : others).sort((a, b) => Math.abs(of(b) - of(option)) - Math.abs(of(a) - of(option)))[0] ??
    option
  );
}

/** How far an option stands out on a criterion, in multiples of what counts there. */
function contrast(talk: Talk, { criterion, option }: { criterion: CompiledCriterion; option: string }): number {
  if (criterion.kind === 'need') return 0;
  const values = talk.values(option);
  const other = talk.values(rivalFor(talk, criterion, option));
  const worth = Math.abs(values.ofExpression(criterion.worth) ?? 1) || 1;
  return Math.abs((values.of(criterion.quantity) ?? 0) - (other.of(criterion.quantity) ?? 0)) / worth;
}

/** How far an option moves on a goal from what it was without a fact, in multiples of what counts there. */
function changeBy(
  talk: Talk,
  then: Assessment,
  { criterion, option }: { criterion: CompiledCriterion; option: string },
): number {
  if (criterion.kind === 'need') return 0;
  const values = talk.values(option);
  const now = values.of(criterion.quantity);
  const before = then.options.get(option)?.values.of(criterion.quantity) ?? null;
  if (now === null || before === null) return 0;
  return Math.abs(now - before) / (Math.abs(values.ofExpression(criterion.worth) ?? 1) || 1);
}

/** Facts that only this member knows and that a point rests on, said before it. */
/** Of what a reason rests on and nobody has, as much as fits into a turn. */
const MOST_FACTS = 2;

export function newFacts(talk: Talk, reason: string | null): Sentence[] {
  if (reason === null) return [];
  const [option = '', subject = ''] = reason.split('/');
  const criterion = talk.view.model.criteria.find(({ id }) => id === subject);
  const names = criterion === undefined ? [subject] : namesOfCriterion(criterion);
  const rests = [...rootsOf(talk.view.model, names, option)];
  const own = rests.filter(
    (name) =>
      isPrivate(talk, name) &&
      talk.view.now.knowledge.facts.get(name)?.how === 'known' &&
      matters(talk.view, name, names, option),
  );
  return own.slice(0, MOST_FACTS).flatMap((fact) => newFact(talk, fact, names, option));
}

function newFact(talk: Talk, fact: string, names: readonly string[], option: string): Sentence[] {
  const amount = talk.fact(fact);
  if (amount === null) return [];
  const user = names.flatMap((name) => talk.userOf(fact, name, option) ?? [])[0];
  const term = user === undefined ? null : talk.tell.term(user, talk.values(option));
  const label = talk.tell.label(fact);
  const say =
    term === null || user === undefined || user === names[0] || !matters(talk.view, fact, [user], option)
      ? talk.tell.say.fact({ label, amount })
      : talk.tell.say.instead({ label, amount }, term);
  return [
    {
      symbol: 'fact',
      slots: { say },
      asserts: assertedFact(talk, fact, { label, amount }),
    },
  ];
}
