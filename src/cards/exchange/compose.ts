import { PitwallError } from '../../core/error.ts';
import { hashText } from '../../core/hash.ts';
import { hides } from '../../core/visible.ts';
import { kindOf } from '../headings.ts';
import { nameFault } from '../name-letters.ts';
import { parseCard } from '../parse.ts';
import { readMojibake } from '../repair/mojibake.ts';
import type { Json, JsonPath } from './json.ts';
import { isObject, pathText, replaced, stringsIn, valueAt } from './json.ts';
import type { Names } from './macros.ts';
import { resolveMacros } from './macros.ts';
import { inline, writeList, writeMap, writeText } from './passage.ts';
import type { Passage, Portrait, SourceFormat } from './portrait.ts';
import { textAt } from './portrait.ts';
import type { PlacedPassage, Remainder } from './remainder.ts';
import { restoredSource } from './restore.ts';

/** Characters of a source that stand in the card for a person to read and edit; what is beyond is kept as it is. */
const MOST_IN_CARD = 100_000;
const LONGEST_NAME = 80;
const LONGEST_ROLE = 160;
const LONGEST_CELL = 400;

const FORMAT_NAMES: Record<SourceFormat, string> = {
  'character-card-v1': 'a Character Card V1',
  'character-card-v2': 'a Character Card V2',
  'character-card-v3': 'a Character Card V3',
  'tiny-troupe-agent': 'a TinyTroupe agent',
  'tiny-troupe-fragment': 'a TinyTroupe fragment',
  'system-prompt': 'a system prompt',
};
export const formatName = (format: SourceFormat): string => FORMAT_NAMES[format];

export interface ComposeOptions {
  /** What `{{user}}` becomes. */
  user: string;
  /** What the person is called, whatever the source says. */
  name?: string;
  /** Name of a person whom the source does not name. */
  fallbackName: string;
  /** A name in lower-case Latin letters, digits and hyphens; empty where it has none. */
  slugOf: (name: string) => string;
}

/** What became of a source: which of its strings stand where in the card, and which are only kept. */
export interface SourceReport {
  format: SourceFormat;
  /** Strings that say something, in all of the source. */
  strings: number;
  /** Field of the source -> where it stands in the card. */
  understood: { field: string; at: string }[];
  /** Fields, with how much is kept as it is, to be put back by export. */
  kept: { field: string; strings: number; characters: number; because: string | null }[];
  /** Fields that the format does not know; they are kept. */
  unknown: string[];
  /** Macros that were written out. */
  macros: number;
  /** What a person should look at. */
  remarks: string[];
}

/** A card in Markdown, what stands in no section of it, and a report of both. */
export interface Composed {
  text: string;
  kept: Remainder;
  report: SourceReport;
}

interface Section {
  heading: string;
  depth: number;
  body: string;
  passage: PlacedPassage | null;
}

/**
 * Writes a portrait as a card. Each passage that Markdown can hold gets a heading; everything else stays in what is kept, as do
 * passages that would not come back from the card exactly as they are.
 */
export function composeCard(portrait: Portrait, options: ComposeOptions): Composed {
  const name = nameOf(portrait, options);
  const own = oneLine(portrait.name ?? '');
  const isRenamed = options.name !== undefined || own === '' || PLACEHOLDER.test(own);
  const char = isRenamed && portrait.char === portrait.name ? name : portrait.char;
  const names: Names = { char: shortName(char ?? ''), user: shortName(options.user) };
  const { sections, left } = sectionsOf(portrait, names);
  const make = (chosen: readonly Section[]) => textOf(portrait, name, chosen, options);
  const fitting = readable(sections, make, left);
  let composed = assembled(portrait, name, names, fitting, make);
  // A card has to give its source back; a passage that does not is kept as it is.
  const wrong = new Set(notRestored(composed, portrait));
  if (wrong.size > 0) {
    const sound = fitting.filter(({ passage }) => passage === null || !wrong.has(passage.heading));
    for (const { passage } of fitting)
      if (passage !== null && wrong.has(passage.heading))
        for (const at of passage.at) left.set(pathText(at), 'cannot stand in Markdown');
    composed = assembled(portrait, name, names, sound, make);
  }
  return { ...composed, report: reportOf(portrait, name, composed.kept, left, options) };
}

