import type { Language } from '../core/language.ts';
import type { Consideration, Scenario } from '../core/scenario.ts';
import type { Value } from '../core/values.ts';
import { tokensOf } from '../wording/fact-names.ts';
import { targetOf } from './links.ts';

type Words = Pick<Consideration, 'say' | 'echo' | 'so' | 'ask'>;
type Side = 'for' | 'against';

/** Whether a consideration came without a single word of its own. */
export function isWordless({ say, echo, so, ask, otherwise }: Consideration): boolean {
  return [say, echo, so, ask].every(({ length }) => length === 0) && otherwise === undefined;
}

/** Words for a consideration that came with none: what follows from it, what one would ask, and a judgement as a clause. */
export function derivedWords(consideration: Consideration, scenario: Scenario): Partial<Consideration> {
  const { language, options } = scenario;
  const said = targetOf(consideration);
  if (said === null) return {};
  const side: Side = said.side === 'for' ? 'for' : 'against';
  const option = options[said.target]?.short;
  const isNoun = language === 'ko' || /^(\w+ing|the|an?|our|no|more|less|another)\b/i.test(option ?? '');
  const named = (texts: readonly string[]) => {
    // What could be about either side is said only where the option has no name for the middle of a sentence.
    const fitting = texts.filter((text) => text.includes('OPTION') === isNoun);
    return fitting.map((text) => text.replaceAll('OPTION', option ?? ''));
  };
  const so = (on: Side) =>
    said.side === 'excludes'
      ? named(EXCLUDED[language])
      : option === undefined
        ? OTHERS[language][on]
        : named(CONSEQUENCES[language][consideration.value][on]);
  const { from } = consideration;
  const isSigned = 'read' in from && from.read.signed;
  return {
    so: so(side),
    ask: questions(consideration, scenario),
    ...('judgement' in from ? judgementWords(from.judgement, language) : {}),
    ...(isSigned ? { otherwise: { say: [], echo: [], so: so(side === 'for' ? 'against' : 'for') } } : {}),
  };
}

function questions({ from }: Consideration, { language, facts }: Scenario): string[] {
  if ('judgement' in from) return [];
  if ('fact' in from) {
    const [head = '', member] = from.fact.split('.');
    const label = [facts[head]?.label ?? head, member].filter(Boolean).join(' ');
    if (/\p{N}/u.test(label)) return [];
    return language === 'ko'
      ? [`${label}이/가 얼마나 (돼|돼요|됩니까)?`, `${label} 값을 (알아|아세요|아십니까)?`]
      : [`where do we stand on ${withArticle(label)}?`, `what do we know about ${withArticle(label)}?`];
  }
  const tool = tokensOf(from.tool).join(' ');
  return language === 'ko'
    ? [`${tool} 계산은 어떻게 (나와|나와요|나옵니까)?`]
    : [`what does the ${tool} calculation give?`];
}

/** With the article that a noun phrase lacks in the middle of an English sentence. */
function withArticle(label: string): string {
  return /^(\w+'s|the|an?|our|my|their|its|his|her|this|that|these|what|how|where|who|which|each|every|no|some|any|whether|when|why)\b/i.test(
    label,
  )
    ? label
    : `the ${label}`;
}

