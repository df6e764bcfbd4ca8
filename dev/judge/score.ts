import type { Verdict } from '../../src/fidelity/evaluation/report.ts';
import { TurnFault } from '../../src/fidelity/findings/fault.ts';
import { missedCanaries } from '../../src/fidelity/judge/canaries.ts';
import type { JudgeRequest } from '../../src/fidelity/judge/request.ts';
import { rate } from '../../src/fidelity/statistics/rates.ts';
import type { LabelledTurn } from '../labelled.ts';
import { auroc } from '../statistics/auroc.ts';
import { percent } from '../statistics/percent.ts';

interface Answered {
  request: JudgeRequest;
  /** Null: nobody has replied yet. */
  verdicts: Verdict[] | null;
}

const SUSPICION: Record<Verdict['verdict'], number> = { 'in character': 0, 'cannot judge': 0.5, 'out of character': 1 };

/** What a judge made of labelled turns: false alarms, what it found by class, whether the class is right, and what it cost. */
export function scoredPage(labelled: readonly LabelledTurn[], answered: readonly Answered[]): string {
  const replied = answered.filter(({ verdicts }) => verdicts !== null);
  const byTurn = new Map(replied.flatMap(({ verdicts }) => (verdicts ?? []).map((one) => [one.turn, one] as const)));
  const judged = labelled.flatMap((one) => {
    const verdict = byTurn.get(one.turn.id);
    return verdict === undefined ? [] : [{ ...one, verdict }];
  });
  const isOut = ({ verdict }: { verdict: Verdict }) => verdict.verdict === 'out of character';
  const sound = judged.filter(({ corruption }) => corruption === null);
  const corrupted = judged.filter(({ corruption }) => corruption !== null);
  const found = corrupted.filter(isOut);
  const ranked = judged.map(({ corruption, verdict }) => ({
    value: SUSPICION[verdict.verdict],
    positive: corruption !== null,
  }));
  const missed = replied.filter(({ verdicts }) => missedCanaries(verdicts ?? []).length > 0).length;
  const unread = judged.filter(({ verdict }) => verdict.note !== null);
  const letters = answered.reduce((sum, { request }) => sum + request.system.length + request.user.length, 0);
  const lines = [
    `${replied.length} of ${answered.length} requests answered, ${judged.length} turns by ${new Set(judged.map(({ author }) => author)).size} authors`,
    `  AUROC                           ${auroc(ranked)?.toFixed(3) ?? '–'}`,
    `  in character, judged out of it  ${percent(rate(sound.filter(isOut).length, sound.length))}`,
    `  corrupted, judged so            ${percent(rate(found.length, corrupted.length))}`,
    `  of those, the class is right    ${percent(rate(found.filter(({ corruption, verdict }) => verdict.fault === corruption).length, found.length))}`,
    `  not judged                      ${judged.filter(({ verdict }) => verdict.verdict === 'cannot judge').length}, of them ${unread.length} unread: ${JSON.stringify(countBy(unread.map(({ verdict }) => verdict.note?.code ?? '')))}`,
    `  requests that missed a canary   ${missed}`,
    `  letters a turn                  ${Math.round(letters / Math.max(1, labelled.length))}`,
    '',
    ...TurnFault.options.map((kind) => {
      const own = corrupted.filter(({ corruption }) => corruption === kind);
      return `  ${kind.padEnd(22)} ${percent(rate(own.filter(isOut).length, own.length))}`;
    }),
    '',
    ...judged
      .filter((one) => isOut(one) !== (one.corruption !== null))
      .map(
        ({ turn, corruption, verdict }) =>
          `${turn.id}  ${corruption ?? 'in character'}, judged ${verdict.verdict}${verdict.fault === null ? '' : ` (${verdict.fault})`}: ${verdict.why || (verdict.note?.code ?? '')}`,
      ),
  ];
  return `${lines.join('\n')}\n`;
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
