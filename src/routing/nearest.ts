import type { Classified } from './classify.ts';
import { classify } from './classify.ts';
import type { Features } from './features.ts';
import { Topic } from './topics.ts';
import { weights } from './weights.ts';

/** What a text is compared by: its words, and what the classifier makes of it. */
export interface Print {
  words: ReadonlyMap<string, number>;
  topics: Classified['probabilities'];
}

export function printFrom(features: Features, topics: Print['topics']): Print {
  return {
    words: new Map([...features].filter(([name]) => /^(?:[as]:|w:(?!#))/.test(name) && !COMMON.has(name))),
    topics,
  };
}

export const printOf = ({ features, probabilities }: Classified): Print => printFrom(features, probabilities);

const COMMON: ReadonlySet<string> = new Set(
  'the a an of to in on at for with by is are was were be do doe does did can could should would will has have had i we you it its thi this that what why how which where when who my our your me us them so but if than as not no any and or from there get need want help please 왜 뭐 뭘 어떻게 얼마 얼마나 어디 몇 해 해야 할까 하죠 하나 있어 있 돼 되나 좀'
    .split(' ')
    .map((word) => `w:${word}`)
    .concat(['a:nothing']),
);

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  for (const [name, value] of a) shared += value * (b.get(name) ?? 0);
  const length = (words: ReadonlyMap<string, number>) =>
    Math.sqrt([...words.values()].reduce((sum, v) => sum + v * v, 0));
  const lengths = length(a) * length(b);
  return lengths === 0 ? 0 : shared / lengths;
}

/** How near a text is to the nearest example, by words and by topics; the topic `none` is nearness to nothing. */
export function nearness(text: Print, examples: readonly Print[]): { at: number; words: number; topics: number } {
  let best = { at: 0, words: -1, topics: 0 };
  examples.forEach((example, at) => {
    const words = cosine(text.words, example.words);
    if (words > best.words) best = { at, words, topics: 0 };
  });
  const mean = (topic: Topic) => examples.reduce((sum, { topics }) => sum + topics[topic], 0) / examples.length;
  const topics = Topic.options.reduce(
    (sum, topic) => sum + (topic === 'none' ? 0 : Math.min(text.topics[topic], mean(topic))),
    0,
  );
  return { ...best, topics };
}

/** Probability that a text belongs with the examples, from weights fitted on topics that were made new in turn. */
export function belongs({ words, topics }: { words: number; topics: number }): number {
  const { nearest } = weights();
  return 1 / (1 + Math.exp(-(nearest.bias + nearest.words * words + nearest.topics * topics)));
}

const prints = new Map<string, Print>();

/** Prints of a card's examples, kept: a card's examples are few and asked for at every question. */
export function printsOf(examples: readonly string[]): Print[] {
  return examples.map((example) => {
    const known = prints.get(example) ?? printOf(classify(example));
    prints.set(example, known);
    return known;
  });
}
