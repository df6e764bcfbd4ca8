import type { List, Table } from 'mdast';
import type { Node } from 'yaml';
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { PersonaCard } from '../core/card.ts';
import { splitCommas } from './lists.ts';
import type { Lines } from './markdown.ts';
import { lineOf, textOf as wordsOf } from './markdown.ts';

type Category = PersonaCard['tools'][number];

/** What is nested deeper than any card is kept as YAML text. */
const DEPTH = 20;

/** `LoRA/QLoRA/DoRA` is three tools; `C++17/20`, `I/O` and anything with a blank in it is one. */
function splitSlashes(item: string): string[] {
  const parts = item.split('/');
  const isList = !/[\s:]/.test(item) && parts.every((part) => part.length > 1 && !/^\d+$/.test(part));
  return isList ? parts : [item];
}

const textOfScalar = (node: unknown): string => {
  if (isScalar(node)) return node.source ?? String(node.value ?? '');
  return node === null || node === undefined ? '' : String(node);
};

/** Items of one category: list entries and `key: value` lines, each as one text. */
function itemsOf(node: unknown, depth: number): string[] {
  if (depth > DEPTH) return [String(node)];
  if (isSeq(node))
    return node.items.flatMap((item) => (isScalar(item) ? splitSlashes(textOfScalar(item)) : itemsOf(item, depth + 1)));
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) => {
      const name = textOfScalar(key);
      if (isMap(value) || isSeq(value)) return itemsOf(value, depth + 1).map((item) => `${name}: ${item}`);
      const text = textOfScalar(value);
      return [text === '' ? name : `${name}: ${text}`];
    });
  }
  const text = textOfScalar(node);
  return text === '' ? [] : splitSlashes(text);
}

/** Top-level keys; a key that only groups lists gives one category for each, `group / name`. */
function categoriesOf(text: string, firstLine: number, under: string): Category[] | undefined {
  const counter = new LineCounter();
  const document = parseDocument<Node>(text, { lineCounter: counter, prettyErrors: false, logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  if (isSeq(document.contents)) return [{ category: under, items: itemsOf(document.contents, 0), line: firstLine }];
  if (!isMap(document.contents)) return undefined;
  const lineAt = (node: unknown) => firstLine + counter.linePos((node as Node | null)?.range?.[0] ?? 0).line - 1;
  return document.contents.items.flatMap(({ key, value }) => {
    const category = textOfScalar(key);
    const isGroup =
      isMap(value) && value.items.every((pair) => isPair(pair) && (isSeq(pair.value) || isMap(pair.value)));
    if (!isGroup || value.items.length === 0) return [{ category, items: itemsOf(value, 0), line: lineAt(key) }];
    return value.items.map((pair) => ({
      category: `${category} / ${textOfScalar(pair.key)}`,
      items: itemsOf(pair.value, 0),
      line: lineAt(pair.key),
    }));
  });
}

/** `# …` lines and what follows ` # ` on a line, outside quotation marks. */
function commentsOf(lines: readonly string[], firstLine: number): { line: number; text: string }[] {
  return lines.flatMap((text, index) => {
    const unquoted = text.replace(/"(?:\\.|[^"\\])*"|'[^']*'/g, (quoted) => ' '.repeat(quoted.length));
    const at = /(?:^|\s)#/.exec(unquoted);
    return at === null
      ? []
      : [
          {
            line: firstLine + index,
            text: text
              .slice(at.index)
              .replace(/^\s*#+\s*/, '')
              .trim(),
          },
        ];
  });
}

/** Each comment goes to the category that it stands in or, before the first, ahead of. */
function withNotes(categories: Category[], { line, lines }: Lines): Category[] {
  for (const comment of commentsOf(lines, line)) {
    if (comment.text === '') continue;
    const owner = categories.findLast((category) => category.line <= comment.line) ?? categories[0];
    if (owner !== undefined) owner.notes = [...(owner.notes ?? []), comment.text];
  }
  return categories;
}

/**
 * Categories of the YAML block. Where it does not parse as a whole, each top-level entry is read alone,
 * and the lines of an entry that fails are its items, verbatim. Aliases are kept as text, never expanded.
 */
export function readToolChain({ line: firstLine, lines }: Lines, under = ''): Category[] {
  const whole = categoriesOf(lines.join('\n'), firstLine, under);
  if (whole !== undefined) return withNotes(whole, { line: firstLine, lines });
  // Entry by entry, so that one bad line costs no other entry its reading.
  const starts = lines.flatMap((text, index) => (/^[^\s#-]/.test(text) ? [index] : []));
  if (starts[0] !== 0) starts.unshift(0);
  return starts.flatMap((start, index) => {
    const part = lines.slice(start, starts[index + 1] ?? lines.length);
    const verbatim = part.map((text) => text.trim()).filter((text) => text !== '');
    if (verbatim.length === 0) return [];
    const line = firstLine + start;
    const read = categoriesOf(part.join('\n'), line, under);
    if (read !== undefined) return withNotes(read, { line, lines: part });
    const [, key, rest] = /^([^:]+):\s*(.*)$/.exec(verbatim[0] ?? '') ?? [];
    return key === undefined
      ? [{ category: '', items: verbatim, line }]
      : [{ category: key, items: [...(rest === undefined || rest === '' ? [] : [rest]), ...verbatim.slice(1)], line }];
  });
}

/** `- **Build**: Bazel, Buck2` is a category; items without a name are one category under the heading. */
export function readToolList(list: List, under: string): Category[] {
  const loose: string[] = [];
  const categories = list.children.flatMap((item): Category[] => {
    const [first, ...nested] = item.children;
    const text = first === undefined ? '' : wordsOf(first).trim();
    const inner = nested.flatMap((node) =>
      node.type === 'list' ? node.children.map((child) => wordsOf(child).trim()) : [wordsOf(node).trim()],
    );
    const [, name, rest] = /^([^:：]{1,60})[:：]\s*(.*)$/su.exec(text) ?? [];
    if (name !== undefined && rest !== undefined)
      return [{ category: name.trim(), items: [...splitCommas(rest), ...inner], line: lineOf(item) }];
    if (inner.length > 0) return [{ category: text, items: inner, line: lineOf(item) }];
    if (text !== '') loose.push(text);
    return [];
  });
  return loose.length === 0 ? categories : [{ category: under, items: loose, line: lineOf(list) }, ...categories];
}

/** A row for each category: its name, then its tools. The head of the table only names the columns. */
export function readToolTable(table: Table): Category[] {
  return table.children.slice(1).map((row) => {
    const [name = '', ...cells] = row.children.map((cell) => wordsOf(cell).trim());
    return { category: name, items: cells.flatMap(splitCommas), line: lineOf(row) };
  });
}
