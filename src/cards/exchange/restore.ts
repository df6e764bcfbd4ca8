import type { Json, JsonObject } from './json.ts';
import { replaced, valueAt } from './json.ts';
import { withMacros } from './macros.ts';
import { fromInline, readList, readMap, readText } from './passage.ts';
import type { Remainder } from './remainder.ts';

export interface Restored {
  source: JsonObject;
  /** What the card does not give back as it was read, each as a sentence. */
  remarks: string[];
}

/** Sections that an import writes for a reader and that no field of the source holds. */
const SHOWN_ONLY = new Set(['quick reference', 'example messages', 'source', 'lorebook entries']);

/** The source of an imported card: what is kept, with what its sections say now in the place of what they said. */
export function restoredSource(text: string, kept: Remainder): Restored {
  const known = new Set(kept.passages.map(({ heading }) => heading));
  const { title, sections, rows } = sectionsIn(text, known);
  const remarks: string[] = [];
  const changes: { at: (string | number)[]; value: Json }[] = [];
  for (const { at, heading, form, key = '', macros, ...edges } of kept.passages) {
    const body = sections.get(heading);
    if (body === undefined) remarks.push(`The section "${heading}" is gone: its field is empty.`);
    let value: Json;
    if (form === 'list') value = readList(body ?? '');
    else if (form === 'items') value = readList(body ?? '').map((item) => ({ [key]: item }));
    else if (form === 'map') value = Object.fromEntries(readMap(body ?? ''));
    else {
      const plain = readText(body ?? '', edges);
      const back = macros === undefined ? plain : withMacros(plain, kept.names, macros);
      if (back === null && body !== undefined)
        remarks.push(`"${heading}" has other names in it than at the import: {{char}} and {{user}} stay written out.`);
      value = back ?? plain;
    }
    for (const path of at) changes.push({ at: path, value });
  }
  for (const heading of sections.keys())
    if (!known.has(heading) && !SHOWN_ONLY.has(heading.toLowerCase()))
      remarks.push(`The section "${heading}" has no field in the format of the source: it is not exported.`);
  for (const { at, label, value } of kept.rows) {
    const now = rows.get(label);
    if (now === undefined) remarks.push(`The row "${label}" is gone: its field is as it was.`);
    else if (now !== value) changes.push({ at, value: cellAs(now, valueAt(kept.source, at)) });
  }
  if (kept.title.at !== null && title !== null && title !== kept.title.name)
    changes.push({ at: kept.title.at, value: title });
  return { source: replaced(kept.source, changes) as JsonObject, remarks };
}

/** What an edited cell says, in the kind of value that stood there. */
function cellAs(cell: string, before: Json | undefined): Json {
  if (Array.isArray(before)) return cell.split(/\s*,\s*/).filter((part) => part !== '');
  return typeof before === 'number' && cell.trim() !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell;
}

interface Written {
  title: string | null;
  sections: Map<string, string>;
  /** Rows of tables by their label. */
  rows: Map<string, string>;
}

const ROW = /^\|[ \t]*\*\*([^|*]+)\*\*[ \t]*\|((?:[^|\\]|\\.)*)\|[ \t]*$/;

/** The name in the title, and what stands under each heading; one that somebody put inside a known section belongs to its text. */
function sectionsIn(text: string, known: ReadonlySet<string>): Written {
  const sections = new Map<string, string[]>();
  let title: string | null = null;
  let open: string[] | null = null;
  let depth = 0;
  for (const line of text.split('\n')) {
    const [, marks = '', words = ''] = /^(#{1,6})[ \t]+(.*?)[ \t]*$/.exec(line) ?? [];
    if (marks === '' || (open !== null && marks.length > depth && !known.has(words))) {
      open?.push(line);
      continue;
    }
    open = null;
    depth = marks.length;
    if (marks === '#') title ??= fromInline(words.replace(/^[A-Za-z0-9][\w.-]*\s*[:：]\s*/, ''));
    else if (!sections.has(words)) {
      open = [];
      sections.set(words, open);
    }
  }
  const rows = (sections.get('Quick Reference') ?? []).flatMap((line): [string, string][] => {
    const [, label = '', cell = ''] = ROW.exec(line) ?? [];
    return label === '' ? [] : [[label.trim(), fromInline(cell)]];
  });
  return {
    title,
    sections: new Map([...sections].map(([heading, lines]) => [heading, lines.join('\n')])),
    rows: new Map(rows),
  };
}
