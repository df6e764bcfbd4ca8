import { ofRecent } from '../../core/once.ts';
import { degreesIn, employersOf, vocabularies } from '../compile/facts.ts';
import { ENGLISH_NUMBERS, KOREAN_NUMBERS, wordValue } from '../laws/number-words.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import { statementsOf } from '../reading/clauses.ts';
import type { Vocabulary } from '../reading/mentions.ts';
import { mayName, mentionsIn } from '../reading/mentions.ts';
import { piecesIn } from '../reading/text.ts';

/** What a clause tells by name: of firms, schools, places, services, degrees, works; and with it years, counts, and the rest in pieces. */
interface Told {
  /** Of what every reader knows the kind. */
  known: ReadonlySet<string>;
  /** Of these, where somebody was. */
  places: ReadonlySet<string>;
  names: ReadonlySet<string>;
  years: readonly number[];
  counts: readonly number[];
  pieces: ReadonlySet<string>;
}

/** One thing that a card tells: a clause of a line, or a point of a list with the line that the list stands under. */
interface Entry extends Told {
  /** The paragraph that it stands in. */
  of: number;
  /** Years of the line above. */
  span: readonly number[];
}

interface Entries {
  entries: readonly Entry[];
  byName: ReadonlyMap<string, ReadonlySet<number>>;
  byPiece: ReadonlyMap<string, readonly number[]>;
  years: ReadonlySet<number>;
}

