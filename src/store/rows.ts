import { z } from 'zod';
import type { EventType } from '../core/events.ts';
import { EVENT_SCHEMA_VERSION } from '../core/events.ts';

/** Raised when a line of an exported debate changes shape; a file of a later number is refused by name. */
export const RECORD_FORMAT = 1;

const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hexadecimal');
const Count = z.number().int().nonnegative();
const Measure = z.number().nullable();

export const RecordHeader = z.strictObject({
  row: z.literal('record'),
  format: z.literal(RECORD_FORMAT),
  /** Version of the events. */
  schema: z.literal(EVENT_SCHEMA_VERSION),
  id: z.string().regex(/^[0-9a-hjkmnp-tv-z]{10}$/, 'expected the id of a debate'),
  key: z.string(),
  scenario: z.string(),
  seed: z.number().int(),
  createdAt: z.string(),
  parent: z.strictObject({ id: z.string(), turn: z.number().int() }).nullable(),
  /** The strictest classification of the cast's cards. */
  classification: z.string().optional(),
  /** Present on what could be saved of a damaged debate. */
  salvaged: z.literal(true).optional(),
});
export type RecordHeader = z.infer<typeof RecordHeader>;

export const ContentRow = z.strictObject({ hash: Hash, body: z.string() });
export const PromptRow = z.strictObject({ hash: Hash, parent: Hash.nullable(), appended: z.array(Hash).min(1) });
export const EffectRow = z.strictObject({
  call: z.string(),
  kind: z.enum(['model', 'tool', 'consult', 'human', 'clock', 'failure']),
  purity: z.enum(['pure', 'live']),
  request: z.string(),
  result: z.unknown(),
  hash: Hash,
  at: z.string(),
  latencyMs: z.number(),
  attempts: Count,
  inputTokens: Measure,
  outputTokens: Measure,
  cachedTokens: Measure,
  reasoningTokens: Measure,
  costUsd: Measure,
});
/** The columns of an effect in the database, by the names of its row here. */
export const EFFECT_COLUMNS = `call, kind, purity, request, result, hash, at, latency_ms AS latencyMs, attempts, input_tokens AS inputTokens,
  output_tokens AS outputTokens, cached_tokens AS cachedTokens, reasoning_tokens AS reasoningTokens, cost_usd AS costUsd`;

export const EventRow = z.strictObject({
  seq: Count,
  at: z.string(),
  hash: Hash,
  type: z.string(),
  body: z.record(z.string(), z.unknown()),
});
/** Without host and process: who ran a debate where is nobody else's business. */
export const AttemptRow = z.strictObject({
  attempt: Count,
  mark: z.enum(['started', 'closed', 'failed', 'interrupted']),
  at: z.string(),
});

/** Computed from the events and kept beside them: no hash covers it, and whoever reads it checks its shape. */
export const ProjectionRow = z.strictObject({ kind: z.string(), at: z.string(), body: z.unknown() });

/** What a reader keeps about a turn. */
export const NoteRow = z.strictObject({
  turn: z.number().int().positive(),
  star: z.boolean(),
  text: z.string(),
  at: z.string(),
});

/** Each list of a record, in the order in which an export writes them, with the schema of its rows. */
export const LISTS = {
  texts: { row: 'text', schema: ContentRow },
  messages: { row: 'message', schema: ContentRow },
  prompts: { row: 'prompt', schema: PromptRow },
  effects: { row: 'effect', schema: EffectRow },
  events: { row: 'event', schema: EventRow },
  attempts: { row: 'attempt', schema: AttemptRow },
  projections: { row: 'projection', schema: ProjectionRow },
  notes: { row: 'note', schema: NoteRow },
} as const;
export type ListName = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as ListName[];

export type Content = z.infer<typeof ContentRow>;
export type Prompt = z.infer<typeof PromptRow>;

/** One debate with all that it rests on: what an export writes and an import reads. */
export interface WholeRecord {
  header: RecordHeader;
  texts: Content[];
  messages: Content[];
  prompts: Prompt[];
  effects: z.infer<typeof EffectRow>[];
  events: (z.infer<typeof EventRow> & { type: EventType })[];
  attempts: z.infer<typeof AttemptRow>[];
  projections: z.infer<typeof ProjectionRow>[];
  notes: z.infer<typeof NoteRow>[];
}

const Time = z.iso.datetime('expected an ISO 8601 time in UTC');
const Amount = z.number().nonnegative('expected 0 or more').nullable();
/** What no hash of a row covers, as a file from elsewhere must have it. */
export const Unhashed = z.object({
  createdAt: Time.optional(),
  at: Time.optional(),
  latencyMs: Amount.optional(),
  inputTokens: Amount.optional(),
  outputTokens: Amount.optional(),
  cachedTokens: Amount.optional(),
  reasoningTokens: Amount.optional(),
  costUsd: Amount.optional(),
});

/** The last line: what came before it, so that a file that was cut is known by its lack. */
export const RecordEnd = z.strictObject({
  row: z.literal('end'),
  ...(Object.fromEntries(LIST_NAMES.map((name) => [name, Count])) as Record<ListName, typeof Count>),
  /** Left out where nobody kept any. */
  notes: Count.default(0),
});
