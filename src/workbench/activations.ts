import type { Architecture, Matrix } from './models.ts';
import { matricesOf } from './models.ts';

/** Bytes of one activation; masks of dropout take one each. */
export const ACTIVATION_BYTES = 2;

/**
 * What cross-entropy of eager PyTorch holds for a token and a word of the vocabulary when its backward pass is at its peak: FP32 logits, their
 * log-softmax, the gradient of that and the gradient of the logits. The BF16 logits are gone by then.
 */
export const LOGIT_BYTES = 4 + 4 + 4 + 4;
/** A fused loss holds one chunk in BF16 and FP32, its gradient in place (Hsu et al. 2024, section 3.2), and that of the hidden states. */
export const FUSED_LOGIT_BYTES = 2 + 4;

export interface Pass {
  sequence: number;
  microBatch: number;
  attention: 'flash' | 'eager';
  /** Ranks that share each matrix, and whether they share what lies between matrices too. */
  tensor: number;
  sequenceParallel: boolean;
}

/** Adapters beside the matrices of a layer: each keeps its narrow product, DoRA its wide one too. */
export interface Adapters {
  targets: readonly Matrix[];
  rank: number;
  magnitudes: boolean;
}

/**
 * Bytes that one layer keeps for the backward pass on one rank (Korthikanti et al. 2023, section 4: 34 s b h + 5 a s^2 b for GPT, here with
 * grouped heads, gated feed-forward, the experts that a token takes and no dropout where the architecture has none; equation 4 with
 * sequence parallelism). Eager attention keeps the scores.
 */
export function layerActivations(shape: Architecture, pass: Pass, adapters: Adapters | null): number {
  const { hidden, heads, kvHeads, headDim, ffn, gated, norms, experts, activeExperts } = shape;
  const { sequence, microBatch, attention, tensor } = pass;
  const dropout = !gated;
  const whole = ACTIVATION_BYTES * (norms * hidden + 2 * hidden) + (dropout ? 2 * hidden : 0);
  const inner =
    ACTIVATION_BYTES * (2 * heads * headDim + 2 * kvHeads * headDim + (gated ? 4 : 2) * ffn * activeExperts);
  // Each expert's copy of the tokens that go to it, and what it gives before the router weighs it (Gale et al. 2022, section 4).
  const dispatched = experts === 1 ? 0 : 2 * ACTIVATION_BYTES * hidden * activeExperts;
  const scores = attention === 'flash' ? 4 * heads : heads * sequence * (dropout ? 5 : 6);
  const between = whole / (pass.sequenceParallel ? tensor : 1);
  return (
    microBatch * sequence * (between + dispatched + (inner + scores) / tensor + adapterActivations(shape, adapters))
  );
}

function adapterActivations({ activeExperts }: Architecture, adapters: Adapters | null): number {
  if (adapters === null) return 0;
  const { targets, rank, magnitudes } = adapters;
  const each = (copies: number): number => (copies > 1 ? activeExperts : 1);
  return (
    ACTIVATION_BYTES * targets.reduce((sum, { out, copies }) => sum + each(copies) * (rank + (magnitudes ? out : 0)), 0)
  );
}

/** What a checkpointed layer keeps: its input, of which sequence-parallel ranks keep a part each. */
export function checkpointBytes({ hidden }: Architecture, pass: Pass): number {
  const { sequence, microBatch, sequenceParallel, tensor } = pass;
  return (ACTIVATION_BYTES * microBatch * sequence * hidden) / (sequenceParallel ? tensor : 1);
}

/** Logits of one micro-batch and what the loss makes of them; a fused loss takes them in chunks about as large as the hidden states. */
export function logitBytes({ vocab, hidden }: Architecture, pass: Pass, fused: boolean): number {
  const tokens = pass.microBatch * pass.sequence;
  if (!fused) return (LOGIT_BYTES * tokens * vocab) / pass.tensor;
  const chunk = Math.ceil(tokens / Math.ceil(vocab / hidden));
  return (FUSED_LOGIT_BYTES * chunk * vocab) / pass.tensor + ACTIVATION_BYTES * tokens * hidden;
}

/** Matrices that adapters sit on. */
export function targetsOf(shape: Architecture, targets: 'all-linear' | 'attention'): Matrix[] {
  const attention = ['q', 'k', 'v', 'o'];
  return matricesOf(shape).filter(({ name }) => targets === 'all-linear' || attention.includes(name));
}

/** Trainable parameters of the adapters in one layer: rank x (in + out), and for DoRA one magnitude an output. */
export function adapterParameters({ targets, rank, magnitudes }: Adapters): number {
  return targets.reduce(
    (sum, matrix) => sum + matrix.copies * (rank * (matrix.in + matrix.out) + (magnitudes ? matrix.out : 0)),
    0,
  );
}
