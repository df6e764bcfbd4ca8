import type { Figures, Outcome, TableRow } from '../core/outcome.ts';
import { printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { optionName } from './context.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import { missedBy } from './others.ts';
import type { Standing } from './set-at.ts';
import { nameSetAt, nextOption, setIn, worthText } from './set-at.ts';
import { printSteps, stepDigits } from './step-digits.ts';

/**
 * Each option that was not taken against the one that was: by how much, on what, and what is too little to count; or the limits that it
 * misses. The nearest first.
 */
export function weighingLines(
  context: PrintContext,
  outcome: Outcome,
  figures: Figures,
): { head: string; text: string }[] {
  const { against, ahead, options } = figures;
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
    // What the figures say against the decision is told as theirs.
    const isAgainst = ahead !== null && ahead !== against && one.option === ahead;
    const said = isAgainst ? `${context.labels.memo.addsUpFor} ${text}` : text;
    return text === '' ? [] : [{ head: nameSetAt(context, one.option, set), text: said }];
  });
}

/** `behind by $2,100 in all · worse: … · better: … · too little to count: the monthly cost`. */
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
        return [`${row.label} ${memo.versus(their, our, worthText(context, table, counts))}`];
      })
      .join(', ');
  const [worse, better] = [told(false), told(true)];
  const small = goals
    .filter(({ counts, difference }) => counts === 0 && Math.abs(difference) > 1e-9)
    .flatMap(({ quantity }) => table.find((one) => one.quantity === quantity)?.label ?? []);
  return [
    counted.length === 0 ? memo.even : leadText(context, lead, digits, table),
    ...(worse === '' ? [] : [memo.worse(worse)]),
    ...(better === '' ? [] : [memo.better(better)]),
    ...(small.length === 0 || counted.length === 0 ? [] : [memo.tooLittle(small.join(', '))]),
  ].join(' · ');
}

/** By how much somebody is behind or ahead, or that they are level. */
export function leadText(context: PrintContext, lead: number, digits: number, table: readonly TableRow[]): string {
  const { memo } = context.labels;
  const said = printSteps(lead, digits);
  if (said === '0') return memo.level;
  return (lead < 0 ? memo.behind : memo.ahead)(worthText(context, table, lead));
}

/** The limits that the decision keeps and another option misses, each with what it comes to; nothing where there is none, or it misses one. */
export function keptLines(context: PrintContext, { decision, table, settings }: Outcome): MemoLine[] {
  const { memo } = context.labels;
  if (decision === null || table.some(({ now }) => (now[decision]?.short ?? null) !== null)) return [];
  const kept = table.flatMap(({ label, unit, limit, now }) => {
    const value = now[decision]?.value;
    const isMissed = Object.values(now).some((cell) => (cell?.short ?? null) !== null);
    if (value == null || limit?.value == null || !isMissed) return [];
    const [is = '', bound = ''] = printTogether([value, limit.value], unit, context.language).map(({ text }) => text);
    return [`${label} ${is} (${memo.limit(limit.operator, bound)})`];
  });
  if (kept.length === 0) return [];
  return [says(memo.keepsLimits(kept), { head: nameSetAt(context, decision, setIn({ settings }, decision)) })];
}

/** Whether the figures say the same as the decision, and by how much; null where there is nothing to weigh it against. */
export function agreementText(
  context: PrintContext,
  { table }: Pick<Outcome, 'table'>,
  figures: Figures,
  decision: string | null,
): string | null {
  const { memo } = context.labels;
  const { ahead, options } = figures;
  if (decision === null) return ahead === null ? null : memo.byFigures(optionName(context, ahead));
  const own = options.find(({ option }) => option === decision);
  if (own !== undefined && own.missed.length > 0) return memo.missesItself;
  const next = nextOption(figures, decision);
  if (next === null) return options.length > 1 ? memo.onlyOne : null;
  const said = printSteps(next.lead, stepDigits([next.lead]));
  const name = nameSetAt(context, next.option, next.set);
  if (said === '0') return memo.levelWith(name);
  const amount = worthText(context, table, next.lead);
  return next.lead < 0 ? memo.leadsBy(name, amount, Math.abs(next.lead) < 1) : memo.againstFigures(name, amount);
}
