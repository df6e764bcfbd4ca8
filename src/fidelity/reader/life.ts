import { degreesIn, employersOf, vocabularies } from '../compile/facts.ts';
import type { Finding } from '../findings/finding.ts';
import { ENGLISH_NUMBERS, wordValue } from '../laws/number-words.ts';
import type { CompiledCard, Post } from '../model/compiled-card.ts';
import type { Statement } from '../reading/clauses.ts';
import { isNegated, speaksOfOthers, statementsOf } from '../reading/clauses.ts';
import { mentionsIn } from '../reading/mentions.ts';
import { piecesIn } from '../reading/text.ts';

/** One relation that a turn claims of its speaker's life, held against the card's. Offsets are those of the utterance. */
export interface LifeClaim {
  /** Null: the card bears it out. */
  finding: Finding | null;
  start: number;
  end: number;
  line: number | undefined;
}

/** A situation in which somebody is asked about their life: what follows needs no `I` to be about it. */
const ASKED =
  /(?:자기|본인|연사|발표자|작성자|사회자가|한 줄|두 줄|내|제)\s?소개|소개(?:를|에|할|글|문구|해 달라|해 주|말)|약력|이력|경력|직장|(?:예전|전|이전|옛|어느) ?회사|군대|군 ?생활|병역|복무|전공|박사|석사|학부|어디(?:서|에서) (?:공부|배|일)|언제 (?:왔|온|합류|입사)|합류(?:했|한 (?:지|때|해))|입사|시절|무엇을 (?:공부|했)|뭘 (?:했|공부)|키노트|수상|콜사인|직함|\b(?:biograph\w*|bios?|career|cv|r[ée]sum[ée]|(?:short|team|member|speaker)(?: member)? profile|background|introduc(?:e|es|ing) (?:him|her|them|you|the speaker|\w+self|\w+selves|a speaker|everybody)|lines? about|studied|studies before|military|national service|doctorate|ph\.?d|callsign|years (?:he|she|they|you|has|have)|how experienced|employers?|before (?:this team|joining|that team|f1)|did (?:\w+ ){0,2}before|work(?:ed)? before|when (?:\w+ ){1,2}joined|came to (?:\w+ ){0,2}work|(?:learn\w*|picked up|started out|studied|worked) (?:\w+ ){0,4}\?|where (?:\w+ ){1,3}(?:learn\w*|stud\w*|work\w*|picked|came)|who (?:he|she|they) (?:is|are))\b/iu;
/** Of these, where it is work that is asked about. */
const ASKED_OF_WORK =
  /약력|이력|경력|직장|회사|시절|일했|소개|\b(?:bio\w*|career|cv|r[ée]sum[ée]|background|profile|introduc\w+|worked?|before|employers?|lines? about|came to)\b/iu;

type Kind = 'post' | 'school' | 'branch' | 'here';
/** A place of a life that a sentence names; null posts are those of no line of the card. */
interface Station {
  kind: Kind;
  said: string;
  entry: readonly string[];
  posts: readonly Post[];
  start: number;
  end: number;
}

interface Relations {
  /** Teams and labs that stand in one post alone, in lower case. */
  teams: ReadonlyMap<string, Post>;
  present: Post | null;
  education: readonly {
    degrees: readonly string[];
    schools: readonly string[];
    fields: readonly string[];
    text: string;
  }[];
  branches: readonly string[];
  arms: readonly string[];
  ranks: readonly string[];
  service: string | undefined;
}

