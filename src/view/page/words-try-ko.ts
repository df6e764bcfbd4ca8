import type { READ_EN, TRY_EN } from './words-try-en.ts';

export const TRY_KO: typeof TRY_EN = {
  title: '바꿔 보기',
  hint: '조건을 바꿔 다시 돌리고, 결과를 이 토론과 나란히 엽니다. 이 토론은 그대로 남습니다.',
  facts: (count) => `사실 ${count}개 중에서 바꾸기`,
  was: (value) => `원래 ${value}`,
  rerun: '다시 돌리기',
  rerunWith: (value) => `다시 돌리기: ${value}`,
  rerunning: '다시 돌리는 중 …',
  none: '사실을 하나 이상 바꾸세요.',
  changed: (count) => `사실 ${count}개 바꿈`,
  running: (turn) => (turn === 0 ? '다시 돌리는 중입니다.' : `다시 돌리는 중입니다. 지금 ${turn}번 턴입니다.`),
  verdict: {
    predicted: (before, after) => `예측대로 뒤집혔습니다: ${before} → ${after}`,
    missed: (before, _after, to) =>
      `뒤집히지 않았습니다. 메모의 예측은 “${to}”, 다시 돌린 결정은 그대로 “${before}”입니다`,
    otherwise: (before, after, to) => `뒤집혔지만 예측과 다릅니다: ${before} → ${after}. 메모의 예측은 “${to}”였습니다`,
    kept: (before) =>
      `뒤집히지 않았습니다. 결정은 그대로 “${before}”입니다. 메모도 이 값에서는 뒤집힌다고 하지 않았습니다`,
    unforeseen: (before, after) => `메모가 예측하지 않았는데 뒤집혔습니다: ${before} → ${after}`,
    several: (before, after) =>
      before === after ? `뒤집히지 않았습니다. 결정은 그대로 “${before}”입니다` : `뒤집혔습니다: ${before} → ${after}`,
    open: '다시 돌린 토론에 아직 결정이 없습니다',
  },
  severalHint: '메모는 사실 하나를 바꿀 때만 예측합니다. 여기서는 여러 개를 바꿨습니다.',
  change: '바꾼 것',
  memoSaid: '메모의 예측',
  marked: '표시한 말은 다른 쪽 토론에 없는 말입니다.',
  followed: '그 뒤로 달라진 것',
  noneFollowed: '달라진 턴이 없습니다.',
  figures: '달라진 수치',
  quantity: '항목',
  option: '선택지',
  who: '발언자',
  turn: '턴',
  differs: '달라진 점',
  evidence: '근거',
};

export const READ_KO: typeof READ_EN = {
  label: '기록 열기',
  title: '토론 기록 읽기',
  hint: '내보낸 토론 파일을 이 페이지 아무 데나 끌어다 놓으세요. 한 줄씩 검사한 뒤 뷰어와 똑같이 메모, 발언, 수치의 근거까지 보여 줍니다.',
  choose: '기록 파일 고르기 …',
  another: '다른 기록 열기 …',
  drop: '또는 파일을 끌어다 놓기',
  reading: (file) => `${file} 읽는 중 …`,
  refused: '읽을 수 없는 기록입니다.',
  tooLarge: (file, bytes, most) => `${file}: expected at most ${most} bytes, found a file of ${bytes}`,
  local: '파일은 이 브라우저 밖으로 나가지 않습니다. 이 페이지에는 서버가 없고, 아무것도 요청하지 않습니다.',
};
