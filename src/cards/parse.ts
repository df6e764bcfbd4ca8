import type { ListItem, RootContent } from 'mdast';
import { PersonaCard } from '../core/card.ts';
import { readCareer } from './career.ts';
import { readFeedback } from './feedback.ts';
import { readFooter } from './footer.ts';
import { readFrameworks } from './frameworks.ts';
import { readFrontMatter } from './front-matter.ts';
import { readPoints } from './growth.ts';
import type { SectionKind } from './headings.ts';
import { readIdentity } from './identity.ts';
import { inferPersona } from './infer.ts';
import { refuseTooMuch } from './limits.ts';
import type { Source } from './markdown.ts';
import { invalid, isBlank, lineOf, sourceOf } from './markdown.ts';
import { readMessages } from './messages.ts';
import type { Block } from './outline.ts';
import { readOutline } from './outline.ts';
import { readDependencies } from './people.ts';
import { readFields, readReference, readRows } from './reference.ts';
import type { Reading } from './section-readers.ts';
import { acquaintancesOf, isText, piecesOf, readListed, readTools } from './section-readers.ts';
import type { Leftover } from './sections.ts';
import { fieldOf, readSections } from './sections.ts';
import type { Span } from './spans.ts';
import { Spans } from './spans.ts';

/**
 * A profile in Markdown as a card. Headings may be English or Korean, with or without emoji, in any order; what has no typed
 * field is in `sections` (or, from the table and the footer, in `attributes`), so that no text is lost.
 * Front matter states the persona; whatever of it is not stated there is inferred from the text, and `inferred` says from where.
 * `file` is only named in errors.
 * @throws PitwallError CARD_INVALID with file, line and column of the first thing that does not fit
 */
export function parseCard(text: string, file: string): PersonaCard {
  return readCard(text, file).card;
}

/** The text as every reader sees it: offsets and lines are counted in this one. */
export const plainText = (text: string) => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');

/** The card, and which part of it each stretch of the text became; offsets are those of `plainText(text)`. */
export function readCard(text: string, file: string): { card: PersonaCard; spans: Span[] } {
  const source: Source = { file, text: plainText(text) };
  try {
    return read(source);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalid(source, 'expected a card whose parts are nested less than some thousand levels deep', {
      line: 1,
      cause: error,
    });
  }
}

