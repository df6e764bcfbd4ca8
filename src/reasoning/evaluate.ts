import { PitwallError } from '../core/error.ts';
import type { FactValue } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import type { Expression, Formula } from './formula.ts';
import { formulaOf, holds, namesIn } from './formula.ts';
import type { CompiledNeed, CompiledQuantity, DecisionModel } from './model.ts';
import { followsFrom, restsOn, termsOf } from './model.ts';
import type { Reference } from './references.ts';
import { mapped, referenceIn } from './references.ts';
import type { Unit } from './units.ts';
import { NO_UNIT, unitOf } from './units.ts';
import type { Calculate, World } from './worlds.ts';

/** A value with the unit in which people say it. */
export interface Amount {
  /** In its unit. */
  value: number;
  unit: Unit;
}

/** What is other in a what-if: for every option, or for the ones that are told apart. */
interface Change {
  /** Facts or inputs that are others under an option. */
  under(option: string): readonly string[];
  /** Where it is one fact alone. */
  fact: FactAt | null;
}

/** A world that was made from another one, for a what-if. Copies of it are worlds of their own. */
class Variant implements World {
  readonly facts: World['facts'];
  readonly amended: World['amended'];
  readonly calculate: Calculate;
  readonly data: World['data'];
  readonly closed?: ReadonlySet<string>;
  readonly #before: World;
  readonly #change: Change;
  #values: Map<string, OptionValues> | null = null;

  constructor(before: World, facts: World['facts'], amended: World['amended'], change: Change) {
    this.facts = facts;
    this.amended = amended;
    this.calculate = before.calculate;
    this.data = before.data;
    if (before.closed !== undefined) this.closed = before.closed;
    this.#before = before;
    this.#change = change;
  }

