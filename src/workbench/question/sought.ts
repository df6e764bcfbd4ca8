import { nounBefore, periodOf, persAfter, persBefore } from './amounts.ts';
import { askedIn } from './asked.ts';
import type { Unit, Vector } from './units.ts';
import { COUNTERS, isKnownNoun, nounOf, product, symbolOf, unitOrNounAt } from './units.ts';

/** What a question seeks, as a power of units, and how it wants to read it. */
export interface Sought {
  of: Vector;
  /** One of the unit it is asked in, in base units. */
  times: number;
  /** That unit in words, such as `hours` or `KRW`. */
  unit: string;
  /** Up or down where the thing comes in wholes; null where it may be a part. */
  rounds: 'up' | 'down' | null;
  /** Two numbers of one kind are set against each other: the difference, the part that is left, the ratio or the share of one in the other. */
  by: 'difference' | 'ratio' | 'share' | null;
}

const DIFFERENCE =
  /\bsav(?:e|es|ed|ing|ings)\b|differen|how much (?:more|less|longer|cheaper)|\bto go\b|\bleft\b|remain|still (?:have|need)|남았|남은|남아|남나|남죠|아끼|아낄|아껴|절약|절감|차이|덜 (?:들|걸|내)|더 (?:들|걸|내)/;
const FLOOR =
  /\bfit|can (?:we|i|you|it|one)|\bhold|per rack|afford|at most|maximum|\bmax\b|up to|whole|complete|들어가|들어갈|저장|살 수|담|가능|최대|넣을|꽂|수 있/;
const NEEDED = /need|require|minimum|at least|min\b|enough|필요|최소|있어야/;
/** Machines come in wholes. */
const MACHINES =
  /how many (?:servers|workers|replicas|nodes|machines|cards|gpus|instances|cores|people|drives)|몇 (?:대|장)/;
const WON = /\d\s?(?:천|만|백만|억)?\s?원|₩|krw/i;
const MONEY =
  /\bcost|\bpric|\bbill\b|\bpay|\bspend|\$\?|dollars?|\bfee\b|\bcharge|how much money|\bsav(?:e|ings?)\b|비용|요금|가격|금액|전기료|전기세|돈|\d\s?원|달러|얼마(?! ?(?:나 ?(?:걸|오래|빨|많)|동안))/;

/** What is sought; null where it is not plain. */
export function soughtIn(text: string): Sought | null {
  const lower = text.toLowerCase();
  const asking = askingOf(text);
  const ask = asking.toLowerCase();
  const by = DIFFERENCE.test(ask)
    ? 'difference'
    : /몇 ?배|how many times|what factor|by what factor|speed-?up/.test(ask)
      ? 'ratio'
      : /몇 ?(?:%|퍼센트|프로)|what (?:percent|share|fraction|%)|how many percent|percentage|, %\?|percent\?/.test(ask)
        ? 'share'
        : null;
  const none = { rounds: null, by } as const;
  if (by === 'ratio' || by === 'share')
    return { ...none, of: {}, times: by === 'share' ? 0.01 : 1, unit: by === 'share' ? '%' : 'x' };
  const counted = countIn(asking) ?? unitIn(asking);
  const isMoney = counted !== null && ('USD' in counted.unit.of || 'KRW' in counted.unit.of);
  if (counted !== null && !isMoney && !/\b(?:that|it|this)\s(?:for\s)?per\s/.test(ask)) {
    const { unit, pers } = counted;
    const rounds = roundingOf(unit, pers.of, ask);
    return { of: product(unit.of, pers.of), times: unit.times * pers.times, unit: wordsOf(unit, pers), rounds, by };
  }
  const isRest = /\b(?:that|it|this)\s(?:for\s)?per\s/.test(ask) && MONEY.test(lower);
  if (isMoney || isRest || MONEY.test(ask)) {
    const won = WON.test(text) && !/\$|달러|usd/i.test(text);
    const pers = moneyPer(asking);
    return {
      ...none,
      of: product({ [won ? 'KRW' : 'USD']: 1 }, pers.of),
      times: pers.times,
      unit: won ? 'KRW' : 'USD',
    };
  }
  if (/\bhow long\b|how much time|얼마나 ?(?:오래|걸)|언제|며칠|몇 ?시간/.test(ask))
    return { ...none, of: { s: 1 }, times: /며칠/.test(ask) ? 86_400 : 0, unit: /며칠/.test(ask) ? 'days' : '' };
  const known = askedIn(text);
  const unit = known === null || known.unit === '' ? null : unitOrNounAt(` ${known.unit}`, 0);
  if (unit !== null && lower.includes(known?.unit.toLowerCase() ?? ''))
    return { ...none, of: unit.of, times: unit.times, unit: unit.word };
  return null;
}

