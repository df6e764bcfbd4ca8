import type { FidelityReport } from '../../evaluate.ts';
import type { CompiledCard, SpokenTurn, TurnVerdict } from '../../fidelity/index.ts';
import { findingText, readTurns, verdictLine, verdictsOf } from '../../fidelity/index.ts';
import { readText } from '../../project/index.ts';
import { padTo, widthOf, wrap } from '../../report/width.ts';
import { judgedText } from '../print/judged.ts';
import type { Page } from '../print/page.ts';
import { styleFor } from '../print/style.ts';
import { namedValues } from '../support/flags.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

export interface TurnsFlags {
  team?: string;
  card?: string[];
  json?: boolean;
  db?: string;
  judge?: string[];
  strict?: boolean;
}

/** `pitwall eval turns`: a verdict a turn, in the order of the file; turns stand alone unless they name their debate. */
export async function evalTurns(shell: Shell, file: string, flags: TurnsFlags): Promise<void> {
  const team = teamAtHand(shell, {
    projectDir: shell.cwd,
    teamDir: flags.team,
    cards: namedValues('--card', flags.card),
  });
  const text = await shell.input(file, readText);
  const lines = readTurns(text, file, (name) => team.lookup(name)?.card.id);
  const all = lines.map(({ turn }) => turn);
  const { rows, cards: compiledCards } = verdictsOf(lines, team.members);
  const judge = await judged(shell, all, compiledCards, flags);
  const contradictions = (turn: string) => judge?.verdicts.filter((one) => one.turn === turn);
  if (flags.json === true) {
    for (const { id, turn, verdict } of rows) shell.printJsonLine(verdictLine(id, verdict, contradictions(turn)));
    for (const one of judge?.findings ?? []) shell.remark(findingText(one));
  } else printTable(shell, rows, shell.page(), judge, flags.strict === true);
  const isOut = (judge?.verdicts.length ?? 0) > 0;
  const fails = ({ verdict }: (typeof rows)[number]) =>
    verdict.failed || (flags.strict === true && (verdict.flagged === true || verdict.reasons.length > 0));
  if (isOut || rows.some(fails)) shell.exitWith(1);
  else if (judge?.valid === false || rows.length === 0 || rows.some(({ verdict }) => verdict.flagged === null))
    shell.exitWith(3);
}

type Judged = FidelityReport['judge'];

/** What the judges that were named say, loaded only where some were: the command starts without a language model's library. */
async function judged(
  shell: Shell,
  turns: readonly SpokenTurn[],
  cards: readonly CompiledCard[],
  flags: TurnsFlags,
): Promise<Judged | null> {
  if (flags.judge === undefined) return null;
  const { judgedBy } = await import('../support/judges.ts');
  return (await judgedBy(shell, flags)({ turns: [...turns] }, cards)) ?? null;
}

function printTable(
  shell: Shell,
  rows: readonly { id: string | number; turn: string; verdict: TurnVerdict }[],
  page: Page,
  judge: Judged | null,
  strict: boolean,
): void {
  if (rows.length === 0) {
    shell.print('No turns, no verdict.\n');
    return;
  }
  const { bad, dim, bold } = styleFor(page.colour, []);
  const idWidth = Math.min(24, Math.max(4, ...rows.map(({ id }) => widthOf(String(id)))));
  const nameWidth = Math.max(6, ...rows.map(({ verdict }) => widthOf(verdict.persona)));
  const lead = idWidth + nameWidth + 12;
  shell.print(`${bold(`${padTo('turn', idWidth)}  ${padTo('member', nameWidth)}  score    why`)}\n`);
  for (const { id, turn, verdict } of rows) {
    const { score, failed, flagged, reasons } = verdict;
    const shown = score === null ? ' -  ' : score.toFixed(2);
    const worst = flagged === false && !strict ? [] : reasons.slice(0, 3);
    const why = worst.flatMap(({ gates, error, evidence: { finding, cardLine } }) => {
      const line = cardLine === undefined ? '' : ` (card line ${cardLine})`;
      const odds = gates ? `; wrong in ${error.wrong} of ${error.of} sound turns` : '';
      return wrap(`${gates ? '' : 'note: '}${findingText(finding)}${line}${odds}`, Math.max(24, page.width - lead));
    });
    const mark = flagged === null ? '?' : failed ? '✗' : flagged ? '!' : ' ';
    const said = (judge?.verdicts ?? []).filter((one) => one.turn === turn);
    why.push(...said.flatMap((one) => wrap(`judge ${judgedText(one)}`, Math.max(24, page.width - lead))));
    const [first = '', ...rest] = why;
    const head = `${padTo(String(id), idWidth)}  ${padTo(verdict.persona, nameWidth)}  ${shown} ${mark}  `;
    shell.print(`${failed ? bad(head) : head}${first}\n${rest.map((line) => `${' '.repeat(lead)}${line}\n`).join('')}`);
  }
  const failed = rows.filter(({ verdict }) => verdict.failed).length;
  const flagged = rows.filter(({ verdict }) => verdict.flagged).length;
  const none = rows.filter(({ verdict }) => verdict.flagged === null).length;
  const unread = none === 0 ? '' : `, ${none} without a verdict`;
  const open = rows.filter(({ verdict }) => !verdict.judged && verdict.flagged === false).length;
  const unjudged =
    open === 0 || judge !== null
      ? ''
      : ` Not judged: ${open}, in which rules found nothing and whose meaning nobody looked at: the reader needs what was said before (\`debate\`) and more than a few words.`;
  shell.print(
    dim(
      `\n${rows.length} turns, ${failed} failed (✗), ${flagged - failed} more suspicious as a whole (!)${unread}.${judge === null ? ' Rules and the trained reader; no judge was asked.' : ''}${unjudged}`,
    ),
  );
  shell.print('\n');
  for (const one of judge?.findings ?? []) shell.print(`${wrap(findingText(one), page.width).map(dim).join('\n')}\n`);
}
