import type { Node } from 'yaml';
import { isMap, isSeq } from 'yaml';
import { Language } from '../core/language.ts';
import { nearest } from '../core/nearest.ts';
import { Terms } from '../core/voice.ts';
import { firstOf, readDocument } from './finding.ts';
import { Reader } from './nodes.ts';

/** Terms that a junior has explained, language -> term -> meaning, from YAML. Throws VOICE_INVALID with file, line and column. */
export function parseTerms(text: string, file: string): Terms {
  const { root, refuse } = readDocument(text, file);
  const reader = new Reader();
  const read: Record<string, unknown> = {};
  for (const { key, at, value } of reader.entries(root, 'languages')) {
    if (!Language.safeParse(key).success)
      reader.findings.push({ node: at, sentence: `unknown language \`${key}\`${nearest(key, Language.options)}` });
    read[key] = record(reader, value, 'terms', readTerm(reader));
  }
  const first = firstOf(reader.findings);
  if (first !== undefined) refuse(first);
  return Terms.parse(read);
}

function record(reader: Reader, node: Node, what: string, read: (value: Node) => unknown): Record<string, unknown> {
  return Object.fromEntries(reader.entries(node, what).map(({ key, value }) => [key, read(value)]));
}

/** A meaning alone, or `is` with other forms under `also`. */
function readTerm(reader: Reader): (node: Node) => unknown {
  return (node) => {
    if (!isMap(node)) return reader.text(node)[0]?.text ?? '';
    return record(reader, node, '`is` and `also`', (value) =>
      isMap(value) || !isSeq(value)
        ? (reader.text(value)[0]?.text ?? '')
        : reader.items(value, 'forms').flatMap((item) => reader.text(item).map(({ text }) => text)),
    );
  };
}
