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
  '이어도/여도',
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
  return text.replace(PATTERN, (_, word: string, quote: string, pair: string, at: number) => {
    const [closed, open] = pair.split('/') as [string, string];
    const sound = soundOf(quote.includes(')') ? beforeBracket(text.slice(0, at + word.length)) : word);
    if (pair === '으로/로') return word + quote + josa.pick(sound, '으로/로');
    return word + quote + (josa.pick(sound, '을/를') === '을' ? closed : open);
  });
}

/** The word in front of a bracket that has just been closed: `누수 복구(4 km)는`, by 복구. */
function beforeBracket(text: string): string {
  const open = text.lastIndexOf('(');
  const before = open < 0 ? '' : (/\S+$/.exec(text.slice(0, open))?.[0] ?? '');
  return before === '' ? (/\S+$/.exec(text)?.[0] ?? text) : before;
}

/** How a unit behind a number ends as it is spoken. */
const SPOKEN_UNITS: Readonly<Record<string, string>> = {
  km: '터',
  cm: '터',
  mm: '터',
  m: '터',
  L: '터',
  kg: '램',
  mg: '램',
  g: '램',
  t: '톤',
  W: '트',
  kW: '트',
  MW: '트',
};

/** A Hangul syllable that ends as the word is spoken. */
function soundOf(word: string): string {
  const last = word.at(-1) ?? '';
  if (/[가-힣]/.test(last)) return last;
  const unit = Object.hasOwn(SPOKEN_UNITS, word) ? SPOKEN_UNITS[word] : undefined;
  if (unit !== undefined) return unit;
  if (/[²³]/.test(last)) return '터';
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
