import { PitwallError } from '../../core/error.ts';
import type { Comparison } from '../../evaluate.ts';
import { compare, compileCards, judgePairs, openEvaluations, SCORERS, withSentences } from '../../evaluate.ts';
import { loadTeam } from '../../pitwall.ts';
import { setVerdict } from '../fidelity-output.ts';
import { findReport } from '../fidelity-store.ts';
import { withJudges } from '../judges.ts';
import { databaseFile, print, printJson, projectDir, remark, stdoutPage } from '../place.ts';
import { comparisonForGithub, comparisonPage } from '../print/fidelity.ts';

export interface CompareFlags {
  db?: string;
  team?: string;
  format?: string;
  json?: boolean;
  judge?: string[];
}

const COUNTED = SCORERS.filter(({ hard, weight }) => hard || weight > 0).map(({ id }) => id);

/** `pitwall eval compare`: paired by scenario and seed, gate on the lower bound of each member's total. */
export async function evalCompare(base: string, now: string, flags: CompareFlags): Promise<void> {
  const format = flags.json === true ? 'json' : (flags.format ?? 'terminal');
  if (!['terminal', 'github', 'json'].includes(format))
    throw new PitwallError('USAGE', `expected \`--format\` terminal, github or json, got \`${format}\``);
  const compared = compare(findReport(base, flags), findReport(now, flags), COUNTED);
  const judge = (await judged(compared, flags)) ?? {
    valid: null,
    findings: [{ code: 'judge.not-asked-to-compare', params: {} } as const],
  };
  const result = { ...compared, judge };
  if (format === 'json') printJson(withSentences(result));
  else print(format === 'github' ? comparisonForGithub(result) : comparisonPage(result, stdoutPage()));
  setVerdict(judge.valid === false && result.verdict === 'pass' ? 'none' : result.verdict);
}

/** Asks about the turns that changed, by the cards that the team has now. */
function judged({ turns }: Comparison, flags: CompareFlags) {
  return withJudges(flags, (models, cache) => {
    const team = loadTeam({ projectDir: projectDir(), teamDir: flags.team });
    const ids = new Set(turns.map(({ persona }) => persona));
    const cards = compileCards(team.members).filter(({ id }) => ids.has(id));
    return judgePairs(turns, cards, models, cache);
  });
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
