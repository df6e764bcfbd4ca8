import { columns, padTo, settled, widthOf, wrap } from '../report/width.ts';
import type { Block, Table } from './blocks.ts';

/** Columns that numbers stand in are set from the right. */
function aligned({ head, rows, right }: Table): { head: string[]; rows: string[][] } {
  const all = [head, ...rows.map(({ cells }) => cells)];
  const widths = head.map((_, index) => Math.max(...all.map((row) => widthOf(row[index] ?? ''))));
  const set = (row: readonly string[]) =>
    row.map((cell, index) =>
      right.includes(index) ? `${' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell)))}${cell}` : cell,
    );
  return { head: set(head), rows: rows.map(({ cells }) => set(cells)) };
}

/** For a terminal of so many columns. A table that is wider keeps its rows, so that they can be read at the end. */
export function reportAsText(
  title: string,
  blocks: readonly Block[],
  { width, bold, dim }: { width: number; bold: (text: string) => string; dim: (text: string) => string },
): string {
  const lines = [bold(title), ''];
  for (const block of blocks) {
    if (block.kind === 'heading') lines.push(bold(block.text), '');
    else if (block.kind === 'table') {
      const { head, rows } = aligned(block);
      const [first, ...rest] = columns([head, ...rows], { gap: 2 });
      lines.push(dim(`  ${first ?? ''}`), ...rest.map((line) => `  ${line}`), '');
    } else if (block.kind === 'list') {
      for (const item of block.items)
        lines.push(...wrap(item, width - 2).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)));
      lines.push('');
    } else lines.push(...wrap(block.text, width).map((line) => (block.kind === 'note' ? dim(line) : line)), '');
  }
  return `${settled(lines.join('\n')).trimEnd()}\n`;
}

const escaped = (text: string) => text.replace(/([\\`*_[\]<>|])/g, '\\$1');

/** For a pull request or a page of documentation: tables are aligned in the text too. */
export function reportAsMarkdown(title: string, blocks: readonly Block[]): string {
  const parts = [`# ${escaped(title)}`];
  for (const block of blocks) {
    if (block.kind === 'heading') parts.push(`## ${escaped(block.text)}`);
    else if (block.kind === 'list') parts.push(block.items.map((item) => `- ${escaped(item)}`).join('\n'));
    else if (block.kind === 'table') parts.push(markdownTable(block));
    else parts.push(escaped(block.text));
  }
  return `${settled(parts.join('\n\n'))}\n`;
}

function markdownTable(table: Table): string {
  const plain = {
    ...table,
    head: table.head.map(escaped),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.map(escaped) })),
  };
  const { head, rows } = aligned(plain);
  const widths = head.map((_, index) => Math.max(3, ...[head, ...rows].map((row) => widthOf(row[index] ?? ''))));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => (table.right.includes(index) ? cell.padStart(cell.length + (widths[index] ?? 0) - widthOf(cell)) : padTo(cell, widths[index] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((size, index) => (table.right.includes(index) ? `${'-'.repeat(size - 1)}:` : '-'.repeat(size))).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
