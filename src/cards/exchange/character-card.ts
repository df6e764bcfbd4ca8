import { hides } from '../../core/visible.ts';
import type { Json, JsonObject, JsonPath } from './json.ts';
import { isObject, stringsIn, valueAt } from './json.ts';
import type { Passage, Portrait } from './portrait.ts';
import { textAt } from './portrait.ts';

/** @see https://github.com/malfoyslastname/character-card-spec-v2 and https://github.com/kwaroran/character-card-spec-v3 */
const V1 = ['name', 'description', 'personality', 'scenario', 'first_mes', 'mes_example'];
const V2 = [
  ...V1,
  'creator_notes',
  'system_prompt',
  'post_history_instructions',
  'alternate_greetings',
  'character_book',
  'tags',
  'creator',
  'character_version',
  'extensions',
];
export const V3: readonly string[] = [
  ...V2,
  'assets',
  'nickname',
  'creator_notes_multilingual',
  'source',
  'group_only_greetings',
  'creation_date',
  'modification_date',
];
/** Names of V1 fields in files from before there was a specification. */
const OLDER_NAMES: ReadonlyMap<string, string> = new Map([
  ['char_name', 'name'],
  ['char_persona', 'description'],
  ['world_scenario', 'scenario'],
  ['char_greeting', 'first_mes'],
  ['example_dialogue', 'mes_example'],
]);
/** A field under the name that the specifications give it. */
export const presentName = (field: string): string => OLDER_NAMES.get(field) ?? field;

/** Field of the card -> the heading that its text gets; those of personality are read as the member's. */
const HEADINGS: readonly (readonly [string, string])[] = [
  ['description', 'Description (personality)'],
  ['personality', 'Personality'],
  ['scenario', 'Scenario'],
  ['first_mes', 'First message'],
  ['mes_example', 'Example dialogue'],
  ['system_prompt', 'System prompt'],
  ['post_history_instructions', 'Post-history instructions'],
  ['creator_notes', 'Creator notes'],
];
const OCCUPATION = 'occupation|profession|job|job title|role|직업|직책|직무|職業|职业|ocupación|profesión|beruf|métier';
const LONGEST_ROLE = 160;
const MOST_MESSAGES = 12;
const LONGEST_MESSAGE = 400;

/** A Character Card of any version; undefined for an object that is none. */
export function readCharacterCard(source: JsonObject): Portrait | undefined {
  const version = versionOf(source);
  if (version === undefined) return undefined;
  const inner: JsonPath = version === 1 ? [] : ['data'];
  const data = version === 1 ? source : (source['data'] as JsonObject);
  const older = (field: string) => [...OLDER_NAMES].find(([, known]) => known === field)?.[0];
  const fieldAt = (field: string): JsonPath[] => {
    const own: JsonPath = [...inner, field];
    const before = version === 1 ? older(field) : undefined;
    const said = valueAt(source, own);
    const found = [own, ...(version === 1 ? [] : [[field]]), ...(before === undefined ? [] : [[before]])];
    const first = said === undefined || said === '' ? found.find((path) => textAt(valueAt(source, path)) !== '') : own;
    const words = first === undefined ? '' : textAt(valueAt(source, first));
    // SillyTavern writes the fields of V1 beside those of V2: the same words are one passage.
    return words === '' || first === undefined
      ? []
      : [first, ...found.filter((path) => path !== first && valueAt(source, path) === words)];
  };
  const nameAt = [...fieldAt('name'), ...fieldAt('nickname')][0] ?? null;
  const name = nameAt === null ? null : textAt(valueAt(source, nameAt));
  const nickname = textAt(data['nickname']);
  const texts = HEADINGS.flatMap(([field, heading]): Passage[] => {
    const at = fieldAt(field);
    return at.length === 0 ? [] : [{ at, heading, form: 'text' }];
  });
  const char = nickname.trim() || name;
  // A card that names a version and has its fields at the top is known by all of them.
  const isFlat = version === 1 && typeof source['spec'] === 'string';
  const known =
    version === 3 ? V3 : version === 2 ? V2 : isFlat ? [...V3, 'spec', 'spec_version'] : [...V1, ...OLDER_NAMES.keys()];
  return {
    format: `character-card-v${version}`,
    source,
    name,
    nameAt,
    char,
    role: roleIn(['description', 'personality'].map((field) => textAt(valueAt(source, fieldAt(field)[0] ?? [field])))),
    // It is a part of a text, which is edited there.
    roleAt: null,
    rows: rowsOf(data, inner, nameAt?.at(-1) === 'nickname'),
    passages: [
      ...texts,
      ...greetings(data, inner, 'alternate_greetings', 'Alternate greeting'),
      ...greetings(data, inner, 'group_only_greetings', 'Greeting in a group'),
      ...multilingual(data, inner),
      ...characterNote(data, inner),
      ...lorebook(data, inner),
    ],
    messages: spokenIn(textAt(valueAt(source, fieldAt('mes_example')[0] ?? ['mes_example'])), char ?? ''),
    unknown: [
      ...Object.keys(data)
        .filter((key) => !known.includes(key))
        .map((key): JsonPath => [...inner, key]),
      ...(version === 1
        ? []
        : Object.keys(source)
            .filter((key) => !['spec', 'spec_version', 'data'].includes(key))
            .map((key): JsonPath => [key])),
    ],
  };
}

function versionOf(source: JsonObject): 1 | 2 | 3 | undefined {
  const { data, spec } = { data: source['data'], spec: source['spec'] };
  if (isObject(data) && spec === 'chara_card_v3') return 3;
  if (isObject(data) && (spec === 'chara_card_v2' || (typeof data['name'] === 'string' && hasFields(data)))) return 2;
  return hasFields(source) ? 1 : undefined;
}

