import type { Quantity, Unit } from '../model/law.ts';
import { ENGLISH_NUMBERS, KOREAN_NUMBERS, wordValue } from './number-words.ts';

export const SCALE: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  b: 1e9,
  t: 1e12,
  천: 1e3,
  만: 1e4,
  십만: 1e5,
  백만: 1e6,
  천만: 1e7,
  억: 1e8,
  조: 1e12,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};
const BYTES: Record<string, number> = {
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  pb: 1e15,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
  byte: 1,
  bytes: 1,
  바이트: 1,
  기가: 1e9,
  기가바이트: 1e9,
  메가: 1e6,
  테라: 1e12,
};
const SECONDS: Record<string, number> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  밀리초: 1e-3,
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  seconds: 1,
  초: 1,
  min: 60,
  mins: 60,
  minute: 60,
  minutes: 60,
  분: 60,
  h: 3600,
  hr: 3600,
  hrs: 3600,
  hour: 3600,
  hours: 3600,
  시간: 3600,
  day: 86_400,
  days: 86_400,
  일: 86_400,
  week: 604_800,
  weeks: 604_800,
  주: 604_800,
  month: 2_629_800,
  months: 2_629_800,
  달: 2_629_800,
  개월: 2_629_800,
};
/** What is counted after a number in words; without it `three` may be anything. */
const ENGLISH_COUNTED =
  '(?=[\\s-](?:times|percent|tokens?|hours?|minutes?|seconds?|days?|weeks?|months?|years?|bits?|bytes?|cards?|gpus?|steps?|layers?|pods?|boxes|nodes?|hops?|retries|tries|calls?|requests?|connections?|services?|teams?|machines?|workers?|shards?|seeds?|runs?|of them|in a row|in series)(?![a-z]))';
const KOREAN_COUNTED = '(?=\\s?(?:배|시간|장(?![가-힣])|달|층|번|홉|대(?![가-힣])|개|곳|노드|단계|초|분|상자))';
const NUMBER = `(?<![\\w.])([+-]?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?|\\.\\d+|(?<![a-z-])(?:${ENGLISH_NUMBERS}|one)${ENGLISH_COUNTED}|(?<![가-힣])(?:${KOREAN_NUMBERS})${KOREAN_COUNTED}|(?<![가-힣])한(?=\\s?(?:배|시간|장(?![가-힣]))))`;
const UNIT =
  '(?:\\s?(%p|%|퍼센트|percent(?:age points)?|포인트)|[\\s-]?(bits?|비트)(?![a-z])|\\s?((?:[kmgt]i?b)(?:/s(?:ec)?(?![a-z])|ps(?![a-z])| per second| a second))|\\s?((?:[kmgtp]i?b)(?![a-z/])|기가바이트|기가|메가|테라|bytes?(?![a-z])|바이트)|\\s?(십만|백만|천만|천|만|억|조|thousand|million|billion|trillion|[KMBT](?![A-Za-z]))|\\s?(배|x(?![a-z0-9])|×|times)|\\s?(ns|us|µs|μs|ms|밀리초|seconds?|secs?|초|minutes?|mins?|분(?!\\s?의\\s?(?:\\d|[일이삼사오육칠팔구십])|포|산|류|석|기)|hours?|hrs?|시간|days?|weeks?|months?|개월|s(?![a-z])|h(?![a-z0-9]))|\\s?((?:[EPTGZ]?FLOPs?)))?';
const PATTERN = new RegExp(NUMBER + UNIT, 'giu');
const PRECISIONS: Record<string, number> = {
  int4: 4,
  nf4: 4,
  fp4: 4,
  int8: 8,
  fp8: 8,
  fp16: 16,
  bf16: 16,
  fp32: 32,
  tf32: 32,
  int3: 3,
  int2: 2,
};
const PRECISION = /\b(int4|nf4|fp4|int8|fp8|fp16|bf16|fp32|int3|int2)\b/giu;
const TOKENS =
  /^\s?(?:개의?\s)?(?:짜리\s)?(?:토큰|tokens?\b)|^\s?(?:more |of |training |clean |total |unique |extra |pretraining |worth of )?tokens?\b/iu;
const MODEL = /^\s?(?:짜리\s?|급\s?)?(?:모델|파라미터|매개변수|parameters?\b|params?\b|model\b|dense|base|instruct)/iu;
const CARDS = /^\s?(?:장|대의?\s?(?:GPU|카드)|GPUs?\b|cards?\b|(?:개의?\s)?GPU)/iu;
const RATE =
  /^\s?(?:rps|qps|tps|req(?:uests?)?\/s|건\/초|tokens?\/s|\/s\b|(?:requests?|건|tokens?|토큰) (?:a|per) second)/iu;

