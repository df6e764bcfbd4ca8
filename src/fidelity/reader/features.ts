import type { Register } from '../../core/language.ts';
import { topicsOf } from '../../routing/classify.ts';
import { ownedTopics } from '../../routing/owned.ts';
import { Topic } from '../../routing/topics.ts';
import { vocabularies } from '../compile/facts.ts';
import { GENERIC, PEOPLE } from '../compile/voice.ts';
import { levelsOf, REGISTER_OF } from '../korean/levels.ts';
import { sentencesOf, withoutQuotes } from '../korean/sentences.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { TurnInPlace } from '../model/scorer.ts';
import { mentionsIn } from '../reading/mentions.ts';
import { containment, contentWords, languageOf, RUN, shinglesOf } from '../reading/text.ts';
import { followingFigures } from './figures.ts';
import type { Grams } from './grams.ts';
import { addCharacters, addWords, wordsIn } from './grams.ts';
import { lifeHeld } from './life.ts';
import { besideLines } from './lines.ts';
import { masked } from './mask.ts';
import { ofOneself } from './sheet.ts';
import { toldOfSelf } from './told.ts';

/** What the reader sees of a turn: figures by name, and grams by bucket. */
export interface TurnFeatures {
  figures: Map<string, number>;
  grams: Grams;
}

/** A turn with its card and what was said before it. */
export function turnFeatures(place: TurnInPlace, card: CompiledCard): TurnFeatures {
  const { turn, before } = place;
  const text = turn.utterance;
  const figures = new Map<string, number>();
  const earlier = before.map((one) => one.text).join(' ');
  const grams = gramsOf(text, card, HELD.test(earlier.toLowerCase()));
  // Only what tells the situation: the turns of a debate before this one are speech, and long.
  addWords(grams, 'x', wordsIn(masked(turn.context.map((one) => one.text).join(' '), card)), SITUATION);
  shape(figures, text);
  manner(figures, place, card);
  likeness(figures, text, card);
  relations(figures, text, before, card);
  biography(figures, text, card);
  toldOfSelf(figures, text, card);
  lifeHeld(figures, text, before.at(-1)?.text ?? '', card);
  besideLines(figures, text, card);
  bidden(figures, text, card);
  ofOneself(figures, text, card, labelsOf(card));
  arithmetic(figures, text, earlier);
  return { figures, grams };
}

/** How far the words of the situation count beside those of the turn. */
const SITUATION = 0.7;

/** Grams of a text; those of a turn after a position was held stand in a block of their own, too. */
export function gramsOf(text: string, card: CompiledCard, afterPosition: boolean): Grams {
  const grams: Grams = { buckets: [], values: [] };
  const said = masked(text, card);
  const words = wordsIn(said);
  addCharacters(grams, said, 1);
  addWords(grams, 'w', words, 1);
  if (afterPosition) addWords(grams, 'h', words, 0.7);
  return grams;
}

/** A position that somebody held before, as a summary of a conversation tells it. */
const HELD =
  /어제|오전|아침|지난|방금|앞서|전에|했었|(?:다|자|라)고 (?:했|말|못|답|주장)|반대|찬성|\b(?:yesterday|earlier|morning|before|last (?:week|month)|held|said|argued|refused|insisted|had )\b/u;

