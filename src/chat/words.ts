import type { PersonaCard } from '../core/card.ts';
import type { Language, Register } from '../core/language.ts';
import { withParticles } from '../wording/particles.ts';

type Form = Record<Register | 'en', string>;

/** What is said around an answer of the offline engine, at the speech level of the card. */
const WORDS = {
  intro: {
    plain: '나는 {name}이야/야. {role}으로/로 일하고 있어.',
    polite: '저는 {name}이에요/예요. {role}으로/로 일하고 있어요.',
    formal: '저는 {name}입니다. {role}으로/로 일하고 있습니다.',
    en: 'I am {name}, {role}.',
  },
  offers: {
    plain:
      '크기, 시간, 비용은 계산해 주고, 나와 팀의 문제에 관해서는 카드와 시나리오에 있는 대로 답할게. 언어 모델 없이 답하는 거라 그 밖의 얘기는 못 해.',
    polite:
      '크기, 시간, 비용은 계산해 드리고, 저와 팀의 문제에 관해서는 카드와 시나리오에 있는 대로 답할게요. 언어 모델 없이 답하는 거라 그 밖의 이야기는 못 해요.',
    formal:
      '크기, 시간, 비용은 계산해 드리고, 저와 팀의 문제에 관해서는 카드와 시나리오에 있는 대로 답하겠습니다. 언어 모델 없이 답하므로 그 밖의 이야기는 하지 못합니다.',
    en: 'I calculate sizes, times and costs, and answer about myself and the questions of the team from my card and the scripts. No language model answers here, so anything else is beyond me.',
  },
  engine: {
    plain: '사람은 아니야. {name} 카드와 계산기로 답하는 오프라인 엔진이고, 언어 모델도 아니야.',
    polite: '사람은 아니에요. {name} 카드와 계산기로 답하는 오프라인 엔진이고, 언어 모델도 아니에요.',
    formal: '사람이 아닙니다. {name} 카드와 계산기로 답하는 오프라인 엔진이며, 언어 모델도 아닙니다.',
    en: 'Not a person: an offline engine that answers from the card of {name} and with calculators, and no language model either.',
  },
  calculated: {
    plain: '계산해 봤어. {answer}',
    polite: '계산해 봤어요. {answer}',
    formal: '계산했습니다. {answer}',
    en: 'I calculated it. {answer}',
  },
  consulted: {
    plain: '그건 {colleague} 일이라 물어봤어. {colleague}(스텁)의 답: {answer}',
    polite: '그건 {colleague} 담당이라 물어봤어요. {colleague}(스텁)의 답: {answer}',
    formal: '그 일은 {colleague} 담당이라 문의했습니다. {colleague}(스텁)의 답: {answer}',
    en: 'That is for {colleague}, so I asked. {colleague}, a stub, says: {answer}',
  },
  left: {
    plain: '그건 {colleague} 일이야. {colleague}한테 물어봐.',
    polite: '그건 {colleague} 담당이에요. {colleague}한테 물어봐 주세요.',
    formal: '그 일은 {colleague} 담당입니다. {colleague}에게 문의해 주십시오.',
    en: 'That is for {colleague}. Ask them.',
  },
  unknown: {
    plain: '그건 내가 답할 수 없어, 대신 {value}은/는 물어봐도 돼.',
    polite: '그건 제가 답할 수 없어요, 대신 {value}은/는 물어보셔도 돼요.',
    formal: '그 질문에는 답할 수 없습니다만 {value}은/는 답해 드릴 수 있습니다.',
    en: 'I cannot answer that: nothing that I have covers it, but you can ask me {value}.',
  },
  ownTrade: {
    plain: '내 일이긴 한데 여기서 계산되는 건 없어. 가진 건 이것뿐이야.',
    polite: '제 일이긴 한데 여기서 계산되는 건 없어요. 가진 건 이것뿐이에요.',
    formal: '제 일이지만 여기서 계산되는 것은 없습니다. 가진 것은 이것뿐입니다.',
    en: 'That is my trade, but nothing here computes it. All that I have on it:',
  },
  askable: {
    plain: '내가 무엇을 먼저 보는지, 어떻게 판단하는지, 무엇을 남에게 맡기는지, 어디서 일했는지',
    polite: '제가 무엇을 먼저 보는지, 어떻게 판단하는지, 무엇을 남에게 맡기는지, 어디서 일했는지',
    formal: '제가 무엇을 먼저 보는지, 어떻게 판단하는지, 무엇을 남에게 맡기는지, 어디서 일했는지',
    en: 'what I put first, how I decide, what I leave to others, where I have worked',
  },
  askableScene: {
    plain: '{value}에서 무엇을 고를지',
    polite: '{value}에서 무엇을 고를지',
    formal: '{value}에서 무엇을 고를지',
    en: 'what I would decide on {value}',
  },
  askableExample: {
    plain: '“{value}” 같은 계산',
    polite: '“{value}” 같은 계산',
    formal: '“{value}”와 같은 계산',
    en: 'or for a calculation such as “{value}”',
  },
  long: {
    plain: '그건 너무 길어. 한 번에 {most}자까지만 읽어.',
    polite: '그건 너무 길어요. 한 번에 {most}자까지만 읽어요.',
    formal: '너무 깁니다. 한 번에 {most}자까지만 읽습니다.',
    en: 'That is too long for me: I read at most {most} characters at once.',
  },
  example: {
    plain: '이런 건 계산돼. “{value}”',
    polite: '이런 질문은 계산할 수 있어요. “{value}”',
    formal: '이런 질문은 계산해 드릴 수 있습니다. “{value}”',
    en: 'This I can calculate: “{value}”',
  },
  thanked: {
    plain: '천만에. 또 물어봐.',
    polite: '별말씀을요. 또 물어봐 주세요.',
    formal: '별말씀을요. 언제든 물어봐 주십시오.',
    en: 'You are welcome. Ask me anything else.',
  },
  philosophy: { plain: '“{value}”', polite: '“{value}”', formal: '“{value}”', en: '“{value}”' },
  values: {
    plain: '{first}이/가 먼저야. 그다음은 {rest}.',
    polite: '{first}이/가 먼저예요. 그다음은 {rest}이에요/예요.',
    formal: '{first}이/가 먼저입니다. 그다음은 {rest}입니다.',
    en: '{first} comes first. Then {rest}.',
  },
  specialization: {
    plain: '내 분야는 {value}이야/야.',
    polite: '제 분야는 {value}이에요/예요.',
    formal: '제 분야는 {value}입니다.',
    en: 'My field is {value}.',
  },
  languages: {
    plain: '{value} 할 줄 알아.',
    polite: '{value} 할 줄 알아요.',
    formal: '{value}을/를 합니다.',
    en: 'I know {value}.',
  },
  career: {
    plain: '{value}에서 일했어.',
    polite: '{value}에서 일했어요.',
    formal: '{value}에서 일했습니다.',
    en: 'I worked at {value}.',
  },
  workedAt: {
    plain: '응, {value}에서 일했어.',
    polite: '네, {value}에서 일했어요.',
    formal: '네, {value}에서 일했습니다.',
    en: 'Yes, I was at {value}.',
  },
  neverAt: {
    plain: '아니, {value}에서 일했어.',
    polite: '아니요, {value}에서 일했어요.',
    formal: '아닙니다. {value}에서 일했습니다.',
    en: 'No, I was at {value}.',
  },
  strengths: {
    plain: '카드에 적힌 강점은 {value}이야/야.',
    polite: '카드에 적힌 강점은 {value}이에요/예요.',
    formal: '카드에 적힌 강점은 {value}입니다.',
    en: 'My card names as strengths: {value}.',
  },
  growth: {
    plain: '카드에 이렇게 적혀 있어: {value}.',
    polite: '카드에 이렇게 적혀 있어요: {value}.',
    formal: '카드에 이렇게 적혀 있습니다: {value}.',
    en: 'My card says: {value}.',
  },
  tools: {
    plain: '{value} 쓰고 있어.',
    polite: '{value} 쓰고 있어요.',
    formal: '{value}을/를 쓰고 있습니다.',
    en: 'I use {value}.',
  },
  personality: {
    plain: '카드에는 이렇게 적혀 있어. {value}',
    polite: '카드에는 이렇게 적혀 있어요. {value}',
    formal: '카드에는 이렇게 적혀 있습니다. {value}',
    en: 'My card says: {value}',
  },
  colleagues: {
    plain: '같이 일하는 사람은 {value}이야/야.',
    polite: '같이 일하는 분들은 {value}이에요/예요.',
    formal: '함께 일하는 사람은 {value}입니다.',
    en: 'I work with {value}.',
  },
  koreanOnly: {
    plain: '{value}',
    polite: '{value}',
    formal: '{value}',
    en: 'My card has this in Korean only: {value}',
  },
  rule: {
    plain: '내 순서대로면 이래: {value}.',
    polite: '제 순서대로면 이래요: {value}.',
    formal: '제 순서로는 이렇습니다: {value}.',
    en: 'By my own rule: {value}.',
  },
  once: {
    plain: '전에 이렇게 말했어. “{value}”',
    polite: '전에 이렇게 말했어요. “{value}”',
    formal: '전에 이렇게 말씀드렸습니다. “{value}”',
    en: 'As I put it before: “{value}”',
  },
  written: {
    plain: '카드에는 이렇게 적혀 있어. {value}.',
    polite: '카드에는 이렇게 적혀 있어요. {value}.',
    formal: '카드에는 이렇게 적혀 있습니다. {value}.',
    en: 'My card says: {value}.',
  },
  method: {
    plain: '내 방식은 이래: {value}',
    polite: '제 방식은 이래요: {value}',
    formal: '제 방식은 이렇습니다: {value}',
    en: 'My way is this: {value}',
  },
  inOrder: {
    plain: '상황에 따라서는 이렇게 해: {value}.',
    polite: '상황에 따라서는 이렇게 해요: {value}.',
    formal: '상황에 따라서는 이렇게 합니다: {value}.',
    en: 'Depending on the case, I {value}.',
  },
  lastTraded: {
    plain: '마지막까지 안 내주는 건 {value}이야/야.',
    polite: '마지막까지 안 내주는 건 {value}이에요/예요.',
    formal: '끝까지 내주지 않는 것은 {value}입니다.',
    en: 'What I give up last is {value}.',
  },
  leaves: {
    plain: '내가 안 하고 {colleague}한테 맡기는 일이 있어: {value}.',
    polite: '제가 안 하고 {colleague}한테 맡기는 일이 있어요: {value}.',
    formal: '제가 하지 않고 {colleague}에게 맡기는 일이 있습니다: {value}.',
    en: 'This I leave to {colleague}: {value}.',
  },
  leavesNothing: {
    plain: '카드에는 남에게 맡긴다고 적힌 일이 없어.',
    polite: '카드에는 남에게 맡긴다고 적힌 일이 없어요.',
    formal: '카드에는 다른 사람에게 맡긴다고 적힌 일이 없습니다.',
    en: 'My card names no work that I leave to others.',
  },
  knows: {
    plain: '내가 아는 건 {value}이야/야.',
    polite: '제가 아는 건 {value}이에요/예요.',
    formal: '제가 아는 것은 {value}입니다.',
    en: 'What I know is {value}.',
  },
  trusts: {
    plain: '카드에 적힌 대로면 제일 믿는 사람은 {value}이야/야.',
    polite: '카드에 적힌 대로면 제일 믿는 분은 {value}이에요/예요.',
    formal: '카드에 적힌 대로라면 가장 신뢰하는 사람은 {value}입니다.',
    en: 'By my card I trust {value} most.',
  },
  colleague: {
    plain: '{colleague}은/는 {role}으로/로 일하는 동료야. 그 이상은 내 카드에 없어.',
    polite: '{colleague}은/는 {role}으로/로 일하는 동료예요. 그 이상은 제 카드에 없어요.',
    formal: '{colleague}은/는 {role}으로/로 일하는 동료입니다. 그 이상은 제 카드에 없습니다.',
    en: '{colleague} is a colleague, {role}. My card says no more of them.',
  },
  heardOf: {
    plain: '동료들이 이렇게 말했어: {value}.',
    polite: '동료들이 이렇게 말했어요: {value}.',
    formal: '동료들은 이렇게 말했습니다: {value}.',
    en: 'Colleagues have said: {value}.',
  },
  post: {
    plain: '{employer}에서 {role}으로/로 일했어{period}.',
    polite: '{employer}에서 {role}으로/로 일했어요{period}.',
    formal: '{employer}에서 {role}으로/로 일했습니다{period}.',
    en: 'At {employer} I was {role}{period}.',
  },
  readily: {
    plain: '이유만 맞으면 생각은 금방 바꿔.',
    polite: '이유만 맞으면 생각은 금방 바꿔요.',
    formal: '이유가 맞으면 생각을 곧바로 바꿉니다.',
    en: 'I change my mind readily once a reason holds.',
  },
  byNumber: {
    plain: '생각은 숫자를 보면 바꿔.',
    polite: '생각은 숫자를 보면 바꿔요.',
    formal: '숫자를 보면 생각을 바꿉니다.',
    en: 'I change my mind when a number shows it.',
  },
  late: {
    plain: '생각은 늦게, 다르게 읽을 수 없는 근거가 나와야 바꿔.',
    polite: '생각은 늦게, 다르게 읽을 수 없는 근거가 나와야 바꿔요.',
    formal: '다르게 읽을 수 없는 근거가 나와야 생각을 바꿉니다.',
    en: 'I change my mind late, and only on evidence that leaves no other reading.',
  },
  tries: {
    plain: '바로 해 볼 수 있는 것부터 꺼내는 편이야.',
    polite: '바로 해 볼 수 있는 것부터 꺼내는 편이에요.',
    formal: '바로 해 볼 수 있는 것부터 제안하는 편입니다.',
    en: 'I like to propose something that can be tried at once.',
  },
  waits: {
    plain: '먼저 나서서 해 보자고 하는 편은 아니야.',
    polite: '먼저 나서서 해 보자고 하는 편은 아니에요.',
    formal: '먼저 나서서 해 보자고 하는 편은 아닙니다.',
    en: 'I am not the first to say that we should just try something.',
  },
  scene: {
    plain: '지금 걸린 문제는 “{title}”이야/야. {value}',
    polite: '지금 다루는 문제는 “{title}”이에요/예요. {value}',
    formal: '지금 다루는 문제는 “{title}”입니다. {value}',
    en: 'The question is “{title}”: {value}',
  },
  scenes: {
    plain: '다루는 문제가 몇 개 있어: {value}. 어느 건지 말해 줘.',
    polite: '다루는 문제가 몇 개 있어요: {value}. 어느 건지 말씀해 주세요.',
    formal: '다루는 문제가 몇 가지 있습니다: {value}. 어느 것인지 말씀해 주십시오.',
    en: 'There are several questions: {value}. Say which one you mean.',
  },
  options: {
    plain: '고를 수 있는 건 이거야: {value}.',
    polite: '고를 수 있는 건 이거예요: {value}.',
    formal: '고를 수 있는 것은 다음과 같습니다: {value}.',
    en: 'The options are: {value}.',
  },
  voteNow: {
    plain: '남들 얘기를 듣기 전에 투표한다면 {option}이야/야. {value}',
    polite: '다른 분들 이야기를 듣기 전에 투표한다면 {option}이에요/예요. {value}',
    formal: '다른 분들의 이야기를 듣기 전에 투표한다면 {option}입니다. {value}',
    en: 'Before I have heard the others my vote is {option}. {value}',
  },
  undecided: {
    plain: '내가 아는 것만으로는 아직 못 정해.',
    polite: '제가 아는 것만으로는 아직 못 정해요.',
    formal: '제가 아는 것만으로는 아직 정하지 못합니다.',
    en: 'From what I know alone I cannot decide it yet.',
  },
  assumed: {
    plain: '{label}은/는 {value}으로/로 어림잡고 있는데, 정확히 들은 건 아니야.',
    polite: '{label}은/는 {value}으로/로 어림잡고 있는데, 정확히 들은 건 아니에요.',
    formal: '{label}은/는 {value}으로/로 어림잡고 있으나, 정확히 들은 것은 아닙니다.',
    en: 'I take {label} to be {value}, but nobody has told me.',
  },
  notKnown: {
    plain: '{label}은/는 나도 몰라.',
    polite: '{label}은/는 저도 몰라요.',
    formal: '{label}은/는 저도 모릅니다.',
    en: 'I do not know {label}.',
  },
  askThem: {
    plain: '{colleague}한테 물어봐.',
    polite: '{colleague}한테 물어봐 주세요.',
    formal: '{colleague}에게 문의해 주십시오.',
    en: 'Ask {colleague}.',
  },
  theirs: {
    plain: '{colleague} 생각은 본인한테 물어봐, 나는 내 생각만 말할 수 있어.',
    polite: '{colleague} 생각은 본인한테 물어봐 주세요, 저는 제 생각만 말할 수 있어요.',
    formal: '{colleague}의 생각은 본인에게 문의해 주십시오, 저는 제 생각만 말씀드릴 수 있습니다.',
    en: 'What {colleague} thinks is theirs to say: ask them, I can only speak for myself.',
  },
  source: { plain: ' (출처: {value})', polite: ' (출처: {value})', formal: ' (출처: {value})', en: ' (from {value})' },
  unmoved: {
    plain: '내가 아는 값 중에는 하나만 바뀌어도 선택이 바뀌는 게 없어.',
    polite: '제가 아는 값 중에는 하나만 바뀌어도 선택이 바뀌는 게 없어요.',
    formal: '제가 아는 값 가운데 하나만 바뀌어도 선택이 바뀌는 것은 없습니다.',
    en: 'No single figure that I know of would change my choice within its range.',
  },
  nothingOpen: {
    plain: '이 문제에서 내가 모르거나 어림잡은 값은 없어.',
    polite: '이 문제에서 제가 모르거나 어림잡은 값은 없어요.',
    formal: '이 문제에서 제가 모르거나 어림잡은 값은 없습니다.',
    en: 'Nothing in this question is unknown to me or only assumed.',
  },
  nothingOwn: {
    plain: '이 문제에서 나만 아는 값은 없어.',
    polite: '이 문제에서 저만 아는 값은 없어요.',
    formal: '이 문제에서 저만 아는 값은 없습니다.',
    en: 'In this question there is no figure that I alone know.',
  },
  otherTongue: {
    plain: '이 문제는 영어로 적혀 있어서 영어로 답할게.',
    polite: '이 문제는 영어로 적혀 있어서 영어로 답할게요.',
    formal: '이 문제는 영어로 적혀 있어 영어로 답하겠습니다.',
    en: 'The question is written in Korean, so I answer in it.',
  },
  stub: {
    plain: '({name}은/는 스텁이야. 데이터시트로 계산만 하고 재 보지는 않아.)',
    polite: '({name}은/는 스텁이에요. 데이터시트로 계산만 하고 재 보지는 않아요.)',
    formal: '({name}은/는 스텁입니다. 데이터시트로 계산만 하고 측정하지는 않습니다.)',
    en: '({name} is a stub: calculated from data sheets, never measured.)',
  },
} as const satisfies Record<string, Form>;

/** Says a sentence of the table, with what stands in its slots. */
export type Said = (kind: keyof typeof WORDS, values?: Readonly<Record<string, string>>) => string;

/** The speech level at which a card's member speaks to somebody whom they do not know. */
export const registerOf = ({ persona }: Pick<PersonaCard, 'persona'>): Register =>
  persona.relationships.find(({ to }) => to === '*')?.register ?? 'polite';

/** How a card's member puts something, in the language in which they are asked. */
export function speaker({ persona }: Pick<PersonaCard, 'persona'>, language: Language): Said {
  const level = registerOf({ persona });
  return (kind, values = {}) => {
    const form = WORDS[kind][language === 'en' ? 'en' : level];
    const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
    if (language === 'en') return filled(form);
    // Quoted and calculated texts stay as they are: only our own words have particles to be chosen.
    const kept = 'answer' in values ? 'answer' : /“\{value\}”|[:.] \{value\}/.test(form) ? 'value' : null;
    if (kept === null) return withParticles(filled(form));
    return withParticles(filled(form.replace(`{${kept}}`, '\u0000'))).replace('\u0000', () => values[kept] ?? '');
  };
}
