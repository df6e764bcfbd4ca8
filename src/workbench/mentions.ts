/** What a number of a question counts; time is in seconds, bytes in GB, rates of links and memory in GB/s, power in W. */
export type Unit =
  | 'time'
  | 'GB'
  | 'GB/s'
  | 'TFLOPS'
  | 'FLOPs'
  | 'W'
  | 'kWh'
  | '%'
  | 'USD'
  | 'KRW'
  | 'tokens'
  | 'tokens/s'
  | 'parameters'
  | 'cards'
  | 'nodes'
  | 'steps'
  | 'layers'
  | 'heads'
  | 'bits'
  | 'bytes'
  | 'items'
  | 'sequences'
  | 'stages'
  | 'epochs'
  | 'people'
  | 'nats'
  /** A count with a scale and no noun: 48B, 1.2T, 5만. */
  | 'large'
  | '';

/** A number as a question says it. */
export interface Mention {
  value: number;
  unit: Unit;
  at: number;
  end: number;
}

const SCALES: readonly (readonly [RegExp, number])[] = [
  [/(?:trillion|조)/y, 1e12],
  [/(?:billion|십억)/y, 1e9],
  [/천억/y, 1e11],
  [/백억/y, 1e10],
  [/억/y, 1e8],
  [/천만/y, 1e7],
  [/(?:million|백만)/y, 1e6],
  [/십만/y, 1e5],
  [/만/y, 1e4],
  [/(?:thousand|천)/y, 1e3],
  [/(?:tn|t)(?![a-z/])/y, 1e12],
  [/(?:bn|b)(?![a-z/])/y, 1e9],
  [/(?:mn|m)(?![a-z/])/y, 1e6],
  [/k(?![a-z/])/y, 1e3],
];

