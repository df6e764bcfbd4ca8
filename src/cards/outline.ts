import type { Heading, Paragraph, RootContent, Yaml } from 'mdast';
import { isFooter } from './footer.ts';
import type { SectionKind } from './headings.ts';
import { kindOf } from './headings.ts';
import type { Source } from './markdown.ts';
import { invalid, isBlank, lineOf, readMarkdown, textOf } from './markdown.ts';

/** What stands under one heading; an unknown heading inside an unknown section belongs to that section's nodes. */
export interface Block {
  kind: SectionKind | undefined;
  /** Whether the heading itself says the kind; a heading inside such a section has its kind from there. */
  isNamed: boolean;
  node: Heading;
  heading: string;
  depth: number;
  line: number;
  nodes: RootContent[];
}

/** The card cut at its headings, in order; every node of the tree is in exactly one part. */
export interface Outline {
  frontMatter: Yaml | undefined;
  title: Heading;
  /** `"Pulse" | role | role`, directly under the title. */
  subtitle: Heading | undefined;
  blocks: Block[];
  /** `*Created: …*` lines at the very end. */
  footer: Paragraph[];
}

/** Sections that own whatever headings stand inside them. */
const INHERITED: ReadonlySet<SectionKind> = new Set(['thinking', 'tools', 'career', 'feedback', 'dependencies']);

/** Sections whose names other sections use for parts of their own. */
const GENERIC: ReadonlySet<SectionKind> = new Set(['dependencies', 'tools']);

export function readOutline(source: Source): Outline {
  const nodes = readMarkdown(source.text);
  const frontMatter = nodes[0]?.type === 'yaml' ? (nodes.shift() as Yaml) : undefined;
  const preface = nodes.splice(
    0,
    Math.max(
      0,
      nodes.findIndex((node) => node.type !== 'html' && node.type !== 'thematicBreak'),
    ),
  );
  const title = nodes.shift();
  if (title?.type !== 'heading' || title.depth !== 1) throw noTitle(source, title);
  const subtitle = isSubtitle(nodes) ? (nodes.shift() as Heading) : undefined;
  const footer: Paragraph[] = [];
  while (nodes.length > 0 && isFooter(source, nodes.at(-1))) footer.unshift(nodes.pop() as Paragraph);
  return { frontMatter, title, subtitle, blocks: cutAtHeadings(title, [...preface, ...nodes]), footer };
}

function cutAtHeadings(title: Heading, nodes: RootContent[]): Block[] {
  const first: Block = {
    kind: 'reference',
    isNamed: true,
    node: title,
    heading: textOf(title),
    depth: 1,
    line: lineOf(title),
    nodes: [],
  };
  const blocks = [first];
  const owners: { kind: SectionKind | undefined; depth: number }[] = [];
  for (const node of nodes) {
    const current = blocks.at(-1) as Block;
    if (node.type !== 'heading') {
      current.nodes.push(node);
      continue;
    }
    const { depth } = node;
    while ((owners.at(-1)?.depth ?? 0) >= depth) owners.pop();
    const owner = owners.at(-1)?.kind;
    const named = kindOf(textOf(node));
    // `Dependencies` or `Tools` inside an unknown section are that section's, of software as a rule.
    const own =
      named !== undefined && GENERIC.has(named) && owners.length > 0 && owner === undefined ? undefined : named;
    const kind = own ?? (owner !== undefined && INHERITED.has(owner) ? owner : undefined);
    if (kind === undefined && current.kind === undefined && depth > current.depth) {
      current.nodes.push(node);
      continue;
    }
    owners.push({ kind, depth });
    blocks.push({
      kind,
      isNamed: own !== undefined,
      node,
      heading: textOf(node).trim(),
      depth,
      line: lineOf(node),
      nodes: [],
    });
  }
  return blocks;
}

function isSubtitle(nodes: RootContent[]): boolean {
  const [first, ...rest] = nodes;
  if (first?.type !== 'heading' || first.depth !== 2 || kindOf(textOf(first)) !== undefined) return false;
  const next = rest.findIndex((node) => node.type === 'heading');
  return /^\s*["“]|\|/.test(textOf(first)) || isBlank(next < 0 ? rest : rest.slice(0, next));
}

function noTitle(source: Source, found: RootContent | undefined) {
  const text = found === undefined ? '' : (textOf(found).trim().split('\n')[0] ?? '');
  const what =
    found === undefined
      ? 'nothing'
      : `${found.type === 'heading' ? `a level-${found.depth} heading` : found.type} "${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
  const { line = 1, column = 1 } = found?.position?.start ?? {};
  return invalid(source, `expected a level-1 heading "ID: name", found ${what}`, { line, column });
}
