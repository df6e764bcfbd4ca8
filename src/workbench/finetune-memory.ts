import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import type { DeviceArgument } from './devices.ts';
import { DEVICES, deviceNamed, usableGB } from './devices.ts';
import { drawTable } from './draw-table.ts';
import type { Footprint } from './footprint.ts';
import { footprint } from './footprint.ts';
import { modelOf } from './models.ts';
import { packed } from './packing.ts';
import { Setup } from './training-setup.ts';

const gigabytes = z.number();

const Result = z.strictObject({
  model: z.string(),
  /** On the fullest device. */
  weightsGB: gigabytes,
  gradientsGB: gigabytes,
  optimizerGB: gigabytes,
  activationsGB: gigabytes,
  logitsGB: gigabytes,
  kvGB: gigabytes,
  /** Reference, reward and value model beside what is trained. */
  rolesGB: gigabytes,
  otherGB: gigabytes,
  totalGB: gigabytes,
  /** Of one rank in host memory. */
  hostGB: gigabytes,
  trainable: z.number(),
  cards: z.number().int(),
  /** Memory less margin less total on the device that was asked for; below zero it does not fit. */
  headroomGB: gigabytes.nullable(),
  /** Largest that still fit on it with everything else as given; 0 when nothing does, null without a device or adapters. */
  maxSequence: z.number().int().nullable(),
  maxRank: z.number().int().nullable(),
  devices: z.array(z.strictObject({ device: z.string(), headroomGB: gigabytes, fits: z.boolean() })),
  packing: z
    .strictObject({
      samples: z.number(),
      tokens: z.number(),
      packed: z.number(),
      packedPadding: z.number(),
      padding: z.number(),
    })
    .nullable(),
});
type Result = z.infer<typeof Result>;

function run(setup: Setup): Result {
  const model = modelOf(setup.model);
  const use = footprint(setup);
  const room = (device: DeviceArgument, { total }: Footprint): number =>
    usableGB(deviceNamed(device)) * (1 - setup.margin) - total;
  const { device, parallel } = setup;
  const largest = (most: number, changed: (value: number) => Partial<Setup>): number | null =>
    device === undefined
      ? null
      : largestThat((value) => room(device, footprint({ ...setup, ...changed(value) })) >= 0, most);
  return {
    model: model.name,
    weightsGB: use.weights,
    gradientsGB: use.gradients,
    optimizerGB: use.optimizer,
    activationsGB: use.activations,
    logitsGB: use.logits,
    kvGB: use.kv,
    rolesGB: use.roles,
    otherGB: use.other,
    totalGB: use.total,
    hostGB: use.host,
    trainable: use.trainable,
    cards: parallel.data * parallel.tensor * parallel.pipeline,
    headroomGB: device === undefined ? null : room(device, use),
    maxSequence: largest(setup.positions ?? model.maxPositions, (sequence) => ({ sequence })),
    maxRank: setup.method === 'full' ? null : largest(model.hidden, (rank) => ({ rank })),
    devices: DEVICES.map(({ name }) => ({ device: name, headroomGB: room(name, use), fits: room(name, use) >= 0 })),
    packing: setup.lengths === undefined ? null : packed(setup.lengths, setup.sequence),
  };
}

/** Largest whole number up to `most` that fits, where each smaller one does; 0 when not even 1 does. */
function largestThat(fits: (value: number) => boolean, most: number): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

const STATES = 'Rajbhandari et al. 2020, section 3.1';
const ACTIVATIONS = 'Korthikanti et al. 2023, section 4';
const QLORA = 'Dettmers et al. 2023, section 3';

