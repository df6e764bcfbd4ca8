/** How a Korean clause is carried on into the next one: because it is so, though it is, and, if. */
export const LINKS = ['since', 'but', 'and', 'if'] as const;
export type Link = (typeof LINKS)[number];

const LAST_GROUP = /\(([^()|]*)\|([^()|]*)\|([^()|]*)\)$/;
const FIRST_SYLLABLE = 0xac00;
const FINALS = 28;
const FINAL = { none: 0, ㄷ: 7, ㄹ: 8, ㅂ: 17, ㅄ: 18, ㅅ: 19, ㅆ: 20, ㅎ: 27 } as const;

/**
 * The clause with its last ending, `(어|어요|습니다)`, turned into a connective that is the same in every speech level:
 * `값이 (없어|없어요|없습니다)` and `since` give `값이 없으니까`. Null where the stem cannot be told from the ending,
 * and where the clause has that connective already.
 */
export function linked(clause: string, link: Link): string | null {
  if ((link === 'but' && clause.includes('지만')) || (link === 'since' && clause.includes('니까'))) return null;
  return carried(clause, link);
}

function carried(clause: string, link: Link): string | null {
  const group = LAST_GROUP.exec(clause);
  if (group === null) return clause.endsWith('이다') ? `${clause.slice(0, -2)}${copula('이', link)}` : null;
  const [whole, plain = '', , formal = ''] = group;
  const before = clause.slice(0, -whole.length);
  // Two forms by the sound before, `(이었어/였어|…)`: the particle rule cannot reach into a stem.
  if (plain === '' || (formal.includes('/') && !formal.endsWith('입니다'))) return null;
  if (formal.endsWith('입니다')) {
    const noun = formal.slice(0, -'입니다'.length);
    if (noun !== '') return `${before}${noun}${copula(finalOf(noun) === FINAL.none ? '' : '이', link)}`;
    return `${before}${copula(plain.includes('/') ? '이/' : plain.startsWith('이') ? '이' : '', link)}`;
  }
  const ending = /^(.*?)(습니다|니다)$/.exec(formal);
  if (ending === null) return null;
  const [, head = '', rest] = ending;
  const stem = before + head;
  return rest === '습니다' ? fromConsonant(stem, before + plain, link) : fromVowel(stem, before + plain, link);
}

/** `이` after a consonant, nothing after a vowel, `이/` where the noun before is a slot and decides later. */
function copula(after: '이' | '' | '이/', link: Link): string {
  const ending = { since: '니', but: '지만', and: '고', if: '면' }[link];
  const tail = link === 'since' ? '까' : '';
  return after === '이/' ? `이${ending}/${ending}${tail}` : `${after}${ending}${tail}`;
}

function fromConsonant(stem: string, plain: string, link: Link): string | null {
  if (link === 'but') return `${stem}지만`;
  if (link === 'and') return `${stem}고`;
  const final = finalOf(stem);
  // `갔으면` wishes or doubts; a past is not made a condition.
  if (final === FINAL.ㅆ && link === 'if' && !/[있겠]$/.test(stem)) return null;
  if (final === FINAL.ㄷ || final === FINAL.ㅅ || final === FINAL.ㅎ) return null;
  const ending = link === 'since' ? '니까' : '면';
  if (final === FINAL.ㅂ) {
    const open = withFinal(stem, FINAL.none);
    if (plain.startsWith(`${open}워`) || plain.startsWith(`${open}와`)) return `${open}우${ending}`;
  }
  return `${stem}으${ending}`;
}

/** `내려갑니다` hides a stem without its ㅂ, `듭니다` one without its ㄹ as well: the plain form shows which. */
function fromVowel(formal: string, plain: string, link: Link): string | null {
  if (finalOf(formal) !== FINAL.ㅂ) return null;
  const open = withFinal(formal, FINAL.none);
  const closed = withFinal(formal, FINAL.ㄹ);
  const stem = plain.startsWith(closed) ? closed : open;
  return { since: `${open}니까`, but: `${stem}지만`, and: `${stem}고`, if: `${stem}면` }[link];
}

function finalOf(text: string): number {
  const code = text.charCodeAt(text.length - 1) - FIRST_SYLLABLE;
  return code >= 0 && code < 11172 ? code % FINALS : -1;
}

function withFinal(text: string, final: number): string {
  const code = text.charCodeAt(text.length - 1) - FIRST_SYLLABLE;
  return text.slice(0, -1) + String.fromCharCode(FIRST_SYLLABLE + code - (code % FINALS) + final);
}

const VOLITION = /\(([^()|]*)\|([^()|]*)\|([^()|]*)겠습니다\)$/;

/** What somebody undertakes, `사본을 (뜰게|뜰게요|뜨겠습니다)`, as one step among others: `사본을 뜨고`, or the last before mine: `사본을 뜨면`. */
export function asStep(undertaking: string, form: 'and' | 'once'): string | null {
  const group = VOLITION.exec(undertaking);
  if (group === null) return null;
  const [whole, , , head = ''] = group;
  const stem = undertaking.slice(0, -whole.length) + head;
  if (form === 'and') return `${stem}고`;
  const final = finalOf(stem);
  if (final < 0) return null;
  return final === FINAL.none || final === FINAL.ㄹ ? `${stem}면` : `${stem}으면`;
}

