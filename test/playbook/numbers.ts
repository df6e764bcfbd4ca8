import type { DebateDocument } from '../../src/core/document.ts';
import type { Fact, FactValue, Scenario } from '../../src/core/scenario.ts';
import { Scenario as AnyScenario } from '../../src/core/scenario.ts';
import type { Quantity } from '../../src/core/turn.ts';
import { OptionValues } from '../../src/reasoning/evaluate.ts';
import type { Expression } from '../../src/reasoning/formula.ts';
import { evaluated, namesIn as namesInFormula, partsOf } from '../../src/reasoning/formula.ts';
import type { DecisionModel } from '../../src/reasoning/model.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { areComparable, unitOf } from '../../src/reasoning/units.ts';

export interface Orphan {
  turn: number;
  text: string;
}

type Given = Pick<Scenario, 'facts' | 'quantities' | 'criteria' | 'options' | 'judgements' | 'measurements'>;
type Said = DebateDocument['turns'][number];

/**
 * Numbers in utterances that rest on nothing: those that no quantity of the turn's claims stands for, and those whose
 * refs lead nowhere or to another figure than the one printed. A number is a quantity outside a name (`H100`,
 * `FlashAttention-2`, a label or a clause of the scenario); `7B` is one unless a text that was given says it.
 * A ref to a count or to a line of a card cannot be computed from a document, and counts as leading nowhere. A threshold is solved on the
 * speaker's own state: here it must lie where the fact may lie, and `thresholds.test.ts` holds that it is one.
 */
export function orphanNumbers(document: DebateDocument, scenario: Given): Orphan[] {
  const names = namesIn(scenario);
  return document.turns.flatMap((said) => {
    const values = valuesAt(said, document, scenario);
    const offered = said.claims.flatMap(({ numbers }) => numbers);
    const stood: Orphan[] = [];
    for (const text of numbersIn(said.utterance, names)) {
      const at = offered.findIndex((quantity) => quantity.text === text);
      const [quantity] = at < 0 ? [] : offered.splice(at, 1);
      if (quantity === undefined || !isFounded(quantity, inUnitOf(quantity, values, document, scenario), scenario))
        stood.push({ turn: said.turn, text });
    }
    return stood;
  });
}

/** How many numbers were looked at: a debate without numbers must not pass for a debate without orphans. */
export function countNumbers(document: DebateDocument, scenario: Given): number {
  const names = namesIn(scenario);
  return document.turns.reduce((sum, { utterance }) => sum + numbersIn(utterance, names).length, 0);
}

const NUMBER =
  /[+−-]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e[+-]?\d+|[kBMT](?!\p{Script=Latin})|만(?!큼)|[억조])?|\p{No}/gu;
/** A word with a Latin letter before its first digit. */
const NAME = /\p{Script=Latin}[\p{L}_]*(?:[-.+/]?[\p{L}\p{N}]+)*/gu;

/** Numbers as printed, in order, names left out. */
export function numbersIn(utterance: string, names: readonly string[] = []): string[] {
  let rest = utterance;
  for (const name of names) rest = rest.replaceAll(name, ' ');
  rest = rest.replace(NAME, (word) => (/\p{N}/u.test(word) ? ' ' : word));
  return [...rest.matchAll(NUMBER)].map(([text]) => text);
}

/** Texts with a digit that the scenario gives as such, longest first. */
function namesIn({ facts, quantities, options, criteria, judgements, measurements }: Given): string[] {
  const inside = ({ value }: Fact): unknown[] => (typeof value === 'object' ? Object.values(value) : [value]);
  const texts = [
    ...Object.values(facts).flatMap((fact) => [...inside(fact), fact.label, fact.doubt]),
    ...Object.values(quantities).map(({ label }) => label),
    ...criteria.map(({ label }) => label),
    ...Object.values(options).flatMap(({ label, short, actions }) => [label, short, ...actions.map((one) => one.do)]),
    ...judgements.map(({ because }) => because),
    ...measurements.map(({ how }) => how),
  ];
  return (
    texts
      .filter((text): text is string => typeof text === 'string' && /\p{N}/u.test(text))
      // At the start of a sentence a name has a capital.
      .flatMap((text) => [text, `${text.charAt(0).toUpperCase()}${text.slice(1)}`])
      .sort((a, b) => b.length - a.length)
  );
}

