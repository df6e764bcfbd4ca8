import type { Curve } from './curve.ts';
import { CurveLines } from './curve.ts';
import {
  bareName,
  eachLine,
  fieldsAmong,
  invalidLog,
  isEpochName,
  isStepName,
  LOSSES_SAID,
  NOT_A_NUMBER,
  partsAmong,
  quoted,
  rankOf,
  STEPS_SAID,
} from './log-fields.ts';
import { severalLosses, severalRuns } from './refusals.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const isNumber = (text: string): boolean => NUMBER.test(text) || NOT_A_NUMBER.test(text);
/** Columns that name the run of a row. */
const RUN = /^(?:name|run|run[ _]?id|run[ _]?name|experiment|experiment[ _]?id|trial|trial[ _]?id)$/;
const MOST_RUNS = 1000;

interface Columns {
  step: number;
  epoch: number;
  loss: readonly number[];
  run: number;
  delimiter: string;
}

/** Whether a log begins as a table does: names apart by commas, tabs or semicolons, or MLflow's three numbers. */
export function isTable(line: string, next: string | undefined): boolean {
  if (metricFile(line) !== null) return true;
  if (isAligned(line, next)) return true;
  const delimiter = delimiterOf(line);
  // A delimiter that is left in a name was in quotes.
  const names = cellsOf(line, delimiter).map((name) => name.replaceAll(delimiter, ' '));
  if (names.length < 2 || !names.every((name) => /^[\p{L}_%][\p{L}\p{N}\s_./()%:+@[\]-]*$|^$/u.test(name)))
    return false;
  if (names.some((name) => /=\s*-?\d|:\s+-?\d|\s-?\d+\.\d/.test(name))) return false;
  return (
    next === undefined ||
    cellsOf(next, delimiter).length === names.length ||
    names.some((name) => rankOf(name) !== null)
  );
}

/** A table with a header, its cells apart by comma, tab or semicolon, or MLflow's lines of `timestamp value step` without one. */
export function readTable(text: string, file: string, wanted?: string): Curve {
  let columns: Columns | null = null;
  const lines = new CurveLines();
  const runs = new Set<string>();
  eachLine(text, (line, number) => {
    if (columns === null) {
      columns = metricFile(line);
      if (columns === null) {
        columns = header(line, file, number, wanted);
        return;
      }
    }
    const cell = cellsFrom(line, columns.delimiter);
    const name = columns.run < 0 ? '' : cell(columns.run);
    if (name !== '' && runs.size < MOST_RUNS) runs.add(name);
    let value = 0;
    for (const at of columns.loss) {
      const loss = cell(at);
      if (loss === '') return; // a line of another metric
      const part = Number(loss);
      if (Number.isNaN(part) && !NOT_A_NUMBER.test(loss)) {
        throw invalidLog(file, number, `expected the loss to be a number, nan or inf, found ${quoted(loss)}`);
      }
      value += Number.isFinite(part) ? part : Number.NaN;
    }
    const step = cell(columns.step);
    const place = Number(step);
    if (step === '' || !Number.isFinite(place))
      throw invalidLog(file, number, `expected the step to be a number, found ${quoted(step)}`);
    lines.add({ step: place, epoch: columns.epoch < 0 ? Number.NaN : Number(cell(columns.epoch)) }, value);
  });
  if (runs.size > 1) throw severalRuns(file, [...runs]);
  return lines.curve();
}

/** Three numbers apart by blanks, the first a time in milliseconds and the last a whole step. */
function metricFile(line: string): Columns | null {
  const cells = line.split(/\s+/);
  if (cells.length !== 3 || !cells.every(isNumber) || !Number.isInteger(Number(cells[2]))) return null;
  return { loss: [1], step: 2, epoch: -1, run: -1, delimiter: ' ' };
}

