import type { Figures, Outcome, TableRow } from '../core/outcome.ts';
import { printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { optionName } from './context.ts';
import { missedBy } from './others.ts';
import type { Standing } from './set-at.ts';
import { nameSetAt, printSteps, setIn, stepDigits } from './set-at.ts';

/**
 * Each option that was not taken against the one that was: by how many steps, on what, and what is too little to count; or the limits that it
 * misses. The nearest first.
 */
export function weighingLines(
  context: PrintContext,
  outcome: Outcome,
  figures: Figures,
): { head: string; text: string }[] {
  const { against, options } = figures;
  const others = options.filter(({ option }) => option !== against);
  const isIn = ({ missed }: Standing) => missed.length === 0;
  const ranked = [
    ...others.filter(isIn).sort((a, b) => (b.lead ?? 0) - (a.lead ?? 0)),
    ...others.filter((one) => !isIn(one)),
  ];
  return ranked.flatMap((one) => {
    const text = isIn(one)
      ? comparedText(context, outcome.table, one, against)
      : missedBy(context, outcome, one.option).join(' · ');
    const set = isIn(one) ? setIn(outcome, one.option) : [];
    return text === '' ? [] : [{ head: nameSetAt(context, one.option, set), text }];
  });
}

/** `0.52 steps behind · worse: … · better: … · too little to count: the monthly cost`. */
function comparedText(
  context: PrintContext,
  table: readonly TableRow[],
  { option, goals, lead }: Standing,
  against: string | null,
): string {
  const { memo } = context.labels;
  if (lead === null) return '';
  const digits = stepDigits([lead]);
  const counted = goals.filter(({ counts }) => counts !== 0).sort((a, b) => Math.abs(b.counts) - Math.abs(a.counts));
  const told = (isBetter: boolean) =>
    counted
      .filter(({ counts }) => counts > 0 === isBetter)
      .flatMap(({ quantity, counts }) => {
        const row = table.find((one) => one.quantity === quantity);
        const [theirs, ours] = [row?.now[option]?.value, row?.now[against ?? '']?.value];
        if (row === undefined || theirs == null || ours == null) return [];
        const [their = '', our = ''] = printTogether([theirs, ours], row.unit, context.language).map(
          ({ text }) => text,
        );
        return [`${row.label} ${memo.versus(their, our, memo.steps(printSteps(counts, digits)))}`];
      })
      .join(', ');
  const [worse, better] = [told(false), told(true)];
  const small = goals
    .filter(({ counts, difference }) => counts === 0 && Math.abs(difference) > 1e-9)
    .flatMap(({ quantity }) => table.find((one) => one.quantity === quantity)?.label ?? []);
  return [
    counted.length === 0 ? memo.even : leadText(context, lead, digits),
    ...(worse === '' ? [] : [memo.worse(worse)]),
    ...(better === '' ? [] : [memo.better(better)]),
    ...(small.length === 0 || counted.length === 0 ? [] : [memo.tooLittle(small.join(', '))]),
  ].join(' · ');
}

function leadText({ labels: { memo } }: PrintContext, lead: number, digits: number): string {
  const said = printSteps(lead, digits);
  if (said === '0') return memo.level;
  return lead < 0 ? memo.behind(said) : memo.ahead(said);
}

/** Whether the figures say the same as the decision, and by how much; null where there is nothing to weigh it against. */
export function agreementText(context: PrintContext, figures: Figures, decision: string | null): string | null {
  const { memo } = context.labels;
  const { ahead, options } = figures;
  if (decision === null) return ahead === null ? null : memo.byFigures(optionName(context, ahead));
  const own = options.find(({ option }) => option === decision);
  if (own !== undefined && own.missed.length > 0) return memo.missesItself;
  const rivals = options.filter(
    ({ option, missed, lead }) => option !== decision && missed.length === 0 && lead !== null,
  );
  const [next] = rivals.sort((a, b) => (b.lead ?? 0) - (a.lead ?? 0));
  if (next === undefined || next.lead === null) return options.length > 1 ? memo.onlyOne : null;
  const said = printSteps(next.lead, stepDigits([next.lead]));
  const name = optionName(context, next.option);
  if (said === '0') return memo.levelWith(name);
  return next.lead < 0 ? memo.leadsBy(name, said, Math.abs(next.lead) < 1) : memo.againstFigures(name, said);
}
