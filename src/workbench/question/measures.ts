/** What a number of a question is a number of; in the base unit: s, bytes, bytes/s, FLOPs, FLOP/s, W, a share of one. */
export type Dimension =
  | ('time' | 'bytes' | 'bytes/s' | 'flops' | 'flop/s' | 'W' | 'kWh' | 'share' | 'points' | 'USD' | 'KRW')
  | ('card hours' | 'tokens/s' | 'requests/s' | 'items/s' | 'steps/s' | 'x' | 'nats' | 'bits' | 'FLOPs/byte' | 'Hz')
  | ('tokens' | 'parameters' | 'cards' | 'nodes' | 'replicas' | 'steps' | 'layers' | 'heads' | 'items' | 'sequences')
  | ('epochs' | 'stages' | 'people' | 'threads' | 'registers' | 'blocks' | 'warps' | 'micro-batches' | 'runs')
  | ('experts' | 'matrices' | 'units' | 'words' | 'interval')
  /** A count with a scale and no noun: 48B, 5만; and one without either. */
  | 'large'
  | 'bare';

/** A number as a question says it. */
export interface Measure {
  value: number;
  dimension: Dimension;
  at: number;
  end: number;
  /** Of what there is so much each: `step` in "2M tokens per step", `card` in "장당 80GB". */
  per: readonly Per[];
  /** The letter or word that scaled it; empty without one. */
  scale: string;
}

const PER = {
  second: /sec(?:onds?)?\b|s\b|초/,
  minute: /min(?:ute)?s?\b|분/,
  hour: /h(?:ou)?rs?\b|h\b|시간/,
  day: /days?\b|일|하루/,
  month: /months?\b|mo\b|월|달/,
  step: /(?:optimi[sz]er |training |global )?(?:steps?|updates?|iter(?:ation)?s?)\b|step|스텝|업데이트|갱신/,
  batch: /batch\b|배치/,
  token: /tok(?:en)?s?\b|토큰/,
  parameter: /(?:param(?:eter)?s?|weights?)\b|파라미터|가중치|웨이트/,
  item: /(?:samples?|examples?|im(?:a)?ge?s?|pictures?|photos?|files?|doc(?:ument)?s?|records?|rows?|clips?|videos?|conversations?|pages?|pairs?|articles?)\b|샘플|예제|이미지|사진|파일|문서|건|영상|대화|데이터/,
  request:
    /(?:answers?|responses?|repl(?:y|ies)|completions?|req(?:uest)?s?|quer(?:y|ies)|calls?|users?|seq(?:uence)?s?|streams?|sessions?|stream)\b|요청|쿼리|사용자|유저|시퀀스|세션|답변|응답|명/,
  card: /(?:gpus?|cards?|devices?|ranks?|accelerators?|§+|[abhl]\d{2,3}s?)\b|§+|장|카드|gpu|랭크/,
  node: /(?:nodes?|servers?|hosts?|machines?|box(?:es)?)\b|노드|서버|대/,
  replica: /(?:replicas?|instances?|pods?|workers?|engines?)\b|레플리카|인스턴스|워커|파드/,
  block: /blocks?\b|블록/,
  thread: /thr(?:eads?)?\b|스레드|쓰레드/,
  sm: /sms?\b|multiprocessors?\b/,
  layer: /layers?\b|레이어|층/,
  group: /groups?\b|그룹/,
  kwh: /kwh|kilowatt[\s-]?hours?/,
  million: /(?:1\s?)?(?:m(?:illion)?|mtok\w*)\b|백만|100만/,
  arm: /arms?\b|groups?\b|variants?\b|models?\b/,
} as const satisfies Record<string, RegExp>;
export type Per = keyof typeof PER | 'each';
const PERS = Object.entries(PER) as [keyof typeof PER, RegExp][];

type Scale = readonly [says: RegExp, times: number];
const SCALES: readonly Scale[] = [
  [/(?:trillion|조)/y, 1e12],
  [/(?:billion|십억)/y, 1e9],
  [/천억/y, 1e11],
  [/백억/y, 1e10],
  [/억/y, 1e8],
  [/천만/y, 1e7],
  [/(?:million|백만)/y, 1e6],
  [/십만/y, 1e5],
  [/만(?!큼)/y, 1e4],
  [/(?:thousand|천)/y, 1e3],
  [/(?:tn|t)(?![a-z0-9/])/y, 1e12],
  [/(?:bn|b)(?![a-z0-9/])/y, 1e9],
  [/(?:mn|m|mil)(?![a-z0-9/])/y, 1e6],
  [/k(?![a-z0-9/])/y, 1e3],
];

