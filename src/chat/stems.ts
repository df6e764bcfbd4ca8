/** Words that are said with a question, and tell nothing of what it is about. */
const AROUND: ReadonlySet<string> = new Set(
  (
    'the and for are was were you your what when which where who why how does did can could should would will has have had ' +
    'doesn don didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn ' +
    'about tell think know get got say said please there their them they this that with from into than then some any not but ' +
    '어떻 얼마 무엇 뭐가 뭔가 어떤 해야 해요 하나 할까 하면 하지 있어 있나 있을 없어 되나 되는 뭐야 뭐예 뭐에 뭔데 뜻이 알려 생각 언제 어디 누구 오늘 지금 자주 혹시 그럼 그게 이게 대해 관해 말해 설명 좋을 좋아 나아 중에 있는 하는 했어 해줘 주세 정말 너무 그냥 보통 요즘'
  ).split(' '),
);

/** Latin words by their beginnings, Korean ones by their first two syllables, which endings leave alone; numbers whole. */
export function stemsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-z][a-z0-9-]{2,}|\p{Script=Hangul}{2,}|\d{2,}/gu) ?? [];
  const telling = words.filter((word) => !AROUND.has(word)).map(stemOf);
  return new Set(telling.filter((stem) => !AROUND.has(stem)));
}

function stemOf(word: string): string {
  if (/\p{Script=Hangul}/u.test(word)) return word.slice(0, 2);
  return word.replace(/(?:ing|ies|es|ed|s|e)$/, '').slice(0, 8);
}

/** How much a word tells: the fewer of the texts have it, the more. */
export function weightsOf(words: Iterable<string>, texts: readonly ReadonlySet<string>[]): Map<string, number> {
  return new Map(
    [...words].map((word) => {
      const times = texts.filter((text) => text.has(word)).length;
      return [word, Math.log((texts.length + 1) / (times + 0.5))];
    }),
  );
}

export const isKorean = (text: string) => /\p{Script=Hangul}/u.test(text);
