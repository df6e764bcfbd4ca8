import type { PitwallError } from '../../core/error.ts';
import { eachLine, fieldsAmong, invalidLog, isTraining, pointOf, quoted, STEPS_SAID } from './log-fields.ts';
import type { Point } from './series.ts';

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

export function readJsonLines(text: string, file: string): Point[] {
  const points = collector();
  eachLine(text, (line, number) => {
    let row: Row | null;
    try {
      row = record(parseJson(line));
    } catch (cause) {
      throw invalidLog(file, number, `expected a JSON object on the line, found ${quoted(line)}`, cause);
    }
    if (row === null) throw invalidLog(file, number, `expected a JSON object on the line, found ${quoted(line)}`);
    points.add(row, (what) => invalidLog(file, number, what));
  });
  return points.all();
}

/** One JSON document: a list of objects or of `[wall time, step, value]`, or an object that holds such a list or columns. */
export function readJson(text: string, file: string): Point[] {
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
  if (state !== null && 'log_history' in state) return trainerState(state.log_history, text, file);
  if (state !== null && fieldsAmong(Object.keys(state)).loss !== undefined) return columnsOrRow(state, file);
  const list = Array.isArray(document) ? document : Object.values(state ?? {}).find(Array.isArray);
  if (list === undefined) throw invalidLog(file, 1, 'expected a list of logged values, found none');
  if (list.every((row) => Array.isArray(row) && row.length === 3)) {
    return list.map(([, step, value]: unknown[], i) =>
      pointOf(step, value, (what) => invalidLog(file, 1, `entry ${i + 1}: ${what}`)),
    );
  }
  const rows = list.map((entry, i) => {
    const row = record(entry);
    if (row === null) throw invalidLog(file, 1, `expected entry ${i + 1} to be an object, found ${quoted(entry)}`);
    return row;
  });
  return pointsOf(rows, (i, what) => invalidLog(file, 1, `entry ${i + 1}: ${what}`));
}

/** `train_loss` in it is the mean over the whole run, written once at the end: no point of the curve. */
function trainerState(history: unknown, text: string, file: string): Point[] {
  if (!Array.isArray(history)) throw invalidLog(file, 1, 'expected "log_history" to be a list');
  const rows = history.map((entry, index) => {
    const row = record(entry);
    if (row !== null) return row;
    throw invalidLog(file, lineOfEntry(text, index), `expected entry ${index + 1} of log_history to be an object`);
  });
  return rows.flatMap((row, index) =>
    'loss' in row
      ? [
          pointOf(row.step, row.loss, (what) =>
            invalidLog(file, lineOfEntry(text, index), `log_history entry ${index + 1}: ${what}`),
          ),
        ]
      : [],
  );
}

function columnsOrRow(state: Row, file: string): Point[] {
  const { step, loss } = fieldsAmong(Object.keys(state));
  const steps = state[step ?? ''];
  const losses = state[loss ?? ''];
  if (!Array.isArray(losses)) return pointsOf([state], (_, what) => invalidLog(file, 1, what));
  return losses.map((value, i) =>
    pointOf(Array.isArray(steps) ? steps[i] : i + 1, value, (what) => invalidLog(file, 1, `entry ${i + 1}: ${what}`)),
  );
}

/** Points of rows by whatever names they use; rows of held-out loss only where no row has another. */
function collector(): { add(row: Row, fail: (what: string) => PitwallError): void; all(): Point[] } {
  const training: Point[] = [];
  const heldOut: Point[] = [];
  let names: string[] = [];
  let fields: ReturnType<typeof fieldsAmong> = {};
  return {
    add(given, fail) {
      const row = flat(given);
      const here = Object.keys(row);
      // Rows of one kind follow each other: names are looked up again only when they change.
      if (here.length !== names.length || here.some((name, i) => name !== names[i])) {
        names = here;
        fields = fieldsAmong(names);
      }
      const { step, loss } = fields;
      const metric = row.key ?? row.metric ?? row.tag;
      if (loss === undefined || (typeof metric === 'string' && !/loss/i.test(metric))) return;
      if (step === undefined) throw fail(`expected a step (${STEPS_SAID.join(', ')}) beside "${loss}"`);
      (isTraining(loss) ? training : heldOut).push(pointOf(row[step], row[loss], fail));
    },
    all: () => (training.length > 0 ? training : heldOut),
  };
}

function pointsOf(rows: readonly Row[], fail: (index: number, what: string) => PitwallError): Point[] {
  const points = collector();
  for (const [index, row] of rows.entries()) points.add(row, (what) => fail(index, what));
  return points.all();
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
