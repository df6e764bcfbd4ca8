import type { Node } from 'yaml';
import { LineCounter, parseDocument } from 'yaml';
import { PitwallError } from '../core/error.ts';

/** One thing wrong, and the node that it is about. */
export interface Finding {
  node: Node;
  sentence: string;
}

const MAX_LENGTH = 256 * 1024;

/** A YAML text as nodes, and how to refuse it at one of them. */
export interface Document {
  root: Node;
  refuse(finding: Finding): never;
}

/** Throws VOICE_INVALID for a text that is not one YAML document with something in it. */
export function readDocument(text: string, file: string): Document {
  const lines = new LineCounter();
  const refuseAt = (offset: number, sentence: string): never => {
    const { line, col } = lines.linePos(offset);
    const place = { file, line: Math.max(1, line), column: Math.max(1, col) };
    throw new PitwallError('VOICE_INVALID', sentence, { place });
  };
  if (text.length > MAX_LENGTH) {
    return refuseAt(0, `expected at most ${MAX_LENGTH} characters, found ${text.length}`);
  }
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', prettyErrors: false });
  const [broken] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (broken !== undefined) {
    const plain = broken.message.replace(/\s+/g, ' ').replace(/[.:]$/, '');
    return refuseAt(broken.pos[0], `expected YAML: ${plain.charAt(0).toLowerCase()}${plain.slice(1)}`);
  }
  if (document.contents === null) return refuseAt(0, 'expected the languages `ko` and `en`, found nothing');
  return { root: document.contents as Node, refuse: ({ node, sentence }) => refuseAt(node.range?.[0] ?? 0, sentence) };
}

/** The finding that stands first in the text. */
export function firstOf(findings: Iterable<Finding>): Finding | undefined {
  const start = ({ node }: Finding): number => node.range?.[0] ?? 0;
  return [...findings].sort((a, b) => start(a) - start(b))[0];
}
