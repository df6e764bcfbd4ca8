import type { UiLanguage } from './settings.ts';

/** A time as the reader's clock has it: `24 Nov 2026, 16:20`, `2026. 11. 24. 16:20`. */
export function when(iso: string, language: UiLanguage): string {
  return new Intl.DateTimeFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(new Date(iso));
}

/** The day of a time by the reader's clock, as a field for dates has it: `2026-11-24`. */
export const dayOf = (iso: string): string => new Date(iso).toLocaleDateString('sv-SE');

/** `17 ms`, `2.4 s`, `1 min 12 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
