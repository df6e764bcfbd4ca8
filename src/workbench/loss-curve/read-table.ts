import { eachLine, fieldsAmong, invalidLog, LOSSES_SAID, NOT_A_NUMBER, quoted, STEPS_SAID } from './log-fields.ts';
import type { Point } from './series.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const isNumber = (text: string): boolean => NUMBER.test(text) || NOT_A_NUMBER.test(text);

/** A table with a header, its cells apart by comma, tab or semicolon, or MLflow's lines of `timestamp value step` without one. */
export function readTable(text: string, file: string): Point[] {
  let columns: { step: number; loss: number; delimiter: string } | null = null;
  const points: Point[] = [];
  eachLine(text, (line, number) => {
    if (columns === null) {
      columns = metricFile(line);
      if (columns === null) {
        columns = header(line, file, number);
        return;
      }
    }
    const cells = cellsOf(line, columns.delimiter);
    const loss = cells[columns.loss] ?? '';
    if (loss === '') return; // a line of another metric
    const step = cells[columns.step] ?? '';
    const at = Number(step);
    if (step === '' || !Number.isFinite(at))
      throw invalidLog(file, number, `expected the step to be a number, found ${quoted(step)}`);
    const value = Number(loss);
    if (Number.isNaN(value) && !NOT_A_NUMBER.test(loss)) {
      throw invalidLog(file, number, `expected the loss to be a number, nan or inf, found ${quoted(loss)}`);
    }
    points.push({ step: at, loss: Number.isFinite(value) ? value : null });
  });
  return points;
}

/** Three numbers apart by blanks, the first a time in milliseconds and the last a whole step. */
function metricFile(line: string): { step: number; loss: number; delimiter: string } | null {
  const cells = line.split(/\s+/);
  if (cells.length !== 3 || !cells.every(isNumber) || !Number.isInteger(Number(cells[2]))) return null;
  return { loss: 1, step: 2, delimiter: ' ' };
}

function header(line: string, file: string, number: number): { step: number; loss: number; delimiter: string } {
  const delimiter = ['\t', ';', ','].find((one) => line.includes(one)) ?? ',';
  const names = cellsOf(line, delimiter);
  const { step, loss } = fieldsAmong(names);
  if (step === undefined || loss === undefined) {
    const missing = step === undefined ? STEPS_SAID : LOSSES_SAID;
    throw invalidLog(file, number, `expected a header with a column ${missing.join(' or ')}, found ${quoted(line)}`);
  }
  return { step: names.indexOf(step), loss: names.indexOf(loss), delimiter };
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
