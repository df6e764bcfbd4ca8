import { numbersIn } from './measures.ts';
import type { Unit, Vector } from './units.ts';
import { COUNTERS, isKnownNoun, isSameVector, nounOf, product, symbolOf, unitOrNounAt } from './units.ts';

/** A number of a question with all that it is counted in: `45 MB of text per second per core`. */
export interface Amount {
  value: number;
  of: Vector;
  /** What it may be counted for as well, where words near it say so and no sign of a unit does: `a 180 GB checkpoint`. */
  soft: readonly string[];
  at: number;
  end: number;
  /** As the question says it. */
  said: string;
  /** The number before its unit. */
  raw: number;
  /** One hour, one day: of what follows there is so much in it. */
  isPeriod?: true;
}

/** A share or a factor, and what it does to what it is said of. */
export interface Factor {
  /** What it multiplies by. */
  value: number;
  /** As it was said, of one. */
  share: number;
  /** Of which amount, by its place; null where that is not plain. */
  on: number | null;
  /** Whether it makes what is got out of a thing less or more, and not the thing. */
  isYield: boolean;
  at: number;
  said: string;
}

export interface Read {
  amounts: readonly Amount[];
  factors: readonly Factor[];
  /** Numbers of which nothing is known but that they are there. */
  loose: number;
}

const CLAUSE =
  /[.?!;:]\s|,\s|\n|\(|\)|\s(?:and|but|while|so|then|where)\s|(?<=[가-힣])(?:고|며|는데|인데|니까|지만|으면|다면)\s/;
/** A single thing of which the clause tells: `each worker decodes`, `one replica handles`. */
const SUBJECT =
  /(?:^|\s)(?:each|every|one|a single|single|an?|per|average|avg\.?|mean|1)\s(?:(?:average|avg|mean|single|typical|such|whole|full|individual|[a-z]+)\s)??([a-z]+|§)\s(?:[a-z]+\s){0,4}?$/;
const NO_SUBJECT =
  /^(?:of|about|in|at|for|with|to|factor|rate|lot|total|few|couple|budget|price|cost|day|hour|week|month|minute|second|year|job|it|we|is|the|and|or)$/;
const PERIODS: Readonly<Record<string, number>> = {
  ...{ second: 1, sec: 1, minute: 60, min: 60, hour: 3600, hr: 3600, h: 3600, day: 86_400, week: 604_800 },
  ...{ month: 2_592_000, mo: 2_592_000, year: 31_536_000, yr: 31_536_000, daily: 86_400, hourly: 3600 },
  ...{ 초: 1, 분: 60, 시간: 3600, 하루: 86_400, 매일: 86_400, 일: 86_400, 주: 604_800, 매주: 604_800 },
  ...{
    월: 2_592_000,
    매월: 2_592_000,
    매달: 2_592_000,
    달: 2_592_000,
    년: 31_536_000,
    연: 31_536_000,
    매시간: 3600,
    매초: 1,
  },
};
const ADVERBS: Readonly<Record<string, string>> = {
  daily: 'day',
  hourly: 'hour',
  weekly: 'week',
  monthly: 'month',
  yearly: 'year',
};
export const periodOf = (word: string): number | undefined => PERIODS[word];

interface Pers {
  of: Vector;
  times: number;
  end: number;
}

