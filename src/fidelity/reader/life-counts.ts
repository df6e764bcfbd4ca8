import { once } from '../../core/once.ts';
import type { Finding } from '../findings/finding.ts';
import { ENGLISH_NUMBERS, KOREAN_NUMBERS, wordValue } from '../laws/number-words.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import { isNegated, speaksOfOthers } from '../reading/clauses.ts';
import { subjectsIn, venuesIn } from '../reading/subjects.ts';
import type { LifeClaim, Reading } from './life-claim.ts';
import { claim, clausesOf } from './life-claim.ts';

/** What is counted in a working life, by what both languages call it. */
const THINGS: readonly (readonly [string, RegExp])[] = [
  ['keynote', /키노트|기조 ?(?:연설|강연|발표)|\bkeynotes?\b/iu],
  ['tutorial', /튜토리얼|\btutorials?\b/iu],
  ['talk', /발표|강연|\btalks?\b(?! (?:about|to|with|of|over))/iu],
  ['paper', /논문|\bpapers?\b/iu],
  ['patent', /특허|\bpatents?\b/iu],
  ['pull request', /(?<![A-Za-z])PRs?(?![A-Za-z])|풀 ?리퀘스트|\bpull requests?\b/iu],
  ['patch', /패치|\bpatch(?:es)?\b/iu],
  ['dialect', /다이얼렉트|\bdialects?\b/iu],
  ['book', /책|저서|\bbooks?\b/iu],
  ['prize', /수상|상을|\b(?:prizes?|awards?)\b/iu],
];

/** What is counted from ten thousand on, by what follows the number. */
const LARGE: readonly (readonly [string, RegExp])[] = [
  ['people', /^\s?명|^\s(?:monthly |daily |active )*(?:users|people|members)\b/iu],
  ['orders', /^\s?건|^\s(?:daily )?orders\b/iu],
  ['page views', /^\s?(?:페이지 ?)?뷰|^\s(?:daily )?(?:page ?views|views|hits)\b/iu],
];

/** One number of a clause, with what it counts: how many, the how many-th, by how much more or less. */
interface Count {
  kind: 'many' | 'nth' | 'factor' | 'percent' | 'scale';
  value: number;
  /** `more than`, `north of`: as many at the least. */
  isLeast: boolean;
  /** Of a number from ten thousand on: what it counts. */
  of: string | null;
  start: number;
  end: number;
}

