import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { answerQuestion } from '../../src/workbench/answer-question.ts';

const Expected = z.looseObject({
  id: z.string(),
  lang: z.enum(['ko', 'en']),
  q: z.string(),
  expect: z.looseObject({
    /** What is asked; `asks for: …` where something is missing, `none: …` where nothing can be calculated. */
    what: z.string(),
    value: z.number().nullable(),
    unit: z.string().nullish(),
    tolerance: z.number().nullish(),
  }),
});
/** As the later authors wrote them. */
const Kinds = z.looseObject({
  id: z.string(),
  lang: z.enum(['ko', 'en']),
  q: z.string(),
  kind: z.enum(['number', 'missing', 'none']),
  answer: z.number().nullable(),
  unit: z.string().nullable(),
  tolerance: z.number().nullable(),
  /** Between which another reading lies that the author takes too. */
  low: z.number().nullish(),
  high: z.number().nullish(),
});

/** A question of an author who did not know the calculators, and what is right. */
export interface AskedBy {
  id: string;
  lang: 'ko' | 'en';
  q: string;
  kind: 'number' | 'missing' | 'none';
  answer: number | null;
  unit: string;
  tolerance: number;
  /** Between which the author takes a number, where that is more than the tolerance gives. */
  low?: number | null | undefined;
  high?: number | null | undefined;
}

const USUAL_TOLERANCE = 0.05;

function rowOf(line: unknown): AskedBy {
  const later = Kinds.safeParse(line);
  if (later.success) {
    const { unit, tolerance, ...rest } = later.data;
    return { ...rest, unit: unit ?? '', tolerance: tolerance ?? USUAL_TOLERANCE };
  }
  const { id, lang, q, expect } = Expected.parse(line);
  const kind = expect.value !== null ? 'number' : expect.what.startsWith('asks for') ? 'missing' : 'none';
  return {
    id,
    lang,
    q,
    kind,
    answer: expect.value,
    unit: expect.unit ?? '',
    tolerance: expect.tolerance ?? USUAL_TOLERANCE,
  };
}

/** Units of questions and figures: what is measured, and one of them in the base unit. A count is a count, whatever is counted. */
const UNITS: Readonly<Record<string, readonly [of: string, times: number]>> = {
  ...{
    '%': ['share', 0.01],
    'percentage points': ['share', 0.01],
    pp: ['share', 0.01],
    '%p': ['share', 0.01],
    share: ['share', 1],
  },
  ...{
    B: ['bytes', 1],
    bytes: ['bytes', 1],
    KB: ['bytes', 1e3],
    MB: ['bytes', 1e6],
    GB: ['bytes', 1e9],
    TB: ['bytes', 1e12],
  },
  ...{
    KiB: ['bytes', 2 ** 10],
    MiB: ['bytes', 2 ** 20],
    GiB: ['bytes', 2 ** 30],
    TiB: ['bytes', 2 ** 40],
    PB: ['bytes', 1e15],
  },
  ...{
    s: ['time', 1],
    ms: ['time', 1e-3],
    us: ['time', 1e-6],
    min: ['time', 60],
    minutes: ['time', 60],
    hours: ['time', 3600],
  },
  ...{
    seconds: ['time', 1],
    days: ['time', 86_400],
    weeks: ['time', 7 * 86_400],
    months: ['time', 30 * 86_400],
    µs: ['time', 1e-6],
  },
  ...{ 'GPU-hours': ['time', 3600], 'GPU hours': ['time', 3600], h: ['time', 3600] },
  ...{
    'B/s': ['rate', 1],
    'MB/s': ['rate', 1e6],
    'GB/s': ['rate', 1e9],
    'TB/s': ['rate', 1e12],
    'Gbit/s': ['rate', 125e6],
    'Gb/s': ['rate', 125e6],
  },
  ...{
    'FLOP/s': ['arithmetic', 1],
    GFLOPS: ['arithmetic', 1e9],
    TFLOPS: ['arithmetic', 1e12],
    PFLOPS: ['arithmetic', 1e15],
    'TFLOP/s': ['arithmetic', 1e12],
  },
  ...{ USD: ['USD', 1], KRW: ['KRW', 1], 원: ['KRW', 1], 만원: ['KRW', 1e4], 억원: ['KRW', 1e8], kWh: ['kWh', 1] },
  ...{
    FLOPs: ['count', 1],
    FLOP: ['count', 1],
    GFLOP: ['count', 1e9],
    TFLOP: ['count', 1e12],
    PFLOP: ['count', 1e15],
    ZFLOP: ['count', 1e21],
    ZFLOPs: ['count', 1e21],
  },
  ...{
    'B params': ['count', 1e9],
    'B parameters': ['count', 1e9],
    'M parameters': ['count', 1e6],
    'B tokens': ['count', 1e9],
    'M tokens': ['count', 1e6],
    'T tokens': ['count', 1e12],
  },
};
const MANY: Readonly<Record<string, number>> = { million: 1e6, billion: 1e9, trillion: 1e12 };
function measured(unit: string): readonly [of: string, times: number] {
  const [name = '', what = ''] = unit.split(/ per | a /)[0]?.split(' ') ?? [];
  return UNITS[unit] ?? UNITS[what === '' ? name : ''] ?? ['count', MANY[name] ?? 1];
}
const WORDS: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, B: 1e9, T: 1e12, 만: 1e4, 억: 1e8, 조: 1e12 };

