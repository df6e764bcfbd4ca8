import type { CALLS_EN, FRONT_EN, MAP_EN, NOTES_EN } from './words-debate-en.ts';

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

export const MAP_KO: typeof MAP_EN = {
  title: '논증 구조',
  none: '선택지에 찬성하거나 반대하는 주장이 없었습니다.',
  sides: { for: '찬성', against: '반대' },
  fact: '사실',
  facts: '사실',
  gone: '더는 성립하지 않음',
  size: '클수록 자주 언급·반박·인정됨 · ✗ 반박 · ✓ 인정',
  columns: { options: '선택지', criteria: '기준', quantities: '수치', claims: '주장과 그 턴' },
  more: (points) => `주장 ${points}개 더 보기`,
  turns: '개 턴 더 보기',
  attacked: '반박한 턴',
  accepted: '인정한 턴',
  status: { conceded: '인정됨', withdrawn: '철회', refuted: '반박됨', changed: '근거가 된 사실이 바뀜' },
};

export const CALLS_KO: typeof CALLS_EN = { folded: (calls) => `계산 ${calls}번:` };

export const NOTES_KO: typeof NOTES_EN = {
  turn: (turn) => `(${turn}번 턴)`,
  star: (turn) => `${turn}번 턴에 별표`,
  note: (turn) => `${turn}번 턴의 노트`,
  write: '노트',
  save: '저장',
  cancel: '취소',
};
