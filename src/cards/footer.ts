import type { Paragraph, RootContent } from 'mdast';
import type { PersonaCard } from '../core/card.ts';
import { splitBrackets } from './lists.ts';
import type { Source } from './markdown.ts';
import { linesOf, sourceOf } from './markdown.ts';
import type { Spans } from './spans.ts';

type Field = keyof PersonaCard['document'];

const LABELS: Record<Field, readonly string[]> = {
  version: ['document version', 'version', '문서 버전', '버전'],
  created: ['created', '작성일', '생성일'],
  author: ['author', 'written by', '작성자'],
  classification: ['classification', '분류', '보안 등급', '문서 등급'],
};
/** Stand in a footer too, but have no field. */
const OTHERS = ['last updated', 'updated', '최종 수정일', '수정일'];

const FIELD_OF = new Map(
  (Object.keys(LABELS) as Field[]).flatMap((field) => LABELS[field].map((label) => [label, field] as const)),
);
const LABEL = [...FIELD_OF.keys(), ...OTHERS].join('|');
/** `*Label: value*` with any label, `Label: value` and `**Label**: value` with a known one. */
const EMPHASISED = /^(?:[-*+]\s+)?[*_]{1,3}([^:：*_]{1,40}?)\s*[:：]\s*([^*_]*?)\s*[*_]{1,3}$/u;
const PLAIN = new RegExp(`^(?:[-*+]\\s+)?[*_]{0,3}(${LABEL})[*_]{0,3}\\s*[:：][*_]{0,3}\\s*(.*?)$`, 'iu');

const LONGEST = 500;
const readLine = (line: string) =>
  line.length > LONGEST ? null : (EMPHASISED.exec(line.trim()) ?? PLAIN.exec(line.trim()));

/** A paragraph of `*Created: …*` lines and nothing else. */
export function isFooter(source: Source, node: RootContent | undefined): boolean {
  return (
    node?.type === 'paragraph' &&
    sourceOf(source, [node])
      .split('\n')
      .every((line) => readLine(line) !== null)
  );
}

/** The document's fields; a line without one, or said twice, is an attribute. */
export function readFooter(
  source: Source,
  footer: readonly Paragraph[],
  spans: Spans,
): Pick<PersonaCard, 'document' | 'attributes'> {
  const document: PersonaCard['document'] = {};
  const attributes: PersonaCard['attributes'] = [];
  for (const node of footer) {
    const { line: first, lines } = linesOf(source, node);
    let at = node.position?.start.offset ?? 0;
    for (const [index, text] of lines.entries()) {
      const [, name = '', value = ''] = readLine(text) ?? [];
      const field = FIELD_OF.get(name.trim().toLowerCase());
      const isAttribute = field === undefined || document[field] !== undefined || value === '';
      spans.add(at, at + text.length, isAttribute ? 'attributes' : 'document');
      if (isAttribute) attributes.push({ name, value, line: first + index });
      else if (field === 'author') document.author = readAuthor(value);
      else document[field] = value;
      at += text.length + 1;
    }
  }
  return { document, attributes };
}

/** `Forge (F1-02)`; brackets that hold no document id belong to the name. */
function readAuthor(text: string): NonNullable<PersonaCard['document']['author']> {
  const { name, inside } = splitBrackets(text);
  return /^[A-Za-z][A-Za-z0-9]*[-_.]?\d+$/.test(inside) ? { name, documentId: inside } : { name: text };
}
