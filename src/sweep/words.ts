import type { Language } from '../core/language.ts';
import type { AxisName } from './definition.ts';

/** Every fixed word of a report. */
export interface Words {
  axis: Record<AxisName, string>;
  asWritten: string;
  none: string;
  of(held: number, planned: number): string;
  made(debates: number, controls: number, axes: readonly string[]): string;
  inShort: string;
  /** How many levels an axis has. */
  levels(axis: string, count: number): string;
  decided: {
    title: string;
    scenario: string;
    debates: string;
    decision: string;
    share: string;
    agreement: string;
    dissent: string;
    turned: string;
    moved: string;
    turns: string;
    truth: string;
    fidelity: string;
    note: string;
  };
  byAxis(axis: string): string;
  level: string;
  effects: { title: string; pairs: string; changed: string; votes: string; became: string; note: string };
  absent: {
    title: string;
    without: string;
    nobody(pairs: number, upTo: string): string;
    who(names: readonly string[]): string;
    one(name: string, found: { share: string; pairs: number; became: string }): string;
  };
  fact: { title: string; none(pairs: number, upTo: string): string; which(names: readonly string[]): string };
  card: { title: string };
  sensitivity: { title: string; axis: string; noise(share: string): string };
  compared: {
    title: string;
    arm: string;
    cases: string;
    calls: string;
    right: string;
    brier: string;
    gain: string;
    wonLost: string;
    same: string;
    name(arm: string): string;
    note(best: string | null): string;
    beats(arm: string, debate: string, other: string, gain: string): string;
    ties(arm: string, debate: string, other: string, gain: string): string;
    loses(arm: string, debate: string, other: string, gain: string): string;
    few(arm: string, debate: string, other: string, gain: string): string;
    agrees(arm: string, share: string): string;
  };
  cost(calls: string, tokens: string, usd: string | null): string;
  intervals(clusters: 'seed' | 'scenario', count: number): string;
  changes(count: number, scenario: string | null, from: string, to: string): string;
  stays(axis: string, pairs: number, upTo: string): string;
  varies(axis: string, share: string): string;
}

