import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Criterion, Quantity, Scenario } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import type { Value } from '../core/values.ts';
import { dimensionsOf, isPercent, percentsIn } from './dimensions.ts';
import type { Comparison, Expression } from './formula.ts';
import { evaluated, namesIn, parseFormula, WORDS } from './formula.ts';
import { factAt, namesIn as namesInArgs } from './references.ts';
import type { Unit } from './units.ts';
import { countedTwice, dimensionWords, NO_UNIT, physicalPart, sameDimensions, unitFor, unitOf } from './units.ts';

/** Where something stands in the scenario, for whoever must say what is wrong with it. */
export type ScenarioPath = readonly (string | number)[];

type Setting = number | string | boolean;

interface Named {
  name: string;
  label: string | undefined;
  /** Names that it follows from directly, with their paths. */
  from: readonly string[];
}

export type CompiledQuantity = Named &
  (
    | { kind: 'formula'; expression: Expression; unit: Unit }
    | {
        kind: 'tool';
        tool: string;
        args: Readonly<Record<string, unknown>>;
        figure: string | undefined;
        /** Null: that of the calculator's figure. */
        unit: Unit | null;
        consult: { topic: string; ask: string } | null;
      }
  );

interface Judged {
  /** One word for it in the whole debate: the quantity that it is about. */
  id: string;
  value: Value;
  label: string | undefined;
  /** Its place in the scenario's list. */
  index: number;
}

export type CompiledNeed = Judged & {
  kind: 'need';
  operator: Comparison;
  left: Expression;
  right: Expression;
  /** The unit in which a gap is said. */
  unit: Unit;
};
export type CompiledGoal = Judged & {
  kind: 'more' | 'less';
  quantity: string;
  worth: Expression;
  /** Smaller differences count nothing; null where every difference counts. */
  noise: Expression | null;
};
export type CompiledCriterion = CompiledNeed | CompiledGoal;

/** A scenario as a decision model: what is known, what follows, what options set, and what they are judged by. */
export interface DecisionModel {
  scenario: Scenario;
  options: readonly string[];
  /** Names that options set. */
  inputs: ReadonlySet<string>;
  /** The unit in which an input is said; null where only running a calculator tells. */
  inputUnits: ReadonlyMap<string, Unit | null>;
  /** Option -> input -> what it is set to. */
  settings: ReadonlyMap<string, ReadonlyMap<string, Expression>>;
  /** In an order in which each follows from those before it. */
  quantities: ReadonlyMap<string, CompiledQuantity>;
  criteria: readonly CompiledCriterion[];
}

/** Names that options set or may set. */
export function inputsIn({ options }: Pick<Scenario, 'options'>): Set<string> {
  return new Set(Object.values(options).flatMap(({ set, adjust }) => [...Object.keys(set), ...Object.keys(adjust)]));
}

/** A finding about one place of a scenario. */
export interface ModelFault {
  path: ScenarioPath;
  sentence: string;
  /** What to point at; the value when left out. */
  at?: 'key';
}

/**
 * Compiles a scenario. Everything that is wrong goes to `report`, one by one, and is left out of the model; without `report` the first
 * is thrown as SCENARIO_INVALID.
 */
export function compileModel(scenario: Scenario, report: (fault: ModelFault) => void = refuse): DecisionModel {
  return new Compiler(scenario, report).model();
}

function refuse({ sentence, path }: ModelFault): never {
  throw new PitwallError('SCENARIO_INVALID', `${path.join('.')}: ${sentence}`, { data: { path } });
}

class Compiler {
  private readonly inputs: ReadonlySet<string>;
  /** Words in which the scenario measures: `40 tokens` is an amount even where an input is called `tokens`. */
  private readonly unitWords: ReadonlySet<string>;
  private readonly quantities = new Map<string, CompiledQuantity>();
  private readonly units = new Map<string, Unit | null>();
  private readonly inputUnits = new Map<string, Unit | null>();

