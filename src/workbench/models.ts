import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';

const whole = z.number().int().positive();

/** Shape of a decoder-only transformer, as its configuration file gives it. */
export const Architecture = z
  .strictObject({
    hidden: whole.describe('Width of the residual stream.'),
    layers: whole,
    heads: whole.describe('Query heads.'),
    kvHeads: whole.describe('Key and value heads; fewer than `heads` with grouped queries.'),
    headDim: whole,
    ffn: whole.describe('Inner width of the feed-forward block.'),
    vocab: whole.describe('Rows of the embedding matrix.'),
    tied: z.boolean().describe('Whether the output head is the embedding matrix.'),
    maxPositions: whole.describe('Longest sequence of the configuration, tokens.'),
    /** Three matrices (gate, up, down) instead of two. */
    gated: z.boolean().default(true),
    /** Biases on query, key and value. */
    qkvBias: z.boolean().default(false),
    /** Norms of the hidden width in a layer, and norms of the head width. */
    norms: z.number().int().nonnegative().default(2),
    headNorms: z.number().int().nonnegative().default(0),
    /** Feed-forward blocks of a layer, of which a token takes `activeExperts`; one in a dense model. */
    experts: whole.default(1).describe('Feed-forward blocks of a layer; one in a dense model.'),
    activeExperts: whole.default(1).describe('Blocks that one token takes.'),
    window: whole.optional().describe('Tokens that a layer with sliding-window attention looks back.'),
    windowLayers: z.number().min(0).max(1).default(1).describe('Share of the layers that have the window.'),
  })
  .refine(({ experts, activeExperts }) => activeExperts <= experts, {
    path: ['activeExperts'],
    message: 'expected at most as many as there are experts',
  });
export type Architecture = z.infer<typeof Architecture>;

export interface Model extends Architecture {
  name: string;
  source: string;
}

type Row = [
  name: string,
  source: string,
  ...shape: [hidden: number, layers: number, heads: number, kvHeads: number, headDim: number, ffn: number],
  ...ends: [vocab: number, tied: boolean, maxPositions: number],
  extra?: Partial<Architecture>,
];

const QWEN25 = { qkvBias: true };
const QWEN3 = { headNorms: 2 };
const QWEN3_MOE = { ...QWEN3, experts: 128, activeExperts: 8 };
const GEMMA2 = { norms: 4, window: 4096, windowLayers: 0.5 };
const MIXTRAL = { experts: 8, activeExperts: 2 };

