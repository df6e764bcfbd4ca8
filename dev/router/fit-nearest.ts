import { pick, randomFrom } from '../../src/core/random.ts';
import { softmax } from '../../src/routing/classify.ts';
import { featuresOf } from '../../src/routing/features.ts';
import type { Print } from '../../src/routing/nearest.ts';
import { nearness, printFrom } from '../../src/routing/nearest.ts';
import { Topic } from '../../src/routing/topics.ts';
import type { WeightsFile } from '../../src/routing/weights.ts';
import type { Held } from './questions.ts';

/** Weights of a logistic regression over `nearness`. */
export type Nearest = WeightsFile['nearest'];

const EXAMPLES = 3;
const EPISODES = 400;
const QUESTIONS_EACH = 12;
const STEPS = 3_000;
const RATE = 0.5;

interface Trial {
  words: number;
  topics: number;
  belongs: boolean;
}

/**
 * Plays that a card names a topic by three examples, again and again, and fits how nearness becomes a probability. What the
 * classifier thinks comes from models that saw none of the templates; in every third episode it is told nothing at all, as
 * with a topic that is none of its own.
 */
export function fitNearest(held: readonly Held[], temperature: number): { nearest: Nearest; line: string } {
  const prints = held.map(({ question, scores }): Print & { topic: Topic; template: string } => {
    const p = softmax(scores, temperature);
    const topics = Object.fromEntries(Topic.options.map((topic, at) => [topic, p[at] ?? 0])) as Print['topics'];
    return { ...printFrom(featuresOf(question.text), topics), topic: question.topic, template: question.template };
  });
  const trials = Array.from({ length: EPISODES }, (_, episode): Trial[] => {
    const random = randomFrom('nearest', episode);
    const topic = pick(
      random,
      Topic.options.filter((option) => option !== 'none'),
    );
    const here = prints.filter((print) => print.topic === topic);
    const there = prints.filter((print) => print.topic !== topic);
    const examples = Array.from({ length: EXAMPLES }, () => pick(random, here));
    const used = new Set(examples.map(({ template }) => template));
    const isUnknown = episode % 3 === 0;
    return Array.from({ length: QUESTIONS_EACH }, (_, number) => {
      const belongs = number % 3 === 0;
      const asked = pick(random, belongs ? here.filter(({ template }) => !used.has(template)) : there);
      const { words, topics } = nearness(asked, examples);
      return { words, topics: isUnknown ? 0 : topics, belongs };
    });
  }).flat();
  const nearest = fitted(trials);
  const right = trials.filter(
    ({ words, topics, belongs }) => nearest.bias + nearest.words * words + nearest.topics * topics > 0 === belongs,
  );
  const known = trials.filter(({ topics }) => topics > 0);
  const rightKnown = known.filter((trial) => right.includes(trial));
  return {
    nearest,
    line: `  topics from 3 examples   ${trials.length} trials, accuracy ${(right.length / trials.length).toFixed(3)}; ${(rightKnown.length / known.length).toFixed(3)} where the classifier knows something of them`,
  };
}

function fitted(trials: readonly Trial[]): Nearest {
  let [bias, words, topics] = [0, 0, 0];
  for (let step = 0; step < STEPS; step += 1) {
    let [gb, gw, gt] = [0, 0, 0];
    for (const trial of trials) {
      const p = 1 / (1 + Math.exp(-(bias + words * trial.words + topics * trial.topics)));
      const error = p - (trial.belongs ? 1 : 0);
      gb += error;
      gw += error * trial.words;
      gt += error * trial.topics;
    }
    bias -= (RATE * gb) / trials.length;
    words -= (RATE * gw) / trials.length;
    topics -= (RATE * gt) / trials.length;
  }
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  return { bias: rounded(bias), words: rounded(words), topics: rounded(topics) };
}
