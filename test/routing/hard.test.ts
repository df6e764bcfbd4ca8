import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keywordRoute } from '../../dev/router/keywords.ts';
import { measure } from '../../dev/router/measure.ts';
import { trainingQuestions } from '../../dev/router/questions.ts';
import { routeQuestion, Topic } from '../../src/routing/index.ts';
import { wordsOf } from '../../src/routing/words.ts';
import { memberOf } from '../playbook/fixture.ts';

const Hard = z.strictObject({
  id: z.string(),
  text: z.string(),
  topic: Topic,
  route: z.enum(['blaze', 'pulse', 'other']),
  kind: z.enum(['bare', 'device', 'preamble', 'negation', 'order', 'quote', 'typo', 'mixed', 'homonym']),
});

const questions = readFileSync(new URL('hard-questions.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Hard.parse(JSON.parse(line)));

/** Share of the words of the shorter of two texts that the other has too. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter((word) => b.has(word)).length / Math.min(a.size, b.size);
}

const stems = (text: string) => new Set(wordsOf(text.toLowerCase()).map(({ stem }) => stem));

describe('questions written by hand and never trained on', () => {
  it('are 200 at the least, half of them in Korean, and each wanted by the member whose topic it is', () => {
    expect(questions.length).toBeGreaterThanOrEqual(200);
    expect(questions.filter(({ text }) => /[가-힣]/u.test(text)).length).toBeGreaterThanOrEqual(questions.length / 2);
    const wanted = (topic: Topic) => (topic === 'hardware' ? 'blaze' : topic === 'training' ? 'pulse' : 'other');
    for (const { topic, route } of questions) expect(route).toBe(wanted(topic));
  });

  it('share less than two thirds of their words with any question of the training', () => {
    const trained = trainingQuestions()
      .filter(({ kind }) => kind === 'plain' || kind === 'same-words')
      .map(({ text }) => stems(text))
      .filter((words) => words.size >= 5);
    const near = questions.filter(({ text }) => {
      const words = stems(text);
      return words.size >= 5 && trained.some((other) => overlap(words, other) > 2 / 3);
    });
    expect(near).toEqual([]);
  });

  it('are routed as they should be in 83 of 100 cases, though a list of words finds a third of them', () => {
    const member = memberOf('pulse').card;
    const colleagues = ['blaze', 'cortex', 'flux', 'sentinel'].map((id) => memberOf(id).card);
    const routed = measure(
      questions.map(({ text, route }) => ({ wanted: route, got: routeQuestion(text, { member, colleagues }).route })),
    );
    const listed = measure(questions.map(({ text, route }) => ({ wanted: route, got: keywordRoute(text) })));
    expect(routed.accuracy).toBeGreaterThanOrEqual(0.83);
    expect(routed.macroF1).toBeGreaterThanOrEqual(0.75);
    expect(routed.macroF1 - listed.macroF1).toBeGreaterThan(0.15);
  });
});