const PER_S = String.raw`\s*(?:\/\s*s(?:ec(?:ond)?)?|ps|\/\s*초|\s*(?:per|a|each|every)\s+s(?:ec(?:ond)?)?)(?![a-z])`;
const END = '(?![a-z])';
type Unit = readonly [says: RegExp, dimension: Dimension, times: number];
const rate = (name: string, dimension: Dimension, times: number): Unit => [
  new RegExp(`(?:${name})${PER_S}`, 'iy'),
  dimension,
  times,
];
const noun = (name: string, dimension: Dimension, times = 1): Unit => [
  new RegExp(`(?:${name})${END}`, 'iy'),
  dimension,
  times,
];

/** Behind a number, the first that fits; a small letter in Gb is a bit. */
const UNITS: readonly Unit[] = [
  [/Tb(?:ps|it\/s|\/s)(?![a-zA-Z])/y, 'bytes/s', 125e9],
  [/Gb(?:ps|it\/s|it|E|\/s)(?![a-zA-Z])/y, 'bytes/s', 125e6],
  [/Mb(?:ps|it\/s|\/s)(?![a-zA-Z])/y, 'bytes/s', 125e3],
  [
    /G(?:bit|b)?(?=[\s-]*(?:ethernet|infiniband|nic\b|network|link|roce|이더넷|회선|망|네트워크|인피니|랜)|[\s-]+ib\b)/iy,
    'bytes/s',
    125e6,
  ],
  [/(?:gbps|gbit(?:\/s)?|gigabits?(?: (?:per|a) second)?|기가비트)(?![a-z])/iy, 'bytes/s', 125e6],
  rate('TiB', 'bytes/s', 2 ** 40),
  rate('TB|terabytes?|테라(?:바이트)?', 'bytes/s', 1e12),
  rate('GiB', 'bytes/s', 2 ** 30),
  rate('GB|gigabytes?|gigs?|기가(?:바이트)?', 'bytes/s', 1e9),
  rate('MiB', 'bytes/s', 2 ** 20),
  rate('MB|megabytes?|메가(?:바이트)?', 'bytes/s', 1e6),
  rate('KB', 'bytes/s', 1e3),
  noun('PiB', 'bytes', 2 ** 50),
  noun('PB|petabytes?|페타(?:바이트|(?!플))', 'bytes', 1e15),
  noun('TiB', 'bytes', 2 ** 40),
  noun('TB|terabytes?|테라(?:바이트|(?!플))', 'bytes', 1e12),
  noun('GiB', 'bytes', 2 ** 30),
  noun('GB|gigabytes?|gigs?|기가(?:바이트|(?!플|비))', 'bytes', 1e9),
  [/G(?![a-zA-Z/])/y, 'bytes', 1e9],
  noun('MiB', 'bytes', 2 ** 20),
  noun('MB|megabytes?|메가(?:바이트)?', 'bytes', 1e6),
  noun('KiB', 'bytes', 2 ** 10),
  noun('KB|kilobytes?|킬로바이트', 'bytes', 1e3),
  [/(?:bytes?|바이트)(?![a-z])/iy, 'bytes', 1],
  [/B(?=\s*(?:\/|per )\s*(?:param|weight|tok|elem|value|sample|number))/y, 'bytes', 1],
  [/(?:[ez]flops?|엑사플롭)(?=[\s-]*(?:total|budget|of compute|of training))/iy, 'flops', 1e18],
  [/flops?\s*(?:\/|per )\s*b(?:yte)?s?(?![a-z])/iy, 'FLOPs/byte', 1],
  rate('pflops?', 'flop/s', 1e15),
  rate('tera-?flops?|tflops?', 'flop/s', 1e12),
  rate('gflops?', 'flop/s', 1e9),
  rate('flops?', 'flop/s', 1),
  [/(?:[gtp]flops?)(?=\s*(?:\/|per|a|for each)\s*(?:tok|im|sample|step|forward|request|example))/iy, 'flops', 1e12],
  [/pflops?(?=\s+(?:in|of work|per step|a step)\b)/iy, 'flops', 1e15],
  [/tflops?(?=\s+(?:in|of work|per step|a step)\b)/iy, 'flops', 1e12],
  noun('peta-?flops?|pflops?|pf|페타플롭스?', 'flop/s', 1e15),
  noun('tera-?flops?|tflops?|tf|테라플롭스?|tops', 'flop/s', 1e12),
  noun('zflops?|zettaflops?', 'flops', 1e21),
  noun('eflops?|exaflops?', 'flops', 1e18),
  noun('flops?|연산|플롭', 'flops'),
  noun('mwh|megawatt[\\s-]?hours?|메가와트시', 'kWh', 1e3),
  noun('kwh|kilowatt[\\s-]?hours?|킬로와트시', 'kWh'),
  noun('mw|메가와트', 'W', 1e6),
  noun('kw|킬로와트', 'W', 1e3),
  noun('watts?|w(?![/.])|와트', 'W'),
  [
    /(?:%p|pp\b|%\s?points?|percentage[\s-]?points?|퍼센트 ?포인트|포인트|points?\b|pts?\b|점(?![유심]))/iy,
    'points',
    0.01,
  ],
  [/(?:%|per ?cent|percent|퍼센트|퍼(?![가-힣]*[런플])|프로(?![가-힣]*(?:젝|파|그|세|덕|토)))/iy, 'share', 0.01],
  noun('cents?|¢|센트', 'USD', 0.01),
  noun('usd|dollars?|bucks|달러|불(?![가-힣])', 'USD'),
  noun('krw|won|원(?![래하활인격])', 'KRW'),
  noun(String.raw`(?:gpu|card|device|accelerator|node|§+)[\s·-]*(?:hours?|hrs?|h)`, 'card hours'),
  [/(?:gpu|카드|§+)[\s·-]*시간/iy, 'card hours', 1],
  rate('tokens?|toks?|토큰', 'tokens/s', 1),
  noun(String.raw`tps|t\/s|tok\/sec`, 'tokens/s'),
  rate('requests?|reqs?|queries|query|요청|calls?', 'requests/s', 1),
  noun('rps|qps', 'requests/s'),
  rate(
    'images?|imgs?|jpe?gs?|pngs?|photos?|pictures?|clips?|videos?|docs?|documents?|samples?|examples?|items?|files?|records?|rows?|frames?|장|이미지|샘플|예제|seqs?|sequences?',
    'items/s',
    1,
  ),
  noun('fps', 'items/s'),
  rate('steps?|iters?|iterations?|its?', 'steps/s', 1),
  noun('tokens?|toks?|토큰', 'tokens'),
  noun('words?|단어', 'words'),
  [/(?:trainable |total |active |학습 ?)?(?:parameters?|params?|파라미터|매개변수|파라메터|파람)/iy, 'parameters', 1],
  noun('ns|nanoseconds?|나노초', 'time', 1e-9),
  noun('us|µs|μs|microseconds?|마이크로초', 'time', 1e-6),
  noun('ms|msec|milliseconds?|밀리초|밀리세컨드', 'time', 1e-3),
  [/(?:seconds?|secs?|s|초)(?![a-z당])/iy, 'time', 1],
  [/(?:minutes?|mins?|분)(?![a-z의포류])/iy, 'time', 60],
  [/(?:hours?|hrs?|hr|h|시간)(?![a-z당])/iy, 'time', 3600],
  [/(?:days?|d|일)(?![a-z])(?!반|\s?때)/iy, 'time', 86_400],
  [/(?:weeks?|wks?|주일?)(?![a-z])/iy, 'time', 7 * 86_400],
  [/(?:months?|개월|달(?!러))(?![a-z])/iy, 'time', 30 * 86_400],
  [/(?:years?|yrs?|년)(?![a-z])/iy, 'time', 365 * 86_400],
  noun('(?:micro|마이크로)[\\s-]?(?:batch(?:es)?|배치)', 'micro-batches'),
  noun(
    '(?:data[\\s-]parallel |dp |parallel )?(?:gpus?|cards?|accelerators?|devices?|ranks?|tpus?|chips?|장|지피유|그래픽카드|카드|랭크)',
    'cards',
  ),
  [/x?\s?(?:nvidia |amd |google )?§(?:\s?(?:gpus?|cards?|instances?)\b)?/iy, 'cards', 1],
  [/of (?:them|these|those)\b/iy, 'cards', 1],
  noun('nodes?|hosts?|boxes|노드', 'nodes'),
  noun(
    '(?:serving |model )?(?:replicas?|instances?|pods?|servers?|workers?|machines?|engines?|레플리카|인스턴스|서버|워커|파드|프로세스|processes|loaders?|cores?|코어)',
    'replicas',
  ),
  noun('(?:optimi[sz]er |training |update |warm-?up )?steps?|스텝|iterations?|iters?|updates?', 'steps'),
  noun('(?:linear|선형)[\\s-]?(?:layers?|modules?|projections?|층|레이어)', 'matrices'),
  noun('(?:transformer |decoder |hidden )?(?:layers?|레이어|레이어드|층)', 'layers'),
  noun('(?:(?:kv|query|q|attention|attn|key|k\\/v)[\\s-]*)?(?:heads?|헤드)', 'heads'),
  noun('bits?|비트|bpw', 'bits'),
  noun('threads?|thr|스레드|쓰레드', 'threads'),
  noun('(?:reg(?:ister)?s?|레지스터|레지)', 'registers'),
  noun('warps?|워프', 'warps'),
  noun('(?:thread )?blocks?|ctas?|블록', 'blocks'),
  noun('(?:total )?experts?|전문가|엑스퍼트', 'experts'),
  noun('(?:weight |lora |target )?(?:matrices|projections?|proj|target modules?|modules?|행렬|모듈)', 'matrices'),
  noun('epochs?|에폭|에포크|에퐄|passes', 'epochs'),
  noun('(?:pipeline )?stages?|스테이지|단(?![위어순계])|단계', 'stages'),
  noun('seeds?|runs?|시드|trials?', 'runs'),
  noun('(?:sms?|multiprocessors?)', 'units'),
  [
    /(?:concurrent |simultaneous |parallel |active |동시 ?)?(?:requests?|reqs?|users?|sessions?|streams?|conversations?|sequences?|seqs?|chats?|queries|시퀀스|요청|사용자|유저|세션|명)(?![a-z])/iy,
    'sequences',
    1,
  ],
  [
    /(?:(?:test|eval(?:uation)?|benchmark|training|instruction|labell?ed|hand-labell?ed|unique|prompt|chat|sft|preference|paired)\s)?(?:items?|problems?|questions?|examples?|samples?|prompts?|pairs?|cases|tasks?|images?|imgs?|photos?|pictures?|files?|docs?|documents?|records?|rows?|clips?|dialog(?:ue)?s?|puzzles?|exercises?|shards?|pages?|vectors?|embeddings|votes?|comparisons?|judg(?:e)?ments?|문항|문제|샘플|예제|쌍|과제|프롬프트|이미지|사진|문서|파일|대화|데이터|영상|벡터|건(?![물강너축설조전]))(?![a-z])/iy,
    'items',
    1,
  ],
  noun(
    'people|persons?|annotators?|engineers?|employees?|students?|agents?|customers?|clients?|colleagues|ppl|사람',
    'people',
  ),
  noun('nats?', 'nats'),
  [/(?:x\b|배(?![치열])|times\b|-?fold\b)/iy, 'x', 1],
];
export const RATE_OF: Partial<Record<Dimension, Dimension>> = {
  ...{ bytes: 'bytes/s', tokens: 'tokens/s', sequences: 'requests/s', items: 'items/s', steps: 'steps/s' },
  ...{ flops: 'flop/s', cards: 'items/s', bare: 'requests/s', large: 'requests/s' },
};
const PER_TIME: Readonly<Record<number, Per>> = { 1: 'second', 60: 'minute', 3600: 'hour', 86400: 'day' };
const EACH_OF: Partial<Record<Dimension, Per>> = {
  parameters: 'parameter',
  cards: 'card',
  replicas: 'replica',
  nodes: 'node',
  sequences: 'request',
};
const MONEY = /\$|usd|dollar|bucks|budget|\bcosts?\b|price|\bbill\b|spend|rent|달러|비용|예산|가격|요금|얼마/;
/** No card costs more in an hour. */
const MOST_OF_HOUR = 500;
/** Bytes that training keeps for a parameter are not more. */
const MOST_OF_PARAMETER = 64;
const CURRENCY: Readonly<Record<string, Dimension>> = { $: 'USD', '₩': 'KRW' };
const DIGITS = /(?<![\w.,§])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)?(?:\.\d+|(?<=\d))(?:e[+-]?\d+)?/gi;

