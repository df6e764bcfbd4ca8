import { josa } from 'es-hangul';

/** Written `after a consonant/after a vowel`; a longer pair stands before one that it begins with. */
export const PAIRS = [
  '이라는/라는',
  '이라면/라면',
  '이라서/라서',
  '이라고/라고',
  '이라도/라도',
  '이라/라',
  '이에요/예요',
  '이었습니다/였습니다',
  '이었어요/였어요',
  '이었어/였어',
  '이었/였',
  '이지만/지만',
  '이지/지',
  '이거든/거든',
  '이더라고/더라고',
  '이던데/던데',
  '이군/군',
  '이잖아/잖아',
  '이란/란',
  '이야/야',
  '이면/면',
  '이고/고',
  '이네/네',
  '이니까/니까',
  '이던/던',
  '이니/니',
  '이다/다',
  '이죠/죠',
  '이랑/랑',
  '이나/나',
  '이요/요',
  '으로/로',
  '은/는',
  '이/가',
  '을/를',
  '과/와',
  '아/야',
] as const;
const PATTERN = new RegExp(`([^\\s]*[^\\s.,!?…'"”’)])(['"”’)]*)(${PAIRS.join('|')})(?![가-힣]/)`, 'gu');

const DIGITS = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];
const LETTERS: Record<string, string> = { L: '엘', M: '엠', N: '엔', R: '알' };
/** Endings of English words that close with a consonant when a Korean engineer says them: step, run, web, dataset. */
const CLOSED = /(?:[aeiou][pb]|[aiou]ck|ng|m|n|[^aeiou][ae]t)$/i;

/** Chooses each `을/를`-like pair by the sound before it, also after digits, units and English words. */
export function withParticles(text: string): string {
  return text.replace(PATTERN, (_, word: string, quote: string, pair: string) => {
    const [closed, open] = pair.split('/') as [string, string];
    const sound = soundOf(word);
    if (pair === '으로/로') return word + quote + josa.pick(sound, '으로/로');
    return word + quote + (josa.pick(sound, '을/를') === '을' ? closed : open);
  });
}

/** A Hangul syllable that ends as the word is spoken. */
function soundOf(word: string): string {
  const last = word.at(-1) ?? '';
  if (/[가-힣]/.test(last)) return last;
  if (/\d/.test(last)) return lastDigitSound(word);
  if (last === '%') return '트';
  if (/[A-Z]/.test(last) && /^[A-Z0-9-]+$/.test(word)) return LETTERS[last] ?? '이';
  if (/l$/i.test(word)) return '을';
  return CLOSED.test(word) ? '은' : '이';
}

function lastDigitSound(word: string): string {
  const number = /[\d,.]+$/.exec(word)?.[0].replaceAll(',', '') ?? '';
  if (number.includes('.')) return DIGITS[Number(number.at(-1))] ?? '이';
  if (/0000$/.test(number)) return '만';
  if (/000$/.test(number)) return '천';
  if (/00$/.test(number)) return '백';
  if (/0$/.test(number) && number !== '0') return '십';
  return DIGITS[Number(number.at(-1))] ?? '이';
}
