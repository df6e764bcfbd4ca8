import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Device, Maker } from './devices.ts';
import type { Architecture } from './models.ts';
import { parametersOf } from './models.ts';
import type { NumberFormat } from './number-formats.ts';
import { nf4Bits } from './training-states.ts';

export const ENGINES = ['vLLM', 'TGI', 'TensorRT-LLM', 'llama.cpp'] as const;
export type Engine = (typeof ENGINES)[number];
/** How an engine's own manual speaks of a format that it loads. */
export type Maturity = 'stable' | 'experimental';

/** One measure on one base model: losses compare within a ground and nowhere else. */
export const GROUNDS = {
  llama3: 'WikiText-2 perplexity of Llama 3 8B',
  llama2: 'WikiText-2 perplexity of Llama 2 7B to 70B',
  mmlu: '5-shot MMLU of LLaMA 7B to 65B after QLoRA',
  leaderboard: 'Open LLM Leaderboard v1 of Llama 3 8B Instruct',
} as const;
export type Ground = keyof typeof GROUNDS;

/** Published rise of perplexity or fall of score, as a share of the unquantised model: least and most. */
export interface Loss {
  ground: Ground;
  low: number;
  high: number;
  source: string;
}

/** How weights are stored for serving. */
export interface WeightFormat {
  name: string;
  /** Bits a weight of the quantised matrices, constants included. */
  bits: number;
  /** Whether embeddings and head are quantised too; `bits` is then their mean over a whole model. */
  wholeModel: boolean;
  /** What matrix units multiply the layers in where activations are quantised too; BF16 otherwise. */
  multiplies?: NumberFormat;
  /** The first is the one that a format is judged by alone. */
  losses: readonly [Loss, ...Loss[]];
  /** Makers whose devices run it, from which compute capability on and before which; null where none is asked. */
  runs: Partial<Record<Maker, { from: number; before?: number } | null>>;
  runsOn: string;
  /** The format beside which it would say nothing new where both run. */
  insteadOf?: string;
  engines: Partial<Record<Engine, Maturity>>;
  source: string;
}

const GROUP = 128;
/** Four bits, and for each group a scale of sixteen bits and a zero point of four. */
const grouped = (bits: number): number => bits + (16 + bits) / GROUP;
/** Eight bits and a scale of sixteen for each output channel, of a matrix as narrow as 4096. */
const CHANNEL = 8 + 16 / 4096;
const TURING = { runs: { NVIDIA: { from: 7.5 }, other: null }, runsOn: 'NVIDIA from Turing on' } as const;
const SERVED = { vLLM: 'stable', TGI: 'stable', 'TensorRT-LLM': 'stable' } as const;

/** Perplexity of Llama 3 8B on WikiText-2 at F16, and how far each type raises it. */
const PERPLEXITY = 6.23316;
const rise = (most: number, least = most): readonly [Loss] => [
  {
    ground: 'llama3',
    low: least / PERPLEXITY,
    high: most / PERPLEXITY,
    source: 'llama.cpp, tools/perplexity/README.md and tools/quantize/quantize.cpp',
  },
];
const GGUF = {
  wholeModel: true,
  runs: { NVIDIA: { from: 6.1 }, AMD: null, other: null },
  runsOn: 'CPU, Apple, NVIDIA, AMD and Intel',
  engines: { 'llama.cpp': 'stable', vLLM: 'experimental' } as const,
  source: 'llama.cpp, tools/quantize/README.md (Llama 3.1 8B); vLLM, quantization/gguf.md',
};

const nothing = (ground: Ground): Loss => ({ ground, low: 0, high: 0, source: 'the reference itself' });
const UNQUANTISED = {
  bits: 16,
  wholeModel: true,
  losses: [nothing('llama3'), nothing('llama2'), nothing('mmlu'), nothing('leaderboard')],
  engines: { ...SERVED, 'llama.cpp': 'stable' },
  source: 'the format itself',
} as const satisfies Partial<WeightFormat>;
const SMOOTHQUANT = 'mit-han-lab/smoothquant, README, by the method of Xiao et al. 2023';

