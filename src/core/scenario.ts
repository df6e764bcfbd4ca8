import { z } from 'zod';
import { Language } from './language.ts';
import { Glossary } from './terms.ts';
import { Value } from './values.ts';

/** Identifiers of options, facts, data files and considerations; letters of any script. */
const Name = z.string().regex(/^\p{L}[\p{L}\p{N}_-]*$/u);

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
  unit: z.string().optional(),
  source: z.string().optional(),
  /** When or where it was measured, in words. */
  at: z.string().optional(),
  /** Noun phrase in the scenario's language. */
  label: z.string().optional(),
  /** Members who know it at the start; nobody named means everybody. */
  knownBy: z.array(z.string()).min(1).optional(),
});
export type Fact = z.infer<typeof Fact>;

/** A list of wordings; one alone may stand without brackets. */
const Wordings = z
  .union([
    z
      .string()
      .min(1)
      .transform((words) => [words]),
    z.array(z.string().min(1)),
  ])
  .default([]);

export const Option = z.strictObject({
  /** A sentence or clause: what is done. */
  label: z.string().min(1),
  /** Noun phrase to name it in the middle of a sentence. */
  short: z.string().min(1),
  /** Imperative or proposal in each speech level, e.g. `그대로 (가자|가시죠|가시지요)`. */
  urge: Wordings,
  /** Who does it when it wins, and what: printed under actions. */
  actions: z.array(z.strictObject({ owner: z.string().min(1), do: z.string().min(1) })).default([]),
});
export type Option = z.infer<typeof Option>;

const PlainOption = z
  .string()
  .min(1)
  .transform((label): Option => ({ label, short: label, urge: [], actions: [] }));

/**
 * How a figure becomes a strength: 0 at `neutral`, 1 at `full`, straight between them, in the figure's unit.
 * `full` below `neutral` reads downward. With `signed`, a figure on the other side of neutral speaks for the opposite side.
 */
const Scale = z.strictObject({ neutral: z.number(), full: z.number(), signed: z.boolean().default(false) });
const FlatScale = 'expected `neutral` and `full` to differ';
const isScale = ({ neutral, full }: { neutral: number; full: number }) => neutral !== full;

export const Reading = z.strictObject({ figure: z.string().min(1), ...Scale.shape }).refine(isScale, FlatScale);
export type Reading = z.infer<typeof Reading>;

const Args = z.record(z.string(), z.unknown());

/** A topic that the asking member's card defers; the question goes to whoever the card names. */
const Consult = { consult: z.string(), question: z.string() };

/** The figure that counts where no scale says how much; empty for the tool's own headline. */
const Unscaled = { tool: z.string(), args: Args, figure: z.string().default('') };

/**
 * What a consideration rests on. `$name` or `$name.path` in args stands for a fact, `$data.name` for a data file.
 * Without `read` there is no scale: what is known then counts as a judgement of medium weight, whatever its value.
 */
export const Basis = z.union([
  z.strictObject({ tool: z.string(), args: Args, read: Reading }),
  z.strictObject({ ...Consult, tool: z.string(), args: Args, read: Reading }),
  z.strictObject({ fact: z.string(), read: Scale.refine(isScale, FlatScale) }),
  z.strictObject({ judgement: z.string(), weight: z.enum(['low', 'medium']) }),
  z.strictObject({ fact: z.string() }),
  z.strictObject(Unscaled),
  z.strictObject({ ...Consult, ...Unscaled }),
]);
export type Basis = z.infer<typeof Basis>;

/**
 * One thing that speaks for or against an option, or against another consideration (then it undercuts it).
 * `say` and `echo` override the tool's own wording: `say` are clauses, `echo` noun phrases; `{figure:NAME}` and
 * `{fact:NAME}` stand for numbers, `(어|어요|습니다)` for the three speech levels. They contain no other digit.
 */
export const Consideration = z.strictObject({
  id: Name,
  /** An option or another consideration, by its name; a script may also say the words of one, or what one rests on. */
  for: z.string().min(1).optional(),
  against: z.string().min(1).optional(),
  /** An option that cannot be chosen at all when the reading reaches `full`. */
  excludes: z.string().min(1).optional(),
  value: Value,
  from: Basis,
  /** Who would raise it of their own accord; others can take it up once it has been said. Default: whoever can compute or know it. */
  raisedBy: z.array(z.string()).min(1).optional(),
  /** What one would ask to learn it, in the scenario's language. */
  ask: Wordings,
  say: Wordings,
  echo: Wordings,
  /** What follows from it for what it speaks about, as a short clause of its own: `nothing was learned by that`. */
  so: Wordings,
  /** The same, where a signed reading lies on the other side of neutral. */
  otherwise: z.strictObject({ say: Wordings, echo: Wordings, so: Wordings }).optional(),
});
export type Consideration = z.infer<typeof Consideration>;

/** In a script a phase is a few words: `opening blind`, `opening`, `rebuttal 2`, `vote`, `close`. */
export const Phase = z
  .string()
  .regex(
    /^(opening( blind)?|rebuttal [1-9]\d*|vote|close)$/,
    'expected `opening blind`, `opening`, `rebuttal N`, `vote` or `close`',
  )
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

export const DecisionRule = z.enum(['plurality', 'weighted', 'consensus']);
export type DecisionRule = z.infer<typeof DecisionRule>;

export const Scenario = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string().min(1),
  language: Language,
  motion: z.string().min(1),
  /** Two or three sentences that set the scene; `{fact:NAME}` as in `say`. */
  background: z.string().default(''),
  /** A text alone stands for an option whose label and short name are that text. */
  options: z
    .record(Name, z.union([PlainOption, Option]))
    .refine((options) => Object.keys(options).length >= 2, 'expected at least two options'),
  facts: z.record(Name, Fact).default({}),
  /** Name -> file beside the scenario. */
  data: z.record(Name, z.string()).default({}),
  considerations: z.array(Consideration).default([]),
  /** Empty in a script that names nobody: then whoever loads it seats those whom its considerations touch. */
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
  floor: z.enum(['round-robin', 'relevance']).default('relevance'),
  decision: DecisionRule.default('plurality'),
  /** After the named round of a phase (rounds count from 1), facts change and the moderator says so. */
  events: z
    .array(
      z.strictObject({
        after: After,
        set: z.record(z.string(), FactValue).default({}),
        say: z.string().min(1),
        /** A run that came back without success: whoever puts progress first says in his next turn what it taught. */
        run: z.literal('failed').optional(),
        /** What it taught, as clauses like `say` of a consideration; without them it is what now follows from the facts that it set. */
        learnt: Wordings.optional(),
      }),
    )
    .default([]),
  /** Stop a rebuttal early when a whole round brings no new claim. */
  stopWhenStalled: z.boolean().default(true),
  /** Whether a turn that claims work which its speaker's card defers is given back to him, once. */
  repair: z.enum(['never', 'once']).default('never'),
  /** The consideration that describes the cheapest experiment, and how to read it. */
  experiment: z.strictObject({ consideration: Name, rule: z.string(), then: Name, otherwise: Name }).optional(),
  expect: z
    .strictObject({
      decision: z.array(Name).default([]),
      consulted: z.array(z.string()).default([]),
      dissent: z.array(z.string()).default([]),
    })
    .optional(),
});
export type Scenario = z.infer<typeof Scenario>;
