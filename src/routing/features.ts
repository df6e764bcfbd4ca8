import { TELLING } from './lexicon.ts';
import type { Reading } from './reading.ts';
import { readQuestion } from './reading.ts';
import type { Word } from './words.ts';
import { conceptsIn, wordsOf } from './words.ts';

/** Feature name -> value. */
export type Features = Map<string, number>;

/** Weight of one word against one concept: words of templates do not carry over to other questions as concepts do. */
const WORD_VALUE = 0.4;
const CONTEXT_VALUE = 0.5;
/** Of a word that is only said around the question. */
const AROUND_VALUE = 0.4;
/** Two things together say more than each, and are seen more rarely. */
const PAIR_VALUE = 0.25;

/** Who is named says nothing about the topic: cards decide who answers, and names change. */
const PEOPLE: ReadonlySet<string> = new Set(
  'blaze pulse flux cortex sentinel other router 성훈 성훈이 도윤 도윤이 도윤아 지현 지현님 하린 하린님 준혁 준혁아 블레이즈 펄스 라우터'.split(
    ' ',
  ),
);

/** What kind of answer is wanted; several may fit. */
const KINDS: Readonly<Record<string, RegExp>> = {
  why: /\bwhy\b|\bhow come\b|\bwhat (?:explains|causes|makes|happened|is going on)\b|\breason\b|왜|이유|원인|때문/u,
  which: /\bwhich\b|\bor\b.*\?|중에|어느|어떤|뭐가 (?:더|제일)|아니면|할까,? ?\S+할까/u,
  amount:
    /\bhow (?:much|many|large|big|long|far|high|low)\b|\bwhat (?:size|value|number|percent|share|fraction)\b|몇|얼마|어느 정도|퍼센트/u,
  should:
    /\bshould\b|\bdo (?:i|we) (?:need|want|have)\b|\bwould you\b|\bis it (?:worth|better|ok)\b|해야|할까|좋을까|나을까|나아|괜찮|되나요|돼\b/u,
  howTo: /\bhow (?:do|can|to|should|would|could)\b|어떻게|방법|어케/u,
  limits: /\blimit|\bbound|\bbottleneck|한계|병목|바운드|\bmax(?:imum)?\b|최대/u,
  start: /\bstart\b|\bbegin\b|\bpick\b|\bchoose\b|\bset\b|시작|고르|정하|잡지|잡아|줘야/u,
  measure: /\bmeasure|\bprofile|\bprofiler|\btrace\b|재야|재 ?봐|측정|프로파일/u,
  compare: /\bthan\b|\bversus\b|\bvs\b|\bcompared\b|보다|대비|비해/u,
};

const UNITS: Readonly<Record<string, RegExp>> = {
  rate: /\d\s*(?:[kmgt]i?b\/s|[kmgt]b ?ps|gbit|gb per second|tb per second|[tpg]flops?|ghz|mhz|gt\/s)/u,
  time: /\d\s*(?:ns|us|µs|ms|milliseconds?|microseconds?|초|밀리초)(?![a-z])/u,
  power: /\d\s*(?:w|kw|watts?|°c|°|도)(?![a-z가-힣])|\d\s*도(?:를| |가)/u,
  bytes: /\d\s*(?:[kmgt]i?b|bytes?|기가|바이트)(?![a-z/])/u,
  percent: /\d\s*(?:%|percent|pct|퍼센트|프로)/u,
  model: /\b\d+(?:\.\d+)?\s?[bm]\b/u,
  tokens: /\d\s*(?:[kmbt] |조 |억 |만 )?(?:tokens?|토큰)/u,
  steps: /\bstep \d|\d\s?k? ?steps?|\d+ ?(?:만|천)? ?(?:step|스텝)|\d\s*(?:epochs?|에폭|에포크)/u,
  smallRate: /\b\d(?:\.\d)?e-\d|\b0\.0\d+/u,
  cards:
    /\d\s*(?:x|×)\s*[a-z]*\d|\d+\s*(?:장|gpus?|cards?|nodes?|노드|대)(?![a-z])|\b(?:one|two|four|eight|single) [a-z]*\d{2,4}/u,
};

/** Everything that the classifier sees of a text. */
export function featuresOf(text: string): Features {
  return featuresFrom(readQuestion(text));
}

export function featuresFrom(reading: Reading): Features {
  const features: Features = new Map([['bias', 1]]);
  const { ask, focus, before, preamble, quoted, negated } = reading;
  const asked = conceptsIn(ask);
  const focused = conceptsIn(focus);
  for (const concept of asked) features.set(`a:${concept}`, 1);
  for (const concept of focused) features.set(`f:${concept}`, 1);
  const told = (channel: string, part: string) => {
    if (part !== '') for (const concept of conceptsIn(part)) features.set(`${channel}:${concept}`, CONTEXT_VALUE);
  };
  told('e', before);
  told('p', preamble);
  told('q', quoted);
  told('n', negated);
  const telling = [...focused].filter((concept) => TELLING.has(concept));
  if (telling.length === 0) features.set('a:nothing', 1);

  const kinds = Object.keys(KINDS).filter((kind) => KINDS[kind]?.test(ask));
  for (const kind of kinds) {
    features.set(`k:${kind}`, 1);
    for (const concept of focused) features.set(`k:${kind}+${concept}`, PAIR_VALUE);
  }
  const sorted = [...focused].sort();
  sorted.forEach((first, at) => {
    for (const second of sorted.slice(at + 1)) features.set(`x:${first}+${second}`, PAIR_VALUE);
  });
  for (const unit of Object.keys(UNITS)) if (UNITS[unit]?.test(ask)) features.set(`u:${unit}`, 1);
  for (const kind of roundness(ask)) features.set(`u:${kind}`, 1);
  addWords(
    features,
    wordsOf(ask).filter(({ stem }) => !PEOPLE.has(stem)),
  );
  for (const { stem, korean } of wordsOf(`${preamble} ${before} ${ask}`)) {
    if (PEOPLE.has(stem) || /^\d/.test(stem)) continue;
    features.set(`c:${stem}`, AROUND_VALUE);
    if (korean)
      for (let from = 0; from + 2 <= stem.length; from += 1)
        features.set(`d:${stem.slice(from, from + 2)}`, AROUND_VALUE);
  }
  return features;
}

/** Sizes as machines like them, and sizes that just miss: 4096 and 4095, 50304 and 50257. */
function roundness(text: string): string[] {
  const found = new Set<string>();
  for (const [number] of text.matchAll(/(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d.])|(?<![\d.])\d{2,6}(?![\d.%])/gu)) {
    const value = Number(number.replaceAll(',', ''));
    const power = 2 ** Math.round(Math.log2(value));
    if (value >= 32 && value === power) found.add('round');
    else if (value > 60 && Math.abs(value - power) <= 4) found.add('nearRound');
    else if (value > 256 && value % 64 === 0 && value % 100 !== 0) found.add('aligned');
    else if (value > 1000 && value % 2 === 1) found.add('odd');
  }
  return [...found];
}

function addWords(features: Features, words: readonly Word[]): void {
  const value = WORD_VALUE;
  words.forEach(({ stem, korean }, at) => {
    const name = /^\d/.test(stem) ? '#' : stem;
    features.set(`w:${name}`, value);
    const next = words[at + 1];
    if (next !== undefined) features.set(`b:${name} ${/^\d/.test(next.stem) ? '#' : next.stem}`, value);
    if (korean && stem.length >= 2)
      for (let from = 0; from + 2 <= stem.length; from += 1) features.set(`s:${stem.slice(from, from + 2)}`, value / 2);
  });
}
