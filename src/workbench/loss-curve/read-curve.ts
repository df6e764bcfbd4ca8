import type { Curve } from './curve.ts';
import { eachLine, invalidLog } from './log-fields.ts';
import { readConsole } from './read-console.ts';
import { isJsonLines, readJson, readJsonLines } from './read-json.ts';
import { isTable, readTable } from './read-table.ts';
import { runsInARow } from './refusals.ts';
import type { Point } from './series.ts';
import { pointsOf } from './series.ts';

/** One that began again a few times is taken for one run, of which the last start counts. */
const MOST_STARTS = 4;
const MOSTLY = 0.8;

/**
 * Training loss by step from the text of a log; the format is told by its content. JSON: `trainer_state.json` of Hugging Face
 * (`log_history`), a list or lines of objects (W&B history, LLaMA-Factory), TensorBoard's `[[wall time, step, value], ...]`. A table: CSV or
 * TSV with a header (W&B, TensorBoard, Lightning, Ultralytics, plain), or MLflow's metric file of `timestamp value step`. Anything else is
 * taken for what a program printed. Lines without a training loss (evaluations, summaries) are passed over; a log that has held-out loss
 * alone is read for that. `column` names the loss where a log has several. Throws DATA_INVALID with the line.
 */
export function readLog(text: string, file: string, column?: string): Curve {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (body.search(/\S/) < 0) throw invalidLog(file, 1, 'expected a training log, found an empty file');
  const curve = readerOf(body)(body, file, column);
  if (curve.steps.length === 0) throw invalidLog(file, 1, 'expected lines with a step and a training loss, found none');
  const starts = startsIn(curve);
  if (starts > MOST_STARTS) throw runsInARow(file, starts);
  return curve;
}

/** How often a run begins: at the first line, and where steps go back to it. A run that is resumed goes back less far. */
function startsIn({ steps }: Curve): number {
  let starts = 1;
  let back = 0;
  for (let i = 1; i < steps.length; i++) {
    if ((steps[i] as number) >= (steps[i - 1] as number)) continue;
    back += 1;
    if ((steps[i] as number) <= (steps[0] as number)) starts += 1;
  }
  const isFirst = steps.every((step) => step >= (steps[0] as number));
  return !isFirst || starts - 1 < MOSTLY * back ? 1 : starts;
}

/** The same as points. */
export function readCurve(text: string, file: string, column?: string): Point[] {
  return pointsOf(readLog(text, file, column));
}

function readerOf(body: string): (text: string, file: string, column?: string) => Curve {
  const start = body.search(/\S/);
  const head = body.slice(start, start + 200);
  // Python prints its dictionaries in single quotation marks, and a time in brackets begins many a line of a console.
  if (/^\{\s*'/.test(head)) return readConsole;
  if (head.startsWith('{')) return isJsonLines(body) ? readJsonLines : readJson;
  if (/^\[\s*(?:[[{\]]|\n|$)/.test(head)) return readJson;
  const [first = '', second] = firstLines(body, 2);
  return isTable(first, second) ? readTable : readConsole;
}

function firstLines(text: string, count: number): string[] {
  const lines: string[] = [];
  eachLine(text.slice(0, 20_000), (line) => {
    if (lines.length < count) lines.push(line);
  });
  return lines;
}
