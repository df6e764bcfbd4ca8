import { z } from 'zod';
import { DEVICES } from './devices.ts';
import { findModel, ModelArgument } from './models.ts';

const ranks = z.number().int().min(1).max(16_384).default(1);

export const Setup = z
  .strictObject({
    model: ModelArgument,
    method: z.enum(['full', 'lora', 'qlora', 'dora']).describe('What is trained: everything, or adapters beside it.'),
    sequence: z.number().int().min(1).describe('Tokens of one sequence.'),
    microBatch: z.number().int().min(1).default(1).describe('Sequences at once on one device.'),
    rank: z.number().int().min(1).optional().describe('Rank of the adapters; 16 when left out.'),
    targets: z.enum(['all-linear', 'attention']).default('all-linear').describe('Where adapters sit.'),
    optimizer: z.enum(['adamw', 'adamw-8bit', 'sgd']).default('adamw'),
    masterWeights: z
      .boolean()
      .optional()
      .describe('An FP32 copy of what is trained; left out: for full training yes, for adapters no.'),
    doubleQuant: z.boolean().default(true).describe('Quantise the constants of NF4 as well.'),
    attention: z.enum(['flash', 'eager']).default('flash'),
    checkpointing: z.boolean().default(true).describe('Keep the input of each layer and compute the rest again.'),
    fusedLoss: z.boolean().default(false).describe('Take the logits in chunks.'),
    parallel: z
      .strictObject({
        data: ranks,
        tensor: ranks,
        pipeline: ranks,
        sharding: z.enum(['none', 'zero1', 'zero2', 'zero3', 'fsdp']).default('none'),
      })
      .prefault({})
      .describe('Ranks of each kind, and what data-parallel ranks share.'),
    generate: z
      .strictObject({ sequences: z.number().int().positive(), length: z.number().int().positive() })
      .optional()
      .describe('Keys and values of sequences that are generated during training.'),
    lengths: z
      .array(z.strictObject({ length: z.number().int().positive(), count: z.number().int().positive().max(1e12) }))
      .min(1)
      .optional()
      .describe('Histogram of sample lengths in tokens, to be packed.'),
    overheadGB: z.number().nonnegative().default(1).describe('Context, libraries and fragments of one device, GB.'),
    device: z
      .string()
      .min(1)
      .optional()
      .describe(`One of ${DEVICES.map(({ name }) => name).join(', ')}.`),
    margin: z.number().min(0).max(0.5).default(0.05).describe('Share of the memory that must stay free.'),
  })
  .superRefine(({ model, method, sequence, rank, parallel, lengths }, context) => {
    const issue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (method === 'full' && rank !== undefined) issue(['rank'], 'expected no rank: full training has no adapters');
    const longest = Math.max(0, ...(lengths ?? []).map(({ length }) => length));
    if (longest > sequence)
      issue(['lengths'], `expected lengths of at most the sequence (${sequence}), found ${longest}`);
    const found = findModel(model);
    if (found === null) return; // said by the run, with the names that are known
    const { heads, hidden, layers, maxPositions, name } = found;
    if (sequence > maxPositions)
      issue(['sequence'], `expected at most the ${maxPositions} positions of ${name}, found ${sequence}`);
    if (rank !== undefined && rank > hidden)
      issue(['rank'], `expected at most the width of ${name} (${hidden}), found ${rank}`);
    if (heads % parallel.tensor !== 0)
      issue(['parallel', 'tensor'], `expected a divisor of the ${heads} heads of ${name}, found ${parallel.tensor}`);
    if (parallel.pipeline > layers)
      issue(['parallel', 'pipeline'], `expected at most the ${layers} layers of ${name}, found ${parallel.pipeline}`);
  });
export type Setup = z.infer<typeof Setup>;
