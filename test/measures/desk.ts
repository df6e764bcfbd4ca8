import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { answerQuestion } from '../../src/workbench/answer-question.ts';

const Row = z.looseObject({
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
export type AskedBy = z.infer<typeof Row>;

/** Units of figures that a unit of the question can be, with the factor from figure to question. */
const UNITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '%': { share: 100 },
  'percentage points': { share: 100 },
  GB: { GB: 1 },
  TB: { GB: 1e-3 },
  s: { s: 1 },
  min: { s: 1 / 60, minutes: 1, hours: 60 },
  days: { days: 1 },
  'tokens/s': { tokens: 1 },
  USD: { USD: 1 },
  KRW: { KRW: 1 },
  'FLOP/byte': { 'FLOPs/byte': 1 },
  epochs: { times: 1 },
  steps: { steps: 1 },
  items: { count: 1 },
  parameters: { parameters: 1 },
  'B params': { parameters: 1e-9 },
  '': { '': 1, x: 1 },
};
const WORDS: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, B: 1e9, T: 1e12, 만: 1e4, 억: 1e8, 조: 1e12 };
const USUAL_TOLERANCE = 0.05;

export type Verdict = 'right' | 'declined' | 'asked back' | 'another answer' | 'assumed';

/** Whether a question got the number that its author wants, said in the answer. */
export function judged({ q, lang, expect }: AskedBy): Verdict {
  const answer = answerQuestion(q);
  if (expect.value === null) {
    if (expect.what.startsWith('asks for')) {
      if (answer?.kind === 'asked back') return 'right';
      return answer?.kind === 'calculated' ? 'assumed' : 'declined';
    }
    if (answer === null || answer.kind === 'refused') return 'right';
    return answer.kind === 'calculated' ? 'another answer' : 'asked back';
  }
  if (answer === null || answer.kind === 'refused') return 'declined';
  if (answer.kind === 'asked back') return 'asked back';
  const { value: wanted, tolerance } = expect;
  const printed = [
    ...answer.answer[lang].matchAll(/(?<![\w.])(\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)\s*([kMBT](?![a-zA-Z])|만|억|조)?/g),
  ].map(([, digits = '', word = '']) => Number(digits.replaceAll(',', '')) * (WORDS[word] ?? 1));
  const isRight = Object.values(answer.figures).some(({ value, unit }) => {
    const factor = UNITS[expect.unit ?? '']?.[unit];
    if (factor === undefined) return false;
    if (Math.abs(value * factor - wanted) > (tolerance ?? USUAL_TOLERANCE) * Math.abs(wanted) * 1.0001) return false;
    return [value, value * 100, value * factor].some((said) =>
      printed.some((number) => Math.abs(number - said) <= USUAL_TOLERANCE * Math.abs(said)),
    );
  });
  return isRight ? 'right' : 'another answer';
}

/** Verdicts of a list of questions, in its order. */
export function judgedList(file: URL): { row: AskedBy; verdict: Verdict }[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Row.parse(JSON.parse(line)))
    .map((row) => ({ row, verdict: judged(row) }));
}