/** `assumed`: calculated where something was missing; `another question`: where nothing could be. */
export type Verdict = 'right' | 'wrong number' | 'asked' | 'declined' | 'assumed' | 'another question';

/** Whether a question got the number that its author wants, said in the answer. */
export function judged({ q, lang, kind, answer: wanted, unit, tolerance, low, high }: AskedBy): Verdict {
  const answer = answerQuestion(q);
  const became =
    answer === null || answer.kind === 'refused' ? 'declined' : answer.kind === 'asked back' ? 'asked' : 'calculated';
  if (kind === 'missing') return became === 'asked' ? 'right' : became === 'calculated' ? 'assumed' : 'declined';
  if (kind === 'none') return became === 'declined' ? 'right' : became === 'calculated' ? 'another question' : 'asked';
  if (answer?.kind !== 'calculated' || wanted === null) return became === 'asked' ? 'asked' : 'declined';
  const printed = [
    ...answer.answer[lang].matchAll(/(?<![\w.])(\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)\s*([kMBT](?![a-zA-Z])|만|억|조)?/g),
  ].map(([, digits = '', word = '']) => Number(digits.replaceAll(',', '')) * (WORDS[word] ?? 1));
  const [of, times] = measured(unit);
  // What was asked for is the first figure; a calculator of the desk gives several at once.
  const figures = Object.values(answer.figures).slice(0, answer.tool === 'calculate' ? 1 : undefined);
  const isRight = figures.some((figure) => {
    const [kindOf, base] = measured(figure.unit);
    if (kindOf !== of) return false;
    const value = figure.value * base;
    const isNear = Math.abs(value - wanted * times) <= tolerance * Math.abs(wanted * times) * 1.0001;
    const isBetween = value >= (low ?? wanted) * times && value <= (high ?? wanted) * times;
    if (!isNear && !isBetween) return false;
    return [figure.value, figure.value * 100, (figure.value * base) / times].some((said) =>
      printed.some((number) => Math.abs(number - Math.abs(said)) <= USUAL_TOLERANCE * Math.abs(said)),
    );
  });
  return isRight ? 'right' : 'wrong number';
}

const JUDGED = new Map<string, { row: AskedBy; verdict: Verdict }[]>();

/** Verdicts of a list of questions, in its order; a list is judged once. */
export function judgedList(file: URL): { row: AskedBy; verdict: Verdict }[] {
  const known = JUDGED.get(file.href);
  if (known !== undefined) return known;
  const judgements = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => rowOf(JSON.parse(line)))
    .map((row) => ({ row, verdict: judged(row) }));
  JUDGED.set(file.href, judgements);
  return judgements;
}