type Values = (ref: string) => number[];

/** Every value that a ref has had by the time of a turn: a colleague may still quote what was true a round ago. */
function valuesAt(said: Said, document: DebateDocument, scenario: Given): Values {
  const { facts, options, criteria, measurements } = scenario;
  const changes = document.facts.filter(({ after }) => ended(after, said, document));
  const states = [facts, ...changes.map((_, index) => changes.slice(0, index + 1).reduce(withChange, facts))];
  const ofFact = (name: string) => states.flatMap((state) => factNumber(state, name) ?? []);
  const ofCall = (ref: string, kind: string): number[] => {
    const [call = '', figure = ''] = ref.split('/');
    const calls: { turn: number; ref: string; figures: Record<string, { value: number }> }[] =
      kind === 'tool' ? document.tools : document.consults;
    const made = calls.find((one) => one.ref === `${kind}:${call}` && one.turn <= said.turn);
    return made?.figures[figure] ? [made.figures[figure].value] : [];
  };
  /** What a colleague said: the claim's figure, its numbers, and what it was computed from. */
  const ofClaim = (rest: string): number[] => {
    const [turn, number] = rest.split('.').map(Number);
    const earlier = document.turns.find((one) => one.turn === turn && one.turn < said.turn);
    const claim = earlier?.claims.find((one) => one.claim === number);
    if (claim === undefined) return [];
    const call = /^tool:\d+\.\d+/.exec(claim.evidence.ref ?? '')?.[0];
    const given = document.tools.find(({ ref }) => ref === call)?.args['facts'] ?? {};
    return [
      ...(claim.figure === null ? [] : [claim.figure.value]),
      ...claim.numbers.map(({ value }) => value),
      ...Object.values(given).flatMap((value: FactValue) => (typeof value === 'number' ? [value] : [])),
    ];
  };
  const ofRule = (rest: string): number[] => {
    const [, at, field] = /^measurement-(\d+)\.(cost|days|threshold)$/.exec(rest) ?? [];
    const measurement = at === undefined ? undefined : measurements[Number(at)];
    if (measurement !== undefined) {
      if (field === 'threshold') return within(measurement.learns, facts);
      if (field === 'cost') return [measurement.cost?.value ?? []].flat();
      // A part of a day is said in hours or minutes.
      return [measurement.days ?? []].flat().flatMap((days) => [days, 24 * days, 1440 * days]);
    }
    const [, amended = '', input = ''] = /^adjust\.([^.]+)\.(.+)$/.exec(rest) ?? [];
    const bounds = options[amended]?.adjust?.[input];
    if (bounds !== undefined) return [ANYWHERE];
    const [, taken = ''] = /^(.+)\.assumed$/.exec(rest) ?? [];
    const assumed = facts[taken]?.assumed;
    if (typeof assumed === 'number') return [assumed];
    const [, ranged] = /^(.+)\.range$/.exec(rest) ?? [];
    if (ranged !== undefined) return [...(facts[ranged]?.range ?? [])];
    // How much of its range lies on one side of the threshold that the same turn names.
    const [, shared = ''] = /^share\.(.+)$/.exec(rest) ?? [];
    const [low, high] = facts[shared]?.range ?? [];
    if (low !== undefined && high !== undefined)
      return said.claims
        .flatMap(({ numbers }) => numbers.filter(({ refs }) => refs.includes(`rule:threshold.${shared}`)))
        .map(({ value, op }) => (op === 'percent' ? value / 100 : value))
        .flatMap((at) => [(at - low) / (high - low), (high - at) / (high - low)]);
    const [, learns] = /^threshold\.(.+)$/.exec(rest) ?? [];
    if (learns !== undefined) return within(learns, facts);
    const [, id] = /^(.+)\.worth$/.exec(rest) ?? [];
    const goal = modelOf(scenario).criteria.find((one) => one.id === id);
    if (goal !== undefined && goal.kind !== 'need')
      return states.flatMap((state) => {
        const values = valuesOf(scenario, state);
        const worth = values.ofExpression(goal.worth);
        values.of(goal.quantity);
        return worth === null ? [] : [worth / worthUnit(scenario, goal.quantity)];
      });
    // A number that stands in a formula or a limit of the script.
    return [...Object.values(scenario.quantities), ...criteria, ...Object.values(options)].flatMap((one) =>
      (JSON.stringify(one).match(/\d+(?:\.\d+)?(?:e[+-]?\d+)?/g) ?? []).map(Number),
    );
  };
  const ofOption = (rest: string): number[] => {
    const [option = '', ...path] = rest.split('.');
    const set = options[option]?.set[path.join('.')];
    const proposed = document.turns.flatMap(({ proposes }) =>
      proposes?.option === option ? (proposes.set[path.join('.')] ?? []) : [],
    );
    const given = document.tools.flatMap(({ args }) => {
      const amended = args['amended'] as Record<string, Record<string, number>> | undefined;
      return amended?.[option]?.[path.join('.')] ?? [];
    });
    const written = typeof set === 'string' ? (set.match(/\d+(?:\.\d+)?(?:e[+-]?\d+)?/g) ?? []).map(Number) : [];
    return [...(typeof set === 'number' ? [set] : written), ...proposed, ...given];
  };
  return (ref) => {
    const [, kind = '', rest = ''] = /^(\w+):(.+)$/.exec(ref) ?? [];
    if (kind === 'fact') return ofFact(rest);
    if (kind === 'tool' || kind === 'consult') return ofCall(rest, kind);
    if (kind === 'turn') return ofClaim(rest);
    if (kind === 'option') return ofOption(rest);
    return kind === 'rule' ? ofRule(rest) : [];
  };
}

