import { degreesIn, vocabularies } from '../compile/facts.ts';
import type { Finding } from '../findings/finding.ts';
import type { CompiledCard, Post } from '../model/compiled-card.ts';
import { isNegated, speaksOfOthers } from '../reading/clauses.ts';
import { mentionsIn } from '../reading/mentions.ts';
import { subjectsIn, venuesIn } from '../reading/subjects.ts';
import type { LifeClaim, Reading, Station } from './life-claim.ts';
import { claim, clausesOf } from './life-claim.ts';

/** What the card tells of one post, by its subjects, its meetings and by how much it changed what. */
interface Work {
  subjects: ReadonlySet<string>;
  venues: ReadonlySet<string>;
  percents: ReadonlySet<number>;
}

const PERCENT = /(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?(?:%|퍼센트|percent|per cent)/giu;
const percentsIn = (text: string): ReadonlySet<number> =>
  new Set([...text.matchAll(PERCENT)].map(([, value]) => Number(value)));
const workIn = (text: string): Work => ({
  subjects: subjectsIn(text),
  venues: venuesIn(text),
  percents: percentsIn(text),
});

const works = new WeakMap<CompiledCard, ReadonlyMap<Post, Work>>();

function worksOf(card: CompiledCard): ReadonlyMap<Post, Work> {
  const before = works.get(card);
  if (before !== undefined) return before;
  const made = new Map(
    card.posts.map((post, at) => {
      const { employer = '', role = '', achievements = [], quote = '' } = card.card.career[at] ?? {};
      return [post, workIn([employer, role, ...achievements, quote].join('\n'))] as const;
    }),
  );
  works.set(card, made);
  return made;
}

/** That somebody did something, or that it was somewhere. */
const DID =
  /설계|만들|만든|구현|개발|고안|고쳤|고치|뜯어|손봤|손보|올려|올렸|줄였|줄여|붙여|돌렸|돌려|짰|짠 |썼|쓴|쓰던|썼|맡[았던아은]|이끌|이끈|바친|바쳤|연구|하던|할 때|했|배웠|익혔|\b(?:designed|built|wrote|writing|made|led|leading|created|started|implemented|authored|developed|invented|co-wrote|ran|running|shipped|rewrote|tuned|raised|cut|mixing|mixed|moved|worked on|working on|did|learnt|learned|was|were)\b/iu;
/** That it was the speaker's own work, and not what was at hand. */
const MADE =
  /설계|만들|만든|구현|개발|고안|고쳤|고치|뜯어|손봤|손보|올려|올렸|줄였|줄여|붙여|짰|짠 |썼|쓴|쓰던|맡[았던아은]|이끌|이끈|바친|바쳤|연구|하던|할 때|했|\b(?:designed|built|wrote|writing|made|led|leading|created|started|implemented|authored|developed|invented|co-wrote|shipped|rewrote|tuned|raised|cut|mixing|mixed|worked on|working on|did|trained|optimi[sz]ed)\b/iu;
/** A text of one's own, and how it came to be. */
const WROTE = /논문|썼|쓴|쓸 때|저자|\b(?:wrote|written|write|published|paper|co-wrote|authored)\b/iu;
/** What is spoken of may stand in the question. */
const IT = /\bit\b|그건|그거|그게|그 (?:논문|책|도구|모델|발표)|그것/iu;
/** From so much of another post's work on, what is told is that post's. */
const ENOUGH = 2;

/** Work told of one post that the card has of another, or of none. */
export function workHeld(read: Reading): LifeClaim[] {
  const { statement, stations, asked, situation } = read;
  const { text } = statement;
  const posts = stations.filter(({ kind, posts: of }) => kind === 'post' && of.length > 0);
  const dated = datedWork(read, posts);
  const single = postOfAll(posts);
  if (dated.length > 0) return dated;
  if (single !== null) return toldAt(read, single, 0, text.length, IT.test(text) ? situation : '');
  if (posts.length === 0)
    return asked.length === 1 && stations.length === 0 && asked[0] !== undefined
      ? toldAt(read, { ...asked[0], start: 0, end: 0 }, 0, text.length, '')
      : [];
  return clausesOf(text).flatMap(({ start, end }) => {
    const here = postOfAll(posts.filter((one) => one.start >= start && one.start < end));
    return here === null ? [] : toldAt(read, here, start, end, '');
  });
}

const YEAR = /(?<!\d)((?:19|20)\d{2})(?!\d)/gu;

/** Work told of a year without its post: that of a post of another time. */
function datedWork(read: Reading, posts: readonly Station[]): LifeClaim[] {
  const { statement, stations, card } = read;
  const { text } = statement;
  const [found, ...more] = [...text.matchAll(YEAR)];
  if (found === undefined || more.length > 0 || posts.length > 0 || stations.length > 0 || !DID.test(text)) return [];
  const year = Number(found[1]);
  const said = subjectsIn(text);
  const all = [...worksOf(card)].filter(([, { subjects }]) => overlap(subjects, said).length > 0);
  const timed = all.filter(([{ from }]) => from !== null);
  const [most] = timed.sort((a, b) => overlap(b[1].subjects, said).length - overlap(a[1].subjects, said).length);
  if (most === undefined || timed.length < all.length || speaksOfOthers(statement, found.index, card)) return [];
  const isHeld = timed.some(([{ from, to, present }]) => year >= (from ?? 0) && (present || year <= (to ?? year)));
  const names = overlap(most[1].subjects, said);
  const params = { said: found[0], beside: names.join(', ') };
  const finding: Finding | null = isHeld ? null : { code: 'identity.apart', params };
  return [claim(read, found.index, found.index + found[0].length, finding, most[0].line, false)];
}

/** The one post that all of these name. */
function postOfAll(stations: readonly Station[]): Station | null {
  const [first, ...more] = stations;
  if (first === undefined) return null;
  const posts = first.posts.filter((post) => more.every((other) => other.posts.includes(post)));
  return posts.length === 0 ? null : { ...first, posts, end: Math.max(...stations.map(({ end }) => end)) };
}

function toldAt(read: Reading, at: Station, from: number, to: number, asked: string): LifeClaim[] {
  const { statement, card } = read;
  const { text } = statement;
  const rest = `${text.slice(from, Math.max(from, at.start))} ${text.slice(Math.max(from, at.end), to)}`;
  if (!DID.test(rest) || speaksOfOthers(statement, at.start, card)) return [];
  const said = workIn(`${rest} ${asked}`);
  const all = worksOf(card);
  const own = at.posts.flatMap((post) => all.get(post) ?? []);
  const others = [...all].flatMap(([post, work]) => (at.posts.includes(post) ? [] : [{ post, work }]));
  const isOwn = own.some(
    ({ subjects, venues, percents }) =>
      overlap(subjects, said.subjects).length + overlap(venues, said.venues).length > 0 ||
      overlap(percents, said.percents).length > 0,
  );
  if (isOwn) return [claim(read, at.start, at.end, null, at.posts[0]?.line)];
  const isWritten = WROTE.test(rest);
  const isPaper = isWritten && /논문|\bpaper\b/iu.test(asked);
  const found = others
    .map(({ post, work }) => {
      const [subjects, venues] = [overlap(work.subjects, said.subjects), overlap(work.venues, said.venues)];
      const figures = subjects.length > 0 ? overlap(work.percents, said.percents).map((one) => `${one} %`) : [];
      const worth =
        subjects.length * (isPaper ? ENOUGH : 1) + figures.length + venues.length * (isWritten ? ENOUGH : 1);
      return { post, worth, names: [...subjects, ...venues, ...figures] };
    })
    .sort((a, b) => b.worth - a.worth)[0];
  if (found !== undefined && found.worth > 0)
    return [apart(read, at, found.names, found.post.line, found.worth >= ENOUGH && MADE.test(rest))];
  // A post of which the card tells no work may have been about anything.
  const tells = own.some(({ subjects }) => subjects.size > 0);
  const strange = [...said.subjects].filter((name) => !subjectsOf(card).has(name));
  return tells && strange.length > 0 ? [apart(read, at, strange, at.posts[0]?.line, false)] : [];
}

function apart(
  read: Reading,
  at: Station,
  names: readonly string[],
  line: number | undefined,
  isSure: boolean,
): LifeClaim {
  const finding: Finding = { code: 'identity.apart', params: { said: names.join(', '), beside: at.said } };
  return claim(read, at.start, at.end, finding, line, isSure);
}

const whole = new WeakMap<CompiledCard, ReadonlySet<string>>();

/** All that the card is about. */
function subjectsOf(card: CompiledCard): ReadonlySet<string> {
  const known = whole.get(card) ?? subjectsIn(card.text);
  whole.set(card, known);
  return known;
}

const overlap = <T>(one: ReadonlySet<T>, other: ReadonlySet<T>): T[] => [...one].filter((name) => other.has(name));

const DEGREE =
  /\b(?:ph\.?\s?d|doctora(?:te|l)\w*|dissertation|thesis)\b|박사(?!님|급| ?후)|학위|\b(?:master['’]?s)\b|석사/giu;

/** What somebody met with at school is no subject of a thesis. */
const IN_PASSING =
  /배[운웠]|들[은었]|수업|강의|읽|봤|친구|옆|조교|\b(?:course|class|read|friend|picked up|learn(?:t|ed)|taught|heard)\b/iu;

/** What a degree was about, where the card says what it was about. */
export function studyHeld(read: Reading): LifeClaim[] {
  const { statement, stations, card, own } = read;
  const { text } = statement;
  if (text.search(DEGREE) < 0) return [];
  const written = own.education.map(({ degrees, text: of }) => ({ degrees, about: aboutIn(of) }));
  return clausesOf(text).flatMap(({ start, end }): LifeClaim[] => {
    const clause = text.slice(start, end);
    const [degree] = clause.matchAll(DEGREE);
    if (degree === undefined) return [];
    const at = start + degree.index;
    const to = at + degree[0].length;
    if (speaksOfOthers(statement, at, card) || isNegated(text, at, to)) return [];
    if (stations.some(({ kind, start: from }) => kind === 'post' && from >= start && from < end)) return [];
    const [level] = degreesIn(degree[0].replace(/thesis|dissertation/iu, 'phd'));
    const of = written.filter(({ degrees }) => level === undefined || degrees.includes(level));
    const said = aboutIn(clause);
    if (said.size === 0 || of.length === 0 || of.every(({ about }) => about.size === 0)) return [];
    const line = card.facts.find(({ field }) => field === 'degree')?.line;
    if (of.some(({ about }) => overlap(about, said).length > 0)) return [claim(read, at, to, null, line)];
    const params = { said: [...said].join(', '), beside: degree[0] };
    // What the card is about elsewhere may well have been in the degree.
    const isStrange = [...said].every((name) => !subjectsOf(card).has(name));
    const isTopic = !IN_PASSING.test(clause);
    return [claim(read, at, to, { code: 'identity.apart', params }, line, isStrange && said.size === 1 && isTopic)];
  });
}

const aboutIn = (text: string): ReadonlySet<string> =>
  new Set([...subjectsIn(text), ...mentionsIn(text, vocabularies().fields).map(({ entry }) => entry[0] ?? '')]);
