import type { Node } from 'yaml';
import { PitwallError } from '../core/error.ts';
import type { Spot } from '../yaml/plain-yaml.ts';
import { readPlainYaml } from '../yaml/plain-yaml.ts';

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
  const refuseAt = (sentence: string, spot: Spot): never => {
    throw new PitwallError('VOICE_INVALID', sentence, { place: { file, ...spot } });
  };
  const start: Spot = { line: 1, column: 1 };
  if (text.length > MAX_LENGTH) refuseAt(`expected at most ${MAX_LENGTH} characters, found ${text.length}`, start);
  const { root, spotOf } = readPlainYaml(text, refuseAt);
  if (root === null) return refuseAt('expected the languages `ko` and `en`, found nothing', start);
  return { root, refuse: ({ node, sentence }) => refuseAt(sentence, spotOf(node.range?.[0] ?? 0)) };
}

/** The finding that stands first in the text. */
export function firstOf(findings: Iterable<Finding>): Finding | undefined {
  const start = ({ node }: Finding): number => node.range?.[0] ?? 0;
  return [...findings].sort((a, b) => start(a) - start(b))[0];
}
