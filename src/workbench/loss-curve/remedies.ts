import type { Language } from '../../core/language.ts';
import type { FindingKind } from './finding.ts';

/** What a finding can be asked before a remedy is tried: where it starts and how wide it is as shares of the run, how many logged values it took, how many were not numbers. */
export type Measure = 'start' | 'width' | 'values' | 'notFinite';

type Text = Readonly<Record<Language, string>>;

export interface Remedy {
  name: string;
  called: Text;
  /** Stems by which an advice, in either language, is known to mean it. */
  words: readonly string[];
  /** Findings that it may mend; for others nothing is known. */
  for: readonly FindingKind[];
  /** It fits while the measure is within these bounds. */
  fits: { measure: Measure; atLeast?: number; atMost?: number };
  when: Text;
  unless: Text;
}

/** Where each remedy fits, from how the method works; the remedies themselves are the cards'. The first that an advice names decides. */
export const REMEDIES: readonly Remedy[] = [
  {
    name: 'warmup',
    called: { ko: '학습률 warmup', en: 'a warmup of the learning rate' },
    words: ['warmup', 'warm-up', 'warm up', '웜업', '워밍업', '예열'],
    for: ['oscillation', 'spike', 'divergence'],
    fits: { measure: 'start', atMost: 0.1 },
    when: {
      ko: '초반에 시작된 흔들림이라 맞는다: warmup은 학습률이 처음 올라가는 구간을 다스린다.',
      en: 'It fits: this begins early, and a warmup governs the first steps, while the rate rises.',
    },
    unless: {
      ko: '초반이 지난 뒤에 시작되어 맞지 않는다: 그때는 warmup이 이미 끝났으니 학습률 자체나 데이터를 본다.',
      en: 'It does not fit: this begins after any warmup has ended, so look at the rate itself or at the data.',
    },
  },
  {
    name: 'clipping',
    called: { ko: '기울기 클리핑', en: 'clip the gradients' },
    words: ['clip', '클리핑', '클립', '잘라'],
    for: ['spike'],
    fits: { measure: 'values', atLeast: 3 },
    when: {
      ko: '여러 값에 걸쳐 되돌아온 튐이라 맞는다: 큰 기울기 하나가 가중치를 밀어낸 모양이다.',
      en: 'It fits: the loss took several values to come back, as when one large gradient has moved the weights.',
    },
    unless: {
      ko: '한 값만 튀고 바로 돌아와 맞지 않는다: 가중치는 그대로이고 그 배치의 데이터가 이상한 것이니 데이터를 본다.',
      en: 'It does not fit: a single value is out and the next is back, so the weights did not move; look at the data of that batch.',
    },
  },
  {
    name: 'clipping',
    called: { ko: '기울기 클리핑', en: 'clip the gradients' },
    words: ['clip', '클리핑', '클립', '잘라'],
    for: ['divergence'],
    fits: { measure: 'notFinite', atMost: 0 },
    when: {
      ko: '값이 아직 수로 남아 있어 맞는다: 다음 큰 기울기를 막는다. 이미 오른 몫은 체크포인트로 돌아가야 없어진다.',
      en: 'It fits: every value is still a number, and a clip holds the next large gradient. What has risen already goes only with a checkpoint.',
    },
    unless: {
      ko: '이미 수가 아닌 값이 나와 맞지 않는다: 수가 아닌 기울기는 잘라도 수가 아니니 그 앞의 체크포인트로 돌아간다.',
      en: 'It does not fit: a gradient that is not a number stays so when it is clipped; go back to a checkpoint before it.',
    },
  },
  {
    name: 'batch size',
    called: { ko: '배치 크기 변경', en: 'change the batch size' },
    words: ['batch', '배치'],
    for: ['oscillation', 'spike'],
    fits: { measure: 'width', atLeast: 0.05 },
    when: {
      ko: '오래 이어져 맞는다: 배치를 키우면 기울기의 잡음이 줄어든다.',
      en: 'It fits: this lasts, and a larger batch lowers the noise of the gradient.',
    },
    unless: {
      ko: '잠깐이라 맞지 않는다: 배치 크기는 꾸준한 잡음을 줄이지 한 번의 사건을 막지 않는다.',
      en: 'It does not fit: this is brief, and a batch size lowers steady noise; it does not prevent one event.',
    },
  },
  {
    name: 'schedule',
    called: { ko: '학습률 스케줄 변경', en: 'change the schedule of the learning rate' },
    words: ['schedul', '스케줄', '스케쥴', 'decay', '감쇠', 'cosine', 'anneal'],
    for: ['plateau', 'slow-convergence', 'oscillation'],
    fits: { measure: 'start', atMost: 0.8 },
    when: {
      ko: '끝나기 한참 전에 멈춰 있어 맞는다: 남은 구간의 학습률이 아직 일할 수 있다.',
      en: 'It fits: this sets in well before the end, so the rate still has steps to act on.',
    },
    unless: {
      ko: '거의 끝에서 시작되어 맞지 않는다: 스케줄이 이미 0에 가까우면 손볼 것이 남지 않는다.',
      en: 'It does not fit: this sets in near the end, where a schedule that is almost spent leaves nothing to adjust.',
    },
  },
  {
    name: 'lower rate',
    called: { ko: '학습률 조정', en: 'change the learning rate' },
    words: ['learning rate', 'learning-rate', 'learning_rate', 'lr', '학습률', '러닝 레이트', '러닝레이트'],
    for: ['oscillation', 'divergence', 'spike', 'plateau', 'slow-convergence'],
    fits: { measure: 'notFinite', atMost: 0 },
    when: {
      ko: '값이 아직 수로 남아 있어 맞는다: 지금 상태에서 학습률을 바꿔 이어 갈 수 있다.',
      en: 'It fits: every value is still a number, so the run can go on from here at another rate.',
    },
    unless: {
      ko: '이미 수가 아닌 값이 나와 그것만으로는 맞지 않는다: 그 앞의 체크포인트로 돌아간 다음에 바꾼다.',
      en: 'It does not fit by itself: values that are not numbers stay so; go back to a checkpoint before them first.',
    },
  },
  {
    name: 'capacity',
    called: { ko: '모델 크기 변경', en: 'change the size of the model' },
    words: ['capacity', 'larger model', 'bigger model', '용량', '모델 크기', '큰 모델'],
    for: ['slow-convergence', 'plateau'],
    fits: { measure: 'start', atMost: 0.5 },
    when: {
      ko: '앞쪽부터 이어져 맞는다: 오래 봐도 같은 모양이면 모델이나 데이터가 한계다.',
      en: 'It fits: this holds from early on, and what does not change for so long is a limit of model or data.',
    },
    unless: {
      ko: '뒤쪽에서 시작되어 맞지 않는다: 앞에서는 잘 내려갔으니 용량보다 학습률과 데이터 순서를 먼저 본다.',
      en: 'It does not fit: this sets in late and the fall before it was sound, so look at rate and data order before capacity.',
    },
  },
  {
    name: 'data',
    called: { ko: '데이터 점검', en: 'look at the data' },
    words: ['data', 'dataset', 'shard', '데이터', '샤드', '다양'],
    for: ['plateau', 'spike', 'slow-convergence', 'improvement'],
    fits: { measure: 'start', atLeast: 0.03 },
    when: {
      ko: '학습이 자리를 잡은 뒤라 맞는다: 그 구간에 들어온 데이터를 앞뒤와 견줄 수 있다.',
      en: 'It fits: the run had settled by then, so the data of that stretch can be set against what came before.',
    },
    unless: {
      ko: '시작하자마자라 맞지 않는다: 견줄 앞 구간이 없으니 초기화와 학습률부터 본다.',
      en: 'It does not fit: this is at the very start, with nothing before it to compare; look at initialisation and rate first.',
    },
  },
];

/** What is said where no remedy of the table is named. */
export const UNKNOWN_REMEDY: Text = {
  ko: '이 처방이 언제 맞지 않는지는 이 도구가 모른다: 카드의 조건만 확인했다.',
  en: 'When this does not fit is not known here: only the condition of the card was checked.',
};
