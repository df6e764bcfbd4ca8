import { z } from 'zod';
import type { PersonaCard } from '../core/card.ts';
import { Flip } from '../core/outcome.ts';
import { FactValue, headOf } from '../core/scenario.ts';
import { COMMON_TOOLS } from '../core/tool.ts';
import { Value } from '../core/values.ts';
import type { Amendment } from '../reasoning/amend.ts';
import { missedBy } from '../reasoning/amend.ts';
import { amendments, atBestSettings } from '../reasoning/amendments.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, worldWith } from '../reasoning/evaluate.ts';
import { namesIn } from '../reasoning/formula.ts';
import type { CompiledCriterion, CompiledGoal, DecisionModel } from '../reasoning/model.ts';
import { namesOfCriterion, restsOn } from '../reasoning/model.ts';
import { searchedInPart } from '../reasoning/searched.ts';
import { ballotsOf, decisionOf } from '../reasoning/solve.ts';
import { stepsOn } from '../reasoning/steps.ts';
import { assess } from '../reasoning/support.ts';
import { flipsOf, triedFacts } from '../reasoning/thresholds.ts';
import { bestOf } from '../reasoning/weighing.ts';
import type { Calculate, World } from '../reasoning/worlds.ts';
import { knowledgeOf, worldFor, worldOf } from '../reasoning/worlds.ts';

const Known = z.enum(['known', 'assumed', 'unknown']);

const Cell = z.strictObject({
  /** In `unit`; null where it is not known. */
  value: z.number().nullable(),
  unit: z.string(),
  state: Known,
  /** Facts that it would need, or why a calculator gave nothing. */
  missing: z.array(z.string()),
});

/** A scenario's model, computed: what `pitwall model --json` prints. */
export const ModelReport = z.strictObject({
  scenario: z.string(),
  motion: z.string(),
  /** The member whose knowledge this is; null where everything is known. */
  as: z.string().nullable(),
  weights: z.enum(['card', 'equal']),
  options: z.array(z.strictObject({ name: z.string(), label: z.string() })),
  /** Inputs of options and quantities, those that a criterion is about first. */
  rows: z.array(
    z.strictObject({
      name: z.string(),
      label: z.string(),
      kind: z.enum(['input', 'quantity']),
      /** Whether a criterion rests on it. */
      matters: z.boolean(),
      /** Option -> value. */
      values: z.record(z.string(), Cell),
    }),
  ),
  criteria: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['need', 'more', 'less']),
      value: Value,
      /** As it is written: the limit, or the quantity. */
      text: z.string(),
      /** The same with the labels of what it names. */
      label: z.string(),
      unit: z.string(),
      /** The step of a goal, in `unit`: below it a difference is noise, unless goals trade one for one; null for a limit. */
      worth: z.number().nullable(),
      /**
       * Option -> by how much a limit is kept (0 and up) or missed, or what is lost on a goal: 0 to 1, or multiples of `worth` where goals
       * trade one for one; null where it is not known.
       */
      standing: z.record(z.string(), z.number().nullable()),
      /** Option -> how many times the worth it is ahead of the best that keeps every limit, below 0 behind; empty for a limit. */
      steps: z.record(z.string(), z.number().nullable()),
    }),
  ),
  members: z.array(
    z.strictObject({
      id: z.string(),
      /** From what they know and assume before anybody has spoken. */
      first: z.string().nullable(),
      /** Once everybody knows everything. */
      informed: z.string().nullable(),
      /** Option -> share of support once everything is known, 0 for one that misses a limit. */
      shares: z.record(z.string(), z.number()),
    }),
  ),
  decision: z.string().nullable(),
  amendments: z.array(
    z.strictObject({
      option: z.string(),
      input: z.string(),
      from: z.number(),
      to: z.number(),
      repairs: z.array(z.string()),
    }),
  ),
  /** Each option at the setting at which it serves best and keeps every limit; empty where goals do not trade one for one, or nothing may be set. */
  best: z.array(
    z.strictObject({
      option: z.string(),
      /** What is set otherwise than the scenario has it; `to` in `unit`. */
      set: z.array(z.strictObject({ input: z.string(), to: z.number(), unit: z.string() })),
      /** How far it is behind the best of the others then, in multiples of worth, 0 where it is ahead; null where no setting keeps every limit. */
      behind: z.number().nullable(),
    }),
  ),
  /** Options of so many inputs that not all of their settings are tried. */
  searchedInPart: z.array(z.strictObject({ option: z.string(), inputs: z.number() })),
  flips: z.array(Flip),
  /** What the member named by `as` takes each fact to be; empty without one. */
  facts: z.array(
    z.strictObject({
      name: z.string(),
      state: Known,
      value: FactValue.nullable(),
      unit: z.string(),
      doubt: z.string().nullable(),
    }),
  ),
});
export type ModelReport = z.infer<typeof ModelReport>;