const known = new WeakMap<CompiledCard, Relations>();
/** A name with a second capital or a digit, as teams and labs have: `XLA`, `TensorRT`, `V8`. */
const TEAM = /(?<![A-Za-z0-9])[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*(?![A-Za-z0-9])/gu;
const ARMS: readonly (readonly string[])[] = [
  ['보병', 'infantry'],
  ['포병', 'artillery'],
  ['기갑', '전차', 'armoured', 'armored'],
  ['통신', 'signals', 'signal', 'communications'],
  ['의무', '위생', 'medic', 'medical'],
  ['정비', 'maintenance'],
  ['취사', '조리', 'cook'],
  ['헌병', '군사경찰', 'military police'],
  ['행정', 'clerk'],
  ['운전', 'driver'],
  ['개발', '소프트웨어', 'SW', 'software'],
  ['전산', '정보체계', 'IT'],
  ['기상', 'weather', 'meteorology'],
];
const RANKS: readonly (readonly string[])[] = [
  ['장교', '소대장', '중대장', '소위', '중위', '대위', 'ROTC', 'officer', 'lieutenant', 'captain'],
  [
    '통신병',
    '보병',
    '개발병',
    '운전병',
    '행정병',
    '의무병',
    '취사병',
    '포병',
    '정비병',
    '병장',
    '상병',
    '이등병',
    '일병',
    'conscript',
    'private',
    'enlisted',
  ],
];

const groupsIn = (text: string, groups: readonly (readonly string[])[]): string[] =>
  groups.flatMap((names) =>
    names.some((name) =>
      /^[A-Za-z]/u.test(name)
        ? new RegExp(`(?<![A-Za-z])${name}(?![a-z])`, name === name.toUpperCase() ? 'u' : 'iu').test(text)
        : text.includes(name),
    )
      ? [names[0] ?? '']
      : [],
  );

function relationsOf(card: CompiledCard): Relations {
  const before = known.get(card);
  if (before !== undefined) return before;
  const { schools, fields, branches } = vocabularies();
  const teams = new Map<string, Post>();
  const shared = new Set<string>();
  for (const [at, { employer, role }] of card.card.career.entries()) {
    const post = card.posts[at];
    // `CPU Architecture Team`: what is all capitals there is a subject, not a name.
    const team =
      (/^(.*?)\bTeam\b/u.exec(role ?? '')?.[1] ?? '').match(TEAM)?.filter((one) => /[a-z0-9]/u.test(one)) ?? [];
    const names = [...(employer.match(TEAM) ?? []), ...team];
    for (const name of new Set(names.map((one) => one.toLowerCase())))
      if (teams.has(name)) shared.add(name);
      else if (post !== undefined) teams.set(name, post);
  }
  for (const name of shared) teams.delete(name);
  const firsts = (text: string, vocabulary: typeof schools) =>
    mentionsIn(text, vocabulary).map(({ entry }) => entry[0] ?? '');
  const service = [card.card.military, ...card.card.career.map(({ employer, role }) => `${employer} ${role}`)]
    .flatMap((text) => (text !== undefined && firsts(text, branches).length > 0 ? [text] : []))
    .join('; ');
  const made: Relations = {
    teams,
    present: card.posts.find((one) => one.present) ?? null,
    education: card.card.education.map((text) => ({
      degrees: degreesIn(text),
      schools: firsts(text, schools),
      fields: firsts(text, fields),
      text,
    })),
    branches: firsts(service, branches),
    arms: groupsIn(service, ARMS),
    ranks: groupsIn(service, RANKS),
    service: service === '' ? undefined : service,
  };
  known.set(card, made);
  return made;
}

const HERE =
  /(?<![가-힣])(?:여기|이 팀|지금 팀|우리 팀)(?!(?:에|로)?\s?(?:오기|들어오기) 전)(?=[가-힣\s,.])|\b(?<!before )(?:here|this team|the (?:team|crew)|our team)\b/giu;

function stationsIn(text: string, card: CompiledCard, { teams, present }: Relations): Station[] {
  const { schools, branches } = vocabularies();
  const found: Station[] = [];
  const add = (one: Station) => {
    if (!found.some(({ start, end }) => start < one.end && end > one.start)) found.push(one);
  };
  for (const { 0: said, index } of text.matchAll(TEAM)) {
    const post = teams.get(said.toLowerCase());
    if (post !== undefined)
      add({ kind: 'post', said, entry: [said], posts: [post], start: index, end: index + said.length });
  }
  for (const { entry, start, end } of mentionsIn(text, employersOf(card))) {
    const posts = card.posts.filter(({ aliases }) => entry.some((name) => aliases.includes(name.toLowerCase())));
    // `Apple MLX`: the team says which of a firm's posts is meant.
    if (found.some(({ start: from, posts: [post] }) => from >= end && from - end < 3 && post && posts.includes(post)))
      continue;
    add({ kind: 'post', said: text.slice(start, end), entry, posts, start, end });
  }
  for (const [kind, vocabulary] of [
    ['school', schools],
    ['branch', branches],
  ] as const)
    for (const { entry, start, end } of mentionsIn(text, vocabulary))
      add({ kind, said: text.slice(start, end), entry, posts: [], start, end });
  if (present !== null)
    for (const { 0: said, index } of text.matchAll(HERE))
      add({ kind: 'here', said, entry: [], posts: [present], start: index, end: index + said.length });
  return found.sort((a, b) => a.start - b.start);
}

/** Where one place of a life ends and the next begins. */
const BREAK =
  /[,;:·→]\s*|\.\.\.?\s*|…\s*|(?<=[가-힣](?:고|며|는데|지만|다가|거쳐|거쳐서))\s+|\s+(?:and|but|then|before|after)\s+/gu;

interface Clause {
  start: number;
  end: number;
}

function clausesOf(text: string): Clause[] {
  const cuts = [...text.matchAll(BREAK)].map(({ 0: cut, index }) => [index, index + cut.length] as const);
  const starts = [0, ...cuts.map(([, to]) => to)];
  const ends = [...cuts.map(([from]) => from), text.length];
  return starts.map((start, at) => ({ start, end: ends[at] ?? text.length }));
}

/** What a turn claims of its speaker's life: places with years, lengths and order, studies, service, years at work. */
export function lifeIn(utterance: string, situation: string, card: CompiledCard): LifeClaim[] {
  const kept = last.get(card);
  if (kept?.utterance === utterance && kept.situation === situation) return kept.claims;
  const own = relationsOf(card);
  const isAsked = ASKED.test(situation);
  const isAskedOfWork = isAsked && ASKED_OF_WORK.test(situation);
  const asked = isAsked ? stationsIn(situation, card, own).filter(({ kind }) => kind === 'post') : [];
  let before: Station | undefined;
  const reads = statementsOf(utterance, card.colleagues).flatMap((statement): Reading[] => {
    const there = before;
    before = undefined;
    if (statement.isUnreal || statement.isQuestion) return [];
    const isTold = isAsked || COURSE.test(statement.text);
    const stations = stationsIn(statement.text, card, own).filter(
      ({ kind, start, end }) =>
        (isTold || kind !== 'post' || isAt(statement.text, start, end)) &&
        !speaksOfOthers(statement, start, card) &&
        !isNegated(statement.text, start, end),
    );
    const places = stations.filter(({ kind }) => kind !== 'here');
    const isOwnLife = isAsked || statement.saysSelf || (places.length > 1 && COURSE.test(statement.text));
    const goesOn = places.length === 0 && there !== undefined ? THERE.exec(statement.text) : null;
    if (!isOwnLife && goesOn === null) return [];
    before = stations.findLast(({ kind, posts }) => kind === 'post' && posts.length > 0);
    const carried =
      goesOn === null || there === undefined
        ? []
        : [{ ...there, start: goesOn.index, end: goesOn.index + goesOn[0].length }];
    return [
      {
        statement,
        stations: carried.length > 0 ? carried : stations,
        asked,
        isAsked,
        isAskedOfWork,
        situation,
        card,
        own,
      },
    ];
  });
  const claims = [
    ...reads.flatMap((read) => [
      ...datesIn(read),
      ...lengthsIn(read),
      ...studiesIn(read),
      ...serviceIn(read),
      ...deedsIn(read),
      ...strangersIn(read),
      ...careerIn(read),
    ]),
    ...orderIn(reads, utterance),
  ];
  last.set(card, { utterance, situation, claims });
  return claims;
}

/** Being somewhere: what a firm did itself is no part of a life. */
const isAt = (text: string, start: number, end: number) =>
  /^\s?(?:팀|연구실)?(?:에서|에는|에선|에\s|\s?시절|\s?때|(?:으로|로)\s|까지|부터|를?\s(?:다니|다녔|나왔|나와)|\s?출신)/u.test(
    text.slice(end),
  ) || /\b(?:at|for|in|on|joined|left|my|from|to|with|of)\s+(?:[a-zA-Z'’]+\s){0,2}$/u.test(text.slice(0, start));

/** A list of places is a life where it has a course. */
const COURSE =
  /그다음|그 다음|그 뒤|거쳐|출신|→|시절|다녀|까지 있|\b(?:then|formerly|previously|until|till|after that|years at|joined|here since)\b/iu;
/** A place that the sentence before named. */
const THERE = /\bthere\b|거기|그때|그 시절/iu;

const last = new WeakMap<CompiledCard, { utterance: string; situation: string; claims: LifeClaim[] }>();

interface Reading {
  statement: Statement;
  stations: readonly Station[];
  /** Posts that the situation asks about. */
  asked: readonly Station[];
  isAsked: boolean;
  isAskedOfWork: boolean;
  situation: string;
  card: CompiledCard;
  own: Relations;
}

const claim = (
  { statement }: Reading,
  from: number,
  to: number,
  finding: Finding | null,
  line?: number,
): LifeClaim => ({
  finding,
  start: statement.start + from,
  end: statement.start + to,
  line,
});

const YEAR = /(?<!\d)((?:19|20)\d{2})(?!\d)/gu;
const STARTS_AFTER = /^\s?년?\s?(?:부터|에\s?(?:[가-힣]+(?:로|에|으로)\s)?(?:입사|들어|합류|시작|왔|와서|옮))/u;
const STARTS_BEFORE = /\b(?:from|since) $|\b(?:joined|started)(?: [a-z]\w*){0,4}?(?: in)? $/iu;
const ENDS_AFTER = /^\s?년?\s?까지/u;
const ENDS_BEFORE = /\b(?:until|till) $|\bleft(?: [a-z]\w*){0,4}?(?: in)? $|(?:19|20)\d{2}\s?(?:to|-|–)\s?$/iu;
const IS_RANGE = /^\s?(?:년\s?)?(?:to|-|–|부터)\s?(?=(?:19|20)\d{2})/iu;
/** A year of a paper, a prize, a record. */
const OF_A_THING =
  /논문|발표|수상|학회|상은|상을|키노트|튜토리얼|기록|\b(?:paper|award|keynote|tutorial|talk|published|wrote|won|best|records?|[A-Z]{3,}[a-z]?|\w*(?:Con|IPS|MLR))\b(?!\s?(?:team|팀))/u;

/** Years of a time at a place of the card. */
function datesIn(read: Reading): LifeClaim[] {
  const { statement, stations, asked, isAsked, own } = read;
  const { text } = statement;
  const clauses = clausesOf(text);
  const clauseAt = (at: number) => clauses.findIndex(({ start, end }) => at >= start && at < end);
  const posts = stations.filter(({ posts: [post] }) => post !== undefined);
  const isService = (one: Station) => one.kind === 'branch' && own.branches.includes(one.entry[0] ?? '');
  return [...text.matchAll(YEAR)].flatMap((found): LifeClaim[] => {
    const year = Number(found[1]);
    const [at, to] = [found.index, found.index + found[0].length];
    const clause = clauseAt(at);
    const inClause = clauses[clause];
    if (inClause === undefined) return [];
    const [before, after] = [text.slice(Math.max(0, at - 36), at), text.slice(to, to + 24)];
    const here = posts.filter((one) => clauseAt(one.start) === clause);
    const isAlone = /^\s*(?:from |in )?$/iu.test(text.slice(inClause.start, at));
    const ahead = posts.filter((one) => clauseAt(one.start) === clause - 1);
    const service = stations.find((one) => isService(one) && clauseAt(one.start) >= clause - 1 && one.start < at);
    const comes = isAsked && posts.length === 0 && /^\s?년?에\s?(?:이리로\s)?(?:왔|와서|합류)/u.test(after);
    const [station] =
      here.length > 0
        ? here
        : isAlone && ahead.length > 0
          ? ahead
          : stations.length === 0 && asked.length === 1
            ? asked
            : [];
    const inService = service !== undefined && here.length === 0 ? serviceYears(read) : [];
    const among =
      here.length > 1
        ? []
        : comes && own.present !== null
          ? [own.present]
          : station !== undefined
            ? station.posts
            : inService;
    const dated = among.filter(({ from }) => from !== null);
    if (dated.length === 0 || (OF_A_THING.test(text.slice(inClause.start, inClause.end)) && !IS_RANGE.test(after)))
      return [];
    const starts = STARTS_AFTER.test(after) || STARTS_BEFORE.test(before) || IS_RANGE.test(after);
    const ends = ENDS_AFTER.test(after) || ENDS_BEFORE.test(before);
    const fits = dated.some(({ from, to: until, present }) => {
      if (from === null) return true;
      if (starts && (present || station?.kind !== 'here')) return year === from;
      if (ends && until !== null) return year === until;
      return year >= from && (present || until === null || year <= until);
    });
    const [one] = dated;
    const params = { year, employer: one?.employer ?? '', from: one?.from ?? null, to: one?.to ?? null };
    return [claim(read, at, to, fits ? null : { code: 'identity.year', params }, one?.line)];
  });
}

const LENGTH = new RegExp(
  `\\b(?:for|spent|stayed|another|next|first) (?:\\w+ )?(${`\\d{1,2}|one|${ENGLISH_NUMBERS}`}) years\\b|\\b(${`\\d{1,2}|${ENGLISH_NUMBERS}`}) years (?:at|with)\\b|(?<![가-힣\\d])(\\d{1,2}|[일이삼사오육칠팔구십]|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\\s?(?:년|해)(?:\\s?(?:동안|간|을))?\\s(?:있었|다녔|일했|보냈|몸담)`,
  'giu',
);

/** How long a time at a place of the card was. */
function lengthsIn(read: Reading): LifeClaim[] {
  const { statement, stations } = read;
  const { text } = statement;
  const clauses = clausesOf(text);
  return [...text.matchAll(LENGTH)].flatMap((found): LifeClaim[] => {
    const clause = clauses.find(({ start, end }) => found.index >= start && found.index < end);
    const here = stations.filter(({ start }) => clause !== undefined && start >= clause.start && start < clause.end);
    const [one] = here;
    const said = (found.slice(1).find((group) => group !== undefined) ?? '').toLowerCase();
    const years = wordValue(said) ?? Number(said);
    const dated = one?.posts.filter(({ from, to }) => from !== null && to !== null) ?? [];
    const [post] = dated;
    if (
      here.length !== 1 ||
      one?.kind !== 'post' ||
      post === undefined ||
      dated.length < one.posts.length ||
      !Number.isFinite(years)
    )
      return [];
    const isOff = dated.every(({ from, to }) => Math.abs((to ?? 0) - (from ?? 0) - years) > 1);
    const { employer, from, to } = post;
    const finding: Finding | null = isOff ? { code: 'identity.duration', params: { years, employer, from, to } } : null;
    return [claim(read, found.index, found.index + found[0].length, finding, post.line)];
  });
}

/** What the card tells of each post, in pieces that no other line of its career has. */
function deedsOf(card: CompiledCard): ReadonlyMap<Post, ReadonlySet<string>> {
  const before = deeds.get(card);
  if (before !== undefined) return before;
  const lines = new Map<string, number>();
  for (const line of card.text.split('\n'))
    for (const piece of new Set(piecesIn(line))) lines.set(piece, (lines.get(piece) ?? 0) + 1);
  const told = card.card.career.map(
    ({ achievements, quote, role }) =>
      new Set(
        piecesIn([role, ...achievements, quote].join(' ')).filter((piece) => (lines.get(piece) ?? 0) <= MOST_LINES),
      ),
  );
  const made = new Map(
    card.posts.map((post, at) => [
      post,
      new Set([...(told[at] ?? [])].filter((piece) => !told.some((other, index) => index !== at && other.has(piece)))),
    ]),
  );
  deeds.set(card, made);
  return made;
}

const deeds = new WeakMap<CompiledCard, ReadonlyMap<Post, ReadonlySet<string>>>();
/** What stands in more lines of a card than these tells no deed. */
const MOST_LINES = 3;
/** Words of another post from which a deed is that post's. */
const LEAST_PIECES = 2;

const IT = /\b(?:it|that)\b|그건|그거|그게|그 (?:논문|책|도구|모델|일|발표)|그것/iu;

/** A deed told of one post that the card has of another. */
function deedsIn(read: Reading): LifeClaim[] {
  const { statement, stations, card, situation } = read;
  const posts = stations.filter(({ kind, posts: of }) => kind === 'post' && of.length > 0);
  const [one] = posts;
  if (one === undefined || posts.some(({ entry }) => entry !== one.entry)) return [];
  // `그 논문은 …에 있을 때`: what is spoken of may stand in the question.
  const asked = IT.test(statement.text) ? situation : '';
  const pieces = new Set(piecesIn(`${statement.text.slice(0, one.start)} ${statement.text.slice(one.end)} ${asked}`));
  const found = [...deedsOf(card)].map(([post, own]) => ({ post, own: [...pieces].filter((piece) => own.has(piece)) }));
  const [mine, theirs] = [true, false].map(
    (isMine) =>
      found.filter(({ post }) => one.posts.includes(post) === isMine).sort((a, b) => b.own.length - a.own.length)[0],
  );
  if (theirs === undefined || theirs.own.length < LEAST_PIECES || (mine?.own.length ?? 0) > 0)
    return (mine?.own.length ?? 0) >= LEAST_PIECES ? [claim(read, one.start, one.end, null, mine?.post.line)] : [];
  const params = { said: theirs.own.join(', '), beside: one.said };
  return [claim(read, one.start, one.end, { code: 'identity.apart', params }, theirs.post.line)];
}

const serviceYears = ({ card, own }: Reading): Post[] =>
  card.posts.filter(({ employer }) =>
    mentionsIn(employer, vocabularies().branches).some(({ entry }) => own.branches.includes(entry[0] ?? '')),
  );

const DEGREE =
  /\b(?:ph\.?\s?d|doctora(?:te|l)\w*|dissertation|thesis)\b|박사(?!님|급|후)|\b(?:m\.?s(?:c)?|master['’]?s)\b(?!\w)|석사|\b(?:b\.?[sa](?:c)?|bachelor['’]?s|undergrad\w*)\b|학사|학부/giu;
const levelOf = (said: string) =>
  /^(?:ph|doc|dis|the|박)/iu.test(said) ? 'phd' : /^(?:m|석)/iu.test(said) ? 'ms' : 'bs';

/** A degree with its school, a subject with its school, a degree that no line has. */
function studiesIn(read: Reading): LifeClaim[] {
  const { statement, stations, isAsked, own, card } = read;
  const { text } = statement;
  const { education } = own;
  if (education.length === 0) return [];
  const clauses = clausesOf(text);
  const clauseAt = (at: number) => clauses.findIndex(({ start, end }) => at >= start && at < end);
  const schools = stations.filter(({ kind }) => kind === 'school');
  const value = education.map((one) => one.text).join('; ');
  const line = card.facts.find(({ field }) => field === 'school')?.line;
  const held = education.filter(({ schools: known }) => known.length > 0);
  const degrees = [...text.matchAll(DEGREE)].filter(
    ({ index, 0: said }) => !speaksOfOthers(statement, index, card) && !isNegated(text, index, index + said.length),
  );
  const wrong = (field: 'school' | 'degree', at: number, said: string) =>
    claim(read, at, at + said.length, { code: 'identity.claim', params: { field, said, card: value } }, line);
  const isClaimed = (at: number) => isAsked || SELF_BEFORE.test(text.slice(0, at)) || schools.length > 0;
  const levels = degrees.flatMap(({ index, 0: said }): LifeClaim[] => {
    if (!isClaimed(index)) return [];
    const level = levelOf(said);
    const of = education.filter((one) => one.degrees.includes(level));
    if (of.length === 0)
      return education.some((one) => one.degrees.length > 0) && level === 'phd' ? [wrong('degree', index, said)] : [];
    return [claim(read, index, index + said.length, null)];
  });
  const places = schools.flatMap((school): LifeClaim[] => {
    const name = school.entry[0] ?? '';
    const at = held.filter((one) => one.schools.includes(name));
    const clause = clauseAt(school.start);
    const beside = degrees.filter(({ index }) => clauseAt(index) === clause);
    const bounds = clauses[clause];
    const subjects =
      bounds === undefined
        ? []
        : mentionsIn(text.slice(bounds.start, bounds.end), vocabularies().fields).map(({ entry }) => entry[0] ?? '');
    if (at.length === 0) {
      const isStudy =
        beside.length > 0 || subjects.length > 0 || STUDIED.test(text.slice(bounds?.start ?? 0, bounds?.end));
      return held.length > 0 && isStudy ? [wrong('school', school.start, school.said)] : [];
    }
    const [degree] = beside.length === 1 ? beside : [];
    const level = degree === undefined ? null : levelOf(degree[0]);
    const others = held.filter((one) => level !== null && one.degrees.includes(level));
    const isOff =
      (level !== null && others.length > 0 && !others.some((one) => one.schools.includes(name))) ||
      (level === null &&
        subjects.some(
          (subject) =>
            held.some((one) => one.fields.includes(subject)) &&
            !held.some((one) => one.fields.includes(subject) && one.schools.includes(name)),
        ));
    return [isOff ? wrong('school', school.start, school.said) : claim(read, school.start, school.end, null)];
  });
  return [...places, ...levels];
}

const SELF_BEFORE = /(?:^|[\s,])(?:저는|나는|난|전|제가|내가|제|내)\s[^.]*$|\b(?:I|I'm|I’m|I've|[Mm]y)\b[^.;]*$/u;
const STUDIED = /졸업|다녔|나왔|공부|전공|입학|수석|유학|\b(?:studied|graduated|degree|read|majored)\b/iu;

/** The branch served in, and as what. */
function serviceIn(read: Reading): LifeClaim[] {
  const { statement, stations, isAsked, own, card } = read;
  const { text } = statement;
  if (own.service === undefined) return [];
  const line = card.facts.find(({ field }) => field === 'service')?.line;
  const rank =
    /(?:통신|보|개발|운전|행정|의무|취사|포|정비)병(?=으로|이었|출신)|\b(?:conscript|enlisted (?:man|soldier))\b/iu.exec(
      text,
    );
  if (
    rank !== null &&
    own.ranks.length > 0 &&
    (isAsked || statement.saysSelf) &&
    !stations.some(({ kind }) => kind === 'branch')
  ) {
    const isOff = !own.ranks.includes(RANKS[1]?.[0] ?? '');
    const params = { field: 'service' as const, said: rank[0], card: own.service };
    return [
      claim(read, rank.index, rank.index + rank[0].length, isOff ? { code: 'identity.claim', params } : null, line),
    ];
  }
  return stations.flatMap((one): LifeClaim[] => {
    if (one.kind !== 'branch' || own.branches.length === 0) return [];
    const near = text.slice(one.start, one.end + 34);
    const isServed = isAsked || SERVED.test(near) || SELF_BEFORE.test(text.slice(0, one.start));
    if (!isServed) return [];
    const said = (what: string) => ({
      code: 'identity.claim' as const,
      params: { field: 'service' as const, said: what, card: own.service ?? '' },
    });
    if (!own.branches.includes(one.entry[0] ?? '')) return [claim(read, one.start, one.end, said(one.said), line)];
    const [arms, ranks] = [groupsIn(near, ARMS), groupsIn(near, RANKS)];
    const isOff =
      (arms.length > 0 && own.arms.length > 0 && !arms.some((arm) => own.arms.includes(arm))) ||
      (ranks.length > 0 && own.ranks.length > 0 && !ranks.some((rank) => own.ranks.includes(rank)));
    return [claim(read, one.start, one.end, isOff ? said(near.trim()) : null, line)];
  });
}

const SERVED = /^\S*?(?:에서|이었|였|에 있|으로|병|장교|복무|시절|다녀| 때|\s?(?:days|first|officer|years))|군/u;

const THEN = /그다음|그 다음|그 뒤|그 후|이후|거쳐|→|\b(?:then|next|after that|afterwards|in that order|later)\b/iu;
const BACKWARDS = /그 전|이전|전에는|\b(?:before|prior|previously|formerly|back|last|latest|most recent|after)\b/iu;

/** Posts told one after the other, in an order that is not the card's. */
function orderIn(reads: readonly Reading[], utterance: string): LifeClaim[] {
  const dated = reads.flatMap((read) =>
    read.stations
      .filter(({ kind, posts }) => kind === 'post' && posts.length === 1 && posts[0]?.from != null)
      .map((one) => ({ ...one, at: read.statement.start + one.start, to: read.statement.start + one.end })),
  );
  const isList = /\bin that order\b|순서대로|순으로/iu.test(utterance);
  return dated.slice(1).flatMap((later, index): LifeClaim[] => {
    const earlier = dated[index];
    if (earlier === undefined) return [];
    const between = /[^.!?]*$/u.exec(utterance.slice(earlier.to, later.at))?.[0] ?? '';
    if (later.at - earlier.to > 120 || BACKWARDS.test(between) || !(isList || THEN.test(between))) return [];
    const isOff = (later.posts[0]?.from ?? 0) < (earlier.posts[0]?.from ?? 0);
    const finding: Finding | null = isOff
      ? { code: 'identity.apart', params: { said: later.said, beside: earlier.said } }
      : null;
    return [{ finding, start: later.at, end: later.to, line: later.posts[0]?.line }];
  });
}

/** A place of work between places of the card, or where somebody asks for them, that no line of the card has. */
function strangersIn(read: Reading): LifeClaim[] {
  const { statement, stations, isAskedOfWork, card } = read;
  const { text } = statement;
  const lower = card.text.toLowerCase();
  if (card.posts.length === 0) return [];
  const isListed = stations.some(
    ({ kind, posts }) => posts.length > 0 || kind === 'branch' || (kind === 'school' && statement.saysSelf),
  );
  return stations.flatMap((one): LifeClaim[] => {
    if (one.kind !== 'post') return [];
    if (one.posts.length > 0) return [claim(read, one.start, one.end, null)];
    if (one.entry.some((name) => lower.includes(name.toLowerCase()))) return [];
    const [before, after] = [text.slice(0, one.start), text.slice(one.end)];
    const isStay =
      (/^(?:에서|에\s|에는|까지|부터|시절|\s?출신|를? 거쳐|을 거쳐|\s?때|\s?다녀|\s?다니)/u.test(after) &&
        !NOT_WORK.test(after.slice(0, 30))) ||
      /(?:\byears?|\bmonths|\bstint|\btime|\bjob|\bpost-?doc|\binternship|\bposition|(?:19|20)\d{2}) (?:at|with) $/iu.test(
        before,
      ) ||
      (/(?:^|[,;→]\s*|(?:그다음|그 다음|그 뒤|이어)(?:은|에는?)?\s|\b(?:[Aa]t|[Ff]rom|of|joined|left|then|that|with|and)\s(?:the\s)?)$/u.test(
        before,
      ) &&
        /^(?:(?:\s[A-Z]\w+){0,2}\s?(?:,|;|→|\.|until|till|from|in (?:19|20)|for|after|then|and)|$|[이]?(?:에요|예요|야|었|였|입니다|고요))/u.test(
          after,
        )) ||
      (/그 전[이은에]\s?(?:는\s)?$/u.test(before) && isAskedOfWork);
    if (!isStay || !(isAskedOfWork || isListed)) return [];
    const params = { said: one.said, card: card.posts.map(({ employer }) => employer) };
    return [claim(read, one.start, one.end, { code: 'identity.employer', params }, card.posts[0]?.line)];
  });
}

const NOT_WORK =
  /발표|강연|강의|봤|보았|들었|읽|만났|만난|샀|열린|미팅|인터뷰|면접|연락|제안|구경|초청|인용|가져|빌려|나온 (?:논문|모델|도구|글|칩)|만든 (?:도구|모델|칩)|낸|공개/u;

const EN_YEARS = `\\d{1,2}|one|${ENGLISH_NUMBERS}`;
const KO_YEARS =
  '\\d{1,2}|[이삼사오육칠팔구]?십[일이삼사오육칠팔구]?|열(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉)?|스무|스물(?:한|두|세|네)?';
/** Years at work where somebody asks for a life: `Eleven years, most of it …`, `a data engineer for nine years`. */
const AT_WORK = new RegExp(
  [
    `^\\W*(?:(?:for|about|almost|just|only) )?(${EN_YEARS}) years(?=\\s*(?:[.,;!]|$|in\\b|on (?:the job|call)|(?:or so )?now|and counting))`,
    `[,;:.]\\s*(${EN_YEARS}) years (?:in (?:the )?(?:field|trade|business|industry)|of (?:it|experience))`,
    `\\b(?:been|worked as|work as) an? (?:[\\w-]+ ){1,3}for (?:the (?:last|past) )?(${EN_YEARS}) years`,
    `\\b(?:been at (?:this|it)|at (?:this|it)|doing this) for (?:\\w+ )?(${EN_YEARS}) years`,
    `(?:올해로|이제|벌써|어느덧|경력)\\s?(${KO_YEARS})\\s?년(?:째|차|입니다|이에요|이군요|이야|이네|입니)`,
  ].join('|'),
  'iu',
);

/** Years at work that are not the card's. */
function careerIn(read: Reading): LifeClaim[] {
  const { statement, stations, isAsked, card } = read;
  const { text } = statement;
  const fact = card.facts.find(({ field }) => field === 'experience');
  const stated = Number(fact?.aliases[0] ?? Number.NaN);
  const found = AT_WORK.exec(text);
  if (fact === undefined || found === null || !Number.isFinite(stated)) return [];
  const said = found.slice(1).find((group) => group !== undefined) ?? '';
  const years = wordValue(said.toLowerCase()) ?? Number(said);
  const at = found.index;
  const isHere = stations.some(({ start }) => start >= at && start < at + found[0].length + 6);
  if (!(isAsked || statement.saysSelf) || !Number.isFinite(years) || isHere || speaksOfOthers(statement, at, card))
    return [];
  const isOff = Math.abs(years - stated) > 1;
  const finding: Finding | null = isOff ? { code: 'identity.experience', params: { years, card: fact.value } } : null;
  return [claim(read, at, at + found[0].length, finding, fact.line)];
}

/** How much of a life that is told the card bears out, and how much it rules out. */
export function lifeHeld(figures: Map<string, number>, utterance: string, situation: string, card: CompiledCard): void {
  const claims = lifeIn(utterance, situation, card);
  const against = claims.filter(({ finding }) => finding !== null).length;
  const along = claims.length - against;
  if (ASKED.test(situation)) figures.set('life asked for', 1);
  if (claims.length === 0) return;
  figures.set('life ruled out', Math.min(3, against));
  figures.set('life borne out', Math.min(6, along));
  figures.set('life borne out alone', against === 0 ? Math.min(6, along) : 0);
}
