import type { Uncertain } from '../core/card.ts';

const NOTE = [
  '# Characters that a repair could not settle, each with what else it may be, likeliest first.',
  '# Put it right below where it is wrong, then delete its entry; with the last entry this list goes.',
];

/**
 * A card's text with the characters that a person has still to look at in its front matter, their lines counted in the text
 * that results. Without such characters the text stays as it is.
 */
export function withUncertain(text: string, uncertain: readonly Uncertain[]): string {
  if (uncertain.length === 0) return text;
  const rows = text.split('\n');
  const end = /^---\s*$/.test(rows[0] ?? '') ? rows.findIndex((row, index) => index > 0 && /^---\s*$/.test(row)) : -1;
  const added = NOTE.length + 1 + uncertain.length;
  const entries = (shiftFrom: number, by: number) => [
    ...NOTE,
    'uncertain:',
    ...uncertain.map(({ line, column, text: character, candidates }) => {
      const place = line >= shiftFrom ? line + by : line;
      const list = candidates.map((candidate) => JSON.stringify(candidate)).join(', ');
      return `  - { line: ${place}, column: ${column}, text: ${JSON.stringify(character)}, candidates: [${list}] }`;
    }),
  ];
  return end > 0
    ? [...rows.slice(0, end), ...entries(end + 1, added), ...rows.slice(end)].join('\n')
    : ['---', ...entries(1, added + 3), '---', '', ...rows].join('\n');
}