/** Computes a model for everybody at once, or as one member sees it before anybody has spoken. */
export function modelReport(
  model: DecisionModel,
  {
    cards,
    calculate,
    as = null,
    set = [],
  }: {
    cards: readonly PersonaCard[];
    calculate: Calculate;
    as?: string | null;
    set?: readonly Pick<Amendment, 'option' | 'input' | 'to'>[];
  },
): ModelReport {
  const { scenario } = model;
  const whole = worldWith(worldOf(scenario, calculate), set);
  const closed = (id: string) =>
    closedTo(
      model,
      cards.find((card) => card.id === id),
    );
  const worldAs = (id: string) => worldWith(worldFor(scenario, id, calculate, closed(id)), set);
  const world = as === null ? whole : worldAs(as);
  const states = new Map(model.options.map((option) => [option, valuesOf(model, world, option)]));
  const table = {
    members: cards.map(({ id, persona }) => ({ id, values: persona.values })),
    rule: scenario.decision,
  };
  const informed = ballotsOf(model, whole, table);
  return {
    scenario: scenario.id,
    motion: scenario.motion,
    as,
    weights: scenario.weights ?? 'card',
    options: model.options.map((name) => ({ name, label: scenario.options[name]?.label ?? name })),
    rows: rowsOf(model, states, as),
    criteria: model.criteria.map((criterion) => criterionOf(criterion, model, world, states)),
    members: cards.map((card) => ({
      id: card.id,
      first: assess(model, atBestSettings(model, worldAs(card.id)), card.persona.values).best,
      informed: informed.find(({ member }) => member === card.id)?.option ?? null,
      shares: Object.fromEntries(
        [...assess(model, atBestSettings(model, whole), card.persona.values).options].map(([option, { share }]) => [
          option,
          share,
        ]),
      ),
    })),
    decision: cards.length === 0 ? null : decisionOf(model, whole, table),
    searchedInPart: searchedInPart(scenario),
    amendments: amendments(model, world).map((one: Amendment) => ({ ...one, repairs: [...one.repairs] })),
    best: bestIn(model, world),
    flips: cards.length === 0 ? [] : flipsOf(model, whole, table, { facts: triedFacts(model, whole) }),
    facts: as === null ? [] : factsOf(model, world, as),
  };
}

function bestIn(model: DecisionModel, world: World): ModelReport['best'] {
  const isAny = Object.values(model.scenario.options).some(({ adjust }) => Object.keys(adjust).length > 0);
  if (model.scenario.weights !== 'equal' || !isAny) return [];
  return model.options.map((option) => {
    const best = bestOf(model, world, option);
    if (best === null) return { option, set: [], behind: null };
    const unitOf = (input: string) => best.values.unitOf(input).text;
    return {
      option,
      set: best.set.map(({ input, to }) => ({ input, to, unit: unitOf(input) })),
      behind: Math.max(0, -best.lead),
    };
  });
}

/** Quantities that a member can neither compute nor ask for. */
export function closedTo(model: DecisionModel, card: PersonaCard | undefined): Set<string> {
  const closed = new Set<string>();
  for (const quantity of model.quantities.values()) {
    if (quantity.kind !== 'tool' || card === undefined || COMMON_TOOLS.includes(quantity.tool)) continue;
    const { defers, desk, tools } = card.persona;
    const { consult } = quantity;
    const isOpen =
      consult === null
        ? tools.includes(quantity.tool)
        : defers.some(({ topic }) => topic === consult.topic) || desk.includes(consult.topic);
    if (!isOpen) closed.add(quantity.name);
  }
  return closed;
}

function rowsOf(
  model: DecisionModel,
  states: ReadonlyMap<string, OptionValues>,
  as: string | null,
): ModelReport['rows'] {
  const direct = new Set(model.criteria.flatMap((criterion) => namesOfCriterion(criterion).map(headOf)));
  const feeding = new Set<string>();
  const visit = (name: string): void => {
    if (feeding.has(name)) return;
    feeding.add(name);
    for (const from of model.quantities.get(name)?.from ?? []) visit(headOf(from));
    for (const own of model.settings.values()) {
      const setting = own.get(name);
      if (setting !== undefined) for (const one of namesIn(setting)) visit(headOf(one));
    }
  };
  for (const name of direct) visit(name);
  // A model or a card that an option puts in the place of another has no number to show.
  const isText = (name: string) => typeof (model.scenario.facts[name]?.value ?? 0) === 'string';
  const names = [...model.inputs, ...model.quantities.keys()].filter((name) => !isText(name));
  const rank = (name: string) => (direct.has(name) ? 2 : feeding.has(name) ? 1 : 0);
  return names
    .map((name) => ({
      name,
      label: labelIn(model, name) ?? name,
      kind: model.quantities.has(name) ? ('quantity' as const) : ('input' as const),
      matters: feeding.has(name),
      values: Object.fromEntries([...states].map(([option, values]) => [option, cellOf(name, values, model, as)])),
    }))
    .sort((a, b) => rank(b.name) - rank(a.name));
}

