import { invalidLog } from './log-fields.ts';
import { isJsonLines, readJson, readJsonLines } from './read-json.ts';
import { readTable } from './read-table.ts';
import type { Point } from './series.ts';

/**
 * Training loss by step from the text of a log; the format is told by its content. JSON: `trainer_state.json` of Hugging Face
 * (`log_history`), a list or lines of objects (W&B history), TensorBoard's `[[wall time, step, value], ...]`. Otherwise a table: CSV or
 * TSV with a header (W&B, TensorBoard, Lightning, plain), or MLflow's metric file of `timestamp value step`. Lines without a training loss
 * (evaluations, summaries) are passed over; a log that has held-out loss alone is read for that. Throws DATA_INVALID with the line.
 */
export function readCurve(text: string, file: string): Point[] {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const first = body[body.search(/\S/)];
  if (first === undefined) throw invalidLog(file, 1, 'expected a training log, found an empty file');
  const read = first === '{' ? (isJsonLines(body) ? readJsonLines : readJson) : first === '[' ? readJson : readTable;
  const points = read(body, file);
  if (points.length === 0) throw invalidLog(file, 1, 'expected lines with a step and a training loss, found none');
  return points;
}
