import { z } from 'zod';
import { Language } from './language.ts';
import { Glossary } from './terms.ts';
import { Value } from './values.ts';

/** Identifiers of options; letters of any script. */
const Name = z.string().regex(/^\p{L}[\p{L}\p{N}_-]*$/u);

/** Identifiers that formulas can hold: facts, inputs, quantities. */
const Identifier = z.string().regex(/^\p{L}[\p{L}\p{N}_]*$/u);

/** The name that a path begins with: `cluster.count` -> `cluster`. */
export function headOf(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}

export const FactValue = z.union([
  z.number(),
  z.string(),
  z.boolean(),
  z.array(z.number()),
  z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
]);
export type FactValue = z.infer<typeof FactValue>;

export const Fact = z.strictObject({
  value: FactValue,
  /** Of the number, or of each number in a mapping: `days`, `USD/hour`, `points per nat`, `%`. */
  unit: z.string().optional(),
  source: z.string().optional(),
  /** When or where it was measured, in words. */
  at: z.string().optional(),
  /** Noun phrase in the scenario's language. */
  label: z.string().min(1).optional(),
  /** Why it may be off, as a clause: `it was measured on English tasks only`. */
  doubt: z.string().min(1).optional(),
  /** Members who know it at the start; nobody named means everybody. */
  knownBy: z.array(z.string()).min(1).optional(),
  /** What those take it to be who do not know it. Left out, they have no value for it and can only ask. */
  assumed: z.number().optional(),
  /** Where the truth may lie, in the fact's unit; flips are looked for within it. */
  range: z.tuple([z.number(), z.number()]).optional(),
});
export type Fact = z.infer<typeof Fact>;

/** A number, or a formula over facts and inputs: `40e9`, `$decayRecovers`, `cards * 2`. */
const Setting = z.union([z.number(), z.string().min(1), z.boolean()]);

/** Anything between two ends; from one to the other by steps; or one of three or more values in rising order. */
export const Adjustable = z.union([
  z.tuple([z.number(), z.number()]),
  z.strictObject({ from: z.number(), to: z.number(), step: z.number().positive() }),
  z.array(z.number()).min(3),
]);
export type Adjustable = z.infer<typeof Adjustable>;

export const Option = z.strictObject({
  /** A clause: what is done. */
  label: z.string().min(1),
  /** Noun phrase to name it in the middle of a sentence. */
  short: z.string().min(1),
  /** Inputs under this option; a fact of the same name has this value then. */
  set: z.record(Identifier, Setting).default({}),
  /** Inputs that may be set otherwise, and to what. */
  adjust: z.record(Identifier, Adjustable).default({}),
  /** Who does it when it wins, and what: printed under actions. */
  actions: z.array(z.strictObject({ owner: z.string().min(1), do: z.string().min(1) })).default([]),
});
export type Option = z.infer<typeof Option>;

const PlainOption = z
  .string()
  .min(1)
  .transform((label): Option => ({ label, short: label, set: {}, adjust: {}, actions: [] }));

const Shown = {
  /** Left out: that of the facts that it follows from. */
  unit: z.string().optional(),
  /** Noun phrase in the scenario's language. */
  label: z.string().min(1).optional(),
};

const Called = {
  tool: z.string().min(1),
  /** `$name` and `$name.member` stand for facts, inputs and quantities, `$data.name` for a file. */
  args: z.record(z.string(), z.unknown()).default({}),
  /** The result that counts; left out, the calculator's own headline. */
  figure: z.string().min(1).optional(),
};

/** What follows from facts and inputs, for each option: by a formula, by a calculator, or by a colleague's calculation. */
export const Quantity = z.union([
  z.strictObject({ is: z.string().min(1), ...Shown }),
  z.strictObject({ ...Called, ...Shown }),
  z.strictObject({ consult: z.string().min(1), ask: z.string().min(1), ...Called, ...Shown }),
]);
export type Quantity = z.infer<typeof Quantity>;

const Judged = { value: Value, label: z.string().min(1).optional() };

