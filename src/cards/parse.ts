import type { Code, RootContent, Table } from 'mdast';
import type { Persona } from '../core/card.ts';
import { PersonaCard } from '../core/card.ts';
import { readCareer } from './career.ts';
import { readFooter } from './footer.ts';
import { readFrameworks } from './frameworks.ts';
import { NEUTRAL, readFrontMatter } from './front-matter.ts';
import { readDependencies, readPoints } from './growth.ts';
import type { SectionKind } from './headings.ts';
import { readIdentity } from './identity.ts';
import type { Source } from './markdown.ts';
import { invalid, isBlank, lineOf, linesOf, sourceOf } from './markdown.ts';
import { readMessages } from './messages.ts';
import type { Block } from './outline.ts';
import { readOutline } from './outline.ts';
import { readFields, readReference } from './reference.ts';
import type { Leftover } from './sections.ts';
import { readSections } from './sections.ts';
import { readToolChain } from './toolchain.ts';
import { topicWord } from './topics.ts';

/**
 * A profile in Markdown as a card. Headings may be English or Korean, with or without emoji, in any order; what has no typed
 * field is in `sections` (or, from the table and the footer, in `attributes`), so that no text is lost.
 * Front matter is a `Persona`; a card without it gets the neutral one. `file` is only named in errors.
 * @throws PitwallError CARD_INVALID with file, line and column of the first thing that does not fit
 */
export function parseCard(text: string, file: string): PersonaCard {
  const source: Source = { file, text: text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n') };
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

function read(source: Source): PersonaCard {
  refuseOpenFrontMatter(source);
  const outline = readOutline(source);
  const stated = outline.frontMatter === undefined ? undefined : readFrontMatter(source, outline.frontMatter);
  const leftover: Leftover = new Map();
  /** What a reader makes of each section of one kind; it says what it left over. */
  const each = <T>(kind: SectionKind, reader: (block: Block) => { found: T[]; rest: RootContent[] | string }): T[] =>
    outline.blocks
      .filter((block) => block.kind === kind)
      .flatMap((block) => {
        const { found, rest } = reader(block);
        leftover.set(block, rest);
        return found;
      });

  const reference = readReference(each('reference', ({ nodes }) => partition(nodes, isTable)));
  const fences = each('tools', ({ nodes }) => partition(nodes, isYaml));
  const tools = fences.flatMap((fence) => readToolChain(linesOf(source, fence)));
  const ruleIds = new Set<string>();
  const frameworks = each('thinking', (block) => ({ found: readFrameworks(source, block, ruleIds), rest: [] }));
  const career = each('career', readCareer);
  const messages = each('messages', ({ nodes }) =>
    readMessages(
      nodes.filter(({ type }) => type !== 'thematicBreak').map((node) => linesOf(source, node)),
      stated?.relationships ?? [],
    ),
  );
  const personality = each('personality', ({ nodes }) => ({
    found: isBlank(nodes)
      ? []
      : [
          sourceOf(
            source,
            nodes.filter(({ type }) => type !== 'thematicBreak'),
          ),
        ],
    rest: [],
  }));
  const strengths = each('strengths', ({ nodes }) => readPoints(nodes));
  const growthAreas = each('growth', ({ nodes }) => readPoints(nodes));
  const dependencies = readDependencies(growthAreas, wordsOf(tools));
  const { document, attributes } = readFooter(source, outline.footer);

  const checked = PersonaCard.safeParse({
    ...readIdentity(source, outline, reference),
    ...readFields(reference),
    frameworks,
    tools,
    career,
    messages,
    ...(personality.length === 0 ? {} : { personality: personality.join('\n\n') }),
    strengths,
    growthAreas,
    dependencies,
    attributes: [...reference.attributes, ...attributes],
    sections: readSections(source, outline.blocks, leftover),
    document,
    persona: stated ?? neutral(dependencies),
  } satisfies PersonaCard);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw invalid(source, `expected a card, found \`${issue?.path.join('.')}\`: ${issue?.message}`, {
    line: lineOf(outline.title),
  });
}

function partition<T extends RootContent>(nodes: readonly RootContent[], isWanted: (node: RootContent) => node is T) {
  return { found: nodes.filter(isWanted), rest: nodes.filter((node) => !isWanted(node)) };
}

const isTable = (node: RootContent): node is Table => node.type === 'table';
const isYaml = (node: RootContent): node is Code => node.type === 'code' && /^ya?ml$/i.test(node.lang ?? '');

function neutral(dependencies: PersonaCard['dependencies']): Persona {
  return {
    ...structuredClone(NEUTRAL),
    defers: dependencies.map(({ on, topic, quote }) => ({ on, topic: topicWord(topic), quote })),
  };
}

/** Lower-case words of the tool names: what prose names among these is software, not a colleague. */
function wordsOf(tools: PersonaCard['tools']): Set<string> {
  return new Set(tools.flatMap(({ items }) => items.flatMap((item) => item.toLowerCase().split(/[^a-z]+/))));
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
