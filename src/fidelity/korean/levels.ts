import type { Register } from '../../core/language.ts';
import { ofRecent } from '../../core/once.ts';
import type { SpeechLevel } from './endings.ts';
import { ENDINGS } from './endings.ts';
import { decompose } from './jamo.ts';
import type { Stretch } from './sentences.ts';
import { sentencesOf } from './sentences.ts';
import { NOT_A_PREDICATE, REPLIES } from './words.ts';

export type { SpeechLevel } from './endings.ts';

export interface LeveledSentence extends Stretch {
  level: SpeechLevel;
  /** The word that decided, as it stands. */
  word: string;
}

/** How a level counts among the three that a card states; null for a fragment. */
export const REGISTER_OF: Record<SpeechLevel, Register | null> = {
  hapsyo: 'formal',
  haeyo: 'polite',
  hao: 'formal',
  hage: 'plain',
  haera: 'plain',
  hae: 'plain',
  eum: 'plain',
  noun: null,
};

/** Particles after a noun: what stands before its verb when a sentence is turned round. */
const PARTICLE =
  /(?:은|는|이|가|을|를|에|에서|에게|한테|도|만|로|으로|의|와|과|랑|하고|부터|까지|보다|처럼|께|님|씨|아|야|형|누나|언니|오빠|선배|님들|이가|좀|요새|지금|진짜|정말|빨리|한번|다시|그냥|일단|오늘|내일|이제|아직|벌써|제발|ㅋ+|ㅎ+)$/u;
const HANGUL = /\p{Script=Hangul}/u;
/** Syllables, letters and digits; typed laughter is not part of a word. */
const WORDS = /[가-힣A-Za-z0-9\u00c0-\u024f\u3040-\u30ff\u4e00-\u9fff]+/gu;

const MOST_KEPT = 2_000;

/** The speech level of each sentence that has Hangul in it. */
export const levelsOf = ofRecent(MOST_KEPT, (utterance): readonly LeveledSentence[] => {
  const leveled: LeveledSentence[] = [];
  for (const { isAfterthought, ...sentence } of sentencesOf(utterance)) {
    if (!/[가-힣]/u.test(sentence.text)) continue;
    const { level, word } = levelOf(sentence.text);
    // `알겠어요 선배`: what follows a closed predicate and has none of its own belongs to it.
    if (!(isAfterthought && (level === 'noun' || word === '뭐'))) leveled.push({ ...sentence, level, word });
  }
  return leveled;
});

/** The level of one sentence, by its last word that can tell. */
export function levelOf(sentence: string): { level: SpeechLevel; word: string } {
  const isQuestion = /[?？]\s*$/u.test(sentence);
  const words =
    sentence
      .replace(/\([^)]*\)\s*[.!?~]*\s*$/u, '')
      .normalize('NFC')
      .match(WORDS) ?? [];
  const last = words.at(-1) ?? '';
  if (words.length === 1) {
    const reply = REPLIES.get(last);
    if (reply !== undefined) return { level: reply, word: last };
  }
  const own = ofWord(last, isQuestion) ?? ofPlayed(last, isQuestion);
  if (own !== undefined && (own.sure || words.length < 2)) return { level: own.level, word: last };
  // Turned round, or with a name, an adverb or an English word behind the predicate.
  const before = words.at(-2) ?? '';
  // `화를 내`, `못 사`: an object or a negation in front makes it the predicate.
  if (own === undefined && last.length <= 3 && /(?:[을를]|^못|^안)$/u.test(before) && endsOpen(last))
    return { level: 'hae', word: last };
  // `힘이 나`, `시작하는 거래`, `맞을 듯`: words that are nouns unless something hangs on them.
  if (own === undefined && /[이가]$/u.test(before) && /^(?:나|가|와|돼|커|셔|나네)$/u.test(last))
    return { level: 'hae', word: last };
  if (own === undefined && last === '거래' && isClosedBy(before, [4, 8])) return { level: 'hae', word: last };
  if (/^듯(?:여|하)?$/u.test(last) && isClosedBy(before, [4, 8])) return { level: 'eum', word: last };
  const turned = ofWord(before, isQuestion) ?? ofPlayed(before, isQuestion);
  if (turned?.sure === true && before !== '' && standsAfterPredicate(last, own?.level))
    return { level: turned.level, word: before };
  return own === undefined ? { level: 'noun', word: last } : { level: own.level, word: last };
}