const models = new WeakMap<object, DecisionModel>();

function modelOf(scenario: Given): DecisionModel {
  const known = models.get(scenario.facts);
  if (known !== undefined) return known;
  const whole = AnyScenario.parse({
    id: 'x',
    title: 'x',
    language: 'en',
    motion: 'x',
    ...plain(scenario),
    protocol: ['vote'],
  });
  const model = compileModel(whole);
  models.set(scenario.facts, model);
  return model;
}

const plain = ({ facts, quantities, options, criteria, judgements, measurements }: Given) => ({
  facts,
  quantities,
  options,
  criteria,
  judgements,
  measurements,
});

function valuesOf(scenario: Given, facts: Record<string, Fact>): OptionValues {
  const model = modelOf(scenario);
  const known = new Map(Object.entries(facts).map(([name, { value }]) => [name, value]));
  const world = { facts: known, amended: new Map(), data: {}, calculate: () => ({ figures: {}, headline: undefined }) };
  return new OptionValues(model, world, model.options[0] ?? '');
}

const worthUnit = (scenario: Given, quantity: string) => valuesOf(scenario, scenario.facts).unitOf(quantity).factor;

/** Whether a value is what some part of a formula, or the gap of a limit, comes to on the values that its refs have. */
function followsFrom(
  scenario: Given,
  { refs, value, unit }: Quantity,
  referred: readonly number[][],
  near: Near,
): boolean {
  const model = modelOf(scenario);
  const names = refs.map(nameOf);
  const values = valuesOf(scenario, scenario.facts);
  const limits = model.criteria.flatMap((one): Expression[] =>
    one.kind === 'need'
      ? [one.left, one.right, { kind: 'binary', operator: '-', left: one.left, right: one.right }]
      : [],
  );
  const formulas = [...model.quantities.values()].flatMap((one) => (one.kind === 'formula' ? [one.expression] : []));
  return [...limits, ...formulas].flatMap(partsOf).some((part) => {
    const inside = namesInFormula(part);
    if (inside.length !== names.length || inside.some((name) => !names.includes(name))) return false;
    return combinations(referred).some((given) => {
      const base = evaluated(part, (name) => (given[names.indexOf(name)] ?? Number.NaN) * values.unitOf(name).factor);
      const printed = base === null ? Number.NaN : base / (unit === '' ? 1 : unitOf(unit).factor);
      return near(Math.abs(printed), Math.abs(value));
    });
  });
}

