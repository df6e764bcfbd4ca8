import { ENOUGH_SENTENCES } from '../compile/enough.ts';
import type { Finding } from '../findings/finding.ts';
import type { LeveledSentence, SpeechLevel } from '../korean/levels.ts';
import { isWritten, levelsOf } from '../korean/levels.ts';
import { withoutQuotes } from '../korean/sentences.ts';
import type { CompiledCard, LevelCounts } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import { cite, perTurn } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { languageOf } from '../reading/text.ts';
import { toneMarks } from './tone.ts';

type Evidence = Omit<ScoreEvidence, 'turn'>;

/** A level that the card never uses and that takes this share of a turn's sentences breaks the register. */
const BREACH_SHARE = 0.3;
/**
 * Sentences of examples from which on a manner that everybody may take is known to be none of the member's: what is never seen in n
 * may still be 3 in n of what they say.
 */
const ENOUGH_TO_RULE_OUT = 14;
type Kind = 'formal' | 'polite' | 'plain' | 'clipped' | 'command' | 'archaic';
const KINDS: readonly Kind[] = ['formal', 'polite', 'plain', 'clipped', 'command', 'archaic'];
const KIND: Record<SpeechLevel, Kind | null> = {
  hapsyo: 'formal',
  haeyo: 'polite',
  hae: 'plain',
  haera: 'plain',
  eum: 'clipped',
  hao: 'archaic',
  hage: 'archaic',
  noun: null,
};
/** Endings that only tales and sermons have kept, whatever their level is called. */
const ARCHAIC = /(?:니라|노라|도다|로다|지어다|나이다|옵니다|옵니까|거라)$/u;
/** `낮춰라`: an order as from above. */
const COMMAND = /(?:[아어여해춰려쳐꿔둬놔봐줘와]|지\s?마|하도록 하|도록 하)라$/u;

function kindOf({ level, word }: Pick<LeveledSentence, 'level' | 'word'>): Kind | null {
  if (ARCHAIC.test(word)) return 'archaic';
  return level === 'haera' && COMMAND.test(word) ? 'command' : KIND[level];
}

/** A1: the language, the speech level, the tone and the length that the card's member has. */
export const register = perTurn({
  id: 'A1',
  name: 'language and register',
  hard: false,
  weight: 2,
  version: 1,
  read({ turn, before }, card) {
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
      const levels = levelsOf(utterance).filter((one) => kindOf(one) !== null);
      for (const one of [...levelBreaches(levels, turn, card), ...addressBreaches(levels, turn, card)])
        lose(one.score, one.evidence);
    }
    for (const { kind, start, end } of toneMarks(withoutQuotes(utterance), (mark) => isInExamples(mark, card)))
      lose(kind === 'stiff' ? 0.25 : 0.15, cite(utterance, start, end, { code: 'register.tone', params: { kind } }));
    const length = lengthScore(utterance.length, card);
    if (length < 1 && card.length !== null)
      lose(
        Math.max(0.4, length),
        cite(utterance, 0, utterance.length, {
          code: 'register.length',
          params: { length: utterance.length, low: card.length.low, high: card.length.high },
        }),
      );
    return language === null && evidence.length === 0 ? { score: null } : { score, evidence };
  },
});

/** A language that the member does not speak, or not the one that the conversation is in. */
function foreignIn(
  turn: SpokenTurn,
  language: string | null,
  before: readonly { text: string }[],
  card: CompiledCard,
): { score: number; finding: Finding } | null {
  // A card that names no language rules none out.
  if (language === null || turn.utterance.length < 6 || card.languages.length === 0) return null;
  if (language !== 'und' && !card.languages.includes(language))
    return { score: 0, finding: { code: 'register.language', params: { language, card: card.languages } } };
  if (language === 'und') return { score: 0, finding: { code: 'register.script', params: { card: card.languages } } };
  if (turn.lang !== undefined && turn.lang.slice(0, 2) !== language && card.languages.includes(turn.lang.slice(0, 2)))
    return { score: 0.1, finding: { code: 'register.not-asked-for', params: { language, expected: turn.lang } } };
  const said = before.length === 0 ? null : languageOf(before.map(({ text }) => text).join(' '));
  // English to a Korean table: a slip where nobody says which language the turn is in.
  if (turn.lang === undefined && said !== null && said !== language && card.languages[0] === said)
    return { score: 0.4, finding: { code: 'register.not-the-table', params: { language, table: said } } };
  return null;
}

