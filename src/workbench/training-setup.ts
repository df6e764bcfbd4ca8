import { z } from 'zod';
import { DeviceArgument } from './devices.ts';
import { findModel, ModelArgument, PositionsArgument } from './models.ts';

const ranks = z.number().int().min(1).max(16_384).default(1);

export const Setup = z
  .strictObject({
    model: ModelArgument,
    method: z.enum(['full', 'lora', 'qlora', 'dora']).describe('What is trained: everything, or adapters beside it.'),
    sequence: z.number().int().min(1).describe('Tokens of one sequence.'),
    positions: PositionsArgument,
    microBatch: z.number().int().min(1).default(1).describe('Sequences at once on one device; a pair of DPO is two.'),
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
    fusedLoss: z.boolean().default(false).describe('Take the logits in chunks, as fused kernels do.'),
    objective: z
      .enum(['likelihood', 'dpo', 'grpo', 'ppo'])
      .default('likelihood')
      .describe('What else is in memory: a reference, for GRPO and PPO a reward model, for PPO a value model.'),
    rewardModel: z
      .boolean()
      .default(true)
      .describe('Whether GRPO and PPO score by a model as large as the policy; no where a rule scores.'),
    offload: z
      .enum(['none', 'optimizer', 'all'])
      .default('none')
      .describe('What lies in host memory: gradients and optimizer, or weights as well.'),
    parallel: z
      .strictObject({
        data: ranks,
        tensor: ranks,
        pipeline: ranks,
        sequence: z
          .boolean()
          .default(false)
          .describe('Tensor-parallel ranks share norms, dropouts and layer inputs as well.'),
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
    device: DeviceArgument.optional(),
    margin: z.number().min(0).max(0.5).default(0.05).describe('Share of the memory that must stay free.'),
  })
  .superRefine(({ model, method, sequence, positions, rank, parallel, lengths }, context) => {
    const issue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (method === 'full' && rank !== undefined) issue(['rank'], 'expected no rank: full training has no adapters');
    const longest = Math.max(0, ...(lengths ?? []).map(({ length }) => length));
    if (longest > sequence)
      issue(['lengths'], `expected lengths of at most the sequence (${sequence}), found ${longest}`);
    const found = findModel(model);
    if (found === null) return; // said by the run, with the names that are known
    const { heads, hidden, layers, name } = found;
    const most = positions ?? found.maxPositions;
    if (sequence > most)
      issue(
        ['sequence'],
        `expected at most the ${most} positions of ${name}, found ${sequence}; \`positions\` says how far they were scaled`,
      );
    if (rank !== undefined && rank > hidden)
      issue(['rank'], `expected at most the width of ${name} (${hidden}), found ${rank}`);
    if (heads % parallel.tensor !== 0)
      issue(['parallel', 'tensor'], `expected a divisor of the ${heads} heads of ${name}, found ${parallel.tensor}`);
    if (parallel.pipeline > layers)
      issue(['parallel', 'pipeline'], `expected at most the ${layers} layers of ${name}, found ${parallel.pipeline}`);
  });
export type Setup = z.infer<typeof Setup>;
