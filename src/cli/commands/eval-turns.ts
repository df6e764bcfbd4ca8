import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FidelityReport } from '../../evaluate.ts';
import type { CompiledCard, SpokenTurn, TurnVerdict } from '../../fidelity/index.ts';
import { compileCard, findingText, readTurns, SCORERS, turnVerdicts, withSentences } from '../../fidelity/index.ts';
import { loadTeam, readText } from '../../project/index.ts';
import { padTo, widthOf, wrap } from '../../report/width.ts';
import { namedValues } from '../flags.ts';
import { print, projectDir, remark, stdoutPage } from '../place.ts';
import type { Page } from '../print/style.ts';
import { styleFor } from '../print/style.ts';

export interface TurnsFlags {
  team?: string;
  card?: string[];
  json?: boolean;
  db?: string;
  judge?: string[];
}

/** `pitwall eval turns`: a verdict a turn, in the order of the file; turns stand alone unless they name their debate. */
export async function evalTurns(file: string, flags: TurnsFlags): Promise<void> {
  const team = loadTeam({
    projectDir: projectDir(),
    teamDir: flags.team,
    cards: namedValues('--card', flags.card),
  });
  const text = readInput(file);
  const lines = readTurns(text, file, (name) => team.lookup(name)?.card.id);
  const cards = team.members.map(({ card }) => card);
  const all = lines.map(({ turn }) => turn);
  const verdicts = new Map<string, TurnVerdict>();
  const compiledCards: CompiledCard[] = [];
  for (const { card, cardText } of team.members) {
    const turns = all.filter(({ persona }) => persona === card.id);
    if (turns.length === 0) continue;
    const compiled = compileCard(card, { colleagues: cards, text: cardText });
    compiledCards.push(compiled);
    for (const verdict of turnVerdicts(turns, compiled, SCORERS, { all })) verdicts.set(verdict.id, verdict);
  }
  const rows = lines.flatMap(({ id, turn }) => {
    const verdict = verdicts.get(turn.id);
    return verdict === undefined ? [] : [{ id, turn: turn.id, verdict }];
  });
  const judge = await judged(all, compiledCards, flags);
  const contradictions = (turn: string) => judge?.verdicts.filter((one) => one.turn === turn);
  if (flags.json === true) {
    for (const { id, turn, verdict } of rows) print(`${JSON.stringify(asLine(id, verdict, contradictions(turn)))}\n`);
    for (const one of judge?.findings ?? []) remark(findingText(one));
  } else printTable(rows, stdoutPage(), judge);
  if (rows.some(({ verdict }) => verdict.flagged)) process.exitCode = 1;
  else if (judge?.valid === false || rows.length === 0 || rows.some(({ verdict }) => verdict.flagged === null))
    process.exitCode = 3;
}

/** A file, or standard input for `-`. */
export function readInput(file: string): string {
  return file === '-' ? readFileSync(0, 'utf8') : readText(resolve(projectDir(), file), file);
}

type Judged = FidelityReport['judge'];

/** What the judges that were named say, loaded only where some were: the command starts without a language model's library. */
async function judged(
  turns: readonly SpokenTurn[],
  cards: readonly CompiledCard[],
  flags: TurnsFlags,
): Promise<Judged | null> {
  if (flags.judge === undefined) return null;
  const { judgedBy } = await import('../judges.ts');
  return (await judgedBy(flags)({ turns: [...turns] }, cards)) ?? null;
}

function asLine(
  id: string | number,
  { persona, flagged, score, reasons }: TurnVerdict,
  contradictions: Judged['verdicts'] | undefined,
) {
  const rounded = (value: number | null) => (value === null ? null : Math.round(value * 1e4) / 1e4);
  return {
    id,
    persona,
    flagged,
    score: rounded(score),
    ...(contradictions === undefined
      ? {}
      : {
          judge: contradictions.map(({ turnQuote, cardQuote, facet }) => ({
            turnQuote,
            cardQuote,
            cardLine: facet.line,
          })),
        }),
    reasons: reasons.map((reason) => ({
      scorer: reason.scorer,
      score: rounded(reason.score),
      evidence: reason.evidence.map(({ quote, span, finding: { code, params }, cardLine }) => ({
        quote,
        span,
        finding: withSentences({ code, params }),
        ...(cardLine === undefined ? {} : { cardLine }),
      })),
    })),
  };
}

function printTable(
  rows: readonly { id: string | number; turn: string; verdict: TurnVerdict }[],
  page: Page,
  judge: Judged | null,
): void {
  if (rows.length === 0) {
    print('There are no turns: no verdict.\n');
    return;
  }
  const { bad, dim, bold } = styleFor(page.colour, []);
  const idWidth = Math.min(24, Math.max(4, ...rows.map(({ id }) => widthOf(String(id)))));
  const nameWidth = Math.max(6, ...rows.map(({ verdict }) => widthOf(verdict.persona)));
  const lead = idWidth + nameWidth + 12;
  print(`${bold(`${padTo('turn', idWidth)}  ${padTo('member', nameWidth)}  score    why`)}\n`);
  for (const { id, turn, verdict } of rows) {
    const { score, flagged, reasons } = verdict;
    const shown = score === null ? ' -  ' : score.toFixed(2);
    const worst = flagged === false ? [] : reasons.slice(0, 3);
    const why = worst.flatMap(({ scorer, evidence }) => {
      const [one] = evidence;
      const text =
        one === undefined
          ? scorer
          : `${scorer} ${findingText(one.finding)}${one.cardLine ? ` (card line ${one.cardLine})` : ''}`;
      return wrap(text, Math.max(24, page.width - lead));
    });
    const mark = flagged === null ? '?' : flagged ? '✗' : ' ';
    const said = (judge?.verdicts ?? []).filter((one) => one.turn === turn);
    why.push(
      ...said.flatMap(({ turnQuote, cardQuote, facet }) =>
        wrap(`judge “${turnQuote}” against “${cardQuote}” (card line ${facet.line})`, Math.max(24, page.width - lead)),
      ),
    );
    const [first = '', ...rest] = why;
    const head = `${padTo(String(id), idWidth)}  ${padTo(verdict.persona, nameWidth)}  ${shown} ${mark}  `;
    print(`${flagged ? bad(head) : head}${first}\n${rest.map((line) => `${' '.repeat(lead)}${line}\n`).join('')}`);
  }
  const flagged = rows.filter(({ verdict }) => verdict.flagged).length;
  const none = rows.filter(({ verdict }) => verdict.flagged === null).length;
  const unread = none === 0 ? '' : `, ${none} without a verdict`;
  print(
    dim(
      `\n${rows.length} turns, ${flagged} flagged${unread}.${judge === null ? ' Rules only: no judge was asked.' : ''}`,
    ),
  );
  print('\n');
  for (const one of judge?.findings ?? []) print(`${wrap(findingText(one), page.width).map(dim).join('\n')}\n`);
}
