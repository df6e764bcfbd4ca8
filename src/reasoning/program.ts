import type { FactValue } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import { missedShare } from './amend.ts';
import { deadlinesIn, isInTime } from './calendar.ts';
import { marginOf, valuesOf } from './evaluate.ts';
import type { Comparison, Expression, FunctionName } from './formula.ts';
import { childrenOf, FUNCTIONS, holds } from './formula.ts';
import type { CompiledGoal, CompiledNeed, DecisionModel } from './model.ts';
import { goalsOf, needsOf, termsOf } from './model.ts';
import type { Figures } from './steps.ts';
import { stepsBy } from './steps.ts';
import { unitOf } from './units.ts';
import type { World } from './worlds.ts';

/** What an input is set to, in its unit. */
export interface InputAt {
  input: string;
  to: number;
}

/** What is done with one or two numbers; the numbers stand in places, and so does what comes out. */
const ADD = 0;
const SUBTRACT = 1;
const MULTIPLY = 2;
const DIVIDE = 3;
const POWER = 4;
const NEGATE = 5;
const COMPARE = 6;
const AND = 7;
const OR = 8;
const CHOOSE = 9;
const LEAST = 10;
const MOST = 11;
const CEILING = 12;
const CALL = 13;
const CALL_ALL = 14;
/** What comes to no finite number is not known to whatever names it. */
const FINITE = 15;
/** An input as it is set, or where it is not, what it is anyway. */
const INPUT = 16;

const OPERATIONS = { '+': ADD, '-': SUBTRACT, '*': MULTIPLY, '/': DIVIDE, '^': POWER } as const;
const COMPARISONS: readonly Comparison[] = ['<', '<=', '>', '>=', '==', '!='];
const CALLS = Object.keys(FUNCTIONS) as FunctionName[];
const CALLED: readonly ((...values: number[]) => number)[] = CALLS.map((name) => FUNCTIONS[name]);

/** An operation, where its result goes, and up to three places that it reads. */
const WIDTH = 5;

interface Place {
  at: number;
  /** Whether it rests on an input that may be set. */
  moves: boolean;
}

interface ReadyNeed {
  need: CompiledNeed;
  left: number;
  right: number;
  terms: readonly number[];
  /** Up to where the steps have to be done for it. */
  end: number;
}

/** What is the same for all worlds: places of numbers, and the steps by which they follow from one another. */
class Assembler {
  readonly still: number[] = [];
  readonly moving: number[] = [];
  readonly facts: { at: number; head: string; member: string | null; factor: number }[] = [];
  readonly written: { at: number; value: number }[] = [];
  readonly lists: number[][] = [];
  size = 0;
  readonly #names = new Map<string, Place>();
  readonly #under = new Set<string>();
  readonly #expressions = new Map<Expression, Place>();

  constructor(
    private readonly model: DecisionModel,
    private readonly option: string,
    private readonly closed: ReadonlySet<string> | undefined,
    private readonly inputs: readonly string[],
  ) {}

  /** The place of a name's value. */
  name(name: string): Place {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    if (this.#under.has(name)) throw new Circle();
    this.#under.add(name);
    const made = this.finite(this.#value(name));
    this.#under.delete(name);
    this.#names.set(name, made);
    return made;
  }

  expression(expression: Expression): Place {
    const known = this.#expressions.get(expression) ?? this.#part(expression, (name) => this.name(name));
    this.#expressions.set(expression, known);
    return known;
  }

  finite(from: Place): Place {
    return this.#step(FINITE, from);
  }

  #value(name: string): Place {
    const head = headOf(name);
    const quantity = this.model.quantities.get(head);
    if (quantity !== undefined) {
      if (quantity.kind !== 'formula' || this.closed?.has(head)) return this.#number(null);
      return this.expression(quantity.expression);
    }
    const rest = name === head ? [] : name.split('.').slice(1);
    const anyway = this.#anyway(head, rest);
    const input = this.inputs.indexOf(head);
    if (input < 0) return anyway;
    const to = this.#place(true);
    this.moving.push(INPUT, to.at, anyway.at, input, 0);
    return to;
  }

  /** As the option is written, or as the world has it. */
  #anyway(head: string, rest: readonly string[]): Place {
    const setting = this.model.settings.get(this.option)?.get(head);
    if (setting?.kind === 'name' && setting.name !== head && rest.length > 0)
      return this.name([setting.name, ...rest].join('.'));
    if (setting === undefined || rest.length > 0) return this.#fact(head, rest[0] ?? null);
    // Where a setting names the input itself, it means the fact of this name.
    return this.#part(setting, (name) => (name === head ? this.#fact(head, null) : this.name(name)));
  }