/** The sentence that asks, the last of them. */
function askingOf(text: string): string {
  const sentences = text.split(/(?<=[.?!])\s+|\n/).filter((one) => one.trim() !== '');
  const marked = sentences.filter((one) => one.trimEnd().endsWith('?'));
  const wanting = sentences.filter((one) => /\bhow (?:many|much|long)\b|몇|얼마|며칠|계산해|알려|구해/i.test(one));
  return (marked.length > 0 ? marked : wanting.length > 0 ? wanting : sentences).at(-1) ?? text;
}

interface Counted {
  unit: Unit;
  pers: { of: Vector; times: number };
}

/** `how many servers per rack`, `초당 몇 장`, `요청 수는?`. */
function countIn(asking: string): Counted | null {
  const english =
    /\bhow (?:many|much)\s(?:(?:more|total|additional|extra|full|whole|complete|separate|distinct|in|of)\s)*/i.exec(
      asking,
    );
  if (
    english !== null &&
    !/^(?:does|do|will|would|is|are|did|can|should|we|money|time|it)\b/i.test(
      asking.slice(english.index + english[0].length),
    )
  ) {
    const from = english.index + english[0].length;
    const scale = /^(?:million|billion|trillion|thousand|[bmtk])\s(?=[a-z])/i.exec(asking.slice(from))?.[0] ?? '';
    const unit = unitOrNounAt(asking, from + scale.length);
    const isStuff =
      /much/i.test(english[0]) && unit !== null && Object.keys(unit.of).every((name) => name.startsWith('#'));
    if (unit !== null && !isStuff) {
      const filler =
        /^\s(?:of\s)?(?:data|text|storage|memory|disk|space|audio|video|compute|work|it)(?=\s)/i.exec(
          asking.slice(unit.end),
        )?.[0] ?? '';
      const pers = persAfter(asking, unit.end + filler.length);
      return { unit, pers };
    }
  }
  const korean = /몇\s?(?:[BMTK]\s?(?=토큰|개|파라)|만\s|억\s)?/.exec(asking);
  if (korean !== null) {
    const from = korean.index + korean[0].length;
    const lead = asking.slice(0, korean.index).toLowerCase();
    const clause = lead.split(/[,.?!]\s|(?<=[가-힣])(?:고|며|는데|인데|면|니까)\s/).at(-1) ?? '';
    const open = clause.split(/\d[\d.,]*\s?[a-z%]*/).at(-1) ?? '';
    const { of, times } = persBefore(open);
    let unit = unitOrNounAt(asking, from);
    if (unit !== null && ('?' in unit.of || COUNTERS.test(unit.word))) {
      const noun = nounBefore(
        open.replace(/(?:^|\s)(?:초당|분당|시간당|하루에?|일당|매일|최소|최대|총|대략|약)\s?$/g, ' '),
      );
      unit = noun === null ? { ...unit, of: { '?': 1 } } : { ...unit, of: { [noun]: 1 } };
    }
    // "초당 몇 TFLOPS": a rate is a second's already.
    if (unit !== null) return { unit, pers: (unit.of.s ?? 0) < 0 ? { of: {}, times: 1 } : { of, times } };
  }
  const rates = /(?:초당|1초에)\s?(?:평균\s|최대\s|총\s)?([가-힣a-z]+?)(?:은|는)?\s*\?/i.exec(asking);
  if (rates !== null && isKnownNoun(rates[1] ?? ''))
    return {
      unit: { times: 1, of: { [symbolOf(rates[1] ?? '')]: 1 }, end: 0, word: nounOf(rates[1] ?? '') },
      pers: { of: { s: -1 }, times: 1 },
    };
  const ends = /([가-힣a-z§]+)\s?(?:수|개수|갯수)(?:는|은|가)?\s*(?:\?|$)/i.exec(asking);
  if (ends !== null && isKnownNoun(ends[1] ?? '')) {
    const { of, times } = persBefore(asking.slice(0, ends.index).replace(/(초당|하루)\s?(?:평균|최대)?\s?$/, '$1 '));
    const lead = /초당|1초에/.test(asking.slice(Math.max(0, ends.index - 10), ends.index))
      ? { of: { s: -1 }, times: 1 }
      : { of, times };
    return {
      unit: { times: 1, of: { [symbolOf(ends[1] ?? '')]: 1 }, end: 0, word: nounOf(ends[1] ?? '') },
      pers: lead,
    };
  }
  return null;
}