/** `/s`, `per core`, `a month`, `per million tokens`, one behind another. */
export function persAfter(text: string, at: number): Pers {
  let [of, times, end]: [Vector, number, number] = [{}, 1, at];
  for (;;) {
    const joint =
      /\s*\)?\s*(?:(?:of|in)\s(?:text|data|storage|storing|traffic|output|input|egress|it|them)\s)?(?:\/\s*|per[\s-]|an?\s|each\s|every\s|for (?:each|every|a|an|one)\s)(?:(?:single|useful|whole|1)\s(?=[a-z]))?/iy;
    joint.lastIndex = end;
    const gap = joint.exec(text);
    if (gap === null) break;
    const from = joint.lastIndex;
    const isEvery = /every/i.test(gap[0]);
    const rest = text.slice(from);
    const many = /^(?:(\d+(?:\.\d+)?)\s?)?(million|billion|thousand|m|k|b|1k|1m)?[\s-]*(?=[a-z§])/i.exec(rest);
    const count = Number(many?.[1] ?? 1) * (SCALE[many?.[2]?.toLowerCase() ?? ''] ?? 1);
    const skip =
      many !== null && (many[1] !== undefined || /^(?:million|billion|thousand)/i.test(many[2] ?? ''))
        ? many[0].length
        : /^[mkb]\s[a-z]/i.test(rest)
          ? 2
          : 0;
    if (isEvery && skip > 0 && many?.[1] !== undefined) break;
    const word = /^[a-z]+(?![a-z])/i.exec(rest.slice(skip))?.[0].toLowerCase();
    const compound = unitOrNounAt(text, from + skip);
    const period = word === undefined ? undefined : PERIODS[word];
    const unit: Unit | null =
      period !== undefined && word !== undefined
        ? { times: period, of: { s: 1 }, end: from + skip + word.length, word }
        : compound;
    const isPhysical = unit !== null && Object.keys(unit.of).every((name) => !name.startsWith('#'));
    if (
      unit === null ||
      (/^(?:an?\s)/i.test(gap[0].trimStart()) && period === undefined && !isPhysical && !isNounUnit(unit))
    )
      break;
    // "16 GPUs for a run": a thing with an article is each one's only where it is a known thing.
    of = product(of, unit.of, -1);
    times /= unit.times * (skip > 0 ? count : 1);
    end = unit.end;
  }
  return { of, times, end };
}
const SCALE: Readonly<Record<string, number>> = {
  million: 1e6,
  m: 1e6,
  '1m': 1e6,
  billion: 1e9,
  b: 1e9,
  thousand: 1e3,
  k: 1e3,
  '1k': 1e3,
};
const isNounUnit = ({ word }: Unit): boolean => isKnownNoun(word.split(/\s/).at(-1) ?? '');

/** What stands before an amount and says for what it is counted: `토큰당`, `하루 평균`, `시간당`, `replica 1개가`. */
export function persBefore(lead: string): Pers & { soft: string[] } {
  let [of, times]: [Vector, number] = [{}, 1];
  const soft: string[] = [];
  const divide = (unit: Vector, by: number) => {
    of = product(of, unit, -1);
    times /= by;
  };
  for (const match of lead.matchAll(
    /(?:(\d[\d,.]*)\s?(k|만|억|백만|천)?\s?)?([a-z§]+|[가-힣]+?)\s?(?:당|마다|별)(?=\s|\d|$)|(?:^|\s)(하루|매일|매월|매달|매주|월|연|매초|매시간)(?:에|평균)?\s?(?:[가-힣]+\s){0,2}$|(?:^|\s)한\s([가-힣a-z§]{2,}?)(?:에|당|의|이|가|은|는|마다)(?=\s|$)|(?:^|\s)([a-z§]+|[가-힣]+)\s(?:하나|한 ?(?:개|장|대|건|명|번|편)|1\s?(?:개|장|대|건|명|번|편))(?:가|이|에|당|는|은|의|\s|$)/gi,
  )) {
    const [, digits, scale, each, period, single, counted] = match;
    const one = single ?? counted;
    const word = each ?? period ?? one ?? '';
    const known = PERIODS[word];
    if (one !== undefined) {
      soft.push(symbolOf(one));
      continue;
    }
    const many =
      digits === undefined
        ? 1
        : Number(digits.replaceAll(',', '')) * ({ k: 1e3, 만: 1e4, 억: 1e8, 백만: 1e6, 천: 1e3 }[scale ?? ''] ?? 1);
    if (known !== undefined) divide({ s: 1 }, known * many);
    else {
      const name = COUNTERS.test(word) || word === '하나' ? nounBefore(lead.slice(0, match.index)) : null;
      const unit = name === null ? unitOrNounAt(` ${word}`, 0) : null;
      if (COUNTERS.test(word) || word === '하나') divide({ [name ?? '?']: 1 }, many);
      else if (unit !== null) divide(unit.of, unit.times * many);
    }
  }
  return { of, times, end: 0, soft };
}