/** A name for macros; none where it is longer than any name, for then the text would be made of it. */
const shortName = (text: string) => {
  const name = oneLine(text);
  return name.length > LONGEST_NAME ? '' : name;
};
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** What programs write where nobody has named anybody. */
const PLACEHOLDER =
  /^(?:(?:new |my |unnamed |untitled )?(?:character|char|card|persona|bot|assistant)|unnamed|untitled|unknown|name|no name|none|null|undefined|\{\{char\}\}|<?bot>?|캐릭터|이름 없음)$/i;

/** The name as the title has it: on one line, of visible characters, and none that could pass for another. */
function nameOf({ name }: Portrait, { fallbackName, name: given }: ComposeOptions): string {
  const isNobody = given === undefined && PLACEHOLDER.test(oneLine(name ?? ''));
  const plain = oneLine(
    [...(isNobody ? '' : (given ?? name ?? ''))]
      .filter((character) => !hides(character) && character !== '\uFFFD')
      .join('')
      .toWellFormed(),
  );
  const short = [...plain].slice(0, LONGEST_NAME).join('').trim();
  return short === '' || nameFault(short) !== null || readMojibake(short) !== undefined ? fallbackName : short;
}

function sectionsOf(
  { source, passages, messages }: Portrait,
  names: Names,
): { sections: Section[]; left: Map<string, string> } {
  const left = new Map<string, string>();
  const taken = new Set(['source', 'quick reference', 'example messages']);
  const sections: Section[] = [];
  let room = MOST_IN_CARD;
  const say = (list: Json) => stringsIn(list).reduce((sum, { text }) => sum + text.length, 0);
  for (const passage of passages) {
    const value = passage.at[0] === undefined ? undefined : valueAt(source, passage.at[0]);
    if (value === undefined || say(value) === 0) continue;
    const leave = (why: string) => {
      for (const at of passage.at) left.set(pathText(at), why);
    };
    if (say(value) > room) {
      leave('too long for the card');
      continue;
    }
    const written = writtenAs(value, passage, names);
    if (written === null) {
      leave('cannot stand in Markdown');
      continue;
    }
    room -= say(value);
    const heading = unique(passage, taken);
    sections.push({
      heading,
      depth: passage.depth ?? 2,
      body: written.body,
      passage: { at: passage.at, heading, form: passage.form, ...written.extra },
    });
  }
  const spoken = messages.map((text) => oneLine(resolveMacros(text, names)?.text ?? text));
  const body = writeList(spoken.filter((text) => text !== ''));
  if (body !== null) sections.push({ heading: 'Example messages', depth: 2, body, passage: null });
  return { sections, left };
}

type Extra = Pick<PlacedPassage, 'key' | 'lead' | 'trail' | 'eol' | 'macros'>;

function writtenAs(value: Json, { form, key = '' }: Passage, names: Names): { body: string; extra: Extra } | null {
  if (form === 'text') {
    if (typeof value !== 'string') return null;
    const resolved = resolveMacros(value, names);
    const written = writeText(resolved?.text ?? value);
    if (written === null) return null;
    return {
      body: written.body,
      extra: { ...written.edges, ...(resolved === null ? {} : { macros: resolved.macros }) },
    };
  }
  if (form === 'items') {
    const items = Array.isArray(value) ? value.map((item) => (isObject(item) ? textAt(item[key]) : '')) : [];
    const body = writeList(items);
    return body === null ? null : { body, extra: { key } };
  }
  const body =
    form === 'list'
      ? Array.isArray(value) && value.every((item) => typeof item === 'string')
        ? writeList(value)
        : null
      : isObject(value)
        ? writeMap(Object.entries(value).map(([key, item]) => [key, typeof item === 'string' ? item : '']))
        : null;
  return body === null ? null : { body, extra: {} };
}