const FINITE =
  /\b(is|are|was|were|be|has|have|had|will|would|can|could|do|does|did|must|may|might|should|need|know|get|go|cannot|\w+n't|\w+'s|\w+'re|\w{3,}ed|\w{2,}[^su\W]s)\b/i;

/** A judgement as a clause that can be said, and as a noun phrase that takes it up again. */
function judgementWords(judgement: string, language: Language): Pick<Words, 'say' | 'echo'> {
  const text = judgement.trim().replace(/[.!]+$/, '');
  if (language === 'ko') return koreanJudgement(text);
  const clause = /^(I\b|[A-Z]{2}|[A-Z]\w*[A-Z0-9])/.test(text)
    ? text
    : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  return FINITE.test(clause)
    ? { say: [clause], echo: [`the point that ${clause}`] }
    : { say: [`there's ${clause}`], echo: [clause] };
}

function koreanJudgement(text: string): Pick<Words, 'say' | 'echo'> {
  if (/이다$/.test(text)) {
    const noun = text.slice(0, -2);
    return { say: [`${noun}이라고/라고 (봐|봐요|봅니다)`], echo: [`${noun}이라는/라는 점`] };
  }
  if (/다$/.test(text)) {
    return {
      say: [
        `${text}고 (봐|봐요|봅니다)`,
        `${text}는 점이 (있어|있어요|있습니다)`,
        `${text}는 게 (걸려|걸려요|걸립니다)`,
      ],
      echo: [`${text}는 점`],
    };
  }
  return { say: [`${text}이라고/라고 (봐|봐요|봅니다)`], echo: [`${text}이라는/라는 점`] };
}

const EXCLUDED: Record<Language, string[]> = {
  ko: ['OPTION은/는 고를 수 (없어|없어요|없습니다)', '그러면 OPTION은/는 (빠져|빠져요|빠집니다)'],
  en: ["OPTION can't be chosen at all", "that's off the table"],
};

/** What follows where the reason is about another reason. */
const OTHERS: Record<Language, Record<Side, string[]>> = {
  ko: {
    for: ['그 이유는 더 (분명해|분명해요|분명합니다)'],
    against: ['그 이유는 그만큼 약해(져|져요|집니다)'],
  },
  en: { for: ['that reason stands firmer'], against: ['that reason weighs less'] },
};

const CONSEQUENCES: Record<Language, Record<Value, Record<Side, string[]>>> = {
  en: {
    progress: {
      for: ['OPTION moves us forward', "we'd get further by OPTION", "we'd get further that way"],
      against: ['OPTION holds us back', "we'd get less far by OPTION", "we'd get less far that way"],
    },
    validity: {
      for: ['OPTION gives us a result that is easier to trust', 'OPTION holds up better', 'I could stand behind that'],
      against: ['OPTION leaves the result in doubt', 'OPTION is hard to stand behind', "I couldn't stand behind that"],
    },
    'data-quality': {
      for: ['OPTION is the better way for the data', 'the data gains by OPTION', 'the data would be the better for it'],
      against: [
        'OPTION is the worse way for the data',
        'the data suffers by OPTION',
        'the data would be the worse for it',
      ],
    },
    evidence: {
      for: ['OPTION stands on firmer ground', 'OPTION has something to show', "that's the side with something to show"],
      against: ['OPTION stands on thin ground', 'OPTION has little to show for it', "there's little to show for it"],
    },
    cost: {
      for: ['OPTION saves money', 'OPTION is the cheaper way', "that's the cheaper way"],
      against: ['OPTION gets expensive', "OPTION takes money we'd have to find", "that's money we'd have to find"],
    },
    schedule: {
      for: ['OPTION gets us there sooner', 'the date holds with OPTION', 'the date holds that way'],
      against: ['OPTION costs us time', 'the date slips with OPTION', 'the date slips with it'],
    },
    reliability: {
      for: ['OPTION is the safer way', 'less can go wrong with OPTION', 'less can go wrong that way'],
      against: ['OPTION is the riskier way', 'more can go wrong with OPTION', 'more can go wrong that way'],
    },
    efficiency: {
      for: [
        'OPTION makes better use of what we have',
        'we get more out of OPTION',
        "we'd get more out of what we have",
      ],
      against: [
        'OPTION makes poor use of what we have',
        'we get less out of OPTION',
        "we'd get less out of what we have",
      ],
    },
    simplicity: {
      for: ['OPTION keeps things simple', 'OPTION leaves less to look after', "there's less to look after that way"],
      against: [
        'OPTION makes things complicated',
        'OPTION leaves more to look after',
        "there's more to look after that way",
      ],
    },
    'user-impact': {
      for: ['OPTION is better for the people who use it', 'users gain by OPTION', 'users are better off that way'],
      against: ['OPTION is worse for the people who use it', 'users lose by OPTION', 'users are worse off that way'],
    },
  },
  ko: {
    progress: {
      for: ['OPTION 쪽이 더 멀리 (가|가요|갑니다)', '그만큼 OPTION이/가 앞서 (가|가요|갑니다)'],
      against: ['OPTION은/는 발목을 (잡아|잡아요|잡습니다)', '그만큼 OPTION은/는 뒤로 (밀려|밀려요|밀립니다)'],
    },
    validity: {
      for: ['OPTION 쪽 결과가 더 믿을 (만해|만해요|만합니다)', 'OPTION 쪽이 결과를 쓰기에 (편해|편해요|편합니다)'],
      against: [
        'OPTION 쪽 결과는 믿기 (어려워|어려워요|어렵습니다)',
        'OPTION 쪽 값은 그대로 쓰기 (어려워|어려워요|어렵습니다)',
      ],
    },
    'data-quality': {
      for: ['데이터에는 OPTION 쪽이 (나아|나아요|낫습니다)', 'OPTION 쪽이 데이터가 더 (좋아|좋아요|좋습니다)'],
      against: ['데이터에는 OPTION 쪽이 더 (나빠|나빠요|나쁩니다)', 'OPTION 쪽은 데이터가 걱정(이야|이에요|입니다)'],
    },
    evidence: {
      for: ['OPTION 쪽은 근거가 더 (있어|있어요|있습니다)', '그만큼 OPTION 쪽 근거가 (단단해|단단해요|단단합니다)'],
      against: ['OPTION 쪽은 보여 줄 게 (적어|적어요|적습니다)', '그만큼 OPTION 쪽 근거가 (얇아|얇아요|얇습니다)'],
    },
    cost: {
      for: ['OPTION 쪽이 돈이 덜 (들어|들어요|듭니다)', '그만큼 OPTION 쪽이 (싸|싸요|쌉니다)'],
      against: ['OPTION에는 돈이 더 (들어|들어요|듭니다)', 'OPTION은/는 그만큼 비싸(져|져요|집니다)'],
    },
    schedule: {
      for: ['OPTION 쪽이 날짜를 (지켜|지켜요|지킵니다)', '그만큼 OPTION 쪽이 빨리 (끝나|끝나요|끝납니다)'],
      against: ['OPTION에는 시간이 더 (들어|들어요|듭니다)', 'OPTION은/는 그만큼 늦어(져|져요|집니다)'],
    },
    reliability: {
      for: ['OPTION 쪽이 더 (안전해|안전해요|안전합니다)', 'OPTION 쪽이 탈이 덜 (나|나요|납니다)'],
      against: ['OPTION 쪽이 탈이 나기 (쉬워|쉬워요|쉽습니다)', 'OPTION은/는 그만큼 (위험해|위험해요|위험합니다)'],
    },
    efficiency: {
      for: ['OPTION 쪽이 자원을 더 잘 (써|써요|씁니다)', '같은 자원이면 OPTION 쪽이 더 (나와|나와요|나옵니다)'],
      against: ['OPTION 쪽은 자원을 (버려|버려요|버립니다)', '같은 자원이면 OPTION 쪽이 덜 (나와|나와요|나옵니다)'],
    },
    simplicity: {
      for: ['OPTION 쪽이 더 (단순해|단순해요|단순합니다)', 'OPTION 쪽이 돌볼 게 (적어|적어요|적습니다)'],
      against: ['OPTION은/는 그만큼 복잡해(져|져요|집니다)', 'OPTION 쪽은 돌볼 게 (늘어|늘어요|늡니다)'],
    },
    'user-impact': {
      for: [
        '쓰는 사람한테는 OPTION 쪽이 (나아|나아요|낫습니다)',
        'OPTION 쪽을 쓰는 사람이 더 (좋아해|좋아해요|좋아합니다)',
      ],
      against: [
        'OPTION 쪽은 쓰는 사람이 (불편해|불편해요|불편합니다)',
        '쓰는 사람한테는 OPTION 쪽이 더 (나빠|나빠요|나쁩니다)',
      ],
    },
  },
};
