import type { Language } from '../core/language.ts';
import type { Fact } from '../core/scenario.ts';
import { figureRead } from '../reasoning/considerations.ts';
import type { Known } from '../reasoning/view.ts';
import type { Filled } from './expand.ts';
import { labelFor } from './fact-names.ts';

export type FigureSource = Pick<Known, 'consideration' | 'figure' | 'figures' | 'ref'>;

export interface WordingContext {
  facts: Record<string, Fact>;
  scenario: { language: Language };
}

export function figureLabel(known: FigureSource, view: WordingContext): Filled | null {
  const { from, id } = known.consideration;
  const name = 'fact' in from ? (from.fact.split('.')[0] ?? from.fact) : (figureRead(from) ?? id);
  const label = view.facts[name]?.label ?? labelFor(name, view.facts[name]?.unit ?? '', view.scenario.language);
  const member = 'fact' in from ? from.fact.split('.').slice(1) : [];
  const path = member.length === 0 ? '' : ` ${labelFor(member.join('-'), '', view.scenario.language)}`;
  return { text: `${label}${path}`, numbers: [] };
}
