import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { withFact } from '../../src/reasoning/evaluate.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { aheadBySteps } from '../../src/reasoning/weighing.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';
import { modelReport } from '../../src/report/model-report.ts';
import { withFacts } from '../../src/scenarios/change.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { WrittenScenario } from '../../src/scenarios/written-schema.ts';
import { calculatorOver } from '../../src/workbench/calculator.ts';
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

describe('docs/SCENARIOS.md', () => {
  const page = readFileSync(new URL('../../docs/SCENARIOS.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/```yaml\n(motion: .*?)```/gs)].map(([, example = '']) => example);

  it('has examples that load and of which lint has nothing to warn', () => {
    expect(examples).toHaveLength(2);
    for (const example of examples) {
      const scenario = parseScenario(example, 'scenarios/page.yaml');
      const remarks = remarksOn({ scenario, calculate: calculatorOver(() => '') });
      expect(remarks.filter(({ level }) => level === 'warning')).toEqual([]);
    }
  });

  it('says of the one with an exchange rate what it comes to', () => {
    const scenario = parseScenario(examples[1] ?? '', 'scenarios/page.yaml');
    const model = compileModel(scenario);
    const { criteria } = modelReport(model, { cards: [], calculate: calculatorOver(() => '') });
    const inAll = (option: string) =>
      criteria.reduce((sum, { kind, standing }) => sum + (kind === 'need' ? 0 : (standing[option] ?? 0)), 0);
    expect(page).toContain(
      `buying ${inAll('buy').toFixed(2)} of a worth behind the best in all and our own clerks ${inAll('own').toFixed(2)}`,
    );
    const later = withFacts(scenario, scenario.events[0]?.set ?? {});
    const aheadAt = (leakOff: number) => {
      const world = worldOf(
        later,
        calculatorOver(() => ''),
      );
      return aheadBySteps(compileModel(later), withFact(world, 'leakOff', leakOff));
    };
    expect([aheadAt(8.1), aheadAt(8.2)]).toEqual(['buy', null]);
  });
});
