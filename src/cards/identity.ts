import type { PersonaCard } from '../core/card.ts';
import { splitCommas, unquote } from './lists.ts';
import type { Source } from './markdown.ts';
import { invalid, lineOf, textOf } from './markdown.ts';
import { nameFault } from './name-letters.ts';
import type { Outline } from './outline.ts';
import type { Reference } from './reference.ts';
import { readNames } from './reference.ts';
import type { Spans } from './spans.ts';

type Identity = Pick<PersonaCard, 'id' | 'documentId' | 'callsign' | 'names' | 'role'>;

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** Who it is, from `# ID: name`, `## "Callsign" | role | role` and the rows of the table, which win. */
export function readIdentity(
  source: Source,
  { title, subtitle }: Outline,
  { fields }: Reference,
  spans: Spans,
): Identity {
  const heading = textOf(title).trim();
  const [, headingId, headingName] = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*[:：]\s*(.+)$/su.exec(heading) ?? [];
  const documentId = fields.get('id')?.value ?? headingId;
  const place = { line: lineOf(title), column: title.position?.start.column ?? 1 };

  const [first = '', ...others] = textOf(subtitle ?? title)
    .split('|')
    .map((part) => part.trim());
  const quoted = subtitle !== undefined && /^["“]/u.test(first) ? unquote(first) : undefined;
  const callsign = fields.get('callsign')?.value ?? quoted;
  const titles = subtitle === undefined ? [] : quoted === undefined ? [first, ...others] : others;
  const role = readRole([fields.get('role')?.value ?? '', ...titles].filter((text) => text !== ''));
  // Both are told at once where both are missing.
  const noRole = role === undefined ? ' and a role, as `## "Callsign" | role` under the title or in a row `Role`' : '';
  if (documentId === undefined)
    throw invalid(source, `expected a level-1 heading "ID: name"${noRole}, found "${heading}"`, place);
  const id = slug(callsign ?? '') || slug(documentId);
  if (id === '') throw invalid(source, `expected an id with a Latin letter or a digit, found "${documentId}"`, place);

  if (role === undefined) {
    const sentence = 'expected a role, as `## "Callsign" | role` under the title or in a row `Role`, found none';
    throw invalid(source, sentence, place);
  }
  addSpans(source, { title, subtitle }, headingId !== undefined, quoted !== undefined, spans);
  // What the heading says otherwise than the table is kept as a name that they go by.
  const elsewhere = [headingId, quoted].filter(
    (said) => said !== undefined && said !== documentId && said !== callsign && slug(said) !== id,
  ) as string[];
  const given = [documentId, callsign, fields.get('name')?.value, headingName, fields.get('aliases')?.value, quoted];
  const fault = given.flatMap((name) => (name === undefined ? [] : (nameFault(name) ?? []))).at(0);
  if (fault !== undefined) throw invalid(source, `expected ${fault}`, place);
  const names = [fields.get('name')?.value, headingName ?? (headingId === undefined ? heading : undefined)].filter(
    (name) => name !== undefined,
  );
  return {
    id,
    documentId,
    ...(callsign === undefined ? {} : { callsign }),
    names: readNames(names, [...splitCommas(fields.get('aliases')?.value ?? ''), ...elsewhere]),
    role,
  };
}

function addSpans(
  { text }: Source,
  { title, subtitle }: Pick<Outline, 'title' | 'subtitle'>,
  hasId: boolean,
  isQuoted: boolean,
  spans: Spans,
): void {
  const of = (node: Outline['title']) => ({
    start: node.position?.start.offset ?? 0,
    end: node.position?.end.offset ?? 0,
  });
  const { start, end } = of(title);
  const colon = hasId ? start + text.slice(start, end).search(/[:：]/u) : start;
  spans.add(start, colon, 'documentId');
  spans.add(colon, end, 'names');
  if (subtitle === undefined) return;
  const line = of(subtitle);
  const bar = text.slice(line.start, line.end).indexOf('|');
  const first = isQuoted ? (bar < 0 ? line.end : line.start + bar) : line.start;
  spans.add(line.start, first, 'callsign');
  spans.add(first, line.end, 'role');
}

/** Titles by their script; another one in the same language follows after a slash, unless a longer one says it already. */
function readRole(titles: readonly string[]): PersonaCard['role'] | undefined {
  const isKorean = (text: string) => /\p{Script=Hangul}/u.test(text);
  const joined = (list: string[]) =>
    [...new Set(list)].filter((title) => !list.some((other) => other !== title && other.includes(title))).join(' / ');
  const ko = joined(titles.filter(isKorean));
  const en = joined(titles.filter((text) => !isKorean(text)));
  if (ko === '' && en === '') return undefined;
  return { ...(ko === '' ? {} : { ko }), ...(en === '' ? {} : { en }) };
}