/** A heading that no other passage has, and that says no more than its own words do. */
function unique({ heading, depth }: Passage, taken: Set<string>): string {
  const known = depth === 3 && kindOf(heading) !== undefined ? (heading.split(':')[0] ?? heading) : heading;
  const plain = oneLine(known.replaceAll(/[\\`*_[\]<>|~&#{}]/g, ' '));
  let free = plain;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${plain} ${n}`;
  taken.add(free.toLowerCase());
  return free;
}

function textOf(portrait: Portrait, name: string, sections: readonly Section[], options: ComposeOptions): string {
  const slug = options.slugOf(name) || `card-${hashText(name).slice(0, 8)}`;
  const rows = rowsOf(portrait).map(({ label, value }) => `| **${label}** | ${inline(value)} |`);
  const parts = [
    `# ${slug}: ${inline(name)}`,
    `## Quick Reference\n\n| Attribute | Value |\n| --- | --- |\n${rows.join('\n')}`,
    ...grouped(sections),
    `## Source\n\nImported from ${formatName(portrait.format)}. The sections above are its texts: edit them as you like.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The table's rows; the first is the role, which a card has to have. */
function rowsOf({ format, role, roleAt, rows }: Portrait): { label: string; value: string; at: JsonPath | null }[] {
  const taken = format === 'tiny-troupe-fragment' ? 'Fragment' : 'Character';
  const said = cellOf(oneLine(role ?? '').slice(0, LONGEST_ROLE));
  return [
    { label: 'Role', value: said || taken, at: said === '' ? null : roleAt },
    ...rows.flatMap(({ name: label, value, at }) => {
      const cell = cellOf(oneLine(value).slice(0, LONGEST_CELL));
      return cell === '' || (label === 'Aliases' && nameFault(cell) !== null) ? [] : [{ label, value: cell, at }];
    }),
  ];
}

/** Without what a text file of a card cannot hold. */
function cellOf(text: string): string {
  const plain = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\uFEFF\uFFFD]/gu, ' ')
    .trim();
  return readMojibake(plain) === undefined ? plain : '';
}

/** Sections as they stand; the first of depth 3 in a row gets a heading above. */
function grouped(sections: readonly Section[]): string[] {
  return sections.flatMap(({ heading, depth, body }, index) => {
    const opens = depth === 3 && sections[index - 1]?.depth !== 3;
    return [...(opens ? ['## Lorebook entries'] : []), `${'#'.repeat(depth)} ${heading}\n\n${body}`];
  });
}

/** The sections that make a card which can be read; one that breaks it is left out and kept as it is. */
function readable(
  sections: Section[],
  make: (chosen: readonly Section[]) => string,
  left: Map<string, string>,
): Section[] {
  const isSound = (chosen: readonly Section[]) => {
    const text = make(chosen);
    if (readMojibake(text) !== undefined) return false;
    try {
      parseCard(text, 'the import');
      return true;
    } catch (error) {
      if (error instanceof PitwallError) return false;
      throw error;
    }
  };
  if (isSound(sections)) return sections;
  const sound = sections.filter((section) => isSound([section]));
  const chosen = isSound(sound) ? sound : [];
  for (const { passage } of sections)
    if (passage !== null && !chosen.some((one) => one.passage === passage))
      for (const at of passage.at) left.set(pathText(at), 'cannot stand in Markdown');
  return chosen;
}

function assembled(
  portrait: Portrait,
  name: string,
  names: Names,
  sections: readonly Section[],
  make: (chosen: readonly Section[]) => string,
): { text: string; kept: Remainder } {
  const { format, source, nameAt } = portrait;
  const passages = sections.flatMap(({ passage }) => passage ?? []);
  const empty = (form: PlacedPassage['form']): Json => (form === 'text' ? '' : form === 'map' ? {} : []);
  const changes = passages.flatMap(({ at, form }) => at.map((path) => ({ at: path, value: empty(form) })));
  return {
    text: make(sections),
    kept: {
      kept: 1,
      format,
      title: { name, at: nameAt },
      rows: rowsOf(portrait).flatMap(({ label, value, at }) => (at === null ? [] : [{ at, label, value }])),
      names,
      passages,
      source: replaced(source, changes) as Remainder['source'],
    },
  };
}

/** Headings of passages that do not come back as they are. */
function notRestored({ text, kept }: { text: string; kept: Remainder }, { source }: Portrait): string[] {
  const { source: back } = restoredSource(text, kept);
  const same = (path: JsonPath) => JSON.stringify(valueAt(back, path)) === JSON.stringify(valueAt(source, path));
  return kept.passages.flatMap(({ at, heading }) => (at.every(same) ? [] : [heading]));
}

function reportOf(
  { format, source, nameAt, unknown, name, role, messages }: Portrait,
  title: string,
  kept: Remainder,
  left: ReadonlyMap<string, string>,
  { user, name: given }: ComposeOptions,
): SourceReport {
  const from = given === undefined ? ", from the file's name; `--name` gives another." : '.';
  const says = (text: string) => text.trim() !== '';
  const understood = [
    ...(nameAt === null || name === null ? [] : [{ field: pathText(nameAt), at: 'the title' }]),
    ...kept.rows.map(({ at, label }) => ({ field: pathText(at), at: `the row ${label}` })),
    ...kept.passages.flatMap(({ at, heading }) => at.map((path) => ({ field: pathText(path), at: `"${heading}"` }))),
    ...(messages.length === 0
      ? []
      : [{ field: 'lines of the example dialogue', at: `"Example messages", ${messages.length} of them` }]),
  ];
  const shown = shownIn(kept);
  const groups = new Map<string, { strings: number; characters: number; because: string | null }>();
  for (const { path, text } of stringsIn(kept.source)) {
    if (!says(text) || shown.has(pathText(path))) continue;
    const why = left.get(pathText(path)) ?? null;
    const field = why === null ? groupOf(path) : pathText(path);
    const group = groups.get(field) ?? { strings: 0, characters: 0, because: why };
    groups.set(field, { ...group, strings: group.strings + 1, characters: group.characters + text.length });
  }
  const macros = kept.passages.reduce((sum, passage) => sum + (passage.macros?.were.length ?? 0), 0);
  return {
    format,
    strings: stringsIn(source).filter(({ text }) => says(text)).length,
    understood,
    kept: [...groups].map(([field, group]) => ({ field, ...group })),
    unknown: unknown.map(pathText),
    macros,
    remarks: [
      ...(name === title
        ? []
        : [
            name === null
              ? `The source names nobody: \`${title}\` was taken${from}`
              : PLACEHOLDER.test(oneLine(name)) && given === undefined
                ? `The source calls them \`${oneLine(name)}\`, which is nobody's name: \`${title}\` was taken${from}`
                : `The name in the title was changed to \`${title}\`; the source's own is kept.`,
          ]),
      ...(role === null ? ['The source states no role: put it in the row Role.'] : []),
      ...(macros === 0
        ? []
        : [
            `{{char}} and {{user}} were written out, {{user}} as \`${user}\`; export puts them back where no name was added or taken out.`,
          ]),
    ],
  };
}

/** Strings that stand whole in the title or in a row of the table. */
function shownIn({ title, rows, source }: Remainder): ReadonlySet<string> {
  const cells = [...(title.at === null ? [] : [{ at: title.at, value: title.name }]), ...rows];
  return new Set(
    cells.flatMap(({ at, value }) => {
      const said = stringsIn(valueAt(source, at) ?? '', at);
      return said.map(({ text }) => text).join(', ') === value ? said.map(({ path }) => pathText(path)) : [];
    }),
  );
}

/** The field that a kept string is counted under: two levels of a card's data, three of what it holds in lists. */
function groupOf(path: JsonPath): string {
  const first = path.findIndex((key) => typeof key === 'number');
  const depth = path[0] === 'data' || path[0] === 'persona' ? 3 : 2;
  const end = first >= 0 && first < depth ? first : depth;
  return pathText(path.slice(0, end));
}