/** A number with its scale, as it begins at a place in those digits. */
function numberAt(lower: string, at: number, digits: string): { value: number; end: number; scale: string } {
  let end = at + digits.length;
  let value = Number(digits.replaceAll(',', ''));
  let scale = '';
  for (;;) {
    const next = scaleAt(lower, end);
    if (next === null) break;
    // 1억 2천만, 3조 5000억: a lesser scale goes on.
    if (scale === '') {
      [value, scale] = [value * next.times, lower.slice(end, next.end).trim()];
      end = next.end;
    }
    const more = /\s*(\d[\d,]*)(?=[천백만억])/y;
    more.lastIndex = end;
    // "70B 3만 토큰" are two numbers.
    const rest = next.times >= 1e4 && /[가-힣]/.test(scale) ? more.exec(lower) : null;
    const lesser = rest === null ? null : scaleAt(lower, end + rest[0].length);
    if (rest === null || lesser === null || lesser.times >= next.times) break;
    value += Number((rest[1] ?? '').replaceAll(',', '')) * lesser.times;
    end = lesser.end;
  }
  return { value, end, scale };
}

/** Every number of a text with its scale and without what it counts. */
export function numbersIn(text: string): { value: number; at: number; end: number; scale: string }[] {
  const lower = text.toLowerCase();
  let last = 0;
  return [...text.matchAll(DIGITS)].flatMap((match) => {
    if (match[0] === '' || match.index < last) return [];
    const number = numberAt(lower, match.index, match[0]);
    last = number.end;
    return [{ ...number, at: match.index }];
  });
}

