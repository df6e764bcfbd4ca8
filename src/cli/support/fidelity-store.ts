import { existsSync } from 'node:fs';
import { PitwallError } from '../../core/error.ts';
import { FidelityReport, isOlderReport, openEvaluations } from '../../evaluate.ts';
import { readText } from '../../project/index.ts';
import type { Shell } from './shell.ts';

/** Keeps a report under its subject's name, beside the debates. */
export function keepReport(shell: Shell, report: FidelityReport, flags: { db?: string }): void {
  const kept = openEvaluations(shell.databaseFile(flags));
  try {
    kept.keep('report', report.subject.name, report);
  } finally {
    kept.close();
  }
}

/** A report by file, baseline, or name of what was evaluated last. Throws UNKNOWN_NAME with what is there. */
export function findReport(shell: Shell, name: string, flags: { db?: string }): FidelityReport {
  const file = shell.path(name);
  if (existsSync(file)) return reportFrom(readText(file, name), name);
  const kept = openEvaluations(shell.databaseFile(flags), { readonly: true });
  try {
    const found = kept.latest('baseline', name) ?? kept.latest('report', name);
    if (found === null) {
      const known = [...kept.names('baseline'), ...kept.names('report')];
      throw new PitwallError(
        'UNKNOWN_NAME',
        `expected a file, a baseline or an evaluated name, got \`${name}\`; there is ${known.length === 0 ? 'none yet' : known.slice(0, 8).join(', ')}`,
        { data: { name, known } },
      );
    }
    return checked(found.body, name);
  } finally {
    kept.close();
  }
}

function reportFrom(text: string, file: string): FidelityReport {
  try {
    return checked(JSON.parse(text), file);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new PitwallError('DATA_INVALID', 'expected a report as `eval --json` prints it', { place: { file }, cause });
  }
}

function checked(body: unknown, name: string): FidelityReport {
  const parsed = FidelityReport.safeParse(body);
  if (parsed.success) return parsed.data;
  if (isOlderReport(body))
    throw new PitwallError(
      'DATA_INVALID',
      `${name} was made by an older version of Pitwall, whose reports can no longer be read: evaluate it again`,
      { cause: parsed.error },
    );
  const [issue] = parsed.error.issues;
  throw new PitwallError(
    'DATA_INVALID',
    `expected a fidelity report in ${name}, got ${issue?.path.join('.') || 'something else'}: ${issue?.message ?? ''}`,
    { cause: parsed.error },
  );
}
