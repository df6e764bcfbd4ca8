/** Numbers that are written out, English and Korean, as speech has them: up to a hundred, and round hundreds. */
const ONES =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const NATIVE_ONES = ['하나', '둘', '셋', '넷', '다섯', '여섯', '일곱', '여덟', '아홉'];
/** Before a counter: `세 층`, `스무 대`. */
const NATIVE_BEFORE = ['한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉'];
const NATIVE_TENS = ['열', '스물', '서른', '마흔', '쉰', '예순', '일흔', '여든', '아흔'];
const SINO = '일이삼사오육칠팔구';

const values = new Map<string, number>();
for (const [index, word] of ONES.entries()) values.set(word, index + 1);
for (const [index, ten] of TENS.entries()) {
  values.set(ten, (index + 2) * 10);
  for (const [one, word] of ONES.slice(0, 9).entries()) {
    values.set(`${ten}-${word}`, (index + 2) * 10 + one + 1);
    values.set(`${ten} ${word}`, (index + 2) * 10 + one + 1);
  }
}
for (const word of ['a hundred', 'one hundred', '백']) values.set(word, 100);
values.set('스무', 20);
for (const [index, word] of [...NATIVE_ONES.entries()]) values.set(word, index + 1);
for (const [index, word] of NATIVE_BEFORE.entries()) values.set(word, index + 1);
for (const [index, ten] of NATIVE_TENS.entries()) {
  values.set(ten, (index + 1) * 10);
  for (const [one, word] of NATIVE_BEFORE.entries()) values.set(`${ten}${word}`, (index + 1) * 10 + one + 1);
}

/** The value of a number in words, in lower case; undefined for what is none. */
export function wordValue(word: string): number | undefined {
  return values.get(word.toLowerCase()) ?? sinoValue(word);
}

/** `십육`, `삼십`, `사`: the numbers that Korean counts years and minutes in. */
function sinoValue(word: string): number | undefined {
  const [, tens, hasTen, ones] = /^([이삼사오육칠팔구]?)(십)?([일이삼사오육칠팔구]?)$/u.exec(word) ?? [];
  if (word === '' || (hasTen === undefined && tens !== '' && ones !== '')) return undefined;
  const digit = (letter = '') => SINO.indexOf(letter) + 1;
  if (hasTen === undefined) return digit(tens === '' ? ones : tens);
  return (tens === '' ? 1 : digit(tens)) * 10 + digit(ones);
}

const longestFirst = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|');

/** Alternatives for a pattern, longest first: English words from two on, as `one` counts nothing most of the time. */
export const ENGLISH_NUMBERS = longestFirst(
  [...values.keys()].filter((word) => /^[a-z]/u.test(word) && !word.includes(' ') && word !== 'one'),
);
export const KOREAN_NUMBERS = longestFirst(
  [...values.keys()].filter(
    (word) => /^[가-힣]/u.test(word) && word !== '한' && !NATIVE_ONES.slice(0, 4).includes(word),
  ),
);
