import { PitwallError } from '../../core/error.ts';
import type { Point } from './series.ts';

const STEP_NAMES = [
  'step',
  'global_step',
  '_step',
  'trainer/global_step',
  'train/global_step',
  'iteration',
  'iter',
  'steps',
];
/** Of several, the earlier in this order; the mean over an epoch only where nothing finer was logged. */
const TRAIN_NAMES = [
  ...[
    'loss',
    'train_loss',
    'train/loss',
    'train_loss_step',
    'train/loss_step',
    'loss_step',
    'train/train_loss',
    'training_loss',
  ],
  ...[
    'training/loss',
    'loss/train',
    'train-loss',
    'train.loss',
    'lm loss',
    'lm_loss',
    'train_loss_epoch',
    'train/loss_epoch',
    'value',
  ],
];
const HELD_OUT_NAMES = [
  'val_loss',
  'eval_loss',
  'valid_loss',
  'validation_loss',
  'val/loss',
  'eval/loss',
  'validation/loss',
  'loss/val',
  'loss/validation',
];
export const NOT_A_NUMBER = /^[+-]?(nan|inf|infinity)$/i;

export const STEPS_SAID = STEP_NAMES.slice(0, 3);
export const LOSSES_SAID = TRAIN_NAMES.slice(0, 3);

export function invalidLog(file: string, line: number, sentence: string, cause?: unknown): PitwallError {
  return new PitwallError('DATA_INVALID', sentence, {
    place: { file, line },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Names of a log's columns: the step's and the loss's, training before held-out; undefined where there is none. */
export function fieldsAmong(names: readonly string[]): { step?: string; loss?: string } {
  const bare = new Map(names.map((name) => [bareName(name), name] as const).reverse());
  const first = (known: readonly string[]): string | undefined =>
    known.map((name) => bare.get(name)).find((name) => name !== undefined);
  const loss = first(TRAIN_NAMES) ?? onlyLoss(names) ?? first(HELD_OUT_NAMES);
  const step = first(STEP_NAMES);
  return { ...(step === undefined ? {} : { step }), ...(loss === undefined ? {} : { loss }) };
}

export function isTraining(name: string): boolean {
  return !HELD_OUT_NAMES.includes(bareName(name));
}

/** `run 7 - train/loss` -> `train/loss`: a chart's export puts the run before the metric, and its own bounds after it. */
function bareName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^.* - /, '');
}

/** The one column that speaks of a loss and not of another part of it, another set, or the bounds of a chart. */
function onlyLoss(names: readonly string[]): string | undefined {
  const candidates = names.filter((name) => {
    const bare = bareName(name);
    return /(^|[^a-z])loss($|[^a-z])/.test(bare) && !/val|eval|test|aux|scale|reg|__(min|max)$/.test(bare);
  });
  return candidates.length === 1 ? candidates[0] : undefined;
}

export function pointOf(step: unknown, loss: unknown, fail: (what: string) => PitwallError): Point {
  if (typeof step !== 'number' || !Number.isFinite(step))
    throw fail(`expected the step to be a number, found ${quoted(step)}`);
  if (typeof loss === 'string' && NOT_A_NUMBER.test(loss)) return { step, loss: null };
  if (loss !== null && typeof loss !== 'number')
    throw fail(`expected the loss to be a number or null, found ${quoted(loss)}`);
  return { step, loss };
}

/** Lines with something on them that are no comment, numbered from 1. */
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

export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}
