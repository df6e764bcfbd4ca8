import type { Node } from 'yaml';
import { isMap } from 'yaml';
import { Language } from '../core/language.ts';
import { nearest } from '../core/nearest.ts';
import type { Alternative, Grammar } from '../core/voice.ts';
import { Voice } from '../core/voice.ts';
import { firstOf, readDocument } from './finding.ts';
import type { Said, Written } from './grammar.ts';
import { checkGaps, checkGrammar } from './grammar.ts';
import { Reader } from './nodes.ts';

const SYMBOL_NAME = /^[a-z][a-z0-9.-]*$/;

/**
 * A member's way of speaking from YAML. `generic` is the voice that fills what this one leaves out; its helper symbols may be used.
 * Throws VOICE_INVALID with file, line and column of the first thing wrong.
 */
export function parseVoice(text: string, file: string, { generic }: { generic?: Voice } = {}): Voice {
  const { root, refuse } = readDocument(text, file);
  const reader = new Reader();
  const written = new Map<Language, Written>();
  for (const { key, at, value } of reader.entries(root, 'languages')) {
    const language = Language.safeParse(key);
    if (language.success) written.set(language.data, readGrammar(reader, value));
    else reader.findings.push({ node: at, sentence: `unknown language \`${key}\`${nearest(key, Language.options)}` });
  }
  const grammars = [...written];
  const checked = grammars.flatMap(([language, grammar]) => [...checkGrammar(grammar, generic?.[language] ?? {})]);
  const first =
    firstOf([...reader.findings, ...checked]) ?? firstOf(grammars.flatMap(([, grammar]) => [...checkGaps(grammar)]));
  if (first !== undefined) refuse(first);
  return Voice.parse(Object.fromEntries([...written].map(([language, grammar]) => [language, grammarOf(grammar)])));
}

function readGrammar(reader: Reader, node: Node): Written {
  return new Map(
    reader.entries(node, 'symbols').map(({ key, at, value }) => {
      if (!SYMBOL_NAME.test(key)) {
        reader.findings.push({
          node: at,
          sentence: `expected a symbol of small letters, digits, \`.\` and \`-\`, found \`${key}\``,
        });
      }
      return [key, { at, said: reader.items(value, 'alternatives').flatMap((item) => readAlternative(reader, item)) }];
    }),
  );
}

function readAlternative(reader: Reader, node: Node): Said[] {
  if (!isMap(node)) return reader.text(node).map((said) => ({ ...said, when: [] }));
  const parts = new Map(reader.entries(node, '`text` and `when`').map((entry) => [entry.key, entry]));
  const unknown = [...parts.values()].find(({ key }) => key !== 'text' && key !== 'when');
  const [text, when] = [parts.get('text'), parts.get('when')];
  if (unknown !== undefined || text === undefined || when === undefined) {
    const sentence = `unknown key \`${unknown?.key}\`${nearest(unknown?.key ?? '', ['text', 'when'])}`;
    reader.findings.push(
      unknown
        ? { node: unknown.at, sentence }
        : { node, sentence: 'expected a text, or a mapping of `text` and `when`' },
    );
    return [];
  }
  const tags = reader.items(when.value, 'tags').flatMap((item) => reader.text(item).map(({ text: tag }) => tag));
  return reader.text(text.value).map((said) => ({ ...said, when: tags }));
}

function grammarOf(written: Written): Grammar {
  const alternative = ({ text, when }: Said): Alternative => (when.length === 0 ? text : { text, when });
  return Object.fromEntries([...written].map(([symbol, { said }]) => [symbol, said.map(alternative)]));
}
