import { PitwallError } from '../../core/error.ts';
import { openStore } from '../../door.ts';
import type { Interview } from '../../evaluate.ts';
import { interview, reasonText, SCORERS, verdictOf, withSentences } from '../../evaluate.ts';
import { columns } from '../../report/width.ts';
import { fidelityPage } from '../print/fidelity.ts';
import { styleFor } from '../print/style.ts';
import { setVerdict } from '../support/fidelity-output.ts';
import { keepReport } from '../support/fidelity-store.ts';
import { modelsAtHand } from '../support/models-at-hand.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

export interface InterviewFlags {
  db?: string;
  team?: string;
  model?: string;
  lang?: string;
  json?: boolean;
}

/** `pitwall interview`: the questions that a card makes, answered and scored; exit 1 on a wrong answer. */
export async function interviewMember(shell: Shell, name: string, flags: InterviewFlags): Promise<void> {
  const { lang = 'ko' } = flags;
  if (lang !== 'ko' && lang !== 'en') throw new PitwallError('USAGE', `expected \`--lang\` ko or en, got \`${lang}\``);
  const team = teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team });
  const store = openStore(shell.databaseFile(flags));
  const held = await interview({
    team,
    member: name,
    language: lang,
    store,
    modelSettings: modelsAtHand(shell),
    ...(flags.model === undefined ? {} : { model: flags.model }),
  }).finally(() => store.close());
  keepReport(shell, held.report, flags);
  if (flags.json === true) shell.printJson(withSentences(held));
  else shell.print(interviewPage(shell, held));
  const isWrong = held.answers.some(({ outcome }) => outcome === 'wrong' || outcome === 'out of character');
  setVerdict(shell, isWrong ? 'fail' : verdictOf(held.report));
}

function interviewPage(shell: Shell, { id, answers, report, coverage, model }: Interview): string {
  const page = shell.page();
  const { bold, good, bad, dim } = styleFor(page.colour, []);
  const paint = (outcome: string) =>
    outcome === 'right' || outcome === 'in character' ? good : outcome === 'declined' ? dim : bad;
  const lines = answers.flatMap(({ probe, answer, outcome, because }) => [
    ...columns([[probe.kind, probe.question]], { width: page.width }).map(dim),
    ...columns([['', answer.replaceAll('\n', ' ')]], { width: page.width, gap: 10 }),
    `          ${paint(outcome)(outcome)}${because === null ? '' : dim(` ${reasonText(because)}`)}`,
  ]);
  const count = (outcome: string) => answers.filter((one) => one.outcome === outcome).length;
  const kinds = ['right', 'wrong', 'declined', 'in character', 'out of character'].filter((kind) => count(kind) > 0);
  const share = coverage.share === null ? '–' : `${Math.round(coverage.share * 100)} %`;
  return [
    bold(`Interview with ${report.members[0]?.name ?? ''} (${model})`),
    '',
    ...lines,
    '',
    `${answers.length} questions: ${kinds.map((kind) => `${count(kind)} ${kind}`).join(', ')}. The answers show ${share} of the card.`,
    `Stored as ${id}: ${shell.programName()} show ${id}`,
    '',
    fidelityPage(report, SCORERS, page),
  ].join('\n');
}