const FILLER =
  /(?:\s|^)(?:지금|현재|이제|이번|딱|겨우|그냥|우리|원래|약|총|대략|전체|평균|각각|각자|각|최대|모두|최소|합쳐|정도|대충|하루에?|매일|매달|매월|월|연|동안|에|[가-힣a-z§]+(?:당|마다|씩))$/i;
/** The noun that a Korean counter belongs to: the last before it. */
export function nounBefore(lead: string): string | null {
  let open = lead.trimEnd();
  while (FILLER.test(open)) open = open.replace(FILLER, '').trimEnd();
  const [, latin, hangul] = /(?:([a-z§]+)[가-힣]{0,3}|([가-힣]+))$/i.exec(open) ?? [];
  const word = latin ?? hangul;
  if (
    word === undefined ||
    /^(?:하나|한|때|것|게|거|수)[가-힣]?$/.test(word) ||
    (/(?:하고|하면|해서|이고|으면|로|서|게|지|면|고|에|인데|는데)$/.test(word) && !isKnownNoun(word))
  )
    return null;
  const noun = nounOf(word);
  return noun === '' || COUNTERS.test(noun) || PERIODS[noun] !== undefined ? null : symbolOf(word);
}

const WORDS: Readonly<Record<string, number>> = {
  ...{ two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12 },
  ...{ fifteen: 15, sixteen: 16, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, dozen: 12 },
};
/** Numbers in words, whatever they count, and no number in what is called by one: `an 8-GPU server`. */
const plain = (text: string): string =>
  text
    .replaceAll(
      /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|twenty|thirty|forty|fifty|sixty|(?:a )?dozen)(?=\s[a-z§])/gi,
      (word: string) => String(WORDS[word.toLowerCase().replace('a ', '')] ?? word),
    )
    .replaceAll(/(?<![\w.])\d+-(?:way|gpu|card|core|§|node)s?\s(?=[a-z])/gi, '');

