import type { Relationship } from '../../core/card.ts';
import type { Register } from '../../core/language.ts';
import { NATURAL } from '../compile/compile-card.ts';
import type { Finding } from '../findings/finding.ts';
import type { LeveledSentence } from '../korean/levels.ts';
import { levelsOf, REGISTER_OF } from '../korean/levels.ts';
import { withoutQuotes } from '../korean/sentences.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import type { TurnInPlace, TurnReading } from '../model/scorer.ts';
import { cite, perTurn } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { languageOf } from '../reading/text.ts';
import { byReader, joinReadings } from './by-reader.ts';

type Evidence = Omit<ScoreEvidence, 'turn'>;

/** Endings that only tales and sermons have kept, whatever their level is called. */
const ARCHAIC = /(?:니라|노라|도다|로다|지어다|나이다|옵니다|옵니까|거라)$/u;
/** An archaic ending in so many of a turn's sentences is nobody's at a desk. */
const ARCHAIC_SHARE = 0.3;

/** A1: the language, the speech level to whom it is said, and the temper that the card's member has. */
export const register = perTurn({
  id: 'A1',
  hard: false,
  weight: 2,
  version: 2,
  read: (place, card) => joinReadings(formOf(place, card), byReader(place, card, ['language_register', 'tone'])),
});

function formOf({ turn, before }: TurnInPlace, card: CompiledCard): TurnReading {
  const { utterance } = turn;
  const language = languageOf(withoutQuotes(utterance)) ?? languageOf(utterance);
  const evidence: Evidence[] = [];
  let score = 1;
  const lose = (to: number, one: Evidence) => {
    score = Math.min(score, to);
    evidence.push(one);
  };
  const foreign = foreignIn(turn, language, before, card);
  if (foreign !== null) lose(foreign.score, cite(utterance, 0, utterance.length, foreign.finding));
  if (language === 'ko') {
    const levels = levelsOf(utterance).filter(({ level }) => REGISTER_OF[level] !== null);
    const archaic = archaicIn(levels, turn, card);
    if (archaic !== null) lose(0.2, archaic);
    const level = levelBreach(levels, turn, card);
    if (level !== null) lose(0.1, level);
    const address = addressBreach(turn, card);
    if (address !== null) lose(0.5, address);
  }
  const length = card.length === null ? 1 : lengthOf(utterance.length, card.length);
  if (length < 1 && card.length !== null) {
    const params = { length: utterance.length, low: card.length.low, high: card.length.high };
    evidence.push(cite(utterance, 0, utterance.length, { code: 'register.length', params }));
  }
  return language === null && evidence.length === 0 ? { score: null } : { score, evidence };
}

/** A language that the member does not speak, or not the one that the conversation is in. */
function foreignIn(
  turn: SpokenTurn,
  language: string | null,
  before: readonly { text: string }[],
  card: CompiledCard,
): { score: number; finding: Finding } | null {
  // A card that names no language rules none out.
  if (card.languages.length > 0 && mixesIn(turn, before, card))
    return { score: 0, finding: { code: 'register.script', params: { card: card.languages } } };
  if (language === null || turn.utterance.length < 6 || card.languages.length === 0) return null;
  if (language !== 'und' && !card.languages.includes(language))
    return { score: 0, finding: { code: 'register.language', params: { language, card: card.languages } } };
  if (language === 'und') return { score: 0, finding: { code: 'register.script', params: { card: card.languages } } };
  if (turn.lang !== undefined && turn.lang.slice(0, 2) !== language && card.languages.includes(turn.lang.slice(0, 2)))
    return { score: 0.1, finding: { code: 'register.not-asked-for', params: { language, expected: turn.lang } } };
  const asked = askedFor(before.map(({ text }) => text).join(' '));
  if (asked !== null && asked !== language && card.languages.includes(asked))
    return { score: 0.1, finding: { code: 'register.not-asked-for', params: { language, expected: asked } } };
  const said = before.length === 0 ? null : languageOf(before.map(({ text }) => text).join(' '));
  // English to a Korean table: a slip where nobody says which language the turn is in.
  if (turn.lang === undefined && said !== null && said !== language && card.languages[0] === said)
    return { score: 0.4, finding: { code: 'register.not-the-table', params: { language, table: said } } };
  return null;
}

