import { PitwallError } from '../../core/error.ts';
import type { FidelityReport } from '../../evaluate.ts';
import { hasNotes, inspectLogOf, junitOf, promptfooOf, SCORERS, verdictOf, withSentences } from '../../evaluate.ts';
import { fidelityPage } from '../print/fidelity.ts';
import { REPORT_FORMATS } from './format-names.ts';
import { oneOf } from './one-of.ts';
import type { Shell } from './shell.ts';
import { version } from './version.ts';
import { writeOut } from './writing.ts';

export interface ReportFlags {
  json?: boolean;
  junit?: string;
  format?: string;
  strict?: boolean;
}

const EXIT = { pass: 0, fail: 1, none: 3 } as const;

/** The form that was asked for; throws USAGE for two of them, or for none that there is. */
export function reportFormat({ json, format }: ReportFlags): (typeof REPORT_FORMATS)[number] {
  if (format === undefined) return json === true ? 'json' : 'terminal';
  if (json === true) throw new PitwallError('USAGE', 'expected `--json` or `--format`, got both');
  return oneOf('--format', format, REPORT_FORMATS);
}

/** Prints a report, writes the files that were asked for, and sets the exit code by the verdict. */
export function deliver(shell: Shell, report: FidelityReport, flags: ReportFlags): void {
  const format = reportFormat(flags);
  const of = { at: new Date().toISOString(), version: version() };
  if (format === 'json') shell.printJson(withSentences(report));
  else if (format === 'inspect') shell.printJson(inspectLogOf(report, of));
  else if (format === 'promptfoo') shell.printJson(promptfooOf(report, of));
  else if (format === 'junit') shell.print(junitOf(report));
  else shell.print(fidelityPage(report, SCORERS, shell.page()));
  if (flags.junit !== undefined) writeOut(shell, flags.junit, junitOf(report));
  const verdict = verdictOf(report);
  setVerdict(shell, flags.strict === true && verdict === 'pass' && hasNotes(report) ? 'fail' : verdict);
}

export function setVerdict(shell: Shell, verdict: keyof typeof EXIT): void {
  shell.exitWith(EXIT[verdict]);
}
