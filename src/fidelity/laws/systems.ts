import type { Law } from '../model/law.ts';
import { breach, near } from './law.ts';

type Period = 'year' | 'month' | 'week' | 'day';
const PERIODS: readonly [RegExp, number, Period][] = [
  [/연간|일 ?년|1년|한 해|\b(?:a|per|each|every|one) year\b|yearly|annual/iu, 365.25 * 86_400, 'year'],
  [/한 ?달|월간|매달|월 |\b(?:a|per|each|every|one) month\b|monthly/iu, 30.44 * 86_400, 'month'],
  [/일주일|한 주|주간|매주|\b(?:a|per|each|every|one) week\b|weekly/iu, 7 * 86_400, 'week'],
  [/하루|매일|일 \d|\b(?:a|per|each|every|one) day\b|daily/iu, 86_400, 'day'],
];
const COUNT_WORDS: Record<string, number> = {
  두: 2,
  둘: 2,
  세: 3,
  셋: 3,
  네: 4,
  넷: 4,
  다섯: 5,
  여섯: 6,
  일곱: 7,
  여덟: 8,
  열: 10,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  ten: 10,
};
const SERIES =
  /(?<![\d.])(\d+(?![\d.%])|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|열|two|three|four|five|six|seven|eight|ten)\s?(?:개|곳|단|층|services?|boxes|hops?|of them|in a row|in series|서비스)?[\s\S]{0,34}?(?:직렬|이으면|이어|묶으면|거치면|지나면|연달|chain|series|in a row|serially|back to back)/iu;

/** Availability against downtime, alone or in series. */
export const availabilityLaw: Law = {
  id: 'availability',
  states: { code: 'law.availability', params: {} },
  check({ text, quantities }) {
    const nines = /(?<![\d.])(9\d(?:\.\d+)?)\s?(?:%|퍼센트|percent)?/u.exec(text);
    const value = nines === null ? Number.NaN : Number(nines[1]) / 100;
    if (
      nines === null ||
      !(value > 0.9 && value < 1) ||
      !/9[0-9]\.\d|가용성|availability|uptime|SLA|SLO|다운타임|downtime|직렬|series|nines/iu.test(text)
    )
      return null;
    const series = SERIES.exec(text);
    const said = (series?.[1] ?? '').toLowerCase();
    const read = series === null ? 1 : (COUNT_WORDS[said] ?? Number(said));
    const count = Number.isFinite(read) && read > 0 ? read : 1;
    const whole = value ** count;
    const period = PERIODS.find(([pattern]) => pattern.test(text));
    const down = quantities.find(
      ({ unit, start, value: seconds }) =>
        unit === 'seconds' &&
        start > nines.index &&
        seconds < 40 * 86_400 &&
        !/^(?:한|1)/u.test(text.slice(start, start + 1)),
    );
    if (period !== undefined && down !== undefined && !/복구|MTTR|목표|창|window|응답|latency|p9/iu.test(text)) {
      const expected = (1 - whole) * period[1];
      return near(expected, down.value, 0.3)
        ? []
        : [
            breach(down, {
              code: 'availability.downtime',
              params: { said: down.text, period: period[2], percent: nines[1] ?? '', count, minutes: expected / 60 },
            }),
          ];
    }
    const percents = quantities.filter(({ unit, start }) => unit === 'percent' && start > nines.index + 1);
    const result = percents.at(-1);
    if (count > 1 && result !== undefined && result.value > 50) {
      const off = (1 - result.value / 100) / (1 - whole);
      return off > 0.7 && off < 1.4
        ? []
        : [
            breach(result, {
              code: 'availability.series',
              params: { percent: nines[1] ?? '', count, whole: whole * 100, said: result.text },
            }),
          ];
    }
    return null;
  },
};

