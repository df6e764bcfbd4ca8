import { calculate } from './calculate.ts';
import type { Both } from './desk-answers.ts';
import { inDigits } from './in-digits.ts';
import { numbersIn } from './question/measures.ts';
import { nounOf, unitOrNounAt } from './question/units.ts';
import type { QuestionAnswer } from './question-answer.ts';
import { runTool } from './run-tool.ts';

/** Periods by which things are paid for; hours are not among them, since nothing says how many of them a thing runs. */
const PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const;
type Period = (typeof PERIODS)[number];
const IN_A_YEAR: Readonly<Record<Period, number>> = { day: 365, week: 52, month: 12, quarter: 4, year: 1 };
const NAMES: Readonly<Record<Period, { ko: string; every: string }>> = {
  day: { ko: '일', every: '하루' },
  week: { ko: '주', every: '한 주' },
  month: { ko: '개월', every: '한 달' },
  quarter: { ko: '분기', every: '한 분기' },
  year: { ko: '년', every: '1년' },
};
const SAYS: readonly (readonly [Period, RegExp])[] = [
  ['day', /\b(?:(?:a|per|every|each|1)[\s-]|\/\s?)days?\b|\bdaily\b|하루|매일|일당|1일(?=에|간)|(?:^|\s)일(?=\s?\d)/g],
  [
    'week',
    /\b(?:(?:a|per|every|each|1)[\s-]|\/\s?)(?:weeks?|wk)\b|\bweekly\b|매주|주당|일주일|(?:^|\s)(?:한 )?주(?=\s?\d|에|간)/g,
  ],
  [
    'month',
    /(?:\b(?:a|per|every|each|1)[\s-]|\/\s?)(?:months?|mo)\b|\bmonthly\b|매월|매달|한 ?달|월간|1개월|(?:^|\s)(?:1)?월(?=\s|에|\d|로)/g,
  ],
  ['quarter', /(?:\b(?:a|per|every|each|1)[\s-]|\/\s?)quarters?\b|\bquarterly\b|(?:매|한 )분기|분기(?=에|당|\s?\d)/g],
  [
    'year',
    /(?:\b(?:a|per|every|each|1)[\s-]|\/\s?)(?:years?|yr)\b|\b(?:yearly|annual(?:ly)?)\b|매년|매해|한 ?해|일 ?년|1년|연간|(?:^|\s)연(?=\s?\d|에)/g,
  ],
];
/** Right behind a number: so many periods, `over 3 years`. */
const SPAN = /^\s?(?:(days?)|(weeks?)|(months?)|(quarters?)|(years?)|(일)|(주)|(개월|달)|(분기)|(년))(?![a-z])/i;

const SAVING = /\bsav(?:e|es|ed|ing|ings)\b|\bless\b|\bcheaper\b|아끼|아낄|아껴|절약|절감|덜 /;
const RISING = /\bmore\b|\bextra\b|\badditional\b|더 (?:들|내|나|쓰|필요)|추가/;
const COST =
  /\bcosts?\b|\bpay\b|\bspend\b|\bbill\b|\bcomes? to\b|\bis that\b|\bhow much\b|\btotal\b|비용|얼마|요금|금액|총액/;
const ASKS = /\?|\bhow much\b|\bwhat\b|얼마/;
/** What changes a plain sum and is no number. */
const OTHERWISE =
  /\bhalf\b|\btwice\b|\bdouble[sd]?\b|\btriple[sd]?\b|\bthird\b|discount|\btax|\bvat\b|\bfees?\b|\bplus\b|set-?up|one-?time|up-?front|deposit|refund|penalt|break[\s-]?even|pays? (?:off|back)|on average|\bup to\b|at (?:least|most)|절반|두 ?배|세 ?배|할인|세금|부가세|위약|보증금|설치비|초기|별도|손익|본전|평균|최대|최소|이상|이하/;
const CURRENCY: readonly (readonly [unit: 'USD' | 'KRW' | 'EUR', before: RegExp, after: RegExp])[] = [
  ['USD', /\$\s?$/, /^\s?(?:usd\b|(?:us )?dollars?\b|달러|불(?=[\s에을씩]))/i],
  ['KRW', /₩\s?$/, /^\s?(?:krw\b|won\b|원)/i],
  ['EUR', /€\s?$/, /^\s?(?:eur\b|euros?\b|유로)/i],
];
const [NEAR_BEFORE, NEAR_BEHIND] = [24, 40];

interface Sum {
  /** How many there are, and how many after a change. */
  counts: readonly number[];
  by: 'saved' | 'added' | null;
  price: number;
  unit: 'USD' | 'KRW' | 'EUR';
  paid: Period;
  /** So many of one period are asked for. */
  asked: { period: Period; many: number };
}

type Numbered = ReturnType<typeof numbersIn>[number];

