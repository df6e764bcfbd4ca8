import type { Fact, FactValue } from '../core/scenario.ts';
import { fillFacts as filledWith } from '../wording/fill.ts';
import type { PrintContext } from './context.ts';

/** A text of the scenario with its facts put in, as the moderator would say it; `set` holds facts that changed by then. */
export function fillFacts(
  text: string,
  { scenario, language }: Pick<PrintContext, 'scenario' | 'language'>,
  set: Readonly<Record<string, { to: FactValue }>> = {},
): string {
  const facts: Record<string, Fact> = { ...scenario.facts };
  for (const [name, { to }] of Object.entries(set)) facts[name] = { ...facts[name], value: to };
  return filledWith(text, facts, language);
}