type Near = (a: number, b: number) => boolean;

/** `fact:cluster.count` -> `cluster.count`, `tool:3.1/cost@whole` -> `cost`. */
function nameOf(ref: string): string {
  const [, rest = ''] = /^\w+:(.+)$/.exec(ref) ?? [];
  if (ref.startsWith('rule:') && rest.endsWith('.range')) return rest.slice(0, -'.range'.length);
  if (ref.startsWith('option:')) return rest.split('.').slice(1).join('.');
  return (rest.split('/').at(-1) ?? rest).split('@')[0] ?? rest;
}

/** Stands for any value within a fact's range. */
function within(name: string, facts: Record<string, Fact>): number[] {
  return name in facts ? [ANYWHERE] : [];
}
const ANYWHERE = Number.NaN;

function factNumber(facts: Record<string, Fact>, path: string): number | null {
  const [head = '', member] = path.split('.');
  const whole = facts[head]?.value;
  const value = member === undefined ? whole : (whole as Record<string, FactValue> | undefined)?.[member];
  return typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : null;
}

function withChange(facts: Record<string, Fact>, { set }: DebateDocument['facts'][number]): Record<string, Fact> {
  const changed = Object.entries(set).map(([name, value]) => [name, { ...facts[name], value }] as const);
  return { ...facts, ...Object.fromEntries(changed) } as Record<string, Fact>;
}

function ended(after: string, said: Said, { turns }: DebateDocument): boolean {
  const last = turns.findLast(({ phase, round }) => `${phase} ${round}` === after);
  return last !== undefined && last.turn < said.turn;
}

/** Short times are said in minutes where the model counts weeks: each value as it is, and in the unit that was said. */
function inUnitOf({ unit }: Quantity, values: Values, { tools, consults }: DebateDocument, scenario: Given): Values {
  const { facts } = scenario;
  const unitOfRef = (ref: string): string => {
    const [, input = ''] = /^option:[^.]+\.(.+)$/.exec(ref) ?? [];
    if (input !== '') return modelOf(scenario).inputUnits.get(input)?.text ?? facts[input]?.unit ?? '';
    const [, call = '', figure = ''] = /^((?:tool|consult):[\d.]+)\/(.+)$/.exec(ref) ?? [];
    const made = [...tools, ...consults].find((one) => one.ref === call);
    const [quantity, option] = figure.split('@');
    if (option !== undefined) return valuesOf(scenario, facts).unitOf(quantity ?? '').text;
    return made?.figures[figure]?.unit ?? facts[/^fact:([^.]+)/.exec(ref)?.[1] ?? '']?.unit ?? '';
  };
  return (ref) => {
    const known = values(ref);
    const [from, to] = [unitOfRef(ref), unit];
    if (from === '' || to === '' || from === to || to === '%') return known;
    const [a, b] = [unitOf(from), unitOf(to)];
    if (!areComparable(a.dimensions, b.dimensions) || a.factor === b.factor) return known;
    return [...known, ...known.map((value) => (value * a.factor) / b.factor)];
  };
}