/**
 * So many of one thing at a price each per period, for another period, or what fewer or more of them change: `40 replicas at $310 a month
 * each; if we cut to 26, what do we save a year?`. Null where a number of the question has no part in that.
 */
export function recurringSum(question: string): QuestionAnswer | null {
  const sum = sumIn(inDigits(question).replaceAll(/\b1 (?=(?:day|week|month|quarter|year)\b)/gi, 'a '));
  return sum === null ? null : said(sum);
}

function sumIn(text: string): Sum | null {
  const lower = text.toLowerCase();
  if (OTHERWISE.test(lower) || !ASKS.test(lower)) return null;
  const numbers = numbersIn(text).filter(({ value, end }) => !(value === 1 && SPAN.test(text.slice(end))));
  const priced = numbers.flatMap((number) => {
    const found = CURRENCY.find(
      ([, before, after]) => before.test(text.slice(0, number.at)) || after.test(text.slice(number.end)),
    );
    return found === undefined ? [] : [{ number, unit: found[0] }];
  });
  const [price, other] = priced;
  if (price === undefined || other !== undefined) return null;
  const around = clauseAround(lower, price.number);
  const paid = periodsIn(around.words);
  const each = eachIn(around.words);
  const [pay, ...more] = paid;
  if (pay === undefined || more.length > 0 || each === null) return null;
  const rest = `${lower.slice(0, around.from)} ${lower.slice(around.to)}`;
  const wanted = periodsIn(rest);
  const left = numbers.filter((number) => number !== price.number);
  const spans = left.flatMap((number) => {
    const period =
      PERIODS[
        (SPAN.exec(text.slice(number.end))
          ?.slice(1)
          .findIndex((one) => one !== undefined) ?? -1) % 5
      ];
    return period === undefined ? [] : [{ number, period }];
  });
  if (wanted.length + spans.length > 1) return null;
  const [span] = spans;
  const asked =
    span === undefined ? { period: wanted[0] ?? pay, many: 1 } : { period: span.period, many: span.number.value };
  const counted = left.filter((number) => number !== span?.number);
  if (counted.some(({ value, end }) => !Number.isInteger(value) || value < 1 || !isOfThings(text, end))) return null;
  if (each !== '' && !counted.some(({ end }) => thingsAt(text, end).includes(each))) return null;
  const change = changeOf(counted, lower);
  return change === null ? null : { ...change, price: price.number.value, unit: price.unit, paid: pay, asked };
}