  constructor(
    private readonly scenario: Scenario,
    private readonly report: (fault: ModelFault) => void,
  ) {
    const { facts, quantities } = this.scenario;
    const units = [...Object.values(facts), ...Object.values(quantities)].flatMap(({ unit }) => unit ?? []);
    this.unitWords = new Set(units.flatMap((unit) => unit.split(/[\s/·*^]+/)));
    this.inputs = inputsIn(scenario);
  }

  model(): DecisionModel {
    this.checkNames();
    const settings = this.settings();
    for (const name of this.ordered()) {
      const compiled = this.tried(['quantities', name], () => this.quantity(name));
      if (compiled !== null) this.quantities.set(name, compiled);
    }
    this.checkCircles(settings);
    const taken = new Set<string>();
    const criteria = this.scenario.criteria.flatMap((criterion, index) => {
      const compiled = this.tried(['criteria', index], () => this.criterion(criterion, index, taken));
      return compiled === null ? [] : [compiled];
    });
    return {
      scenario: this.scenario,
      options: Object.keys(this.scenario.options),
      inputs: this.inputs,
      inputUnits: new Map([...this.inputs].map((input) => [input, this.unitOfInput(input)])),
      settings,
      quantities: this.quantities,
      criteria,
    };
  }

  private checkNames(): void {
    const { facts, quantities, options } = this.scenario;
    const check = (name: string, path: ScenarioPath) => {
      if (!WORDS.has(name)) return;
      this.report({
        path,
        at: 'key',
        sentence: `expected another name than \`${name}\`, which means something else in a formula`,
      });
    };
    for (const name of Object.keys(facts)) check(name, ['facts', name]);
    for (const name of Object.keys(quantities)) check(name, ['quantities', name]);
    for (const [option, { set, adjust }] of Object.entries(options)) {
      for (const name of Object.keys(set)) check(name, ['options', option, 'set', name]);
      for (const name of [...Object.keys(set), ...Object.keys(adjust)])
        if (Object.hasOwn(quantities, name)) {
          const key = Object.hasOwn(set, name) ? 'set' : 'adjust';
          const sentence = `\`${name}\` is a quantity, which follows from others; an option sets facts and inputs`;
          this.report({ path: ['options', option, key, name], at: 'key', sentence });
        }
    }
  }

  /** What an option sets may not follow from itself, through other settings and quantities. */
  private checkCircles(settings: Map<string, Map<string, Expression>>): void {
    for (const [option, own] of settings) {
      const done = new Set<string>();
      const under: string[] = [];
      const visit = (name: string, input: string): void => {
        if (done.has(name)) return;
        if (under.includes(name)) {
          const circle = [...under.slice(under.indexOf(name)), name].map((one) => `\`${one}\``).join(' -> ');
          const sentence = `expected a setting that does not follow from itself, found a circle: ${circle}`;
          this.report({ path: ['options', option, 'set', input], sentence });
          own.delete(input);
          done.add(name);
          return;
        }
        under.push(name);
        const setting = own.get(name);
        const from = setting === undefined ? this.quantities.get(name)?.from : namesIn(setting);
        for (const one of from ?? []) {
          const head = headOf(one);
          if (head !== name) visit(head, input);
        }
        under.pop();
        done.add(name);
      };
      for (const input of [...own.keys()]) visit(input, input);
    }
  }

