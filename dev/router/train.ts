import { realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { softmax } from '../../src/routing/classify.ts';
import type { Features } from '../../src/routing/features.ts';
import { featuresOf } from '../../src/routing/features.ts';
import { Topic } from '../../src/routing/topics.ts';
import type { WeightsFile } from '../../src/routing/weights.ts';
import type { Nearest } from './fit-nearest.ts';
import { fitNearest } from './fit-nearest.ts';
import { keywordRoute } from './keywords.ts';
import { calibrationError, measure, routeFor, routeOf } from './measure.ts';
import type { Held, Kind, Question } from './questions.ts';
import { FOLDS, trainingQuestions } from './questions.ts';
import type { Sample, Trained } from './trainer.ts';
import { score, temperatureOf, train } from './trainer.ts';

type Filter = (name: string) => boolean;
const EVERYTHING: Filter = () => true;
const WORDS_ALONE: Filter = (name) => /^(?:bias$|[wbs]:)/.test(name);

/** A whole question as somebody typed it counts as much as six that a template gives; a term is twice among them. */
const WEIGHT: Partial<Record<Kind, number>> = { natural: 3, authored: 3, term: 0.15 };
const OF_A_TEMPLATE = 0.5;
/** Steps of a weight on either side of nothing: more would cost the package more than they tell. */
const STEPS = 31;

function sampleOf({ text, topic, template, kind }: Question, keep: Filter): Sample {
  // Pairs of words are in the questions; those of terms would fill the file.
  const isKept: Filter = kind === 'term' ? (name) => keep(name) && !name.startsWith('b:') : keep;
  const features: Features = new Map([...featuresOf(text)].filter(([name]) => isKept(name)));
  return { features, topic, template, weight: WEIGHT[kind] ?? OF_A_TEMPLATE };
}

/** Scores of every question from a model that saw none of its templates, and nothing by its author. */
export function crossValidated(questions: readonly Question[], keep: Filter = EVERYTHING): Held[] {
  const samples = questions.map((question) => sampleOf(question, keep));
  return Array.from({ length: FOLDS }, (_, fold) => {
    const model = train(samples.filter((_, at) => questions[at]?.fold !== fold));
    return questions.flatMap((question, at) => {
      const sample = samples[at];
      return question.fold === fold && sample ? [{ question, scores: score(model, sample.features) }] : [];
    });
  }).flat();
}

const shown = (value: number) => value.toFixed(3);

function report(questions: readonly Question[]): { temperature: number; lines: string[]; held: Held[] } {
  const held = crossValidated(questions);
  const temperature = temperatureOf(held.map(({ question: { topic }, scores }) => ({ topic, scores })));
  const routed = held.map(({ question, scores }) => {
    const { route, probability } = routeOf(softmax(scores, temperature));
    return { question, got: route, wanted: routeFor(question.topic), probability };
  });
  const words = crossValidated(questions, WORDS_ALONE).map(({ question, scores }) => ({
    wanted: routeFor(question.topic),
    got: routeOf(softmax(scores)).route,
  }));
  const keywords = held.map(({ question: { text, topic } }) => ({ wanted: routeFor(topic), got: keywordRoute(text) }));
  const line = (name: string, pairs: readonly { wanted: string; got: string }[]) => {
    const { count, accuracy, macroF1 } = measure(pairs);
    return `  ${name.padEnd(24)} ${String(count).padStart(5)}   accuracy ${shown(accuracy)}   macro-F1 ${shown(macroF1)}`;
  };
  const contrast = routed.filter(({ question }) => !['plain', 'natural', 'authored'].includes(question.kind));
  const kinds = [...new Set(held.map(({ question }) => question.kind))];
  const authors = [...new Set(held.flatMap(({ question: { author } }) => author ?? []))];
  const topics = held.map(({ question, scores }) => ({
    wanted: question.topic,
    got: Topic.options[scores.indexOf(Math.max(...scores))] ?? 'none',
  }));
  const ece = calibrationError(routed.map(({ probability, got, wanted }) => ({ probability, right: got === wanted })));
  const lines = [
    `${held.length} questions from ${new Set(held.map(({ question: { template } }) => template)).size} templates, ${contrast.length} of them contrasts, and ${(questions.length - held.length) / 2} terms`,
    `cross-validated by template and by author, ${FOLDS} folds, routes blaze / pulse / other`,
    line('classifier', routed),
    line('  contrasts', contrast),
    ...kinds.map((kind) =>
      line(
        `  ${kind}`,
        routed.filter(({ question }) => question.kind === kind),
      ),
    ),
    ...authors.map((author) =>
      line(
        `    ${author}`,
        routed.filter(({ question }) => question.author === author),
      ),
    ),
    line(
      '  in Korean',
      routed.filter(({ question }) => /[가-힣]/u.test(question.text)),
    ),
    line('words alone', words),
    line('keyword list', keywords),
    line('nine topics', topics),
    line(
      '  authored',
      topics.filter((_, at) => held[at]?.question.kind === 'authored'),
    ),
    `  calibration error ${shown(ece)} at temperature ${temperature}`,
  ];
  return { temperature, lines, held };
}

/** The text of the shipped file: a model of all questions, its probabilities tempered by those held out. */
export function trainedWeights(questions: readonly Question[], held: readonly Held[]): string {
  const model = train(questions.map((question) => sampleOf(question, EVERYTHING)));
  const temperature = temperatureOf(held.map(({ question: { topic }, scores }) => ({ topic, scores })));
  return weightsFile(model, temperature, fitNearest(held, temperature).nearest);
}

/** Weights in steps of a 31st of the topic's largest, beside the names of their features. */
function weightsFile({ index, weights }: Trained, temperature: number, nearest: Nearest): string {
  const classes = Topic.options.length;
  const scales = Topic.options.map((_, k) => {
    let largest = 0;
    for (let at = k; at < weights.length; at += classes) largest = Math.max(largest, Math.abs(weights[at] ?? 0));
    return largest / STEPS;
  });
  const kept = [...index].flatMap(([name, id]) => {
    const steps = scales.map((scale, k) => Math.round((weights[id * classes + k] ?? 0) / scale));
    return steps.every((step) => step === 0) ? [] : [{ name, steps }];
  });
  const file: WeightsFile = {
    scales: scales.map((scale) => Number(scale.toPrecision(6))),
    temperature,
    nearest,
    names: kept.map(({ name }) => name),
    steps: Buffer.from(Int8Array.from(kept.flatMap(({ steps }) => steps)).buffer).toString('base64'),
  };
  return `${JSON.stringify(file)}\n`;
}

const [, script, ...flags] = process.argv;
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  const questions = trainingQuestions();
  if (flags.includes('--list')) {
    for (const { text, topic, kind, fold } of questions)
      process.stdout.write(`${JSON.stringify({ text, topic, kind, fold })}\n`);
  } else {
    const { lines, held, temperature } = report(questions);
    process.stdout.write(`${[...lines, fitNearest(held, temperature).line].join('\n')}\n`);
    const packed = brotliCompressSync(trainedWeights(questions, held));
    writeFileSync(new URL('../../src/routing/weights.json.br', import.meta.url), packed);
    process.stdout.write(`  src/routing/weights.json.br   ${Math.round(packed.length / 1024)} KB\n`);
    if (flags.includes('--wrong'))
      for (const { question, scores } of held) {
        const p = softmax(scores, temperature);
        if (routeOf(p).route !== routeFor(question.topic))
          process.stdout.write(
            `${question.topic}\t${Topic.options[p.indexOf(Math.max(...p))]}\t${question.kind}\t${question.text}\n`,
          );
      }
  }
}