function figures(result: Result): Record<string, Figure> {
  const GB = 'GB';
  const all: Record<string, Figure> = {
    totalGB: { value: result.totalGB, unit: GB, formula: 'sum of the parts', source: `${STATES}; ${ACTIVATIONS}` },
    weightsGB: {
      value: result.weightsGB,
      unit: GB,
      formula: 'linear x bits / 8 + (embeddings + head + norms + adapters) x 2',
      source: `${QLORA}; ${STATES}`,
    },
    gradientsGB: { value: result.gradientsGB, unit: GB, formula: 'trained parameters x 2 bytes', source: STATES },
    optimizerGB: {
      value: result.optimizerGB,
      unit: GB,
      formula: 'trained parameters x (moments + FP32 copy)',
      source: STATES,
    },
    activationsGB: {
      value: result.activationsGB,
      unit: GB,
      formula: 'inputs of all layers + one layer, or all layers without checkpointing',
      source: ACTIVATIONS,
    },
    logitsGB: {
      value: result.logitsGB,
      unit: GB,
      formula: 'tokens x vocabulary x (4 + 4 + 4 + 4) bytes; fused: one chunk x (2 + 4) + hidden x 2',
      source: 'FP32 logits, log-softmax and both gradients of eager PyTorch; Hsu et al. 2024, section 3.2',
    },
    rolesGB: {
      value: result.rolesGB,
      unit: GB,
      formula: 'frozen copies x weights + states of the value model',
      source: 'Ouyang et al. 2022, section 3.5; Shao et al. 2024, section 4.1',
    },
    hostGB: {
      value: result.hostGB,
      unit: GB,
      formula: 'states of one rank that are offloaded',
      source: 'Ren et al. 2021, section 3',
    },
    trainable: {
      value: result.trainable,
      unit: 'parameters',
      formula: 'rank x (in + out) over the adapted matrices',
      source: 'Hu et al. 2021, section 4.1',
    },
  };
  const { headroomGB, maxSequence, maxRank, packing } = result;
  if (headroomGB !== null)
    all.headroomGB = {
      value: headroomGB,
      unit: GB,
      formula: 'memory x (1 - margin) - total',
      source: 'the driver of the device',
    };
  if (maxSequence !== null)
    all.maxSequence = {
      value: maxSequence,
      unit: 'tokens',
      formula: 'longest with headroom >= 0',
      source: ACTIVATIONS,
    };
  if (maxRank !== null)
    all.maxRank = { value: maxRank, unit: 'count', formula: 'highest with headroom >= 0', source: STATES };
  if (packing !== null) {
    all.padding = {
      value: packing.padding,
      unit: 'share',
      formula: '1 - tokens / (samples x sequence)',
      source: 'the histogram',
    };
    all.packedPadding = {
      value: packing.packedPadding,
      unit: 'share',
      formula: '1 - tokens / (packed x sequence), best fit decreasing',
      source: 'Krell et al. 2021, section 3',
    };
  }
  return all;
}

/** Memory that fine-tuning takes on one device, part by part, and what fits where. */
export const finetuneMemory: Tool<Setup, Result> = {
  name: 'finetune_memory',
  description:
    'Memory of full, LoRA, QLoRA or DoRA fine-tuning, also by DPO, GRPO and PPO, on the fullest device, part by part under sharding and offload, which devices it fits on, and the longest sequence and highest rank that still fit.',
  args: Setup,
  result: Result,
  run,
  figures,
  figureNames: [
    ...['totalGB', 'weightsGB', 'gradientsGB', 'optimizerGB', 'activationsGB', 'logitsGB', 'rolesGB', 'hostGB'],
    ...['trainable', 'headroomGB', 'maxSequence', 'maxRank', 'padding', 'packedPadding'],
  ],
  headline: { figure: 'totalGB' },
  assumption:
    'Peaks of all parts fall together, so it errs on the safe side; fragmentation beyond the overhead is not in it. A GB is 10^9 bytes, and the memory of a device what its driver gives: 24 GB of a sheet are 24 GiB less what the driver keeps.',
  draw: ({ devices, cards, totalGB }, _, __, width) =>
    drawTable(
      [`${cards === 1 ? 'one of' : `${cards} of`}`, 'headroom', `for ${totalGB.toFixed(1)} GB on each`],
      devices.map(({ device, headroomGB, fits }) => [
        device,
        `${headroomGB.toFixed(1)} GB`,
        fits ? 'fits' : 'does not fit',
      ]),
      width,
    ),
};