  private tried<T>(path: ScenarioPath, compile: () => T): T | null {
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof PitwallError)) throw error;
      const key = error.data['key'];
      this.report({ path: typeof key === 'string' ? [...path, key] : path, sentence: error.sentence });
      return null;
    }
  }

  /** What goes wrong in this step is about that key. */
  private about<T>(key: string, step: () => T): T {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof PitwallError) || error.data['key'] !== undefined) throw error;
      throw new PitwallError(error.code, error.sentence, { data: { ...error.data, key } });
    }
  }

  private readonly isName = (name: string): boolean =>
    Object.hasOwn(this.scenario.facts, name) || this.inputs.has(name) || Object.hasOwn(this.scenario.quantities, name);

  private parsed(text: string, isName = this.isName): Expression {
    return parseFormula(text, isName, (word) => this.unitWords.has(word));
  }

  /** Throws for a name that is nothing here, or, in a formula, no number. */
  private known(name: string, as: 'number' | 'any' = 'number'): void {
    const [head = name, ...rest] = name.split('.');
    if (!this.isName(head)) {
      const all = [...Object.keys(this.scenario.facts), ...this.inputs, ...Object.keys(this.scenario.quantities)];
      throw new PitwallError('SCENARIO_INVALID', `no fact or quantity is called \`${head}\`${nearest(head, all)}`);
    }
    if (!Object.hasOwn(this.scenario.facts, head) || (rest.length === 0 && this.inputs.has(head))) {
      if (rest.length > 0 && !this.inputs.has(head))
        throw new PitwallError(
          'SCENARIO_INVALID',
          `\`${head}\` is a single value and has no member \`${rest.join('.')}\``,
        );
      return;
    }
    const value = factAt(this.scenario.facts, name);
    if (as === 'any' || typeof value === 'number' || typeof value === 'boolean') return;
    const member = typeof value === 'object' && !Array.isArray(value) ? Object.keys(value)[0] : undefined;
    const hint = member === undefined ? '' : `; name one member, as in \`${head}.${member}\``;
    const what = typeof value === 'string' ? `the text \`${value}\`` : Array.isArray(value) ? 'a list' : 'a mapping';
    throw new PitwallError('SCENARIO_INVALID', `expected a number, the fact \`${name}\` is ${what}${hint}`);
  }

  private settings(): Map<string, Map<string, Expression>> {
    const settings = new Map<string, Map<string, Expression>>();
    for (const [option, { set }] of Object.entries(this.scenario.options)) {
      const own = new Map<string, Expression>();
      for (const [input, value] of Object.entries(set)) {
        const expression = this.tried(['options', option, 'set', input], () => this.setting(value, input));
        if (expression !== null) own.set(input, expression);
      }
      for (const input of this.inputs)
        if (
          !own.has(input) &&
          !Object.hasOwn(this.scenario.facts, input) &&
          !Object.hasOwn(this.scenario.quantities, input)
        )
          this.report({
            path: ['options', option],
            sentence: `\`${option}\` does not set \`${input}\`, which another option sets; set it here too, or give a fact of that name`,
          });
      settings.set(option, own);
    }
    return settings;
  }

  private setting(value: Setting, input: string): Expression {
    const unit = Object.hasOwn(this.scenario.facts, input) ? this.scenario.facts[input]?.unit : undefined;
    if (typeof value === 'string') {
      const expression = this.parsedSetting(value, input);
      if (expression.kind === 'name') this.known(expression.name, 'any');
      else for (const name of namesIn(expression)) this.known(name);
      const dimensions = dimensionsOf(expression, (name) =>
        name === input && unit === undefined ? null : this.unitOfName(name),
      );
      if (unit === undefined || dimensions === null) return expression;
      if (expression.kind === 'number' && expression.unit === null) return { ...expression, unit: unitOf(unit) };
      if (!sameDimensions(physicalPart(dimensions), physicalPart(unitOf(unit).dimensions)))
        throw new PitwallError(
          'SCENARIO_INVALID',
          `expected ${unit}, as the fact \`${input}\` has it, found ${dimensionWords(dimensions)}`,
        );
      return expression;
    }
    return { kind: 'number', value: Number(value), unit: unit === undefined ? null : unitOf(unit) };
  }

  /** Quantities in the order in which they follow from one another. */
  private ordered(): string[] {
    const done: string[] = [];
    const under: string[] = [];
    const visit = (name: string): void => {
      if (done.includes(name)) return;
      if (under.includes(name)) {
        const circle = [...under.slice(under.indexOf(name)), name].map((one) => `\`${one}\``).join(' -> ');
        this.report({
          path: ['quantities', name, 'is'],
          sentence: `expected quantities that follow from others, found a circle: ${circle}`,
        });
        return;
      }
      under.push(name);
      for (const from of this.rawNames(name)) {
        if (Object.hasOwn(this.scenario.quantities, from)) visit(from);
        // An input has the unit of what it is set to; whether that ends in a circle differs by option, and is said there.
        else for (const one of this.settersOf(from)) if (!under.includes(one)) visit(one);
      }
      under.pop();
      done.push(name);
    };
    for (const name of Object.keys(this.scenario.quantities)) visit(name);
    return done;
  }

  /** Quantities that some option sets an input to. */
  private settersOf(input: string): string[] {
    return Object.values(this.scenario.options).flatMap(({ set }) => {
      const value = Object.hasOwn(set, input) ? set[input] : undefined;
      if (typeof value !== 'string') return [];
      try {
        const names = namesIn(this.parsedSetting(value, input)).map(headOf);
        return names.filter((name) => Object.hasOwn(this.scenario.quantities, name));
      } catch (error) {
        // Said where the option itself is compiled.
        if (!(error instanceof PitwallError)) throw error;
        return [];
      }
    });
  }

  private rawNames(name: string): string[] {
    const quantity = this.scenario.quantities[name] as Quantity;
    try {
      const names = 'is' in quantity ? namesIn(this.parsed(quantity.is)) : namesInArgs(quantity.args);
      return names.map(headOf);
    } catch (error) {
      // Said where the quantity itself is compiled.
      if (!(error instanceof PitwallError)) throw error;
      return [];
    }
  }

  private quantity(name: string): CompiledQuantity {
    const quantity = this.scenario.quantities[name] as Quantity;
    const { label } = quantity;
    if (Object.hasOwn(this.scenario.facts, name))
      throw new PitwallError('SCENARIO_INVALID', `a fact is called \`${name}\` too`);
    const declared = quantity.unit === undefined ? null : unitOf(quantity.unit);
    if (!('is' in quantity)) {
      const { tool, args, figure } = quantity;
      const from = namesInArgs(args);
      for (const one of from) this.known(one, 'any');
      this.units.set(name, declared);
      const consult = 'consult' in quantity ? { topic: quantity.consult, ask: quantity.ask } : null;
      return { kind: 'tool', name, label, from, tool, args, figure, unit: declared, consult };
    }
    const { expression, from, dimensions } = this.about('is', () => this.measured(quantity.is));
    if (
      declared !== null &&
      dimensions !== null &&
      !sameDimensions(physicalPart(dimensions), physicalPart(declared.dimensions))
    )
      this.about('unit', () => {
        throw new PitwallError(
          'SCENARIO_INVALID',
          `\`${quantity.is}\` gives ${dimensionWords(dimensions)}, \`unit\` says ${declared.text === '' ? 'a plain number' : declared.text}`,
        );
      });
    const twice = declared === null || dimensions === null ? null : countedTwice(dimensions, declared.dimensions);
    if (twice !== null)
      this.about('unit', () => {
        throw new PitwallError(
          'SCENARIO_INVALID',
          `\`${quantity.is}\` leaves \`${twice.above}\` per \`${twice.below}\`, which do not cancel: write both in one unit, as in \`per 1M tokens\` beside \`tokens\`, or give how many \`${twice.above}\` there are per \`${twice.below}\``,
        );
      });
    const near = this.unitsNear(expression);
    const unit = declared ?? (dimensions === null ? NO_UNIT : shownIn(dimensions, near));
    this.units.set(name, unit);
    return { kind: 'formula', name, label, from, expression, unit };
  }

  /** A formula whose names are known, with its dimensions. */
  private measured(text: string) {
    const expression = this.parsed(text);
    const from = namesIn(expression);
    for (const one of from) this.known(one);
    return { expression, from, dimensions: dimensionsOf(expression, (one) => this.unitOfName(one)) };
  }

  private criterion(criterion: Criterion, index: number, taken: Set<string>): CompiledCriterion {
    const { value, label } = criterion;
    const called = (name: string): string => {
      let id = name;
      for (let count = 2; taken.has(id); count += 1) id = `${name}_${count}`;
      taken.add(id);
      return id;
    };
    if ('need' in criterion)
      return this.about('need', () => this.need(criterion.need, { value, label, index }, called));
    const kind = 'more' in criterion ? 'more' : 'less';
    const quantity = 'more' in criterion ? criterion.more : criterion.less;
    this.about(kind, () => this.known(quantity));
    const unit = this.unitOfName(quantity);
    const worth = this.about('worth', () => this.worthOf(criterion.worth, quantity, unit));
    const { noise: written } = criterion;
    const isEqual = this.scenario.weights === 'equal';
    const noise =
      written === undefined
        ? isEqual
          ? null
          : worth
        : this.about('noise', () => this.amountOf('noise', written, quantity, unit));
    return { kind, id: called(quantity), value, label, index, quantity, worth, noise };
  }

  private need(
    text: string,
    judged: Pick<CompiledNeed, 'value' | 'label' | 'index'>,
    called: (name: string) => string,
  ): CompiledNeed {
    const { expression } = this.measured(text);
    if (expression.kind !== 'comparison')
      throw new PitwallError('SCENARIO_INVALID', `expected a limit like \`spare >= 0 days\`, found \`${text}\``);
    const { operator, left, right } = expression;
    const subject = namesIn(left)[0] ?? namesIn(right)[0];
    if (subject === undefined)
      throw new PitwallError('SCENARIO_INVALID', `expected a limit on a quantity or a fact, found \`${text}\``);
    const dimensions = dimensionsOf(left, (one) => this.unitOfName(one));
    const near = this.unitsNear(left);
    const unit = dimensions === null ? (near[0] ?? NO_UNIT) : shownIn(dimensions, near);
    return { kind: 'need', id: called(subject.replaceAll('.', '_')), ...judged, operator, left, right, unit };
  }

  private worthOf(written: Setting, quantity: string, unit: Unit | null): Expression {
    const worth = this.amountOf('worth', written, quantity, unit);
    // One that rests on facts may be anything.
    if ((evaluated(worth, () => null) ?? 0) < 0)
      throw new PitwallError(
        'SCENARIO_INVALID',
        `expected a difference of 0 or more, found ${written}; what there should be less of is \`less\``,
      );
    return worth;
  }

  private amountOf(key: 'worth' | 'noise', written: Setting, quantity: string, unit: Unit | null): Expression {
    if (typeof written !== 'string') return { kind: 'number', value: Number(written), unit };
    const { expression, dimensions } = this.measured(written);
    if (unit === null || dimensions === null) return expression;
    if (!sameDimensions(physicalPart(dimensions), physicalPart(unit.dimensions)))
      throw new PitwallError(
        'SCENARIO_INVALID',
        `\`${key}\` is ${dimensionWords(dimensions)}, \`${quantity}\` is ${unit.text === '' ? 'a plain number' : unit.text}`,
      );
    return expression;
  }

  /** Units in which what a formula comes to may be shown: those of its names, without percent where no share comes out of it. */
  private unitsNear(expression: Expression, except?: string): Unit[] {
    const unitOf = (name: string) => (name === except ? null : this.unitOfName(name));
    const near = namesIn(expression).flatMap((name) => unitOf(name) ?? []);
    return percentsIn(expression, unitOf) > 0 ? near : near.filter((unit) => !isPercent(unit));
  }

  private unitOfName(name: string): Unit | null {
    const head = headOf(name);
    const fact = this.scenario.facts[head];
    if (fact !== undefined && !this.setWithUnit(head)) return fact.unit === undefined ? NO_UNIT : unitOf(fact.unit);
    if (this.units.has(head)) return this.units.get(head) ?? null;
    if (this.inputs.has(head)) return this.unitOfInput(head);
    return null;
  }

  private setWithUnit(name: string): boolean {
    return this.inputs.has(name) && this.scenario.facts[name]?.unit === undefined;
  }

  /** Its own, else that of the first option whose setting has one; null where it rests on a calculator that has not run. */
  private unitOfInput(input: string): Unit | null {
    const before = this.inputUnits.get(input);
    if (before !== undefined) return before;
    const own = this.scenario.facts[input]?.unit;
    if (own !== undefined) {
      this.inputUnits.set(input, unitOf(own));
      return unitOf(own);
    }
    // Whoever asks for it on the way is in a circle, which is said elsewhere.
    this.inputUnits.set(input, null);
    let isOpen = false;
    let unit: Unit | null = null;
    for (const { set } of Object.values(this.scenario.options)) {
      const value = Object.hasOwn(set, input) ? set[input] : undefined;
      if (typeof value !== 'string') continue;
      try {
        const expression = this.parsedSetting(value, input);
        const dimensions = dimensionsOf(expression, (name) => (name === input ? null : this.unitOfName(name)));
        if (dimensions === null) isOpen = true;
        else if (unit === null || unit === NO_UNIT) {
          const near = this.unitsNear(expression, input);
          unit = expression.kind === 'number' ? (expression.unit ?? NO_UNIT) : shownIn(dimensions, near);
        }
      } catch (error) {
        // Said where the option itself is compiled.
        if (!(error instanceof PitwallError)) throw error;
      }
    }
    const found = unit ?? (isOpen ? null : NO_UNIT);
    this.inputUnits.set(input, found);
    return found;
  }

  private parsedSetting(value: string, input: string): Expression {
    return this.parsed(value, (name) => this.isName(name) && (name !== input || value.includes('$')));
  }
}

