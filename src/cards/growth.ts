import type { RootContent } from 'mdast';
import type { PersonaCard } from '../core/card.ts';
import { splitPoints } from './lists.ts';
import { lineOf, textOf } from './markdown.ts';

type Point = PersonaCard['strengths'][number];

/** List items as they are; a paragraph's line breaks, sentences or commas part it. */
export function readPoints(nodes: readonly RootContent[]): { found: Point[]; rest: RootContent[] } {
  const points: Point[] = [];
  const rest: RootContent[] = [];
  for (const node of nodes) {
    if (node.type === 'list') {
      for (const item of node.children)
        points.push({ text: item.children.map(textOf).join(' ').trim(), line: lineOf(item) });
    } else if (node.type === 'paragraph') {
      const lines = textOf(node).split('\n');
      // A sentence may run over a line break: then the paragraph is one text, else each line has its own number.
      const pieces =
        lines.length > 1 && lines.slice(0, -1).every((text) => /[.!?。,，]\s*$/.test(text)) ? lines : [lines.join(' ')];
      pieces.forEach((piece, index) => {
        for (const text of splitPoints(piece.replace(/[,，]\s*$/, '')))
          points.push({ text, line: lineOf(node) + index });
      });
    } else if (node.type !== 'thematicBreak') rest.push(node);
  }
  return { found: points.filter(({ text }) => text !== ''), rest };
}
