import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { keywordRoute } from '../../dev/router/keywords.ts';
import { measure, routeFor, routeOf } from '../../dev/router/measure.ts';
import type { Question } from '../../dev/router/questions.ts';
import { FOLDS, trainingQuestions } from '../../dev/router/questions.ts';
import { crossValidated, trainedWeights } from '../../dev/router/train.ts';
import { classify, softmax } from '../../src/routing/classify.ts';
import { counting, timesAsLong } from '../fixtures/pace.ts';

const questions = trainingQuestions();
const held = crossValidated(questions);
const isContrast = ({ kind }: Question) => kind !== 'plain';
const pairs = (of: (question: Question) => boolean) =>
  held
    .filter(({ question }) => of(question))
    .map(({ question, scores }) => ({ wanted: routeFor(question.topic), got: routeOf(softmax(scores)).route }));
const keywords = (of: (question: Question) => boolean) =>
  questions.filter(of).map(({ text, topic }) => ({ wanted: routeFor(topic), got: keywordRoute(text) }));

describe('the questions that the router is trained on', () => {
  it('are 2,400 at the least, half of them contrasts, and none comes twice', () => {
    expect(questions.length).toBeGreaterThanOrEqual(2_400);
    expect(questions.filter(isContrast).length).toBeGreaterThanOrEqual(questions.length / 2);
    expect(new Set(questions.map(({ text }) => text)).size).toBe(questions.length);
  });

  it('have each template on one side of every fold', () => {
    const folds = new Map<string, Set<number>>();
    for (const { template, fold } of questions) folds.set(template, (folds.get(template) ?? new Set()).add(fold));
    expect([...folds.values()].every((fold) => fold.size === 1)).toBe(true);
    expect(new Set(questions.map(({ fold }) => fold)).size).toBe(FOLDS);
  });

  it('are in Korean and in English, and hold none of the hard questions', () => {
    const korean = questions.filter(({ text }) => /[가-힣]/u.test(text)).length / questions.length;
    expect(korean).toBeGreaterThan(0.35);
    expect(korean).toBeLessThan(0.65);
    const lines = readFileSync(new URL('hard-questions.jsonl', import.meta.url), 'utf8')
      .trim()
      .split('\n');
    const hard = new Set(lines.map((line) => (JSON.parse(line) as { text: string }).text.toLowerCase()));
    expect(questions.filter(({ text }) => hard.has(text.toLowerCase()))).toEqual([]);
  });
});

describe('the classifier, on templates that it has not seen', () => {
  it('reaches the bars, and clears the keyword list by .15', () => {
    const all = measure(pairs(() => true));
    expect(all.accuracy).toBeGreaterThanOrEqual(0.85);
    expect(all.macroF1).toBeGreaterThanOrEqual(0.85);
    expect(measure(pairs(isContrast)).accuracy).toBeGreaterThanOrEqual(0.85);
    expect(all.macroF1 - measure(keywords(() => true)).macroF1).toBeGreaterThan(0.15);
  });
});

describe('the shipped weights', () => {
  it('are what the training script writes', () => {
    const shipped = readFileSync(new URL('../../src/routing/weights.json.br', import.meta.url));
    expect(trainedWeights(questions, held)).toBe(brotliDecompressSync(shipped).toString('utf8'));
  });

  it('answer a thousand questions in less than twelve times what counting to 10^8 takes, about a second', () => {
    const texts = questions.slice(0, 1_000).map(({ text }) => text);
    const answering = () => {
      for (const text of texts) classify(text);
    };
    expect(timesAsLong(answering, counting, 12)).toBeLessThan(12);
  });

  it('give probabilities that sum to 1, for an empty text too', () => {
    for (const text of ['', '???', 'why', '왜 느려?', 'x'.repeat(50_000)]) {
      const sum = Object.values(classify(text).probabilities).reduce((total, p) => total + p, 0);
      expect(sum).toBeCloseTo(1, 9);
    }
  });
});
