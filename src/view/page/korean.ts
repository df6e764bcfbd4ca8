import { SENTENCES } from './korean-sentences.ts';

/** Single words that stand in the sentences above. */
const WORDS: Readonly<Record<string, string>> = {
  plain: '반말',
  polite: '해요체',
  formal: '합쇼체',
  hardware: '하드웨어',
  now: '지금',
  'going on or rolling back': '계속할지 되돌릴지',
  'a small model or a large one': '작은 모델인지 큰 모델인지',
  'shipping or holding': '내보낼지 미룰지',
  'splitting or keeping together': '나눌지 합칠지',
  voice: '목소리',
  politeness: '공손함',
  ownWords: '자기 낱말',
  length: '길이',
  evidence: '실험 근거를',
  progress: '학습 진전을',
  'data-quality': '데이터 품질을',
  reliability: '안정성을',
  efficiency: '하드웨어 효율을',
  simplicity: '단순함을',
  'user-impact': '사용자 영향을',
  cost: '비용을',
  validity: '평가의 타당성을',
  schedule: '일정을',
  '1st': '첫째',
  '2nd': '둘째',
  '3rd': '셋째',
  '4th': '넷째',
  '5th': '다섯째',
};

/** Names of laws, as they stand before what they found. */
const LAWS: Readonly<Record<string, string>> = {
  source: '출처',
  chinchilla: '토큰 비율',
  'chinchilla-ratio': '토큰 비율',
  tools: '도구',
  stated: '카드의 숫자',
  share: '몫',
  parts: '합',
  change: '변화',
  percentiles: '백분위',
  slip: '자릿수',
  weights: '가중치',
  fits: '메모리',
  device: '장치',
  compute: '계산량',
  availability: '가용성',
  amdahl: '암달',
  'per-day': '하루 양',
  little: '리틀',
  bits: '비트',
  direction: '방향',
  within: '한계',
  perplexity: '퍼플렉서티',
  'learning-rate': '학습률',
  machine: '장치의 최고',
  each: '여럿의 합',
  'times-devices': '기계 수',
  retries: '재시도',
  rate: '속도',
  'part-of': '몫',
  mean: '평균',
  product: '곱',
  steps: 'step 시간',
};

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

let patterns: { pattern: RegExp; korean: string }[] | undefined;

/** The sentence in Korean; null for one that is not known. */
export function inKorean(sentence: string): string | null {
  patterns ??= SENTENCES.map(([english, korean]) => ({
    pattern: new RegExp(`^${english.split('{}').map(escaped).join('(.+?)')}$`, 'su'),
    korean,
  }));
  const [, law = '', rest = ''] = /^([a-z-]+): (.+)$/su.exec(sentence) ?? [];
  const said = LAWS[law] === undefined ? null : inKorean(rest);
  if (said !== null) return `${LAWS[law]}: ${said}`;
  for (const { pattern, korean } of patterns) {
    const found = pattern.exec(sentence);
    if (found !== null) return korean.replace(/\{(\d)\}/g, (_, place: string) => word(found[Number(place)] ?? ''));
  }
  return joined(sentence);
}

/** Two things said of one score, where each of them is known. */
function joined(sentence: string): string | null {
  const at = sentence.indexOf('; ');
  if (at < 0) return null;
  const [one, other] = [inKorean(sentence.slice(0, at)), inKorean(sentence.slice(at + 2))];
  return one === null || other === null ? null : `${one}. ${other}`;
}

/** A number of more digits than anybody reads is cut. */
const word = (text: string): string =>
  WORDS[text] ?? text.replace(/\d+\.\d{5,}/g, (digits) => String(Math.round(Number(digits) * 100) / 100));