const ROWS: readonly Row[] = [
  ['LLaMA 7B', 'huggyllama/llama-7b', 4096, 32, 32, 32, 128, 11008, 32000, false, 2048],
  ['LLaMA 13B', 'huggyllama/llama-13b', 5120, 40, 40, 40, 128, 13824, 32000, false, 2048],
  ['LLaMA 33B', 'huggyllama/llama-30b', 6656, 60, 52, 52, 128, 17920, 32000, false, 2048],
  ['LLaMA 65B', 'huggyllama/llama-65b', 8192, 80, 64, 64, 128, 22016, 32000, false, 2048],
  ['Llama 2 7B', 'meta-llama/Llama-2-7b-hf', 4096, 32, 32, 32, 128, 11008, 32000, false, 4096],
  ['Llama 2 13B', 'meta-llama/Llama-2-13b-hf', 5120, 40, 40, 40, 128, 13824, 32000, false, 4096],
  ['Llama 2 70B', 'meta-llama/Llama-2-70b-hf', 8192, 80, 64, 8, 128, 28672, 32000, false, 4096],
  ['Llama 3.1 8B', 'meta-llama/Llama-3.1-8B', 4096, 32, 32, 8, 128, 14336, 128256, false, 131072],
  ['Llama 3.1 70B', 'meta-llama/Llama-3.1-70B', 8192, 80, 64, 8, 128, 28672, 128256, false, 131072],
  ['Llama 3.3 70B', 'meta-llama/Llama-3.3-70B-Instruct', 8192, 80, 64, 8, 128, 28672, 128256, false, 131072],
  ['Llama 3.1 405B', 'meta-llama/Llama-3.1-405B', 16384, 126, 128, 8, 128, 53248, 128256, false, 131072],
  ['Llama 3.2 1B', 'meta-llama/Llama-3.2-1B', 2048, 16, 32, 8, 64, 8192, 128256, true, 131072],
  ['Llama 3.2 3B', 'meta-llama/Llama-3.2-3B', 3072, 28, 24, 8, 128, 8192, 128256, true, 131072],
  ['Mistral 7B', 'mistralai/Mistral-7B-v0.1', 4096, 32, 32, 8, 128, 14336, 32000, false, 32768, { window: 4096 }],
  ['Mixtral 8x7B', 'mistralai/Mixtral-8x7B-v0.1', 4096, 32, 32, 8, 128, 14336, 32000, false, 32768, MIXTRAL],
  ['Mixtral 8x22B', 'mistralai/Mixtral-8x22B-v0.1', 6144, 56, 48, 8, 128, 16384, 32000, false, 65536, MIXTRAL],
  ['Phi-3 mini 4k', 'microsoft/Phi-3-mini-4k-instruct', 3072, 32, 32, 32, 96, 8192, 32064, false, 4096],
  ['Qwen2.5 0.5B', 'Qwen/Qwen2.5-0.5B-Instruct', 896, 24, 14, 2, 64, 4864, 151936, true, 32768, QWEN25],
  ['Qwen2.5 1.5B', 'Qwen/Qwen2.5-1.5B-Instruct', 1536, 28, 12, 2, 128, 8960, 151936, true, 32768, QWEN25],
  ['Qwen2.5 3B', 'Qwen/Qwen2.5-3B-Instruct', 2048, 36, 16, 2, 128, 11008, 151936, true, 32768, QWEN25],
  ['Qwen2.5 7B', 'Qwen/Qwen2.5-7B-Instruct', 3584, 28, 28, 4, 128, 18944, 152064, false, 32768, QWEN25],
  ['Qwen2.5 14B', 'Qwen/Qwen2.5-14B-Instruct', 5120, 48, 40, 8, 128, 13824, 152064, false, 32768, QWEN25],
  ['Qwen2.5 32B', 'Qwen/Qwen2.5-32B-Instruct', 5120, 64, 40, 8, 128, 27648, 152064, false, 32768, QWEN25],
  ['Qwen2.5 72B', 'Qwen/Qwen2.5-72B-Instruct', 8192, 80, 64, 8, 128, 29568, 152064, false, 32768, QWEN25],
  ['Qwen3 0.6B', 'Qwen/Qwen3-0.6B', 1024, 28, 16, 8, 128, 3072, 151936, true, 40960, QWEN3],
  ['Qwen3 1.7B', 'Qwen/Qwen3-1.7B', 2048, 28, 16, 8, 128, 6144, 151936, true, 40960, QWEN3],
  ['Qwen3 4B', 'Qwen/Qwen3-4B', 2560, 36, 32, 8, 128, 9728, 151936, true, 40960, QWEN3],
  ['Qwen3 8B', 'Qwen/Qwen3-8B', 4096, 36, 32, 8, 128, 12288, 151936, false, 40960, QWEN3],
  ['Qwen3 14B', 'Qwen/Qwen3-14B', 5120, 40, 40, 8, 128, 17408, 151936, false, 40960, QWEN3],
  ['Qwen3 32B', 'Qwen/Qwen3-32B', 5120, 64, 64, 8, 128, 25600, 151936, false, 40960, QWEN3],
  ['Qwen3 30B-A3B', 'Qwen/Qwen3-30B-A3B', 2048, 48, 32, 4, 128, 768, 151936, false, 40960, QWEN3_MOE],
  ['Qwen3 235B-A22B', 'Qwen/Qwen3-235B-A22B', 4096, 94, 64, 4, 128, 1536, 151936, false, 40960, QWEN3_MOE],
  ['Gemma 2 9B', 'google/gemma-2-9b', 3584, 42, 16, 8, 256, 14336, 256000, true, 8192, GEMMA2],
  ['Gemma 2 27B', 'google/gemma-2-27b', 4608, 46, 32, 16, 128, 36864, 256000, true, 8192, GEMMA2],
];

/** Common open models; `source` names the repository whose config.json the row is from. */
export const MODELS: readonly Model[] = ROWS.map(
  ([name, repository, hidden, layers, heads, kvHeads, headDim, ffn, vocab, tied, maxPositions, extra]) => ({
    ...Architecture.parse({ hidden, layers, heads, kvHeads, headDim, ffn, vocab, tied, maxPositions, ...extra }),
    name,
    source: `config.json of ${repository}`,
  }),
);

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9.]/g, '');
const byName = new Map(MODELS.map((model) => [plain(model.name), model]));

/** Null for a name that is not in the table, where a check must not throw. */
export function findModel(named: string | Architecture): Model | null {
  return typeof named === 'string' ? (byName.get(plain(named)) ?? null) : modelOf(named);
}

/** A row by its name, or a shape of one's own; case, spaces and hyphens do not matter. Throws TOOL_INVALID with the names that are known. */
export function modelOf(named: string | Architecture): Model {
  if (typeof named !== 'string') return { ...named, name: 'the given architecture', source: 'given' };
  const model = byName.get(plain(named));
  if (model !== undefined) return model;
  const known = MODELS.map(({ name }) => name);
  throw new PitwallError(
    'TOOL_INVALID',
    `expected a model of the table (${known.join(', ')}) or an architecture, got \`${named}\`${nearest(named, known)}`,
    { data: { name: named, known } },
  );
}

