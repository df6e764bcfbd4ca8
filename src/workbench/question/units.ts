import type { Dimension } from './measures.ts';
import { unitAt } from './measures.ts';

/** What a number is a number of: powers of base units (`s`, `B`, `USD`, `KRW`, `J`, `F`, `kg`) and of counted things by name (`#card`). */
export type Vector = Readonly<Record<string, number>>;

export interface Unit {
  /** One of it in base units. */
  times: number;
  of: Vector;
  /** Where it ends in the text. */
  end: number;
  /** As it was written. */
  word: string;
}

const OF: Partial<Record<Dimension, readonly [of: Vector, times: number]>> = {
  time: [{ s: 1 }, 1],
  bytes: [{ B: 1 }, 1],
  'bytes/s': [{ B: 1, s: -1 }, 1],
  flops: [{ F: 1 }, 1],
  'flop/s': [{ F: 1, s: -1 }, 1],
  'FLOPs/byte': [{ F: 1, B: -1 }, 1],
  W: [{ J: 1, s: -1 }, 1],
  kWh: [{ J: 1 }, 3.6e6],
  USD: [{ USD: 1 }, 1],
  KRW: [{ KRW: 1 }, 1],
  'card hours': [{ '#card': 1, s: 1 }, 3600],
};
/** Rates of which the word says what comes. */
const RATES: ReadonlySet<Dimension> = new Set<Dimension>(['tokens/s', 'requests/s', 'items/s', 'steps/s']);
/** What is no unit of a chain: shares, factors, and numbers of formats. */
const PURE: ReadonlySet<Dimension> = new Set<Dimension>([
  'share',
  'points',
  'x',
  'bits',
  'Hz',
  'nats',
  'large',
  'bare',
]);

const MORE: readonly (readonly [says: RegExp, of: Vector, times: number])[] = [
  [/(?:gwh|기가와트시)(?![a-z])/iy, { J: 1 }, 3.6e12],
  [/(?:wh|watt[\s-]?hours?|와트시)(?![a-z])/iy, { J: 1 }, 3600],
  [/(?:kj|kilojoules?|킬로줄)(?![a-z])/iy, { J: 1 }, 1e3],
  [/(?:mj|megajoules?|메가줄)(?![a-z])/iy, { J: 1 }, 1e6],
  [/(?:joules?|줄(?=이|을|씩|쯤|정도|\s|$|\/))(?![a-z])/iy, { J: 1 }, 1],
  [/J(?![a-zA-Z])/y, { J: 1 }, 1],
  [/(?:metric )?(?:tonnes?|tons?|톤)(?![a-z])/iy, { kg: 1 }, 1e3],
  [/(?:kg|kilograms?|킬로그램)(?![a-z])/iy, { kg: 1 }, 1],
  [/(?:grams?|g(?=\s*(?:of )?(?:co2|carbon|이산화)))(?![a-z])/iy, { kg: 1 }, 1e-3],
  [/(?:minutes?|mins?|분)(?![a-z의포류])/iy, { s: 1 }, 60],
];