/** Every number of a text with what it counts, in order; `1억 2천만` is one. */
export function measuresIn(text: string): Measure[] {
  const lower = text.toLowerCase();
  const found: Measure[] = [];
  /** The unit in which bytes were said last. */
  let bytes = 1;
  for (const match of text.matchAll(DIGITS)) {
    const at = match.index;
    const before = found.at(-1);
    if (match[0] === '' || (before !== undefined && before.end > at)) continue;
    let { value, end, scale } = numberAt(lower, at, match[0]);
    const behind = isListed(lower, at, end)
      ? null
      : (unitAt(text, end) ?? (scale === '' || scale === 'k' ? nounAfter(text, end) : null));
    // "샘플을 2048로 패딩": to that many, and not that many of them.
    const isTarget = /[을를]\s$/.test(lower.slice(0, at)) && /^(?:으로|로)\s/.test(lower.slice(end));
    const named = behind === null && !isTarget ? nounBefore(lower.slice(0, at), lower.slice(end)) : null;
    // "a 3B run" counts no runs.
    const counted = behind !== null && value >= 1e8 && SMALL.has(behind.dimension) ? null : (behind ?? named);
    // 6N, 4k_m
    if (counted === null && scale === '' && /^(?!x\d)[a-z]/i.test(text.slice(end, end + 2))) continue;
    const lead =
      text
        .slice(Math.max(0, at - 2), at)
        .trimEnd()
        .at(-1) ?? '';
    const currency = CURRENCY[lead];
    const before2 = perBefore(lower.slice(Math.max(found.at(-1)?.end ?? 0, at - 60), at));
    // A sheet of a photo is no card: 이미지 1400만 장.
    const isSheet =
      counted?.dimension === 'cards' &&
      /(?:이미지|사진|그림|jpe?g|스캔|샘플)(?:(?!gpu|카드|노드)[^,.§]){0,14}$/.test(
        lower.slice(Math.max(found.at(-1)?.end ?? 0, at - 22), at),
      );
    const isThem =
      counted?.dimension === 'cards' &&
      /of (?:them|these|those)/.test(lower.slice(end, end + 12)) &&
      !/gpu|card|§|node/.test(lower);
    // "24 GB, of which the weights eat 16": of those.
    const isPart =
      counted?.dimension === 'cards' &&
      /^\s?of (?:them|these|those)/.test(lower.slice(end)) &&
      found.at(-1)?.dimension === 'bytes';
    let dimension =
      (isPart ? 'bytes' : null) ??
      currency ??
      (isSheet || isThem ? 'items' : counted?.dimension) ??
      (scale === '' && value < LARGE ? 'bare' : 'large');
    if (currency === undefined && counted !== null && counted !== named)
      // 35% are 0.35 and no 0.35000000000000003.
      [value, end] = [counted.times < 1 ? value / Math.round(1 / counted.times) : value * counted.times, counted.end];
    if (isPart) value *= bytes;
    else if (counted?.dimension === 'bytes') bytes = counted.times;
    const after = perAfter(lower, end);
    // "each step takes 2M tokens and lasts 3 s": of both.
    const last = found.at(-1);
    const isSame =
      last !== undefined &&
      (/^\s*,?\s*and\s(?:takes|lasts|costs|uses|needs|has|holds|draws)\s(?:about |around )?$/.test(
        lower.slice(last.end, at),
      ) ||
        // "스텝당 400만 토큰에 4.2초"
        (counted?.dimension === 'time' &&
          /^\s?(?:에|을|를|이고|이며|,)\s(?:처리하는 ?데\s)?(?:약\s)?$/.test(lower.slice(last.end, at))));
    // "8 GPUs each take 900 images"
    const ofEach =
      last?.per.includes('each') === true && /^\s(?:each\s)?[a-z]+\s$/.test(lower.slice(last.end, at))
        ? EACH_OF[last.dimension]
        : undefined;
    if (ofEach !== undefined) before2.push(ofEach);
    // "1대가 초당 2300토큰", "1 gpu gives 1450 tok/s"
    if (last?.value === 1 && OF_ONE.test(lower.slice(last.at, at))) before2.push('each');
    // 1일에 260만 건
    const perTime =
      last?.dimension === 'time' && /^(?:(?:에|당|마다|\s?동안)\s|\s$)/.test(lower.slice(last.end, at))
        ? PER_TIME[last.value]
        : undefined;
    if (perTime !== undefined) before2.push(perTime);
    // "per 1M output tokens", of so many each.
    if (value === 1e6 && /(?:\bper|\/|\bfor (?:every|each)|\bfor a)\s?$/.test(lower.slice(0, at))) continue;
    // 100만 토큰당 0.6달러
    if (last?.value === 1e6 && currency === undefined && /^\s?(?:당|마다)\s/.test(lower.slice(last.end, at))) {
      found.pop();
      before2.push('million');
    }
    if (isSame && before2.length === 0) before2.push(...last.per.filter((one) => one !== 'second'));
    // "40B params, 16 bytes each"
    const isOfParameters =
      last?.dimension === 'parameters' &&
      counted?.dimension === 'bytes' &&
      value <= MOST_OF_PARAMETER &&
      after.per.length === 1 &&
      after.per[0] === 'each';
    // "$50k of budget, H100s at 2.10/hr"
    const isPrice = dimension === 'bare' && after.per.at(-1) === 'hour' && value < MOST_OF_HOUR && MONEY.test(lower);
    if (isPrice) dimension = /원(?![래하활인격])|₩|krw/.test(lower) && !/\$|usd|달러/.test(lower) ? 'KRW' : 'USD';
    const per: Per[] = [...before2, ...(isOfParameters ? (['parameter'] as const) : after.per)];
    if (per.includes('second') && dimension !== 'time') dimension = RATE_OF[dimension] ?? dimension;
    found.push({ value, dimension, at: currency === undefined ? at : at - 1, end: after.end, per, scale });
  }
  return found;
}

