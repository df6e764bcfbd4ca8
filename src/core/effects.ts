import { z } from 'zod';

/** One quantity that a tool computed: a bare number with its unit, and where its formula is from. */
export const Figure = z.strictObject({
  value: z.number(),
  unit: z.string(),
  formula: z.string().optional(),
  source: z.string().optional(),
});
export type Figure = z.infer<typeof Figure>;

export const ToolCall = z.strictObject({ name: z.string(), args: z.record(z.string(), z.unknown()) });
export type ToolCall = z.infer<typeof ToolCall>;

export const ToolOutcome = z.strictObject({
  ...ToolCall.shape,
  /** `tool:T.K`, how a claim cites this call. */
  ref: z.string(),
  result: z.unknown(),
  figures: z.record(z.string(), Figure),
});
export type ToolOutcome = z.infer<typeof ToolOutcome>;

/** A question that a member hands to a colleague because their card says that the topic is the colleague's. */
export const ConsultCall = z.strictObject({
  to: z.string(),
  topic: z.string(),
  question: z.string(),
  calculation: ToolCall.nullable(),
});
export type ConsultCall = z.infer<typeof ConsultCall>;

export const ConsultOutcome = z.strictObject({
  ...ConsultCall.shape,
  /** `consult:T.K`, how a claim cites this answer. */
  ref: z.string(),
  answer: z.string(),
  figures: z.record(z.string(), Figure),
  confidence: z.number(),
  method: z.string(),
  stub: z.boolean(),
});
export type ConsultOutcome = z.infer<typeof ConsultOutcome>;

/** One message of a prompt, ours and not a provider's. `typed` is what the playbook reads instead of prose. */
export const PromptMessage = z.strictObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  name: z.string().optional(),
  content: z.string(),
  typed: z.unknown().optional(),
  toolCalls: z.array(ToolCall).optional(),
});
export type PromptMessage = z.infer<typeof PromptMessage>;

/** Everything that decides a model's reply; its canonical JSON is what is hashed. */
export interface ModelRequest {
  model: string;
  messages: PromptMessage[];
  /** Names of the tools on offer, in order; the last one is the structured reply. */
  tools: string[];
  /** What else the provider is told: temperature, seed, token limit, tool choice, response format, hash of the tools' schemas. Empty for the playbook. */
  parameters: Record<string, unknown>;
}

const Tokens = z.number().int().nonnegative();

/** As the provider reports it; cached tokens are part of the input, reasoning tokens of the output. */
export const Usage = z.strictObject({
  inputTokens: Tokens,
  outputTokens: Tokens,
  cachedTokens: Tokens.optional(),
  reasoningTokens: Tokens.optional(),
});
export type Usage = z.infer<typeof Usage>;

/** How a model is asked for a turn: by the provider's JSON schema beside tools, as a tool, by the schema alone where an endpoint takes no tools, or as text that is read with patience. */
export const Way = z.enum(['schema', 'tool', 'json', 'text']);
export type Structured = z.infer<typeof Way>;

export const ModelReply = z.strictObject({
  content: z.string(),
  toolCalls: z.array(ToolCall),
  /** `stop`, `tool_calls`, or why it is no whole reply: `length`, `content_filter`, `refusal`, `failed`. */
  finishReason: z.string(),
  usage: Usage.nullable(),
  /** What a model that would not answer said instead. */
  refusal: z.string().optional(),
  /** Calls whose arguments are no JSON object, as they came. */
  invalidCalls: z.array(z.strictObject({ name: z.string(), arguments: z.string() })).optional(),
  /** Why there is no reply, where the debate goes on with another model or another way of asking. */
  failure: z.strictObject({ reason: z.string(), sentence: z.string() }).optional(),
  /** How the turn was asked for; a way that an endpoint refused stands beside its failure. Absent for the playbook. */
  way: Way.optional(),
});
export type ModelReply = z.infer<typeof ModelReply>;

/** One stored row of what came from outside; `call` names it within the debate. */
export interface Effect {
  call: string;
  kind: 'model' | 'tool' | 'consult' | 'human' | 'clock' | 'failure';
  /** Pure effects are local and deterministic; live ones cost or vary. */
  purity: 'pure' | 'live';
  request: string;
  result: unknown;
}

/** Beside an effect's body, never in it: what differs between two equal runs. */
export interface Measured {
  latencyMs: number;
  attempts: number;
  usage: Usage | null;
  /** Null where no price is known, or none applies. */
  costUsd?: number | null;
}

/** What a person at the table typed, for the turn that is asked of them. */
export const HumanReply = z.strictObject({
  option: z.string().nullable(),
  /** The reason that they bring. */
  reason: z.string().nullable(),
  text: z.string().min(1),
  /** `turn.claim` of the claim that they answer. */
  answers: z.string().nullable(),
  confidence: z.number().min(0).max(1).nullable(),
});
export type HumanReply = z.infer<typeof HumanReply>;

/** What a call took, kept beside its effect. */
export interface CallAside {
  attempts: number;
  /** Null where no price is known. */
  costUsd: number | null;
  /** To be called once the request is on its way: what is kept of it is written while the answer is awaited. */
  sent?: () => void;
}

/** What is wrong with a reply as a turn. */
export const ReplyFlaw = z.enum([
  'empty',
  'refused',
  'filtered',
  'cut',
  'truncated',
  'malformed',
  'unknown-tool',
  'too-many-calls',
  'prose',
  'schema',
  'invalid',
  'spoke-for-others',
  /** Numbers that follow from nothing the speaker knows, or references that point nowhere. */
  'unfounded',
]);
export type ReplyFlaw = z.infer<typeof ReplyFlaw>;

/** What a seat has to say of how its turn came about; each but a pass becomes an event before the turn. */
export type SeatNote =
  /** It was given the floor and has nothing to say: the turn that it returns is none. */
  | { kind: 'passed' }
  | { kind: 'repaired'; flaw: ReplyFlaw; detail: string }
  | { kind: 'substituted'; from: string; to: string; detail: string }
  | { kind: 'flawed'; flaw: ReplyFlaw; detail: string };

/** The seat's only way to the outside. Every call is stored before its result is returned. */
export interface SeatIo {
  readonly signal: AbortSignal;
  /** `produce` makes the reply when the record has none, and says beside it what it took. */
  model(request: ModelRequest, produce: (aside: CallAside) => Promise<ModelReply>): Promise<ModelReply>;
  tool(call: ToolCall, id?: string): Promise<ToolOutcome>;
  consult(call: ConsultCall, id?: string): Promise<ConsultOutcome>;
  /** `produce` asks the person when the record has no answer. */
  human(messages: PromptMessage[], produce: () => Promise<HumanReply>): Promise<HumanReply>;
  /** Said of the turn that is being made, in order. */
  note(note: SeatNote): void;
  /** The utterance so far, while a reply grows: shown, never recorded. */
  words(utterance: string): void;
}