/** Behind a number, in this order; what the unit comes to in the unit named. A small letter in Gb is a bit. */
const UNITS: readonly (readonly [RegExp, Unit, number])[] = [
  [/Tb(?:ps|it\/s|\/s)(?![a-zA-Z])/y, 'GB/s', 125],
  [/Gb(?:ps|it\/s|it|E|\/s)(?![a-zA-Z])/y, 'GB/s', 0.125],
  [
    /G(?:bit|b)?(?=[\s-]*(?:ethernet|infiniband|ib\b|nic|network|link|이더넷|회선|망|네트워크|인피니))/iy,
    'GB/s',
    0.125,
  ],
  [/(?:gbps|gbit(?:\/s)?|gigabits?(?: (?:per|a) second)?|기가비트)(?![a-z])/iy, 'GB/s', 0.125],
  [/T(?:i?B|era ?bytes?)\s*(?:\/\s*s(?:ec)?|ps|\/초|(?: per| a) sec(?:ond)?)(?![a-z])/iy, 'GB/s', 1e3],
  [/G(?:i?B|iga ?bytes?)\s*(?:\/\s*s(?:ec)?|ps|\/초|(?: per| a) sec(?:ond)?)(?![a-z])/iy, 'GB/s', 1],
  [/M(?:i?B|ega ?bytes?)\s*(?:\/\s*s(?:ec)?|ps|\/초|(?: per| a) sec(?:ond)?)(?![a-z])/iy, 'GB/s', 1e-3],
  [/(?:PB|petabytes?|페타(?:바이트)?)(?![a-z])/iy, 'GB', 1e6],
  [/TiB(?![a-z])/iy, 'GB', 2 ** 40 / 1e9],
  [/(?:TB|terabytes?|테라(?:바이트)?)(?![a-z])/iy, 'GB', 1e3],
  [/GiB(?![a-z])/iy, 'GB', 2 ** 30 / 1e9],
  [/(?:GB|gigabytes?|gigs?|기가(?:바이트)?)(?![a-z])/iy, 'GB', 1],
  [/(?:MB|megabytes?|메가(?:바이트)?)(?![a-z])/iy, 'GB', 1e-3],
  [/(?:KB|kilobytes?|킬로바이트)(?![a-z])/iy, 'GB', 1e-6],
  [/(?:bytes?|바이트)(?![a-z])/iy, 'bytes', 1],
  [/(?:pflops?|pflop\/s|pf|페타플롭스?)(?![a-z])/iy, 'TFLOPS', 1e3],
  [/(?:tflops?|tflop\/s|tf|테라플롭스?)(?![a-z])/iy, 'TFLOPS', 1],
  [/(?:flops?|연산|플롭)(?![a-z])/iy, 'FLOPs', 1],
  [/(?:kwh|킬로와트시)(?![a-z])/iy, 'kWh', 1],
  [/(?:mw|메가와트)(?![a-z])/iy, 'W', 1e6],
  [/(?:kw|킬로와트)(?![a-z])/iy, 'W', 1e3],
  [/(?:watts?|w|와트)(?![a-z])/iy, 'W', 1],
  [/(?:%|percent|퍼센트|프로(?![가-힣]*(?:젝|파|그|세)))/iy, '%', 1],
  [/(?:cents?|¢|센트)(?![a-z])/iy, 'USD', 0.01],
  [/(?:usd|dollars?|bucks|달러|불(?![가-힣]))(?![a-z])/iy, 'USD', 1],
  [/(?:krw|won|원)(?![a-z])/iy, 'KRW', 1],
  [/(?:tokens?|toks?|토큰)\s*(?:\/|a|per|each)\s*s(?:ec(?:ond)?)?(?![a-z])/iy, 'tokens/s', 1],
  [/(?:tps|t\/s)(?![a-z])/iy, 'tokens/s', 1],
  [/(?:tokens?|toks?|토큰)(?![a-z])/iy, 'tokens', 1],
  [/(?:parameters?|params?|파라미터|매개변수)/iy, 'parameters', 1],
  [/(?:ms|milliseconds?|밀리초)(?![a-z])/iy, 'time', 1e-3],
  [/(?:us|µs|microseconds?|마이크로초)(?![a-z])/iy, 'time', 1e-6],
  [/(?:seconds?|secs?|s|초)(?![a-z당])/iy, 'time', 1],
  [/(?:minutes?|mins?|분)(?![a-z의])/iy, 'time', 60],
  [/(?:hours?|hrs?|hr|h|시간)(?![a-z당])/iy, 'time', 3600],
  [/(?:days?|d|일)(?![a-z])/iy, 'time', 86_400],
  [/(?:weeks?|wks?|주일?)(?![a-z])/iy, 'time', 7 * 86_400],
  [/(?:months?|개월|달(?!러))(?![a-z])/iy, 'time', 30 * 86_400],
  [/(?:years?|yrs?|년)(?![a-z])/iy, 'time', 365 * 86_400],
  [/(?:gpus?|cards?|accelerators?|devices?|workers?|장|ranks?)(?![a-z])/iy, 'cards', 1],
  [/(?:nodes?|servers?|hosts?|machines?|노드|서버)(?![a-z])/iy, 'nodes', 1],
  [/(?:(?:optimi[sz]er |training )?steps?|스텝|iterations?|iters?)(?![a-z])/iy, 'steps', 1],
  [/(?:sequences?\/s|requests?\/s|qps|rps)(?![a-z])/iy, '', 1],
  [/(?:layers?|blocks?|레이어|층)(?![a-z])/iy, 'layers', 1],
  [/(?:(?:kv|query|attention|key)[\s-]*)?(?:heads?|헤드)(?![a-z])/iy, 'heads', 1],
  [/(?:bits?|비트)(?![a-z])/iy, 'bits', 1],
  [
    /(?:(?:test |eval |benchmark )?(?:items?|problems?|questions?|examples?|prompts?|pairs?|cases|tasks?|puzzles?|exercises?)|문항|문제|샘플|예제|쌍|과제|프롬프트|건(?![가-힣]))(?![a-z])/iy,
    'items',
    1,
  ],
  [/(?:sequences?|seqs?|samples?|requests?|users?|concurrent|시퀀스|요청|동시)(?![a-z])/iy, 'sequences', 1],
  [/(?:(?:pipeline )?stages?|스테이지|단계)(?![a-z])/iy, 'stages', 1],
  [/(?:epochs?|에폭)(?![a-z])/iy, 'epochs', 1],
  [/(?:people|persons?|annotators?|engineers?|명)(?![a-z])/iy, 'people', 1],
  [/nats?(?![a-z])/iy, 'nats', 1],
];
/** What a count is with 초당 before it. */
const RATES: Partial<Record<Unit, Unit>> = { GB: 'GB/s', tokens: 'tokens/s' };
const CURRENCY: Readonly<Record<string, Unit>> = { $: 'USD', '₩': 'KRW' };
const DIGITS = /(?<![\w.,])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** Every number of a text with what it counts, in order; `1억 2천만` is one. */
export function mentionsIn(written: string): Mention[] {
  const text = written;
  const lower = text.toLowerCase();
  const found: Mention[] = [];
  for (const match of text.matchAll(DIGITS)) {
    const at = match.index;
    const before = found.at(-1);
    if (before !== undefined && before.end > at) continue;
    let end = at + match[0].length;
    let value = Number(match[0].replaceAll(',', ''));
    const scale = scaleAt(lower, end);
    if (scale !== null) [value, end] = [value * scale.times, scale.end];
    // 1억 2천만, 3조 5000억
    if (scale !== null && scale.times >= 1e4) {
      const more = /\s*(\d[\d,]*)(?=[천백만억])/y;
      more.lastIndex = end;
      const rest = more.exec(lower);
      const lesser = rest === null ? null : scaleAt(lower, end + rest[0].length);
      if (rest !== null && lesser !== null && lesser.times < scale.times)
        [value, end] = [value + Number((rest[1] ?? '').replaceAll(',', '')) * lesser.times, lesser.end];
    }
    const counted = unitAt(text, end);
    const currency = CURRENCY[text.slice(0, at).trimEnd().at(-1) ?? ''];
    const isRate = /(?:초당|1초에|per second)[\s]*(?:약|최대|평균)?\s*$/.test(text.slice(Math.max(0, at - 10), at));
    const unit =
      currency ?? (isRate ? RATES[counted?.unit ?? ''] : undefined) ?? counted?.unit ?? (scale === null ? '' : 'large');
    if (currency === undefined && counted !== null) [value, end] = [value * counted.times, counted.end];
    found.push({ value, unit, at, end });
  }
  return found;
}