  #fact(head: string, member: string | null): Place {
    const to = this.#place(false);
    const unit = this.model.scenario.facts[head]?.unit;
    this.facts.push({ at: to.at, head, member, factor: unit === undefined ? 1 : unitOf(unit).factor });
    return to;
  }

  #number(value: number | null): Place {
    const to = this.#place(false);
    if (value !== null) this.written.push({ at: to.at, value });
    return to;
  }

  #part(expression: Expression, named: (name: string) => Place): Place {
    const inner = (part: Expression): Place => (part.kind === 'name' ? named(part.name) : this.#part(part, named));
    switch (expression.kind) {
      case 'number':
        return this.#number(expression.value * (expression.unit?.factor ?? 1));
      case 'name':
        return named(expression.name);
      case 'binary':
        return this.#step(OPERATIONS[expression.operator], inner(expression.left), inner(expression.right));
      case 'choice': {
        const [test, then, otherwise] = [expression.test, expression.then, expression.otherwise].map(inner);
        return this.#step(CHOOSE, test as Place, then, otherwise);
      }
      case 'comparison': {
        const [left, right] = [inner(expression.left), inner(expression.right)];
        return this.#stepWith(COMPARE, [left, right], COMPARISONS.indexOf(expression.operator));
      }
      case 'logic':
        return this.#step(expression.operator === 'and' ? AND : OR, inner(expression.left), inner(expression.right));
      case 'negative':
        return this.#step(NEGATE, inner(expression.of));
      default:
        return this.#call(expression.name, childrenOf(expression).map(inner));
    }
  }

  #call(name: FunctionName, args: readonly Place[]): Place {
    const [first, second] = args;
    if (first !== undefined && second !== undefined && args.length === 2) {
      if (name === 'min') return this.#step(LEAST, first, second);
      if (name === 'max') return this.#step(MOST, first, second);
    }
    const called = CALLS.indexOf(name);
    if (first !== undefined && args.length === 1)
      return name === 'ceil' ? this.#step(CEILING, first) : this.#stepWith(CALL, [first], called);
    const to = this.#place(args.some(({ moves }) => moves));
    const steps = to.moves ? this.moving : this.still;
    steps.push(CALL_ALL, to.at, called, this.lists.length, 0);
    this.lists.push(args.map(({ at }) => at));
    return to;
  }

  #step(operation: number, first: Place, second?: Place, third?: Place): Place {
    const from = [first, second, third].filter((one) => one !== undefined);
    return this.#stepWith(operation, from);
  }

  #stepWith(operation: number, from: readonly Place[], ...more: number[]): Place {
    const to = this.#place(from.some(({ moves }) => moves));
    const read = [...from.map(({ at }) => at), ...more, 0, 0, 0].slice(0, WIDTH - 2);
    (to.moves ? this.moving : this.still).push(operation, to.at, ...read);
    return to;
  }

  #place(moves: boolean): Place {
    this.size += 1;
    return { at: this.size - 1, moves };
  }
}

/** A setting that follows from itself: such a model is refused, and only what finds all that is wrong with it comes here. */
class Circle extends Error {}

/**
 * How an option is judged at many settings, of a model without calculators: its formulas as one list of steps over numbers. Thousands of
 * settings are judged for each that is chosen; nothing is looked up by name and nothing is made on the way.
 */
export class Program {
  readonly #values: Float64Array;
  /** 1 where a value is not known; it is NaN then. */
  readonly #unknown: Uint8Array;
  readonly #still: Int32Array;
  readonly #moving: Int32Array;
  readonly #lists: readonly (readonly number[])[];
  readonly #facts: Assembler['facts'];
  readonly #needs: readonly ReadyNeed[];
  readonly #goals: readonly CompiledGoal[];
  /** Where goals' own figures stand, and what makes a step on them. */
  readonly #own: readonly number[];
  readonly #steps: ReadonlyMap<Expression, number>;
  readonly #set: Float64Array;
  readonly #isSet: Uint8Array;
  readonly #factors: readonly number[];
  #world: World | null = null;
  #done = 0;

