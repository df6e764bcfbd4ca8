import type { ListItem, RootContent } from 'mdast';
import type { PersonaCard } from '../core/card.ts';
import type { Source } from './markdown.ts';
import { isBlank, sourceOf } from './markdown.ts';
import type { LooseLine } from './messages.ts';
import type { Block } from './outline.ts';
import type { Spans } from './spans.ts';

/** What a reader left over of a block: nodes, or lines of a node that was taken in part. */
export interface Leftover {
  nodes: readonly (RootContent | ListItem)[];
  lines: readonly LooseLine[];
  /** Whether the heading's own words are kept by what was taken. */
  hasHeading: boolean;
}

/** Unknown sections whole, and of known ones what their reader left over, in the order of the card. */
export function readSections(
  source: Source,
  blocks: readonly Block[],
  leftovers: ReadonlyMap<Block, Leftover>,
  spans: Spans,
): PersonaCard['sections'] {
  return blocks.flatMap((block) => {
    const { kind, isNamed, heading, line, nodes } = block;
    const left = leftovers.get(block) ?? { nodes, lines: [], hasHeading: false };
    const text = [textOf(source, kind === undefined, left.nodes), ...left.lines.map(({ text: loose }) => loose)]
      .filter((part) => part !== '')
      .join('\n');
    for (const node of left.nodes) spans.node(node as RootContent, 'sections');
    addLines(source, left.lines, spans);
    const isTitle = block === blocks[0];
    const isKept = text !== '' || (!isTitle && !isNamed && !left.hasHeading) || (!isTitle && kind === undefined);
    if (!isTitle && !left.hasHeading) spans.node(block.node, isKept ? 'sections' : fieldOf(block), !isKept);
    return isKept ? [{ heading, text, line }] : [];
  });
}

/** The part of the card that a known heading names. */
export function fieldOf({ kind }: Block): keyof PersonaCard {
  switch (kind) {
    case 'reference':
      return 'attributes';
    case 'thinking':
      return 'frameworks';
    case 'growth':
      return 'growthAreas';
    case undefined:
    case 'background':
    case 'communication':
    case 'balance':
      return 'sections';
    default:
      return kind;
  }
}

function addLines({ text }: Source, lines: readonly LooseLine[], spans: Spans): void {
  if (lines.length === 0) return;
  const starts = lineStarts(text);
  for (const { line } of lines) {
    const start = starts[line - 1] ?? 0;
    spans.add(start, (starts[line] ?? text.length + 1) - 1, 'sections');
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function textOf(source: Source, isWhole: boolean, nodes: Leftover['nodes']): string {
  if (isBlank(nodes as RootContent[])) return '';
  const last = nodes.findLastIndex(({ type }) => type !== 'thematicBreak');
  const kept = nodes.slice(0, last + 1);
  return isWhole ? sourceOf(source, kept) : kept.map((node) => sourceOf(source, [node])).join('\n\n');
}
