import { PitwallError } from '../../core/error.ts';
import type { Point } from './series.ts';

const STEP_NAMES = ['step', 'global_step', '_step'];
const LOSS_NAMES = ['loss', 'train_loss', 'train/loss'];
const NOT_A_NUMBER = /^[+-]?(nan|inf|infinity)$/i;

/**
 * Training loss by step from the text of a log; the format is told by its content: `trainer_state.json` of Hugging Face (`log_history`),
 * JSON lines, or CSV with a header. Lines without a training loss (evaluations, summaries) are passed over. Throws DATA_INVALID with the line.
 */
export function readCurve(text: string, file: string): Point[] {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const first = body.trimStart();
  if (first === '') throw invalid(file, 1, 'expected a training log, found an empty file');
  const points = first.startsWith('{') ? (trainerState(first, file) ?? jsonLines(body, file)) : csv(body, file);
  if (points.length === 0) throw invalid(file, 1, 'expected lines with a step and a training loss, found none');
  return points;
}

function invalid(file: string, line: number, sentence: string, cause?: unknown): PitwallError {
  return new PitwallError('DATA_INVALID', sentence, {
    place: { file, line },
    ...(cause === undefined ? {} : { cause }),
  });
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** Python writes NaN and Infinity bare, which JSON does not know; outside strings they are read as null. */
function parseJson(text: string): unknown {
  const bare = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;
  return JSON.parse(
    /NaN|Infinity/.test(text) ? text.replace(bare, (token) => (token.startsWith('"') ? token : 'null')) : text,
  );
}

/** Null when the text is not one JSON object, so that it can be read as lines. */
function trainerState(text: string, file: string): Point[] | null {
  if (!/"log_history"\s*:/.test(text)) return null;
  let state: unknown;
  try {
    state = parseJson(text);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    const line = text.slice(0, brokenAt(text, what)).split('\n').length;
    throw invalid(file, line, `expected trainer_state.json to be JSON: ${what.replaceAll(/\s+/g, ' ')}`, cause);
  }
  const history = record(state)?.log_history;
  if (!Array.isArray(history)) throw invalid(file, 1, 'expected "log_history" to be a list');
  const points: Point[] = [];
  for (const [index, entry] of history.entries()) {
    const row = record(entry);
    if (row === null)
      throw invalid(file, lineOfEntry(text, index), `expected entry ${index + 1} of log_history to be an object`);
    // `train_loss` is the mean over the whole run, written once at the end: not a point of the curve.
    if (!('loss' in row)) continue;
    points.push(
      point(row.step, row.loss, (what) =>
        invalid(file, lineOfEntry(text, index), `log_history entry ${index + 1}: ${what}`),
      ),
    );
  }
  return points;
}

/** Where the parser stopped: it gives a position, or ten characters around it, or says that the text ended. */
function brokenAt(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const around = /(?:\.{3})?"(.*?)"(?:\.{3})? is not valid JSON/s.exec(message.slice(message.indexOf(', ') + 2))?.[1];
  const start = around === undefined ? -1 : text.indexOf(around);
  return start < 0 ? text.length : Math.min(text.length, start + 10);
}

function lineOfEntry(text: string, index: number): number {
  let at = text.indexOf('"log_history"');
  for (let k = 0; k <= index && at >= 0; k++) at = text.indexOf('{', at + 1);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}

function jsonLines(text: string, file: string): Point[] {
  const points: Point[] = [];
  eachLine(text, (line, number) => {
    let row: Record<string, unknown> | null;
    try {
      row = record(parseJson(line));
    } catch (cause) {
      throw invalid(file, number, `expected a JSON object on the line, found ${quoted(line)}`, cause);
    }
    if (row === null) throw invalid(file, number, `expected a JSON object on the line, found ${quoted(line)}`);
    const fields = row;
    const lossName = LOSS_NAMES.find((name) => name in fields);
    if (lossName === undefined) return;
    const stepName = STEP_NAMES.find((name) => name in fields);
    if (stepName === undefined)
      throw invalid(file, number, `expected a step (${STEP_NAMES.join(', ')}) beside "${lossName}"`);
    points.push(point(fields[stepName], fields[lossName], (what) => invalid(file, number, what)));
  });
  return points;
}

function point(step: unknown, loss: unknown, fail: (what: string) => PitwallError): Point {
  if (typeof step !== 'number' || !Number.isFinite(step))
    throw fail(`expected the step to be a number, found ${quoted(step)}`);
  if (typeof loss === 'string' && NOT_A_NUMBER.test(loss)) return { step, loss: null };
  if (loss !== null && typeof loss !== 'number')
    throw fail(`expected the loss to be a number or null, found ${quoted(loss)}`);
  return { step, loss };
}

function csv(text: string, file: string): Point[] {
  let columns: { step: number; loss: number } | null = null;
  const points: Point[] = [];
  eachLine(text, (line, number) => {
    const cells = line.split(',');
    if (columns === null) {
      columns = header(cells, file, number);
      return;
    }
    const loss = cell(cells[columns.loss]);
    if (loss === '') return; // a line of another metric
    const step = cell(cells[columns.step]);
    const at = Number(step);
    if (step === '' || !Number.isFinite(at))
      throw invalid(file, number, `expected the step to be a number, found ${quoted(step)}`);
    const value = Number(loss);
    if (Number.isNaN(value) && !NOT_A_NUMBER.test(loss)) {
      throw invalid(file, number, `expected the loss to be a number, nan or inf, found ${quoted(loss)}`);
    }
    points.push({ step: at, loss: Number.isFinite(value) ? value : null });
  });
  return points;
}

function header(cells: string[], file: string, line: number): { step: number; loss: number } {
  const names = cells.map((name) => cell(name).toLowerCase());
  const find = (known: string[]): number => known.map((name) => names.indexOf(name)).find((index) => index >= 0) ?? -1;
  const step = find(STEP_NAMES);
  const loss = find(LOSS_NAMES);
  if (step < 0 || loss < 0) {
    const missing = step < 0 ? STEP_NAMES : LOSS_NAMES;
    throw invalid(
      file,
      line,
      `expected a header with a column ${missing.join(' or ')}, found ${quoted(cells.join(','))}`,
    );
  }
  return { step, loss };
}

function cell(text: string | undefined): string {
  const bare = (text ?? '').trim();
  return bare.length > 1 && bare.startsWith('"') && bare.endsWith('"') ? bare.slice(1, -1) : bare;
}

function eachLine(text: string, visit: (line: string, number: number) => void): void {
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

function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}
