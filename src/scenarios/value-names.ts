import { VALUE_LABELS, Value } from '../core/values.ts';

/** Other words for a value, in either language, folded as `foldWords` does. */
const CLOSE: Readonly<Record<Value, readonly string[]>> = {
  progress: ['learning', 'improvement', 'training', 'convergence', 'growth', '진전', '진척', '학습', '성장'],
  validity: ['correctness', 'accuracy', 'measurement', 'rigor', 'rigour', '타당성', '정확성', '정확도', '평가'],
  'data-quality': [
    'data',
    'cleanliness',
    'provenance',
    'dataset quality',
    '데이터',
    '데이터 정합성',
    '품질',
    'quality',
  ],
  evidence: ['experiment', 'experiments', 'proof', 'knowledge', 'information', '근거', '증거', '실험', '검증'],
  cost: ['costs', 'money', 'price', 'budget', 'spend', 'spending', 'finance', '돈', '가격', '예산', '지출'],
  schedule: [
    'time',
    'deadline',
    'timeline',
    'delivery',
    'time to market',
    'speed to market',
    'deadlines',
    '시간',
    '기한',
    '마감',
    '납기',
  ],
  reliability: [
    ...[
      'safety',
      'risk',
      'risks',
      'security',
      'stability',
      'availability',
      'robustness',
      'resilience',
      'uptime',
      'durability',
    ],
    ...['신뢰성', '위험', '리스크', '보안', '안전', '가용성', '내구성'],
  ],
  efficiency: [
    ...[
      'performance',
      'latency',
      'speed',
      'throughput',
      'utilisation',
      'utilization',
      'scalability',
      'scale',
      'energy',
    ],
    ...['성능', '속도', '지연', '지연시간', '처리량', '효율', '효율성', '확장성', '활용률'],
  ],
  simplicity: [
    ...['maintainability', 'maintenance', 'complexity', 'operability', 'ease', 'readability', 'developer experience'],
    ...['유지보수', '유지보수성', '복잡도', '복잡성', '운영', '운영성', '간결함', '단순성'],
  ],
  'user-impact': [
    ...[
      'user',
      'users',
      'ux',
      'customer',
      'customers',
      'usability',
      'user experience',
      'customer impact',
      'people',
      'team',
    ],
    ...['사용자', '고객', '사용성', '사용자 경험', '유저'],
  ],
};

const foldWords = (text: string) =>
  text
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');

const KNOWN: ReadonlyMap<string, Value> = new Map(
  Value.options.flatMap((value) => {
    const { ko, en } = VALUE_LABELS[value];
    return [value, ko ?? '', en ?? '', ...CLOSE[value]].map((words): [string, Value] => [foldWords(words), value]);
  }),
);

/** The value that a word stands for, in any spelling, by its label in either language, or by a close synonym; undefined when none is. */
export function valueCalled(words: string): Value | undefined {
  const folded = foldWords(words);
  return KNOWN.get(folded) ?? KNOWN.get(folded.replaceAll(' ', ''));
}
