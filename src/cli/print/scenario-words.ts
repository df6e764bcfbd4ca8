import type { Language } from '../../core/language.ts';

/** What a scenario is printed with; names, and keywords of the format, are the script's own. */
export interface ScenarioWords {
  options: string;
  facts: string;
  data: string;
  quantities: string;
  criteria: string;
  judgements: string;
  measurements: string;
  cast: string;
  protocol: string;
  events: string;
  knownBy(members: readonly string[]): string;
  consult(topic: string, tool: string): string;
  need: string;
  more: string;
  less: string;
  worth(amount: string): string;
  for(option: string): string;
  against(option: string): string;
  after(phase: string): string;
  floor(policy: string, by: string | null): string;
  blind: string;
  addressee: string;
  decision(rule: string): string;
}

const KO: ScenarioWords = {
  options: '선택지',
  facts: '사실 (--fact 이름=값)',
  data: '데이터 (--data 이름=파일)',
  quantities: '계산값',
  criteria: '기준',
  judgements: '판단',
  measurements: '측정',
  cast: '참가자',
  protocol: '진행',
  events: '소식',
  knownBy: (members) => `아는 사람 ${members.join(', ')}`,
  consult: (topic, tool) => `${topic} 담당에게 물어 ${tool}로 계산`,
  need: '한도',
  more: '많을수록',
  less: '적을수록',
  worth: (amount) => `의미 있는 차이 ${amount}`,
  for: (option) => `${option} 찬성`,
  against: (option) => `${option} 반대`,
  after: (phase) => `${phase} 다음`,
  floor: (policy, by) => `발언권 ${policy}${by === null ? '' : `: ${by}`}`,
  blind: '서로 보지 않는 라운드',
  addressee: '받는 사람만 들음',
  decision: (rule) => `결정 ${rule}`,
};

const EN: ScenarioWords = {
  options: 'options',
  facts: 'facts (--fact name=value)',
  data: 'data (--data name=FILE)',
  quantities: 'quantities',
  criteria: 'criteria',
  judgements: 'judgements',
  measurements: 'measurements',
  cast: 'cast',
  protocol: 'protocol',
  events: 'events',
  knownBy: (members) => `known by ${members.join(', ')}`,
  consult: (topic, tool) => `consult on ${topic} by ${tool}`,
  need: 'need',
  more: 'more',
  less: 'less',
  worth: (amount) => `worth ${amount}`,
  for: (option) => `for ${option}`,
  against: (option) => `against ${option}`,
  after: (phase) => `after ${phase}`,
  floor: (policy, by) => `floor ${policy}${by === null ? '' : `: ${by}`}`,
  blind: 'blind rounds',
  addressee: 'heard by the addressee',
  decision: (rule) => `decision ${rule}`,
};

export const SCENARIO_WORDS: Readonly<Record<Language, ScenarioWords>> = { ko: KO, en: EN };