function isFounded(quantity: Quantity, values: Values, scenario: Given): boolean {
  const { text, value, unit, refs, op } = quantity;
  const { shown, half } = asPrinted(text);
  // Decimal halves are not exact in binary.
  const near = (a: number, b: number, by: number) => Math.abs(a - b) <= by + 1e-9 * Math.max(1, Math.abs(a));
  // What is missing is said without its sign.
  const computed = op === 'abs' ? Math.abs(value) : value;
  if (!near(shown, computed, half)) return false;
  const referred = refs.map(values);
  if (referred.some((candidates) => candidates.length === 0)) return false;
  if (referred.flat().some(Number.isNaN)) return true;
  const isIt: Near = (a, b) => near(a, b, Math.max(half, 1e-6 * Math.abs(computed)));
  if (isLead(quantity)) {
    const leads = combinations(referred).some((given) => leadsOf(given).some((lead) => isIt(lead, computed)));
    // Four sources may as well be the gap of a limit.
    if (leads || refs.length % 3 === 0) return leads;
  }
  if (combinations(referred).some((given) => isIt(outcome(op, unit, given), computed))) return true;
  // What is counted in percent lies so many points apart.
  const isPercent = op === 'difference' && unit === '%';
  if (isPercent && combinations(referred).some((given) => isIt(outcome(op, '', given), computed))) return true;
  return refs.length > 1 && followsFrom(scenario, quantity, referred, isIt);
}

/** A lead over several goals: of each the two sides and what counts there. */
const isLead = ({ op, refs }: Quantity) => op === 'difference' && refs.length > 3 && refs.length % 3 !== 2;

/** What such triples add up to, each for the one side or for the other; a last one more is the step of the unit in which they are told. */
function leadsOf(given: readonly number[]): number[] {
  const whole = Math.floor(given.length / 3);
  const unit = given.length % 3 === 1 ? (given.at(-1) ?? Number.NaN) : 1;
  const parts = Array.from({ length: whole }, (_, at) => unit * outcome('ratio', '', given.slice(3 * at, 3 * at + 3)));
  return parts.reduce<number[]>((sums, part) => sums.flatMap((sum) => [sum + part, sum - part]), [0]).map(Math.abs);
}

function outcome(op: Quantity['op'], unit: string, given: readonly number[]): number {
  const [a = Number.NaN, b = Number.NaN] = given;
  const hundredfold = unit === '%' ? 100 : 1;
  switch (op) {
    case 'is':
      return given.length === 1 ? a : Number.NaN;
    case 'abs':
      return Math.abs(a);
    case 'percent':
      return 100 * a;
    case 'difference':
      // What two take together beyond a third.
      return given.length === 3 ? Math.abs(a + b - (given[2] ?? Number.NaN)) : hundredfold * Math.abs(a - b);
    case 'ratio':
      // How often what counts goes into the difference of two.
      if (given.length === 3) return Math.abs(a - b) / (given[2] ?? Number.NaN);
      // What that is worth in the unit of another goal.
      if (given.length === 4) return (Math.abs(a - b) / (given[2] ?? Number.NaN)) * (given[3] ?? Number.NaN);
      return unit === 'x' ? Math.max(a / b, b / a) : a / b;
    case 'sum':
      return given.reduce((sum, one) => sum + one, 0);
    case 'product':
      return given.reduce((product, one) => product * one, 1);
    case 'change':
      return Math.abs(a / b - 1);
    case 'count':
      return Number.NaN;
  }
}

function combinations(lists: readonly number[][]): number[][] {
  return lists.reduce<number[][]>((all, list) => all.flatMap((done) => list.map((one) => [...done, one])), [[]]);
}

const SCALE: Record<string, number> = { T: 1e12, B: 1e9, M: 1e6, k: 1e3, 만: 1e4, 억: 1e8, 조: 1e12 };

/** The number that a text shows, and half of its last digit. */
export function asPrinted(text: string): { shown: number; half: number } {
  const [, sign, digits = '', power, suffix = ''] =
    /^([+−-]?)([\d,.]+)(?:e([+-]?\d+))?([kBMT만억조]?)$/.exec(text) ?? [];
  const plain = digits.replaceAll(',', '');
  const scale = (SCALE[suffix] ?? 1) * 10 ** Number(power ?? 0);
  // `1,310` for 1,313 is said in three digits.
  const zeros = Math.min(/(0*)$/.exec(plain)?.[1]?.length ?? 0, Math.max(0, plain.length - 3));
  const places = plain.split('.')[1]?.length ?? -zeros;
  const shown = Number(plain) * scale * (sign === '−' || sign === '-' ? -1 : 1);
  return { shown: plain === '' ? Number.NaN : shown, half: (0.5 * scale) / 10 ** places };
}
