import type { Json, JsonObject, JsonPath } from './json.ts';
import { isObject } from './json.ts';
import type { Passage, Portrait } from './portrait.ts';
import { textAt } from './portrait.ts';

/** Path of a persona's field -> the heading under which it is read as what it is. @see https://github.com/microsoft/TinyTroupe */
const HEADINGS: ReadonlyMap<string, string> = new Map([
  ['personality.traits', 'Personality'],
  ['style', 'Style (personality)'],
  ['occupation.description', 'Occupation (personality)'],
  ['skills', 'Strengths (skills)'],
  ['beliefs', 'Thinking patterns (beliefs)'],
  ['long_term_goals', 'Thinking patterns (goals)'],
  ['behaviors.general', 'Behavior'],
  ['other_facts', 'Other facts'],
  // Names of the same in agents from before there were nested fields.
  ['personality_traits', 'Personality'],
  ['occupation_description', 'Occupation (personality)'],
  ['routines', 'Behavior (routines)'],
]);
/** Stand in the title or the table, and as they are in what is kept. */
const SHOWN: Readonly<Record<string, string>> = {
  age: 'Age',
  gender: 'Gender',
  nationality: 'Nationality',
  residence: 'Location',
  country_of_residence: 'Country of residence',
  'occupation.organization': 'Organization',
};
const LONGEST_ROW = 200;
const KNOWN = [
  'name age gender nationality residence country_of_residence education occupation style personality preferences skills',
  'beliefs behaviors health relationships other_facts long_term_goals',
  'occupation_description personality_traits professional_interests personal_interests routines',
  'current_datetime current_location current_context current_attention current_goals current_emotions currently_accessible_agents',
].flatMap((line) => line.split(' '));
/** Where the persona stands: as it is written, and as earlier versions named their own attribute. */
const ROOTS = ['persona', '_persona', '_configuration'];
const KNOWN_BESIDE = [
  'type name json_serializable_class_name _mental_faculties _mental_state mental_faculties episodic_memory semantic_memory mental_state current_episode_event_count',
].flatMap((line) => line.split(' '));

/** An agent or a fragment of TinyTroupe; undefined for an object that is none. */
export function readTinyTroupe(source: JsonObject): Portrait | undefined {
  const root = ROOTS.find((key) => isObject(source[key]));
  const persona = root === undefined ? undefined : source[root];
  if (root === undefined || !isObject(persona)) return undefined;
  const type = textAt(source['type']);
  if (type !== '' && !/^(?:TinyPerson|.*Fragment)$/i.test(type)) return undefined;
  const isFragment = /fragment/i.test(type) || typeof persona['name'] !== 'string';
  const name = textAt(persona['name']);
  const occupation = persona['occupation'];
  const title = isObject(occupation) ? textAt(occupation['title']) : textAt(occupation);
  return {
    format: isFragment ? 'tiny-troupe-fragment' : 'tiny-troupe-agent',
    source,
    name: name === '' ? null : name,
    nameAt: name === '' ? null : [root, 'name'],
    char: null,
    role: title === '' ? null : title,
    roleAt: title === '' ? null : [root, 'occupation', ...(isObject(occupation) ? ['title'] : [])],
    rows: Object.entries(SHOWN).flatMap(([field, label]) => {
      const at: JsonPath = [root, ...field.split('.')];
      const value = shownValue(persona, field);
      return value === '' || value.length > LONGEST_ROW ? [] : [{ name: label, value, at }];
    }),
    passages: passagesIn(persona, root, []),
    messages: [],
    unknown: [
      ...Object.keys(persona)
        .filter((key) => !KNOWN.includes(key))
        .map((key): JsonPath => [root, key]),
      ...Object.keys(source)
        .filter((key) => key !== root && !KNOWN_BESIDE.includes(key))
        .map((key): JsonPath => [key]),
    ],
  };
}

function shownValue(persona: JsonObject, field: string): string {
  const [first = '', second] = field.split('.');
  const outer = persona[first];
  const value = second === undefined ? outer : isObject(outer) ? outer[second] : undefined;
  return typeof value === 'number' ? String(value) : textAt(value);
}

/** Each string, list of strings and flat object of strings under a heading made of its path. */
function passagesIn(value: Json, root: string, path: JsonPath): Passage[] {
  const field = path.join('.');
  const at: JsonPath[] = [[root, ...path]];
  const heading = HEADINGS.get(field) ?? headingOf(path);
  if (typeof value === 'string') {
    const isElsewhere =
      field === 'name' ||
      field === 'occupation' ||
      field === 'occupation.title' ||
      (Object.hasOwn(SHOWN, field) && value.length <= LONGEST_ROW);
    return value === '' || isElsewhere ? [] : [{ at, heading, form: 'text' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((item) => typeof item === 'string')) return [{ at, heading, form: 'list' }];
    const key = keyOfItems(value);
    if (key !== undefined) return [{ at, heading, form: 'items', key }];
    return value.flatMap((item, index) => passagesIn(item, root, [...path, index]));
  }
  const entries = Object.entries(value);
  const isFlat =
    path.length > 0 &&
    field !== 'occupation' &&
    entries.length > 0 &&
    entries.every(([, item]) => typeof item === 'string');
  return isFlat
    ? [{ at, heading, form: 'map' }]
    : entries.flatMap(([key, item]) => passagesIn(item, root, [...path, key]));
}

/** The name that each object of a list has for its only string, as earlier versions wrote `{ "trait": … }`. */
function keyOfItems(list: readonly Json[]): string | undefined {
  const [first] = list.map((item) => (isObject(item) ? Object.keys(item) : []));
  const [key, ...more] = first ?? [];
  const isSame = (item: Json) =>
    isObject(item) && Object.keys(item).length === 1 && typeof item[key ?? ''] === 'string';
  return key !== undefined && more.length === 0 && list.every(isSame) ? key : undefined;
}

function headingOf(path: JsonPath): string {
  const words = path
    .map((key) => (typeof key === 'number' ? String(key + 1) : key.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()))
    .filter((word) => word !== '')
    .join(': ')
    .slice(0, 80);
  return words === '' ? 'More' : `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
