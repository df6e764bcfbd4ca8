import type { PitwallError } from '../../core/error.ts';
import type { Curve } from './curve.ts';
import { CurveLines } from './curve.ts';
import type { Fields } from './log-fields.ts';
import {
  eachLine,
  fieldsAmong,
  invalidLog,
  isTraining,
  partsAmong,
  quoted,
  STEPS_SAID,
  valuesOf,
} from './log-fields.ts';
import { severalLosses, severalRuns } from './refusals.ts';

type Row = Record<string, unknown>;

function record(value: unknown): Row | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : null;
}

/** Python writes NaN and Infinity bare, which JSON does not know; outside strings they are read as null. */
function parseJson(text: string): unknown {
  const bare = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;
  return JSON.parse(
    /NaN|Infinity/.test(text) ? text.replace(bare, (token) => (token.startsWith('"') ? token : 'null')) : text,
  );
}

/** Whether the text is an object a line, and not one document. */
export function isJsonLines(text: string): boolean {
  const start = text.search(/\S/);
  const newline = text.indexOf('\n', start);
  if (newline < 0 || text.slice(newline).trim() === '') return false;
  try {
    return record(parseJson(text.slice(start, newline))) !== null;
  } catch {
    // A first line that is no JSON by itself is the beginning of a document.
    return false;
  }
}

export function readJsonLines(text: string, file: string, wanted?: string): Curve {
  const rows = collector(file, wanted);
  const lastLine = text.endsWith('\n') ? 0 : lineCount(text);
  eachLine(text, (line, number) => {
    let row: Row | null;
    try {
      row = record(parseJson(line));
    } catch (cause) {
      if (number === lastLine && line.startsWith('{') && !line.endsWith('}')) return; // a run that still writes, or was cut off
      throw invalidLog(file, number, `expected a JSON object on the line, found ${quoted(line)}`, cause);
    }
    if (row === null) throw invalidLog(file, number, `expected a JSON object on the line, found ${quoted(line)}`);
    rows.add(row, (what) => invalidLog(file, number, what));
  });
  return rows.all();
}

function lineCount(text: string): number {
  let count = 1;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) === 10) count += 1;
  return count;
}

/** One JSON document: a list of objects or of `[wall time, step, value]`, or an object that holds such a list or columns. */
export function readJson(text: string, file: string, wanted?: string): Curve {
  let document: unknown;
  try {
    document = parseJson(text);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    const line = text.slice(0, brokenAt(text, what)).split('\n').length;
    const name = /"log_history"/.test(text) ? 'trainer_state.json' : 'the log';
    throw invalidLog(file, line, `expected ${name} to be JSON: ${what.replaceAll(/\s+/g, ' ')}`, cause);
  }
  const state = record(document);
  if (state !== null && 'log_history' in state) return trainerState(state.log_history, text, file, wanted);
  if (state !== null && fieldsAmong(Object.keys(state), wanted).loss !== undefined)
    return columnsOrRow(state, file, wanted);
  const list = Array.isArray(document) ? document : Object.values(state ?? {}).find(Array.isArray);
  if (list === undefined) throw invalidLog(file, 1, 'expected a list of logged values, found none');
  if (list.every((row) => Array.isArray(row) && row.length === 3)) {
    const lines = new CurveLines();
    for (const [i, [, step, value]] of (list as unknown[][]).entries()) {
      const [at, loss] = valuesOf(step, value, (what) => invalidLog(file, 1, `entry ${i + 1}: ${what}`));
      lines.add({ step: at }, loss);
    }
    return lines.curve();
  }
  const rows = collector(file, wanted);
  for (const [i, entry] of list.entries()) {
    const row = record(entry);
    if (row === null) throw invalidLog(file, 1, `expected entry ${i + 1} to be an object, found ${quoted(entry)}`);
    rows.add(row, (what) => invalidLog(file, 1, `entry ${i + 1}: ${what}`));
  }
  return rows.all();
}

