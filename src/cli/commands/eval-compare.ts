import { PitwallError } from '../../core/error.ts';
import { compare, openEvaluations, SCORERS } from '../../evaluate.ts';
import { setVerdict } from '../fidelity-output.ts';
import { findReport } from '../fidelity-store.ts';
import { databaseFile, print, printJson, remark, stdoutPage } from '../place.ts';
import { comparisonForGithub, comparisonPage } from '../print/fidelity.ts';

const COUNTED = SCORERS.filter(({ hard, weight }) => hard || weight > 0).map(({ id }) => id);

/** `pitwall eval compare`: paired by scenario and seed, gate on the lower bound of each member's total. */
export function evalCompare(base: string, now: string, flags: { db?: string; format?: string; json?: boolean }): void {
  const format = flags.json === true ? 'json' : (flags.format ?? 'terminal');
  if (!['terminal', 'github', 'json'].includes(format))
    throw new PitwallError('USAGE', `expected \`--format\` terminal, github or json, got \`${format}\``);
  const result = compare(findReport(base, flags), findReport(now, flags), COUNTED);
  if (format === 'json') printJson(result);
  else print(format === 'github' ? comparisonForGithub(result) : comparisonPage(result, stdoutPage()));
  setVerdict(result.verdict);
}

/** `pitwall eval baseline save`: the last report of a name, kept under another that stays. */
export function baselineSave(from: string, flags: { db?: string; as?: string }): void {
  const report = findReport(from, flags);
  const name = flags.as ?? 'baseline';
  const kept = openEvaluations(databaseFile(flags));
  try {
    kept.keep('baseline', name, report);
  } finally {
    kept.close();
  }
  remark(`saved ${report.subject.name} (${report.debates.length} debates) as ${name}`);
}