/** At least two of the fields that no other format has, or a name with a description. */
function hasFields(source: JsonObject): boolean {
  const said = Object.keys(source).map(presentName);
  const isNamed = said.includes('name');
  const telling = ['first_mes', 'mes_example', 'scenario', 'personality', 'description'].filter(
    (field) =>
      said.includes(field) &&
      Object.keys(source).some((key) => presentName(key) === field && typeof source[key] === 'string'),
  );
  return isNamed ? telling.length >= 2 : telling.includes('first_mes') && telling.length >= 2;
}

function rowsOf(data: JsonObject, inner: JsonPath, isCalledByNickname: boolean): Portrait['rows'] {
  const { tags, creator, nickname } = { tags: data['tags'], creator: data['creator'], nickname: data['nickname'] };
  const row = (name: string, field: string, value: string) =>
    value.trim() === '' ? [] : [{ name, value, at: [...inner, field] }];
  return [
    ...row('Aliases', 'nickname', isCalledByNickname ? '' : textAt(nickname)),
    ...row('Tags', 'tags', Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string').join(', ') : ''),
    ...row('Creator', 'creator', textAt(creator)),
    ...row('Character version', 'character_version', textAt(data['character_version'])),
  ];
}

function greetings(data: JsonObject, inner: JsonPath, field: string, heading: string): Passage[] {
  const list = data[field];
  if (!Array.isArray(list)) return [];
  return list.flatMap((text, index): Passage[] =>
    typeof text === 'string'
      ? [{ at: [[...inner, field, index]], heading: `${heading} ${index + 1}`, form: 'text' }]
      : [],
  );
}

function multilingual(data: JsonObject, inner: JsonPath): Passage[] {
  const notes = data['creator_notes_multilingual'];
  if (!isObject(notes)) return [];
  return Object.keys(notes).flatMap((language): Passage[] =>
    typeof notes[language] === 'string' && /^[a-z]{2,3}(?:-\w{2,8})?$/i.test(language)
      ? [
          {
            at: [[...inner, 'creator_notes_multilingual', language]],
            heading: `Creator notes in ${language}`,
            form: 'text',
          },
        ]
      : [],
  );
}

/** SillyTavern's note that is put into a chat some messages before its end. */
function characterNote(data: JsonObject, inner: JsonPath): Passage[] {
  const path: JsonPath = ['extensions', 'depth_prompt', 'prompt'];
  return textAt(valueAt(data, path)) === ''
    ? []
    : [{ at: [[...inner, ...path]], heading: 'Character note', form: 'text' }];
}

function lorebook(data: JsonObject, inner: JsonPath): Passage[] {
  const book = data['character_book'];
  if (!isObject(book)) return [];
  const at: JsonPath = [...inner, 'character_book'];
  const description: Passage[] =
    textAt(book['description']) === '' ? [] : [{ at: [[...at, 'description']], heading: 'Lorebook', form: 'text' }];
  const entries = book['entries'];
  const list: [string | number, Json][] = Array.isArray(entries)
    ? entries.map((entry, index) => [index, entry])
    : isObject(entries)
      ? Object.entries(entries)
      : [];
  return [
    ...description,
    ...list.flatMap(([key, entry], index): Passage[] => {
      // An entry that is switched off is kept, and no part of what the person knows.
      if (
        !isObject(entry) ||
        textAt(entry['content']) === '' ||
        entry['enabled'] === false ||
        entry['disable'] === true
      )
        return [];
      const names = stringsIn(entry['keys'] ?? entry['key'] ?? [])
        .map(({ text }) => text)
        .join(', ');
      return [
        {
          at: [[...at, 'entries', key, 'content']],
          heading: `Lorebook entry ${index + 1}${named(names || textAt(entry['name']) || textAt(entry['comment']))}`,
          depth: 3,
          form: 'text',
        },
      ];
    }),
  ];
}

/** Keys behind the number of an entry: letters and digits only, so that no heading says what it is not. */
function named(keys: string): string {
  const words = [...keys.replaceAll(/[^\p{L}\p{N}, '-]+/gu, ' ')]
    .filter((character) => !hides(character))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words === '' ? '' : `: ${words.length > 60 ? `${words.slice(0, 60).trimEnd()}…` : words}`;
}

/** What the person does for a living, where a text says so under a label: `Occupation: …`, `직업: …`, `Job("…" + "…")`. */
function roleIn(texts: readonly string[]): string | null {
  for (const text of texts) {
    const line = new RegExp(`^[ \\t>*\\[-]*(?:${OCCUPATION})[ \\t*]*[:：][ \\t*]*(.+?)[ \\t*\\];,]*$`, 'imu').exec(
      text,
    )?.[1];
    const listed = new RegExp(`\\b(?:${OCCUPATION})[ \\t]*\\(([^()]{1,200})\\)`, 'iu').exec(text)?.[1];
    const said =
      line ??
      listed
        ?.split('+')
        .map((part) => part.trim().replaceAll(/^["“]|["”]$/g, ''))
        .join(', ');
    if (said !== undefined && said.length <= LONGEST_ROLE && !/[{}<>]/.test(said)) return said;
  }
  return null;
}

/** Lines that the person speaks in an example dialogue. */
function spokenIn(dialogue: string, char: string): string[] {
  const said: string[] = [];
  for (const line of dialogue.split(/\r?\n/)) {
    const [, who = '', words = ''] = /^\s*([^:：]{1,60})[:：]\s*(.+?)\s*$/.exec(line) ?? [];
    const isOwn = /^(?:\{\{char\}\}|<(?:bot|char)>)$/i.test(who.trim()) || (char !== '' && who.trim() === char);
    if (isOwn && words.length <= LONGEST_MESSAGE && said.length < MOST_MESSAGES) said.push(words);
  }
  return said;
}
