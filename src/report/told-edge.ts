import type { Language } from '../core/language.ts';
import type { Flip } from '../core/outcome.ts';

/** On which side of a value something else follows: at the value itself too, or `over` and `under` it alone. */
export type Beyond = 'above' | 'below' | 'over' | 'under';

type Turn = Pick<Flip, 'at' | 'beyond' | 'tried'> & { isMissed?: true | undefined };

/** At which value a turn is told: where a limit is missed past it at the last one of few digits that keeps it, which is on the safe side. */
export function toldEdge({ at, beyond, tried, isMissed }: Turn): { at: number; beyond: Beyond } {
  if (isMissed !== true) return { at, beyond };
  return { at: tried.holds, beyond: beyond === 'above' ? 'over' : 'under' };
}

/** `76% or more`, `more than 60 days`. */
export function beyondText(language: Language, edge: string, beyond: Beyond | null): string {
  if (beyond === null) return edge;
  if (language === 'ko') return `${edge} ${{ above: '이상', below: '이하', over: '초과', under: '미만' }[beyond]}`;
  const isPast = beyond === 'over' || beyond === 'under';
  return isPast
    ? `${beyond === 'over' ? 'more' : 'less'} than ${edge}`
    : `${edge} or ${beyond === 'above' ? 'more' : 'less'}`;
}
