import type { ScoreEvidence } from '../../core/score.ts';
import type { CompiledCard, LevelCounts } from '../compiled-card.ts';
import type { LeveledSentence, SpeechLevel } from '../korean/levels.ts';
import { levelsOf } from '../korean/levels.ts';
import { withoutQuotes } from '../korean/sentences.ts';
import { cite, perTurn } from '../scorer.ts';
import { languageOf } from '../text.ts';
import type { SpokenTurn } from '../turn.ts';
import { toneMarks } from './tone.ts';

type Evidence = Omit<ScoreEvidence, 'turn'>;

/** A level that the card never uses and that takes this share of a turn's sentences breaks the register. */
const BREACH_SHARE = 0.3;
/** Sentences of examples below which a missing level means nothing. */
export const ENOUGH_SENTENCES = 4;
const KIND: Record<SpeechLevel, 'formal' | 'polite' | 'plain' | 'archaic' | null> = {
  hapsyo: 'formal',
  haeyo: 'polite',
  hae: 'plain',
  haera: 'plain',
  eum: 'plain',
  hao: 'archaic',
  hage: 'archaic',
  noun: null,
};
/** Endings that only tales and sermons have kept, whatever their level is called. */
const ARCHAIC = /(?:니라|노라|도다|로다|지어다|나이다|옵니다|옵니까|거라)$/u;

function kindOf({ level, word }: Pick<LeveledSentence, 'level' | 'word'>) {
  return ARCHAIC.test(word) ? 'archaic' : KIND[level];
}

const TONE_SAYS = {
  hostile: 'contempt that no colleague hears from this member',
  despair: 'gives up, which the card does not',
  mania: 'shouts and emoji that the examples do not have',
  costume: 'a way of speaking put on like a costume',
  stiff: 'writes as an office does',
};

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
    if (foreign !== null) lose(foreign.score, cite(utterance, 0, utterance.length, foreign.why));
    if (language === 'ko') {
      const levels = levelsOf(utterance).filter((one) => kindOf(one) !== null);
      for (const one of levelBreaches(levels, turn, card)) lose(one.score, one.evidence);
    }
    for (const { kind, start, end } of toneMarks(withoutQuotes(utterance), (mark) => isInExamples(mark, card)))
      lose(kind === 'stiff' ? 0.25 : 0.15, cite(utterance, start, end, TONE_SAYS[kind]));
    const length = lengthScore(utterance.length, card);
    if (length < 1)
      lose(
        Math.max(0.4, length),
        cite(
          utterance,
          0,
          utterance.length,
          `${utterance.length} characters; the examples have ${card.length?.low} to ${card.length?.high}`,
        ),
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
): { score: number; why: string } | null {
  if (language === null || turn.utterance.length < 6) return null;
  if (language !== 'und' && !card.languages.includes(language))
    return { score: 0, why: `is in \`${language}\`; the card speaks ${card.languages.join(', ')}` };
  if (language === 'und')
    return { score: 0, why: `is in a script that the card does not write; it speaks ${card.languages.join(', ')}` };
  if (turn.lang !== undefined && turn.lang.slice(0, 2) !== language && card.languages.includes(turn.lang.slice(0, 2)))
    return { score: 0.1, why: `is in \`${language}\` where \`${turn.lang}\` was to be spoken` };
  const said = before.length === 0 ? null : languageOf(before.map(({ text }) => text).join(' '));
  // English to a Korean table: a slip where nobody says which language the turn is in.
  if (turn.lang === undefined && said !== null && said !== language && card.languages[0] === said)
    return { score: 0.4, why: `is in \`${language}\`, and the others speak \`${said}\`` };
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
  const shareOf = (kind: string) =>
    total === 0
      ? 0
      : (Object.entries(counts) as [SpeechLevel, number][]).reduce(
          (sum, [level, count]) => sum + (KIND[level] === kind ? count : 0),
          0,
        ) / total;
  const breaches: { score: number; evidence: Evidence }[] = [];
  for (const kind of ['formal', 'polite', 'plain', 'archaic'] as const) {
    const said = levels.filter((one) => kindOf(one) === kind);
    const first = said[0];
    if (first === undefined || said.length / levels.length < BREACH_SHARE) continue;
    const weight = kind === 'formal' ? formality(said, shareOf('polite')) : said.length / levels.length;
    if (weight < BREACH_SHARE) continue;
    const usual = shareOf(kind);
    // Archaic levels are nobody's; the others are judged by the examples, once there are enough.
    const isForeign = kind === 'archaic' ? usual === 0 : total >= ENOUGH_SENTENCES && usual < 0.02;
    if (!isForeign) continue;
    // A member who is polite to some can be polite, or plain, to another; what he never is counts whole.
    const score = kind === 'archaic' || kind === 'formal' ? 0.1 : 0.2;
    breaches.push({
      score: Math.max(score, 1 - weight),
      evidence: cite(
        turn.utterance,
        first.start,
        first.end,
        `${said.length} of ${levels.length} sentences end ${kind} (${first.word}); the examples never do`,
        card.examples[0]?.line,
      ),
    });
  }
  const essay = levels.filter(isWritten);
  const [opening] = essay;
  if (opening !== undefined && essay.length > 1 && essay.length / levels.length > 0.6 && card.written < 0.1) {
    const why = `${essay.length} of ${levels.length} sentences are put as an essay puts them (${opening.word}); the examples are spoken`;
    breaches.push({
      score: 0.2,
      evidence: cite(turn.utterance, opening.start, opening.end, why, card.examples[0]?.line),
    });
  }
  return breaches;
}

/** The plain statement of written Korean: nobody speaks so to a colleague. */
export const isWritten = ({ level, word }: Pick<LeveledSentence, 'level' | 'word'>): boolean =>
  level === 'haera' && /(?:된|한|는|있|없|이|하였|되었|위함이)다$/u.test(word);

/** The levels toward an addressee where the examples show enough of them, else over all. */
function expectedLevels(addressee: string | undefined, card: CompiledCard): LevelCounts {
  const own = addressee === undefined ? undefined : card.levels.byAddressee.get(addressee.toLowerCase());
  const total = Object.values(own ?? {}).reduce((sum, count) => sum + count, 0);
  return own !== undefined && total >= ENOUGH_SENTENCES * 2 ? own : card.levels.all;
}

const STRONGLY_FORMAL =
  /십시오|습니까|ㅂ니까|바랍니다|드립니다|겠습니다|드리겠|십니까|하십|주십|바라며|됩니까|합니까|시기 바/u;

/** A single statement in the formal level stands between polite ones in every office; orders and a whole turn of it do not. */
function formality(said: readonly LeveledSentence[], politeShare: number): number {
  const own = said.filter(({ word }) => !/[가-힣]ㅂ?시다$/u.test(word) || /니다$/u.test(word));
  const strong = own.filter(({ text }) => STRONGLY_FORMAL.test(text)).length;
  if (own.length === 0) return 0;
  if (strong === 0 && own.length === 1 && politeShare > 0.2)
    return own.length === said.length && said.length === 1 ? 0.4 : 0;
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