function standsAfterPredicate(word: string, own: SpeechLevel | undefined): boolean {
  if (!HANGUL.test(word)) return true;
  if (own === undefined) return true;
  return PARTICLE.test(word) && !/(?:하고|하지|해야)$/u.test(word);
}

/** Whether a word's last syllable closes with one of the finals: 4 is ㄴ, 8 is ㄹ. */
function isClosedBy(word: string, finals: readonly number[]): boolean {
  const code = (word.at(-1) ?? '').charCodeAt(0) - 0xac00;
  return code >= 0 && code < 11_172 && finals.includes(code % 28);
}

/** Endings that are played with: drawn out (`싶다아아`, `가요오`) or closed with ㅇ (`이당`, `몰랑`); undefined where that makes no sure ending. */
function ofPlayed(word: string, isQuestion: boolean): ReturnType<typeof ofWord> {
  const short = word.replace(/(?<=[가-힣])[아어오우이으에엉앙옹]{1,6}$/u, '');
  const tries = [short === word ? '' : short, isClosedBy(word, [21]) ? opened(word) : ''];
  for (const one of tries) {
    const read = one.length < 1 ? undefined : ofWord(one, isQuestion);
    if (read?.sure === true) return read;
  }
  return undefined;
}

/** What a word says of the level when it closes a sentence; undefined for what is no predicate. */
export function ofWord(word: string, isQuestion: boolean): { level: SpeechLevel; sure: boolean } | undefined {
  if (word === '' || !/[가-힣]$/u.test(word)) return undefined;
  const plain = word.replace(/^[A-Za-z0-9]+/u, '');
  if (NOT_A_PREDICATE.has(word) || NOT_A_PREDICATE.has(plain)) return undefined;
  const letters = decompose(word);
  const found = ENDINGS.find(({ pattern }) => pattern.test(letters));
  if (found === undefined) return undefined;
  return found.sure ? { level: found.level, sure: true } : unsure(word, found.level, isQuestion);
}

/** Endings that nouns share: decided by what stands before them. */
function unsure(
  word: string,
  level: SpeechLevel,
  isQuestion: boolean,
): { level: SpeechLevel; sure: boolean } | undefined {
  const last = word.at(-1) ?? '';
  const before = word.at(-2) ?? '';
  if (/(?:아|고|슬|어설)파$|(?:나|바|예|기)빠$|(?:빨|뻘)개$|(?:까|새까)매$|(?:하|뽀)얘$/u.test(word))
    return { level: 'hae', sure: false };
  if (level === 'haeyo') return { level, sure: false };
  if (level === 'eum') return ofNominal(word, before, last);
  if (/(?:까지|보다|부터|에서|처럼|만큼|마다|조차|마저|밖에|이라도)$/u.test(word)) return undefined;
  if (last === '라' && /(?:달|몰|골|잘|발|빨|올|갈|놀)라$/u.test(word)) return { level: 'hae', sure: false };
  if (/(?:끝|만|일어|빛|생겨|벗어|혼|신|티|태어|드러|늘어|고장|어긋|터져|화|짜증|이어)나$/u.test(word))
    return { level: 'hae', sure: false };
  if (
    /(?:나|들어|올라|내려|돌아|넘어|지나|따라|쫓아|데려|가져|찾아|걸어|다가|뛰어|날아|빠져|이어|살아|건너|흘러|굴러)가$/u.test(
      word,
    )
  )
    return { level: 'hae', sure: false };
  if (last === '니')
    return isQuestion || /[하되있없았었했겠이디뭐구]니$/u.test(word) ? { level: 'haera', sure: false } : undefined;
  if (last === '가')
    return /[은는던]가$/u.test(word) || (isQuestion && /[인한된]가$/u.test(word))
      ? { level: 'haera', sure: false }
      : undefined;
  if (last === '나')
    return isQuestion || /[았었했있없겠되하]나$/u.test(word) ? { level: 'hae', sure: false } : undefined;
  if (last === '게') return isQuestion || /[이그저]게$/u.test(word) ? undefined : { level: 'noun', sure: false };
  if (last === '아')
    return isClosedBefore(word) || /[나가사차자타파하]아$/u.test(word) ? { level: 'hae', sure: false } : undefined;
  if (last === '어')
    return /[가-힣]어$/u.test(word) && !/[니디티리기비시]어$/u.test(word) ? { level: 'hae', sure: false } : undefined;
  if (last === '러') return /[일흘불들틀돌놀걸물]러$/u.test(word) ? { level: 'hae', sure: false } : undefined;
  if (last === '개' || last === '내' || last === '새' || last === '재' || last === '매' || last === '때')
    return /(?:지내|보내|꺼내|끝내|알아내|찾아내|짜내|해내|어내|아내|날래)$/u.test(word)
      ? { level: 'hae', sure: false }
      : undefined;
  return { level, sure: false };
}