const KO = `\\d{1,4}|한|하나|두|세|네|${KOREAN_NUMBERS}`;
const EN = `\\d{1,4}|one|a hundred|${ENGLISH_NUMBERS}`;
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const MULTIPLES: Readonly<Record<string, number>> = {
  doubled: 2,
  doubling: 2,
  twice: 2,
  tripled: 3,
  trebled: 3,
  tripling: 3,
  quadrupled: 4,
  halved: 0.5,
  halving: 0.5,
  절반: 0.5,
  반토막: 0.5,
};
const PARTS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:in|by|to) (?:a )?half\b/giu, 0.5],
  [/\b(?:to|by) (?:a |one )third\b|삼분의 일|3분의 1/giu, 1 / 3],
  [/\b(?:to|by) (?:a |one )quarter\b|사분의 일|4분의 1/giu, 1 / 4],
  [/\b(?:to|by) (?:a |one )tenth\b|십분의 일|10분의 1/giu, 1 / 10],
];
/** Numbers from ten thousand on, as both languages round them. */
const SCALES: Readonly<Record<string, number>> = {
  억: 1e8,
  천만: 1e7,
  백만: 1e6,
  만: 1e4,
  billion: 1e9,
  million: 1e6,
  thousand: 1e3,
};
const SCALE = new RegExp(
  `(?<![\\d.])(\\d{1,4}(?:\\.\\d+)?|${EN})\\s?(억|천만|백만|만|billion|million|thousand)(?![가-힣]{2}년)`,
  'giu',
);
const COUNTED: readonly (readonly [Count['kind'], RegExp])[] = [
  ['nth', new RegExp(`(?<![가-힣\\d])(${KO}|첫)\\s?(?:번|편|회)\\s?째`, 'giu')],
  [
    'nth',
    new RegExp(
      `\\b(?:the|my|that) (${ORDINALS.join('|')})(?: and last)? (?:time|of|keynotes?|tutorials?|talks?|papers?)\\b`,
      'giu',
    ),
  ],
  ['factor', new RegExp(`(?<![가-힣\\d.])(${KO})\\s?배(?=로|나|를|가|쯤|\\s|가량)`, 'giu')],
  ['factor', new RegExp(`\\b(${EN})[- ]?(?:fold|times (?:as many|as much|more|the))|\\b(\\d{1,3})x\\b`, 'giu')],
  [
    'factor',
    new RegExp(
      `\\b(${Object.keys(MULTIPLES)
        .filter((one) => /^[a-z]/u.test(one) && one !== 'twice')
        .join('|')})\\b|(절반|반토막)`,
      'giu',
    ),
  ],
  ['percent', /(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?(?:%|퍼센트|percent|per cent)/giu],
  ['many', new RegExp(`(?<![가-힣\\d.])(${KO})\\s?(?:번|회|편|차례|건|개|권)(?!\\s?째|째)`, 'giu')],
  [
    'many',
    new RegExp(
      `(?<![\\d.-])\\b(${EN})\\b(?=(?:\\+| or so)?(?: [A-Za-z-]+){0,3} (?:keynotes?|tutorials?|talks?|papers?|patents?|PRs?|pull requests|patches|dialects?|books?|times|awards?|prizes?)\\b)`,
      'giu',
    ),
  ],
  ['many', /\b(once|twice|thrice)\b/giu],
];
const LEAST =
  /(?:over|more than|north of|at least|upwards of|some|about|around|nearly|almost|과?반|넘게|이상|정도|쯤|가량|여)\s*$/iu;
const LEAST_AFTER = /^\+|^\s?(?:이상|넘게|남짓|정도|쯤|가량|가까이|여)|^(?: or so)/u;

function numberOf(said: string): number {
  const lower = said.toLowerCase();
  const ordinal = ORDINALS.indexOf(lower);
  if (ordinal >= 0) return ordinal + 1;
  if (lower === '한' || lower === '첫' || lower === 'one' || lower === 'once') return 1;
  if (lower === 'twice') return 2;
  if (lower === 'thrice') return 3;
  return MULTIPLES[lower] ?? wordValue(lower) ?? Number(lower);
}

function countsIn(text: string): Count[] {
  const found: Count[] = [];
  const add = (one: Count) => {
    if (Number.isFinite(one.value) && !found.some(({ start, end }) => one.start < end && start < one.end))
      found.push(one);
  };
  const isLeast = (start: number, end: number) =>
    LEAST.test(text.slice(Math.max(0, start - 14), start)) || LEAST_AFTER.test(text.slice(end));
  for (const [pattern, value] of PARTS)
    for (const { 0: said, index } of text.matchAll(pattern))
      add({ kind: 'factor', value, isLeast: false, of: null, start: index, end: index + said.length });
  for (const { 0: said, 1: digits = '', 2: scale = '', index } of text.matchAll(SCALE))
    add({
      kind: 'scale',
      value: numberOf(digits) * (SCALES[scale.toLowerCase()] ?? Number.NaN),
      isLeast: isLeast(index, index + said.length),
      of:
        LARGE.find(([, pattern]) => pattern.test(text.slice(index + said.length, index + said.length + 26)))?.[0] ??
        null,
      start: index,
      end: index + said.length,
    });
  for (const [kind, pattern] of COUNTED)
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      const said = match.slice(1).find((group) => group !== undefined) ?? '';
      add({ kind, value: numberOf(said), isLeast: isLeast(start, end), of: null, start, end });
    }
  return found.sort((a, b) => a.start - b.start);
}

/** What a text names by which one thing that is counted is known from the next. */
interface Named {
  thing: string | null;
  venues: ReadonlySet<string>;
  subjects: ReadonlySet<string>;
  works: ReadonlySet<string>;
}