function scaleAt(lower: string, at: number): { times: number; end: number } | null {
  const from = at + (/^\s/.test(lower.slice(at)) && !/^\s(?:[tbmk](?![a-z]))/.test(lower.slice(at)) ? 1 : 0);
  for (const [says, times] of SCALES) {
    says.lastIndex = from;
    if (says.test(lower)) return { times, end: says.lastIndex };
  }
  return null;
}

function unitAt(text: string, at: number): { unit: Unit; times: number; end: number } | null {
  const gap = /[\s]?(?:개의?\s?|x\s?|-\s?)?/y;
  gap.lastIndex = at;
  const from = at + (gap.exec(text)?.[0].length ?? 0);
  for (const start of [at, from])
    for (const [says, unit, times] of UNITS) {
      says.lastIndex = start;
      if (says.test(text)) return { unit, times, end: says.lastIndex };
    }
  return null;
}

/** Numbers of a question by what they count and by the words beside them. */
export class Said {
  readonly text: string;
  readonly mentions: readonly Mention[];

  constructor(written: string) {
    this.text = written;
    this.mentions = mentionsIn(written);
  }

  /** How many of a kind there are: by the unit behind the number, or by the word before it. */
  count(unit: Unit, words: RegExp, reach = 12): number | undefined {
    return this.first(unit) ?? this.near(words, ['', 'large', 'items'], reach);
  }

  /** The first number of a unit. */
  first(...units: readonly Unit[]): number | undefined {
    return this.all(...units)[0];
  }

  all(...units: readonly Unit[]): number[] {
    return this.mentions.filter(({ unit }) => units.includes(unit)).map(({ value }) => value);
  }

  /** The number nearest to words, of one of the units, at most `reach` letters away; one that follows them wins over one before; none below `least`. */
  near(words: RegExp, units: readonly Unit[], reach = 24, least = Number.NEGATIVE_INFINITY): number | undefined {
    return this.mentionNear(words, units, reach, least)?.value;
  }

  mentionNear(
    words: RegExp,
    units: readonly Unit[],
    reach = 24,
    least = Number.NEGATIVE_INFINITY,
  ): Mention | undefined {
    let best: { mention: Mention; away: number } | undefined;
    for (const match of this.text.matchAll(new RegExp(words.source, 'gi'))) {
      const end = match.index + match[0].length;
      for (const mention of this.mentions) {
        if (!units.includes(mention.unit) || mention.value < least) continue;
        const isInside = mention.at < end && mention.end > match.index;
        const away = isInside ? 0 : mention.at >= end ? mention.at - end : match.index - mention.end + 1;
        if (away < 0 || away > reach) continue;
        if (best === undefined || away < best.away) best = { mention, away };
      }
    }
    return best?.mention;
  }
}