/** What one of something does each of them does. */
const OF_ONE =
  /^1\s?(?:대|장|개)(?:가|는|이|에서|당)\s(?:초당\s|시간당\s)?(?:약\s|최대\s|평균\s)?$|^1\s(?:[a-z§]+\s){1,2}(?:gives?|does|do|handles?|serves?|makes?|gets?|can do|sustains?|pushes|produces?|takes?|yields?)\s(?:about |around |up to |~)?$/;
const OF_CONFIG =
  '(?:레이어|층|히든|은닉|헤드|시퀀스|길이|컨텍스트|배치|랭크|layers?|depth|hidden|width|heads?|seq(?:uence)?|len(?:gth)?|context|ctx|batch|rank)';
const NAMED_BEFORE = new RegExp(`${OF_CONFIG}(?: ?(?:size|크기|수))?[:=]?\\s?$`);
const NAMES_NEXT = new RegExp(
  `^[,/]?\\s(?:(?:micro|마이크로|kv|attention)[\\s-]?)?${OF_CONFIG}(?: ?(?:size|크기|수))?[:=]?\\s?\\d`,
);
/** In `hidden 5120 heads 40` the name before a number is its own, and the one behind it that of the next. */
export const isListed = (lower: string, at: number, end: number): boolean =>
  NAMED_BEFORE.test(lower.slice(Math.max(0, at - 16), at)) && NAMES_NEXT.test(lower.slice(end, end + 30));