/** In the unit of what it follows from; where that only counts things beside, in the one whose physical part fits. */
function shownIn(dimensions: Unit['dimensions'], near: readonly Unit[]): Unit {
  const physical = physicalPart(dimensions);
  const exact = near.find((unit) => sameDimensions(unit.dimensions, dimensions));
  if (exact !== undefined) return exact;
  if (Object.keys(physical).length === 0) return unitFor(dimensions, near);
  return unitFor(physical, near);
}

/** The criterion that limits or prizes a quantity, by its id. */
export function criterionOf(model: DecisionModel, id: string): CompiledCriterion | undefined {
  return model.criteria.find((criterion) => criterion.id === id);
}

/** What an option sets an input to from the start, in the input's unit; null where that follows from something else. */
export function settingIn(model: DecisionModel, option: string, input: string): number | null {
  const setting = model.settings.get(option)?.get(input);
  if (setting === undefined) {
    const value = model.scenario.facts[input]?.value;
    return typeof value === 'number' ? value : null;
  }
  if (setting.kind !== 'number') return null;
  const unit = model.inputUnits.get(input);
  return setting.unit && unit ? (setting.value * setting.unit.factor) / unit.factor : setting.value;
}

/** Facts and inputs that something rests on, through whatever it follows from; for an option, through what it sets. */
export function restsOn(model: DecisionModel, names: readonly string[], option: string | null): Set<string> {
  return behind(model, names, option).found;
}

