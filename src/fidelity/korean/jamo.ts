/** Final consonants as they are typed, and as they follow a vowel in decomposed text. */
const FINALS: Record<string, string> = {
  ㄱ: '\u11a8',
  ㄴ: '\u11ab',
  ㄷ: '\u11ae',
  ㄹ: '\u11af',
  ㅁ: '\u11b7',
  ㅂ: '\u11b8',
  ㅅ: '\u11ba',
  ㅆ: '\u11bb',
  ㅄ: '\u11b9',
  ㄶ: '\u11ad',
  ㅎ: '\u11c2',
  ㅇ: '\u11bc',
};

/** Text in conjoining letters, so that `합니다` ends in `ㅂ니다`. */
export function decompose(text: string): string {
  return text.normalize('NFD');
}

/** A pattern over decomposed text: `ㅂ니다` means a syllable that closes with ㅂ and then 니다. Alternatives by `|`. */
export function endingPattern(alternatives: string): RegExp {
  const body = alternatives
    .split('|')
    .map((one) => [...one].map((letter) => FINALS[letter] ?? letter.normalize('NFD')).join(''))
    .join('|');
  return new RegExp(`(?:${body})$`, 'u');
}