function levelBreaches(
  levels: readonly LeveledSentence[],
  turn: SpokenTurn,
  card: CompiledCard,
): { score: number; evidence: Evidence }[] {
  const counts = expectedLevels(turn.addressee, card);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (levels.length === 0) return [];
  const shareOf = (kind: Kind) =>
    total === 0 ? 0 : KINDS_OF(kind).reduce((sum, level) => sum + (counts[level] ?? 0), 0) / total;
  const breaches: { score: number; evidence: Evidence }[] = [];
  for (const kind of KINDS) {
    const said = levels.filter((one) => kindOf(one) === kind);
    const first = said[0];
    if (first === undefined || said.length / levels.length < BREACH_SHARE) continue;
    const weight = kind === 'formal' ? formality(said, shareOf('polite')) : said.length / levels.length;
    if (weight < BREACH_SHARE) continue;
    const usual = kind === 'command' ? commandShare(card) : shareOf(kind);
    // Archaic levels are nobody's; the others are judged by the examples, once there are enough.
    const isOrders = kind === 'command' && said.length > 1;
    const enough = kind === 'formal' || isOrders ? ENOUGH_SENTENCES : ENOUGH_TO_RULE_OUT;
    const isForeign = kind === 'archaic' ? usual === 0 : total >= enough && usual < 0.02;
    if (!isForeign) continue;
    // One clipped line or one order is a manner; a turn of them is somebody else's.
    if ((kind === 'clipped' || kind === 'command') && said.length < 2) {
      breaches.push({ score: 0.6, evidence: citing(said.length, levels.length, kind, first, turn, card) });
      continue;
    }
    // A member who is polite to some can be polite, or plain, to another; what he never is counts whole.
    const score = kind === 'archaic' || (kind === 'formal' && isOrderly(said)) ? 0.1 : kind === 'formal' ? 0.5 : 0.2;
    breaches.push({
      score: kind === 'archaic' ? 0.2 : Math.max(score, 1 - weight),
      evidence: citing(said.length, levels.length, kind, first, turn, card),
    });
  }
  const official = [...turn.utterance.matchAll(OFFICIAL)];
  const [order] = official;
  const isOfficial = official.length > 1 || (levels.length > 1 && levels.every((one) => kindOf(one) === 'formal'));
  if (order !== undefined && isOfficial && !card.examples.some(({ text }) => text.search(OFFICIAL) >= 0)) {
    const { index, 0: words } = order;
    breaches.push({
      score: 0.25,
      evidence: cite(
        turn.utterance,
        index,
        index + words.length,
        { code: 'register.office', params: {} },
        card.examples[0]?.line,
      ),
    });
  }
  const essay = levels.filter(isWritten);
  const [opening] = essay;
  if (opening !== undefined && essay.length > 1 && essay.length / levels.length > 0.6 && card.written < 0.1) {
    const params = { count: essay.length, sentences: levels.length, word: opening.word };
    breaches.push({
      score: 0.2,
      evidence: cite(
        turn.utterance,
        opening.start,
        opening.end,
        { code: 'register.essay', params },
        card.examples[0]?.line,
      ),
    });
  }
  return breaches;
}

const KINDS_OF = (kind: Kind): SpeechLevel[] =>
  (Object.entries(KIND) as [SpeechLevel, Kind | null][]).flatMap(([level, one]) => (one === kind ? [level] : []));

function commandShare(card: CompiledCard): number {
  const known = commands.get(card);
  if (known !== undefined) return known;
  const said = card.examples.flatMap(({ text }) => levelsOf(text));
  const share = said.length === 0 ? 0 : said.filter((one) => kindOf(one) === 'command').length / said.length;
  commands.set(card, share);
  return share;
}
const commands = new WeakMap<CompiledCard, number>();

function citing(
  said: number,
  all: number,
  kind: Kind,
  { start, end, word }: LeveledSentence,
  { utterance }: SpokenTurn,
  card: CompiledCard,
): Evidence {
  const params = { kind, count: said, sentences: all, word };
  return cite(utterance, start, end, { code: 'register.level', params }, card.examples[0]?.line);
}

const CALLED =
  /(?:^|[.!?~\n]\s*)(?:아,?\s|어,?\s|음,?\s|네,?\s|저기,?\s)?@?([가-힣]{2,4}?)(\s?형님|\s?형|\s?누나|\s?선배|님|씨|아|야)?\s?[,!~]/u;

