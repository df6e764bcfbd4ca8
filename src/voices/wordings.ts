import type { Node } from 'yaml';
import { isMap, isSeq } from 'yaml';
import { Language } from '../core/language.ts';
import { nearest } from '../core/nearest.ts';
import { ToolWordings } from '../core/voice.ts';
import { FACT_SLOTS } from '../wording/fact-words.ts';
import type { Finding } from './finding.ts';
import { firstOf, readDocument } from './finding.ts';
import { Reader } from './nodes.ts';
import { faultOf, slotsOf, targetsOf } from './template.ts';

const FORMS = ['say', 'echo'];
const SLOT = /^(figure|fact):[^|\s]+(\|[a-z]+)*$/;
/** Wordings of facts stand among those of tools, and say by themselves what they need. */
const FACT = new Set<string>([...FACT_SLOTS, 'more', 'less']);

/**
 * How results are put into words, language -> tool -> figure -> `say` and `echo`, from YAML; `FIGURE.otherwise` words the other side of neutral.
 * Throws VOICE_INVALID with file, line and column of the first thing wrong.
 */
export function parseToolWordings(text: string, file: string): ToolWordings {
  const { root, refuse } = readDocument(text, file);
  const reader = new Reader();
  const read: Record<string, unknown> = { ko: {}, en: {} };
  for (const { key, at, value } of reader.entries(root, 'languages')) {
    if (key === 'terms') {
      read.terms = record(reader, value, 'languages', (language) =>
        record(reader, language, 'terms', readTerm(reader)),
      );
      continue;
    }
    if (!Language.safeParse(key).success)
      reader.findings.push({ node: at, sentence: `unknown language \`${key}\`${nearest(key, Language.options)}` });
    read[key] = record(reader, value, 'tools', (tool) =>
      record(reader, tool, 'figures', (figure) => readWording(reader, figure)),
    );
  }
  const first = firstOf(reader.findings);
  if (first !== undefined) refuse(first);
  return ToolWordings.parse(read);
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

function readWording(reader: Reader, node: Node): Record<string, string[]> {
  const entries = reader.entries(node, '`say` and `echo`');
  for (const form of FORMS) {
    if (!entries.some(({ key }) => key === form))
      reader.findings.push({ node, sentence: `expected \`say\` and \`echo\`, found no \`${form}\`` });
  }
  return Object.fromEntries(
    entries.map(({ key, at, value }) => {
      if (!FORMS.includes(key))
        reader.findings.push({ node: at, sentence: `unknown key \`${key}\`${nearest(key, FORMS)}` });
      const texts = reader.items(value, 'wordings').flatMap((item) => reader.text(item));
      reader.findings.push(...texts.flatMap(findingsIn));
      return [key, texts.map(({ text }) => text)];
    }),
  );
}

function findingsIn({ text, node }: { text: string; node: Node }): Finding[] {
  const slot = slotsOf(text).find((candidate) => !SLOT.test(candidate) && !FACT.has(candidate));
  if (slot !== undefined)
    return [{ node, sentence: `expected \`{figure:NAME}\` or \`{fact:NAME}\`, found \`{${slot}}\`` }];
  const [target] = targetsOf(text);
  if (target !== undefined) return [{ node, sentence: `expected words and figures, found the symbol \`<${target}>\`` }];
  const fault = faultOf(text);
  return fault === null ? [] : [{ node, sentence: fault }];
}
