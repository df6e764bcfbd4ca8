import type { Document, Node, Pair, ParsedNode } from 'yaml';
import { isAlias, isMap, isScalar, LineCounter, parseDocument } from 'yaml';

/** Levels of lists and mappings in one another; nothing that people write here needs as many. */
const DEEPEST = 16;
/** What every object has by nature: a setting of that name would be found where there is none. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/** Where a character of the text stands, both from 1. */
export interface Spot {
  line: number;
  column: number;
}

/** One YAML document of plain values, as nodes. */
export interface PlainYaml {
  /** Null for a text that holds nothing. */
  root: Node | null;
  spotOf(offset: number): Spot;
  document: Document.Parsed;
}

/**
 * Reads YAML that somebody else may have written; the one place that does. `refuse` is given the first thing that is no plain value: what cannot be
 * parsed, a second document, an alias (a few aliases of aliases fill the memory), a tag, a name twice or one of every object, and more than
 * sixteen levels. How long the text may be is the caller's to say.
 */
export function readPlainYaml(text: string, refuse: (sentence: string, spot: Spot) => never): PlainYaml {
  const lines = new LineCounter();
  const spotOf = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const document = parseDocument<ParsedNode>(text, {
    lineCounter: lines,
    schema: 'core',
    prettyErrors: false,
    // The parser compares each key with all others; below, each is looked at once.
    uniqueKeys: false,
  });
  const [broken] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (broken !== undefined) refuse(brokenSentence(broken.code, broken.message), spotOf(broken.pos[0]));
  const root = document.contents as Node | null;
  if (root !== null) checkNode(root, 0, (sentence, at) => refuse(sentence, spotOf(at?.range?.[0] ?? 0)));
  return { root, spotOf, document };
}

type RefuseAt = (sentence: string, at: Node | null) => never;

function checkNode(node: Node, depth: number, refuse: RefuseAt): void {
  if (depth > DEEPEST) refuse(`expected at most ${DEEPEST} levels, found more`, node);
  if (isAlias(node)) refuse(`expected the value itself, found the alias \`*${shortened(node.source)}\``, node);
  if ('tag' in node && node.tag !== undefined)
    refuse(`expected plain values, found the tag \`${shortened(node.tag)}\``, node);
  if (isMap<Node, Node | null>(node)) checkMapping(node.items, depth, refuse);
  else if ('items' in node) for (const item of node.items as Node[]) checkNode(item, depth + 1, refuse);
}

function checkMapping(pairs: readonly Pair<Node, Node | null>[], depth: number, refuse: RefuseAt): void {
  const seen = new Set<string>();
  for (const { key, value } of pairs) {
    if (!isScalar(key) || key.value === null) refuse('expected a name before the colon', key);
    checkNode(key, depth, refuse);
    const name = nameOf(key);
    if (UNSAFE_KEYS.has(name)) refuse(`expected another name than \`${shortened(name)}\``, key);
    if (seen.has(name)) refuse(`expected each name once, found \`${shortened(name)}\` again`, key);
    seen.add(name);
    if (value !== null) checkNode(value, depth + 1, refuse);
  }
}

/** A key as it is written: `1e3` stays what somebody typed. */
export function nameOf(key: Node): string {
  return isScalar(key) ? String(key.source ?? key.value) : '';
}

/** As much of a name as a sentence bears. */
const shortened = (name: string) => (name.length > 60 ? `${name.slice(0, 60)}...` : name);

/** What the parser says, in words that help whoever wrote the text. */
function brokenSentence(code: string, message: string): string {
  const known: Record<string, string> = {
    TAB_AS_INDENT: 'expected spaces, found a tab at the start of the line',
    MULTIPLE_DOCS: 'expected one YAML document, found a second one after `---`',
    BLOCK_AS_IMPLICIT_KEY:
      'expected one `key: value` here, found another colon; put the text in quotes or check the indentation',
    RESOURCE_EXHAUSTION: `expected at most ${DEEPEST} levels, found far more`,
    TAG_RESOLVE_FAILED: 'expected plain values, found a tag',
  };
  const plain = message.replace(/\s+/g, ' ').replace(/[.:]$/, '');
  return known[code] ?? `expected YAML: ${plain.charAt(0).toLowerCase()}${plain.slice(1)}`;
}
