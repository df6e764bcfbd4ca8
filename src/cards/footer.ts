import type { Paragraph, RootContent } from 'mdast';
import type { PersonaCard } from '../core/card.ts';
import type { Source } from './markdown.ts';
import { linesOf, sourceOf } from './markdown.ts';

type Field = keyof PersonaCard['document'];

const LABELS: Record<Field, readonly string[]> = {
  version: ['document version', 'version', '문서 버전', '버전'],
  created: ['created', '작성일', '생성일'],
  author: ['author', '작성자'],
  classification: ['classification', '분류', '보안 등급'],
};
/** Stand in a footer too, but have no field. */
const OTHERS = ['last updated', 'updated', '최종 수정일', '수정일'];

const FIELD_OF = new Map(
  (Object.keys(LABELS) as Field[]).flatMap((field) => LABELS[field].map((label) => [label, field] as const)),
);
const LINE = new RegExp(`^[*_]+\\s*(${[...FIELD_OF.keys(), ...OTHERS].join('|')})\\s*[:：]\\s*(.*?)\\s*[*_]+$`, 'iu');

/** A paragraph of `*Created: …*` lines and nothing else. */
export function isFooter(source: Source, node: RootContent | undefined): boolean {
  return (
    node?.type === 'paragraph' &&
    sourceOf(source, [node])
      .split('\n')
      .every((line) => LINE.test(line.trim()))
  );
}

/** The document's fields; a line without one, or said twice, is an attribute. */
export function readFooter(source: Source, footer: readonly Paragraph[]): Pick<PersonaCard, 'document' | 'attributes'> {
  const document: PersonaCard['document'] = {};
  const attributes: PersonaCard['attributes'] = [];
  for (const { line: first, lines } of footer.map((node) => linesOf(source, node))) {
    for (const [index, text] of lines.entries()) {
      const [, name = '', value = ''] = LINE.exec(text.trim()) ?? [];
      const field = FIELD_OF.get(name.toLowerCase());
      if (field === undefined || document[field] !== undefined) attributes.push({ name, value, line: first + index });
      else document[field] = value;
    }
  }
  return { document, attributes };
}
