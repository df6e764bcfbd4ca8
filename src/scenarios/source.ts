import type { Node, Pair } from 'yaml';
import { isMap, isScalar, isSeq } from 'yaml';
import type { ErrorCode, Place } from '../core/error.ts';
import { PitwallError } from '../core/error.ts';
import type { PlainYaml } from '../yaml/plain-yaml.ts';
import { nameOf, readPlainYaml } from '../yaml/plain-yaml.ts';

/** Keys and list positions from the root to a node. */
export type Path = readonly (string | number)[];

/** Characters. The YAML parser slows down with size, of which a scenario needs little. */
const MAX_LENGTH = 256 * 1024;

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
  readonly #spotOf: PlainYaml['spotOf'];
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
    const { root, spotOf } = readPlainYaml(text, (sentence, { line, column }) => {
      throw new PitwallError(code, sentence, { place: { file, line, column } });
    });
    this.#spotOf = spotOf;
    if (root === null)
      throw new PitwallError(code, `expected ${what}, found nothing`, { place: { file, line: 1, column: 1 } });
    this.value = this.#read(root, [], undefined);
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
    return { file: this.file, ...this.#spotOf(offset) };
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
    this.#spots.set(JSON.stringify(path), { value: node, ...(key === undefined ? {} : { key }) });
    if (isScalar(node)) return node.value;
    if (isSeq<Node>(node)) return node.items.map((item, index) => this.#read(item, [...path, index], undefined));
    if (!isMap<Node, Node | null>(node)) return null;
    return Object.fromEntries(node.items.map((pair) => this.#readPair(pair, path)));
  }

  #readPair({ key, value }: Pair<Node, Node | null>, path: Path): [string, unknown] {
    const start = key.range?.[0] ?? 0;
    const name = nameOf(key);
    if (/^[^()]*\)/.test(name))
      this.#refuse(
        `expected quotes around a formula with a comma between \`{ }\`, found \`${name}\` as a name of its own`,
        start,
      );
    return [name, this.#read(value, [...path, name], start)];
  }

  #refuse(sentence: string, offset: number): never {
    throw new PitwallError(this.code, sentence, { place: this.place(offset) });
  }
}
