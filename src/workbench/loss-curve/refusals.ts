import { PitwallError } from '../../core/error.ts';
import { invalidLog } from './log-fields.ts';

const shown = (names: readonly string[]): string =>
  names.length <= 4 ? names.join(', ') : `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`;

/** A table of runs, or several runs in one log: no curve by itself. */
export function severalRuns(file: string, runs: readonly string[], line = 1): PitwallError {
  return invalidLog(
    file,
    line,
    `expected the log of one run, found ${runs.length} (${shown(runs)}): give one run's steps`,
  );
}

/** Several losses of which none is the whole. */
export function severalLosses(file: string, line: number, names: readonly string[]): PitwallError {
  return invalidLog(file, line, `expected one training loss, found ${shown(names)}: name one of them as \`column\``);
}

/** Runs one after another in one log. */
export function runsInARow(file: string, runs: number): PitwallError {
  return invalidLog(
    file,
    1,
    `expected the log of one run, found ${runs} that begin one after another: give one run's lines`,
  );
}

/** Zero at every step: a field that was never filled, or labels that are all masked. */
export function nothingLogged(points: number): PitwallError {
  return new PitwallError(
    'DATA_INVALID',
    `expected a loss, found 0 at each of ${points} steps: it was never filled in, or every label is masked`,
  );
}
