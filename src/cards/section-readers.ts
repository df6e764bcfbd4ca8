import type { Code, List, ListItem, RootContent, Table } from 'mdast';
import type { PersonaCard } from '../core/card.ts';
import { splitCommas } from './lists.ts';
import type { Lines, Source } from './markdown.ts';
import { lineOf, linesOf, textOf } from './markdown.ts';
import type { LooseLine } from './messages.ts';
import type { Block } from './outline.ts';
import type { Acquaintances } from './people.ts';
import { readListedDependency } from './people.ts';
import { readToolChain, readToolList, readToolTable } from './toolchain.ts';

/** What a reader makes of one section, and what of it is left. */
export interface Reading<T> {
  found: T[];
  restNodes?: readonly (RootContent | ListItem)[];
  restLines?: readonly LooseLine[];
  /** Whether the words of the heading are kept in what was found. */
  hasHeading?: boolean;
}

export const isText = ({ type }: RootContent): boolean => type !== 'thematicBreak';
export const isTable = (node: RootContent): node is Table => node.type === 'table';
export const isList = (node: RootContent): node is List => node.type === 'list';
const isYaml = (node: RootContent): node is Code => node.type === 'code' && /^ya?ml$/i.test(node.lang ?? '');

export function piecesOf(source: Source, nodes: readonly RootContent[]): (Lines & { isList: boolean })[] {
  return nodes.filter(isText).map((node) => ({ ...linesOf(source, node), isList: isList(node) }));
}

/** YAML, lists and tables; any other code under the heading is no list of tools. */
export function readTools(source: Source, { nodes, heading, isNamed }: Block): Reading<PersonaCard['tools'][number]> {
  const isTools = (node: RootContent) => isYaml(node) || isList(node) || isTable(node);
  const under = isNamed ? {} : { under: heading };
  const found = nodes
    .flatMap((node) => {
      if (isYaml(node)) return readToolChain(linesOf(source, node), heading);
      if (isList(node)) return readToolList(node, heading);
      return isTable(node) ? readToolTable(node) : [];
    })
    .map(({ line, ...category }) => ({ ...category, ...under, line }));
  return { found, restNodes: nodes.filter((node) => !isTools(node)), hasHeading: !isNamed && found.length > 0 };
}

/** Items that name somebody; a list of anything else is left as it is. */
export function readListed(
  nodes: readonly RootContent[],
  known: Acquaintances,
): Reading<PersonaCard['dependencies'][number]> {
  const found: PersonaCard['dependencies'] = [];
  const restNodes: (RootContent | ListItem)[] = [];
  for (const node of nodes.filter(isText)) {
    const parts = node.type === 'list' ? node.children : [node];
    for (const part of parts) {
      const text =
        'children' in part
          ? part.children
              .map(textOf)
              .join(part.type === 'listItem' ? ' ' : '')
              .trim()
          : '';
      const stated = readListedDependency({ text, line: lineOf(part) }, known);
      if (stated.length > 0) found.push(...stated);
      else restNodes.push(part);
    }
  }
  return { found, restNodes };
}

/** Whom a card has speak or speaks to, and what it works with. */
export function acquaintancesOf({
  feedback,
  messages,
  tools,
  languages,
  specialization,
}: Pick<PersonaCard, 'feedback' | 'messages' | 'tools' | 'languages' | 'specialization'>): Acquaintances {
  const named = [
    ...tools.flatMap(({ category, items }) => [category, ...items]),
    ...languages.map(({ name }) => name),
    ...specialization.flatMap(splitCommas),
  ];
  return {
    software: new Set(named.flatMap((item) => item.toLowerCase().split(/[^a-z]+/))),
    people: new Set([
      ...feedback.map(({ by }) =>
        by
          .replace(/\s*\(.*$/su, '')
          .trim()
          .toLowerCase(),
      ),
      ...messages.flatMap(({ to }) => to ?? []),
    ]),
  };
}
