import type { Language } from '../core/language.ts';

/** Content as scenarios give it, for reading voices aloud and for their tests: several sounds before a particle, figures, speech levels. */
const CONTENT: Record<Language, Record<string, readonly string[]>> = {
  ko: {
    say: [
      '비중만 바꿔도 0.28 내려가(|요|는 계산입니다)',
      '새 코드 샤드의 11%가 중복 제거를 안 거쳤(어|어요|습니다)',
      '두 갈래로 500 step씩이면 28분에 147달러(야|예요|입니다)',
      '깨끗한 체크포인트가 하나뿐(이야|이에요|입니다)',
    ],
    echo: [
      '비중만으로 나오는 0.28',
      '중복 제거 안 된 11%',
      '하나뿐인 체크포인트',
      '147달러짜리 실험',
      '40 step 만의 하락',
    ],
    mine: ['40 step 만의 하락', '코드 검증이 나아진 0.04', '147달러라는 값'],
    name: ['지현님', '준혁아', '성훈 형'],
    who: ['지현님', '준혁아', '성훈 형'],
    colleague: ['성훈 형', '성훈님'],
    option: ['비교 실험', '되돌리기', '계속 가기'],
    old: ['계속 가기', '비교 실험'],
    theirs: ['되돌리기', '비교 실험'],
    about: ['되돌리기', '계속 가기'],
    decision: ['비교 실험', '되돌리기'],
    urge: ['두 갈래로 (돌리자|돌려요|돌리시지요)', '여기서 (되돌리자|되돌려요|되돌리시지요)'],
    action: ['시작 전에 사본을 복원해 (볼게|볼게요|보겠습니다)', '결과 표를 오늘 안에 (올릴게|올릴게요|올리겠습니다)'],
    ask: ['웹은 마지막으로 언제 (쟀어|쟀어요|쟀습니까)?', '32장이면 통신이 (버텨|버텨요|버팁니까)?'],
    rule: ['새 비율 쪽 웹 검증이 0.02 이상 나쁘면', '두 갈래 차이가 0.02를 넘으면'],
    then: ['되돌리기'],
    otherwise: ['계속 가기'],
    value: ['실험 근거', '안정성', '평가의 타당성'],
    'their-value': ['비용', '일정', '학습 진전'],
    threshold: ['0.05', '8%', '3번', '500 step'],
  },
  en: {
    say: [
      'composition alone gives 0.28',
      '11% of the new code shard skipped deduplication',
      'two arms of 500 steps take 28 minutes and $147',
      'we have 1 clean checkpoint',
    ],
    echo: [
      '0.28 from composition alone',
      'the 11% without deduplication',
      'a single checkpoint',
      'the two clean shards',
    ],
    mine: ['the drop within 40 steps', 'the gains on code validation'],
    name: ['Jihyun', 'Harin'],
    who: ['Jihyun', 'Harin'],
    colleague: ['Sunghoon'],
    option: ['a short comparison', 'rolling back', 'staying on the mix'],
    old: ['staying on the mix', 'rolling back'],
    theirs: ['rolling back', 'a short comparison'],
    about: ['rolling back', 'staying on the mix'],
    decision: ['a short comparison', 'rolling back'],
    urge: ["let's run two arms", "I'd go back to the checkpoint now"],
    action: ["I'll pin the last checkpoint before the start", "I'll post the table today"],
    ask: ['when was web last measured?', 'does communication hold on half the cards?'],
    rule: ['web is worse by more than 0.02', 'it spikes again with the batch in'],
    then: ['rolling back'],
    otherwise: ['staying on the mix'],
    value: ['evidence from an experiment', 'reliability', 'whether we measure the right thing'],
    'their-value': ['cost', 'the schedule', 'training progress'],
    threshold: ['0.05', '8%', '500 steps'],
  },
};

/** A reason's clause is said of one's own (`say`) and of a reason that was said before (`why`). */
export const SAMPLES: Record<Language, Record<string, readonly string[]>> = {
  ko: { ...CONTENT.ko, why: CONTENT.ko.say ?? [] },
  en: { ...CONTENT.en, why: CONTENT.en.say ?? [] },
};
