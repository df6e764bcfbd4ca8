import type { z } from 'zod';
import { nearest } from './nearest.ts';

/** A complaint of a schema in words: where, what was expected, what stands there. `taken`: the names that there are at the top; `whole`: what all of it is called. */
export function issueSentence(
  issue: z.core.$ZodIssue,
  root: unknown,
  taken: readonly string[] = [],
  whole = 'arguments',
): string {
  const field = issue.path.length === 0 ? whole : `\`${issue.path.join('.')}\``;
  const value = valueAt(root, issue.path);
  const found = shown(value);
  const isOfKind = issue.code === 'invalid_type' || issue.code === 'too_small' || issue.code === 'too_big';
  // What the schema says itself is said.
  if (isOfKind && issue.message.startsWith('expected ')) return `${field}: ${issue.message}, found ${found}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.path.length > 0 || taken.length === 0
        ? `${field} has no ${issue.keys.map((key) => `\`${key}\``).join(', ')}`
        : issue.keys.map((key) => `${field} has no \`${key}\`${nearest(key, taken)}`).join('; ');
    case 'invalid_type':
      return `${field}: expected ${issue.expected}, found ${found}`;
    case 'too_small':
      return `${field}: expected ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}, found ${found}`;
    case 'too_big':
      return `${field}: expected ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}, found ${found}`;
    case 'invalid_value':
      return issue.message.startsWith('Invalid ') && issue.values.length > 0
        ? `${field}: expected ${issue.values.map((one) => JSON.stringify(one)).join(' or ')}, found ${found}`
        : unsaid(field, issue, value);
    case 'invalid_format':
      return issue.format === 'regex' && issue.message.startsWith('Invalid ')
        ? `${field}: expected text that matches ${issue.pattern}, found ${found}`
        : unsaid(field, issue, value);
    case 'invalid_union': {
      const kinds = kindsOf(issue);
      return kinds.length > 0
        ? `${field}: expected ${kinds.join(' or ')}, found ${found}`
        : unsaid(field, issue, value);
    }
    default:
      return unsaid(field, issue, value);
  }
}

function unsaid(field: string, issue: z.core.$ZodIssue, value: unknown): string {
  return value === undefined && issue.path.length > 0
    ? `${field}: expected a value, found nothing`
    : `${field}: ${issue.message}`;
}

/** What each way of a union would have taken in that place. */
function kindsOf({ errors }: z.core.$ZodIssueInvalidUnion): string[] {
  const kinds = errors.flat().flatMap((issue) => {
    if (issue.path.length > 0) return [];
    if (issue.code === 'invalid_type') return [issue.expected];
    if (issue.code === 'too_small') return [`${issue.origin} of at least ${issue.minimum}`];
    return issue.code === 'invalid_value' ? issue.values.map((one) => JSON.stringify(one)) : [];
  });
  return [...new Set(kinds)];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner === null || typeof inner !== 'object' ? undefined : Reflect.get(inner, key)),
    value,
  );
}

const LONGEST = 60;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}