/** A name with a second capital, an underscore or a number of its own: `Chaos Monkey 3.0`, `ml_opt`. */
const WORK =
  /(?<![\w-])(?:[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|(?:[A-Z][a-z]+ ){1,3}(?:[A-Z][a-z]+|\d[\d.]*))(?![\w-])/gu;

const namedIn = (text: string): Named => ({
  thing: THINGS.find(([, pattern]) => pattern.test(text))?.[0] ?? null,
  venues: venuesIn(text),
  subjects: subjectsIn(text),
  works: new Set([...text.matchAll(WORK)].map(([name]) => name.toLowerCase())),
});

interface Entry extends Named, Pick<Count, 'kind' | 'value' | 'isLeast' | 'of'> {
  /** The post that it is told of, by its place in the career. */
  post: number | null;
  line: number;
}

const entries = new WeakMap<CompiledCard, readonly Entry[]>();

/** What the card counts. */
function entriesOf(compiled: CompiledCard): readonly Entry[] {
  const before = entries.get(compiled);
  if (before !== undefined) return before;
  const { career, attributes } = compiled.card;
  const told = [
    ...career.flatMap(({ achievements, line }, post) => achievements.map((text) => ({ text, line, post }))),
    ...attributes.map(({ value, line }) => ({ text: value, line, post: null })),
  ];
  const made = told.flatMap(({ text, line, post }) =>
    text.split(/[,;]\s|그중/u).flatMap((clause): Entry[] => {
      const named = namedIn(clause);
      return countsIn(clause).map(({ kind, value, isLeast, of }) => {
        // By how much something changed is told of all that its line names.
        const names = kind === 'factor' || kind === 'percent' ? namedIn(text) : named;
        return { ...names, kind, value, isLeast, of, post, line };
      });
    }),
  );
  entries.set(compiled, made);
  return made;
}

const shared = (one: ReadonlySet<string>, other: ReadonlySet<string>) => [...one].filter((name) => other.has(name));

const SPOKE = /했|섰|맡|(?:번|회)(?:이|입니다|이에요|예요)|\b(?:gave|given|did|done|taught|delivered|held)\b/iu;
const WROTE = /썼|쓴|냈|낸|공저|게재|실었|\b(?:wrote|written|published|authored|co-wrote)\b/iu;
const MADE =
  /설계|만들|만든|올렸|보냈|반영|병합|\b(?:designed|made|built|wrote|landed|merged|sent|contributed|upstreamed)\b/iu;
/** That what is counted is the speaker's own doing: papers are read and patches reviewed by everybody. */
const OWN: Readonly<Record<string, RegExp>> = {
  keynote: SPOKE,
  tutorial: SPOKE,
  talk: SPOKE,
  paper: WROTE,
  book: WROTE,
  patent: /냈|받|출원|\b(?:filed|hold|own|granted)\b/iu,
  'pull request': MADE,
  patch: MADE,
  dialect: MADE,
  prize: /받|탔|\b(?:won|received|got)\b/iu,
};
/** What everybody has many of, counted over a life. */
const OVER_A_LIFE =
  /지금까지|이제까지|평생|모두|합쳐|총|\b(?:so far|in all|altogether|in total|over the years|my career)\b/iu;

const COMMON: ReadonlySet<string> = new Set(['talk', 'paper', 'patch', 'prize', 'book']);

/** The how many-th is held against how many there were. */
const asCounted = (kind: Count['kind']): Count['kind'] => (kind === 'nth' ? 'many' : kind);

/** How often, how many and by how much, where the card counts the same thing otherwise. */
export function countsHeld(read: Reading): LifeClaim[] {
  const { statement, stations, situation, isAsked, card } = read;
  const own = entriesOf(card);
  const { text } = statement;
  const counts =
    own.length === 0 ? [] : countsIn(text).filter(({ kind }) => own.some((entry) => entry.kind === asCounted(kind)));
  if (counts.length === 0) return [];
  const posts = new Set(
    stations.flatMap(({ kind, posts: of }) => (kind === 'post' ? of.map((post) => card.posts.indexOf(post)) : [])),
  );
  const clauses = clausesOf(text);
  const whole = namedIn(text);
  const asked = once(() => namedIn(situation));
  return counts.flatMap((count): LifeClaim[] => {
    const clause = clauses.find(({ start, end }) => count.start >= start && count.start < end);
    if (clause === undefined || speaksOfOthers(statement, count.start, card)) return [];
    if (isNegated(text, count.start, count.end)) return [];
    const said = namedIn(text.slice(clause.start, clause.end));
    const found =
      linked(count, said, own, posts) ??
      linked(count, whole, own, posts) ??
      (isAsked || asked().venues.size > 0
        ? linked(count, { ...whole, ...withAsked(said, asked()) }, own, posts)
        : null);
    if (found === null) return [];
    const [one] = found;
    const { kind } = count;
    if (isPartOf(count, text)) return [];
    const fits = found.some((entry) => holds(count, entry));
    const params = { said: text.slice(count.start, count.end).trim(), beside: nameOf(one, said) };
    const finding: Finding | null = fits ? null : { code: 'identity.apart', params };
    const clauseText = text.slice(clause.start, clause.end);
    const thing = one?.thing ?? '';
    const isCount = kind === 'many' || kind === 'nth';
    if (isCount && !isAsked && !(OWN[thing]?.test(clauseText) ?? false)) return [];
    if (isCount && !isAsked && whole.venues.size === 0 && COMMON.has(thing) && !OVER_A_LIFE.test(text)) return [];
    const isSure = kind === 'factor' ? posts.size > 0 || MADE.test(text) : kind !== 'percent';
    return [claim(read, count.start, count.end, finding, one?.line, isSure)];
  });
}

/** `One keynote was about …`, `two of my keynotes`: some of them, and not how many there were. */
const isPartOf = ({ kind, value, start, end }: Count, text: string) =>
  kind === 'many' &&
  (/^ of (?:my|the|those|these|them)\b/iu.test(text.slice(end)) ||
    (value === 1 && !/(?:only|just|single|딱|단)\s?(?:the )?$/iu.test(text.slice(Math.max(0, start - 8), start))));

/** What a short answer leaves to its question. */
const withAsked = (said: Named, asked: Named): Partial<Named> => ({
  thing: said.thing ?? asked.thing,
  venues: said.venues.size > 0 ? said.venues : asked.venues,
});

function holds({ kind, value, isLeast }: Count, entry: Entry): boolean {
  if (kind === 'nth') return value <= entry.value || entry.isLeast;
  if (kind === 'scale') return value > entry.value / 1.5 && value < entry.value * 1.5;
  if (entry.isLeast) return value >= entry.value * 0.8;
  if (isLeast) return value <= entry.value && value >= entry.value / 2;
  return Math.abs(value - entry.value) < 1e-6;
}

/** Entries that count what is counted here; null where none is known to. */
function linked(count: Count, said: Named, own: readonly Entry[], posts: ReadonlySet<number>): readonly Entry[] | null {
  const isCount = count.kind === 'many' || count.kind === 'nth';
  const found = own.filter((entry) => {
    if (entry.kind !== asCounted(count.kind)) return false;
    if (isCount) {
      if (said.thing === null || entry.thing !== said.thing) return false;
      return said.venues.size === 0 || shared(said.venues, entry.venues).length > 0;
    }
    const isOfPost = entry.post !== null && posts.has(entry.post);
    const both = shared(said.subjects, entry.subjects).length;
    if (count.kind === 'scale') return count.of !== null && entry.of === count.of && (isOfPost || both > 0);
    return shared(said.works, entry.works).length > 0 || (isOfPost && both > 0);
  });
  if (found.length === 0) return null;
  // Without the meeting's name it may be any of them.
  if (isCount && said.venues.size === 0 && found.length > 1) return null;
  return found;
}

const nameOf = (entry: Entry | undefined, said: Named): string =>
  [
    ...(entry === undefined
      ? []
      : [
          ...shared(said.venues, entry.venues),
          ...shared(said.works, entry.works),
          ...shared(said.subjects, entry.subjects),
        ]),
    entry?.thing ?? '',
  ]
    .filter((name) => name !== '')
    .join(', ');
