import { z } from 'zod';
import { nearest } from '../core/nearest.ts';
import type { Finding } from './finding.ts';
import type { Path } from './source.ts';

type Issue = z.core.$ZodIssue;

interface Checked {
  root: unknown;
  schema: z.core.$ZodType;
}

/** What zod holds against a value, each as a sentence with the path it is about; none when it fits. */
export function shapeFindings(root: unknown, schema: z.ZodType): Finding[] {
  const { error } = schema.safeParse(root);
  return (error?.issues ?? []).flatMap((issue) => findingsOf(issue, issue.path as Path, { root, schema }));
}

function findingsOf(issue: Issue, path: Path, checked: Checked): Finding[] {
  const got = valueAt(checked.root, path);
  const finding = (sentence: string): Finding[] => [{ path, sentence: `${sentence}${where(path)}` }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: 'key' as const,
        sentence: `unknown key \`${key}\`${where(path)}${nearest(key, keysAt(checked.schema, path))}`,
      }));
    case 'invalid_union':
      return unionFindings(issue.errors, path, checked);
    case 'invalid_key':
      return [{ path, at: 'key', sentence: `${nameSentence(undefined)}, found \`${path.at(-1)}\`` }];
    case 'invalid_type':
      if (got === undefined) {
        const sentence = `the key \`${path.at(-1)}\` is missing${where(path.slice(0, -1))}: expected ${TYPES[issue.expected] ?? issue.expected}`;
        return [{ path, missing: true, sentence }];
      }
      return finding(`expected ${TYPES[issue.expected] ?? issue.expected}, found ${describe(got)}`);
    case 'invalid_value':
      if (got === undefined)
        return [
          {
            path,
            missing: true,
            sentence: `the key \`${path.at(-1)}\` is missing${where(path.slice(0, -1))}: expected ${listed(issue.values)}`,
          },
        ];
      return finding(`expected ${listed(issue.values)}, found ${describe(got)}${suggestion(got, issue.values)}`);
    case 'too_small':
      return finding(
        issue.origin === 'string'
          ? 'expected a text, found an empty one'
          : `expected at least ${issue.minimum}${issue.origin === 'array' ? (issue.minimum === 1 ? ' entry' : ' entries') : ''}, found ${sizeOf(got)}`,
      );
    case 'too_big':
      return finding(`expected at most ${issue.maximum}, found ${sizeOf(got)}`);
    case 'invalid_format':
      return finding(
        `${issue.message.startsWith('expected') ? issue.message : nameSentence(issue.pattern)}, found ${describe(got)}`,
      );
    default:
      return finding(issue.message);
  }
}

/** The alternative that the writer most likely meant: the one of the right type with the least to correct. */
function unionFindings(errors: readonly (readonly Issue[])[], path: Path, checked: Checked): Finding[] {
  const fitting = errors.filter(
    (branch) => !branch.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type'),
  );
  const [closest] = [...fitting].sort((a, b) => toCorrect(a) - toCorrect(b));
  if (closest !== undefined) {
    return closest.flatMap((issue) => findingsOf(issue, [...path, ...(issue.path as Path)], checked));
  }
  const types = errors.flatMap((branch) =>
    branch.flatMap((issue) => (issue.code === 'invalid_type' ? [TYPES[issue.expected] ?? issue.expected] : [])),
  );
  const got = valueAt(checked.root, path);
  const sentence = `expected ${oneOf([...new Set(types)])}, found ${describe(got)}${where(path)}`;
  return [{ path, sentence, ...(got === undefined ? { missing: true } : {}) }];
}

const toCorrect = (branch: readonly Issue[]) =>
  branch.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);

/** Keys that may stand in the mapping at a path. */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return keysAt(schema.unwrap(), path);
  if (schema instanceof z.ZodPipe) return keysAt(schema.in, path);
  if (schema instanceof z.ZodUnion)
    return [...new Set(schema.options.flatMap((option: z.core.$ZodType) => keysAt(option, path)))];
  const [head, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    if (head === undefined) return Object.keys(schema.shape);
    const member: unknown = Object.hasOwn(schema.shape, head) ? schema.shape[head] : undefined;
    return member instanceof z.ZodType ? keysAt(member, rest) : [];
  }
  if (schema instanceof z.ZodRecord && head !== undefined) return keysAt(schema.valueType, rest);
  if (schema instanceof z.ZodArray && head !== undefined) return keysAt(schema.element, rest);
  return [];
}

const TYPES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  int: 'a whole number',
};

/** A value as a reader would name it: `"abc" (text)`, `a list of 3`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return `\`${value.length > 60 ? `${value.slice(0, 60)}...` : value}\` (text)`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isMapping(value)) return 'a mapping';
  return `\`${String(value)}\` (${typeof value === 'boolean' ? 'true or false' : typeof value})`;
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string | number, unknown>)[key];
  }, root);
}

/** What a name may consist of: an id has no capitals, other names may. */
const nameSentence = (pattern: string | undefined) =>
  pattern?.includes('a-z0-9') === true
    ? 'expected a name of lower-case letters, digits and `-`'
    : 'expected a name of letters, digits, `-` and `_` that begins with a letter';

const where = (path: Path) => (path.length === 0 ? '' : ` in \`${path.join('.')}\``);
const listed = (values: readonly unknown[]) => oneOf(values.map((value) => `\`${String(value)}\``));
const sizeOf = (got: unknown) => (Array.isArray(got) ? String(got.length) : describe(got));

function suggestion(got: unknown, values: readonly unknown[]): string {
  const sentence = nearest(String(got), values.map(String));
  return sentence.startsWith('; did') ? sentence : '';
}

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? 'something else') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
