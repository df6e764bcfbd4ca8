import { z } from 'zod';

export const Act = z.enum(['open', 'support', 'rebut', 'concede', 'ask', 'answer', 'consult', 'propose', 'close']);
export type Act = z.infer<typeof Act>;

/** Acts that are nothing without the claim they answer. */
export const ANSWERING_ACTS: ReadonlySet<Act> = new Set(['rebut', 'concede', 'answer']);

export const ClaimRef = z.strictObject({ turn: z.number().int().positive(), claim: z.number().int().positive() });
export type ClaimRef = z.infer<typeof ClaimRef>;

/**
 * What a claim or a number rests on, as one string:
 * `tool:T.K` the K-th tool call of turn T · `consult:T.K` · `fact:name` or `fact:name.path` · `card:member:heading`, what of the speaker's own card ·
 * `turn:T.C` claim C of turn T · `rule:criterion.worth|limit`, `rule:fact.assumed`, `rule:fact.range` what the scenario states ·
 * `option:name` or `count:what` a count over the record. A figure of a tool or consult follows after a slash: `tool:4.1/residual`.
 */
export const Ref = z.string().regex(/^(tool|consult|fact|card|turn|rule|option|count):\S+$/);
export type Ref = z.infer<typeof Ref>;

export const Evidence = z.strictObject({
  kind: z.enum(['tool', 'consult', 'fact', 'card', 'colleague', 'none']),
  ref: Ref.nullable(),
});
export type Evidence = z.infer<typeof Evidence>;

/** A number as it stands in the utterance, and the referenced quantities that it is computed from. */
export const Quantity = z.strictObject({
  /** As printed: `0.28`, `11%`, `147`. */
  text: z.string(),
  value: z.number(),
  unit: z.string(),
  refs: z.array(Ref).min(1),
  /**
   * How `value` follows from the refs; `is` when it is the referenced value itself. A `ratio` of three is the difference of the first two over
   * the third; a `difference` of triples is what such ratios leave.
   */
  op: z.enum(['is', 'abs', 'percent', 'difference', 'ratio', 'sum', 'product', 'count', 'change']),
});
export type Quantity = z.infer<typeof Quantity>;

export const Claim = z.strictObject({
  /** Position in the turn, from 1. */
  claim: z.number().int().positive(),
  text: z.string(),
  /** Noun phrase that names it when somebody comes back to it. */
  gist: z.string(),
  /**
   * What of the model it states: `option/criterion` or `option/quantity`, `fact:name`, `judgement:N`; null for anything else, as what
   * is born in the debate.
   */
  reason: z.string().nullable(),
  /** The option that it speaks about. */
  option: z.string().nullable(),
  side: z.enum(['for', 'against']).nullable(),
  evidence: Evidence,
  /** The quantity that decides how strong the claim is. */
  figure: z.strictObject({ name: z.string(), value: z.number(), unit: z.string() }).nullable(),
  numbers: z.array(Quantity),
});
export type Claim = z.infer<typeof Claim>;

/** A call of a calculator that a reference names: `tool:4.1/residual` is of turn 4, its figure `residual`. Null for any other reference. */
export function callIn(ref: string): { call: string; turn: number; number: number; figure: string | null } | null {
  const [, call, turn, number, figure] = /^((?:tool|consult):(\d+)\.(\d+))(?:\/(.+))?$/.exec(ref) ?? [];
  return call === undefined ? null : { call, turn: Number(turn), number: Number(number), figure: figure ?? null };
}

/** What a reason is about under its option: the goal, limit or quantity of `option/name`, whatever is said of it (`~noise`, `~price`). */
export const subjectOf = (reason: string | null | undefined): string | undefined =>
  reason?.split('/')[1]?.split('~')[0];

export const Stance = z.strictObject({
  /** `null`: undecided. */
  option: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  /** Share of support of each option; sums to 1. */
  support: z.record(z.string(), z.number().min(0).max(1)),
  /** What was heard since the last stance and accounts for the change: claims `turn:T.C`, facts `fact:name`. */
  movedBy: z.array(z.string()),
});
export type Stance = z.infer<typeof Stance>;

export const Question = z.strictObject({
  text: z.string(),
  /** A topic of the router (`hardware`, ...) or null. */
  topic: z.string().nullable(),
  /** The fact or quantity that the answer would settle, when it is one of the scenario's. */
  about: z.string().nullable(),
});
export type Question = z.infer<typeof Question>;

/** Inputs of an option at other values, within the bounds that the scenario gives. */
export const Proposal = z.strictObject({ option: z.string(), set: z.record(z.string(), z.number()) });
export type Proposal = z.infer<typeof Proposal>;

/** Something to be measured first: what, at which price, and by which result it decides, as it was said. */
export const ProposedMeasurement = z.strictObject({
  what: z.string(),
  price: z.string().nullable(),
  threshold: z.string().nullable(),
  /** The turn that put it before, where this puts it otherwise: what is left out stays as it was. */
  amends: z.number().int().positive().optional(),
});
export type ProposedMeasurement = z.infer<typeof ProposedMeasurement>;

/** A condition, a job, or a measurement with its bar, that stands beside the claims of a turn and is taken back by whose it is, or a job handed on to somebody. */
export const Dropped = z.strictObject({
  /** The turn that put it. */
  turn: z.number().int().positive(),
  what: z.enum(['condition', 'action', 'measures']),
  /** The member whose job it is from here on; left out where it is nobody's. */
  to: z.string().optional(),
});
export type Dropped = z.infer<typeof Dropped>;

/** What an agent returns when it has the floor. */
export const Turn = z.strictObject({
  utterance: z.string().min(1),
  act: Act,
  /** A member's id, or `all`. */
  addressee: z.string(),
  answers: ClaimRef.nullable(),
  /** Other claims that it answers too. */
  also: z.array(ClaimRef).optional(),
  question: Question.nullable(),
  claims: z.array(Claim),
  stance: Stance,
  /** An option to be set otherwise; it is once another member supports or concedes this turn. */
  proposes: Proposal.nullable().default(null),
  /** Own claims that are taken back. */
  withdraws: z.array(ClaimRef).default([]),
  /** Conditions, jobs and measurements that are taken back, or jobs that are handed on. */
  drops: z.array(Dropped).optional(),
  /** On what the vote depends, as a clause. */
  condition: z.string().nullable().default(null),
  measures: ProposedMeasurement.optional(),
  /** What the speaker takes on, as a clause. */
  action: z.string().optional(),
  /** What the speaker was given and could not use, in words; empty for a language model. */
  unused: z.array(z.string()),
});
export type Turn = z.infer<typeof Turn>;

/** `Turn` with the options of one scenario spelled out: what a model is asked to fill in. */
export function turnSchemaFor(options: readonly string[]) {
  const [first, ...rest] = options;
  if (first === undefined) return Turn;
  const option = z.enum([first, ...rest]);
  const support = z.strictObject(Object.fromEntries(options.map((name) => [name, z.number()])));
  return z.strictObject({
    ...Turn.shape,
    claims: z.array(z.strictObject({ ...Claim.shape, option: option.nullable() })),
    stance: z.strictObject({ ...Stance.shape, option: option.nullable(), support }),
  });
}