function scaleAt(lower: string, at: number): { times: number; end: number } | null {
  const isApart = /^\s/.test(lower.slice(at, at + 1));
  const from = at + (isApart && !/^\s(?:[tbmk](?![a-z]))/.test(lower.slice(at)) ? 1 : 0);
  for (const [says, times] of SCALES) {
    says.lastIndex = from;
    if (says.test(lower)) return { times, end: says.lastIndex };
  }
  return null;
}

/** The unit that begins at a place, small words between left out. */
export function unitAt(text: string, at: number): { dimension: Dimension; times: number; end: number } | null {
  const gap = /[\s-]?(?:\)\s?)?(?:개의?\s?|여\s?개의?\s?|x\s(?!§)|-\s?)?(?:짜리\s?)?/y;
  gap.lastIndex = at;
  const from = at + (gap.exec(text)?.[0].length ?? 0);
  const isCounted = text.slice(at, from).includes('개');
  for (const start of from === at ? [at] : [from, at])
    for (const [says, dimension, times] of UNITS) {
      says.lastIndex = start;
      // 400개일 때
      if (!(isCounted && dimension === 'time' && start === from) && says.test(text))
        return { dimension, times, end: says.lastIndex };
    }
  return null;
}

const SMALL: ReadonlySet<Dimension> = new Set<Dimension>([
  ...([
    'runs',
    'sequences',
    'replicas',
    'nodes',
    'cards',
    'x',
    'blocks',
    'layers',
    'heads',
    'epochs',
    'stages',
  ] as const),
  ...(['micro-batches', 'matrices', 'people', 'steps', 'warps'] as const),
]);
const COUNTS: ReadonlySet<Dimension> = new Set<Dimension>([
  ...([
    'tokens',
    'parameters',
    'cards',
    'nodes',
    'replicas',
    'steps',
    'layers',
    'heads',
    'items',
    'sequences',
  ] as const),
  ...(['epochs', 'stages', 'threads', 'registers', 'micro-batches', 'runs', 'matrices'] as const),
]);

