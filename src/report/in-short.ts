import type { Figures, Outcome, SetAt } from '../core/outcome.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, isMoney, printAmount } from '../wording/amounts.ts';
import type { Weighed } from '../wording/clause.ts';
import { capitalised, inRegister } from '../wording/expand.ts';
import { ARITHMETIC } from '../wording/tell.ts';
import type { PrintContext } from './context.ts';
import { optionName } from './context.ts';
import { nameSetAt } from './set-at.ts';

/**
 * Why the decision and not the next best that keeps its limits, in one sentence: what it is better at, what it costs, and what that comes to in
 * money; in English. Null where all speaks for one side, a quantity is not known, no goal is counted in money, or the next stands otherwise than in the table.
 */
export function inShort(
  context: PrintContext,
  { table, decision }: Pick<Outcome, 'table' | 'decision'>,
  { options, against, ahead }: Figures,
  nextBest: Pick<Figures['options'][number], 'option'> & { lead: number; set: readonly SetAt[] },
): string | null {
  // A Korean memo is written in another level than people speak in.
  if (context.language === 'ko' || decision === null || against !== decision || ahead !== decision) return null;
  const next = options.find(({ option }) => option === nextBest.option);
  const money = table.find(({ unit, worth }) => worth !== null && worth > 0 && isMoney(unit));
  const isInTable = next !== undefined && next.missed.length === 0 && next.set === nextBest.set;
  if (!isInTable || next.lead === null || next.lead >= 0 || money?.worth == null) return null;
  const counted = next.goals.filter(({ counts }) => counts !== 0);
  const parts = counted.flatMap(({ quantity, counts }) => {
    const part = partOf(context, table, quantity, [decision, next.option]);
    return part === null ? [] : [{ part, isWon: counts < 0 }];
  });
  const side = (isWon: boolean) => parts.filter((one) => one.isWon === isWon).map(({ part }) => part);
  const [won, lost] = [side(true), side(false)];
  if (won.length === 0 || lost.length === 0 || parts.length < counted.length) return null;
  const worth = -next.lead * money.worth;
  const lead = printAmount(Number(worth.toPrecision(2)), money.unit, context.language);
  const rival = nameSetAt(context, next.option, next.set);
  const own = optionName(context, decision);
  return finished(ARITHMETIC[context.language].weighed(own, rival, won, lost, asPhrase(lead, [])));
}

function partOf(
  { scenario, language }: PrintContext,
  table: Outcome['table'],
  quantity: string,
  [ours, theirs]: readonly [string, string],
): Weighed | null {
  const row = table.find((one) => one.quantity === quantity);
  const [a, b] = [row?.now[ours]?.value, row?.now[theirs]?.value];
  if (row === undefined || a == null || b == null) return null;
  const gap = printAmount(rounded(Math.abs(a - b)), row.unit, language);
  const isLess = scenario.criteria.some((one) => 'less' in one && one.less === quantity);
  return { label: row.label, gap: asPhrase(gap, []), isLess, as: null, rate: null };
}

/** A difference that stands without what it is between: as people say it. */
const rounded = (gap: number): number => Number(gap.toPrecision(gap < 10 ? 2 : 3));

const finished = ({ text }: Phrase): string => capitalised(inRegister(text, 'formal'));