export const FORMATS: readonly WeightFormat[] = [
  {
    name: 'BF16',
    ...UNQUANTISED,
    runs: { NVIDIA: { from: 8 }, AMD: null, Google: null, other: null },
    runsOn: 'NVIDIA from Ampere on, AMD, TPU, CPU',
  },
  {
    name: 'FP16',
    ...UNQUANTISED,
    runs: { NVIDIA: { from: 5.3 }, AMD: null, other: null },
    runsOn: 'NVIDIA from Pascal on, AMD, CPU',
    insteadOf: 'BF16',
  },
  {
    name: 'FP8 W8A8',
    bits: CHANNEL,
    wholeModel: false,
    multiplies: 'FP8',
    losses: [
      {
        ground: 'leaderboard',
        low: 0,
        high: 1 - 68.22 / 68.71,
        source: 'neuralmagic/Meta-Llama-3-8B-Instruct-FP8, README',
      },
    ],
    runs: { NVIDIA: { from: 8.9 }, AMD: null },
    runsOn: 'NVIDIA from Ada on, AMD from CDNA 3 on',
    engines: SERVED,
    source: 'vLLM, quantization supported hardware and llm_compressor/fp8',
  },
  {
    name: 'INT8 W8A8',
    bits: CHANNEL,
    wholeModel: false,
    multiplies: 'INT8',
    losses: [
      { ground: 'llama2', low: 0, high: 0.012, source: SMOOTHQUANT },
      { ground: 'llama3', low: 0.02, high: 0.02, source: SMOOTHQUANT },
    ],
    runs: { NVIDIA: { from: 7.5, before: 10 }, Google: null },
    runsOn: 'NVIDIA from Turing to Hopper, TPU',
    engines: SERVED,
    source: 'vLLM, quantization supported hardware and llm_compressor/int8',
  },
  {
    name: 'GPTQ 4-bit',
    bits: grouped(4),
    wholeModel: false,
    losses: [{ ground: 'llama2', low: 0.02, high: 0.04, source: 'Lin et al. 2023, table 4' }],
    ...TURING,
    engines: SERVED,
    source: 'Frantar et al. 2022, section 3, groups of 128',
  },
  {
    name: 'AWQ 4-bit',
    bits: grouped(4),
    wholeModel: false,
    losses: [{ ground: 'llama2', low: 0.018, high: 0.027, source: 'Lin et al. 2023, table 4' }],
    ...TURING,
    engines: SERVED,
    source: 'Lin et al. 2023, section 3, groups of 128',
  },
  {
    name: 'NF4',
    bits: nf4Bits(true),
    wholeModel: false,
    losses: [{ ground: 'mmlu', low: 0, high: 0.024, source: 'Dettmers et al. 2023, table 4, the mean unchanged' }],
    ...TURING,
    engines: { vLLM: 'stable', TGI: 'stable' },
    source: 'Dettmers et al. 2023, section 3, double quantisation',
  },
  { name: 'GGUF Q8_0', bits: 8.5008, losses: rise(0.0026), ...GGUF },
  { name: 'GGUF Q6_K', bits: 6.5633, losses: rise(0.0217), ...GGUF },
  { name: 'GGUF Q5_K_M', bits: 5.7036, losses: rise(0.0569), ...GGUF },
  { name: 'GGUF Q4_K_M', bits: 4.8944, losses: rise(0.1755, 0.1513), ...GGUF },
  { name: 'GGUF Q3_K_L', bits: 4.2979, losses: rise(0.5562), ...GGUF },
  { name: 'GGUF Q2_K', bits: 3.1593, losses: rise(3.5199), ...GGUF },
];

/** Makers whose devices an engine serves from. */
const ENGINE_MAKERS: Record<Engine, readonly Maker[]> = {
  vLLM: ['NVIDIA', 'AMD', 'Google', 'other'],
  TGI: ['NVIDIA', 'AMD', 'other'],
  'TensorRT-LLM': ['NVIDIA'],
  'llama.cpp': ['NVIDIA', 'AMD', 'other'],
};

/** Whether a device has the units and kernels for a format; of a device of one's own nothing is known, and nothing is refused. */
export function runsOn({ runs }: WeightFormat, { maker, capability }: Pick<Device, 'maker' | 'capability'>): boolean {
  if (maker === 'other') return true;
  const asked = runs[maker];
  if (asked === undefined) return false;
  if (asked === null || capability === null) return true;
  return capability >= asked.from && capability < (asked.before ?? Number.POSITIVE_INFINITY);
}

/** Engines that serve a format on a device, and how ripe each is for it. */
export function enginesFor({ engines }: WeightFormat, { maker }: Pick<Device, 'maker'>): [Engine, Maturity][] {
  return ENGINES.flatMap((engine) => {
    const maturity = engines[engine];
    return maturity === undefined || !ENGINE_MAKERS[engine].includes(maker) ? [] : [[engine, maturity]];
  });
}

/** Bytes of a model in a format: the matrices of its layers, and embeddings, head and norms in 16 bits unless the format takes them too. */
export function weightBytes(
  model: Architecture,
  { bits, wholeModel }: Pick<WeightFormat, 'bits' | 'wholeModel'>,
): number {
  const { linear, total } = parametersOf(model);
  return (wholeModel ? total * bits : linear * bits + (total - linear) * FULL_BITS) / 8;
}
export const FULL_BITS = 16;

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** A format by its name; case, spaces and underscores do not matter. Throws TOOL_INVALID with the names that are known. */
export function formatNamed(name: string): WeightFormat {
  const format = FORMATS.find((candidate) => plain(candidate.name) === plain(name));
  if (format !== undefined) return format;
  const known = FORMATS.map((row) => row.name);
  throw new PitwallError(
    'TOOL_INVALID',
    `expected a format (${known.join(', ')}), got \`${name}\`${nearest(name, known)}`,
    {
      data: { name, known },
    },
  );
}