/** Reads every number of a text. */
export function amountsIn(given: string): Read {
  const text = plain(given);
  const lower = text.toLowerCase();
  const amounts: Amount[] = [];
  const factors: { value: number; at: number; end: number; said: string }[] = [];
  /** Things of which there is one, and what the next amount is counted for. */
  const ones: { symbol: string; at: number }[] = [];
  let groupOf: { symbol: string; at: number } | null = null;
  let pending: Omit<Pers, 'end'> | null = null;
  let loose = 0;
  let last = 0;
  for (const number of numbersIn(text)) {
    if (number.at < last) continue;
    const { at, value } = number;
    const pue = /\bpue\s?(?:of|is|=|:|[은는이가])?\s?(?:about\s)?$/.test(lower.slice(Math.max(0, at - 14), at));
    if (pue) {
      factors.push({ value, at, end: number.end, said: `PUE ${value}` });
      last = number.end;
      continue;
    }
    const currency = /[$₩]\s?$/.exec(text.slice(0, at))?.[0].trim();
    const share = /\s?(?:%p?|percent(?:age points?)?|per ?cent|퍼센트|프로(?![가-힣]{2})|포인트|points?\b|pts?\b)/iy;
    share.lastIndex = number.end;
    if (share.test(text)) {
      factors.push({ value: value / 100, at, end: share.lastIndex, said: text.slice(at, share.lastIndex) });
      last = share.lastIndex;
      continue;
    }
    const times = /\s?(?:x(?![a-z§])|×|배(?![치열])|times\b|-?fold\b)/iy;
    times.lastIndex = number.end;
    if (times.test(text) && !/^\s?x\s\d/.test(text.slice(number.end))) {
      factors.push({ value, at, end: times.lastIndex, said: text.slice(at, times.lastIndex) });
      last = times.lastIndex;
      continue;
    }
    const from = currency === undefined ? at : at - 1;
    const before = lower.slice(last, from);
    const lead = before.split(CLAUSE).at(-1) ?? '';
    let unit: Unit | null =
      currency === undefined
        ? unitOrNounAt(text, number.end)
        : { times: 1, of: { [currency === '$' ? 'USD' : 'KRW']: 1 }, end: number.end, word: '' };
    if (unit !== null && '?' in unit.of && /^\s?(?:로\s)?(?:병렬|동시)/.test(text.slice(unit.end)))
      unit = { ...unit, of: { '#worker': 1 } };
    else if (unit !== null && '?' in unit.of) {
      // "GPU 24장": the noun stands before, or behind: "20장의 이미지".
      const counted = nounBefore(lead);
      const behind = /^의?\s([가-힣]+|[a-z§]+)/i.exec(text.slice(unit.end))?.[1];
      const name = counted ?? (behind !== undefined && isKnownNoun(behind) ? symbolOf(behind) : null);
      unit = { ...unit, of: { [name ?? '?']: 1 } };
    } else if (
      unit === null ||
      (unit.word !== '' && !isKnownNoun(unit.word) && Object.keys(unit.of).some((one) => one.startsWith('#')))
    ) {
      // "토큰 4000억 개", "문항 3000": a known noun before a bare number.
      const counted =
        /^(?:\s?(?:개|여))?(?:[\s,.?!)]|$|[가-힣])/.test(text.slice(number.end)) && /[가-힣]/.test(lead)
          ? nounBefore(lead)
          : null;
      const word = /([a-z§]+|[가-힣]+)\s*$/i.exec(lead)?.[1];
      if (counted !== null && word !== undefined && isKnownNoun(word))
        unit = { times: 1, of: { [counted]: 1 }, end: number.end, word: '' };
    }
    if (unit === null || (isBare(unit) && /^b/i.test(number.scale))) {
      // "a 30B model", "13B를": a size.
      if (/^bn?$|^billion$/i.test(number.scale) && value >= LEAST_SIZE)
        unit = { times: 1, of: { '#parameter': 1 }, end: number.end, word: '' };
    }
    if (unit === null || isBare(unit)) unit = borrowed(text, lower, number, amounts) ?? unit;
    if (unit === null) {
      loose += 1;
      last = number.end;
      continue;
    }
    const middle =
      /^\s(?:each(?=\s(?:per|an?)\s)|(?:of\s)?(?:co2e?|carbon|text|data|storage|traffic)(?=\s))/i.exec(
        text.slice(unit.end),
      )?.[0] ?? '';
    const after = persAfter(text, unit.end + middle.length);
    const ahead = persBefore(lead);
    const end = Object.keys(after.of).length > 0 ? after.end : unit.end;
    const tail = text.slice(end);
    // 100만 토큰당 0.8달러: so many are what the next is counted for.
    const every = /\bevery\s(?:single\s)?$/.test(before) || /^\s?(?:마다|당)(?=\s|$)/.test(tail);
    const isEach =
      /^\s*(?:each\b|apiece|씩)/i.test(tail) || /each/i.test(middle) || /(?:^|\s)(?:각각|각자|각)\s/.test(lead);
    let of = product(product(unit.of, after.of), ahead.of);
    let size = value * unit.times * after.times * ahead.times;
    const soft = [...ahead.soft];
    const period = /\b(daily|hourly|weekly|monthly|yearly)\s(?:about\s)?$/.exec(before)?.[1];
    const seconds = PERIODS[ADVERBS[period ?? ''] ?? ''];
    if (seconds !== undefined) {
      of = product(of, { s: -1 });
      size /= seconds;
    }
    const group = /\beach of (?:the |our |these )?$/.test(before);
    const subject = SUBJECT.exec(lead)?.[1];
    if (
      subject !== undefined &&
      !NO_SUBJECT.test(subject) &&
      PERIODS[subject] === undefined &&
      !(symbolOf(subject) in of)
    )
      soft.push(symbolOf(subject));
    // "a 180 GB checkpoint", "95GB짜리 체크포인트"
    const thing = /^(?:짜리)?[\s-]([a-z]+|[가-힣]+)/i.exec(text.slice(unit.end))?.[1];
    const isOfThing = /(?:^|\s)(?:an?|each|every|one)\s$/.test(before) || text.slice(unit.end).startsWith('짜리');
    const ofWhole = /\b(?:an?|each|every|one)\s([a-z]+)\sof\s(?:about\s)?$/.exec(before)?.[1];
    if (ofWhole !== undefined && isKnownNoun(ofWhole) && !(symbolOf(ofWhole) in of)) soft.push(symbolOf(ofWhole));
    if (isOfThing && thing !== undefined && isKnownNoun(thing) && !(symbolOf(thing) in of)) soft.push(symbolOf(thing));
    if (isEach) {
      const things = amounts.findLast(
        (one) =>
          Object.entries(one.of).length === 1 &&
          Object.keys(one.of)[0]?.startsWith('#') === true &&
          Object.values(one.of)[0] === 1,
      );
      const [symbol] = Object.keys(things?.of ?? {});
      if (symbol !== undefined && !(symbol in of)) of = product(of, { [symbol]: 1 }, -1);
    }
    // "12 steps a minute, each with 2.1M tokens"
    if (/\beach (?:with|of|has|have|holds?|takes?|is|using|having)\s(?:about\s)?$/.test(before)) {
      const [thing] =
        Object.entries(amounts.at(-1)?.of ?? {}).find(([name, power]) => power === 1 && name.startsWith('#')) ?? [];
      if (thing !== undefined && !(thing in of)) soft.push(thing);
    }
    if (every) {
      const event = /([a-z]+)\s(?:once\s)?every\s(?:single\s)?$/.exec(before)?.[1];
      const next = /^\s?마다\s(?:한 ?번\s)?([가-힣]+|[a-z]+)/.exec(tail)?.[1];
      const named = event ?? next;
      // "토큰당", of so many each
      if (/^\s?당/.test(tail) || (named === undefined && /^\s?마다/.test(tail))) {
        pending = { of: unit.of, times: size };
        last = end;
        continue;
      }
      of = product({ [named !== undefined && isKnownNoun(named) ? symbolOf(named) : '?']: 1 }, of, -1);
      size = 1 / size;
    }
    if (pending !== null) {
      of = product(of, pending.of, -1);
      size /= pending.times;
      pending = null;
    }
    const said = text.slice(from, end).trim();
    // A count of one is what the others are counted for.
    const isOne = value === 1 && Object.keys(unit.of).every((one) => one.startsWith('#') || one === '?');
    const again = amounts.some((one) => one.value === size && isSameVector(one.of, of));
    if (isOne || (again && text[from - 1] === '(')) {
      last = end;
      if (isOne) ones.push({ symbol: Object.keys(unit.of)[0] ?? '?', at });
      continue;
    }
    // "노드 1대가 시간당 80만 개": of the one before in its clause.
    const one = ones.findLast(({ at: place }) => place < at && !CLAUSE.test(lower.slice(place, from)));
    if (one !== undefined && one.symbol !== '?' && !(one.symbol in of)) soft.push(one.symbol);
    // "each of 64 workers pushes 2.8 GB"
    if (groupOf !== null && groupOf.at < at && !CLAUSE.test(lower.slice(groupOf.at, from)) && !(groupOf.symbol in of))
      soft.push(groupOf.symbol);
    if (group) groupOf = { symbol: Object.keys(of)[0] ?? '?', at };
    // "1일에 25만 건", "1시간 3200원": so many in that time.
    const former = amounts.at(-1);
    if (
      former?.isPeriod === true &&
      !('s' in of) &&
      /^\s?(?:에|당|평균)?\s?(?:평균\s|약\s)?(?:[가-힣a-z]{1,6}\s){0,2}$/.test(lower.slice(former.end, from))
    ) {
      amounts.pop();
      of = product(of, { s: -1 });
      size /= former.value;
    }
    const isPeriod = value === 1 && isSameVector(of, { s: 1 });
    amounts.push({
      raw: value,
      ...(isPeriod ? { isPeriod } : {}),
      value: size,
      of,
      soft: [...new Set(soft)].filter((symbol) => !(symbol in of)),
      at: from,
      end,
      said,
    });
    last = end;
  }
  return {
    amounts: merged(amounts, lower),
    factors: factors.map((factor) => ({ ...factor, ...factorOf(factor, amounts, lower) })),
    loose,
  };
}

