import type { Formula } from './formula-book.ts';
import type { Said } from './mentions.ts';

const Z = 1.96;
const BOTH_SIDES: Readonly<Record<string, number>> = { '90': 1.645, '95': 1.96, '99': 2.576 };
const ERROR =
  /standard error|std\.? ?err|\bs\.?e\.?m?\b|error bar|confidence|interval|margin of error|\bci\b|noise|표준 ?오차|오차|신뢰 ?구간|노이즈|흔들/;
const DETECT = /how many|how (?:large|big)|need|sample size|enough|몇|얼마나|필요|표본/;

const wants = {
  items: { ko: '문항 수', en: 'how many items' },
  share: { ko: '정답률', en: 'the score' },
  first: { ko: '한쪽의 점수', en: 'the score of the first' },
  second: { ko: '다른 쪽의 점수', en: 'the score of the second' },
  noise: { ko: '실행 사이의 표준편차', en: 'the standard deviation between runs' },
  effect: { ko: '보고 싶은 차이', en: 'the difference to be seen' },
};

/** Scores said as percent, leaving out what is a level of test or power. */
function scoresOf(said: Said): number[] {
  const aside = [/power|검정력|파워/, /two[\s-]?sided|양측|alpha|유의 ?수준|significan\w*|level|confidence|신뢰/].map(
    (words) => said.mentionNear(words, ['%'], 8)?.at,
  );
  const percents = said.mentions
    .filter(({ unit, at }) => unit === '%' && !aside.includes(at))
    .map(({ value }) => value / 100);
  if (percents.length > 0) return percents;
  return said.mentions
    .filter(({ unit, value }) => unit === '' && value > 0 && value < 1 && value !== 0.05)
    .map(({ value }) => value);
}

const powerOf = (said: Said): number => {
  const power = said.near(/power|검정력|파워/, ['%', ''], 10);
  const share = power === undefined ? 0.8 : power > 1 ? power / 100 : power;
  return share >= 0.95 ? 1.645 : share >= 0.9 ? 1.2816 : 0.8416;
};

/** The points by which two scores differ, where only one score and the difference were said. */
const pointsOf = (said: Said): number | undefined => {
  const found = /(\d+(?:\.\d+)?)\s*(?:%?p\b|%p|points?|percentage points?|점|포인트|퍼센트 ?포인트)/i.exec(
    said.text,
  )?.[1];
  return found === undefined ? undefined : Number(found) / 100;
};

const itemsOf = (said: Said): number | undefined =>
  said.first('items') ?? said.near(/\bn\s*=|items?|problems?|questions?|문항|문제|개짜리/, ['', 'large'], 8);