/** `found`: what names rest on; `seen`: all that lies on the way, inputs and quantities too. */
function behind(model: DecisionModel, names: readonly string[], option: string | null) {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const head = headOf(path);
    const quantity = model.quantities.get(head);
    if (quantity !== undefined) {
      for (const from of quantity.from) visit(from);
      return;
    }
    const setting = option === null ? undefined : model.settings.get(option)?.get(head);
    if (setting !== undefined) {
      for (const name of namesIn(setting)) if (name !== head) visit(name);
      if (namesIn(setting).includes(head)) found.add(path);
      return;
    }
    if (Object.hasOwn(model.scenario.facts, head)) found.add(path);
  };
  for (const name of names) visit(name);
  return { found, seen };
}

/** Whether a calculator would have to be run again where a fact or an input of an option is another one. */
export function feedsCalculator(model: DecisionModel, name: string, option: string): boolean {
  const options = feeding.get(model) ?? new Map<string, ReadonlySet<string>>();
  feeding.set(model, options);
  let names = options.get(option);
  if (names === undefined) {
    const calculators = [...model.quantities.values()].flatMap((one) => (one.kind === 'tool' ? [one.name] : []));
    names = namesBehind(model, calculators, option);
    options.set(option, names);
  }
  return names.has(name);
}