const LEAST_SIZE = 1e8;
const isBare = ({ of, word }: Unit): boolean =>
  !isKnownNoun(word.split(/\s/).at(-1) ?? '') && Object.keys(of).every((name) => name.startsWith('#'));

/** What a number without a unit of its own is a number of: `step 38,000 of 120,000`, `from 64 to 256 GPUs`, `tokens per word about 1.33`. */
function borrowed(
  text: string,
  lower: string,
  { at, end }: { at: number; end: number },
  amounts: readonly Amount[],
): Unit | null {
  const here = (of: Vector): Unit => ({ times: 1, of, end, word: '' });
  if (/^\sof (?:them|those|these)\b/.test(lower.slice(end))) return { ...here({ '?': 1 }), end: end + 8 };
  if (/^\s?(?:개|명|대)?\s?(?:병렬|in parallel|way parallel)/.test(lower.slice(end))) return here({ '#worker': 1 });
  const lead = lower.slice(Math.max(0, at - 40), at);
  const rate = /([a-z]+) per ([a-z]+)\s(?:(?:is|was|are|about|around|of|=|:|~|roughly|averages?|ratio)\s)*$/.exec(lead);
  if (rate !== null) return here({ [symbolOf(rate[1] ?? '')]: 1, [symbolOf(rate[2] ?? '')]: -1 });
  const named = /\b(steps?|iterations?|epochs?)\s(?:number\s|no\.\s)?$/.exec(lead)?.[1];
  if (named !== undefined) return here({ [symbolOf(named)]: 1 });
  const former = amounts.at(-1);
  if (former !== undefined && /^\s?(?:of|out of|\/|→|->|to|vs\.?|from|중에?)\s?$/.test(lower.slice(former.end, at)))
    return here(former.of);
  const next = /^\s?(?:to|→|->|에서|vs\.?|or|,)\s?(\d[\d,.]*)/.exec(lower.slice(end));
  if (next === null) return null;
  const unit = unitOrNounAt(text, end + next[0].length);
  return unit === null || '?' in unit.of ? null : { ...unit, end };
}