/** What a score over so many items is worth, and what comparing two takes. */
export const EVALUATION_RULES: readonly Formula[] = [
  {
    id: 'items to tell two scores apart',
    asks: (text, _, said) =>
      DETECT.test(text) &&
      /items?|questions?|problems?|examples?|prompts?|samples?|test set|eval(?:uation)? set|how (?:large|big)|문항|문제|샘플|표본|개/.test(
        text,
      ) &&
      scoresOf(said).length + (pointsOf(said) === undefined ? 0 : 1) >= 2 &&
      itemsOf(said) === undefined &&
      /distinguish|tell|detect|differ|separat|significan|power|compare|improve|vs\.?|가르|구별|구분|차이|유의|검정력|비교|확인/.test(
        text,
      ),
    values(text, _, said) {
      const [first, second] = scoresOf(said);
      const points = pointsOf(said);
      const other =
        points !== undefined && (second === undefined || Math.abs(second - points) < 1e-9)
          ? (first ?? 0) + points
          : second;
      return { first, second: other, z: (/one[\s-]?sided|단측/.test(text) ? 1.645 : Z) + powerOf(said) };
    },
    steps: {
      items: {
        formula: 'ceil(z ** 2 * (first * (1 - first) + second * (1 - second)) / (second - first) ** 2)',
        unit: 'count',
      },
    },
    says: {
      ko: '모델마다 {items}문항: {first%}와 {second%}를 서로 다른 문항으로 가를 때. 같은 문항에서 짝지어 비교하면 더 적게 듦.',
      en: '{items} items for each model, to tell {first%} from {second%} on different items. Paired on the same items it takes fewer.',
    },
    wants,
    assumed: (text) =>
      /power|검정력|파워/.test(text) ? [] : [{ ko: '양측 5%, 검정력 80%', en: '5% two-sided and a power of 80%' }],
  },
  {
    id: 'error of a difference',
    asks: (text, _, said) =>
      itemsOf(said) !== undefined &&
      scoresOf(said).length >= 2 &&
      (ERROR.test(text) || /significan|real|noise|differ|유의|진짜|우연|차이|노이즈/.test(text)),
    values: (_, __, said) => ({ ...{ first: scoresOf(said)[0], second: scoresOf(said)[1] }, items: itemsOf(said) }),
    steps: {
      errors: { formula: '(second - first) / error', unit: 'x' },
      error: { formula: 'sqrt((first * (1 - first) + second * (1 - second)) / items)', unit: 'share' },
      difference: { formula: 'second - first', unit: 'share' },
    },
    says: {
      ko: '차이 {difference%}는 차이의 표준오차 {error%}의 {errors}배. 1.96배는 넘어야 우연이 아니라고 봄. 같은 문항이면 짝지어 비교하는 쪽이 더 정확함.',
      en: 'The difference of {difference%} is {errors} times its standard error of {error%}; below 1.96 it may be chance. Paired on the same items it can be told more sharply.',
    },
    wants,
  },
  {
    id: 'error of a score',
    asks: (text, _, said) =>
      scoresOf(said).length >= 1 &&
      (itemsOf(said) === undefined ? /standard error|confidence interval|표준 ?오차|신뢰 ?구간/ : ERROR).test(text),
    values: (text, _, said) => {
      const level = said.near(/confidence|interval|\bci\b|신뢰/, ['%'], 8);
      return {
        share: scoresOf(said)[0],
        items: itemsOf(said),
        z: level === undefined ? Z : (BOTH_SIDES[String(level)] ?? Z),
        isInterval: /confidence|interval|margin|\bci\b|±|신뢰/.test(text) ? 1 : 0,
      };
    },
    steps: ({ isInterval }) => {
      const error = { formula: 'sqrt(share * (1 - share) / items)', unit: 'share' };
      const half = { formula: 'z * error', unit: 'share' };
      return isInterval === 1 ? { half, error } : { error, half };
    },
    says: ({ isInterval }) =>
      isInterval === 1
        ? {
            ko: '±{half%}: 표준오차 {error%}의 {z}배({items}문항, {share%}).',
            en: 'Plus or minus {half%}: {z} times a standard error of {error%}, for {share%} of {items} items.',
          }
        : {
            ko: '표준오차는 {error%}: {share%}를 {items}문항으로 잰 값. 95% 구간은 ±{half%}.',
            en: 'The standard error is {error%}, for {share%} of {items} items. The 95% interval is plus or minus {half%}.',
          },
    wants,
  },
  {
    id: 'runs to see an effect',
    asks: (text, _, said) =>
      /seeds?|runs?|시드|실행|반복/.test(text) &&
      DETECT.test(text) &&
      /noise|std|standard deviation|sigma|σ|spread|편차|노이즈|흔들/.test(text) &&
      said.mentions.length >= 2,
    values: (_, __, said) => ({
      noise: said.near(/noise|std(?:dev)?|standard deviation|sigma|σ|spread|편차|노이즈/, ['', 'nats', '%'], 20),
      effect: said.near(/difference|gap|effect|gain|improve\w*|detect|차이|효과|개선/, ['', 'nats', '%'], 20),
      z: Z + powerOf(said),
    }),
    steps: { runs: { formula: 'ceil(2 * (z * noise / effect) ** 2)', unit: 'count' } },
    says: {
      ko: '한쪽에 {runs}번씩: 2 x ({z} x {noise} / {effect})의 제곱, 양측 5%와 검정력 80%.',
      en: '{runs} runs of each: 2 x ({z} x {noise} / {effect}) squared, at 5% two-sided and a power of 80%.',
    },
    wants,
  },
  {
    id: 'error of a mean',
    asks: (text, _, said) =>
      ERROR.test(text) &&
      /seeds?|runs?|시드|실행/.test(text) &&
      /std|standard deviation|sigma|편차/.test(text) &&
      said.mentions.length >= 2,
    values: (_, __, said) => ({
      noise: said.near(/std(?:dev)?|standard deviation|sigma|σ|편차/, ['', 'nats', '%'], 20),
      runs: said.near(/seeds?|runs?|시드|실행/, ['', 'items'], 8),
    }),
    steps: { error: { formula: 'noise / sqrt(runs)', unit: '' } },
    says: {
      ko: '평균의 표준오차는 {error}: {noise} / sqrt({runs}).',
      en: 'The mean has a standard error of {error}: {noise} over the root of {runs}.',
    },
    wants: { ...wants, runs: { ko: '실행 수', en: 'how many runs' } },
  },
];