/** Words in letters of another language, by language; a sign alone, and Greek, may be a formula. */
const LETTERS: readonly [RegExp, readonly string[]][] = [
  [/\p{Script=Han}{2,}/u, ['zh', 'ja']],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]{2,}/u, ['ja']],
  [/\p{Script=Cyrillic}{2,}/u, ['ru']],
];

/** Whether a word stands in letters that are of none of the member's languages, and that neither the card nor anybody before used; a quoted word is named, not spoken. */
function mixesIn({ utterance }: SpokenTurn, before: readonly { text: string }[], card: CompiledCard): boolean {
  const said = withoutQuotes(utterance);
  return LETTERS.some(
    ([letters, languages]) =>
      letters.test(said) &&
      !languages.some((one) => card.languages.includes(one)) &&
      !letters.test(card.text) &&
      !before.some(({ text }) => letters.test(text)),
  );
}

/** `wrote only in Korean`, `한국어로 두 줄만 써 달라고`: how a situation tells which language somebody uses, or wants. */
const IN_A_LANGUAGE =
  /\b(?:asks?|asked|asking|writes?|wrote|written|writing|chats?|chatting|repl(?:y|ies|ied)|the answer)(?: \w+){0,2} in ([A-Z][a-z]+)\b|\b([A-Z][a-z]+)-only\b|([가-힣]{1,4}어)로만?\s(?:\S+\s){0,4}?(?:묻|물[었어]|써|쓰|썼|답|부탁)|([가-힣]{1,4}어)만\s(?:쓰|쓴|읽|써)/gu;

/** The one language that a situation says is used with the speaker; null where it says none, or two. */
function askedFor(situation: string): string | null {
  const named = [...situation.matchAll(IN_A_LANGUAGE)].flatMap(
    ([, asked, only, ko, koOnly]) =>
      NATURAL.find(([name]) => name.test(asked ?? only ?? ko ?? koOnly ?? ''))?.[1] ?? [],
  );
  const [one, ...more] = new Set(named);
  return one !== undefined && more.length === 0 ? one : null;
}

function archaicIn(levels: readonly LeveledSentence[], { utterance }: SpokenTurn, card: CompiledCard): Evidence | null {
  const isArchaic = ({ level, word }: LeveledSentence) => level === 'hao' || level === 'hage' || ARCHAIC.test(word);
  const said = levels.filter(isArchaic);
  const [first] = said;
  if (first === undefined || said.length / levels.length < ARCHAIC_SHARE) return null;
  if ((card.levels.all.hao ?? 0) + (card.levels.all.hage ?? 0) > 0) return null;
  const params = { kind: 'archaic' as const, count: said.length, sentences: levels.length, word: first.word };
  return cite(utterance, first.start, first.end, { code: 'register.level', params }, card.examples[0]?.line);
}

/** How the card has the member speak to whom a turn is said; `*` is everybody whom it does not list. */
function relationTo(
  { addressee }: SpokenTurn,
  { card }: CompiledCard,
): Pick<Relationship, 'to' | 'register'> | undefined {
  if (addressee === undefined) return undefined;
  const { relationships } = card.persona;
  const listed = relationships.find(({ to }) => to !== '*' && to === addressee);
  const toAll = relationships.find(({ to }) => to === '*');
  if (listed !== undefined || toAll === undefined) return listed;
  // Who is plain to all and owes one of them more may speak up to that one when they speak to all.
  if (addressee === 'all' && toAll.register === 'plain' && relationships.some((one) => one.register !== 'plain'))
    return undefined;
  // Whoever is from outside, or stands above, is spoken to politely by those who are plain among themselves.
  const isGuest = STRANGERS.includes(addressee);
  return { to: addressee, register: isGuest && toAll.register === 'plain' ? 'polite' : toAll.register };
}