/** Whether columns are apart by blanks: words of which one is a place and one a loss, above as many cells that begin with a number. */
function isAligned(line: string, next: string | undefined): boolean {
  if (next === undefined || /[\t;,]/.test(line)) return false;
  const names = cellsOf(line, ' ');
  const below = cellsOf(next, ' ');
  return (
    names.every((name) => /^[\p{L}_][\p{L}\p{N}_/.-]*$/u.test(name)) &&
    names.some((name) => isStepName(name) || isEpochName(name)) &&
    names.some((name) => rankOf(name) !== null) &&
    below.length === names.length &&
    isNumber(below[0] ?? '')
  );
}

const delimiterOf = (line: string): string => ['\t', ';', ','].find((one) => line.includes(one)) ?? ',';

function header(line: string, file: string, number: number, wanted?: string): Columns {
  const delimiter = /[\t;,]/.test(line) ? delimiterOf(line) : ' ';
  const names = cellsOf(line, delimiter);
  const { step, epoch, loss } = fieldsAmong(names, wanted);
  const summed = loss === undefined ? detectorLosses(names) : [];
  if (loss === undefined && summed.length === 0 && wanted === undefined) {
    const parts = partsAmong(names);
    if (parts.length > 1 && (step ?? epoch) !== undefined) throw severalLosses(file, number, parts);
  }
  const place = step ?? epoch;
  if (place === undefined || (loss === undefined && summed.length === 0)) {
    const missing = place === undefined ? STEPS_SAID : wanted === undefined ? LOSSES_SAID : [wanted];
    throw invalidLog(file, number, `expected a header with a column ${missing.join(' or ')}, found ${quoted(line)}`);
  }
  for (const read of [place, loss]) {
    const many = read === undefined ? 0 : names.filter((name) => name === read).length;
    if (many > 1)
      throw invalidLog(file, number, `expected one column ${quoted(read ?? '')}, found ${many} of that name`);
  }
  const twins = loss === undefined ? [] : names.filter((name) => bareName(name) === bareName(loss) && / - /.test(name));
  if (twins.length > 1 && wanted === undefined) throw severalRuns(file, twins, number);
  return {
    step: names.indexOf(place),
    epoch: step === undefined || epoch === undefined ? -1 : names.indexOf(epoch),
    loss: loss === undefined ? summed : [names.indexOf(loss)],
    run: names.findIndex((name) => RUN.test(name.trim().toLowerCase())),
    delimiter,
  };
}

/** Columns of a detector's table (`train/box_loss`, `train/cls_loss`, ...), each weighted already: their sum is what it minimises. */
function detectorLosses(names: readonly string[]): number[] {
  const parts = names.flatMap((name, at) =>
    /^train\/(?:box|cls|dfl|obj|seg|pose|kobj|giou|l1)_(?:loss|om|oo)$/.test(bareName(name)) ? [at] : [],
  );
  return parts.length > 1 ? parts : [];
}

/** The cells of a line by column, '' past its end. Of a line without quotes only what is asked for is cut out: this runs once a point. */
function cellsFrom(line: string, delimiter: string): (column: number) => string {
  if (delimiter === ' ' || line.includes('"')) {
    const cells = cellsOf(line, delimiter);
    return (column) => cells[column] ?? '';
  }
  return (column) => {
    let start = 0;
    for (let passed = 0; passed < column; passed++) {
      const next = line.indexOf(delimiter, start);
      if (next < 0) return '';
      start = next + 1;
    }
    const end = line.indexOf(delimiter, start);
    return line.slice(start, end < 0 ? line.length : end).trim();
  };
}

/** Cells without the blanks and quotes around them; a delimiter inside quotes is text. */
function cellsOf(line: string, delimiter: string): string[] {
  if (delimiter === ' ') return line.split(/\s+/);
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let inside = false;
  for (const letter of line) {
    if (letter === '"') inside = !inside;
    else if (letter === delimiter && !inside) {
      cells.push(cell.trim());
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell.trim()];
}
