import type { MEASURES_EN } from './measures-en.ts';

export const MEASURES_KO: typeof MEASURES_EN = {
  A0: {
    name: '읽을 수 있는 발언',
    sentence: '발언이 비어 있지 않고, 채워지지 않은 템플릿이나 같은 글자의 반복이 아닙니다.',
  },
  A1: { name: '언어와 말투', sentence: '카드에서 이 상대에게 쓰는 언어와 높임말 수준으로 말합니다.' },
  A2: { name: '인적 사항', sentence: '자신에 대해 하는 말이 카드의 사실, 날짜와 맞습니다.' },
  A3: { name: '고유 어휘', sentence: '자기 어휘로 말하고, 카드를 그대로 읽지 않습니다.' },
  A4: { name: '숫자', sentence: '숫자가 인용한 출처와 맞고, 출처가 없으면 카드의 숫자 규칙과 맞습니다.' },
  A5: { name: '업무 경계', sentence: '카드에서 동료에게 맡긴 일은 동료에게 맡깁니다.' },
  A6: { name: '입장', sentence: '카드에서 중요하게 여기는 것을 이유 없이 버리지 않습니다.' },
  A7: { name: '변화', sentence: '말투, 높임, 어휘, 길이가 라운드가 지나도 그대로입니다.' },
  A8: { name: '고유한 말투', sentence: '말만 보고도 동료나 AI 비서와 구별됩니다.' },
  A9: { name: '반복 없음', sentence: '자기 말을 되풀이하거나 남의 말을 따라 하지 않습니다.' },
  A10: { name: 'AI 티 없음', sentence: '자신을 프로그램이라고 하거나 AI 비서처럼 말하지 않습니다.' },
  A11: { name: '카드 활용', sentence: '말하는 내용이 카드와 관련이 있습니다.' },
  A12: { name: '새 이유에 따른 변경', sentence: '다수를 따라서가 아니라 새 이유를 듣고 입장을 바꿨습니다.' },
  A13: { name: '투표에 준 영향', sentence: '정답이 알려진 경우, 토론이 투표를 더 나은 쪽으로 바꿨습니다.' },
  A14: { name: '자기 대사만 말함', sentence: '남의 대사나 지문, 지시문이 발언에 섞이지 않았습니다.' },
};
