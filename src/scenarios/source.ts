import type { Node, Pair } from 'yaml';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { ErrorCode, Place } from '../core/error.ts';
import { PitwallError } from '../core/error.ts';

/** Keys and list positions from the root to a node. */
export type Path = readonly (string | number)[];

/** The YAML parser slows down with size and dies of depth; a scenario needs neither. */
const MAX_LENGTH = 256 * 1024;
const MAX_DEPTH = 16;
/** What every object has by nature: a fact of that name would be found where there is none. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

interface Spot {
  value: Node;
  /** Start of the key, for members of a mapping. */
  key?: number;
}

/** What a text is to be, and the code under which it is refused. */
export interface Kind {
  what: string;
  code: ErrorCode;
}

const SCENARIO: Kind = { what: 'a scenario', code: 'SCENARIO_INVALID' };

/** A YAML text as a plain value, and where each part of it stands. */
export class Source {
  readonly value: unknown;
  readonly file: string;
  readonly code: ErrorCode;
  readonly #text: string;
  readonly #lines = new LineCounter();
  readonly #spots = new Map<string, Spot>();
  readonly #moved: { from: Path; to: Path }[] = [];

  /** Throws SCENARIO_INVALID, or the code of another kind, for a text that is not one plain YAML document: no aliases, tags or repeated keys. */
  constructor(text: string, file: string, { what, code }: Kind = SCENARIO) {
    this.#text = text;
    this.file = file;
    this.code = code;
    if (text.length > MAX_LENGTH) {
      const sentence = `expected at most ${MAX_LENGTH} characters, found ${text.length}`;
      throw new PitwallError(code, sentence, { place: { file } });
    }
    const options = { lineCounter: this.#lines, uniqueKeys: false, schema: 'core', prettyErrors: false } as const;
    const document = parseDocument(text, options);
    const [broken] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
    if (broken !== undefined) this.#refuse(yamlSentence(broken.code, broken.message), broken.pos[0]);
    if (document.contents === null) this.#refuse(`expected ${what}, found nothing`, 0);
    this.value = this.#read(document.contents as Node, [], undefined);
  }

  /** Offset in the text of a node, of its key, or of the character at `index` of a text; the nearest parent when it is not there. */
  offset(path: Path, at: 'key' | 'value' = 'value', index?: number): number {
    const spot = this.#spots.get(JSON.stringify(path)) ?? this.#spots.get(JSON.stringify(this.#written(path)));
    if (spot === undefined) return path.length === 0 ? 0 : this.offset(path.slice(0, -1), at, index);
    if (at === 'key' && spot.key !== undefined) return spot.key;
    const [start = 0, end = start] = spot.value.range ?? [];
    return index === undefined ? start : this.#within(spot.value, start, end, index);
  }

  /** Says where parts that are read as `to` stand in the text. */
  move(moved: readonly { from: Path; to: Path }[]): void {
    this.#moved.push(...moved);
  }

  #written(path: Path): Path {
    const found = this.#moved.find(({ to }) => to.every((key, index) => key === path[index]));
    return found === undefined ? path : [...found.from, ...path.slice(found.to.length)];
  }

  place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col) };
  }

  /** Finds the n-th occurrence of the same character in the written text; the node's start where escapes hide it. */
  #within(node: Node, start: number, end: number, index: number): number {
    if (!isScalar(node) || typeof node.value !== 'string') return start;
    const written = this.#text.slice(start, end);
    if (node.type === 'QUOTE_DOUBLE' && written.includes('\\')) return start;
    const sought = node.value.slice(index, index + 1);
    const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    let found = isBlock ? written.indexOf('\n') : -1;
    for (let at = node.value.indexOf(sought); at !== -1 && at <= index; at = node.value.indexOf(sought, at + 1)) {
      found = written.indexOf(sought, found + 1);
      if (found === -1) return start;
    }
    return found === -1 ? start : start + found;
  }

  #read(node: Node | null, path: Path, key: number | undefined): unknown {
    if (node === null) return null;
    const start = node.range?.[0] ?? 0;
    this.#spots.set(JSON.stringify(path), { value: node, ...(key === undefined ? {} : { key }) });
    if (path.length > MAX_DEPTH) this.#refuse(`expected at most ${MAX_DEPTH} levels, found more`, start);
    if (node.tag !== undefined) this.#refuse(`expected plain values, found the tag \`${node.tag}\``, start);
    if (isScalar(node)) return node.value;
    if (isSeq<Node>(node)) return node.items.map((item, index) => this.#read(item, [...path, index], undefined));
    if (!isMap<Node, Node | null>(node)) {
      return this.#refuse('expected the value itself, found an alias; facts are shared by `$name`', start);
    }
    const seen = new Set<string>();
    return Object.fromEntries(node.items.map((pair) => this.#readPair(pair, path, seen)));
  }

  #readPair({ key, value }: Pair<Node, Node | null>, path: Path, seen: Set<string>): [string, unknown] {
    const start = key?.range?.[0] ?? 0;
    if (!isScalar(key) || key.value === null) return this.#refuse('expected a name before the colon', start);
    if (key.tag !== undefined) this.#refuse(`expected plain values, found the tag \`${key.tag}\``, start);
    const name = String(key.source ?? key.value);
    if (/^[^()]*\)/.test(name))
      this.#refuse(
        `expected quotes around a formula with a comma between \`{ }\`, found \`${name}\` as a name of its own`,
        start,
      );
    if (UNSAFE_KEYS.has(name)) this.#refuse(`expected another name than \`${name}\``, start);
    if (seen.has(name)) this.#refuse(`expected each key once, found \`${name}\` again`, start);
    seen.add(name);
    return [name, this.#read(value, [...path, name], start)];
  }

  #refuse(sentence: string, offset: number): never {
    throw new PitwallError(this.code, sentence, { place: this.place(offset) });
  }
}

function yamlSentence(code: string, message: string): string {
  const known: Record<string, string> = {
    TAB_AS_INDENT: 'expected spaces, found a tab at the start of the line',
    MULTIPLE_DOCS: 'expected one YAML document, found a second one after `---`',
    BLOCK_AS_IMPLICIT_KEY:
      'expected one `key: value` here, found another colon; put the text in quotes or check the indentation',
    RESOURCE_EXHAUSTION: `expected at most ${MAX_DEPTH} levels, found far more`,
    TAG_RESOLVE_FAILED: 'expected plain values, found a tag',
  };
  const plain = message.replace(/\s+/g, ' ').replace(/[.:]$/, '');
  return known[code] ?? `expected YAML: ${plain.charAt(0).toLowerCase()}${plain.slice(1)}`;
}