/** `Joules per token?`, `in minutes?`, `total GB?` */
function unitIn(asking: string): Counted | null {
  const head = asking.replace(/[?.!\s]+$/, '').replace(/\s1 (?:day|week|month|year|hour)$/, '');
  const inUnit = /\bin\s((?:[a-zµ]+)(?:\/[a-z]+)?(?:\s(?:per|a)\s[a-z]+)?)$/i.exec(head)?.[1];
  const last = /(?:^|[,.;:]\s|\s)((?:[a-zµ$%]+\/[a-z]+|[A-Za-zµ]+(?:[\s-]hours?)?)(?:\s(?:per|a)\s[a-z]+)*)$/i.exec(
    head,
  )?.[1];
  const first = /^(?:what(?:'s| is| are)?\s)?(?:the\s)?([a-z]+(?:\s(?:hours?))?\sper\s[a-z\s]+)/i.exec(head)?.[1];
  for (const words of [inUnit, last, first]) {
    if (words === undefined || /^us$/i.test(words)) continue;
    // A unit of a number, or what something is counted for, is not sought.
    if (words !== first && /(?:\d|\b(?:per|an?|each|every))\s?$/i.test(head.slice(0, head.lastIndexOf(words))))
      continue;
    const unit = unitOrNounAt(` ${words}`, 0);
    if (unit === null) continue;
    const isThing = Object.keys(unit.of).every((one) => one.startsWith('#'));
    if (isThing && !(words === first || words === inUnit)) continue;
    if (isThing && !isKnownNoun(unit.word)) continue;
    return { unit, pers: persAfter(` ${words}`, unit.end) };
  }
  return null;
}

/** `cost per million tokens`, `monthly bill`, `a day`, `토큰당`. */
function moneyPer(asking: string): { of: Vector; times: number } {
  const bare = /\b(?:that|it|this|come to|work out to)\s(?:for\s)?per\s/i.exec(asking);
  if (bare !== null) {
    const pers = persAfter(asking, bare.index + bare[0].length - 5);
    if (Object.keys(pers.of).length > 0) return pers;
  }
  const english =
    /\b(?:cost|costs|price|pay|charge|bill|that|dollars|spend|much)\s(?=per|\/|an?\s|each\s|for\s(?:each|every|a|an|one)\s|every\s)/i.exec(
      asking,
    );
  if (english !== null) {
    const pers = persAfter(asking, english.index + english[0].length - 1);
    if (Object.keys(pers.of).length > 0) return pers;
  }
  const period =
    /\b(daily|monthly|yearly|annual|hourly|weekly)\b|\b(?:a|per|each|every)\s(day|month|year|week|hour)\b/i.exec(
      asking,
    );
  const word =
    { daily: 'day', monthly: 'month', yearly: 'year', annual: 'year', hourly: 'hour', weekly: 'week' }[
      period?.[1]?.toLowerCase() ?? ''
    ] ?? period?.[2]?.toLowerCase();
  const seconds = word === undefined ? undefined : periodOf(word);
  if (seconds !== undefined) return { of: { s: -1 }, times: 1 / seconds };
  const korean = /((?:\d+\s?)?(?:백만|만|천|1M)?\s?[가-힣a-z]+)\s?(?:당|에)\s?(?:비용이?\s?)?얼마/i.exec(asking)?.[1];
  if (korean !== undefined) {
    const { of, times } = persBefore(`${korean}당 `);
    if (Object.keys(of).length > 0) return { of, times };
  }
  return { of: {}, times: 1 };
}

/** Whole things: as many as are needed, or as many as there is room for. */
function roundingOf({ of, word }: Unit, per: Vector, ask: string): Sought['rounds'] {
  const isThing = Object.keys(of).every((one) => /^[#?]/.test(one)) && !/^(?:tok|토큰|word|단어|param)/i.test(word);
  if (!isThing || 's' in of || 's' in per) return null;
  if (NEEDED.test(ask)) return 'up';
  return FLOOR.test(ask) ? 'down' : MACHINES.test(ask) ? 'up' : null;
}

function wordsOf({ word }: Unit, { of }: { of: Vector }): string {
  const pers = Object.entries(of)
    .filter(([, power]) => power < 0)
    .map(([name]) => (name === 's' ? 's' : name.replace('#', '')));
  return [word.trim(), ...pers].join('/');
}
