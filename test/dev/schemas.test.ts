import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  MODEL_SCHEMA,
  modelSchema,
  REPORT_SCHEMA,
  reportSchema,
  SCENARIO_SCHEMA,
  SWEEP_SCHEMA,
  scenarioSchema,
  sweepSchema,
} from '../../dev/schemas.ts';

describe('the JSON Schema for editors', () => {
  it('is shipped as `npm run schemas` writes it', () => {
    expect(readFileSync(SCENARIO_SCHEMA, 'utf8')).toBe(scenarioSchema());
  });

  it('asks for what a writer must give and not for what has a default', () => {
    const { required, properties, additionalProperties } = JSON.parse(scenarioSchema());
    expect(required).toEqual(['motion', 'options']);
    expect(required).not.toContain('floor');
    expect(properties.floor.enum).toContain('relevance');
    expect(additionalProperties).toBe(false);
  });

  it('describes a phase by the words that a script uses', () => {
    const { pattern, type } = JSON.parse(scenarioSchema()).properties.protocol.anyOf[1].items;
    expect(type).toBe('string');
    const phase = new RegExp(pattern);
    expect(['opening blind', 'rebuttal 2', 'vote'].every((words) => phase.test(words))).toBe(true);
    expect(phase.test('rebuttal 0')).toBe(false);
  });
});

describe('the JSON Schema of a sweep', () => {
  const fits = z.fromJSONSchema(JSON.parse(sweepSchema()));
  const takes = (axes: object) => fits.safeParse({ axes: { scenario: 'a', ...axes } }).success;

  it('is shipped as `npm run schemas` writes it', () => {
    expect(readFileSync(SWEEP_SCHEMA, 'utf8')).toBe(sweepSchema());
  });

  it('takes one value in place of a list of one, and nothing that no axis has', () => {
    expect(takes({ cast: 'leave-one-out', floor: 'moderated', stop: { turns: 9 }, protocol: 'opening, vote' })).toBe(
      true,
    );
    expect(takes({ floor: ['moderated', 'bid'], protocol: [['opening', 'vote']], facts: { dear: { price: 9 } } })).toBe(
      true,
    );
    expect(takes({ floor: 'moderatd' })).toBe(false);
  });
});

describe('the JSON Schema of a fidelity report', () => {
  it('is shipped as `npm run schemas` writes it', () => {
    expect(readFileSync(REPORT_SCHEMA, 'utf8')).toBe(reportSchema());
  });

  it('asks for what the judge says of itself, so that nobody takes green for judged', () => {
    const { required, properties } = JSON.parse(reportSchema());
    expect(required).toContain('judge');
    expect(properties.judge.required).toEqual(expect.arrayContaining(['ran', 'valid', 'findings']));
  });
});

describe('the JSON Schema of a computed model', () => {
  it('is shipped as `npm run schemas` writes it', () => {
    expect(readFileSync(MODEL_SCHEMA, 'utf8')).toBe(modelSchema());
  });
});