  /** Values of the world before, and the facts and inputs under an option that are others now; undefined for a world that stands alone. */
  static difference(model: DecisionModel, world: World, option: string): Difference | undefined {
    if (!(#change in world)) return undefined;
    return { before: valuesOf(model, world.#before, option), changed: world.#change.under(option) };
  }

  /** The world before, and what is another one now under an option; undefined for a world that stands alone. */
  static origin(world: World, option: string): { world: World; changed: readonly string[] } | undefined {
    return #change in world ? { world: world.#before, changed: world.#change.under(option) } : undefined;
  }

  /** The world before, and the change where it is of one fact; undefined where something else is other. */
  static fact(world: World): { before: World; fact: FactAt; change: Change } | undefined {
    if (!(#change in world) || world.#change.fact === null) return undefined;
    return { before: world.#before, fact: world.#change.fact, change: world.#change };
  }

  static kept(world: World): Map<string, OptionValues> | undefined {
    if (!(#change in world)) return undefined;
    world.#values ??= new Map();
    return world.#values;
  }
}

/** A fact, or one member of it, at a value in the fact's unit. */
export interface FactAt {
  path: string;
  value: number;
}

interface Difference {
  before: OptionValues;
  changed: readonly string[];
}

const NOTHING: readonly Following[] = [];
const NOT_CHANGED: readonly string[] = [];
const NOTHING_SET: ReadonlyMap<string, number> = new Map();

/** Values by name with one of them changed: a what-if reads few of them, and thousands of what-ifs are made. */
class OneChanged<Value> implements ReadonlyMap<string, Value> {
  constructor(
    private readonly before: ReadonlyMap<string, Value>,
    private readonly name: string,
    private readonly value: Value,
  ) {}

  get(name: string): Value | undefined {
    return name === this.name ? this.value : this.before.get(name);
  }

  has(name: string): boolean {
    return name === this.name || this.before.has(name);
  }

  get size(): number {
    return this.whole().size;
  }

  entries() {
    return this.whole().entries();
  }

  keys() {
    return this.whole().keys();
  }

  values() {
    return this.whole().values();
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  forEach(each: (value: Value, name: string, all: ReadonlyMap<string, Value>) => void): void {
    this.whole().forEach(each);
  }

  private whole(): Map<string, Value> {
    return new Map(this.before).set(this.name, this.value);
  }
}

/** The world with one fact, or one member of it, at another value in the fact's unit. */
export function withFact(world: World, path: string, value: number): World {
  const [head = '', member] = path.split('.');
  const whole = world.facts.get(head);
  const changed = [head];
  const now = member === undefined ? value : { ...(whole as Record<string, number>), [member]: value };
  const facts = new OneChanged(world.facts, head, now);
  return new Variant(world, facts, world.amended, { under: () => changed, fact: { path, value } });
}

/** What `withFact` made of which world; undefined of any other world. */
export function factOf(world: World): (FactAt & { before: World }) | undefined {
  const found = Variant.fact(world);
  return found === undefined ? undefined : { ...found.fact, before: found.before };
}

/** Another world with the fact of a what-if as it is there: thousands of settings are tried under one fact. */
export function withFactOf(world: World, whatIf: World): World {
  const found = Variant.fact(whatIf);
  if (found === undefined) return world;
  if (world.facts !== found.before.facts) return withFact(world, found.fact.path, found.fact.value);
  return new Variant(world, whatIf.facts, world.amended, found.change);
}

/** The world with inputs of options set otherwise. */
export function worldWith(world: World, changes: readonly { option: string; input: string; to: number }[]): World {
  const [only] = changes;
  if (only === undefined) return world;
  if (changes.length === 1) {
    const { option, input, to } = only;
    const changed = [input];
    const under = (of: string) => (of === option ? changed : NOT_CHANGED);
    const set = new OneChanged(world.amended.get(option) ?? NOTHING_SET, input, to);
    return new Variant(world, world.facts, new OneChanged(world.amended, option, set), { under, fact: null });
  }
  const amended = new Map(world.amended);
  for (const { option, input, to } of changes) amended.set(option, new Map(amended.get(option)).set(input, to));
  const under = (of: string) => changes.flatMap(({ option, input }) => (option === of ? [input] : []));
  return new Variant(world, world.facts, amended, { under, fact: null });
}

/** The world with an option as it is written, whatever it was set to. */
export function asWritten(world: World, option: string): World {
  const inputs = [...(world.amended.get(option)?.keys() ?? [])];
  if (inputs.length === 0) return world;
  const amended = new Map([...world.amended].filter(([other]) => other !== option));
  const under = (of: string) => (of === option ? inputs : NOT_CHANGED);
  return new Variant(world, world.facts, amended, { under, fact: null });
}

const kept = new WeakMap<World, Map<string, OptionValues>>();

/** One option's values under a world: the same object for everybody who asks of the same world. */
export function valuesOf(model: DecisionModel, world: World, option: string): OptionValues {
  let options = Variant.kept(world) ?? kept.get(world);
  if (options === undefined) {
    options = new Map();
    kept.set(world, options);
  }
  const found = options.get(option);
  if (found?.model === model) return found;
  const difference = Variant.difference(model, world, option);
  // Settings of other options are nothing to this one.
  const values =
    difference?.changed.length === 0 ? difference.before : new OptionValues(model, world, option, difference);
  options.set(option, values);
  return values;
}

/** The first of the worlds that a what-if was made from under which none of some names comes out otherwise for an option. */
export function originOf(model: DecisionModel, world: World, option: string, names: readonly string[]): World {
  let origin = world;
  for (;;) {
    const before = Variant.origin(origin, option);
    if (before === undefined) return origin;
    const isOther = before.changed.some((one) => {
      const follow = followsFrom(model, one, option);
      return names.some((name) => follow.has(headOf(name)));
    });
    if (isOther) return origin;
    origin = before.world;
  }
}

const NO_MEMBERS: readonly string[] = [];

/** A model as values of it are computed: its names by number, its formulas made ready. */
class Ready {
  readonly names: string[] = [];
  readonly heads: string[] = [];
  /** What stands behind a name's head. */
  readonly rests: (readonly string[])[] = [];
  readonly quantities: (CompiledQuantity | undefined)[] = [];
  /** Of quantities that are computed by one. */
  readonly formulas: (Formula<OptionValues> | undefined)[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #formulas = new WeakMap<Expression, Formula<OptionValues>>();
  readonly #needs = new WeakMap<CompiledNeed, ReadyNeed>();
  readonly #references = new WeakMap<object, readonly Reference[]>();
  readonly #following = new Map<string, Map<string, Following>>();

  constructor(private readonly model: DecisionModel) {}

  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.length;
    this.#numbers.set(name, number);
    const head = headOf(name);
    this.names.push(name);
    this.heads.push(head);
    this.rests.push(name === head ? NO_MEMBERS : name.split('.').slice(1));
    const quantity = this.model.quantities.get(head);
    this.quantities.push(quantity);
    this.formulas.push(undefined);
    if (quantity?.kind === 'formula') this.formulas[number] = this.formula(quantity.expression);
    return number;
  }

  formula(expression: Expression): Formula<OptionValues> {
    const known = this.#formulas.get(expression);
    if (known !== undefined) return known;
    const formula = formulaOf<OptionValues>(expression, (name) => {
      const number = this.numberOf(name);
      return (values) => values.at(number);
    });
    this.#formulas.set(expression, formula);
    return formula;
  }

  /** What an option sets an input to: where that names the input itself, it means the fact of this name. */
  setting(expression: Expression, input: string): Formula<OptionValues> {
    const known = this.#formulas.get(expression);
    if (known !== undefined) return known;
    if (!namesIn(expression).includes(input)) return this.formula(expression);
    const formula = formulaOf<OptionValues>(expression, (name) => {
      if (name === input) return (values) => values.fact(input, []);
      const number = this.numberOf(name);
      return (values) => values.at(number);
    });
    this.#formulas.set(expression, formula);
    return formula;
  }

  /** A limit made ready. */
  need(need: CompiledNeed): ReadyNeed {
    const known = this.#needs.get(need);
    if (known !== undefined) return known;
    const { left, right } = need;
    const terms = termsOf(this.model, need).map((term) => this.formula(term));
    const made = { left: this.formula(left), right: this.formula(right), terms };
    this.#needs.set(need, made);
    return made;
  }

  /** What a calculator's arguments name, in the order in which they stand. */
  referencesIn(args: object): readonly Reference[] {
    const known = this.#references.get(args);
    if (known !== undefined) return known;
    const found: Reference[] = [];
    mapped(args, (value) => {
      const reference = referenceIn(value);
      if (reference !== null) found.push(reference);
      return value;
    });
    this.#references.set(args, found);
    return found;
  }

  /** For each name by its number, whether it follows from a fact or an input under an option. */
  following(option: string, changed: string): Following {
    const names = this.#following.get(option) ?? new Map<string, Following>();
    this.#following.set(option, names);
    const known = names.get(changed) ?? { heads: followsFrom(this.model, changed, option), by: [] };
    names.set(changed, known);
    return known;
  }
}

interface ReadyNeed {
  left: Formula<OptionValues>;
  right: Formula<OptionValues>;
  /** Of both sides; one term alone is what the side comes to. */
  terms: readonly Formula<OptionValues>[];
}

/** A calculator's figure in base units with the unit in which it came, or why there is none. */
interface Said {
  value: number | null;
  unit: Unit | null;
  failure: string | null;
}

const NOTHING_SAID: Said = { value: null, unit: null, failure: null };

type ToolQuantity = Extract<CompiledQuantity, { kind: 'tool' }>;

const calculated = new WeakMap<Calculate, WeakMap<ToolQuantity, Map<string, Said>>>();

/** What was said to a quantity, by what its names stood for: whoever runs calculators says the same of the same. */
function saidBy(calculate: Calculate, quantity: ToolQuantity): Map<string, Said> {
  let quantities = calculated.get(calculate);
  if (quantities === undefined) {
    quantities = new WeakMap();
    calculated.set(calculate, quantities);
  }
  let said = quantities.get(quantity);
  if (said === undefined) {
    said = new Map();
    quantities.set(quantity, said);
  }
  return said;
}

const texts = new WeakMap<object, string>();

/** As JSON; a mapping or a list is put into words once. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const known = texts.get(value) ?? JSON.stringify(value);
  texts.set(value, known);
  return known;
}

/** What whoever gets it may change. */
const copied = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? structuredClone(value) : value;

interface Following {
  heads: ReadonlySet<string>;
  /** By the number of a name; filled as they are asked for. */
  by: boolean[];
}

/** How far a limit is kept or missed by what its sides come to, in its unit. */
export function marginOf({ operator, unit }: CompiledNeed, left: number, right: number): number {
  const gap =
    operator === '<' || operator === '<=' ? right - left : operator === '==' ? -Math.abs(left - right) : left - right;
  return gap / unit.factor;
}

const readied = new WeakMap<DecisionModel, Ready>();

function readyOf(model: DecisionModel): Ready {
  const known = readied.get(model) ?? new Ready(model);
  readied.set(model, known);
  return known;
}

/**
 * One option's values under a world; each is computed once. In a what-if only what follows from the change is computed again: the rest
 * is read from the world that it was made from.
 */
export class OptionValues {
  private readonly base: (number | null | undefined)[];
  private readonly ready: Ready;
  private readonly following: readonly Following[];
  private readonly settings: ReadonlyMap<string, Expression> | undefined;
  private readonly amended: ReadonlyMap<string, number> | undefined;
  private toolUnits: Map<string, Unit> | null = null;
  private failures: Map<string, string> | null = null;

  constructor(
    readonly model: DecisionModel,
    readonly world: World,
    readonly option: string,
    private readonly difference: Difference | undefined = Variant.difference(model, world, option),
  ) {
    this.ready = difference?.before.ready ?? readyOf(model);
    // As long as the names that are known by now: what grows by steps is copied at each.
    this.base = new Array(this.ready.names.length);
    this.following = difference?.changed.map((one) => this.ready.following(option, one)) ?? NOTHING;
    this.settings = model.settings.get(option);
    this.amended = world.amended.get(option);
  }

  /** The values of the world before, where they hold for this name too. */
  private unchanged(name: string): OptionValues | undefined {
    return this.difference === undefined ? undefined : this.unchangedAt(this.ready.numberOf(name));
  }

  private unchangedAt(number: number): OptionValues | undefined {
    for (const { heads, by } of this.following) {
      let follows = by[number];
      if (follows === undefined) {
        follows = heads.has(this.ready.heads[number] ?? '');
        by[number] = follows;
      }
      if (follows) return undefined;
    }
    return this.difference?.before;
  }

  /** In base units; null where something that it needs is not known, or makes no sense to a calculator. */
  of(name: string): number | null {
    return this.at(this.ready.numberOf(name));
  }

  /** The same by the number of a name. */
  at(number: number): number | null {
    const known = this.base[number];
    if (known !== undefined) return known;
    const before = this.unchangedAt(number);
    const value = before === undefined ? this.compute(number) : before.at(number);
    const finite = value === null || !Number.isFinite(value) ? null : value;
    this.base[number] = finite;
    return finite;
  }

  /** Of a part of a formula, in base units. */
  ofExpression(expression: Expression): number | null {
    return this.finite(this.ready.formula(expression));
  }

  private finite(formula: Formula<OptionValues>): number | null {
    const value = formula(this);
    return value === null || !Number.isFinite(value) ? null : value;
  }

  /** As people say it; null where it is not known. */
  amount(name: string): Amount | null {
    const value = this.of(name);
    if (value === null) return null;
    const unit = this.unitOf(name);
    return { value: value / unit.factor, unit };
  }

  unitOf(name: string): Unit {
    const head = headOf(name);
    const quantity = this.model.quantities.get(head);
    if (quantity !== undefined) {
      // A calculator says its unit with its figure.
      if (!quantity.unit) this.of(head);
      return quantity.unit ?? this.toolUnits?.get(head) ?? this.unchanged(head)?.unitOf(head) ?? NO_UNIT;
    }
    const fact = this.model.scenario.facts[head];
    if (fact?.unit !== undefined) return unitOf(fact.unit);
    const common = this.model.inputUnits.get(head);
    if (common !== undefined && common !== null) return common;
    const setting = this.setting(head);
    if (setting?.kind === 'number' && setting.unit !== null) return setting.unit;
    if (setting?.kind === 'name') return this.unitOf(setting.name);
    return NO_UNIT;
  }

  /** How far a limit is kept (0 and up) or missed (below 0), in its unit; null where that is not known. */
  margin(need: CompiledNeed): number | null {
    const a = this.ofExpression(need.left);
    const b = this.ofExpression(need.right);
    return a === null || b === null ? null : marginOf(need, a, b);
  }

  /** Null where it is not known. */
  meets(need: CompiledNeed): boolean | null {
    const { left, right, terms } = this.ready.need(need);
    const a = this.finite(left);
    const b = this.finite(right);
    return a === null || b === null ? null : holds(need.operator, a, b, this.largest(terms));
  }

  /** The largest term of a sum: what is left of two large numbers is known only to their last digits. */
  private largest(terms: readonly Formula<OptionValues>[]): number {
    let size = 0;
    for (const term of terms) size = Math.max(size, Math.abs(this.finite(term) ?? 0));
    return size;
  }

  /** Why a calculator gave nothing; undefined where it did, or was not asked. */
  failureOf(quantity: string): string | undefined {
    return this.failures?.get(quantity) ?? this.unchanged(quantity)?.failureOf(quantity);
  }

  /** Facts without a value here that something rests on. */
  missing(names: readonly string[]): string[] {
    return [...restsOn(this.model, names, this.option)]
      .map(headOf)
      .filter((name, index, all) => !this.world.facts.has(name) && all.indexOf(name) === index);
  }

  private setting(input: string): Expression | undefined {
    return this.settings?.get(input);
  }

  private compute(number: number): number | null {
    const { heads, rests, quantities } = this.ready;
    const head = heads[number] ?? '';
    const quantity = quantities[number];
    if (quantity !== undefined) {
      if (this.world.closed?.has(head)) return null;
      const formula = this.ready.formulas[number];
      if (formula !== undefined) return formula(this);
      return quantity.kind === 'tool' ? this.fromCalculator(quantity) : null;
    }
    const rest = rests[number] ?? NO_MEMBERS;
    const amended = this.amended?.get(head);
    if (amended !== undefined) return amended * this.unitOf(head).factor;
    const setting = this.setting(head);
    // An option may set an input by the fact of the same name: that is the fact itself.
    if (setting?.kind === 'name' && setting.name !== head && rest.length > 0)
      return this.of([setting.name, ...rest].join('.'));
    if (setting !== undefined && rest.length === 0) return this.ready.setting(setting, head)(this);
    return this.fact(head, rest);
  }

  /** What the world has for a name, whatever an option sets it to. */
  fact(head: string, rest: readonly string[]): number | null {
    const whole = this.world.facts.get(head);
    if (whole === undefined) return null;
    const value = rest.length === 0 ? whole : (whole as Record<string, FactValue>)[rest[0] ?? ''];
    if (typeof value === 'boolean') return Number(value);
    if (typeof value !== 'number') return null;
    const unit = this.model.scenario.facts[head]?.unit;
    return value * (unit === undefined ? 1 : unitOf(unit).factor);
  }

  private fromCalculator(quantity: ToolQuantity): number | null {
    const said = this.said(quantity);
    if (said === null) return null;
    if (said.unit !== null) {
      this.toolUnits ??= new Map();
      this.toolUnits.set(quantity.name, said.unit);
    }
    if (said.failure !== null) {
      this.failures ??= new Map();
      this.failures.set(quantity.name, said.failure);
    }
    return said.value;
  }

  /** What a calculator says of these values, asked once of each; null where one of its arguments is not known. */
  private said(quantity: ToolQuantity): Said | null {
    const { args } = quantity;
    const given: unknown[] = [];
    for (const reference of this.ready.referencesIn(args)) {
      const value = this.referred(reference);
      if (value === undefined) return null;
      given.push(value);
    }
    const of = saidBy(this.world.calculate, quantity);
    let key = '';
    for (const value of given) key += `${typeof value === 'number' ? value : textOf(value)},`;
    const known = of.get(key);
    if (known !== undefined) return known;
    const said = this.asked(quantity, given);
    of.set(key, said);
    return said;
  }

  /** By what its names stand for, in the order in which they stand. */
  private asked(quantity: ToolQuantity, given: readonly unknown[]): Said {
    let next = 0;
    const args = mapped(quantity.args, (value) => {
      if (referenceIn(value) === null) return value;
      next += 1;
      return copied(given[next - 1]);
    }) as Record<string, unknown>;
    try {
      const { figures, headline } = this.world.calculate(quantity.tool, args);
      const figure = figures[quantity.figure ?? headline ?? Object.keys(figures)[0] ?? ''];
      if (figure === undefined) return NOTHING_SAID;
      const unit = unitOf(figure.unit);
      return { value: figure.value * unit.factor, unit, failure: null };
    } catch (error) {
      if (!(error instanceof PitwallError) || error.exitCode !== 2) throw error;
      return { value: null, unit: null, failure: error.sentence };
    }
  }

  /** A calculator's arguments with every name replaced; null where one of them is not known. */
  argsOf({ args }: ToolQuantity): Record<string, unknown> | null {
    let isKnown = true;
    const resolved = mapped(args, (value) => {
      const reference = referenceIn(value);
      if (reference === null) return value;
      const found = this.referred(reference);
      if (found === undefined) isKnown = false;
      return copied(found);
    });
    return isKnown ? (resolved as Record<string, unknown>) : null;
  }

  private referred(reference: Reference): unknown {
    return reference.kind === 'data' ? this.world.data[reference.name] : this.plain(reference.name);
  }

  /** As a calculator takes it: a number in its own unit, or a fact as it is. */
  private plain(path: string): unknown {
    const [head = '', ...rest] = path.split('.');
    const setting = this.setting(head);
    // An option may put one card, model or format in the place of another: a fact that is no number.
    if (setting?.kind === 'name' && setting.name !== head && this.amended?.has(head) !== true)
      return this.plain([setting.name, ...rest].join('.'));
    const isComputed = this.model.quantities.has(head) || setting !== undefined || this.amended?.has(head) === true;
    if (isComputed) return this.amount(path)?.value;
    const whole = this.world.facts.get(head);
    if (whole === undefined || rest.length === 0) return whole;
    return (whole as Record<string, FactValue>)[rest[0] ?? ''];
  }
}
