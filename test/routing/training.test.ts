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
const isContrast = ({ kind }: Question) => !['plain', 'natural', 'authored', 'term'].includes(kind);
const asked = questions.filter(({ kind }) => kind !== 'term');
const pairs = (of: (question: Question) => boolean) =>
  held
    .filter(({ question }) => of(question))
    .map(({ question, scores }) => ({ wanted: routeFor(question.topic), got: routeOf(softmax(scores)).route }));
const keywords = (of: (question: Question) => boolean) =>
  questions.filter(of).map(({ text, topic }) => ({ wanted: routeFor(topic), got: keywordRoute(text) }));

describe('the questions that the router is trained on', () => {
  it('are 7,000 from templates and 2,600 by nine authors, more than half of the former contrasts, and none comes twice', () => {
    const authored = asked.filter(({ kind }) => kind === 'authored').length;
    expect(authored).toBeGreaterThanOrEqual(2_600);
    expect(asked.length - authored).toBeGreaterThanOrEqual(6_900);
    expect(asked.filter(isContrast).length).toBeGreaterThanOrEqual((asked.length - authored) / 2);
    expect(new Set(asked.map(({ text }) => text)).size).toBe(asked.length);
  });

  it('come with 9,000 terms of the trades, none of them in two trades', () => {
    const terms = new Set(questions.filter(({ kind }) => kind === 'term').map(({ text }) => text));
    expect(terms.size).toBe(9_000);
  });

  it('have each template on one side of every fold', () => {
    const folds = new Map<string, Set<number>>();
    for (const { template, fold } of asked) folds.set(template, (folds.get(template) ?? new Set()).add(fold));
    expect([...folds.values()].every((fold) => fold.size === 1)).toBe(true);
    expect(new Set(asked.map(({ fold }) => fold)).size).toBe(FOLDS);
    const byAuthor = new Map<string, Set<number>>();
    for (const { author, fold } of asked)
      if (author !== undefined) byAuthor.set(author, (byAuthor.get(author) ?? new Set()).add(fold));
    expect([...byAuthor.values()].every((fold) => fold.size === 1)).toBe(true);
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

describe('the classifier', () => {
  it('routes questions of authors that it has not seen as they should be in 94 of 100 cases', () => {
    const authored = measure(pairs(({ kind }) => kind === 'authored'));
    expect(authored.accuracy).toBeGreaterThanOrEqual(0.94);
    expect(authored.macroF1).toBeGreaterThanOrEqual(0.88);
    for (const name of new Set(asked.flatMap(({ author }) => author ?? [])))
      expect(measure(pairs(({ author }) => author === name)).accuracy).toBeGreaterThanOrEqual(0.88);
  });

  it('reaches the bars on templates that it has not seen, and clears the keyword list by .15', () => {
    const all = measure(pairs(() => true));
    expect(all.accuracy).toBeGreaterThanOrEqual(0.85);
    expect(all.macroF1).toBeGreaterThanOrEqual(0.85);
    expect(measure(pairs(isContrast)).accuracy).toBeGreaterThanOrEqual(0.82);
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