export const PositionsArgument = z
  .number()
  .int()
  .min(1)
  .max(100_000_000)
  .optional()
  .describe('Longest sequence after RoPE scaling, such as YaRN; left out: as in config.json.');

/** Throws TOOL_INVALID for a context that the model has no positions for. */
export function refuseBeyond(
  tool: string,
  { name, maxPositions }: Model,
  { context, positions: most = maxPositions }: { context: number; positions?: number | undefined },
): void {
  if (context <= most) return;
  throw new PitwallError(
    'TOOL_INVALID',
    `${tool}: \`context\`: expected at most the ${most} positions of ${name}, found ${context}; \`positions\` says how far they were scaled`,
  );
}

/** Argument of a tool that needs a shape and not only a number of parameters. */
export const ModelArgument = z
  .union([z.string().min(1), Architecture])
  .describe('A model of the table, such as Llama 3.1 8B or Qwen2.5 32B, or its architecture.');

/** A matrix of a layer: outputs x inputs, as often as there are experts. */
export interface Matrix {
  name: 'q' | 'k' | 'v' | 'o' | 'gate' | 'up' | 'down';
  out: number;
  in: number;
  copies: number;
}

export function matricesOf({ hidden, heads, kvHeads, headDim, ffn, gated, experts }: Architecture): Matrix[] {
  const once = { copies: 1 };
  const each = { copies: experts };
  return [
    { name: 'q', out: heads * headDim, in: hidden, ...once },
    { name: 'k', out: kvHeads * headDim, in: hidden, ...once },
    { name: 'v', out: kvHeads * headDim, in: hidden, ...once },
    { name: 'o', out: hidden, in: heads * headDim, ...once },
    ...(gated ? [{ name: 'gate', out: ffn, in: hidden, ...each } as const] : []),
    { name: 'up', out: ffn, in: hidden, ...each },
    { name: 'down', out: hidden, in: ffn, ...each },
  ];
}

/** Parameters by where they are: linear layers can be quantised, embeddings, head and norms stay as they are. */
export interface ParameterCount {
  linear: number;
  /** Of `linear`, what lies in experts. */
  experts: number;
  embedding: number;
  /** Zero when tied. */
  head: number;
  /** Norms, biases and the routers of experts. */
  small: number;
  total: number;
}

export function parametersOf(shape: Architecture): ParameterCount {
  const { hidden, layers, heads, kvHeads, headDim, vocab, tied, qkvBias, norms, headNorms } = shape;
  const sum = (matrices: readonly Matrix[]) => matrices.reduce((all, one) => all + one.out * one.in * one.copies, 0);
  const linear = layers * sum(matricesOf(shape));
  const experts = shape.experts === 1 ? 0 : layers * sum(matricesOf(shape).filter(({ copies }) => copies > 1));
  const embedding = vocab * hidden;
  const head = tied ? 0 : embedding;
  const biases = qkvBias ? (heads + 2 * kvHeads) * headDim : 0;
  const router = shape.experts === 1 ? 0 : shape.experts * hidden;
  const small = layers * (norms * hidden + headNorms * headDim + biases + router) + hidden;
  return { linear, experts, embedding, head, small, total: linear + embedding + head + small };
}

/** Share of the experts that `tokens` tokens touch at least once, when each token draws its experts evenly. */
export function expertsTouched({ experts, activeExperts }: Architecture, tokens: number): number {
  return 1 - (1 - activeExperts / experts) ** tokens;
}

/** Bytes of keys and values that one token leaves behind in all layers (Pope et al. 2022, section 3.3). */
export function kvBytesPerToken({ layers, kvHeads, headDim }: Architecture, bytes = 2): number {
  return 2 * layers * kvHeads * headDim * bytes;
}

/** How often all cards together keep keys and values that share a head whole: as often as there are more cards than heads. */
export function keptTimes({ kvHeads }: Architecture, cards: number): number {
  return Math.max(1, cards / kvHeads);
}

/** Bytes of keys and values of one sequence: a layer with a sliding window keeps no more than the window (Jiang et al. 2023, section 2). */
export function kvBytes(shape: Architecture, tokens: number, bytes = 2): number {
  const { window = Number.POSITIVE_INFINITY, windowLayers } = shape;
  const kept = windowLayers * Math.min(tokens, window) + (1 - windowLayers) * tokens;
  return kvBytesPerToken(shape, bytes) * kept;
}