const Traded = {
  /** The step in which differences count; under `weights: equal` as much as the `worth` of any other goal. */
  worth: Setting,
  /** A difference below this counts nothing. Left out: `worth`; under `weights: equal` every difference counts. */
  noise: Setting.optional(),
};

/** What options are judged by: a limit that must hold, or a quantity of which more or less is better. */
export const Criterion = z.union([
  /** `spare >= 0 days`: an option that misses it cannot be chosen as it is. */
  z.strictObject({ need: z.string().min(1), ...Judged }),
  z.strictObject({ more: Identifier, ...Traded, ...Judged }),
  z.strictObject({ less: Identifier, ...Traded, ...Judged }),
]);
export type Criterion = z.infer<typeof Criterion>;

/** What has no figure: it counts little, and is printed as a judgement. */
export const Judgement = z
  .strictObject({
    for: Name.optional(),
    against: Name.optional(),
    value: Value,
    /** A clause in the scenario's language. */
    because: z.string().min(1),
    weight: z.enum(['low', 'medium']).default('low'),
    /** Who would say it; left out, whoever cares most for the value. */
    by: z.array(z.string()).min(1).optional(),
  })
  .refine((one) => (one.for === undefined) !== (one.against === undefined), 'expected either `for` or `against`');
export type Judgement = z.infer<typeof Judgement>;

export const Currency = z.enum(['USD', 'KRW', 'EUR']);

/** An amount in the currency that it was written in: nothing here knows a rate of exchange. */
export const Money = z.strictObject({ value: z.number().nonnegative(), unit: Currency });
export type Money = z.infer<typeof Money>;

/** A way to learn a fact better, and its price. */
export const Measurement = z.strictObject({
  learns: z.string().min(1),
  /** Noun phrase: what is done. */
  how: z.string().min(1),
  cost: Money.optional(),
  days: z.number().nonnegative().optional(),
  /** How far off its result may be at most, in the unit of the fact. */
  error: z.number().positive().optional(),
  owner: z.string().optional(),
});
export type Measurement = z.infer<typeof Measurement>;

/** In a script a phase is a few words: `opening blind`, `opening`, `rebuttal 2`, `vote`, `close`. */
export const PHASE = /^(opening( blind)?|rebuttal [1-9]\d*|vote|close)$/;
export const Phase = z
  .string()
  .regex(PHASE, 'expected `opening blind`, `opening`, `rebuttal N`, `vote` or `close`')
  .transform((words): Phase => {
    const [kind, rest] = words.split(' ');
    if (kind === 'opening') return { kind, blind: rest === 'blind' };
    if (kind === 'rebuttal') return { kind, rounds: Number(rest) };
    return { kind: kind as 'vote' | 'close' };
  });
export type Phase =
  | { kind: 'opening'; blind: boolean }
  | { kind: 'rebuttal'; rounds: number }
  | { kind: 'vote' }
  | { kind: 'close' };

/** The words that a script has for a phase. */
export function phaseWords(phase: Phase): string {
  if (phase.kind === 'opening') return phase.blind ? 'opening blind' : 'opening';
  return phase.kind === 'rebuttal' ? `rebuttal ${phase.rounds}` : phase.kind;
}

/** `opening` or `rebuttal 1`: the end of that round. */
const After = z
  .string()
  .regex(/^(opening|rebuttal [1-9]\d*)$/, 'expected `opening` or `rebuttal N`')
  .transform((words): { phase: 'opening' | 'rebuttal'; round: number } => {
    const [phase, round] = words.split(' ');
    return { phase: phase as 'opening' | 'rebuttal', round: Number(round ?? 1) };
  });

/** `moderated`: a moderator chooses and says why. `manual`: a person does, or the scenario's `order`. */
export const FloorPolicy = z.enum(['round-robin', 'relevance', 'random', 'bid', 'moderated', 'manual']);
export type FloorPolicy = z.infer<typeof FloorPolicy>;

/**
 * `blind`: in a round of rebuttal all speak at once, each having heard the rounds before and nothing of this one. `addressee`: a turn
 * to one member is heard by that member alone.
 */
export const Visibility = z.enum(['all', 'blind', 'addressee']);
export type Visibility = z.infer<typeof Visibility>;

