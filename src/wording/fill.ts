import type { Language } from '../core/language.ts';
import type { Fact } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import { factAt } from '../reasoning/references.ts';
import { printAmount } from './amounts.ts';
import { withParticles } from './particles.ts';

/** A text of the scenario with its facts put in: `{fact:NAME}`, `{fact:NAME.member}`, `|bare` for the number alone, `|percent`. */
export function fillFacts(text: string, facts: Readonly<Record<string, Fact>>, language: Language): string {
  const filled = text.replace(/\{fact:([^}|]+)(?:\|([a-z]+))?\}/g, (whole, path: string, form?: string) => {
    const head = headOf(path);
    const fact = facts[head];
    if (fact === undefined) return whole;
    const value = factAt(facts, path);
    if (typeof value !== 'number') return String(value);
    const unit = form === 'percent' ? 'share' : (fact.unit ?? '');
    const printed = printAmount(value, unit, language);
    return form === 'bare' ? printed.number.text : printed.text;
  });
  return language === 'ko' ? withParticles(filled) : filled;
}
