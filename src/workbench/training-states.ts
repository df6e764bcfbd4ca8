/** Bytes that training keeps for one parameter besides activations. */
export interface StateBytes {
  weights: number;
  gradients: number;
  /** Moments, and the FP32 copy of the weights where there is one. */
  optimizer: number;
}

/** Bytes a parameter of what an optimizer remembers (Rajbhandari et al. 2020, section 3.1; Dettmers et al. 2022 for eight bits). */
export const OPTIMIZER_BYTES: Record<'adamw' | 'adamw-8bit' | 'sgd', number> = { adamw: 8, 'adamw-8bit': 2, sgd: 4 };
/** BF16 weights and gradients, and the FP32 copy that mixed precision updates. */
export const PRECISION = { weights: 2, gradients: 2, master: 4 };

/** NF4: four bits, an FP32 constant for each block; with double quantisation constants of eight bits in blocks of their own (Dettmers et al. 2023, section 3). */
export const NF4 = { bits: 4, block: 64, constantBits: 32, doubleBits: 8, doubleBlock: 256 };

export function nf4Bits(doubleQuant: boolean): number {
  const { bits, block, constantBits, doubleBits, doubleBlock } = NF4;
  return bits + (doubleQuant ? doubleBits / block + constantBits / (block * doubleBlock) : constantBits / block);
}

export type Sharding = 'none' | 'zero1' | 'zero2' | 'zero3' | 'fsdp';

/** What each rank keeps of the states of a replica that `ranks` share (Rajbhandari et al. 2020, section 5). */
export function sharded(states: StateBytes, sharding: Sharding, ranks: number): StateBytes {
  const stage = { none: 0, zero1: 1, zero2: 2, zero3: 3, fsdp: 3 }[sharding];
  const part = (from: number): number => (stage >= from ? ranks : 1);
  return {
    optimizer: states.optimizer / part(1),
    gradients: states.gradients / part(2),
    weights: states.weights / part(3),
  };
}