/**
 * How a speaker ends a Korean clause: noted down (`모자람`), told as a reason (`모자라거든`), as found (`모자라더라고`), as known to both
 * (`모자라잖아`), as settled (`모자라지`), as just noticed (`모자라네`), as seen in passing (`모자라던데`).
 */
export const ENDINGS = ['noted', 'told', 'found', 'known', 'settled', 'noticed', 'seen'] as const;
export type Ending = (typeof ENDINGS)[number];

export const isEnding = (form: string): form is Ending => ENDINGS.some((known) => known === form);

const TAILS: Readonly<Record<Exclude<Ending, 'noted'>, readonly [plain: string, polite: string]>> = {
  told: ['거든', '거든요'],
  found: ['더라고', '더라고요'],
  known: ['잖아', '잖아요'],
  settled: ['지', '죠'],
  noticed: ['네', '네요'],
  seen: ['던데', '던데요'],
};

/** What stands between two sentences of a clause. */
const BETWEEN = '. ';

/** The clause with another last ending in the plain and the polite level; the formal one stays. Null where the stem cannot be told. */
export function ended(clause: string, ending: Ending): string | null {
  const at = clause.lastIndexOf(BETWEEN);
  // Whoever notes things down notes every sentence.
  if (ending === 'noted' && at >= 0) {
    const [before, last] = [clause.slice(0, at), clause.slice(at + BETWEEN.length)];
    const noted = ended(last, ending);
    return noted === null ? null : `${ended(before, ending) ?? before}${BETWEEN}${noted}`;
  }
  const group = LAST_GROUP.exec(clause);
  const but = carried(clause, 'but');
  if (group === null || but === null) return null;
  const [whole, plain = '', polite = '', formal = ''] = group;
  const before = clause.slice(0, -whole.length);
  if (!but.startsWith(before)) return null;
  const rest = but.slice(before.length);
  const isCopula = formal.endsWith('입니다');
  if (ending === 'noted') {
    const noun = isCopula ? `${formal.slice(0, -'입니다'.length)}임` : asNoun(rest.replace(/지만$/, ''), plain);
    return noun === null
      ? null
      : `${before}(${noun.replace(/낫음$/, '나음').replace(/짓음$/, '지음')}|${polite}|${formal})`;
  }
  const [low, high] = TAILS[ending];
  const form = (tail: string) =>
    rest === '이지만/지만'
      ? `이${tail.replace(/요$/, '')}/${tail.replace(/요$/, '')}${tail.endsWith('요') ? '요' : ''}`
      : rest.replace(/지만$/, tail);
  return `${before}(${form(low)}|${form(high)}|${formal})`;
}

/** What somebody is to do, `표본을 뽑아 둔다`, as what the speaker undertakes; as it is where it ends in no such verb. */
export function undertaken(action: string): string {
  const found = /^(.*?)([가-힣])(는)?다$/u.exec(action);
  const [, before = '', last = '', full] = found ?? [];
  if (found === null || (full === undefined && finalOf(last) !== 4)) return action;
  if (full !== undefined) return `${before}${last}(을게|을게요|는 일을 맡겠습니다)`;
  const will = withFinal(last, FINAL.ㄹ);
  return `${before}(${will}게|${will}게요|${withFinal(last, FINAL.none)}는 일을 맡겠습니다)`;
}

/** What somebody is to do as a thing that is done, `표본을 뽑아 두는 일`; null where it ends in no such verb. */
export function deedOf(action: string): string | null {
  const [, before = '', last = '', full] = /^(.*?)([가-힣])(는)?다$/u.exec(action) ?? [];
  if (full !== undefined) return `${before}${last}는 일`;
  return last !== '' && finalOf(last) === 4 ? `${before}${withFinal(last, FINAL.none)}는 일` : null;
}

/** A written sentence, `한 번만 쟀다`, as it is said; as it is where its stem cannot be told. */
export function levelled(written: string): string {
  const found = /^(.*?)([가-힣]+)다$/u.exec(written);
  const [, before = '', word = ''] = found ?? [];
  const last = word.at(-1) ?? '';
  const head = before + word.slice(0, -1);
  if (found === null) return written;
  if (last === '이') return `${head}(이야|이에요|입니다)`;
  if (last === '한') return `${head}(해|해요|합니다)`;
  if (last === '된') return `${head}(돼|돼요|됩니다)`;
  if ([FINAL.ㅆ, FINAL.ㅄ].some((final) => final === finalOf(last))) return `${head}${last}(어|어요|습니다)`;
  return written;
}

/** A stem as a noun, `남` and `남음`, `모자라` and `모자람`. */
function asNoun(stem: string, plain: string): string | null {
  if (stem === '') return '음';
  const final = finalOf(stem);
  if (final === FINAL.none) return withFinal(stem, 16);
  if (final === FINAL.ㄹ) return withFinal(stem, 10);
  if (final === FINAL.ㅂ && /[워와]/.test(plain)) return `${withFinal(stem, FINAL.none)}움`;
  return final < 0 ? null : `${stem}음`;
}
