import type { FRONT_EN } from './words-debate-en.ts';

export const FRONT_KO: typeof FRONT_EN = {
  simulated: (models) => {
    const asked = models.filter((model) => model !== 'playbook');
    if (asked.length === 0) return '가상의 인물 · 언어 모델 없음';
    return [
      '가상의 인물',
      `언어 모델: ${asked.join(', ')}`,
      ...(asked.length < models.length ? ['나머지는 playbook'] : []),
    ].join(' · ');
  },
  earlier: (changes) => `앞선 변경 ${changes}번`,
  whole: '메모 전체',
  question: '논제',
};