/** `train_loss` in it is the mean over the whole run, written once at the end: no point of the curve. */
function trainerState(history: unknown, text: string, file: string, wanted = 'loss'): Curve {
  if (!Array.isArray(history)) throw invalidLog(file, 1, 'expected "log_history" to be a list');
  const lines = new CurveLines();
  for (const [index, entry] of history.entries()) {
    const row = record(entry);
    if (row === null)
      throw invalidLog(file, lineOfEntry(text, index), `expected entry ${index + 1} of log_history to be an object`);
    if (!(wanted in row)) continue;
    const [step, loss] = valuesOf(row.step, row[wanted], (what) =>
      invalidLog(file, lineOfEntry(text, index), `log_history entry ${index + 1}: ${what}`),
    );
    lines.add({ step }, loss);
  }
  return lines.curve();
}

function columnsOrRow(state: Row, file: string, wanted?: string): Curve {
  const { step, epoch, loss } = fieldsAmong(Object.keys(state), wanted);
  const steps = state[step ?? epoch ?? ''];
  const losses = state[loss ?? ''];
  if (!Array.isArray(losses)) {
    const rows = collector(file, wanted);
    rows.add(state, (what) => invalidLog(file, 1, what));
    return rows.all();
  }
  const lines = new CurveLines();
  for (const [i, value] of losses.entries()) {
    const at = Array.isArray(steps) ? steps[i] : i + 1;
    const values = valuesOf(at, value, (what) => invalidLog(file, 1, `entry ${i + 1}: ${what}`));
    lines.add({ step: values[0] }, values[1]);
  }
  return lines.curve();
}

const RUN_NAMES = ['run_id', 'run', 'run_name', 'experiment', 'trial', 'trial_id'];
/** What a row may call the set that it is about. */
const SET_NAMES = ['mode', 'split', 'phase', 'stage', 'subset'];

/** Points of rows by whatever names they use; rows of held-out loss only where no row has another. */
function collector(
  file: string,
  wanted?: string,
): { add(row: Row, fail: (what: string) => PitwallError): void; all(): Curve } {
  const training = new CurveLines();
  const heldOut = new CurveLines();
  const runs = new Set<unknown>();
  const parts = new Set<string>();
  let names: string[] = [];
  let fields: Fields = {};
  return {
    add(given, fail) {
      const row = flat(given);
      const here = Object.keys(row);
      // Rows of one kind follow each other: names are looked up again only when they change.
      if (here.length !== names.length || here.some((name, i) => name !== names[i])) {
        names = here;
        fields = fieldsAmong(names, wanted);
        if (fields.loss === undefined) for (const part of partsAmong(names)) parts.add(part);
      }
      const { step, epoch, loss } = fields;
      const metric = row.key ?? row.metric ?? row.tag;
      if (loss === undefined || (typeof metric === 'string' && !/loss/i.test(metric))) return;
      // A row that has the name and no value is of another metric; one that was to be a number and is none says null beside a step of its own.
      if (row[loss] === null && 'eval_loss' in row) return;
      const place = step ?? epoch;
      if (place === undefined) throw fail(`expected a step (${STEPS_SAID.join(', ')}) beside "${loss}"`);
      const run = RUN_NAMES.map((name) => row[name]).find(
        (name) => typeof name === 'string' || typeof name === 'number',
      );
      if (run !== undefined) runs.add(run);
      const [at, value] = valuesOf(row[place], row[loss], fail);
      const set = SET_NAMES.map((name) => row[name]).find((name) => typeof name === 'string');
      const isHeldOut = !isTraining(loss) || (typeof set === 'string' && !/^tr/i.test(set));
      const during = epoch === undefined || step === undefined ? Number.NaN : Number(row[epoch]);
      (isHeldOut ? heldOut : training).add({ step: at, epoch: during }, value);
    },
    all() {
      if (runs.size > 1) throw severalRuns(file, [...runs].map(String));
      const lines = training.count > 0 ? training : heldOut;
      if (lines.count === 0 && parts.size > 1) throw severalLosses(file, 1, [...parts]);
      return lines.curve();
    },
  };
}

/** `{train: {loss}}` -> `{"train/loss"}`; a row without objects in it as it is. */
function flat(row: Row): Row {
  let nested = false;
  for (const name in row) nested ||= typeof row[name] === 'object' && record(row[name]) !== null;
  if (!nested) return row;
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => {
      const inner = record(value);
      return inner === null ? [[name, value]] : Object.entries(inner).map(([key, one]) => [`${name}/${key}`, one]);
    }),
  );
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
