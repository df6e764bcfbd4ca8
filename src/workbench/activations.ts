import type { Architecture, Matrix } from './models.ts';
import { matricesOf } from './models.ts';

/** Bytes of one activation; masks of dropout take one each. */
export const ACTIVATION_BYTES = 2;

/** BF16 logits, their FP32 copy and its gradient, each as large as the vocabulary. */
export const LOGIT_BYTES = 2 + 4 + 4;

export interface Pass {
  sequence: number;
  microBatch: number;
  attention: 'flash' | 'eager';
  /** Ranks that share each matrix. */
  tensor: number;
}

/** Adapters beside the matrices of a layer: each keeps its narrow product, DoRA its wide one too. */
export interface Adapters {
  targets: readonly Matrix[];
  rank: number;
  magnitudes: boolean;
}

/**
 * Bytes that one layer keeps for the backward pass on one rank (Korthikanti et al. 2023, section 4: 34 s b h + 5 a s^2 b for GPT, here with
 * grouped heads, gated feed-forward and no dropout where the architecture has none). Eager attention keeps the scores.
 */
export function layerActivations(shape: Architecture, pass: Pass, adapters: Adapters | null): number {
  const { hidden, heads, kvHeads, headDim, ffn, gated, norms } = shape;
  const { sequence, microBatch, attention, tensor } = pass;
  const dropout = !gated;
  const whole = ACTIVATION_BYTES * (norms * hidden + 2 * hidden) + (dropout ? 2 * hidden : 0);
  const inner = ACTIVATION_BYTES * (2 * heads * headDim + 2 * kvHeads * headDim + (gated ? 4 : 2) * ffn);
  const scores = attention === 'flash' ? 4 * heads : heads * sequence * (dropout ? 5 : 6);
  return microBatch * sequence * (whole + (inner + scores) / tensor + adapterActivations(adapters));
}

function adapterActivations(adapters: Adapters | null): number {
  if (adapters === null) return 0;
  const { targets, rank, magnitudes } = adapters;
  return ACTIVATION_BYTES * targets.reduce((sum, { out }) => sum + rank + (magnitudes ? out : 0), 0);
}

/** What a checkpointed layer keeps: its input. */
export function checkpointBytes({ hidden }: Architecture, { sequence, microBatch }: Pass): number {
  return ACTIVATION_BYTES * microBatch * sequence * hidden;
}

/** Logits of one micro-batch; a fused loss takes them in chunks about as large as the hidden states. */
export function logitBytes({ vocab, hidden }: Architecture, pass: Pass, fused: boolean): number {
  const tokens = pass.microBatch * pass.sequence;
  const atOnce = fused ? Math.ceil(tokens / Math.ceil(vocab / hidden)) : tokens;
  return (LOGIT_BYTES * atOnce * vocab) / pass.tensor;
}

/** Matrices that adapters sit on. */
export function targetsOf(shape: Architecture, targets: 'all-linear' | 'attention'): Matrix[] {
  const attention = ['q', 'k', 'v', 'o'];
  return matricesOf(shape).filter(({ name }) => targets === 'all-linear' || attention.includes(name));
}

/** Trainable parameters of the adapters in one layer: rank x (in + out), and for DoRA one magnitude an output. */
export function adapterParameters({ targets, rank, magnitudes }: Adapters): number {
  return targets.reduce((sum, matrix) => sum + rank * (matrix.in + matrix.out) + (magnitudes ? matrix.out : 0), 0);
}