/** "2,500 output tok/s", "11 full days": of a unit that no word hides. */
const isLongUnit = (written: string, dimension: Dimension): boolean =>
  /\/s|per sec|a second/.test(written) || (dimension === 'time' && written.trim().length >= 4);
/** From here on a count without a noun is one of parameters, tokens or operations. */
const LARGE = 1e7;

/** A noun that stands before its count, as in Korean: `토큰 4000억 개`, `파라미터는 20억`. */
function nounBefore(before: string, after: string): ReturnType<typeof unitAt> {
  if (!/^\s?(?:개|여|쯤|정도|이고|이며|인데|이라|으로|로|에|을|를|,|\.|\)|$)/.test(after)) return null;
  const word =
    /(?:^|[\s,(])(tokens?|params?|parameters?|layers?|[가-힣]{1,5}?)(?:은|는|이|가|을|를|도|수는|수가|수)?\s?[:=]?\s?(?:약|총|대략|전체)?\s?$/.exec(
      before,
    )?.[1];
  // "시퀀스 2048" is a length, "시퀀스 512개" a count.
  if (word === undefined || (word === '시퀀스' && !/^\s?개/.test(after))) return null;
  const unit = unitAt(` ${word}`, 0);
  return unit === null || unit.end - 1 < word.length || !COUNTS.has(unit.dimension) || word === '랭크' ? null : unit;
}

/** A noun one or two words on: `6 embedding workers`. */
function nounAfter(text: string, at: number): ReturnType<typeof unitAt> {
  let from = at;
  for (let count = 0; count < 2; count += 1) {
    const word =
      /\s(?!(?:of|at|in|on|to|and|or|with|for|per|is|are|was|x|by|from|the|then|each|a|an|vs|than|so|we|i|it|that|our|my|while|but)\s)[a-z][a-z-]*(?=\s[a-z§])/y;
    word.lastIndex = from;
    if (word.exec(text) === null) return null;
    from = word.lastIndex;
    const unit = unitAt(text, from);
    if (unit !== null && (COUNTS.has(unit.dimension) || isLongUnit(text.slice(from, unit.end), unit.dimension)))
      return unit;
  }
  return null;
}

