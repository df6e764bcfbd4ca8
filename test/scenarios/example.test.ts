import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { WrittenScenario } from '../../src/scenarios/written-schema.ts';
import { loaded, remarksOn } from './load.ts';

const url = new URL('../../scenarios/example.yaml', import.meta.url);
const text = readFileSync(url, 'utf8');

/** Paths of all keys that a schema allows, `*` for names and positions. */
function keysOf(schema: unknown, path = ''): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return keysOf(schema.unwrap(), path);
  if (schema instanceof z.ZodPipe) return keysOf(schema.in, path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysOf(option, path));
  if (schema instanceof z.ZodTuple) return [];
  if (schema instanceof z.ZodArray) return keysOf(schema.element, `${path}.*`);
  if (schema instanceof z.ZodRecord) return keysOf(schema.valueType, `${path}.*`);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([key, member]) => [
    `${path}.${key}`,
    ...keysOf(member, `${path}.${key}`),
  ]);
}

/** True when some part of the value answers to the path. */
function isUsed(value: unknown, [head, ...rest]: string[]): boolean {
  if (head === undefined) return true;
  if (value === null || typeof value !== 'object') return false;
  if (head === '*') return Object.values(value).some((member) => isUsed(member, rest));
  return Object.hasOwn(value, head) && isUsed((value as Record<string, unknown>)[head], rest);
}

describe('scenarios/example.yaml', () => {
  const scenario = parseScenario(text, 'scenarios/example.yaml');

  it('loads, and lint has nothing to warn of', () => {
    expect(remarksOn(loaded('example')).filter(({ level }) => level === 'warning')).toEqual([]);
  });

  it('uses every key that a scenario can have', () => {
    const keys = [...new Set(keysOf(WrittenScenario))];
    expect(keys.length).toBeGreaterThan(60);
    expect(keys.filter((key) => !isUsed(parse(text), key.slice(1).split('.')))).toEqual([]);
  });

  it('has its data beside it', () => {
    for (const file of Object.values(scenario.data)) expect(existsSync(new URL(file, url))).toBe(true);
  });
});
