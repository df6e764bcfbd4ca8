import type { Adapters, Pass } from './activations.ts';
import { adapterParameters, checkpointBytes, layerActivations, logitBytes, targetsOf } from './activations.ts';
import type { Model } from './models.ts';
import { keptTimes, kvBytes, matricesOf, modelOf, parametersOf } from './models.ts';
import type { Setup } from './training-setup.ts';
import type { StateBytes } from './training-states.ts';
import { nf4Bits, OPTIMIZER_BYTES, PRECISION, sharded } from './training-states.ts';

const GB = 1e9;
const RANK = 16;
const NOTHING: StateBytes = { weights: 0, gradients: 0, optimizer: 0 };
const NO_ADAPTERS: Adapters = { targets: [], rank: 0, magnitudes: false };

/** Gigabytes on the fullest device, by what they are for. */
export interface Footprint {
  weights: number;
  gradients: number;
  optimizer: number;
  activations: number;
  logits: number;
  /** Keys and values of generation. */
  kv: number;
  /** Reference, reward and value model beside what is trained. */
  roles: number;
  /** Gathered layers, unpacked matrices, and the overhead. */
  other: number;
  total: number;
  /** Of one rank in host memory, and in no other figure. */
  host: number;
  /** Parameters that are trained, on all devices together. */
  trainable: number;
}

export function footprint(setup: Setup): Footprint {
  const model = modelOf(setup.model);
  const adapters = adaptersOf(setup, model);
  const { device: states, host } = offloaded(setup, statesOf(setup, model, adapters));
  const { device: beside, host: besideHost } = offloaded(setup, rolesOf(setup, model, adapters));
  const roles = beside.weights + beside.gradients + beside.optimizer;
  const { activations, logits } = activationsOf(setup, model, adapters);
  const kv = setup.generate === undefined ? 0 : generationBytes(setup, model, setup.generate);
  const other = setup.overheadGB * GB + workspace(setup, model);
  const total = states.weights + states.gradients + states.optimizer + activations + logits + kv + roles + other;
  return {
    weights: states.weights / GB,
    gradients: states.gradients / GB,
    optimizer: states.optimizer / GB,
    activations: activations / GB,
    logits: logits / GB,
    kv: kv / GB,
    roles: roles / GB,
    other: other / GB,
    total: total / GB,
    host: (host + besideHost) / GB,
    trainable: adapters === null ? parametersOf(model).total : model.layers * adapterParameters(adapters),
  };
}

function adaptersOf({ method, targets, rank = RANK }: Setup, model: Model): Adapters | null {
  if (method === 'full') return null;
  return { targets: targetsOf(model, targets), rank, magnitudes: method === 'dora' };
}

/** Of the fullest pipeline stage; adapters are whole on each tensor-parallel rank. */
function statesOf(setup: Setup, model: Model, adapters: Adapters | null) {
  const { tensor, pipeline, data, sharding } = setup.parallel;
  const layers = Math.ceil(model.layers / pipeline);
  const { linear, embedding, head, small } = parametersOf(model);
  const matrices = ((linear / model.layers) * layers) / tensor;
  const kept = (embedding + (pipeline === 1 ? head : 0)) / tensor + small / pipeline;
  const bitsPerLinear = setup.method === 'qlora' ? nf4Bits(setup.doubleQuant) : 8 * PRECISION.weights;
  const base = (matrices * bitsPerLinear) / 8 + kept * PRECISION.weights;
  const trained = adapters === null ? matrices + kept : layers * adapterParameters(adapters);
  const master = (setup.masterWeights ?? adapters === null) ? PRECISION.master : 0;
  return sharded(
    {
      weights: base + (adapters === null ? 0 : trained * PRECISION.weights),
      gradients: trained * PRECISION.gradients,
      optimizer: trained * (OPTIMIZER_BYTES[setup.optimizer] + master),
    },
    sharding,
    data,
  );
}

/** Gradients and optimizer states in host memory (Ren et al. 2021, section 3), or weights too (Rajbhandari et al. 2021, section 5). */
function offloaded({ offload }: Setup, states: StateBytes): { device: StateBytes; host: number } {
  if (offload === 'none') return { device: states, host: 0 };
  const weights = offload === 'all' ? 0 : states.weights;
  return {
    device: { weights, gradients: 0, optimizer: 0 },
    host: states.gradients + states.optimizer + states.weights - weights,
  };
}

/**
 * Frozen copies of the base, and the states of a value model that is trained like the policy. With adapters the reference is the policy's base,
 * and reward and value model share another one.
 */
function rolesOf(setup: Setup, model: Model, adapters: Adapters | null): StateBytes {
  const { objective, rewardModel } = setup;
  const base = statesOf(setup, model, NO_ADAPTERS).weights;
  const value = objective === 'ppo' ? statesOf(setup, model, adapters) : NOTHING;
  const reference = objective === 'likelihood' || adapters !== null ? 0 : base;
  const scores = rewardModel && (objective === 'grpo' || objective === 'ppo');
  const sharesBase = objective === 'ppo' && adapters !== null;
  return { ...value, weights: value.weights + reference + (scores && !sharesBase ? base : 0) };
}

/** The first of `pipeline` stages has as many micro-batches in flight as there are stages (Korthikanti et al. 2023, section 4.2.3). */
function activationsOf(setup: Setup, model: Model, adapters: Adapters | null) {
  const { tensor, pipeline } = setup.parallel;
  const { sequence, microBatch, attention } = setup;
  const pass: Pass = { sequence, microBatch, attention, tensor, sequenceParallel: setup.parallel.sequence };
  const kept = Math.ceil(model.layers / pipeline) * pipeline;
  const layer = layerActivations(model, pass, adapters);
  return {
    activations: setup.checkpointing ? kept * checkpointBytes(model, pass) + layer : kept * layer,
    logits: logitBytes(model, pass, setup.fusedLoss),
  };
}

function generationBytes(setup: Setup, model: Model, generate: { sequences: number; length: number }): number {
  const { tensor, pipeline } = setup.parallel;
  return (kvBytes(model, generate.length) * generate.sequences * keptTimes(model, tensor)) / (tensor * pipeline);
}

/** A layer that full sharding has gathered, the matrix that NF4 has unpacked, or the two that DoRA takes the norm of. */
function workspace(setup: Setup, model: Model): number {
  const { tensor, data, sharding } = setup.parallel;
  const matrices = matricesOf(model);
  const largest = Math.max(...matrices.map((matrix) => matrix.in * matrix.out)) / tensor;
  const layer = matrices.reduce((sum, matrix) => sum + matrix.in * matrix.out * matrix.copies, 0) / tensor;
  const isWhole = ((sharding === 'zero3' || sharding === 'fsdp') && data > 1) || setup.offload === 'all';
  const bits = setup.method === 'qlora' ? nf4Bits(setup.doubleQuant) : 8 * PRECISION.weights;
  const gathered = isWhole
    ? Math.max((layer * bits) / 8, (PRECISION.weights * model.vocab * model.hidden) / tensor)
    : 0;
  const unpacked = setup.method === 'qlora' ? PRECISION.weights * largest : 0;
  const norms = setup.method === 'dora' ? 2 * PRECISION.weights * largest : 0;
  return gathered + unpacked + norms;
}