function shape(figures: Map<string, number>, text: string): void {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  figures.set('length', Math.log(1 + text.length));
  figures.set('words', Math.log(1 + wordsIn(text).length));
  figures.set('exclamations', Math.min(5, count(/!/gu)));
  figures.set('questions', Math.min(4, count(/\?/gu)));
  figures.set('emoji', Math.min(4, count(/\p{Extended_Pictographic}/gu)));
  figures.set('laughter', Math.min(3, count(/ㅋ+|ㅎ+|\bha(?:ha)+\b/giu)));
  figures.set('quotes', Math.min(4, count(/["“”「」]|'[^']{6,}'/gu)));
  figures.set('numbers', Math.log(1 + count(/\d+/gu)));
  figures.set('shouting', Math.min(4, count(/\b[A-Z]{4,}\b/gu)));
  figures.set('lines', Math.log(1 + count(/\n/gu)));
  figures.set('script', Math.min(3, count(/(?:^|\n|\s)[\p{L}]{2,10}\s?:\s/gu)));
  figures.set('brackets', Math.min(4, count(/[([]/gu)));
}

/** Told what to say or be, by nobody who is named. */
const BIDDEN =
  /(?:라고|도록|다고|라는|다는|게|로|기로)\s?(?:\S{1,6}\s)?(?:적혀|쓰여|써져|되어|돼|정해져|주어져|설정|배웠|받[았은아]|들었|시켜|정의)|\b(?:i(?:['’]m| am| was|['’]ve been| have been)|that['’]s what i(?:['’]m| was)|me) (?:told|asked|instructed|given|set up|configured|written|made|built|supposed|meant|described|designed|to (?:answer|say|speak|keep|stay|play|sound))\b/giu;
const QUOTED = /["“”‘]([^"“”’\n]{6,})["”’]|(?<![\p{L}])'([^'\n]{6,})'/gu;

const labels = new WeakMap<CompiledCard, ReadonlySet<string>>();

/** What a card calls its own parts: keys, headings, first cells of tables. */
function labelsOf(card: CompiledCard): ReadonlySet<string> {
  const known =
    labels.get(card) ??
    new Set(
      [...card.text.matchAll(/^\|\s*\**([^|*\n]+)|^#+ (.+)$|(?:^|[{,-])\s*([a-z]\w+):/gmu)].flatMap(
        ([, cell = '', heading = '', key = '']) => contentWords(`${cell} ${heading} ${key}`),
      ),
    );
  labels.set(card, known);
  return known;
}

function bidden(figures: Map<string, number>, text: string, card: CompiledCard): void {
  figures.set('bidden', Math.min(3, text.match(BIDDEN)?.length ?? 0));
  const own = labelsOf(card);
  figures.set('labels of the card', Math.min(4, contentWords(text).filter((word) => own.has(word)).length));
  const quoted = [...text.matchAll(QUOTED)].map(([, one, other]) => one ?? other ?? '');
  figures.set('card quoted', Math.max(0, ...quoted.map((one) => containment(one, card.shingles, RUN))));
}

type Said = Register | 'clipped' | 'mixed' | 'none';

function mannerOf(text: string): { said: Said; shares: Record<string, number> } {
  const levels = levelsOf(text).flatMap(({ level }) =>
    level === 'eum' ? ['clipped'] : REGISTER_OF[level] === null ? [] : [REGISTER_OF[level] as string],
  );
  const shares: Record<string, number> = {};
  for (const level of levels) shares[level] = (shares[level] ?? 0) + 1 / levels.length;
  const [top] = Object.entries(shares).sort((a, b) => b[1] - a[1]);
  return { said: top === undefined ? 'none' : top[1] > 0.6 ? (top[0] as Said) : 'mixed', shares };
}

function manner(figures: Map<string, number>, { turn }: TurnInPlace, card: CompiledCard): void {
  const plain = withoutQuotes(turn.utterance);
  const language = languageOf(plain) ?? languageOf(turn.utterance);
  if (turn.lang !== undefined && language !== null && language !== turn.lang.slice(0, 2))
    figures.set('other language', 1);
  if (language !== null && !card.languages.includes(language)) figures.set('foreign language', 1);
  if (language !== 'ko') return;
  const { said, shares } = mannerOf(turn.utterance);
  const stated = card.card.persona.relationships.find(({ to }) => to === turn.addressee);
  const toAll = card.card.persona.relationships.find(({ to }) => to === '*');
  const isStranger = ['outsider', 'executive'].includes(turn.addressee ?? '');
  // To somebody whom the card does not name, any level may do.
  const expected =
    stated?.register ??
    (isStranger ? 'stranger' : turn.addressee === 'all' ? (toAll?.register ?? 'unknown') : 'unknown');
  figures.set(`manner ${expected} ${said}`, 1);
  figures.set(`manner ${stated === undefined ? 'other' : 'stated'} ${expected} ${said}`, 1);
  const polite = (shares['polite'] ?? 0) + (shares['formal'] ?? 0);
  const plainShare = (shares['plain'] ?? 0) + (shares['clipped'] ?? 0);
  figures.set('too plain', ['polite', 'formal', 'stranger'].includes(expected) ? plainShare : 0);
  figures.set('too polite', expected === 'plain' ? polite : 0);
  figures.set('formal for polite', expected === 'polite' ? (shares['formal'] ?? 0) : 0);
  figures.set('polite for formal', expected === 'formal' ? (shares['polite'] ?? 0) : 0);
  const counts =
    (turn.addressee === undefined ? undefined : card.levels.byAddressee.get(turn.addressee)) ?? card.levels.all;
  const total = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const usual = (register: Register) =>
    (Object.entries(counts) as [keyof typeof REGISTER_OF, number][]).reduce(
      (sum, [level, one]) => sum + (REGISTER_OF[level] === register && level !== 'eum' ? one : 0),
      0.5,
    ) /
    (total + 1.5);
  for (const register of ['plain', 'polite', 'formal'] as const)
    if ((shares[register] ?? 0) > 0)
      figures.set(`unusual ${register}`, (shares[register] ?? 0) * -Math.log(usual(register)));
  if (stated?.address.ko !== undefined) addressed(figures, turn.utterance, stated.address.ko, card, turn.addressee);
}

function arithmetic(figures: Map<string, number>, text: string, earlier: string): void {
  const { figures: many, follow, near, last } = followingFigures(text, earlier);
  if (many < 2) return;
  figures.set('figures that follow', follow / many);
  figures.set('figures that nearly follow', near);
  figures.set('figures that do not follow', many - follow);
  figures.set('last figure follows', last ? 1 : -1);
  if (many > 2) figures.set('last of three figures follows', last ? 1 : -1);
}

/** `하린아` where the card has `하린님`. */
function addressed(
  figures: Map<string, number>,
  text: string,
  address: string,
  card: CompiledCard,
  addressee: string | undefined,
): void {
  const names =
    card.colleagues.find(({ id }) => id === addressee)?.names.filter((name) => /^[가-힣]{2,3}$/u.test(name)) ?? [];
  const given = names.sort((a, b) => a.length - b.length)[0];
  if (given === undefined) return;
  const said = new RegExp(
    `${given}\\s?(님|씨|아|야|형|누나|선배|수석|박사|책임)?(?=[\\s,.!?]|$|님|은|는|이|가|한테|께)`,
    'u',
  ).exec(text);
  if (said === null) return;
  const own = address.replace(given, '').replace(/\s/gu, '');
  figures.set((said[1] ?? '') === own ? 'address as the card' : 'address otherwise', 1);
}

function likeness(figures: Map<string, number>, text: string, card: CompiledCard): void {
  figures.set('topic', card.likeness.topic(text));
  figures.set('voice', card.likeness.voice(text));
  figures.set('level', card.likeness.level(text));
  figures.set('other card', card.likeness.rival(text));
  const manners = card.manners.logOdds(text, 'full');
  figures.set('assistant', (manners[GENERIC] ?? 0) - (manners[PEOPLE] ?? 0));
  if (card.voice === null) return;
  figures.set('has voice', 1);
  const odds = card.voice.logOdds(text, 'full');
  const own = odds[card.id] ?? 0;
  const others = Object.entries(odds).filter(([name]) => name !== card.id && name !== GENERIC);
  figures.set('other voice', Math.max(...others.map(([, value]) => value)) - own);
  figures.set('generic voice', (odds[GENERIC] ?? 0) - own);
  const style = card.voice.logOdds(text, 'style');
  figures.set(
    'other style',
    Math.max(...Object.entries(style).flatMap(([name, value]) => (name === card.id ? [] : [value]))) -
      (style[card.id] ?? 0),
  );
}

function relations(
  figures: Map<string, number>,
  text: string,
  before: TurnInPlace['before'],
  card: CompiledCard,
): void {
  const probabilities = topicsOf(text);
  const own = ownedTopics(card.card);
  const left = new Set<string>(card.boundaries.flatMap(({ to, topic }) => (to === undefined ? [] : [topic])));
  let ownShare = 0;
  let leftShare = 0;
  let otherShare = 0;
  for (const topic of Topic.options) {
    const p = probabilities[topic];
    if (own.has(topic)) ownShare += p;
    else if (left.has(topic)) leftShare += p;
    else if (topic !== 'none') otherShare += p;
  }
  figures.set('own topics', ownShare);
  figures.set('left topics', leftShare);
  figures.set('other topics', otherShare);
  const content = contentWords(text);
  const many = Math.max(1, content.length);
  figures.set('card words', content.filter((word) => card.idf.has(word)).length / many);
  const fields = fieldWords(card);
  figures.set('colleagues’ words', content.filter((word) => fields.has(word) && !card.idf.has(word)).length / many);
  const runs = shinglesOf(text, RUN);
  figures.set('copied', runs.length === 0 ? 0 : runs.filter((run) => card.shingles.has(run)).length / runs.length);
  const earlier = new Set(before.flatMap((one) => contentWords(one.text)));
  figures.set('context words', content.filter((word) => earlier.has(word)).length / many);
  const lower = text.toLowerCase();
  const named = card.colleagues.filter(({ names }) => names.some((name) => name.length > 1 && lower.includes(name)));
  figures.set('colleagues named', Math.min(4, named.length));
}

const fields = new WeakMap<CompiledCard, ReadonlySet<string>>();

function fieldWords(card: CompiledCard): ReadonlySet<string> {
  const known = fields.get(card) ?? new Set(card.colleagues.flatMap(({ field }) => contentWords(field)));
  fields.set(card, known);
  return known;
}

const LIFE =
  /졸업|출신|전공|박사|석사|학사|학부|대학|다녔|다니|입사|합류|경력|년차|년째|복무|군대|전역|콜사인|모국어|고향|태어|살아|삽니다|시절|년부터|에서 일|직함|직책|소개|이름|\b(?:phd|master'?s|bachelor|degree|university|graduat\w+|joined|years? (?:of|at|in)|worked|career|military|served|born|grew up|live in|based in|callsign|my name|native|join(?:ed)?|i was at|i spent|before f1|my title)\b/iu;

/** Years, places and figures in what a speaker tells of their own life, by whether the card has them. */
function biography(figures: Map<string, number>, text: string, card: CompiledCard): void {
  if (!LIFE.test(text)) return;
  figures.set('life', 1);
  // A life that is somebody else's at the table is told in their words.
  figures.set(
    'life like another card',
    Math.max(
      ...sentencesOf(text).flatMap(({ start, end }) => {
        const said = text.slice(start, end);
        return LIFE.test(said) ? [card.likeness.rival(said)] : [];
      }),
      0,
    ),
  );
  const lower = text.toLowerCase();
  const written = card.text.toLowerCase();
  const tally = (name: string, values: readonly string[]) => {
    if (values.length === 0) return;
    const known = values.filter((value) => written.includes(value)).length;
    figures.set(`${name} of the card`, Math.min(3, known));
    figures.set(`${name} not of the card`, Math.min(3, values.length - known));
  };
  tally('years', lower.match(/(?<!\d)(?:19|20)\d{2}(?!\d)/gu) ?? []);
  tally(
    'spans',
    [...lower.matchAll(/(?<!\d)(\d{1,2})\s?(?:년|years?)/gu)].map(([, span = '']) => span),
  );
  tally(
    'titles',
    lower.match(
      /\b(?:ph\.?d|master'?s|bs|ms|mba|cto|principal|distinguished|senior|staff|lead)\b|박사|석사|학사|수석|책임|팀장|이사|대표/giu,
    ) ?? [],
  );
  const { employers, schools, places, branches } = vocabularies();
  for (const [name, vocabulary] of Object.entries({ employers, schools, places, branches })) {
    const found = mentionsIn(text, vocabulary).map(({ entry }) => entry);
    if (found.length === 0) continue;
    const known = found.filter((entry) => entry.some((one) => written.includes(one.toLowerCase()))).length;
    figures.set(`${name} of the card`, known);
    figures.set(`${name} not of the card`, found.length - known);
  }
}
