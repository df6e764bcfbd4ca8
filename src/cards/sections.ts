import type { RootContent } from 'mdast';
import type { PersonaCard } from '../core/card.ts';
import type { Source } from './markdown.ts';
import { isBlank, sourceOf } from './markdown.ts';
import type { Block } from './outline.ts';

/** What no reader took, by the block it stood in: nodes, or lines out of a node that was taken in part. */
export type Leftover = Map<Block, RootContent[] | string>;

/** Unknown sections whole, and of known ones what their reader left over, in the order of the card. */
export function readSections(source: Source, blocks: readonly Block[], leftover: Leftover): PersonaCard['sections'] {
  return blocks.flatMap((block) => {
    const { kind, heading, line, nodes } = block;
    const rest = leftover.get(block) ?? nodes;
    const text = typeof rest === 'string' ? rest : textOf(source, kind === undefined, rest);
    // An unknown heading is kept even when nothing stands under it; the title is not such a heading.
    return text === '' && (kind !== undefined || block === blocks[0]) ? [] : [{ heading, text, line }];
  });
}

function textOf(source: Source, isWhole: boolean, nodes: readonly RootContent[]): string {
  if (isBlank(nodes)) return '';
  const last = nodes.findLastIndex(({ type }) => type !== 'thematicBreak');
  const kept = nodes.slice(0, last + 1);
  return isWhole ? sourceOf(source, kept) : kept.map((node) => sourceOf(source, [node])).join('\n\n');
}