/** Speed-up is bounded by what does not get faster. */
export const amdahlLaw: Law = {
  id: 'amdahl',
  states: { code: 'law.amdahl', params: {} },
  check({ text, quantities }) {
    const times = quantities.find(({ unit }) => unit === 'times');
    const share = quantities.find(({ unit, value }) => unit === 'percent' && value > 0 && value < 100);
    if (times === undefined || share === undefined) return null;
    const parallel = /병렬|parallel/iu.test(text);
    const serial = /직렬|순차|serial/iu.test(text);
    const free =
      /공짜|없애|0으로|아무리|무한|최대|한계|상한|전체는|whole|at most|free|zero|limit|bound|ceiling|infinite|max/iu.test(
        text,
      );
    if (
      !parallel &&
      !serial &&
      !(
        free &&
        /시간의|전체의|빨라져도|빠르게 해도|개선해도|of the (?:whole|total|program|work)|먹는|차지|함수|of (?:the )?(?:time|cpu)|takes|CPU/iu.test(
          text,
        )
      )
    )
      return null;
    if (!free && !parallel && !serial) return null;
    const part = serial && !parallel ? 1 - share.value / 100 : share.value / 100;
    const limit = 1 / (1 - part);
    if (times.value > limit * 1.15)
      return [
        breach(times, {
          code: 'amdahl.above',
          params: { said: times.text, share: share.text, serial: serial && !parallel, limit },
        }),
      ];
    const namesLimit = /최대|한계|상한|at most|limit|ceiling|max|bound/iu.test(text);
    return namesLimit && times.value < limit * 0.7 && !/코어|cores?|cards?|장/iu.test(text)
      ? [breach(times, { code: 'amdahl.limit', params: { said: times.text, limit } })]
      : [];
  },
};

/** A day has 86,400 seconds. */
export const perDayLaw: Law = {
  id: 'per-day',
  states: { code: 'law.per-day', params: {} },
  check({ text, quantities }) {
    const daily =
      /(?:하루|일|매일|per day|a day|daily)\s*(?:에|평균)?\s*(\d[\d,.]*)\s*(억|만|천만|백만|million|billion|k)?/iu.exec(
        text,
      ) ?? /(\d[\d,.]*)\s*(million|billion|k|억|만)?\s*\S{0,12}\s(?:a|per|each) day/iu.exec(text);
    const rate =
      /초당\s*(?:평균\s*)?(?:약\s*)?(\d[\d,.]*)\s*(만|천)?/u.exec(text) ??
      /(\d[\d,.]*)\s*(k)?\s*(?:\S{0,10}\s)?(?:a|per) second|(\d[\d,.]*)\s*(?:rps|qps)/iu.exec(text);
    if (daily === null || rate === null || /피크|peak|몰리|최고|burst/iu.test(text)) return null;
    const scale: Record<string, number> = {
      억: 1e8,
      만: 1e4,
      천만: 1e7,
      백만: 1e6,
      million: 1e6,
      billion: 1e9,
      k: 1e3,
      천: 1e3,
    };
    const read = (digits = '', word = '') =>
      Number(digits.replace(/,/g, '').replace(/\.$/, '')) * (scale[word.toLowerCase()] ?? 1);
    const mean = read(daily[1], daily[2]) / 86_400;
    const said = read(rate[1] ?? rate[3], rate[2]);
    const off = said / mean;
    const at = quantities.find(({ start }) => start >= rate.index) ?? {
      start: rate.index,
      end: rate.index + rate[0].length,
    };
    return off > 0.4 && off < 2.5 ? [] : [breach(at, { code: 'per-day.rate', params: { said, mean } })];
  },
};

/** Little: what is in flight is the rate by the time that each takes. */
export const littleLaw: Law = {
  id: 'little',
  states: { code: 'law.little', params: {} },
  check({ text, quantities }) {
    const flight =
      /(?:동시(?:에|\s)?|안에(?:는)?\s)[^.\d]{0,12}(\d[\d,.]*)|(\d[\d,.]*)\s?(?:\S+\s)?(?:in flight|at once|concurren\w+|inside)/iu.exec(
        text,
      );
    const each = quantities.filter(({ unit, value }) => unit === 'seconds' && value < 120);
    const rate =
      quantities.find(({ unit }) => unit === 'perSecond')?.value ??
      Number(/(\d[\d,]*)\s?(?:건|requests?)?\s?(?:a|per) second/iu.exec(text)?.[1]?.replace(/,/g, '') ?? Number.NaN);
    const [time] = each;
    if (flight === null || time === undefined || each.length > 1 || !Number.isFinite(rate)) return null;
    const said = Number((flight[1] ?? flight[2] ?? '').replace(/,/g, '').replace(/\.$/, ''));
    const expected = rate * time.value;
    const at = flight.index + flight[0].indexOf(flight[1] ?? flight[2] ?? '');
    return near(said, expected, 0.35)
      ? []
      : [
          breach(
            { start: at, end: at + String(flight[1] ?? flight[2]).length },
            { code: 'little.in-flight', params: { said, rate, each: time.text, expected } },
          ),
        ];
  },
};