const feeding = new WeakMap<DecisionModel, Map<string, ReadonlySet<string>>>();

/** All that names follow from under an option, step by step: quantities, facts, and what the option sets. */
export function namesBehind(model: DecisionModel, names: readonly string[], option: string | null): Set<string> {
  return new Set([...behind(model, names, option).seen].map(headOf));
}

const following = new WeakMap<DecisionModel, Map<string, Map<string, ReadonlySet<string>>>>();

/** What may come out otherwise under an option where a fact or an input has another value: it itself, and all that follows from it. */
export function followsFrom(model: DecisionModel, name: string, option: string): ReadonlySet<string> {
  const options = following.get(model) ?? new Map<string, Map<string, ReadonlySet<string>>>();
  following.set(model, options);
  const names = options.get(option) ?? new Map<string, ReadonlySet<string>>();
  options.set(option, names);
  const known = names.get(name);
  if (known !== undefined) return known;
  const computed = [...model.quantities.keys(), ...model.inputs];
  const found = new Set([name, ...computed.filter((one) => namesBehind(model, [one], option).has(name))]);
  names.set(name, found);
  return found;
}

/** The same by name, whichever member of it counts. */
export function rootsOf(model: DecisionModel, names: readonly string[], option: string | null): Set<string> {
  return new Set([...restsOn(model, names, option)].map(headOf));
}

