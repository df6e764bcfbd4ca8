import type { ReplyFlaw } from '../core/effects.ts';
import type { Language } from '../core/language.ts';

/** What was wrong with a reply of a language model, in a few words. */
export const FLAWS: Record<Language, Record<ReplyFlaw, string>> = {
  ko: {
    empty: '빈 답',
    refused: '답을 거절함',
    filtered: '제공자가 답을 걸러 냄',
    cut: '답이 길이에서 잘림',
    truncated: '너무 길어 뒤를 잘라 냄',
    malformed: '도구 인자가 깨짐',
    'unknown-tool': '없는 도구를 부름',
    'too-many-calls': '도구를 너무 많이 부름',
    prose: '형식 없는 글',
    schema: '빠진 칸이 있음',
    invalid: '없는 주장이나 사람을 가리킴',
    'spoke-for-others': '남의 말까지 씀',
  },
  en: {
    empty: 'an empty reply',
    refused: 'a refusal',
    filtered: 'filtered by the provider',
    cut: 'cut at its length',
    truncated: 'too long, and cut short',
    malformed: 'arguments that are not JSON',
    'unknown-tool': 'a tool that does not exist',
    'too-many-calls': 'too many tool calls',
    prose: 'prose without a form',
    schema: 'parts that are missing',
    invalid: 'a claim or member that is not there',
    'spoke-for-others': "others' lines written too",
  },
};