/** Names of one thing; the first is its name. */
const SAME: readonly (readonly string[])[] = [
  ['card', '§', 'gpu', 'card', 'device', 'accelerator', 'tpu', 'chip', '지피유', '카드'],
  ['node', 'node', 'server', 'machine', 'host', 'box', '노드', '서버', '머신', '장비'],
  ['replica', 'replica', 'instance', 'pod', 'engine', '레플리카', '인스턴스', '파드', '복제본'],
  ['worker', 'worker', 'loader', 'process', 'processes', 'dataloader', '워커', '프로세스', '로더'],
  ['core', 'core', 'cpu', '코어'],
  [
    'person',
    'person',
    'people',
    'ppl',
    'annotator',
    'labeler',
    'labeller',
    'engineer',
    'rater',
    'reviewer',
    '사람',
    '작업자',
    '라벨러',
    '평가자',
    '검수자',
  ],
  ['user', 'user', 'customer', 'seat', '사용자', '유저', '고객', '직원'],
  [
    'request',
    'request',
    'req',
    'query',
    'querie',
    'call',
    'answer',
    'response',
    'reply',
    'replie',
    'completion',
    '요청',
    '쿼리',
    '질의',
    '응답',
    '답변',
    '호출',
  ],
  ['question', 'question', 'problem', 'item', '문항', '문제', '질문'],
  ['image', 'image', 'img', 'photo', 'picture', 'jpeg', 'jpg', '이미지', '사진', '그림'],
  ['document', 'document', 'doc', '문서'],
  ['page', 'page', '페이지', '쪽'],
  ['sample', 'sample', 'example', '샘플', '예제', '표본'],
  ['token', 'token', 'tok', '토큰'],
  ['step', 'step', 'iteration', 'iter', 'update', '스텝', '이터'],
  ['epoch', 'epoch', '에폭', '에포크'],
  ['parameter', 'parameter', 'param', '파라미터', '매개변수'],
  ['checkpoint', 'checkpoint', 'ckpt', '체크포인트'],
  ['file', 'file', '파일'],
  ['shard', 'shard', '샤드'],
  [
    'run',
    'run',
    'job',
    'experiment',
    'trial',
    'combination',
    'combo',
    'config',
    'configuration',
    'setting',
    '실험',
    '실행',
    '조합',
    '설정',
  ],
  ['clip', 'clip', '클립'],
  ['video', 'video', '영상', '비디오', '동영상'],
  ['word', 'word', '단어'],
  ['label', 'label', 'annotation', '라벨링', '라벨', '레이블'],
  ['sequence', 'sequence', 'seq', '시퀀스'],
  ['conversation', 'conversation', 'chat', 'dialog', 'dialogue', '대화'],
  ['session', 'session', 'stream', '세션', '스트림'],
  ['rack', 'rack', '랙'],
  ['drive', 'drive', 'ssd', 'disk', '드라이브', '디스크'],
  ['copy', 'copie', 'copy', 'replication', '복사본', '사본'],
  ['row', 'row', 'record', '레코드', '행'],
  ['pair', 'pair', '쌍'],
  ['team', 'team', '팀'],
  ['category', 'categorie', 'category', '카테고리'],
];
const NAME = new Map(SAME.flatMap(([name = '', ...words]) => words.map((word): [string, string] => [word, name])));

/** Words of Korean that count without saying what. */
export const COUNTERS = /^(?:개|건|장|명|대|번|회|편|권|곳|군데|가지|벌|통|세트)$/;
/** Endings of Korean nouns in a sentence. */
const ENDINGS =
  /(?:이라고|라고|이라면|라면|이면|인데요|인데|이고요|이고|이에요|예요|입니다|이야|으로는|으로|에서는|에서|에는|까지|부터|마다|짜리|정도|씩|당|별|면|은|는|이|가|을|를|의|에|로|와|과|랑|도|만|쯤)$/;

/** A noun without the ending that it has in a sentence. */
export function nounOf(word: string): string {
  let noun = word.toLowerCase();
  if (/[가-힣]/.test(noun)) {
    if (NAME.has(noun)) return noun;
    for (let cut = 0; cut < 2 && ENDINGS.test(noun) && noun.replace(ENDINGS, '') !== '' && !NAME.has(noun); cut += 1)
      noun = noun.replace(ENDINGS, '');
    return noun;
  }
  if (NAME.has(noun)) return noun;
  if (noun.endsWith('s') && NAME.has(noun.slice(0, -1))) return noun.slice(0, -1);
  return noun.length > 3 && noun.endsWith('s') && !/(?:ss|us|is)$/.test(noun) ? noun.slice(0, -1) : noun;
}

/** The symbol of a counted thing: one for all its names. */
export const symbolOf = (word: string): string => {
  const noun = nounOf(/^§+s?$/.test(word) ? '§' : word);
  return `#${NAME.get(noun) ?? noun}`;
};
export const isKnownNoun = (word: string): boolean => NAME.has(nounOf(/^§+s?$/.test(word) ? '§' : word));

/** Words that end a noun phrase. */
const STOP =
  /^(?:of|at|in|on|to|and|or|with|for|per|is|are|was|were|x|by|from|the|then|each|every|a|an|vs|than|so|we|i|it|that|our|my|while|but|only|long|apart|if|when|as|into|over|across|do|does|can|will|would|have|has|had|be|come|takes?|needs?|costs?|runs?|left|out|more|total|altogether|right|now|today|until|which|how|what|you|they|this|these|those|not|no|through|go|goes|got|get|fit|fits|keeps?|kept|drops?|gives?|makes?|uses?|used|draws?|drawing|down|up|longer|faster|slower|apiece|ago|later|after|before|about|worth)$/;