const Condition = z.union([
  /** All stand for the same option; the last turns brought nothing new. */
  z.enum(['consensus', 'stall']),
  z.strictObject({ turns: z.number().int().positive() }),
  /** Rounds of rebuttal that are over. */
  z.strictObject({ rounds: z.number().int().positive() }),
  /** Lead of the leading option, by the scenario's rule of decision, as everybody stands now. */
  z.strictObject({ margin: z.number().positive().max(1) }),
  z.strictObject({ calls: z.number().int().positive() }),
  z.strictObject({ tokens: z.number().int().positive() }),
  z.strictObject({ usd: z.number().positive() }),
  z.strictObject({ seconds: z.number().positive() }),
]);
export type Condition = z.infer<typeof Condition>;
export type StopRule = Condition | { any: StopRule[] } | { all: StopRule[] };

/** When the rebuttals end before their rounds do: a condition, or any or all of several. */
export const StopRule: z.ZodType<StopRule> = z.lazy(() =>
  z.union([
    Condition,
    z.strictObject({ any: z.array(StopRule).min(1) }),
    z.strictObject({ all: z.array(StopRule).min(1) }),
  ]),
);

export const DecisionRule = z.enum(['plurality', 'weighted', 'consensus']);
export type DecisionRule = z.infer<typeof DecisionRule>;

export const Scenario = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string().min(1),
  language: Language,
  motion: z.string().min(1),
  /** Two or three sentences that set the scene. */
  background: z.string().default(''),
  /** A text alone stands for an option whose label and short name are that text. */
  options: z
    .record(Name, z.union([PlainOption, Option]))
    .refine((options) => Object.keys(options).length >= 2, 'expected at least two options'),
  facts: z.record(Identifier, Fact).default({}),
  quantities: z.record(Identifier, Quantity).default({}),
  criteria: z.array(Criterion).default([]),
  judgements: z.array(Judgement).default([]),
  measurements: z.array(Measurement).default([]),
  /** Name -> file beside the scenario. */
  data: z.record(Identifier, z.string()).default({}),
  /** Empty in a script that names nobody: then whoever loads it seats those whom its facts, calculators and values touch. */
  cast: z.array(z.string()).min(2).default([]),
  /** Member -> name of a model that the user has configured: never an address or a key. */
  models: z
    .record(z.string(), z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected the name of a configured model'))
    .default({}),
  /** For a `junior` each term of the glossary is defined at its first use; a `lead` hears the conclusion first. */
  audience: z.enum(['peers', 'junior', 'lead']).default('peers'),
  /** Technical term -> what it means, as a noun phrase, beside the team's glossary and before it. */
  terms: Glossary.optional(),
  protocol: z.array(Phase).min(1),
  floor: FloorPolicy.default('relevance'),
  /** The member who moderates where the floor is `moderated`. Left out: nobody of the cast. */
  moderator: z.string().min(1).optional(),
  /** Who speaks in the rebuttals, one turn after the other, where the floor is `manual`. Left out: a person is asked. */
  order: z.array(z.string().min(1)).min(1).optional(),
  /** Left out: `all`. */
  visibility: Visibility.optional(),
  stop: StopRule.optional(),
  decision: DecisionRule.default('plurality'),
  /** `equal`: goals trade one for one in multiples of their `worth`, for everybody alike. Left out: each member weighs them by the order of values on the card. */
  weights: z.enum(['card', 'equal']).optional(),
  /** After the named round of a phase (rounds count from 1), facts change and the moderator says so. */
  events: z
    .array(
      z.strictObject({
        after: After,
        set: z.record(z.string(), FactValue).default({}),
        say: z.string().min(1),
      }),
    )
    .default([]),
  /** End a round early when nobody has anything to add. */
  stopWhenStalled: z.boolean().default(true),
  /** Whether a turn that claims work which its speaker's card defers is given back, once. */
  repair: z.enum(['never', 'once']).default('never'),
  expect: z
    .strictObject({
      decision: z.array(Name).default([]),
      consulted: z.array(z.string()).default([]),
      dissent: z.array(z.string()).default([]),
    })
    .optional(),
});
export type Scenario = z.infer<typeof Scenario>;