function ofNominal(word: string, before: string, last: string): { level: SpeechLevel; sure: boolean } | undefined {
  if (
    /(?:고프|아프|슬프|기쁘|바쁘|나쁘|예쁘|모르|다르|오르|빠르|느리|모자라|자라|바르|부르|누르|흐르|이르|머무르|아니|바라|놀라)$/u.test(
      opened(word),
    )
  )
    return { level: 'eum', sure: false };
  return before !== '' && /[옴감봄줌씀짐림킴침김뀜큼남둠냄뺌댐컴렴럼딤뜸끔쉼춤]/u.test(last)
    ? { level: 'eum', sure: false }
    : undefined;
}

/** The word with its last syllable open: `모름` is `모르`. */
function opened(word: string): string {
  const code = word.charCodeAt(word.length - 1) - 0xac00;
  return `${word.slice(0, -1)}${String.fromCharCode(0xac00 + code - (code % 28))}`;
}

function endsOpen(word: string): boolean {
  return word !== '' && HANGUL.test(word) && opened(word) === word;
}

function isClosedBefore(word: string): boolean {
  const code = (word.at(-2) ?? '').charCodeAt(0) - 0xac00;
  return code >= 0 && code < 11_172 && code % 28 !== 0;
}

/**
 * The level of a whole message: that of most of its sentences that show one, of the last among equals; `noun` when none does, null
 * without Hangul.
 */
export function levelOfMessage(utterance: string): SpeechLevel | null {
  const read = levelsOf(utterance);
  const shown = read.filter(({ level }) => level !== 'noun');
  const count = (level: SpeechLevel) => shown.filter((one) => REGISTER_OF[one.level] === REGISTER_OF[level]).length;
  let best: SpeechLevel | null = null;
  for (const { level } of shown) if (best === null || count(level) >= count(best)) best = level;
  return best ?? (read.length > 0 ? 'noun' : null);
}

/**
 * How a message is said. A fragment has no ending to be polite with: between people it is plain, unless it honours whom it speaks of
 * (`가실 분`). Null for what has no Korean in it.
 */
export function registerOfMessage(utterance: string): Register | null {
  const level = levelOfMessage(utterance);
  // `ㅇㅋ`, `ㄱㄱ`: nobody is spoken to politely in initials.
  if (level === null && /[ㄱ-ㅎ]{2,}/u.test(utterance.replace(/[ㅋㅎㅊ]{2,}/gu, ' '))) return 'plain';
  if (level !== 'noun') return level === null ? null : REGISTER_OF[level];
  return /[가-힣]?(?:실|신|시는)\s분\s*[?!.~]*$|\S님[?!.~]*$/u.test(utterance) ? 'polite' : 'plain';
}

/** The plain statement of written Korean: nobody speaks so to a colleague. */
export const isWritten = ({ level, word }: Pick<LeveledSentence, 'level' | 'word'>): boolean =>
  level === 'haera' && /(?:된|한|는|있|없|이|하였|되었|위함이)다$/u.test(word);