/** The unit or counted thing that begins at a place; null where none does. */
export function unitOrNounAt(text: string, at: number): Unit | null {
  const gap = /[\s-]*/y;
  gap.lastIndex = at;
  const from = at + (gap.exec(text)?.[0].length ?? 0);
  for (const [says, of, times] of MORE) {
    says.lastIndex = from;
    if (says.test(text)) return { times, of, end: says.lastIndex, word: text.slice(from, says.lastIndex) };
  }
  const compound =
    /(?:gpu|card|device|accelerator|node|machine|instance|core|worker|person|§+)[\s·-]*(hours?|hrs?|h|days?)(?![a-z])/iy;
  compound.lastIndex = from;
  const spent = compound.exec(text);
  if (spent !== null) {
    const thing = symbolOf(/^(?:[a-z]+|§+)/i.exec(spent[0])?.[0] ?? 'card');
    return {
      ...{ times: /^d/i.test(spent[1] ?? '') ? 86_400 : 3600, of: { [thing]: 1, s: 1 }, end: compound.lastIndex },
      word: spent[0],
    };
  }
  const known = unitAt(text, at);
  if (known !== null && !PURE.has(known.dimension)) {
    const word = text.slice(from, known.end);
    const fixed = OF[known.dimension];
    if (fixed !== undefined) return { times: known.times * fixed[1], of: fixed[0], end: known.end, word };
    if (RATES.has(known.dimension)) {
      const thing = /^[a-z]+|^[가-힣]+?(?=\s?\/)/i.exec(word)?.[0] ?? '';
      const what = { tps: 'token', t: 'token', rps: 'request', qps: 'request', fps: 'image', its: 'step', it: 'step' }[
        thing.toLowerCase()
      ];
      return { times: known.times, of: { [symbolOf(what ?? thing)]: 1, s: -1 }, end: known.end, word };
    }
  }
  if (known !== null && PURE.has(known.dimension)) return null;
  return nounAt(text, from);
}

/** A noun phrase of one to three words: what it counts is the last of them in the plural, or the one that is known. */
function nounAt(text: string, at: number): Unit | null {
  const korean = /[가-힣]+/y;
  korean.lastIndex = at;
  const hangul = korean.exec(text)?.[0];
  if (hangul !== undefined) {
    const noun = nounOf(hangul);
    const isCounter = COUNTERS.test(noun);
    if (noun === '' || (!isCounter && !NAME.has(noun) && hangul === noun && noun.length > 4)) return null;
    return { times: 1, of: { [isCounter ? '?' : symbolOf(noun)]: 1 }, end: at + noun.length, word: noun };
  }
  const words: { word: string; end: number }[] = [];
  let from = at;
  for (let count = 0; count < 4; count += 1) {
    const next = /[\s-]*((?:[a-zA-Z][a-zA-Z]*|§+s?))(?![a-zA-Z0-9§])/y;
    next.lastIndex = from;
    const match = next.exec(text);
    const word = match?.[1]?.toLowerCase();
    if (match === null || word === undefined || STOP.test(word) || (count > 0 && /^\s*$/.test(match[0]))) break;
    words.push({ word, end: next.lastIndex });
    from = next.lastIndex;
  }
  const best =
    words.find(({ word }) => isKnownNoun(word)) ?? words.find(({ word }) => /[^su]s$/.test(word)) ?? words.at(0);
  return best === undefined
    ? null
    : { times: 1, of: { [symbolOf(best.word)]: 1 }, end: best.end, word: text.slice(at, best.end).trim() };
}

/** Powers of two vectors added; what comes to nothing is left out. */
export function product(a: Vector, b: Vector, power = 1): Vector {
  const sum: Record<string, number> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const total = (sum[name] ?? 0) + power * value;
    if (total === 0) delete sum[name];
    else sum[name] = total;
  }
  return sum;
}

export const isSameVector = (a: Vector, b: Vector): boolean => Object.keys(product(a, b, -1)).length === 0;
/** Names that stand for whatever was named otherwise. */
export const GENERIC: ReadonlySet<string> = new Set([
  '#question',
  '#label',
  '#sample',
  '#row',
  '#pair',
  '#task',
  '#unit',
  '#piece',
  '#case',
]);
/** What repeats the whole: so many times as much. */
export const REPEATS: ReadonlySet<string> = new Set([
  '#epoch',
  '#copy',
  '#repeat',
  '#round',
  '#replication',
  '#time',
  '#pas',
]);
/** A thing that works: more of them take less time. */
export const AGENTS: ReadonlySet<string> = new Set([
  ...['#card', '#node', '#replica', '#worker', '#core', '#person', '#drive', '#thread'],
]);
