import type { Yaml } from 'mdast';
import type { Node } from 'yaml';
import { isMap, isPair } from 'yaml';
import { z } from 'zod';
import { Persona, Uncertain } from '../core/card.ts';
import { Value } from '../core/values.ts';
import type { Spot } from '../yaml/plain-yaml.ts';
import { readPlainYaml } from '../yaml/plain-yaml.ts';
import type { Source } from './markdown.ts';
import { invalid, lineOf } from './markdown.ts';

/** What front matter may say: any part of a persona, and the characters that a repair left open. */
const FrontMatter = z.strictObject({ ...Persona.partial().shape, uncertain: z.array(Uncertain).optional() });

/** Characters. A persona of everything that there is to state takes a few thousand. */
const LONGEST = 64 * 1024;
/** How many unknown names are told one by one. */
const SHOWN = 8;
/** What only a person can say; front matter that says all of it is a whole persona, and nothing is inferred. */
const BY_HAND = ['values', 'traits', 'relationships', 'tools'] as const;

export interface FrontMatter {
  persona: Partial<Persona>;
  uncertain: Uncertain[];
}

/** What the YAML between the first two `---` states; values that are not listed follow in the order of their list. */
export function readFrontMatter(source: Source, yaml: Yaml): FrontMatter {
  if (yaml.value.length > LONGEST) {
    const sentence = `expected front matter of at most ${LONGEST} characters, found ${yaml.value.length}`;
    throw invalid(source, sentence, { line: lineOf(yaml) });
  }
  const inFile = ({ line, column }: Spot) => ({ line: lineOf(yaml) + line, column });
  const { document, spotOf } = readPlainYaml(yaml.value, (sentence, spot) => {
    throw invalid(source, `front matter: ${sentence}`, inFile(spot));
  });
  const said: unknown = document.toJS() ?? {};
  const parsed = FrontMatter.safeParse(said);
  const issues = parsed.success
    ? repeated(parsed.data as Partial<Persona>)
    : parsed.error.issues.map((issue) => ({
        path: keyPath(issue),
        sentence: sentenceOf(issue, document.getIn(issue.path.filter(isKey))),
      }));
  const [first, ...others] = issues
    .map(({ path, sentence }) => ({ sentence, offset: offsetOf(document.contents, path) }))
    .sort((a, b) => a.offset - b.offset);
  if (first !== undefined) {
    const data = { issues: [first, ...others].map(({ sentence }) => sentence) };
    throw invalid(source, `front matter: ${first.sentence}`, { ...inFile(spotOf(first.offset)), data });
  }
  const { uncertain = [], ...data } = parsed.data as z.infer<typeof FrontMatter>;
  const isWhole = BY_HAND.every((name) => Object.hasOwn(said as object, name));
  if (isWhole) return { persona: withAllValues(Persona.parse(data)), uncertain };
  const persona = Object.fromEntries(Object.entries(data).filter(([name]) => Object.hasOwn(said as object, name)));
  return { persona: withAllValues(persona), uncertain };
}

function withAllValues<T extends Partial<Persona>>(persona: T): T {
  const { values } = persona;
  if (values === undefined) return persona;
  return { ...persona, values: [...values, ...Value.options.filter((value) => !values.includes(value))] };
}

type Issue = z.core.$ZodIssue;
type Key = string | number;

const isKey = (key: PropertyKey): key is Key => typeof key !== 'symbol';

function keyPath(issue: Issue): Key[] {
  const path = issue.path.filter(isKey);
  return issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
}

function sentenceOf(issue: Issue, found: unknown): string {
  const name = issue.path.length === 0 ? 'the front matter' : `\`${issue.path.join('.')}\``;
  if (issue.code === 'unrecognized_keys') return `expected only known names in ${name}, found ${listed(issue.keys)}`;
  const what =
    issue.code === 'invalid_value'
      ? `one of ${issue.values.map(String).join(', ')}`
      : issue.code === 'invalid_type'
        ? `${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`
        : issue.code === 'too_big'
          ? `at most ${issue.maximum}`
          : issue.code === 'too_small'
            ? `at least ${issue.minimum}`
            : issue.message.replace(/^expected /, '');
  const shown = found === undefined || found === null ? 'nothing' : `\`${String(found).trim().slice(0, 60)}\``;
  return `expected ${name} to be ${what}, found ${shown}`;
}

/** The first names, and how many more there are. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).map((name) => `\`${shortened(name)}\``);
  return `${shown.join(', ')}${names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''}`;
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}...` : text);

function repeated({ values = [], relationships = [] }: Partial<Persona>): { path: Key[]; sentence: string }[] {
  const twice = (list: readonly string[], name: string, path: (index: number) => Key[]) => {
    const seen = new Set<string>();
    return list.flatMap((item, index) => {
      if (!seen.has(item)) {
        seen.add(item);
        return [];
      }
      return [{ path: path(index), sentence: `expected each entry of \`${name}\` once, found \`${item}\` again` }];
    });
  };
  return [
    ...twice(values, 'values', (index) => ['values', index]),
    ...twice(
      relationships.map(({ to }) => to.toLowerCase()),
      'relationships',
      (index) => ['relationships', index, 'to'],
    ),
  ];
}

/** Where the innermost existing part of a path starts: the key where there is one, else the entry. */
function offsetOf(contents: Node | null, path: readonly Key[]): number {
  let node: unknown = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && String((item.key as { value?: unknown } | null)?.value ?? item.key) === String(key),
      );
      if (pair === undefined) break;
      offset = (pair.key as Node | null)?.range?.[0] ?? offset;
      node = pair.value;
    } else {
      node = (node as { items?: unknown[] } | null | undefined)?.items?.[Number(key)];
      const start = (node as Node | null | undefined)?.range?.[0];
      if (start === undefined) break;
      offset = start;
    }
  }
  return offset;
}
