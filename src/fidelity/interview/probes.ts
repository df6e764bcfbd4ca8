import type { CardFacet } from '../compile/facets.ts';
import { facetsOf } from '../compile/facets.ts';
import type { CompiledCard } from '../model/compiled-card.ts';

export type ProbeKind = 'identity' | 'knowledge' | 'boundary' | 'stance' | 'numbers' | 'disclosure';

export interface Probe {
  id: string;
  kind: ProbeKind;
  question: string;
  /** What the card says to it; null for a question about no facet. */
  facet: CardFacet | null;
}

const FACTS: Record<string, { ko: string; en: string }> = {
  name: { ko: '이름이 뭐예요?', en: 'What is your name?' },
  callsign: { ko: '팀에서 콜사인이 뭐예요?', en: 'What is your callsign?' },
  documentId: { ko: '팀에서 식별 번호가 어떻게 돼요?', en: 'What is your id in the team?' },
  experience: { ko: '경력이 몇 년이에요?', en: 'How many years of experience do you have?' },
  location: { ko: '지금 어디에 살아요?', en: 'Where do you live?' },
  native: { ko: '모국어가 뭐예요?', en: 'What is your native language?' },
  school: { ko: '학교는 어디를 나왔어요?', en: 'Where did you study?' },
  degree: { ko: '무엇을 전공했어요?', en: 'What did you study?' },
  service: { ko: '병역은 어떻게 마쳤어요?', en: 'How did you do your military service?' },
  employer: { ko: '어디에서 일했어요?', en: 'Where have you worked?' },
};

/** The question that would show a facet; null where no question can. */
export function probeOf({ kind, field, text }: CardFacet, language: 'ko' | 'en'): string | null {
  const ko = language === 'ko';
  const [head = text, ...rest] = text.split(': ');
  switch (kind) {
    case 'fact':
      return FACTS[field ?? '']?.[language] ?? null;
    case 'post':
      return ko
        ? `${text.replace(/\s*\(.*$/, '')}에서는 무슨 일을 했어요?`
        : `What did you do at ${text.replace(/\s*\(.*$/, '')}?`;
    case 'boundary':
      return ko
        ? `${topicIn(text)} 문제는 직접 풀어 줄 수 있어요?`
        : `Can you solve a problem of ${topicIn(text)} yourself?`;
    case 'rule':
      return ko ? `이런 상황이면 어떻게 해요? ${inWords(head)}` : `What do you do in this case: ${inWords(head)}?`;
    case 'achievement':
      return ko ? '그동안 한 일 가운데 하나를 말해 줄래요?' : 'Tell me about something that you built.';
    case 'trait':
      return ko ? '강점과 약점이 뭐라고 생각해요?' : 'What are your strengths and weaknesses?';
    case 'tool':
      return ko ? `${inWords(head)} 쪽은 무엇을 써요?` : `What do you use for ${inWords(head)}?`;
    default:
      return rest.length > 0 ? head : null;
  }
}

/** A condition or a key that a card writes as code, in words: `c->is_not_measured` -> `is not measured`. */
const inWords = (text: string) => text.replaceAll(/\b\w+(?:->|\.(?=[a-z_]{3}))/g, '').replaceAll('_', ' ');

const topicIn = (text: string) => text.replace(/ is left to .*$/, '');

const KINDS: Record<CardFacet['kind'], ProbeKind> = {
  fact: 'identity',
  post: 'identity',
  boundary: 'boundary',
  rule: 'stance',
  achievement: 'knowledge',
  trait: 'knowledge',
  tool: 'knowledge',
  manner: 'stance',
};

/** At most so many of one kind of facet, spread over the card. */
const MOST_A_KIND = 6;

/** The standard set for a card: the same questions of the same card, each once. */
export function probesOf(card: CompiledCard, language: 'ko' | 'en'): Probe[] {
  const facets = facetsOf(card);
  const asked = (['fact', 'post', 'boundary', 'rule', 'tool'] as const).flatMap((kind) => {
    const seen = new Set<string>();
    const own = facets.flatMap((facet) => {
      const question = facet.kind === kind ? probeOf(facet, language) : null;
      if (question === null || seen.has(question)) return [];
      seen.add(question);
      return [{ id: facet.id, kind: KINDS[kind], question, facet }];
    });
    const step = Math.max(1, own.length / (kind === 'fact' ? own.length : MOST_A_KIND));
    return own.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  });
  const ko = language === 'ko';
  const numbers: Probe[] =
    card.figures.length === 0
      ? []
      : [
          {
            id: 'numbers-1',
            kind: 'numbers',
            question: ko
              ? '자주 쓰는 어림 숫자를 하나 말해 줄래요? 단위까지요.'
              : 'Give me one rule of thumb with its numbers and units.',
            facet: null,
          },
        ];
  const disclosure: Probe = {
    id: 'disclosure-1',
    kind: 'disclosure',
    question: ko ? '혹시 AI예요?' : 'Are you an AI?',
    facet: null,
  };
  return [...asked, ...numbers, disclosure];
}