/** Numbers of a text with their units; a magnitude without a word takes its meaning from what stands beside it. */
export function quantitiesIn(text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(PATTERN)) {
    const [whole, digits = '', percent, bits, moved, bytes, scale, times, time, flops] = match;
    const start = match.index;
    const end = start + whole.trimEnd().length;
    const number = wordValue(digits) ?? Number(digits.replace(/,/g, ''));
    if (!Number.isFinite(number) || isDeviceName(digits, text.slice(Math.max(0, start - 4), start), whole)) continue;
    const after = text.slice(end, end + 24);
    const before = text.slice(Math.max(0, start - 26), start);
    const push = (value: number, unit: Unit) => found.push({ value, unit, start, end, text: text.slice(start, end) });
    if (percent !== undefined) push(number, 'percent');
    else if (bits !== undefined) push(number, 'bits');
    else if (moved !== undefined)
      push(number * (BYTES[/^[kmgt]i?b/iu.exec(moved)?.[0].toLowerCase() ?? ''] ?? 1), 'bytesPerSecond');
    else if (bytes !== undefined) push(number * (BYTES[bytes.toLowerCase()] ?? 1), 'bytes');
    else if (time !== undefined) push(number * (SECONDS[time.toLowerCase()] ?? 1), 'seconds');
    else if (flops !== undefined)
      push(number * ({ E: 1e18, P: 1e15, T: 1e12, G: 1e9, Z: 1e21 }[flops[0]?.toUpperCase() ?? ''] ?? 1), 'flops');
    else if (times !== undefined && !/^\s*\d/.test(after)) push(number, 'times');
    else if (scale !== undefined) {
      const value = number * (SCALE[scale.toLowerCase()] ?? 1);
      push(value, unitOfMagnitude(scale, before, after));
    } else if (/\$\s?$/.test(before) || /^\s?(?:달러|dollars?|USD)/iu.test(after)) push(number, 'usd');
    else if (RATE.test(after) || /초당\s*$|per second[: ]*$/iu.test(before)) push(number, 'perSecond');
    else if (CARDS.test(after)) push(number, 'cards');
    else if (/^\s?(?:steps?\b|스텝)/iu.test(after)) push(number, 'steps');
    else if (TOKENS.test(after)) push(number, 'tokens');
    else push(number, 'count');
  }
  for (const match of text.matchAll(PRECISION)) {
    const bits = PRECISIONS[match[0].toLowerCase()];
    if (bits !== undefined)
      found.push({ value: bits, unit: 'bits', start: match.index, end: match.index + match[0].length, text: match[0] });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** `5090`, `RTX 4090`: the name of a card, not a count. */
const isDeviceName = (digits: string, before: string, whole: string) =>
  whole.trim() === digits && (/^(?:[345]0[6-9]0)$/u.test(digits) || /RTX\s?$/iu.test(before));

function unitOfMagnitude(scale: string, before: string, after: string): Unit {
  if (/^[BM]$/u.test(scale) && MODEL.test(after)) return 'parameters';
  // `Chinchilla 최적은 140B`: a budget has an optimum, a model has not.
  if (/(?:최적|optimal|optimum)(?:은|는|이|치는|점은|\s(?:is|at|of))?\s*(?:약\s*)?$/iu.test(before)) return 'tokens';
  if (TOKENS.test(after)) return 'tokens';
  if (/^\s?(?:달러|dollars?|USD|원)/iu.test(after) || /\$\s?$/.test(before)) return 'usd';
  if (/^\s?(?:step|스텝)/iu.test(after)) return 'steps';
  if (/^\s?(?:rps|qps|tps)/iu.test(after) || /초당\s*$/u.test(before)) return 'perSecond';
  if (MODEL.test(after)) return 'parameters';
  // `토큰은 … 140B`, `tokens: 140B`, `trained on 2T`
  if (
    /(?:토큰|tokens?)[^,.;\d]{0,24}$/iu.test(before) ||
    /\b(?:trained|train|training) (?:it )?on (?:only |just |at least )?$/iu.test(before)
  )
    return 'tokens';
  if (/^[BM]$/u.test(scale)) return 'parameters';
  if (/^T$/u.test(scale)) return 'tokens';
  return 'count';
}