/** The level to somebody who is called by name, against how the card has the member address them. */
function addressBreaches(
  levels: readonly LeveledSentence[],
  turn: SpokenTurn,
  card: CompiledCard,
): { score: number; evidence: Evidence }[] {
  const called = CALLED.exec(turn.utterance);
  const [whole, name = '', title = ''] = called ?? [];
  const colleague = card.colleagues.find(({ names }) => names.includes(name));
  if (whole === undefined || called === null || (colleague === undefined && title !== '님')) return [];
  const stated = card.card.persona.relationships.find(({ to }) => to === colleague?.id);
  const polite = stated?.register ?? (title === '님' || title === '씨' ? 'polite' : undefined);
  const shown = levels.filter((one) => kindOf(one) !== null);
  const plain = shown.filter((one) => ['plain', 'clipped', 'command'].includes(kindOf(one) ?? ''));
  const found: { score: number; evidence: Evidence }[] = [];
  const [first] = plain;
  const line = stated === undefined ? undefined : card.examples.find(({ to }) => to === colleague?.id)?.line;
  if (polite === 'polite' && title.trim() === '님' && first !== undefined && plain.length === shown.length) {
    const turnsOnThem = plain.some(
      ({ text, word }) => /[?？]\s*$/u.test(text) || COMMAND.test(word) || /(?:해|봐|줘|마|둬|와|가)$/u.test(word),
    );
    const finding: Finding = { code: 'register.plain-to', params: { name: `${name}${title}` } };
    found.push({
      score: turnsOnThem ? 0.2 : 0.55,
      evidence: cite(turn.utterance, first.start, first.end, finding, line),
    });
  }
  const address = stated?.address.ko;
  if (address !== undefined && title !== '' && !address.replace(/\s/g, '').startsWith(`${name}${title.trim()}`)) {
    const finding: Finding = { code: 'register.address', params: { said: `${name}${title}`, card: address } };
    const at = called.index + whole.indexOf(name);
    found.push({ score: 0.5, evidence: cite(turn.utterance, at, at + name.length + title.length, finding, line) });
  }
  return found;
}

/** What a letter of an office has and a polite colleague has not, formal endings or none. */
const OFFICIAL =
  /십시오|시기 바랍|시길 (?:요청|바랍)|요청(?:을 )?드립|보고(?:를)?\s?드립|보고(?:를)? (?:마치|올리)|통보|회신|(?:하|되)였(?:습니다|으며|고)|(?:하|되|드리|겠)사오니|하오니|오니 |(?:것으로|고|라고) (?:판단|사료)|조속히|상기|금일|명일|익일|차후|필히|요망|바라나이다|별도 공지|양지/gu;

/** The levels toward an addressee where the examples show enough of them, else over all. */
function expectedLevels(addressee: string | undefined, card: CompiledCard): LevelCounts {
  const own = addressee === undefined ? undefined : card.levels.byAddressee.get(addressee.toLowerCase());
  const total = Object.values(own ?? {}).reduce((sum, count) => sum + count, 0);
  return own !== undefined && total >= ENOUGH_SENTENCES * 2 ? own : card.levels.all;
}

const STRONGLY_FORMAL = /십시오|습니까|ㅂ니까|바랍니다|십니까|하십|주십|바라며|됩니까|합니까|시기 바/u;

/** Formal to a colleague is stiff where it asks or tells him so; statements in a row are a manner that polite people have too. */
const isOrderly = (said: readonly LeveledSentence[]) => said.some(({ text }) => STRONGLY_FORMAL.test(text));

/** A single statement in the formal level stands between polite ones in every office; orders and a whole turn of it do not. */
function formality(said: readonly LeveledSentence[], politeShare: number): number {
  const own = said.filter(({ word }) => !/[가-힣]ㅂ?시다$/u.test(word) || /니다$/u.test(word));
  const strong = own.filter(({ text }) => STRONGLY_FORMAL.test(text)).length;
  if (own.length === 0) return 0;
  if (strong === 0 && own.length === 1 && politeShare > 0.2) return 0;
  return own.length / said.length;
}

function isInExamples(mark: string, card: CompiledCard): boolean {
  const lower = mark.toLowerCase();
  return card.examples.filter(({ text }) => text.toLowerCase().includes(lower)).length >= 2;
}

function lengthScore(length: number, { length: band }: CompiledCard): number {
  if (band === null) return 1;
  // A short acknowledgement is always in order; only what runs on loses.
  return length <= band.high * 2 ? 1 : Math.max(0, 1 - (length - band.high * 2) / (band.high * 4));
}
