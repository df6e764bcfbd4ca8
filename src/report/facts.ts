import type { Fact, FactValue } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import { factAt } from '../reasoning/references.ts';
import { printAmount } from '../wording/amounts.ts';
import { withParticles } from '../wording/particles.ts';
import type { PrintContext } from './context.ts';

const SLOT = /\{fact:([^{}|]+)(?:\|([a-z]+))?\}/g;

/**
 * A text of the scenario with its facts put in, as the moderator would say it: `{fact:deadlineDays}` with the fact's unit,
 * `|bare` without, `|percent` as a share. `set` holds facts that changed by then.
 */
export function fillFacts(
  text: string,
  { scenario, language }: Pick<PrintContext, 'scenario' | 'language'>,
  set: Readonly<Record<string, { to: FactValue }>> = {},
): string {
  const facts: Record<string, Fact> = { ...scenario.facts };
  for (const [name, { to }] of Object.entries(set)) facts[name] = { ...facts[name], value: to };
  const filled = text.replaceAll(SLOT, (_, path: string, how: string | undefined) => {
    const value = factAt(facts, path);
    if (typeof value !== 'number') return String(value);
    if (how === 'percent') return printAmount(value * 100, '%', language).text;
    const { text: said, number } = printAmount(value, facts[headOf(path)]?.unit ?? '', language);
    return how === 'bare' ? number.text : said;
  });
  return withParticles(filled);
}
