import type { DebateDocument } from '../core/document.ts';

/** Where each speaker stood after each turn, a row a turn and a column of support for each option, as RFC 4180 has it but for the ends of lines. */
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
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

/** A text that a spreadsheet would run as a formula is kept as a text. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
