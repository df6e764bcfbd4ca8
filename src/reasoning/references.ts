import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Fact, FactValue } from '../core/scenario.ts';

const REFERENCE = /^\$(\p{L}[\p{L}\p{N}_-]*)((?:\.[^.\s]+)*)$/u;

/** What one `$...` string in a tool's arguments stands for; null for any other value. */
export type Reference = { kind: 'name'; name: string } | { kind: 'data'; name: string };

/** Reads `$name`, `$name.path`, `$data.name`. A text that begins with `$` and is none of these is an error. */
export function referenceIn(value: unknown): Reference | null {
  if (typeof value !== 'string' || !value.startsWith('$')) return null;
  const [, head, path] = REFERENCE.exec(value) ?? [];
  if (head === undefined || path === undefined || (head === 'data' && (path === '' || path.indexOf('.', 1) > 0))) {
    throw new PitwallError('UNKNOWN_NAME', `expected \`$name\`, \`$name.member\` or \`$data.name\`, got \`${value}\``);
  }
  if (head !== 'data') return { kind: 'name', name: head + path };
  return { kind: 'data', name: path.slice(1) };
}

/** A fact's value, or one member of it: `cluster`, `cluster.count`. Throws UNKNOWN_NAME with the nearest name. */
export function factAt(facts: Readonly<Record<string, Pick<Fact, 'value'>>>, name: string): FactValue {
  // As references are written elsewhere: `fact:name`.
  const [head = '', ...rest] = name.replace(/^fact:/, '').split('.');
  if (!Object.hasOwn(facts, head)) {
    throw new PitwallError('UNKNOWN_NAME', `no fact is called \`${head}\`${nearest(head, Object.keys(facts))}`, {
      data: { name, known: Object.keys(facts) },
    });
  }
  const whole = (facts[head] as Pick<Fact, 'value'>).value;
  return rest.length === 0 ? whole : memberOf(whole, head, rest);
}

/** One member of a mapping or list. Throws UNKNOWN_NAME with the nearest name. */
export function memberOf(whole: FactValue, head: string, path: readonly string[]): FactValue {
  const [member = '', ...deeper] = path;
  const members = whole !== null && typeof whole === 'object' ? Object.keys(whole) : [];
  if (deeper.length > 0 || !members.includes(member)) {
    const wrong = path.join('.');
    throw new PitwallError(
      'UNKNOWN_NAME',
      members.length === 0
        ? `the fact \`${head}\` is a single value and has no member \`${wrong}\``
        : `the fact \`${head}\` has no member \`${wrong}\`${nearest(wrong, members)}`,
      { data: { name: [head, ...path].join('.'), known: members } },
    );
  }
  return (whole as Record<string, FactValue>)[member] as FactValue;
}

/** Names that a tool's arguments rest on, with their paths, each once, in order. */
export function namesIn(args: unknown): string[] {
  return referencesIn(args, 'name');
}

/** Data files that a tool's arguments rest on, each once, in order. */
export function dataIn(args: unknown): string[] {
  return referencesIn(args, 'data');
}

function referencesIn(args: unknown, kind: Reference['kind']): string[] {
  const names = new Set<string>();
  mapped(args, (value) => {
    const reference = referenceIn(value);
    if (reference?.kind === kind) names.add(reference.name);
    return value;
  });
  return [...names];
}

/** The value with every leaf replaced; lists and mappings keep their shape. */
export function mapped(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((member) => mapped(member, leaf));
  if (value === null || typeof value !== 'object') return leaf(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapped(member, leaf)]));
}
