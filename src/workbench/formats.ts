import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import { nf4Bits } from './training-states.ts';

export const ENGINES = ['vLLM', 'TGI', 'TensorRT-LLM', 'llama.cpp'] as const;
export type Engine = (typeof ENGINES)[number];

/** How weights are stored for serving. */
export interface WeightFormat {
  name: string;
  /** Bits a weight of the quantised matrices, constants included. */
  bits: number;
  /** Whether embeddings and head are quantised too; `bits` is then their mean over a whole model. */
  wholeModel: boolean;
  /** Published rise of perplexity or fall of score, as a share of the unquantised model: least and most. */
  loss: { low: number; high: number; measure: string; source: string };
  runsOn: string;
  engines: readonly Engine[];
  source: string;
}

const GROUP = 128;
/** Four bits, and for each group a scale of sixteen bits and a zero point of four. */
const grouped = (bits: number): number => bits + (16 + bits) / GROUP;
const NVIDIA = 'NVIDIA from Turing on';

/** Perplexity of Llama 3 8B on WikiText-2 at F16, and how far each type raises it. */
const UNQUANTISED = 6.23316;
const rise = (most: number, least = most) => ({
  low: least / UNQUANTISED,
  high: most / UNQUANTISED,
  measure: 'in WikiText-2 perplexity of Llama 3 8B',
  source: 'llama.cpp, tools/perplexity/README.md and tools/quantize/quantize.cpp',
});
const GGUF = {
  wholeModel: true,
  runsOn: 'CPU, Apple, NVIDIA, AMD and Intel',
  engines: ['llama.cpp', 'vLLM'] as const,
  source: 'llama.cpp, tools/quantize/README.md (Llama 3.1 8B)',
};

export const FORMATS: readonly WeightFormat[] = [
  {
    name: 'BF16',
    bits: 16,
    wholeModel: true,
    loss: { low: 0, high: 0, measure: 'nothing by definition', source: 'the reference itself' },
    runsOn: 'NVIDIA from Ampere on, AMD, TPU, CPU',
    engines: ENGINES,
    source: 'the format itself',
  },
  {
    name: 'GPTQ 4-bit',
    bits: grouped(4),
    wholeModel: false,
    loss: {
      low: 0.02,
      high: 0.04,
      measure: 'in WikiText-2 perplexity of Llama 2 7B to 70B',
      source: 'Lin et al. 2023, table 4',
    },
    runsOn: NVIDIA,
    engines: ['vLLM', 'TGI', 'TensorRT-LLM'],
    source: 'Frantar et al. 2022, section 3, groups of 128',
  },
  {
    name: 'AWQ 4-bit',
    bits: grouped(4),
    wholeModel: false,
    loss: {
      low: 0.018,
      high: 0.027,
      measure: 'in WikiText-2 perplexity of Llama 2 7B to 70B',
      source: 'Lin et al. 2023, table 4',
    },
    runsOn: NVIDIA,
    engines: ['vLLM', 'TGI', 'TensorRT-LLM'],
    source: 'Lin et al. 2023, section 3, groups of 128',
  },
  {
    name: 'NF4',
    bits: nf4Bits(true),
    wholeModel: false,
    loss: {
      low: 0,
      high: 0.024,
      measure: 'in 5-shot MMLU of LLaMA 7B to 65B after QLoRA, the mean unchanged',
      source: 'Dettmers et al. 2023, table 4',
    },
    runsOn: NVIDIA,
    engines: ['vLLM', 'TGI'],
    source: 'Dettmers et al. 2023, section 3, double quantisation',
  },
  { name: 'GGUF Q8_0', bits: 8.5008, loss: rise(0.0026), ...GGUF },
  { name: 'GGUF Q6_K', bits: 6.5633, loss: rise(0.0217), ...GGUF },
  { name: 'GGUF Q5_K_M', bits: 5.7036, loss: rise(0.0569), ...GGUF },
  { name: 'GGUF Q4_K_M', bits: 4.8944, loss: rise(0.1755, 0.1513), ...GGUF },
  { name: 'GGUF Q3_K_L', bits: 4.2979, loss: rise(0.5562), ...GGUF },
  { name: 'GGUF Q2_K', bits: 3.1593, loss: rise(3.5199), ...GGUF },
];

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