  constructor(
    private readonly model: DecisionModel,
    private readonly option: string,
    private readonly inputs: readonly string[],
    world: World,
  ) {
    const assembler = new Assembler(model, option, world.closed, inputs);
    const finite = (expression: Expression) => assembler.finite(assembler.expression(expression)).at;
    this.#needs = needsOf(model).map((need) => {
      const [left, right] = [finite(need.left), finite(need.right)];
      const terms = termsOf(model, need).map(finite);
      return { need, left, right, terms, end: assembler.moving.length };
    });
    this.#goals = goalsOf(model);
    this.#own = this.#goals.map(({ quantity }) => assembler.name(quantity).at);
    this.#steps = new Map(
      this.#goals.flatMap(({ worth, noise }) => [worth, noise ?? []].flat().map((one) => [one, finite(one)])),
    );
    this.#values = new Float64Array(assembler.size).fill(Number.NaN);
    this.#unknown = new Uint8Array(assembler.size).fill(1);
    for (const { at, value } of assembler.written) {
      this.#values[at] = value;
      this.#unknown[at] = 0;
    }
    this.#still = Int32Array.from(assembler.still);
    this.#moving = Int32Array.from(assembler.moving);
    this.#lists = assembler.lists;
    this.#facts = assembler.facts;
    this.#set = new Float64Array(inputs.length);
    this.#isSet = new Uint8Array(inputs.length);
    const values = valuesOf(model, world, option);
    this.#factors = inputs.map((input) => values.unitOf(input).factor);
  }

  /** Takes a world, and what is set in it besides. */
  at(world: World, set: readonly InputAt[]): void {
    if (world !== this.#world) this.#take(world);
    this.#isSet.fill(0);
    const amended = world.amended.get(this.option);
    if (amended !== undefined) for (const [input, to] of amended) this.#setInput(input, to);
    for (const { input, to } of set) this.#setInput(input, to);
    this.#done = 0;
  }

  /** Whether a limit is kept; null where that is not known. */
  meets(index: number): boolean | null {
    const ready = this.#needs[index];
    if (ready === undefined) return null;
    this.#upTo(ready.end);
    const { need, left, right, terms } = ready;
    if (this.#unknown[left] === 1 || this.#unknown[right] === 1) return null;
    let size = 0;
    for (const term of terms) if (this.#unknown[term] === 0) size = Math.max(size, Math.abs(this.#value(term)));
    return holds(need.operator, this.#value(left), this.#value(right), size);
  }

  /** The same where the option begins so many days later. */
  meetsAfter(index: number, days: number): boolean | null {
    const ready = this.#needs[index];
    if (ready === undefined || days <= 0 || !deadlinesIn(this.model).has(ready.need)) return this.meets(index);
    this.#upTo(ready.end);
    const { need, left, right } = ready;
    if (this.#unknown[left] === 1 || this.#unknown[right] === 1) return null;
    return isInTime(need, marginOf(need, this.#value(left), this.#value(right)), days);
  }

  keepsEvery(): boolean {
    for (let index = 0; index < this.#needs.length; index += 1) if (this.meets(index) === false) return false;
    return true;
  }

  /** By how much limits are missed in all, as shares of what they ask. */
  missedInAll(): number {
    let sum = 0;
    for (const [index, { need, left, right }] of this.#needs.entries())
      if (this.meets(index) === false)
        sum += missedShare(need, marginOf(need, this.#value(left), this.#value(right)), this.#value(right));
    return sum;
  }

  /** What it comes to on each goal. */
  figures(): Figures {
    this.#upTo(this.#moving.length);
    return { own: this.#own.map((at) => this.#value(at)), steps: stepsBy(this.#goals, this.#stepAt) };
  }

  readonly #stepAt = (expression: Expression): number | null => {
    const at = this.#steps.get(expression);
    return at === undefined || this.#unknown[at] === 1 ? null : this.#value(at);
  };

  #value(at: number): number {
    return this.#values[at] as number;
  }

  #setInput(input: string, to: number): void {
    const index = this.inputs.indexOf(input);
    this.#isSet[index] = 1;
    this.#set[index] = to * (this.#factors[index] as number);
  }

  #take(world: World): void {
    for (const { at, head, member, factor } of this.#facts) {
      const whole = world.facts.get(head);
      const value = member === null || whole === undefined ? whole : (whole as Record<string, FactValue>)[member];
      const isKnown = typeof value === 'number' || typeof value === 'boolean';
      this.#unknown[at] = isKnown ? 0 : 1;
      this.#values[at] =
        typeof value === 'number' ? value * factor : typeof value === 'boolean' ? Number(value) : Number.NaN;
    }
    this.#run(this.#still, 0, this.#still.length);
    this.#world = world;
  }

  #upTo(end: number): void {
    if (this.#done >= end) return;
    this.#run(this.#moving, this.#done, end);
    this.#done = end;
  }

  #run(steps: Int32Array, from: number, end: number): void {
    const values = this.#values;
    const unknown = this.#unknown;
    for (let step = from; step < end; step += WIDTH) {
      const to = steps[step + 1] as number;
      const first = steps[step + 2] as number;
      const second = steps[step + 3] as number;
      const a = values[first] as number;
      const b = values[second] as number;
      switch (steps[step]) {
        case ADD:
          values[to] = a + b;
          unknown[to] = (unknown[first] as number) | (unknown[second] as number);
          break;
        case SUBTRACT:
          values[to] = a - b;
          unknown[to] = (unknown[first] as number) | (unknown[second] as number);
          break;
        case MULTIPLY: {
          // Nothing of what is not known is nothing.
          const isNothing = a === 0 || b === 0;
          values[to] = isNothing ? 0 : a * b;
          unknown[to] = isNothing ? 0 : (unknown[first] as number) | (unknown[second] as number);
          break;
        }
        case DIVIDE:
          values[to] = a / b;
          unknown[to] = (unknown[first] as number) | (unknown[second] as number);
          break;
        case POWER: {
          const isUnknown = (unknown[first] as number) | (unknown[second] as number);
          values[to] = isUnknown === 1 ? Number.NaN : a ** b;
          unknown[to] = isUnknown;
          break;
        }
        case NEGATE:
          values[to] = -a;
          unknown[to] = unknown[first] as number;
          break;
        case LEAST:
          values[to] = Math.min(a, b);
          unknown[to] = (unknown[first] as number) | (unknown[second] as number);
          break;
        case MOST:
          values[to] = Math.max(a, b);
          unknown[to] = (unknown[first] as number) | (unknown[second] as number);
          break;
        case CEILING:
          values[to] = Math.ceil(a);
          unknown[to] = unknown[first] as number;
          break;
        case FINITE: {
          const isKnown = unknown[first] === 0 && a - a === 0;
          values[to] = isKnown ? a : Number.NaN;
          unknown[to] = isKnown ? 0 : 1;
          break;
        }
        case INPUT:
          values[to] = this.#isSet[second] === 1 ? (this.#set[second] as number) : a;
          unknown[to] = this.#isSet[second] === 1 ? 0 : (unknown[first] as number);
          break;
        default:
          this.#runRare(steps, step);
      }
    }
  }

  #runRare(steps: Int32Array, step: number): void {
    const values = this.#values;
    const unknown = this.#unknown;
    const to = steps[step + 1] as number;
    const first = steps[step + 2] as number;
    const second = steps[step + 3] as number;
    const third = steps[step + 4] as number;
    const a = values[first] as number;
    const b = values[second] as number;
    let isUnknown = (unknown[first] as number) | (unknown[second] as number);
    let value = Number.NaN;
    switch (steps[step]) {
      case COMPARE:
        if (isUnknown === 0) value = Number(holds(COMPARISONS[third] as Comparison, a, b));
        break;
      case AND:
        if (isUnknown === 0) value = Number(a !== 0 && b !== 0);
        break;
      case OR:
        if (isUnknown === 0) value = Number(a !== 0 || b !== 0);
        break;
      case CHOOSE: {
        isUnknown = unknown[first] as number;
        if (isUnknown === 1) break;
        const chosen = a !== 0 ? second : third;
        value = values[chosen] as number;
        isUnknown = unknown[chosen] as number;
        break;
      }
      case CALL:
        isUnknown = unknown[first] as number;
        if (isUnknown === 0) value = (CALLED[second] as (of: number) => number)(a);
        break;
      case CALL_ALL: {
        const list = this.#lists[second] as readonly number[];
        isUnknown = 0;
        for (const at of list) isUnknown |= unknown[at] as number;
        if (isUnknown === 0)
          value = (CALLED[first] as (...of: number[]) => number)(...list.map((at) => values[at] as number));
        break;
      }
      default:
        break;
    }
    values[to] = value;
    unknown[to] = isUnknown;
  }
}

const programs = new WeakMap<DecisionModel, Map<string, Program | null>>();

/** The program of an option, ready for a world and for what the option may be set to; null where a setting follows from itself. */
export function programOf(model: DecisionModel, world: World, option: string): Program | null {
  const known = programs.get(model) ?? new Map<string, Program | null>();
  programs.set(model, known);
  const adjust = Object.keys(model.scenario.options[option]?.adjust ?? {});
  const amended = [...(world.amended.get(option)?.keys() ?? [])];
  const inputs = [...new Set([...adjust, ...amended])];
  const key = JSON.stringify([option, inputs, [...(world.closed ?? [])]]);
  const found = known.get(key);
  if (found !== undefined) return found;
  let made: Program | null = null;
  try {
    made = new Program(model, option, inputs, world);
  } catch (error) {
    if (!(error instanceof Circle)) throw error;
  }
  known.set(key, made);
  return made;
}