function cellOf(name: string, values: OptionValues, model: DecisionModel, as: string | null): z.infer<typeof Cell> {
  const amount = values.amount(name);
  const facts = [...restsOn(model, [name], values.option)].map(headOf);
  if (amount === null) {
    const failure = values.failureOf(name);
    const missing = failure === undefined ? values.missing([name]) : [failure];
    return { value: null, unit: values.unitOf(name).text, state: 'unknown', missing };
  }
  const isAssumed = as !== null && facts.some((fact) => knowledgeOf(model.scenario, as, fact) === 'assumed');
  return { value: amount.value, unit: amount.unit.text, state: isAssumed ? 'assumed' : 'known', missing: [] };
}

/** By how many steps each option is ahead of the best on a goal, or behind it. */
function stepsOf(
  goal: CompiledGoal,
  model: DecisionModel,
  states: ReadonlyMap<string, OptionValues>,
): Record<string, number | null> {
  const ahead = (own: OptionValues, other: OptionValues) => stepsOn([goal], own, other)[0]?.difference ?? null;
  const rivals = [...states.values()].filter((values) => missedBy(model, values).length === 0);
  return Object.fromEntries(
    [...states].map(([option, own]) => {
      const leads = (rivals.length === 0 ? [...states.values()] : rivals).flatMap((other) => ahead(own, other) ?? []);
      return [option, leads.length === 0 ? null : Math.min(...leads)];
    }),
  );
}

function criterionOf(
  criterion: CompiledCriterion,
  model: DecisionModel,
  world: World,
  states: ReadonlyMap<string, OptionValues>,
): ModelReport['criteria'][number] {
  const { id, kind, value, index } = criterion;
  const written = model.scenario.criteria[index];
  const text =
    criterion.kind === 'need' ? (written !== undefined && 'need' in written ? written.need : id) : criterion.quantity;
  const label = withLabels(text, model);
  if (criterion.kind === 'need') {
    const standing = Object.fromEntries([...states].map(([option, values]) => [option, values.margin(criterion)]));
    return { id, kind, value, text, label, unit: criterion.unit.text, worth: null, standing, steps: {} };
  }
  const [first] = states.values();
  const unit = first?.unitOf(criterion.quantity);
  const worth = first?.ofExpression(criterion.worth) ?? null;
  const { options } = assess(model, world, [value]);
  const standing = Object.fromEntries(
    [...states].map(([option, own]) => [
      option,
      model.scenario.weights === 'equal'
        ? stepsBehind(criterion, own, [...states.values()])
        : (options.get(option)?.goals.find((goal) => goal.criterion === criterion)?.loss ?? null),
    ]),
  );
  return {
    id,
    kind,
    value,
    text,
    label,
    unit: unit?.text ?? '',
    worth: worth === null ? null : worth / (unit?.factor ?? 1),
    standing,
    steps: stepsOf(criterion, model, states),
  };
}

const labelIn = ({ quantities, scenario }: DecisionModel, name: string): string | undefined =>
  quantities.get(name)?.label ?? scenario.facts[name]?.label;

/** A formula with the labels of facts and quantities in it; a word behind a number is its unit. */
const withLabels = (text: string, model: DecisionModel): string =>
  text.replaceAll(/(?<![\p{L}\p{N}_.]|\d\s*)[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/gu, (path) => {
    const label = labelIn(model, headOf(path));
    return label === undefined
      ? path
      : [
          label,
          ...path
            .split('.')
            .slice(1)
            .map((key) => `(${key})`),
        ].join(' ');
  });

/** How far an option is behind the best of all on a goal; null where that is not known. */
function stepsBehind(goal: CompiledGoal, own: OptionValues, all: readonly OptionValues[]): number | null {
  const ahead = all.flatMap((other) => stepsOn([goal], other, own).map(({ steps }) => steps));
  return ahead.length === 0 ? null : Math.max(0, ...ahead);
}

function factsOf({ scenario }: DecisionModel, { facts }: World, member: string): ModelReport['facts'] {
  return Object.entries(scenario.facts).map(([name, { unit = '', doubt }]) => ({
    name,
    state: knowledgeOf(scenario, member, name),
    value: facts.get(name) ?? null,
    unit,
    doubt: doubt ?? null,
  }));
}