const VERBS =
  'is|has|does|gets?|holds?|takes?|handles?|uses?|serves?|sustains?|gives?|manages?|can|reads?|needs?|costs?|draws?|runs?|produces?|sees?|of|at|do';
const PER_BEFORE = PERS.map(([name, word]) => {
  const few = String.raw`|한\s(?:${word.source})(?:가|이|는|은|당)\s[^당]{0,10}$`;
  // One card is a place as well: "한 장에 70B".
  const one = `(?:하나|한 ?개|한 ?대|한 ?장|1대|1장|1개)${name === 'card' ? '당' : '(?:가|이|에|당|의)?'}(?=\\s|$)`;
  return {
    name,
    korean: new RegExp(String.raw`(?:${word.source})\s?(?:당|마다|별|${one})[^당]{0,14}$${few}`),
    english: new RegExp(
      String.raw`(?:per[\s-](?:${word.source})(?:\s(?:${VERBS}))*\s(?:about |around |roughly |up to |only |just |~)?|(?:each|every)\s(?:[a-z]+\s)?(?:${word.source})(?:\s[a-z]+){0,6}\s)[^당a-z]{0,6}$`,
    ),
  };
});

/** 장당, 초당 평균, 토큰마다 */
function perBefore(written: string): Per[] {
  const isRate = /(?:초당|1초에)\s?(?:약|최대|평균|대략)?\s?$/.test(written);
  const before = written.replace(/(?:초당|1초에)\s?(?:약|최대|평균|대략)?\s?$/, '');
  const last = before.split(/[,.;!?()]|(?<![a-z])\d/).at(-1) ?? '';
  return PER_BEFORE.filter(({ korean, english }) => korean.test(last) || english.test(last))
    .map(({ name }): Per => name)
    .concat(isRate ? ['second'] : [])
    .concat(/(?:각각|각자|각)\s$/.test(before) ? ['each'] : [])
    .concat(
      /(?:하루|(?<!\d)1일|매일|일)(?:에|평균)?\s(?:[가-힣]+\s){0,2}(?:약\s)?$/.test(written.replace(/1일/, '하루'))
        ? ['day']
        : [],
    )
    .concat(
      /\b(?:an?|per|each|every) (?:gpu|card|§)?[-\s]?hour\s(?:is|costs?|at|of|=|:)?\s?$/.test(last) ? ['hour'] : [],
    )
    .concat(
      /\beach\s(?:one\s)?(?:takes?|needs?|uses?|holds?|gets?|is|has|costs?|lasts?|runs?|with|does)\s(?:about |around |roughly |~)?$/.test(
        last,
      )
        ? ['each']
        : [],
    );
}

/** /GPU, per step, a node, each; several behind one another. */
function perAfter(lower: string, end: number): { per: Per[]; end: number } {
  const per: Per[] = [];
  const each = /^\s*each(?=\s(?:per|an?)\s)/.exec(lower.slice(end));
  if (each !== null) per.push('each');
  let at = end + (each?.[0].length ?? 0);
  for (;;) {
    const joint =
      /\s*\)?(?:짜리)?\s*(?:(?:arriv(?:e|ing)|com(?:e|ing) in|landing|hitting us|are (?:served|processed|handled)|go through)\s)?(?:\/\s*|-?per[\s-]|an?\s|each\s|every\s|(?:in|for|on|to|at) (?:an?|each|every|one) )(?:(?:single|each|whole|optimi[sz]er|training|one|1)\s)?/y;
    joint.lastIndex = at;
    const gap = joint.exec(lower);
    if (gap === null) break;
    const from = at + gap[0].length;
    const hit = PERS.flatMap(([name, word]) => {
      const says = new RegExp(`(?:${word.source})`, 'y');
      says.lastIndex = from;
      return says.test(lower) ? [{ name, end: says.lastIndex }] : [];
    }).sort((a, b) => b.end - a.end)[0];
    if (hit === undefined) break;
    per.push(hit.name);
    at = hit.end;
    // gpu-hr
    const chain = /(?:[-\s/]|\sand\s|\sper\s|\san?\s)?(hours?|hrs?|h)\b/y;
    chain.lastIndex = at;
    if (hit.name === 'card' && chain.test(lower)) {
      per.push('hour');
      at = chain.lastIndex;
    }
  }
  if (/^\s*(?:each\b|apiece|씩)/.test(lower.slice(at))) per.push('each');
  return { per, end: at };
}
