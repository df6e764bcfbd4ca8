import type { Language } from '../../core/language.ts';
import { withParticles } from '../../wording/particles.ts';

/** Every word that a model is printed with; facts and quantities go by their labels, options by the script's own names. */
interface ModelWords {
  options: string;
  quantities: string;
  /** Behind the heading of the quantities: rows that are left out. */
  more(hidden: number): string;
  limits: string;
  goals: string;
  /** Where goals trade one for one. */
  goalsInSteps: string;
  inAll: string;
  step(amount: string): string;
  repairs: string;
  /** Each option at its best setting. */
  best: string;
  nowhere: string;
  asWritten: string;
  /** Where not all settings of an option are tried. */
  searchedInPart(option: string, inputs: number): string;
  members: string;
  informed: string;
  flips: string;
  noFlips: string;
  known(member: string): string;
  legend(member: string): string;
  /** How a limit is kept: by how much, or just; or missed. */
  kept(spare: string): string;
  just: string;
  missed(by: string): string;
  worth(amount: string): string;
  repair(option: string, input: string, from: string, to: string, kept: readonly string[]): string;
  flip(fact: string, beyond: 'above' | 'below', at: string, to: string, now: string | null): string;
  undecided: string;
  nothing: string;
}

const KO: ModelWords = {
  options: '선택지',
  quantities: '계산값',
  more: (hidden) => ` (--all을 붙이면 ${hidden}개 더)`,
  limits: '한도',
  goals: '목표: 가장 좋은 선택지보다 못한 정도, 0에서 1까지 (의미 있는 차이의 몇 배나 뒤지는지)',
  goalsInSteps: '목표와, 거기서 가장 나은 선택지에 몇 칸 뒤지는지',
  inAll: '합계',
  repairs: '한도를 지키거나 더 나은 설정',
  best: '선택지마다 가장 나은 설정으로 견줄 때: 가장 나은 것에 몇 칸 뒤지는지와 그 설정',
  nowhere: '한도를 지키는 설정 없음',
  asWritten: '적힌 그대로',
  searchedInPart: (option, inputs) =>
    `${option}: 조정할 입력이 ${inputs}개라 모든 설정을 시험하지는 않았습니다. 더 나은 설정이 있을 수 있습니다.`,
  members: '멤버: 처음 선택과 모두 알고 난 뒤의 선택, 그때 선택지별 지지',
  informed: '모두가 다 알면:',
  flips: '결정이 뒤집히는 값, 가까운 것부터 (위의 사실로 표결한다면)',
  noFlips: '뒤집히지 않음: 시험한 범위에서는 사실 하나로 표결이 바뀌지 않습니다',
  known: (member) => withParticles(`${member}이/가 아는 것`),
  legend: (member) =>
    withParticles(`토론 전에 ${member}이/가 보는 모습: ~는 ${member}이/가 가정한 값에, ?는 모르는 값에 달려 있습니다.`),
  kept: (spare) => `지킴, ${spare} 여유`,
  just: '지킴, 여유 없음',
  missed: (by) => `못 지킴, ${by} 차이`,
  worth: (amount) => `의미 있는 차이 ${amount}`,
  step: (amount) => `1칸 ${amount}`,
  repair: (option, input, from, to, kept) =>
    withParticles(
      `${option}: ${input}을/를 ${from} 대신 ${to}으로/로 하면 ${kept.length === 0 ? '목표에 더 나음' : `${kept.join(', ')}을/를 지킴`}`,
    ),
  flip: (fact, beyond, at, to, now) =>
    `${fact} ${at} ${beyond === 'above' ? '이상' : '이하'}: ${to}${now === null ? '' : ` (지금 ${now})`}`,
  undecided: '미정',
  nothing: '결정 없음',
};

const EN: ModelWords = {
  options: 'options',
  quantities: 'quantities',
  more: (hidden) => ` (${hidden} more with --all)`,
  limits: 'limits',
  goals: 'goals: how much worse than the best option, 0 to 1 (the gap in multiples of worth)',
  goalsInSteps: 'goals, and how far each option is behind the best on them, in multiples of worth',
  inAll: 'in all',
  repairs: 'settings that repair a limit, or are better',
  best: 'each option at its best setting: how far it is behind the best then, in multiples of worth, and the setting',
  nowhere: 'keeps its limits at no setting',
  asWritten: 'as it is written',
  searchedInPart: (option, inputs) =>
    `${option} has ${inputs} inputs to set. Not all of their settings are tried: there may be a better one.`,
  members: 'members: at first, once everything is known, and how much each option has of their support then',
  informed: 'once everybody knows everything:',
  flips: 'flips, the nearest first (by the votes, on the facts above)',
  noFlips: 'no flips: no single fact tried changes the vote within its range',
  known: (member) => `what ${member} knows`,
  legend: (member) =>
    `As ${member} sees it before anybody has spoken: ~ rests on something that they assume, ? on something that they do not know.`,
  kept: (spare) => `kept, ${spare} to spare`,
  just: 'kept, just',
  missed: (by) => `MISSED by ${by}`,
  worth: (amount) => `worth ${amount}`,
  step: (amount) => `worth ${amount}`,
  repair: (option, input, from, to, kept) =>
    `${option}: ${input} at ${to} instead of ${from} ${kept.length === 0 ? 'serves the goals better' : `keeps ${kept.join(', ')}`}`,
  flip: (fact, beyond, at, to, now) => `${fact} ${beyond} ${at}: ${to}${now === null ? '' : ` (now ${now})`}`,
  undecided: 'undecided',
  nothing: 'no decision',
};

export const MODEL_WORDS: Readonly<Record<Language, ModelWords>> = { ko: KO, en: EN };
