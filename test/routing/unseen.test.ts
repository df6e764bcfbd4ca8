import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { measure, routeFor, routeOf } from '../../src/dev/router/measure.ts';
import { classify } from '../../src/routing/classify.ts';
import { Topic } from '../../src/routing/index.ts';

const Unseen = z.strictObject({
  id: z.string(),
  text: z.string(),
  topic: Topic,
  route: z.enum(['blaze', 'pulse', 'other']),
});

/** Written from the topics' descriptions alone, before anything was tuned. */
const questions = readFileSync(new URL('unseen-questions.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Unseen.parse(JSON.parse(line)));

describe('questions set down before the router was tuned', () => {
  it('are routed as they should be in 89 of 100 cases, those that are nobody’s as well', () => {
    const pairs = questions.map(({ text, topic }) => {
      const { probabilities } = classify(text);
      return { wanted: routeFor(topic), got: routeOf(Topic.options.map((one) => probabilities[one])).route };
    });
    const { accuracy, macroF1 } = measure(pairs);
    expect(accuracy).toBeGreaterThanOrEqual(0.89);
    expect(macroF1).toBeGreaterThanOrEqual(0.88);
    const nobodys = pairs.filter(({ wanted }) => wanted === 'other');
    expect(measure(nobodys).accuracy).toBeGreaterThanOrEqual(0.9);
  });
});
