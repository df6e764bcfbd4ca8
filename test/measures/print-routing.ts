import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { measure, routeFor, routeOf } from '../../dev/router/measure.ts';
import { classify } from '../../src/routing/classify.ts';
import { Topic } from '../../src/routing/index.ts';

/** `npm run routing:measure`: how the lists of questions are routed that the router was not trained on. */
const Asked = z.looseObject({ text: z.string(), topic: Topic });

for (const name of ['hard', 'unseen', 'fresh', 'borrowed', 'borrowed-later']) {
  const pairs = readFileSync(new URL(`../routing/${name}-questions.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => Asked.parse(JSON.parse(line)))
    .map(({ text, topic }) => {
      const { probabilities } = classify(text);
      return { wanted: routeFor(topic), got: routeOf(Topic.options.map((one) => probabilities[one])).route };
    });
  const { count, accuracy, macroF1 } = measure(pairs);
  const apart = ['blaze', 'pulse', 'other'].map((route) => {
    const { count, accuracy } = measure(pairs.filter(({ wanted }) => wanted === route));
    return `${route} ${Math.round(accuracy * count)} of ${count}`;
  });
  process.stdout.write(
    `${name.padEnd(6)} ${count} questions, accuracy ${accuracy.toFixed(3)}, macro-F1 ${macroF1.toFixed(3)}; ${apart.join(', ')}\n`,
  );
}
