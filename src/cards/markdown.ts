import type { Nodes, RootContent } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { PitwallError } from '../core/error.ts';
import type { Piece } from './pieces.ts';
import { cutMarkdown } from './pieces.ts';

/** A card's text as every reader sees it: without byte order mark, lines ended by `\n`. */
export interface Source {
  file: string;
  text: string;
}

/** A run of source lines; `line` is the first one, from 1. */
export interface Lines {
  line: number;
  lines: string[];
}

// A single tilde is a range here (2012~2014), never a deletion.
const reader = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkFrontmatter, ['yaml'])
  .freeze();

const plainReader = unified().use(remarkParse).use(remarkFrontmatter, ['yaml']).freeze();
/** Without any of this a text has no table, address, task, footnote or deletion, and reads the same without those extensions. */
const EXTENDED = /\||:-|-:|~~|\[[ \txX]\]|\[\^|www\.|https?:|@/i;

/** The nodes of a Markdown text, in pieces by default; positions are those of the whole text. */
export function readMarkdown(text: string, pieces: readonly Piece[] = cutMarkdown(text)): RootContent[] {
  return pieces.flatMap((piece) => {
    const { children } = (EXTENDED.test(piece.text) ? reader : plainReader).parse(piece.text);
    for (const node of children) settle(node, piece);
    return children;
  });
}

/** Moves a node to where it stands in the whole text, and puts back what its fence holds. */
function settle(node: Nodes, piece: Piece): void {
  const { position } = node;
  if (position !== undefined) {
    const [start, end] = [position.start.offset ?? 0, position.end.offset ?? 0];
    if (node.type === 'code') {
      const gap = piece.gaps.find(({ at }) => start < at && at <= end);
      if (gap !== undefined) node.value = gap.value;
    }
    for (const point of [position.start, position.end]) move(point, piece);
  }
  if ('children' in node) for (const child of node.children) settle(child, piece);
}

function move(point: { line: number; offset?: number | undefined }, { offset, line, gaps }: Piece): void {
  const at = point.offset ?? 0;
  let chars = offset;
  let lines = line - 1;
  for (const gap of gaps) {
    if (gap.at > at) break;
    chars += gap.chars;
    lines += gap.lines;
  }
  point.offset = at + chars;
  point.line += lines;
}

/** The words of a node without its marks; a `<br>` is a space. */
export function textOf(node: Nodes): string {
  if (node.type === 'html') return /^<br\s*\/?>$/i.test(node.value) ? ' ' : node.value;
  if ('value' in node) return node.value;
  if (node.type === 'break') return '\n';
  if ('alt' in node) return 'url' in node ? `${node.alt ?? ''} (${node.url})` : (node.alt ?? '');
  if (!('children' in node)) return '';
  const text = node.children.map(textOf).join(BETWEEN[node.type] ?? '');
  // An address is part of what was written, unless it is what was written.
  return node.type !== 'link' || text === node.url || `mailto:${text}` === node.url || `http://${text}` === node.url
    ? text
    : `${text} (${node.url})`;
}

/** What stands between the children of a node whose children are not a run of text. */
const BETWEEN: Partial<Record<Nodes['type'], string>> = {
  list: '\n',
  listItem: '\n',
  blockquote: '\n',
  table: '\n',
  tableRow: ' | ',
};

export function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}

/** The source from the first node to the end of the last, marks included. */
export function sourceOf({ text }: Source, nodes: readonly Nodes[]): string {
  return text.slice(nodes[0]?.position?.start.offset ?? 0, nodes.at(-1)?.position?.end.offset ?? 0);
}

/** Lines of a node as they stand in the file; of a fence, what is between its marks. */
export function linesOf(source: Source, node: Nodes): Lines {
  const raw = sourceOf(source, [node]);
  if (node.type !== 'code') return { line: lineOf(node), lines: raw.split('\n') };
  const isFenced = /^\s*(```|~~~)/.test(raw);
  return { line: lineOf(node) + (isFenced ? 1 : 0), lines: node.value.split('\n') };
}

export function isBlank(nodes: readonly RootContent[]): boolean {
  return nodes.every((node) => node.type === 'thematicBreak');
}

export function invalid(
  { file }: Source,
  sentence: string,
  { line, column, data, cause }: { line: number; column?: number; data?: Record<string, unknown>; cause?: unknown },
): PitwallError {
  return new PitwallError('CARD_INVALID', sentence, {
    place: { file, line, column: column ?? 1 },
    ...(data === undefined ? {} : { data }),
    ...(cause === undefined ? {} : { cause }),
  });
}
