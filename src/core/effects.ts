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

/** A question that a member hands to a colleague because his card says that the topic is the colleague's. */
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

/** As the provider reports it; cached tokens are part of the input, reasoning tokens of the output. */
export const Usage = z.strictObject({
  inputTokens: z.number(),
  outputTokens: z.number(),
  cachedTokens: z.number().optional(),
  reasoningTokens: z.number().optional(),
});
export type Usage = z.infer<typeof Usage>;

export const ModelReply = z.strictObject({
  content: z.string(),
  toolCalls: z.array(ToolCall),
  finishReason: z.string(),
  usage: Usage.nullable(),
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

/** What a person at the table typed, for the turn that is asked of him. */
export const HumanReply = z.strictObject({
  option: z.string().nullable(),
  text: z.string().min(1),
  answers: z.string().nullable(),
});
export type HumanReply = z.infer<typeof HumanReply>;

/** The seat's only way to the outside. Every call is stored before its result is returned. */
export interface SeatIo {
  readonly signal: AbortSignal;
  /** `produce` makes the reply when the record has none. */
  model(request: ModelRequest, produce: () => Promise<ModelReply>): Promise<ModelReply>;
  tool(call: ToolCall, id?: string): Promise<ToolOutcome>;
  consult(call: ConsultCall, id?: string): Promise<ConsultOutcome>;
  /** `produce` asks the person when the record has no answer. */
  human(messages: PromptMessage[], produce: () => Promise<HumanReply>): Promise<HumanReply>;
  /** The utterance so far, while a reply grows: shown, never recorded. */
  words(utterance: string): void;
}