/** Whether a fact or an input can change how an option fares on a criterion. */
export function bearsOn(model: DecisionModel, name: string, criterion: CompiledCriterion, option: string): boolean {
  return rootsOf(model, namesOfCriterion(criterion), option).has(name);
}

const calculating = new WeakMap<DecisionModel, boolean>();

/** Whether any quantity comes from a calculator. */
export function hasCalculators(model: DecisionModel): boolean {
  const known = calculating.get(model) ?? [...model.quantities.values()].some(({ kind }) => kind === 'tool');
  calculating.set(model, known);
  return known;
}

interface Sorted {
  needs: readonly CompiledNeed[];
  goals: readonly CompiledGoal[];
}

const sorted = new WeakMap<readonly CompiledCriterion[], Sorted>();

function sortedOf(criteria: readonly CompiledCriterion[]): Sorted {
  const known = sorted.get(criteria);
  if (known !== undefined) return known;
  const found = {
    needs: criteria.filter((criterion): criterion is CompiledNeed => criterion.kind === 'need'),
    goals: criteria.filter((criterion): criterion is CompiledGoal => criterion.kind !== 'need'),
  };
  sorted.set(criteria, found);
  return found;
}

/** Limits, and what there should be more or less of. */
export const needsOf = ({ criteria }: Pick<DecisionModel, 'criteria'>): readonly CompiledNeed[] =>
  sortedOf(criteria).needs;
export const goalsOf = ({ criteria }: Pick<DecisionModel, 'criteria'>): readonly CompiledGoal[] =>
  sortedOf(criteria).goals;

/** The terms of a limit's sides that are sums, through the quantities that they name. */
export const termsOf = (model: Pick<DecisionModel, 'quantities'>, { left, right }: CompiledNeed): Expression[] =>
  [termsIn(model, left), termsIn(model, right)].filter((all) => all.length > 1).flat();

function termsIn(model: Pick<DecisionModel, 'quantities'>, expression: Expression): Expression[] {
  if (expression.kind === 'binary' && (expression.operator === '+' || expression.operator === '-'))
    return [...termsIn(model, expression.left), ...termsIn(model, expression.right)];
  const quantity = expression.kind === 'name' ? model.quantities.get(headOf(expression.name)) : undefined;
  return quantity?.kind === 'formula' ? termsIn(model, quantity.expression) : [expression];
}

const about = new WeakMap<CompiledCriterion, readonly string[]>();

/** What a criterion is about, as names. */
export function namesOfCriterion(criterion: CompiledCriterion): readonly string[] {
  const known = about.get(criterion);
  if (known !== undefined) return known;
  const found =
    criterion.kind === 'need'
      ? [...namesIn(criterion.left), ...namesIn(criterion.right)]
      : [
          ...[criterion.quantity, ...namesIn(criterion.worth)],
          ...(criterion.noise === null ? [] : namesIn(criterion.noise)),
        ];
  about.set(criterion, found);
  return found;
}
