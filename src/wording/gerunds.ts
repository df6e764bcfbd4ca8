/** Korean verbs as an author lists what is to be done, `점수를 받기`, carried on into a sentence. */

const FIRST = 0xac00;
const FINALS = 28;
const RIEUL = 8;

const finalOf = (syllable: string) => (syllable.charCodeAt(0) - FIRST) % FINALS;
const withFinal = (syllable: string, final: number) =>
  String.fromCharCode(syllable.charCodeAt(0) - finalOf(syllable) + final);

/** Stems whose last consonant changes or falls before a vowel. */
const IRREGULAR: Readonly<Record<string, string>> = {
  듣: '들으',
  걷: '걸으',
  묻: '물으',
  싣: '실으',
  돕: '도우',
  굽: '구우',
  눕: '누우',
  줍: '주우',
  짓: '지으',
  붓: '부으',
  잇: '이으',
  긋: '그으',
  젓: '저으',
};

/** The stem before an ending that begins with `으` after a consonant: `재기` -> `재`, `받기` -> `받으`, `듣기` -> `들으`; null for a noun. */
function stemOf(noun: string): string | null {
  // With a number in it the words stay as they were written: they are a name, and its number nobody's claim.
  if (/\d/.test(noun)) return null;
  const [, before = '', last = ''] = /^(.*?)([가-힣])기$/su.exec(noun) ?? [];
  if (last === '') return null;
  const irregular = IRREGULAR[last];
  if (irregular !== undefined) return before + irregular;
  const final = finalOf(last);
  return before + last + (final === 0 || final === RIEUL ? '' : '으');
}

/** `재기` -> `재면`; null for a noun. */
export function ifDone(noun: string): string | null {
  const stem = stemOf(noun);
  return stem === null ? null : `${stem}면`;
}

/** `재기` -> `잴`, `받기` -> `받을`, `만들기` -> `만들`; null for a noun. */
export function toBeDone(noun: string): string | null {
  const stem = stemOf(noun);
  if (stem === null) return null;
  const last = stem.slice(-1);
  return finalOf(last) === RIEUL ? stem : stem.slice(0, -1) + withFinal(last, RIEUL);
}
