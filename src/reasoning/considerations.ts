import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Basis, Fact, FactValue } from '../core/scenario.ts';

/** How a number becomes a strength; `Reading` without the name of its figure. */
export interface Scale {
  neutral: number;
  full: number;
  signed: boolean;
}

/** 0 at neutral, 1 at full, straight between; within 0..1, or within -1..1 when signed. */
export function strengthOf(scale: Scale, value: number): number {
  if (Number.isNaN(value)) {
    throw new PitwallError('TOOL_INVALID', 'expected a figure that is a number, got NaN', { data: { ...scale } });
  }
  const share = (value - scale.neutral) / (scale.full - scale.neutral);
  return Math.min(1, Math.max(scale.signed ? -1 : 0, share)) + 0;
}

/** The figure of a tool that a consideration looks at; null where it rests on no tool. */
export function figureRead(from: Extract<Basis, { tool: string }>): string;
export function figureRead(from: Basis): string | null;
export function figureRead(from: Basis): string | null {
  if (!('tool' in from)) return null;
  return 'read' in from ? from.read.figure : from.figure;
}

/** Whether it rests on a figure or a fact for which no scale says how much it counts. */
export function isUnscaled(from: Basis): boolean {
  return !('judgement' in from) && !('read' in from);
}

const REFERENCE = /^\$(\p{L}[\p{L}\p{N}_-]*)((?:\.[^.\s]+)*)$/u;

/** What one `$...` string in a tool's arguments stands for; null for any other value. */
export type Reference = { kind: 'fact'; name: string } | { kind: 'data'; name: string };

/** Reads `$fact`, `$fact.path`, `$data.name`. A text that begins with `$` and is none of these is an error. */
export function referenceIn(value: unknown): Reference | null {
  if (typeof value !== 'string' || !value.startsWith('$')) return null;
  const [, head, path] = REFERENCE.exec(value) ?? [];
  if (head === undefined || path === undefined || (head === 'data' && (path === '' || path.indexOf('.', 1) > 0))) {
    throw new PitwallError('UNKNOWN_NAME', `expected \`$fact\`, \`$fact.member\` or \`$data.name\`, got \`${value}\``);
  }
  if (head !== 'data') return { kind: 'fact', name: head + path };
  return { kind: 'data', name: path.slice(1) };
}

/** A fact's value, or one member of it: `cluster`, `cluster.count`. Throws UNKNOWN_NAME with the nearest name. */
export function factAt(facts: Readonly<Record<string, Pick<Fact, 'value'>>>, name: string): FactValue {
  const [head = '', ...rest] = name.split('.');
  if (!Object.hasOwn(facts, head)) {
    throw new PitwallError('UNKNOWN_NAME', `no fact is called \`${head}\`${nearest(head, Object.keys(facts))}`, {
      data: { name, known: Object.keys(facts) },
    });
  }
  const whole = (facts[head] as Pick<Fact, 'value'>).value;
  if (rest.length === 0) return whole;
  const [member = '', ...deeper] = rest;
  const members = whole !== null && typeof whole === 'object' ? Object.keys(whole) : [];
  if (deeper.length > 0 || !members.includes(member)) {
    const wrong = rest.join('.');
    throw new PitwallError(
      'UNKNOWN_NAME',
      members.length === 0
        ? `the fact \`${head}\` is a single value and has no member \`${wrong}\``
        : `the fact \`${head}\` has no member \`${wrong}\`${nearest(wrong, members)}`,
      { data: { name, known: members } },
    );
  }
  return (whole as Record<string, FactValue>)[member] as FactValue;
}

/**
 * The arguments with every reference replaced, at any depth: a fact by its value, a data name by its file.
 * Throws UNKNOWN_NAME for a reference to nothing.
 */
export function resolveArgs(
  args: Readonly<Record<string, unknown>>,
  facts: Readonly<Record<string, Pick<Fact, 'value'>>>,
  dataFiles: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return mapped(args, (value) => {
    const reference = referenceIn(value);
    if (reference === null) return value;
    if (reference.kind === 'fact') return structuredClone(factAt(facts, reference.name));
    if (Object.hasOwn(dataFiles, reference.name)) return dataFiles[reference.name];
    const known = Object.keys(dataFiles);
    throw new PitwallError(
      'UNKNOWN_NAME',
      `no data file is called \`${reference.name}\`${nearest(reference.name, known)}`,
      {
        data: { name: reference.name, known },
      },
    );
  }) as Record<string, unknown>;
}

/** Facts that the arguments rest on, with their paths, each once, in order. */
export function factsIn(args: Readonly<Record<string, unknown>>): string[] {
  return references(args, 'fact');
}

/** Data files that the arguments rest on, each once, in order. */
export function dataIn(args: Readonly<Record<string, unknown>>): string[] {
  return references(args, 'data');
}

/** Facts that a consideration rests on, with their paths. */
export function factsOf(basis: Basis): string[] {
  if ('fact' in basis) return [basis.fact];
  return 'tool' in basis ? factsIn(basis.args) : [];
}

function references(args: unknown, kind: Reference['kind']): string[] {
  const names = new Set<string>();
  mapped(args, (value) => {
    const reference = referenceIn(value);
    if (reference?.kind === kind) names.add(reference.name);
    return value;
  });
  return [...names];
}

/** The value with every leaf replaced; lists and mappings keep their shape. */
function mapped(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((member) => mapped(member, leaf));
  if (value === null || typeof value !== 'object') return leaf(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapped(member, leaf)]));
}
