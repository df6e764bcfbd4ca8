import type { Node, Scalar } from 'yaml';
import { isMap, isScalar, isSeq } from 'yaml';
import type { Finding } from './finding.ts';

/** A key of a mapping with what stands behind it. */
export interface Entry {
  key: string;
  at: Node;
  value: Node;
}

/** Collects what is wrong while it reads on, so that one place in a file does not hide the next. */
export class Reader {
  readonly findings: Finding[] = [];

  entries(node: Node, what: string): Entry[] {
    if (!isMap<Node, Node | null>(node))
      return this.#wrong(node, `expected a mapping of ${what}, found ${kindOf(node)}`);
    return node.items.flatMap(({ key, value }): Entry[] => {
      if (!isScalar(key)) return this.#wrong(key, 'expected a name before the colon');
      const name = String(key.value);
      if (value === null) return this.#wrong(key, `expected something behind \`${name}\`, found nothing`);
      return [{ key: name, at: key, value }];
    });
  }

  items(node: Node, what: string): Node[] {
    if (!isSeq<Node>(node)) return this.#wrong(node, `expected a list of ${what}, found ${kindOf(node)}`);
    return node.items.length > 0
      ? node.items
      : this.#wrong(node, `expected at least one of ${what}, found an empty list`);
  }

  text(node: Node): { text: string; node: Node }[] {
    if (isText(node) && node.value.trim() !== '') return [{ text: node.value, node }];
    return this.#wrong(node, `expected a text, found ${kindOf(node)}`);
  }

  #wrong(node: Node, sentence: string): never[] {
    this.findings.push({ node, sentence });
    return [];
  }
}

function isText(node: Node): node is Scalar<string> {
  return isScalar(node) && typeof node.value === 'string';
}

function kindOf(node: Node): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node)) return 'an alias';
  if (node.value === null || node.value === '') return 'nothing';
  return `\`${String(node.value)}\``;
}
