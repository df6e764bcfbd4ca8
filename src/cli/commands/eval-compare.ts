import { PitwallError } from '../../core/error.ts';
import type { Comparison, FidelityReport } from '../../evaluate.ts';
import { compare, compileCards, judgePairs, openEvaluations, SCORERS, withSentences } from '../../evaluate.ts';
import { comparisonForGithub, comparisonPage } from '../print/fidelity.ts';
import { setVerdict } from '../support/fidelity-output.ts';
import { findReport } from '../support/fidelity-store.ts';
import { withJudges } from '../support/judges.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

export interface CompareFlags {
  db?: string;
  team?: string;
  format?: string;
  json?: boolean;
  judge?: string[];
}

const COUNTED = SCORERS.filter(({ hard, weight }) => hard || weight > 0).map(({ id }) => id);

/** `pitwall eval compare`: paired by scenario and seed, gate on the lower bound of each member's mean of what counts. */
export async function evalCompare(shell: Shell, base: string, now: string, flags: CompareFlags): Promise<void> {
  const format = flags.json === true ? 'json' : (flags.format ?? 'terminal');
  if (!['terminal', 'github', 'json'].includes(format))
    throw new PitwallError('USAGE', `expected \`--format\` terminal, github or json, got \`${format}\``);
  const latest = findReport(shell, now, flags);
  warnOfEdits(shell, latest, flags);
  const compared = compare(findReport(shell, base, flags), latest, COUNTED);
  const judge = (await judged(shell, compared, flags)) ?? {
    valid: null,
    findings: [{ code: 'judge.not-asked-to-compare', params: {} } as const],
  };
  const result = { ...compared, judge };
  if (format === 'json') shell.printJson(withSentences(result));
  else shell.print(format === 'github' ? comparisonForGithub(result) : comparisonPage(result, shell.page()));
  setVerdict(shell, judge.valid === false && result.verdict === 'pass' ? 'none' : result.verdict);
}

/** Scores are of the cards that were scored: an edit since then changes nothing before the scenario is run again. */
function warnOfEdits(shell: Shell, { cards = {}, subject }: FidelityReport, flags: CompareFlags): void {
  const { members } = teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team });
  const edited = members.filter(({ card, cardHash }) => (cards[card.id] ?? cardHash) !== cardHash);
  if (edited.length > 0)
    shell.remark(
      `${edited.map(({ card }) => card.callsign ?? card.id).join(', ')}: the card was edited after these scores; \`pitwall eval scenario ${subject.name}\` scores it as it is now`,
    );
}

/** Asks about the turns that changed, by the cards that the team has now. */
function judged(shell: Shell, { turns }: Comparison, flags: CompareFlags) {
  return withJudges(shell, flags, (models, cache) => {
    const team = teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team });
    const ids = new Set(turns.map(({ persona }) => persona));
    const cards = compileCards(team.members).filter(({ id }) => ids.has(id));
    return judgePairs(turns, cards, models, cache);
  });
}

/** `pitwall eval baseline save`: the last report of a name, kept under another that stays. */
export function baselineSave(shell: Shell, from: string, flags: { db?: string; as?: string }): void {
  const report = findReport(shell, from, flags);
  const name = flags.as ?? 'baseline';
  const kept = openEvaluations(shell.databaseFile(flags));
  try {
    kept.keep('baseline', name, report);
  } finally {
    kept.close();
  }
  shell.remark(
    `saved ${report.subject.name} (${report.debates.length} ${report.debates.length === 1 ? 'debate' : 'debates'}) as ${name}`,
  );
}
