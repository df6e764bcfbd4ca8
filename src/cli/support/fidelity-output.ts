import { writeFileSync } from 'node:fs';
import { PitwallError } from '../../core/error.ts';
import type { FidelityReport } from '../../evaluate.ts';
import { hasNotes, junitOf, SCORERS, verdictOf, withSentences } from '../../evaluate.ts';
import { fidelityPage } from '../print/fidelity.ts';
import type { Shell } from './shell.ts';

export interface ReportFlags {
  json?: boolean;
  junit?: string;
  strict?: boolean;
}

const EXIT = { pass: 0, fail: 1, none: 3 } as const;

/** Prints a report, writes the files that were asked for, and sets the exit code by the verdict. */
export function deliver(shell: Shell, report: FidelityReport, flags: ReportFlags): void {
  if (flags.json === true) shell.printJson(withSentences(report));
  else shell.print(fidelityPage(report, SCORERS, shell.page()));
  if (flags.junit !== undefined) write(shell, flags.junit, junitOf(report));
  const verdict = verdictOf(report);
  setVerdict(shell, flags.strict === true && verdict === 'pass' && hasNotes(report) ? 'fail' : verdict);
}

export function setVerdict(shell: Shell, verdict: keyof typeof EXIT): void {
  shell.exitWith(EXIT[verdict]);
}

/** Writes a file that was asked for and says so on stderr. Throws STORE_FAILED. */
export function write(shell: Shell, file: string, text: string): void {
  try {
    writeFileSync(shell.path(file), text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PitwallError('STORE_FAILED', `expected to be able to write ${file}, got: ${why}`, { cause });
  }
  shell.remark(`wrote ${file}`);
}
