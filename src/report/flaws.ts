import type { ReplyFlaw } from '../core/effects.ts';
import type { Language } from '../core/language.ts';

/** What was wrong with a reply of a language model, in a few words. */
export const FLAWS: Record<Language, Record<ReplyFlaw, string>> = {
  ko: {
    empty: '빈 응답',
    refused: '답변 거부',
    filtered: '제공자 필터에 걸림',
    cut: '길이 제한으로 잘림',
    truncated: '너무 길어 뒷부분을 자름',
    malformed: '도구 인자가 JSON이 아님',
    'unknown-tool': '없는 도구 호출',
    'too-many-calls': '도구 호출이 너무 많음',
    prose: '형식을 지키지 않은 글',
    schema: '빠진 항목이 있음',
    invalid: '없는 주장이나 사람을 가리킴',
    'spoke-for-others': '다른 사람의 발언까지 씀',
    unfounded: '근거 없는 숫자',
  },
  en: {
    empty: 'an empty reply',
    refused: 'a refusal',
    filtered: 'filtered by the provider',
    cut: 'cut off at the length limit',
    truncated: 'too long, cut off',
    malformed: 'tool arguments that are not JSON',
    'unknown-tool': 'a tool that does not exist',
    'too-many-calls': 'too many tool calls',
    prose: 'prose instead of a turn',
    schema: 'missing fields',
    invalid: 'an unknown claim or member',
    'spoke-for-others': 'lines for other speakers',
    unfounded: 'numbers without a source',
  },
};
