import { ofLast, ofRecent } from '../../core/once.ts';
/** Words of a text: Latin words and numbers in lower case, Korean words without their particles. */
export function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[a-z][a-z0-9+-]*|\d+(?:\.\d+)?|[가-힣]+/gu) ?? []).map(stem);
}

const PARTICLES =
  /(?:에서는|에서도|으로는|에게는|한테는|이라는|이라고|에서|으로|에게|한테|까지|부터|보다|처럼|이랑|이나|라도|라고|이고|은|는|이|가|을|를|의|에|로|와|과|도|만|랑|나)$/u;

function stem(word: string): string {
  if (!/^[가-힣]{3,}$/u.test(word)) return word;
  const bare = word.replace(PARTICLES, '');
  return bare.length >= 2 ? bare : word;
}

/** Texts that are kept as they were cut: a turn, its sentences, and back to the turn. */
const MOST_CUT = 64;

/** Words that carry content: no digits, no grammar. */
export const contentWords = ofRecent(MOST_CUT, (text): readonly string[] =>
  wordsOf(text).filter((word) => word.length > 1 && !/^\d/.test(word) && !STOP.has(word)),
);

const STOP = new Set(
  (
    'the a an and or but if of to in on at for with by from as is are was were be been it its this that these those i you he she we they me my your our their not no do does did have has had will would can could should so than then there here what which who how when why just all any more most some one two only also about into out up down over after before ' +
    '그리고 그런데 근데 그래서 하지만 이건 그건 저건 이거 그거 이게 그게 나는 내가 제가 저는 우리 있어 없어 있다 없다 하는 하면 해서 그냥 일단 아니 지금 오늘 다시 한번 같이 먼저 조금 이제 정말 진짜 그럼 이번 하나 있는 없는 같은 것 거 수 때 좀 더 안 못 다 잘'
  ).split(' '),
);

/** Latin words, and pairs of syllables within Korean ones, so that particles and endings do not hide a stem. */
export const piecesIn = ofRecent(MOST_CUT, (text): readonly string[] => {
  const pieces: string[] = [];
  for (const word of text.toLowerCase().match(/[a-z][a-z0-9+-]+|[가-힣]+/gu) ?? [])
    if (word.charCodeAt(0) < 128) pieces.push(word);
    else for (let at = 0; at < word.length - 1; at += 1) pieces.push(word.slice(at, at + 2));
  return pieces;
});

/** Letters and digits in lower case, without spaces and signs. */
export const squeezed = ofLast((text) =>
  text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, ''),
);

/** Letters of one run by which copying is seen. */
export const RUN = 10;

/** Runs of n characters of a squeezed text. */
export function shinglesOf(text: string, n: number): string[] {
  const solid = squeezed(text);
  const found: string[] = [];
  for (let at = 0; at + n <= solid.length; at++) found.push(solid.slice(at, at + n));
  return found;
}

/** Share of a text's n-character runs that another text has too; 0 for what is shorter than n. */
export function containment(
  text: string,
  within: ReadonlySet<string> | ReadonlyMap<string, unknown>,
  n: number,
): number {
  const runs = shinglesOf(text, n);
  return runs.length === 0 ? 0 : runs.filter((run) => within.has(run)).length / runs.length;
}

/** Texts whose language is kept: many checks ask for that of the same turn. */
const MOST_KEPT = 2_000;

/** `ko`, `ja`, `zh`, `ru`, `en`, `es`, `fr`, `de`, ..., or null for what has too few letters. Code and names in Latin letters do not make Korean English. */
export const languageOf = ofRecent(MOST_KEPT, (text): string | null => {
  const plain = text.replace(/`[^`]*`|https?:\/\/\S+/gu, ' ');
  const count = (pattern: RegExp) => plain.match(pattern)?.length ?? 0;
  const hangul = count(/[가-힣]/gu);
  const kana = count(/[\u3040-\u30ff]/gu);
  const han = count(/[\u4e00-\u9fff]/gu);
  const cyrillic = count(/[\u0400-\u04ff]/gu);
  const other = count(/[\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f]/gu);
  const latinWords = plain.match(/\p{Script=Latin}+/gu) ?? [];
  // A syllable of Hangul and a Chinese character say about as much as half a Latin word.
  const scores: [string, number][] = [
    ['ko', hangul / 2],
    ['ja', kana > 0 ? (kana + han) / 2 : 0],
    ['zh', kana > 0 ? 0 : han / 1.5],
    ['ru', cyrillic / 4],
    ['und', other / 3],
    ['latin', latinWords.length * (hangul > 3 ? 0.6 : 1)],
  ];
  const [best, weight] = scores.sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  if (weight < 1) return null;
  return best === 'latin' ? latinLanguage(latinWords) : best;
});

const FUNCTION_WORDS: Record<string, Set<string>> = {
  en: new Set(
    'the a of to and is in it that for on with as was be this are we i you not have but at by if or from they what so can will do your my our me just let run before after'.split(
      ' ',
    ),
  ),
  es: new Set(
    'el la los las de que y en un una es por con para no se lo como más pero su esto está hay muy este esta del al nos si ya sobre'.split(
      ' ',
    ),
  ),
  fr: new Set(
    'le la les de des et est un une dans que qui pour pas sur ce cette avec nous vous je il elle ne se plus mais du au en sont on'.split(
      ' ',
    ),
  ),
  de: new Set(
    'der die das und ist ein eine nicht ich wir sie es zu den dem mit auf für von im wie auch aber dass wenn noch nur bei einen werden'.split(
      ' ',
    ),
  ),
  pt: new Set('o a os as de que e em um uma é por com para não se do da no na mais mas isso está muito nós'.split(' ')),
  it: new Set('il lo la gli le di che e in un una è per con non si del della ma anche più questo sono nel'.split(' ')),
};

function latinLanguage(words: readonly string[]): string {
  const lower = words.map((word) => word.toLowerCase());
  const hits = Object.entries(FUNCTION_WORDS).map(
    ([language, set]) => [language, lower.filter((word) => set.has(word)).length] as const,
  );
  const [best, count] = [...hits].sort((a, b) => b[1] - a[1])[0] ?? ['en', 0];
  const english = hits.find(([language]) => language === 'en')?.[1] ?? 0;
  // One word that two languages have (`No. Disjoint sets commute.`) tells nothing.
  const telling = new Set(lower.filter((word) => FUNCTION_WORDS[best]?.has(word)));
  const isMost = count > english + 1 || (count > english && count / lower.length > 0.2);
  return isMost && telling.size > 1 ? best : 'en';
}
