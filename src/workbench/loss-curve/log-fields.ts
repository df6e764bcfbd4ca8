import { PitwallError } from '../../core/error.ts';

/** Of several, the earlier in this order: what counts over the whole run before what may begin again with each epoch. */
const STEP_NAMES = [
  'global_step',
  'global_step/max_steps',
  'trainer/global_step',
  'train/global_step',
  '_step',
  'num_updates',
  'current_steps',
  'completed_step',
  'total_timesteps',
  'num_timesteps',
  'step_num',
  'step',
  'steps',
  'iteration',
  'iterations',
  'iter',
  'iters',
  'it',
  'update',
  'updates',
  'up',
  's',
  'batch',
  'instance',
];
const EPOCH_NAMES = ['epoch', 'epochs', 'ep', 'epoch_num'];
/** Of several, the earlier in this order; the mean over an epoch only where nothing finer was logged. */
const TRAIN_NAMES = [
  ...['loss', 'train_loss', 'train/loss', 'train_loss_step', 'train/loss_step', 'loss_step', 'train/train_loss'],
  ...['training_loss', 'training/loss', 'loss/train', 'train-loss', 'train.loss', 'train loss', 'training loss'],
  ...['total_loss', 'total loss', 'train_loss/word', 'lm loss', 'lm_loss', 'reduced_train_loss', 'batch loss'],
  ...[
    'trl',
    'xent',
    'cost',
    'nll_loss',
    'nll',
    'train_loss_epoch',
    'train/loss_epoch',
    'avg_loss',
    'avg.loss',
    'learn',
    'value',
  ],
];
const HELD_OUT_NAMES = [
  ...['val_loss', 'eval_loss', 'valid_loss', 'validation_loss', 'val/loss', 'eval/loss', 'validation/loss'],
  ...['loss/val', 'loss/validation', 'val loss', 'valid loss', 'validation loss', 'test_loss', 'test loss', 'tel'],
];
export const NOT_A_NUMBER = /^[+-]?(nan|inf|infinity)$/i;

export const STEPS_SAID = ['step', 'global_step', '_step'];
export const LOSSES_SAID = TRAIN_NAMES.slice(0, 3);

const HELD_OUT =
  /(^|[^a-z])(val|valid|validation|eval|evaluation|dev|test|tel|heldout|held_out|best|min|max)([^a-z]|$)/;
/** Parts of a loss, and numbers about a loss that are none. */
const NO_LOSS = /[a-z]\.[a-z]|aux|scale|scaler|reg|time|delta|diff|ratio|weight|lr|__(min|max)$/;
const LOSS_WORD = /(^|[^a-z])(loss|losses|m?log_?loss|cost|nll|xent|trl|tel|cross_?entropy(?:_?loss)?|bce)([^a-z]|$)/;

export function invalidLog(file: string, line: number, sentence: string, cause?: unknown): PitwallError {
  return new PitwallError('DATA_INVALID', sentence, {
    place: { file, line },
    ...(cause === undefined ? {} : { cause }),
  });
}

export interface Fields {
  step?: string;
  epoch?: string;
  loss?: string;
}

/**
 * Names of a log's columns: the step's, the epoch's and the loss's, training before held-out; undefined where there is none.
 * `wanted` is the loss that the caller asks for by name.
 */
export function fieldsAmong(names: readonly string[], wanted?: string): Fields {
  const bare = new Map(names.map((name) => [bareName(name), name] as const).reverse());
  const first = (known: readonly string[]): string | undefined =>
    known.map((name) => bare.get(name)).find((name) => name !== undefined);
  const loss =
    wanted === undefined
      ? (first(TRAIN_NAMES) ?? onlyLoss(names) ?? first(HELD_OUT_NAMES))
      : names.find((name) => name.trim() === wanted || bareName(name) === bareName(wanted));
  const step = first(STEP_NAMES);
  const epoch = first(EPOCH_NAMES);
  return {
    ...(step === undefined ? {} : { step }),
    ...(epoch === undefined ? {} : { epoch }),
    ...(loss === undefined ? {} : { loss }),
  };
}

export function isTraining(name: string): boolean {
  const bare = bareName(name);
  return !HELD_OUT_NAMES.includes(bare) && !HELD_OUT.test(bare);
}

export const isStepName = (name: string): boolean => STEP_NAMES.includes(bareName(name));
export const isEpochName = (name: string): boolean => EPOCH_NAMES.includes(bareName(name));

/** How a name ranks as the loss of a run: 0 is best; null for what is no loss. Held-out losses come after every training loss. */
export function rankOf(name: string): number | null {
  const bare = bareName(name);
  const known = TRAIN_NAMES.indexOf(bare);
  if (known >= 0 && bare !== 'value') return known;
  const heldOut = HELD_OUT_NAMES.indexOf(bare);
  if (heldOut >= 0) return HELD + heldOut;
  if (!LOSS_WORD.test(bare) || NO_LOSS.test(bare)) return null;
  return HELD_OUT.test(bare) ? HELD + HELD_OUT_NAMES.length : PART;
}

/** From here on a rank is a loss that no list knows, and from there on one of data held out. */
export const PART = 100;
export const HELD = 200;

/** `run 7 - train/loss` -> `train/loss`: a chart's export puts the run before the metric, and its own bounds after it. */
export function bareName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^.* - /, '');
}

/** Losses of a table that are none of the known names, without bounds of a chart and without held-out ones. */
export function partsAmong(names: readonly string[]): string[] {
  return names.filter((name) => rankOf(name) === PART);
}

/** The one column that speaks of a loss and not of another part of it, another set, or the bounds of a chart. */
function onlyLoss(names: readonly string[]): string | undefined {
  const candidates = partsAmong(names);
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** A step and a loss as they are kept: NaN stands for a loss that was not a number. Numbers in quotation marks are numbers. */
export function valuesOf(step: unknown, loss: unknown, fail: (what: string) => PitwallError): [number, number] {
  const at = typeof step === 'string' && step.trim() !== '' ? Number(step.replace(OF_ALL, '')) : step;
  if (typeof at !== 'number' || !Number.isFinite(at))
    throw fail(`expected the step to be a number, found ${quoted(step)}`);
  if (typeof loss === 'string') {
    if (NOT_A_NUMBER.test(loss)) return [at, Number.NaN];
    const value = loss.trim() === '' ? Number.NaN : Number(loss);
    if (!Number.isNaN(value)) return [at, value];
  }
  if (loss !== null && typeof loss !== 'number')
    throw fail(`expected the loss to be a number or null, found ${quoted(loss)}`);
  return [at, loss === null || !Number.isFinite(loss) ? Number.NaN : loss];
}

/** Lines with something on them that are no comment, numbered from 1. A carriage return ends a line, as progress bars use it. */
export function eachLine(text: string, visit: (line: string, number: number) => void): void {
  let number = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    number += 1;
    const line = text.slice(start, end).trim();
    if (line !== '' && !line.startsWith('#')) visit(line, number);
    start = end + 1;
  }
}

/** ` / 750` behind a step, all that there are. */
const OF_ALL = /\s*\/\s*\d+\s*$/;

export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}
