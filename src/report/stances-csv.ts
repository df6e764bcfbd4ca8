import type { DebateDocument } from '../core/document.ts';
import { asCsv } from './csv.ts';

/** Where each speaker stood after each turn, a row a turn and a column of support for each option. */
export function stancesCsv({ debate, turns }: DebateDocument, options: readonly string[]): string {
  const head = [
    'debate',
    'turn',
    'round',
    'phase',
    'speaker',
    'act',
    'addressee',
    'option',
    'confidence',
    ...options.map((option) => `support.${option}`),
    'moved_by',
  ];
  const rows = turns.map(({ turn, round, phase, speaker, act, addressee, stance }) => [
    debate.id,
    turn,
    round,
    phase,
    speaker,
    act,
    addressee,
    stance.option,
    stance.confidence,
    ...options.map((option) => stance.support[option] ?? 0),
    stance.movedBy.join(' '),
  ]);
  return asCsv([head, ...rows]);
}