const en: Words = {
  axis: {
    scenario: 'scenario',
    facts: 'facts',
    cast: 'cast',
    card: 'card',
    model: 'model',
    protocol: 'protocol',
    floor: 'floor',
    visibility: 'visibility',
    stop: 'stop rule',
    seed: 'seed',
  },
  asWritten: 'as written',
  none: 'no decision',
  of: (held, planned) => (held === planned ? '' : `${held} of ${planned} debates are held; the rest is missing here. `),
  made: (debates, controls, axes) =>
    `${debates} debates${controls > 0 ? ` and ${controls} controls` : ''}: ${axes.join(' × ')}.`,
  inShort: 'In short',
  levels: (axis, count) =>
    `${count} ${axis === 'facts' ? 'sets of facts' : axis === 'visibility' ? 'ways to hear' : `${axis}s`}`,
  decided: {
    title: 'What was decided',
    scenario: 'scenario',
    debates: 'debates',
    decision: 'decision',
    share: 'share',
    agreement: 'votes for',
    dissent: 'dissent',
    turned: 'turned',
    moved: 'moved',
    turns: 'turns',
    truth: 'turned out right',
    fidelity: 'in character',
    note: 'Votes for: share of votes for the decision. Dissent: debates with a vote against it. Turned: debates that decide otherwise than their own blind openings. Moved: members who changed sides, a debate.',
  },
  byAxis: (axis) => `Decisions by ${axis}`,
  level: 'level',
  effects: {
    title: 'What changes it',
    pairs: 'pairs',
    changed: 'decision changes',
    votes: 'votes for it',
    became: 'from, to',
    note: 'Each debate is held against the one that shares everything with it but this axis.',
  },
  absent: {
    title: 'Which member changes the decision when absent?',
    without: 'without',
    nobody: (pairs, upTo) =>
      `No member changes the decision by staying away, in ${pairs} pairs of debates (each at most ${upTo}).`,
    who: (names) => `The decision changes ${names.join('; ')}.`,
    one: (name, { share, pairs, became }) =>
      `without ${name} in ${share} of ${pairs === 1 ? '1 pair' : `${pairs} pairs`}${became === '' ? '' : `: ${became}`}`,
  },
  fact: {
    title: 'Which fact flips it?',
    none: (pairs, upTo) =>
      `None of the facts that were tried flips the decision, in ${pairs} pairs of debates (each at most ${upTo}).`,
    which: (names) => `The decision flips with ${names.join('; ')}.`,
  },
  card: { title: 'Does another card change the decision?' },
  sensitivity: {
    title: 'How much each axis matters',
    axis: 'axis',
    noise: (share) =>
      `With nothing changed but the seed, ${share} of debates decide otherwise than most: what is not above that is noise.`,
  },
  compared: {
    title: 'Does debating beat asking once?',
    arm: 'who decides',
    cases: 'cases',
    calls: 'calls',
    right: 'right',
    brier: 'Brier',
    gain: 'debate gains',
    wonLost: 'won : lost',
    same: 'same as the debate',
    name: (arm) =>
      arm === 'debate'
        ? 'the debate'
        : arm === 'vote'
          ? 'the blind vote'
          : arm === 'solo'
            ? 'the average member alone'
            : arm === 'repeat'
              ? 'one model asked several times'
              : `${arm.slice(5)} alone`,
    note: (best) =>
      `${best === null ? '' : `${best} is the best of the members alone, chosen on these very cases, which flatters them. `}Won, lost: cases in which only the debate is right, and only the other. Brier: 0 is certain of the truth, 2 of something else.`,
    beats: (arm, debate, other, gain) =>
      `Debating beats ${arm}: right in ${debate} against ${other}, a gain of ${gain}.`,
    ties: (arm, debate, other, gain) =>
      `Debating and ${arm} cannot be told apart: right in ${debate} against ${other}, a difference of ${gain}.`,
    loses: (arm, debate, other, gain) =>
      `Debating does worse than ${arm}: right in ${debate} against ${other}, a difference of ${gain}.`,
    few: (arm, debate, other, gain) =>
      `Debating is right in ${debate}, ${arm} in ${other}: a difference of ${gain} with every seed alike, for which no interval can be given.`,
    agrees: (arm, share) =>
      `The debate decides as ${arm} does in ${share}; without a known truth nobody can say which is better.`,
  },
  cost: (calls, tokens, usd) =>
    `All of it took ${calls} model calls${tokens === '0' ? '' : `, ${tokens} tokens`}${usd === null ? '' : `, ${usd}`}.`,
  intervals: (clusters, count) =>
    `In parentheses: intervals of 95 %, over ${count} ${clusters === 'seed' ? (count === 1 ? 'seed' : 'seeds') : 'scenarios'}, since debates of one ${clusters} are alike.`,
  changes: (count, scenario, from, to) =>
    `${scenario === null ? '' : `${scenario}: `}${from} → ${to}${count > 1 ? `, ${count} times` : ''}`,
  stays: (axis, pairs, upTo) =>
    `Another ${axis} does not change the decision in any of ${pairs} pairs of debates (at most ${upTo}).`,
  varies: (axis, share) => `Another ${axis} changes the decision in ${share}.`,
};

