import type { OwnResult } from '../core/briefing.ts';
import type { FactValue } from '../core/scenario.ts';
import { isTried, sameValue } from '../reasoning/claims.ts';
import { valuesOf } from '../reasoning/evaluate.ts';
import { bearingOnFigure, namesOfFigure } from '../reasoning/judged.ts';
import type { Held } from '../reasoning/knowledge.ts';
import { valuesIn } from '../reasoning/knowledge.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { namesBehind, settingIn } from '../reasoning/model.ts';
import type { AgreedSetting } from '../reasoning/proposals.ts';
import type { Source } from '../reasoning/put-in.ts';
import { isPutFor, putIn, sourcesOf } from '../reasoning/put-in.ts';
import { factAt, referenceIn } from '../reasoning/references.ts';
import { wordsIn } from '../reasoning/words-in.ts';
import type { World } from '../reasoning/worlds.ts';
import { quotedValue } from './quote.ts';
import type { ChangedFact } from './scenario.ts';
import { cellIn } from './taken.ts';

/** What results are held against: the question, what the member takes to be so now, what events have changed, and what was agreed when. */
export interface Present {
  model: DecisionModel;
  facts: ReadonlyMap<string, Held>;
  changed: ReadonlyMap<string, ChangedFact>;
  agreed: readonly AgreedSetting[];
  /** Whether what is held is what was said of the table's plan: a setting that a call was given is overtaken there too. */
  isOfPlan?: boolean;
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const mappingIn = (value: unknown) => (isMapping(value) ? value : {});

/** Something that is otherwise now, in words, and the last turn in which it was as before; 0 where it was never so. */
export interface Change {
  told: string;
  until: number;
  /** The setting that was agreed on, where that is what changed. */
  agreed?: AgreedSetting;
}

/**
 * The figures of a result that no longer hold, each with what it rests on that is otherwise now. A figure is held against the facts and
 * settings behind it and no others; what was only tried, at another value than its member took to be so, does not grow old.
 */
export function staleFigures(result: OwnResult, present: Present): Map<string, Change[]> {
  const stale = new Map<string, Change[]>();
  const ofCall = isMapping(result.args['facts']) ? [] : changesOfCall(result, present);
  for (const figure of Object.keys(result.figures)) {
    const cell = cellIn(figure);
    const why =
      cell === null || !isMapping(result.args['facts'])
        ? ofCall.flatMap(({ figures, change }) => (figures === null || figures.has(figure) ? [change] : []))
        : [...changedFacts(result, cell, present), ...changedSettings(result, cell, present)];
    if (why.length > 0 && !(cell !== null && comesOutAlike(result, cell, figure, present))) stale.set(figure, why);
  }
  return stale;
}

/** Digits by which a figure is told from another. */
const DIGITS = 4;
const printed = (value: number) => Number(value.toPrecision(DIGITS));

/** Whether a figure that rests on what is otherwise now comes out as it did: computed again, with what was tried as it was tried. Not known where it needs a calculator. */
function comesOutAlike(result: OwnResult, { quantity, option }: Cell, figure: string, present: Present): boolean {
  const { model, facts, agreed } = present;
  const given = result.figures[figure];
  if (given === undefined || !model.quantities.has(quantity) || !isMapping(result.args['facts'])) return false;
  const then = mappingIn(result.args['facts']);
  const held = new Map(
    [...facts].map(([name, { value }]) => [
      name,
      isTried(result.args, name, model) ? (then[name] as FactValue) : value,
    ]),
  );
  const tried = new Set(keptSettings(result, option, present));
  const set = new Map(
    Object.entries(mappingIn(mappingIn(result.args['amended'])[option])).flatMap(([input, to]) =>
      tried.has(input) && typeof to === 'number' ? [[input, to] as const] : [],
    ),
  );
  for (const one of agreed) if (one.option === option && !tried.has(one.input)) set.set(one.input, one.to);
  const world = withoutCalculators(model, held, new Map([[option, set]]));
  const now = valuesOf(model, world, option).amount(quantity);
  return now !== null && printed(now.value) === printed(given.value);
}

/** A world in which nobody runs a calculator. */
const withoutCalculators = (model: DecisionModel, facts: World['facts'], amended: World['amended']): World => ({
  facts,
  amended,
  closed: new Set([...model.quantities].flatMap(([name, { kind }]) => (kind === 'tool' ? [name] : []))),
  data: model.scenario.data,
  calculate: () => {
    throw new RangeError('expected no calculator to be run');
  },
});

type Cell = NonNullable<ReturnType<typeof cellIn>>;

const changeOf = (name: string, from: unknown, to: unknown, until: number): Change => ({
  told: `${name} was ${quotedValue(from)} and is ${quotedValue(to)} now`,
  until,
});

/** The last turn before a member came to hold what they hold of a fact. */
function untilOf(name: string, { how, turn }: Held, { changed }: Pick<Present, 'changed'>): number {
  if (how !== 'heard') return 0;
  return turn ?? changed.get(name)?.after ?? Number.MAX_SAFE_INTEGER;
}

function changedFacts(result: OwnResult, { quantity, option }: Cell, present: Present): Change[] {
  const { model, facts } = present;
  const given = mappingIn(result.args['facts']);
  const changed = [...bearingOnFigure(model, quantity, option)].flatMap((name) => {
    const held = facts.get(name);
    if (held === undefined || !Object.hasOwn(given, name) || isTried(result.args, name, model)) return [];
    const then = given[name] as FactValue;
    if (sameValue(then, held.value)) return [];
    const change = changeOf(`fact:${name}`, then, held.value, untilOf(name, held, present));
    return [{ change, isCause: movesAlone({ quantity, option }, name, then, present) }];
  });
  // Of several that changed at once those are named that make a difference by themselves: a fact may cancel out.
  const causes = changed.filter(({ isCause }) => isCause);
  return (causes.length > 0 ? causes : changed).map(({ change }) => change);
}

/** Whether a figure would be another one with one fact as it was then and all else as it is now; so too where nobody can tell without a calculator. */
function movesAlone({ quantity, option }: Cell, name: string, then: FactValue, present: Present): boolean {
  const { model } = present;
  if (!model.quantities.has(quantity)) return true;
  const { world } = numbersOf(present);
  const at = (facts: World['facts']) => valuesOf(model, { ...world, facts }, option).amount(quantity)?.value ?? null;
  const [was, is] = [at(new Map(world.facts).set(name, then)), at(world.facts)];
  return was === null || is === null || printed(was) !== printed(is);
}

/** The setting that counted for an input when a turn began. */
function countedIn(
  agreed: readonly AgreedSetting[],
  at: { option: string; input: string },
  turn: number | null,
): AgreedSetting | undefined {
  return agreed.findLast(
    ({ option, input, seconded }) =>
      option === at.option && input === at.input && (turn === null || (seconded !== null && seconded < turn)),
  );
}

const turnOf = ({ ref }: Pick<OwnResult, 'ref'>) => Number(/^\w+:(\d+)/.exec(ref)?.[1] ?? 0);

/** The settings of an option with which an evaluation tried something that did not count when it was made. */
export function triedSettings(
  result: Pick<OwnResult, 'args' | 'ref'>,
  option: string,
  { model, agreed }: Pick<Present, 'model' | 'agreed'>,
): string[] {
  return Object.entries(mappingIn(mappingIn(result.args['amended'])[option])).flatMap(([input, to]) => {
    const then = countedIn(agreed, { option, input }, turnOf(result))?.to ?? settingIn(model, option, input);
    return to === then ? [] : [input];
  });
}

/** The settings of an option that a result keeps, whatever counts now: those that it tried, and those that its call was given. */
function keptSettings(result: OwnResult, option: string, present: Present): string[] {
  const { given } = result.args;
  const own = Object.keys(mappingIn(mappingIn(result.args['amended'])[option])).filter(
    (input) => present.isOfPlan !== true && Array.isArray(given) && given.includes(`${option}/${input}`),
  );
  return [...triedSettings(result, option, present), ...own];
}

function changedSettings(result: OwnResult, { quantity, option }: Cell, present: Present): Change[] {
  const { model, agreed } = present;
  const behind = namesBehind(model, namesOfFigure(model, quantity), option).add(quantity);
  const inputs = new Set(agreed.flatMap((one) => (one.option === option ? [one.input] : [])));
  const tried = keptSettings(result, option, present);
  const given = mappingIn(mappingIn(result.args['amended'])[option]);
  return [...inputs].flatMap((input) => {
    const now = countedIn(agreed, { option, input }, null);
    const then = given[input] ?? settingIn(model, option, input);
    if (now === undefined || !behind.has(input) || tried.includes(input) || then === now.to) return [];
    return [
      { ...changeOf(`${input} of ${option}`, then, now.to, now.seconded ?? Number.MAX_SAFE_INTEGER), agreed: now },
    ];
  });
}

/** What of a call is otherwise now, and which of its figures rest on it; null for all. */
interface OfCall {
  change: Change;
  figures: ReadonlySet<string> | null;
}

/**
 * A calculator of the question rests on the facts that the scenario hands it, any other on the numbers that it was given: on what a fact was, or a quantity
 * came to, before it became otherwise. What it was given after an event it was given on purpose.
 */
function changesOfCall(result: OwnResult, present: Present): OfCall[] {
  const { model, facts } = present;
  const turn = turnOf(result);
  const put = putIn(result.args);
  return [...facts].flatMap(([fact, held]): OfCall[] => {
    const before = valuesBefore(fact, held, turn, present);
    const was = before.find((value) =>
      Object.values(model.scenario.quantities).some(
        (quantity) =>
          'tool' in quantity &&
          quantity.tool === result.name &&
          wasGiven(quantity.args, result.args, fact, value, held.value),
      ),
    );
    const changeFrom = (from: FactValue) => changeOf(`fact:${fact}`, from, held.value, untilOf(fact, held, present));
    if (was !== undefined) return [{ change: changeFrom(was), figures: null }];
    return before.flatMap((value) =>
      sourcesBefore(fact, value, present).flatMap((source) =>
        put
          .filter((one) => isPutFor(one, source, numbersOf(present).now))
          .map(({ figures }) => ({ change: changeFrom(value), figures })),
      ),
    );
  });
}

/** What a fact was to a member when a call was made, where that is not what it is now. */
function valuesBefore(fact: string, held: Held, turn: number, { model, changed }: Present): FactValue[] {
  const event = changed.get(fact);
  const { assumed } = model.scenario.facts[fact] ?? {};
  const isAssumed = assumed !== undefined && held.how === 'heard' && turn <= untilOf(fact, held, { changed });
  return [...(event !== undefined && turn <= event.after ? [event.from] : []), ...(isAssumed ? [assumed] : [])].filter(
    (value) => !sameValue(value, held.value),
  );
}

/** What calls are held against that gave nothing but numbers; several of one member are. */
interface Numbers {
  world: World;
  /** All that holds now. */
  now: readonly number[];
  /** What held while a fact had another value, by both. */
  before: Map<string, readonly Source[]>;
}

const numbersOf = (() => {
  const known = new WeakMap<Present, Numbers>();
  return (present: Present): Numbers => {
    const { model, facts, agreed } = present;
    const found = known.get(present);
    if (found !== undefined) return found;
    const amended = new Map<string, Map<string, number>>();
    for (const { option, input, to } of agreed) amended.set(option, new Map(amended.get(option)).set(input, to));
    const world = withoutCalculators(model, valuesIn(facts), amended);
    const now = [
      ...[...facts].flatMap(([name, { value }]) => sourcesOf(name, {}, value).map((one) => one.value)),
      ...model.options.flatMap((option) => {
        const values = valuesOf(model, world, option);
        return [...model.quantities.keys()].flatMap((name) => values.amount(name)?.value ?? []);
      }),
    ];
    const fresh = { world, now, before: new Map() };
    known.set(present, fresh);
    return fresh;
  };
})();

/** The numbers that held while a fact had another value: its own, and those of quantities that come to something else by it. */
function sourcesBefore(fact: string, value: FactValue, present: Present): readonly Source[] {
  const { model } = present;
  const { world, before } = numbersOf(present);
  const key = `${fact} ${quotedValue(value)}`;
  const then = { ...world, facts: new Map(world.facts).set(fact, value) };
  const found = before.get(key) ?? [
    ...sourcesOf(fact, model.scenario.facts[fact] ?? {}, value),
    ...model.options.flatMap((option) => {
      const [was, is] = [valuesOf(model, then, option), valuesOf(model, world, option)];
      return [...model.quantities.values()].flatMap(({ name, label = '' }): Source[] => {
        const [old, now] = [was.amount(name), is.amount(name)];
        if (old === null || now === null || printed(old.value) === printed(now.value)) return [];
        return [{ value: old.value, unit: old.unit.text, words: wordsIn(`${name} ${label}`) }];
      });
    }),
  ];
  before.set(key, found);
  return found;
}

/** Whether a call was given the old value where the scenario hands over the fact. */
function wasGiven(written: unknown, given: unknown, fact: string, from: FactValue, to: FactValue): boolean {
  const reference = typeof written === 'string' ? referenceIn(written) : null;
  if (reference?.kind === 'name') {
    if (reference.name.split('.')[0] !== fact) return false;
    const at = (value: FactValue) => factAt({ [fact]: { value } }, reference.name);
    return sameValue(given as FactValue, at(from)) && !sameValue(at(from), at(to));
  }
  if (typeof written !== 'object' || written === null || typeof given !== 'object' || given === null) return false;
  const values = given as Record<string, unknown>;
  return Object.entries(written).some(([key, inner]) => wasGiven(inner, values[key], fact, from, to));
}