/** Settings that are tried with each other, `5 rates x 4 sizes x 3 seeds`: so many of them in all. */
function merged(amounts: readonly Amount[], lower: string): Amount[] {
  const all: Amount[] = [];
  const isCount = ({ of }: Amount): boolean =>
    Object.entries(of).every(([name, power]) => power === 1 && /^[#?]/.test(name));
  for (const one of amounts) {
    const former = all.at(-1);
    const isTimes =
      former !== undefined &&
      isCount(former) &&
      isCount(one) &&
      /^\s?(?:x|×|\*)\s?$/.test(lower.slice(former.end, one.at));
    if (isTimes && former !== undefined)
      all[all.length - 1] = {
        ...{ value: former.value * one.value, of: { '?': 1 }, soft: [], at: former.at, end: one.end },
        ...{ said: `${former.said} x ${one.said}`, raw: former.raw },
      };
    else all.push(one);
  }
  return all;
}

const TIMES_OF =
  /^\s?(?:the|its|our|that)?\s?(?:average|mean|normal|baseline|usual|평균|평소)|^\s?(?:replication|redundan|copies)/;
/** What is got out of a thing: utilisation, efficiency. */
const YIELD =
  /utili[sz]|effici|(?:of|at) (?:the )?(?:line[\s-]?rate|peak|nominal|theoretical|spec|its? max|maximum|wire)|effective|활용|효율|실효|이용률|가동|사용률|정도만 나|만 나와|duty/;
const KEPT =
  /\bhits?\b|hit rate|cached|keep|kept|left|remain|surviv|passe?[sd]?\b|of (?:that|those|them|which)|only|retain|get through|accepted|남|통과|살아남|걸러|유지|추려|만 쓰|of (?:the )?(?:data|tokens|corpus|requests|traffic)/;
const LESS =
  /discount|cheaper|off\b|fewer|less|drop(?:s|ped)?|discard|wast|lost?|cut|remov|throw|thrown|할인|빼|버려|버리|제거|줄|감소|절감|손실|탈락|깎/;
const LOST = /\blos[et]|lost|wast|downtime|restart|잃|날리|다운타임|재시작/;
const IDEAL = /\bpure|ideal|otherwise|would (?:be|take|have)|without|uninterrupted|원래|순수|없으면|이상적/;
const MORE =
  /overhead|extra|more|markup|tax|headroom|on top|plus|surcharge|increase|grow|추가|더 |오버헤드|여유|부가세|늘|증가|수수료/;

/** What a share does, by the words around it, and of which amount. */
function factorOf(
  { value, at, end, said }: { value: number; at: number; end: number; said: string },
  amounts: readonly Amount[],
  lower: string,
): Factor {
  const after = lower.slice(end, end + 30).split(/[.?!;]\s|\n|,\s/)[0] ?? '';
  const before =
    lower
      .slice(Math.max(0, at - 34), at)
      .split(/[.?!;]\s|\n|,\s/)
      .at(-1) ?? '';
  const around = `${before} ${after}`;
  if (said.startsWith('PUE')) {
    const power = amounts.findIndex(({ of }) => 'J' in of);
    return { on: power < 0 ? null : power, at, said, value, share: value, isYield: false };
  }
  const isTimes = !/[%퍼프]|per|point|포인트|pts?/.test(said);
  const [first] = amounts;
  const previous = amounts.findLastIndex((one) => one.at < at);
  const following = amounts.findIndex((one) => one.at > at);
  const on = amounts.length === 1 || first === undefined ? 0 : previous >= 0 ? previous : following;
  const known = { on: on >= 0 && amounts.length > 0 ? on : null, at, said, share: value };
  if (isTimes)
    return TIMES_OF.test(after) || /(?:peak|피크)[^.?!]{0,30}$/.test(before)
      ? { ...known, on: following >= 0 ? following : known.on, value, isYield: false }
      : { ...known, value, on: null, isYield: false };
  if (YIELD.test(around)) return { ...known, value, isYield: true };
  const isLost = LOST.test(around);
  // What of a time is lost makes the time longer; whose time it is has to be said.
  if (isLost && amounts[known.on ?? 0]?.of.s === 1)
    return IDEAL.test(lower)
      ? { ...known, value: 1 / (1 - value), isYield: false }
      : { ...known, on: null, value, isYield: false };
  if (/(?:^|[\s,])(?:the rest|rest|others?)\b|나머지/.test(lower.slice(end)) && KEPT.test(around + lower.slice(end)))
    return { ...known, value: 1 - value, isYield: false };
  const [more, less, kept] = [MORE.test(around), LESS.test(around), KEPT.test(around)];
  if (Number(more) + Number(less) + Number(kept) !== 1) return { ...known, on: null, value, isYield: false };
  return { ...known, value: more ? 1 + value : less ? 1 - value : value, isYield: false };
}