const STRANGERS: readonly string[] = ['outsider', 'executive'];

/** Whether a card has its member formal to some and polite to others; elsewhere the two are one. */
function partsFormal({ card }: CompiledCard): boolean {
  const stated = card.persona.relationships.filter(({ to }) => to !== '*').map((one) => one.register);
  return stated.includes('formal') && stated.includes('polite');
}

/** Shares of a turn's sentences from which a level is how it is said, and not a slip of one sentence. */
const MOST_OF_IT = 0.6;

/** A speech level that the card does not have for whom the turn is said to. */
function levelBreach(levels: readonly LeveledSentence[], turn: SpokenTurn, card: CompiledCard): Evidence | null {
  const stated = relationTo(turn, card);
  if (stated === undefined || levels.length === 0) return null;
  const said = (register: Register) => levels.filter(({ level }) => REGISTER_OF[level] === register);
  const [plain, polite, formal] = [said('plain'), said('polite'), said('formal')];
  const share = (some: readonly LeveledSentence[]) => some.length / levels.length;
  const isApart = partsFormal(card);
  const wrong: [Register, readonly LeveledSentence[]] | null =
    stated.register === 'plain'
      ? share(polite) + share(formal) > MOST_OF_IT
        ? [formal.length > polite.length ? 'formal' : 'polite', [...polite, ...formal]]
        : null
      : share(plain) > MOST_OF_IT
        ? ['plain', plain]
        : isApart && stated.register === 'formal' && share(polite) > MOST_OF_IT
          ? ['polite', polite]
          : null;
  const first = wrong?.[1][0];
  if (wrong === null || first === undefined) return null;
  const params = { to: stated.to, card: stated.register, said: wrong[0], word: first.word };
  const line = card.examples.find(({ to }) => to === stated.to)?.line;
  return cite(turn.utterance, first.start, first.end, { code: 'register.addressee', params }, line);
}

const CALLED =
  /(?:^|[.!?~\n]\s*)(?:아,?\s|어,?\s|음,?\s|네,?\s|저기,?\s)?@?([가-힣]{2,4}?)(\s?형님|\s?형|\s?누나|\s?선배|님|씨|아|야)\s?[,!~]/u;

/** How a colleague is called, against how the card has the member address them. */
function addressBreach(turn: SpokenTurn, card: CompiledCard): Evidence | null {
  const called = CALLED.exec(turn.utterance);
  const [whole = '', name = '', title = ''] = called ?? [];
  const colleague = card.colleagues.find(({ names }) => names.includes(name));
  const address = card.card.persona.relationships.find(({ to }) => to === colleague?.id)?.address.ko;
  if (called === null || address === undefined) return null;
  const asWritten = address.replace(/\s/gu, '');
  if (asWritten.startsWith(`${name}${title.trim()}`)) return null;
  // `지현아` calls whom the card has addressed as `지현`.
  if (/^[아야]$/u.test(title.trim()) && asWritten === name) return null;
  const at = called.index + whole.indexOf(name);
  const finding: Finding = { code: 'register.address', params: { said: `${name}${title}`, card: address } };
  const line = card.examples.find(({ to }) => to === colleague?.id)?.line;
  return cite(turn.utterance, at, at + name.length + title.length, finding, line);
}

/** 1 within a band with room on both sides. */
function lengthOf(length: number, { low, high }: { low: number; high: number }): number {
  const most = Math.max(high * 2, high + 80);
  const least = Math.min(low / 4, 4);
  if (length > most) return most / length;
  return length < least ? length / Math.max(1, least) : 1;
}