function read(source: Source): { card: PersonaCard; spans: Span[] } {
  refuseTooMuch(source);
  refuseOpenFrontMatter(source);
  const outline = readOutline(source);
  const spans = new Spans();
  const front = outline.frontMatter === undefined ? undefined : readFrontMatter(source, outline.frontMatter);
  if (outline.frontMatter !== undefined) spans.node(outline.frontMatter, 'persona');
  const leftovers = new Map<Block, Leftover>();
  /** Reads each section of one kind, and keeps which of its text was taken and which is left. */
  const each = <T>(kind: SectionKind, reader: (block: Block) => Reading<T>): T[] =>
    outline.blocks
      .filter((block) => block.kind === kind)
      .flatMap((block) => {
        const { found, restNodes = [], restLines = [], hasHeading = false } = reader(block);
        leftovers.set(block, { nodes: restNodes, lines: restLines, hasHeading });
        if (hasHeading) spans.node(block.node, fieldOf(block));
        for (const node of block.nodes) addTaken(source, node, { restNodes, restLines }, fieldOf(block), spans);
        return found;
      });

  const reference = readReference(
    each('reference', (block) => readRows(source, block, block === outline.blocks[0], spans)),
    spans,
  );
  const tools = each('tools', (block) => readTools(source, block));
  const ruleIds = new Set<string>();
  const frameworks = each('thinking', (block) => ({
    found: readFrameworks(source, block, ruleIds),
    hasHeading: !block.isNamed,
  }));
  const career = each('career', (block) => {
    const { found, rest, tookHeading } = readCareer(block);
    return { found, restNodes: rest, hasHeading: tookHeading };
  });
  const messages = each('messages', ({ nodes }) => {
    const { found, rest } = readMessages(piecesOf(source, nodes), front?.persona.relationships ?? []);
    return { found, restLines: rest };
  });
  const feedback = each('feedback', ({ nodes, isNamed, heading }) => {
    const under = isNamed ? '' : heading.replace(/^from\s+/iu, '');
    const { found, rest } = readFeedback(piecesOf(source, nodes), under);
    return { found, restLines: rest, hasHeading: under !== '' && found.some(({ by }) => by === under) };
  });
  const personality = each('personality', ({ nodes }) => ({
    found: isBlank(nodes)
      ? []
      : [
          {
            text: nodes
              .filter(isText)
              .map((node) => sourceOf(source, [node]).replaceAll(/[ \t]+$/gm, ''))
              .join('\n\n'),
            line: lineOf(nodes[0] as RootContent),
          },
        ],
  }));
  const points = ({ nodes }: Block) => {
    const { found, rest } = readPoints(nodes);
    return { found, restNodes: rest };
  };
  const strengths = each('strengths', points);
  const growthAreas = each('growth', points);
  const fields = readFields(reference);
  const known = acquaintancesOf({ ...fields, tools, feedback, messages });
  const dependencies = [
    ...readDependencies(growthAreas, known),
    ...each('dependencies', ({ nodes }) => readListed(nodes, known)),
  ];
  const footer = readFooter(source, outline.footer, spans);
  const identity = readIdentity(source, outline, reference, spans);
  const stated = {
    ...identity,
    ...fields,
    frameworks,
    tools,
    career,
    messages,
    feedback,
    ...(personality.length === 0 ? {} : { personality: personality.map(({ text }) => text).join('\n\n') }),
    strengths,
    growthAreas,
    dependencies,
    attributes: [...reference.attributes, ...footer.attributes],
    sections: readSections(source, outline.blocks, leftovers, spans),
    document: footer.document,
  };
  const { persona, inferred } = inferPersona({
    card: stated,
    text: source.text,
    lines: {
      role: reference.fields.get('role')?.line ?? lineOf(outline.subtitle ?? outline.title),
      specialization: reference.fields.get('specialization')?.line ?? 1,
      philosophy: reference.fields.get('philosophy')?.line ?? 1,
      personality: personality[0]?.line ?? 1,
    },
    stated: front?.persona ?? {},
  });

  const checked = PersonaCard.safeParse({
    ...stated,
    persona,
    inferred,
    uncertain: front?.uncertain ?? [],
  } satisfies PersonaCard);
  if (checked.success) return { card: checked.data, spans: spans.sorted() };
  const [issue] = checked.error.issues;
  throw invalid(source, `expected a card, found \`${issue?.path.join('.')}\`: ${issue?.message}`, {
    line: lineOf(outline.title),
  });
}

/** The part of a node that a reader took: all of it, or its lines without those that are left. */
function addTaken(
  source: Source,
  node: RootContent,
  { restNodes, restLines }: Required<Pick<Reading<unknown>, 'restNodes' | 'restLines'>>,
  field: keyof PersonaCard,
  spans: Spans,
): void {
  const isLeft = (candidate: RootContent | ListItem) => restNodes.includes(candidate);
  if (isLeft(node) || field === 'attributes') return;
  if (node.type === 'list' && node.children.some(isLeft)) {
    for (const item of node.children) if (!isLeft(item)) spans.node(item as unknown as RootContent, field);
    return;
  }
  if (restLines.length === 0 || node.position === undefined) {
    spans.block(node, field, source.text);
    return;
  }
  const left = new Set(restLines.map(({ line }) => line));
  let at = node.position.start.offset ?? 0;
  const raw = source.text.slice(at, node.position.end.offset);
  raw.split('\n').forEach((text, index) => {
    const isOpening = index === 0 && node.type === 'code';
    if (!left.has(lineOf(node) + index)) spans.add(at, at + text.length, field, isOpening);
    at += text.length + 1;
  });
}

/** A first line `---` followed by `name:` opens front matter; without its end the whole card would be read as prose. */
function refuseOpenFrontMatter(source: Source): void {
  const lines = source.text.split('\n');
  const isOpen = /^---\s*$/.test(lines[0] ?? '') && /^[\w-]+\s*:/.test(lines[1] ?? '');
  if (isOpen && !lines.slice(1).some((line) => /^---\s*$/.test(line))) {
    throw invalid(
      source,
      'expected the front matter that starts here to end with a line `---`, found the end of the file',
      { line: 1 },
    );
  }
}