/** The words around a price that may say for what it is paid. */
function clauseAround(lower: string, { at, end }: Numbered): { words: string; from: number; to: number } {
  const before =
    lower
      .slice(Math.max(0, at - NEAR_BEFORE), at)
      .split(/[.;?!,(]\s?|\d|[을를] /)
      .at(-1) ?? '';
  const behind = /^(?:[^.;?!,\d]|\.(?=\d))*/.exec(lower.slice(end, end + NEAR_BEHIND))?.[0] ?? '';
  // What is asked behind a price is not what it is paid for: "at $310 a month each what do we save a year".
  const own =
    behind.split(
      /\b(?:what|how|if|when|and|so|over|for (?=\d|the|a year))\b|(?<=[가-힣])(?:면|는데|인데|고|니까|서)\s/,
    )[0] ?? '';
  return { words: `${before}#${own}`, from: at - before.length, to: end + own.length };
}

const periodsIn = (words: string): Period[] =>
  SAYS.filter(([, says]) => words.search(new RegExp(says.source)) >= 0).map(([period]) => period);

/** The thing of which one costs that; empty where it is only said that it is each, null where it is not. */
function eachIn(words: string): string | null {
  const named = /(?:\bper\s|\bfor (?:each|every|one)\s|\/\s?|\bevery\s|\ban?\s)([a-z]{3,})/g;
  for (const [, word = ''] of words.matchAll(named))
    if (!/^(?:day|week|wk|month|quarter|year|hour|minute|second|annum)/.test(word)) return nounOf(word);
  return /\beach\b|\bapiece\b|(?:^|\s)[가-힣]{0,4}당(?=\s|#)|마다|씩|한 ?(?:대|개|장|명|석)에|하나에/.test(words)
    ? ''
    : null;
}

/** Nothing that is measured, and no share. */
function isOfThings(text: string, end: number): boolean {
  if (/^\s?(?:%|percent|퍼센트|프로|x\b|배|:\d|\/\d|-\d)/i.test(text.slice(end))) return false;
  const unit = unitOrNounAt(text, end);
  return unit === null || Object.entries(unit.of).every(([name, power]) => power === 1 && /^[#?]/.test(name));
}

/** Nouns behind a number, up to what ends them. */
function thingsAt(text: string, end: number): string[] {
  const words = /^[\s-]*((?:[a-z-]+\s?){1,4})/i.exec(text.slice(end))?.[1] ?? '';
  return words
    .trim()
    .toLowerCase()
    .split(/[\s-]+/)
    .map(nounOf);
}

/** The counts, and what is asked of them: one at its price, or by how much another is more or less. */
function changeOf(counted: readonly Numbered[], lower: string): Pick<Sum, 'counts' | 'by'> | null {
  const [first, second, third] = counted;
  if (first === undefined || third !== undefined) return null;
  const saves = SAVING.test(lower);
  if (second === undefined)
    return saves || RISING.test(lower) || !COST.test(lower) ? null : { counts: [first.value], by: null };
  const between = lower.slice(first.end, second.at);
  const behind = lower.slice(second.end);
  const turned =
    /\b(?:instead of|rather than|down from|up from)\s(?:the |our )?$/.test(between) ||
    /^\s?(?:대|개|장|명|석)?\s?대신/.test(behind);
  const isTo =
    turned ||
    /(?:\bto|→|->|\bonly|\bkeep|\bwith|\bjust)\s?(?:only |just |about )?$/.test(between) ||
    /^\s?(?:대|개|장|명|석|좌석|카피|부)?(?:로|으로|만 )/.test(behind);
  const isBy =
    /\bby\s$/.test(between) || /^\s?(?:대|개|장|명|석|좌석)?[을를] (?:줄이|없애|빼|해지|끄|내리)/.test(behind);
  if (isTo === isBy) return null;
  const before = turned ? second.value : first.value;
  const after = isBy ? first.value - second.value : turned ? first.value : second.value;
  if (saves && after < before && after >= 0) return { counts: [before, after], by: 'saved' };
  return !saves && RISING.test(lower) && after > before ? { counts: [before, after], by: 'added' } : null;
}

const money = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });

function said({ counts, by, price, unit, paid, asked }: Sum): QuestionAnswer {
  const [before = 0, after] = counts;
  const monthOfDays = paid === 'day' && asked.period === 'month';
  const each = monthOfDays ? DAYS_IN_A_MONTH : IN_A_YEAR[paid] / IN_A_YEAR[asked.period];
  const periods = each * asked.many;
  const count = by === 'saved' ? '(before - after)' : by === 'added' ? '(after - before)' : 'count';
  const args = {
    values: { ...(after === undefined ? { count: before } : { before, after }), price, periods },
    steps: { sum: { formula: `${count} * price * periods`, unit } },
  };
  const computed = runTool(calculate, args, () => {
    throw new RangeError('a sum reads no files');
  });
  const value = money(computed.figures.sum?.value ?? Number.NaN);
  const told = by === 'saved' ? `(${before} - ${after})` : by === 'added' ? `(${after} - ${before})` : `${before}`;
  const [en, ko] = amountsIn(unit);
  const isOne = asked.many === 1;
  const span: Both = {
    ko: isOne ? `${NAMES[asked.period].every}에` : `${asked.many}${NAMES[asked.period].ko}에`,
    en: isOne ? `a ${asked.period}` : `over ${asked.many} ${asked.period}s`,
  };
  const times: Both =
    periods === 1
      ? { ko: '', en: '' }
      : { ko: ` x ${money(periods)}${NAMES[paid].ko}`, en: ` x ${money(periods)} ${paid}s` };
  const does: Both =
    by === 'saved'
      ? { ko: ' 아낌', en: ' saved' }
      : by === 'added'
        ? { ko: ' 더 듦', en: ' more' }
        : { ko: '', en: '' };
  const taken: Both = monthOfDays
    ? { ko: ' 따로 말하지 않아 가정한 것: 한 달은 30일.', en: ' Taken for granted: a month of 30 days.' }
    : paid === 'day' || paid === 'week'
      ? {
          ko: ' 따로 말하지 않아 가정한 것: 1년은 365일, 52주.',
          en: ' Taken for granted: a year of 365 days or 52 weeks.',
        }
      : { ko: '', en: '' };
  return {
    ...{ tool: calculate.name, asks: 'cost', kind: 'calculated', args: computed.args, figures: computed.figures },
    ...{ confidence: SURE, assumption: taken.en.trim() },
    measureFirst: { ko: '질문에 있는 값으로 계산함.', en: 'By the numbers of the question.' },
    answer: {
      ko: `${span.ko} ${ko(value)}${does.ko}: ${told} x ${NAMES[paid].every}에 하나당 ${ko(money(price))}${times.ko}.${taken.ko}`,
      en: `${en(value)} ${span.en}${does.en}: ${told} x ${en(money(price))} a ${paid} each${times.en}.${taken.en}`,
    },
  };
}
const DAYS_IN_A_MONTH = 30;
const SURE = 0.9;

/** An amount of money in English and in Korean. */
function amountsIn(unit: Sum['unit']): [en: (amount: string) => string, ko: (amount: string) => string] {
  const sign = { USD: '$', KRW: '₩', EUR: '€' }[unit];
  const name = { USD: '달러', KRW: '원', EUR: '유로' }[unit];
  return [(amount) => `${sign}${amount}`, (amount) => `${amount}${name}`];
}
