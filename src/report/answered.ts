import type { DebateDocument } from '../core/document.ts';
import { barIn } from '../reasoning/bars.ts';
import { numbersIn } from '../reasoning/said-numbers.ts';
import type { PrintContext } from './context.ts';
import { sentencesOf } from './shortened.ts';

/** Numbers that measure something. */
const measuredIn = (text: string): number[] =>
  numbersIn(text).flatMap(({ unit, isPercent, value }) => (unit !== null || isPercent ? [value] : []));

/** The turn in which whoever closed said what is done about a condition: with its number, or with another bar of the same fact; null where nobody did. */
export function answeredInClose(
  { scenario }: PrintContext,
  { turns }: DebateDocument,
  condition: string,
): number | null {
  const held = new Map(Object.entries(scenario.facts).map(([name, { value }]) => [name, value]));
  const own = measuredIn(condition);
  const about = barIn(condition, scenario, held)?.fact;
  const isAnswer = (sentence: string) =>
    measuredIn(sentence).some((value) => own.includes(value)) ||
    (about !== undefined && barIn(sentence, scenario, held)?.fact === about);
  const found = turns.find(({ phase, utterance }) => phase === 'close' && sentencesOf(utterance).some(isAnswer));
  return found?.turn ?? null;
}