const ko: Words = {
  axis: {
    scenario: '시나리오',
    facts: '사실',
    cast: '참가자',
    card: '카드',
    model: '모델',
    protocol: '진행 방식',
    floor: '발언 순서',
    visibility: '공개 범위',
    stop: '종료 조건',
    seed: '시드',
  },
  asWritten: '원안',
  none: '결정 없음',
  of: (held, planned) =>
    held === planned ? '' : `토론 ${planned}건 중 ${held}건까지 진행했으며, 나머지는 빠져 있습니다. `,
  made: (debates, controls, axes) =>
    `토론 ${debates}건${controls > 0 ? `, 대조군 ${controls}건` : ''}: ${axes.join(' × ')}.`,
  inShort: '요약',
  levels: (axis, count) => `${axis} ${count}개`,
  decided: {
    title: '무엇으로 결정했나',
    scenario: '시나리오',
    debates: '토론',
    decision: '결정',
    share: '비율',
    agreement: '찬성률',
    dissent: '이견',
    turned: '뒤집음',
    moved: '입장 변화',
    turns: '발언',
    truth: '실제 정답',
    fidelity: '카드 충실도',
    note: '찬성률은 결정된 안의 득표율입니다. 이견은 반대표가 나온 토론, 뒤집음은 첫 블라인드 의견과 다르게 결정한 토론의 비율이고, 입장 변화는 토론마다 입장을 바꾼 사람 수입니다.',
  },
  byAxis: (axis) => `${axis}별 결정`,
  level: '조건',
  effects: {
    title: '무엇이 결정을 바꾸나',
    pairs: '쌍',
    changed: '결정 바뀜',
    votes: '기존 결정의 득표',
    became: '변화',
    note: '이 축만 다르고 나머지는 모두 같은 토론끼리 비교했습니다.',
  },
  absent: {
    title: '누가 빠지면 결정이 바뀌나?',
    without: '빠진 사람',
    nobody: (pairs, upTo) => `누가 빠져도 결정은 바뀌지 않았습니다(토론 ${pairs}쌍, 각각 최대 ${upTo}).`,
    who: (names) => `${names.join('. ')}.`,
    one: (name, { share, pairs, became }) =>
      `${name} 없이는 토론 ${pairs}쌍 중 ${share}에서 결정이 바뀝니다${became === '' ? '' : `: ${became}`}`,
  },
  fact: {
    title: '어떤 사실이 결정을 뒤집나?',
    none: (pairs, upTo) => `시험한 사실 중 결정을 뒤집은 것은 없습니다(토론 ${pairs}쌍, 각각 최대 ${upTo}).`,
    which: (names) => `다음 조건에서 결정이 뒤집힙니다: ${names.join('; ')}.`,
  },
  card: { title: '카드를 바꾸면 결정이 바뀌나?' },
  sensitivity: {
    title: '축마다 얼마나 중요한가',
    axis: '축',
    noise: (share) => `시드만 바꿔도 ${share}의 토론은 다수와 다르게 결정합니다. 이보다 크지 않은 차이는 우연입니다.`,
  },
  compared: {
    title: '토론이 한 번 묻는 것보다 나은가?',
    arm: '결정 주체',
    cases: '사례',
    calls: '호출',
    right: '정답률',
    brier: 'Brier',
    gain: '토론의 우위',
    wonLost: '승 : 패',
    same: '토론과 일치',
    name: (arm) =>
      arm === 'debate'
        ? '토론'
        : arm === 'vote'
          ? '블라인드 투표'
          : arm === 'solo'
            ? '한 사람(평균)'
            : arm === 'repeat'
              ? '한 모델의 여러 답 다수결'
              : `${arm.slice(5)} 혼자`,
    note: (best) =>
      `${best === null ? '' : `혼자서 가장 잘 맞힌 사람은 ${best}입니다. 같은 사례로 골랐으므로 실제보다 후한 값입니다. `}승은 토론만, 패는 상대만 맞힌 사례입니다. Brier는 정답을 확신하면 0, 오답을 확신하면 2입니다.`,
    beats: (arm, debate, other, gain) => `토론이 ${arm}보다 낫습니다. 정답률 ${debate} 대 ${other}, 차이 ${gain}.`,
    ties: (arm, debate, other, gain) =>
      `토론과 ${arm}의 우열을 가릴 수 없습니다. 정답률 ${debate} 대 ${other}, 차이 ${gain}.`,
    loses: (arm, debate, other, gain) => `토론이 ${arm}보다 못합니다. 정답률 ${debate} 대 ${other}, 차이 ${gain}.`,
    few: (arm, debate, other, gain) =>
      `정답률은 토론 ${debate}, ${arm} ${other}입니다. 차이 ${gain}가 모든 시드에서 같아 구간을 낼 수 없습니다.`,
    agrees: (arm, share) =>
      `토론과 ${arm}의 결정이 ${share}에서 같습니다. 정답을 모르면 어느 쪽이 나은지는 알 수 없습니다.`,
  },
  cost: (calls, tokens, usd) =>
    `모델 호출은 모두 ${calls}회${tokens === '0' ? '' : `, ${tokens}토큰`}${usd === null ? '' : `, ${usd}`}입니다.`,
  intervals: (clusters, count) =>
    `괄호 안은 95% 구간입니다. ${clusters === 'seed' ? '시드' : '시나리오'}가 같은 토론은 서로 닮으므로 ${clusters === 'seed' ? '시드' : '시나리오'} ${count}개를 단위로 계산했습니다.`,
  changes: (count, scenario, from, to) =>
    `${scenario === null ? '' : `${scenario}: `}${from} → ${to}${count > 1 ? `, ${count}회` : ''}`,
  stays: (axis, pairs, upTo) =>
    `${axis}${axis === '카드' ? '를' : ' 조건을'} 바꿔도 토론 ${pairs}쌍 모두 결정이 그대로입니다(최대 ${upTo}).`,
  varies: (axis, share) => `${axis}${axis === '카드' ? '를' : ' 조건을'} 바꾸면 ${share}에서 결정이 바뀝니다.`,
};

export const WORDS: Record<Language, Words> = { en, ko };