const KINDS = ['employers', 'schools', 'branches', 'fields', 'places'] as const;
const LATIN = /[A-Za-z][A-Za-z0-9+#-]*[A-Za-z0-9+#]/gu;
const YEAR = /(?<!\d)(?:19|20)\d{2}(?!\d)/gu;
const COUNT = new RegExp(
  `(?<![\\d.,])(\\d{1,3})(?=\\s?(?:회|번|편|건|차례|개|명|년|%|퍼센트|percent|times|years?|papers?|keynotes?|tutorials?|talks?|awards?|patents?|people)(?![a-z]))|\\b(one|${ENGLISH_NUMBERS})\\b|(?<![가-힣])(한|${KOREAN_NUMBERS})(?=\\s?(?:회|번|편|건|차례|개|명|년))`,
  'giu',
);
/** Where somebody was: what a firm or a school did itself is no part of a life. */
const THERE_KO = /^(?:에서|에는|에선|에\s|\s?시절|\s?때|(?:으로|로)\s|까지|부터|를?\s(?:다니|다녔|나왔|나와))/u;
const THERE_EN = /\b(?:at|for|in|joined|left|my)\s+(?:the\s)?$/iu;

/** Where one thing that is told ends and the next begins. */
const CLAUSE = /[,;·]\s*|(?<=[가-힣](?:고|며|는데|지만))\s+|\s+(?:and|but|then)\s+|\n/u;

type Kinds = readonly (readonly [(typeof KINDS)[number], Vocabulary])[];

const kindsOf = (card: CompiledCard): Kinds =>
  KINDS.map((kind) => [kind, kind === 'employers' ? employersOf(card) : vocabularies()[kind]]);

/** @param isName whether a word without a capital is a name all the same */
function toldIn(text: string, kinds: Kinds, isName: (word: string) => boolean): Told {
  const known = new Set<string>(degreesIn(text));
  const places = new Set<string>();
  let rest = text;
  for (const [kind, vocabulary] of kinds)
    for (const { entry, start, end } of mentionsIn(rest, vocabulary)) {
      const name = `${kind} ${(entry[0] ?? '').toLowerCase()}`;
      known.add(name);
      if (THERE_KO.test(rest.slice(end)) || THERE_EN.test(rest.slice(0, start))) places.add(name);
      rest = `${rest.slice(0, start)}${' '.repeat(end - start)}${rest.slice(end)}`;
    }
  const names = new Set(known);
  for (const { 0: word, index } of rest.matchAll(LATIN)) {
    const isCapital = /[A-Z]/u.test(word) && (index > 0 || /[A-Z0-9]/u.test(word.slice(1)));
    if ((isCapital && !/^I[’']/u.test(word)) || isName(word.toLowerCase())) names.add(word.toLowerCase());
  }
  return {
    known,
    places,
    names,
    years: (text.match(YEAR) ?? []).map(Number),
    counts: [...rest.replace(YEAR, '').matchAll(COUNT)].flatMap(([, digits, english, korean]) => {
      const value = digits === undefined ? (korean === '한' ? 1 : wordValue(english ?? korean ?? '')) : Number(digits);
      return value === undefined ? [] : [value];
    }),
    pieces: new Set(piecesIn(rest)),
  };
}

const joined = <T>(one: ReadonlySet<T>, other: ReadonlySet<T>): Set<T> => new Set([...one, ...other]);

/** What a card tells, without its settings, its code and its speech. */
function entriesOf(text: string, kinds: Kinds): Entry[] {
  const plain = text
    .replace(/^---\n[\s\S]*?\n---\n/u, '')
    .replace(/^```[\s\S]*?^```/gmu, '')
    .replace(/^#.*$/gmu, '')
    .replace(/^\|[^|\n]*/gmu, '');
  const entries: Entry[] = [];
  let of = 0;
  let head: Told | null = null;
  const read = (piece: string) => toldIn(` ${piece}`, kinds, () => false);
  for (const line of plain.split('\n')) {
    const isPoint = /^\s*[-*] /u.test(line);
    if (!isPoint || head === null) {
      of += 1;
      head = line.trim() === '' ? null : read(line);
      for (const clause of line.split(CLAUSE)) entries.push({ ...read(clause), of, span: [] });
      continue;
    }
    const point = read(line);
    entries.push({
      known: joined(head.known, point.known),
      places: joined(head.places, point.places),
      names: joined(head.names, point.names),
      years: point.years,
      counts: point.counts,
      pieces: joined(head.pieces, point.pieces),
      of,
      span: head.years,
    });
  }
  return entries.filter(({ names, pieces }) => names.size + pieces.size > 0);
}

const read = new WeakMap<CompiledCard, Entries>();

function entriesIn(card: CompiledCard): Entries {
  const before = read.get(card);
  if (before !== undefined) return before;
  const entries = entriesOf(card.text, kindsOf(card));
  const byName = new Map<string, Set<number>>();
  const byPiece = new Map<string, number[]>();
  for (const [at, { names, pieces }] of entries.entries()) {
    for (const name of names) byName.set(name, (byName.get(name) ?? new Set()).add(at));
    for (const piece of pieces) byPiece.set(piece, [...(byPiece.get(piece) ?? []), at]);
  }
  const made = { entries, byName, byPiece, years: new Set(entries.flatMap(({ years, span }) => [...years, ...span])) };
  read.set(card, made);
  return made;
}

/** What stands in more paragraphs of a card than these tells none of them from the rest. */
const MOST_PLACES = 4;
const MOST = 4;
const NOTHING: ReadonlySet<string> = new Set();

/** How a clause stands to the card: what it names stands together there, apart, or not at all. */
type Kind =
  | `names ${'together' | 'apart'}`
  | `year ${'with its name' | 'off its name' | 'of the card' | 'of no entry'}`
  | `count ${'with its name' | 'off its name'}`
  | `told under ${'its' | 'another'} name`
  | `beside: ${string}`;

/** One thing that a turn tells of its speaker, held against the card. */
interface Telling {
  kind: Kind;
  value: number;
  /** What is told, and of what. */
  said: string;
  beside: string;
  /** It is told of somebody who was there. */
  isOfStay: boolean;
  /** Where in the turn its clause stands. */
  start: number;
  end: number;
}

const kept = new WeakMap<CompiledCard, (text: string) => readonly Telling[]>();
/** Turns of one member that are kept: the rules and the reader ask for the same. */
const MOST_KEPT = 2_000;

/** What a turn tells of its speaker, clause by clause; what is supposed, or told of others, is left out. */
export function tellingsOf(text: string, card: CompiledCard): readonly Telling[] {
  const known = kept.get(card) ?? ofRecent(MOST_KEPT, (one: string) => tellingsFrom(one, card));
  kept.set(card, known);
  return known(text);
}

function tellingsFrom(text: string, card: CompiledCard): readonly Telling[] {
  const own = entriesIn(card);
  const tells = (name: string) => own.byName.has(name) && placesOf(own, own.byName.get(name) ?? []) <= MOST_PLACES;
  // Who writes no capitals writes none of names.
  const isPlain = !/[A-Z가-힣]/u.test(text);
  const lower = text.toLowerCase();
  const kinds = kindsOf(card).filter(([, vocabulary]) => mayName(lower, vocabulary));
  const tellings: Telling[] = [];
  let carried: ReadonlySet<string> = NOTHING;
  for (const { start: from, end: to, isUnreal, isOfOthers } of statementsOf(text, card.colleagues)) {
    if (isUnreal || isOfOthers) continue;
    let at = from;
    for (const clause of text.slice(from, to).split(CLAUSE)) {
      const start = text.indexOf(clause, at);
      const end = start + clause.length;
      at = end;
      // A sentence opens with a capital whatever its first word is; a Korean one does not.
      const piece = start === from && !/[가-힣]/u.test(clause) ? clause : ` ${clause}`;
      const told = toldIn(piece, kinds, isPlain ? tells : () => false);
      const held = told.known.size === 0 ? carried : NOTHING;
      const anchors = [...new Set([...[...told.names].filter(tells), ...held])];
      const where = { start, end, isOfStay: told.places.size > 0 };
      tellOf((one) => tellings.push({ value: 1, beside: '', ...where, ...one }), told, anchors, own);
      if (told.known.size > 0) carried = new Set([...told.known].filter(tells));
    }
  }
  return tellings;
}

/** The same as figures. */
export function toldOfSelf(figures: Map<string, number>, text: string, card: CompiledCard): void {
  let [borne, off] = [0, 0];
  for (const { kind, value } of tellingsOf(text, card)) {
    figures.set(kind, Math.min(MOST, (figures.get(kind) ?? 0) + value));
    if (BORNE.has(kind)) borne += 1;
    if (OFF.has(kind)) off += 1;
  }
  if (borne + off === 0) return;
  figures.set('told as the card', off === 0 ? Math.min(MOST, borne) : 0);
  figures.set('told otherwise, in shares', off / (borne + off));
}

/** What bears out that the speaker's life is the card's, and what speaks against it. */
const BORNE: ReadonlySet<Kind> = new Set<Kind>([
  'names together',
  'year with its name',
  'year of the card',
  'count with its name',
]);
const OFF: ReadonlySet<Kind> = new Set<Kind>([
  'names apart',
  'year off its name',
  'year of no entry',
  'count off its name',
  ...KINDS.map((kind): Kind => `beside: ${kind}`),
  'beside: degrees',
]);

const placesOf = ({ entries }: Entries, found: Iterable<number>) =>
  new Set([...found].map((at) => entries[at]?.of)).size;

function tellOf(
  add: (one: Pick<Telling, 'kind' | 'said'> & Partial<Telling>) => void,
  { known, names, years, counts, pieces }: Told,
  anchors: readonly string[],
  own: Entries,
): void {
  const { entries, byName, byPiece, years: all } = own;
  const of = (name: string) => byName.get(name) ?? new Set<number>();
  const beside = anchors.map(nameOf).join(', ');
  const alone = (year: number) =>
    add({ kind: `year ${all.has(year) ? 'of the card' : 'of no entry'}`, said: `${year}` });
  for (const name of known)
    if (!byName.has(name)) add({ kind: `beside: ${kindOf(name) ?? 'name'}`, said: nameOf(name) });
  if (anchors.length === 0) {
    for (const year of years) alone(year);
    return;
  }
  for (const name of names) if (!known.has(name) && !byName.has(name)) add({ kind: 'beside: name', said: name });
  // Two firms may well follow each other.
  for (const [at, one] of anchors.entries())
    for (const other of anchors.slice(at + 1))
      if (kindOf(one) !== kindOf(other)) {
        const isTogether = [...of(one)].some((entry) => of(other).has(entry));
        add({ kind: `names ${isTogether ? 'together' : 'apart'}`, said: nameOf(one), beside: nameOf(other) });
      }
  const here = new Set(anchors.flatMap((name) => [...of(name)]));
  // All that is named at once, where the card has that anywhere.
  const closest = [...here].filter((entry) => anchors.every((name) => of(name).has(entry)));
  const among = (closest.length > 0 ? closest : [...here]).flatMap((entry) => entries[entry] ?? []);
  const dated = among.filter((one) => one.years.length + one.span.length > 0);
  for (const year of years)
    if (dated.length === 0) alone(year);
    else {
      const isWith = dated.some((one) => isWithin(year, one));
      add({ kind: `year ${isWith ? 'with its name' : 'off its name'}`, said: `${year}`, beside });
    }
  const counted = among.flatMap((one) => [...one.counts, ...lengthsOf(one)]);
  if (counted.length > 0 && anchors.some((name) => kindOf(name) !== null))
    for (const count of counts)
      add({ kind: `count ${counted.includes(count) ? 'with its name' : 'off its name'}`, said: `${count}`, beside });
  const scores = new Map<number, number>();
  for (const piece of pieces) {
    const found = byPiece.get(piece) ?? [];
    const many = placesOf(own, found);
    if (many === 0 || many > MOST_PLACES || names.has(piece)) continue;
    for (const entry of found) scores.set(entry, (scores.get(entry) ?? 0) + 1 / many);
  }
  const best = (isHere: boolean) =>
    Math.max(0, ...[...scores].flatMap(([entry, score]) => (here.has(entry) === isHere ? [score] : [])));
  const [mine, theirs] = [best(true), best(false)];
  add({ kind: 'told under its name', said: beside, value: mine });
  if (theirs > mine) add({ kind: 'told under another name', said: beside, value: theirs - mine });
}

/** `schools`, of a name whose kind every reader knows; null of any other. */
const kindOf = (name: string) =>
  /^(?:phd|ms|bs|mba)$/u.test(name) ? 'degrees' : (KINDS.find((kind) => name.startsWith(`${kind} `)) ?? null);

/** The name without its kind. */
const nameOf = (name: string) => name.replace(/^(?:employers|schools|branches|fields|places) /u, '');

const isWithin = (year: number, { years, span }: Entry) =>
  years.includes(year) ||
  (span.length > 0
    ? year >= Math.min(...span) && year <= Math.max(...span)
    : years.length > 1 && year >= Math.min(...years) && year <= Math.max(...years));

const lengthsOf = ({ span, years }: Entry): number[] => {
  const all = span.length > 0 ? span : years;
  const long = all.length > 1 ? Math.max(...all) - Math.min(...all) : null;
  return long === null ? [] : [long, long + 1];
};
