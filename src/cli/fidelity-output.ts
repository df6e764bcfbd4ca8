import { writeFileSync } from 'node:fs';
import { PitwallError } from '../core/error.ts';
import type { FidelityReport } from '../evaluate.ts';
import { junitOf, SCORERS, verdictOf, withSentences } from '../evaluate.ts';
import { print, printJson, remark, stdoutPage } from './place.ts';
import { fidelityPage } from './print/fidelity.ts';

export interface ReportFlags {
  json?: boolean;
  junit?: string;
}

const EXIT = { pass: 0, fail: 1, none: 3 } as const;

/** Prints a report, writes the files that were asked for, and sets the exit code by the verdict. */
export function deliver(report: FidelityReport, flags: ReportFlags): void {
  if (flags.json === true) printJson(withSentences(report));
  else print(fidelityPage(report, SCORERS, stdoutPage()));
  if (flags.junit !== undefined) write(flags.junit, junitOf(report));
  setVerdict(verdictOf(report));
}

export function setVerdict(verdict: keyof typeof EXIT): void {
  process.exitCode = EXIT[verdict];
}

/** Writes a file that was asked for and says so on stderr. Throws STORE_FAILED. */
export function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PitwallError('STORE_FAILED', `expected to be able to write ${file}, got: ${why}`, { cause });
  }
  remark(`wrote ${file}`);
}
