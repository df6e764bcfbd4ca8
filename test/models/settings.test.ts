import { describe, expect, it } from 'vitest';
import { modelsOfCast } from '../../src/app/models.ts';
import { foldAboveFor, withContext } from '../../src/models/context.ts';
import { PRICE_LIST } from '../../src/models/price-list.ts';
import { costOf, priceOf } from '../../src/models/prices.ts';
import { redact } from '../../src/models/redact.ts';
import { readModelSettings, specText } from '../../src/models/settings.ts';
import type { LiveSpec } from '../../src/models/spec.ts';
import { parseModelSpec } from '../../src/models/spec.ts';
import { FOLD_ABOVE } from '../../src/prompt/fold.ts';
import { cardOf, FACTS_ONLY, scenarioOf } from '../playbook/fixture.ts';

const settings = (text: string, env = {}) => readModelSettings({ env, config: { text, file: 'models.yaml' } });
const FILE = `
models:
  fast: openai:qwen3@http://localhost:11434/v1
  careful: { spec: openai:gpt-4.1, options: { temperature: 0.2, alternate: true }, fallback: fast }
prices:
  openai:gpt-4.1: { input: 4, output: 16 }
`;

describe('a file of models', () => {
  it('gives names to specs, with their options and who takes over', () => {
    expect(specText('careful', settings(FILE))).toBe(
      'openai:gpt-4.1,temperature=0.2,alternate=yes|openai:qwen3@http://localhost:11434/v1',
    );
    expect(specText('fast,seed=7', settings(FILE))).toBe('openai:qwen3@http://localhost:11434/v1,seed=7');
    expect(specText('openai:x|fast', settings(FILE))).toBe('openai:x|openai:qwen3@http://localhost:11434/v1');
    expect(specText('playbook', settings(FILE))).toBe('playbook');
  });

  it.each([
    ['models: { fast: qwen }', '`models.fast`: expected a model'],
    ['models: { fast: "openai:x@http://example.com/v1" }', 'expected https'],
    ['models: { Fast: openai:x }', 'lower-case'],
    ['models: { a: { spec: openai:a, fallback: b }, b: { spec: openai:b, fallback: a } }', 'fallbacks that end'],
    ['models: { a: { spec: openai:a, base_url: http://x } }', 'Unrecognized key'],
    ['models: [', 'expected YAML'],
    ['prices: { x: { input: -1, output: 0 } }', 'prices.x.input'],
    [`a: &a [1]\nb: *a`, 'found the alias `*a`'],
    ['models: { a: !!binary aGVsbG8= }', 'found the tag'],
    ['models: {}\nmodels: {}', 'each name once'],
  ])('is refused by name and place: %s', (text, says) => {
    expect(() => settings(text)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(says) }),
    );
    expect(() => settings(text)).toThrow(/^models\.yaml(?::\d+:\d+)?: /);
  });

  it('is asked for by a name that a scenario or a card uses, and only by name', () => {
    const scenario = scenarioOf(FACTS_ONLY, { cast: ['pulse', 'cortex', 'flux'], models: { pulse: 'fast' } });
    const card = (id: string) => cardOf(id, id === 'cortex' ? { model: 'careful' } : {});
    const models = modelsOfCast(scenario, card, { flux: 'playbook' }, settings(FILE));
    expect(models).toMatchObject({
      pulse: expect.stringContaining('qwen3'),
      cortex: expect.stringContaining('gpt-4.1'),
      flux: 'playbook',
    });
    expect(modelsOfCast(scenario, card, { '*': 'playbook' }, settings(''))).toEqual({
      pulse: 'playbook',
      cortex: 'playbook',
      flux: 'playbook',
    });
    expect(() => modelsOfCast(scenario, card, {}, settings(''))).toThrow(/no model is called `fast`/);
    expect(() => scenarioOf(FACTS_ONLY, { models: { pulse: 'openai:x@http://169.254.169.254/v1' } })).toThrow(
      /configured model/,
    );
  });
});

describe('a price', () => {
  const live = (text: string) => parseModelSpec(text) as LiveSpec;
  const usage = { inputTokens: 1000, outputTokens: 100, cachedTokens: 600, reasoningTokens: 40 };

  it('counts cached input at its own rate, and reasoning as the output that it is part of', () => {
    expect(costOf(usage, { input: 2, cachedInput: 0.5, output: 8 })).toBeCloseTo(
      (400 * 2 + 600 * 0.5 + 100 * 8) / 1e6,
      12,
    );
    expect(costOf(usage, { input: 2, output: 8 })).toBeCloseTo((1000 * 2 + 100 * 8) / 1e6, 12);
  });

  it('is the user’s own, else the list’s, else unknown', () => {
    const listed = PRICE_LIST.usdPerMillionTokens['openai:gpt-4.1'];
    expect(priceOf(live('openai:gpt-4.1'), settings(''))).toEqual(listed);
    expect(priceOf(live('openai:gpt-4.1-2025-04-14'), settings(''))).toEqual(listed);
    expect(priceOf(live('openai:gpt-4.1'), settings(FILE))).toEqual({ input: 4, output: 16 });
    expect(priceOf(live('openai:gpt-4.1@http://localhost:1/v1'), settings(''))).toBeNull();
    expect(priceOf(live('openai:nobody-knows'), settings(''))).toBeNull();
    expect(costOf(usage, null)).toBeNull();
    expect(costOf(null, listed)).toBeNull();
  });

  it('list says of when it is', () => {
    expect(PRICE_LIST.asOf).toMatch(/^20\d\d-\d\d$/);
  });
});

describe('what looks like a key', () => {
  it.each([
    'Incorrect API key provided: sk-proj-abcd1234efgh5678',
    'Authorization: Bearer abc.def-ghi_jkl',
    '{"api_key":"abcdef123456"}',
    'https://user:hunter2222@host/',
    'x-api-key=abcdef123456',
  ])('is taken out of %s', (text) => {
    expect(redact(text, [])).toContain('[key]');
    expect(redact(text, [])).not.toMatch(/abcd1234|abc\.def|abcdef123456|hunter2222/);
  });

  it('is not seen in ordinary words', () => {
    const text = 'The model gpt-4.1 does not exist; the token limit is 8192, and a secret is none.';
    expect(redact(text, [])).toBe(text);
  });
});

describe('a context window', () => {
  it('is put on the record where the list knows it, and nowhere else', () => {
    expect(withContext('openai:gpt-4.1,temperature=0')).toBe('openai:gpt-4.1,temperature=0,context=1047576');
    expect(withContext('openai:gpt-4o-2024-08-06|openai:o3')).toBe(
      'openai:gpt-4o-2024-08-06,context=128000|openai:o3,context=200000',
    );
    for (const text of [
      'playbook',
      'openai:unheard-of',
      'openai:gpt-4.1@http://localhost:1/v1',
      'openai:o3,context=9000',
    ])
      expect(withContext(text)).toBe(text);
  });

  it('says where a transcript is folded: by the smallest of all that may take over, as ever where none is known', () => {
    expect(foldAboveFor('playbook')).toBe(FOLD_ABOVE);
    expect(foldAboveFor('openai:m@http://localhost:1/v1')).toBe(FOLD_ABOVE);
    expect(foldAboveFor('openai:m@http://localhost:1/v1,context=32000')).toBe(15_000);
    expect(foldAboveFor('openai:a,context=128000|openai:b,context=32000')).toBe(15_000);
    expect(foldAboveFor('openai:a,context=8192')).toBe(2_500);
  });
});
