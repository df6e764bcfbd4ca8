import type { Paragraph, RootContent } from 'mdast';
import type { PersonaCard } from '../core/card.ts';
import type { Source } from './markdown.ts';
import { lineOf, linesOf, sourceOf, textOf } from './markdown.ts';
import type { Block } from './outline.ts';
import { readRules } from './rules.ts';

type Framework = PersonaCard['frameworks'][number];
type Draft = Omit<Framework, 'text'> & { parts: string[] };

/** A paragraph that is, or starts with, one bold line. */
function boldLine(node: RootContent): { name: string; rest: string } | undefined {
  if (node.type !== 'paragraph' || node.children[0]?.type !== 'strong') return undefined;
  const after = textOf({ type: 'paragraph', children: node.children.slice(1) } satisfies Paragraph);
  return after === '' || after.startsWith('\n')
    ? { name: textOf(node.children[0]).trim(), rest: after.trim() }
    : undefined;
}

/** One framework for each bold line of a section, or one for the section; prose and code stay in `text`. Rule ids are unique among `ruleIds`. */
export function readFrameworks(
  source: Source,
  { heading, isNamed, line, nodes }: Block,
  ruleIds: Set<string>,
): Framework[] {
  const drafts: Draft[] = [];
  const start = (name: string, at: number): Draft => {
    const under = isNamed || name === heading ? {} : { under: heading };
    const draft: Draft = { name, rules: [], ...under, line: at, parts: [] };
    drafts.push(draft);
    return draft;
  };
  for (const node of nodes.filter(({ type }) => type !== 'thematicBreak')) {
    const bold = boldLine(node);
    if (bold !== undefined) {
      const { parts } = start(bold.name, lineOf(node));
      if (bold.rest !== '') parts.push(bold.rest);
      continue;
    }
    const current = drafts.at(-1) ?? start(heading, line);
    if (node.type === 'code') {
      current.rules.push(...readRules(linesOf(source, node), ruleIds));
      current.parts.push(node.value);
    } else current.parts.push(sourceOf(source, [node]));
  }
  if (drafts.length === 0 && !isNamed) start(heading, line);
  return drafts.map(({ parts, ...framework }) => ({ ...framework, text: parts.join('\n\n') }));
}
