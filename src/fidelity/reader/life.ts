import { degreesIn, employersOf, vocabularies } from '../compile/facts.ts';
import type { Finding } from '../findings/finding.ts';
import { ENGLISH_NUMBERS, wordValue } from '../laws/number-words.ts';
import type { CompiledCard, Post } from '../model/compiled-card.ts';
import type { Statement } from '../reading/clauses.ts';
import { isNegated, speaksOfOthers, statementsOf } from '../reading/clauses.ts';
import { mentionsIn, vocabularyOf } from '../reading/mentions.ts';
import { contentWords, piecesIn } from '../reading/text.ts';
import type { Clause, LifeClaim, Reading, Relations, Station } from './life-claim.ts';
import { claim, clausesOf, groupsIn, TITLES } from './life-claim.ts';
import { countsHeld } from './life-counts.ts';
import { endsHeld, precedenceHeld } from './life-course.ts';
import { institutesHeld, ranksHeld, teamsHeld, tradesHeld, unitsHeld, withinHeld } from './life-posts.ts';
import { honoursHeld, prizesHeld, sameSchoolHeld, serviceUnitHeld, tonguesHeld } from './life-standing.ts';
import { studyHeld, workHeld } from './life-work.ts';

/** A situation in which somebody is asked about their life: what follows needs no `I` to be about it. */
const ASKED =
  /(?:자기|본인|연사|발표자|작성자|사회자가|한 줄|두 줄|내|제)\s?소개|소개(?:를|에|할|글|문구|해 달라|해 주|말)|약력|이력|경력|직장|(?:예전|전|이전|옛|어느) ?회사|군대|군 ?생활|병역|복무|전공|박사|석사|학부|어디(?:서|에서) (?:공부|배|일)|언제 (?:왔|온|합류|입사)|합류(?:했|한 (?:지|때|해))|입사|시절|무엇을 (?:공부|했)|뭘 (?:했|공부)|키노트|수상|콜사인|직함|\b(?:biograph\w*|bios?|career|cv|r[ée]sum[ée]|(?:short|team|member|speaker)(?: member)? profile|background|introduc(?:e|es|ing) (?:him|her|them|you|the speaker|\w+self|\w+selves|a speaker|everybody)|lines? about|studied|studies before|military|national service|doctorate|ph\.?d|callsign|years (?:he|she|they|you|has|have)|how experienced|employers?|before (?:this team|joining|that team|f1)|did (?:\w+ ){0,2}before|work(?:ed)? before|when (?:\w+ ){1,2}joined|came to (?:\w+ ){0,2}work|(?:learn\w*|picked up|started out|studied|worked) (?:\w+ ){0,4}\?|where (?:\w+ ){1,3}(?:learn\w*|stud\w*|work\w*|picked|came)|who (?:he|she|they) (?:is|are))\b/iu;
/** Of these, where it is work that is asked about. */
const ASKED_OF_WORK =
  /약력|이력|경력|직장|회사|시절|일했|소개|\b(?:bio\w*|career|cv|r[ée]sum[ée]|background|profile|introduc\w+|worked?|before|employers?|lines? about|came to)\b/iu;

/** A question about what was: whose it is, the answer's own places tell. */
const ASKED_OF_THE_PAST = new RegExp(
  [
    String.raw`\b(?:where|when|how|who|what|which|whether|if)\b(?: [\w'’.,-]+){1,7}? (?:\w+ed|came|met|got|went|began|wrote|built|made|did|was|were|had|became|took|ran|led|left|grew|learnt|taught)\b`,
    String.raw`\b(?:years|days|time|work|life|past|start|training) (?:at|in|with|before|for)\b`,
    String.raw`(?:언제|어디|어떻게|누가|누구|무엇|뭐|뭘|무슨|몇|처음|어느)[^.?!]*(?:[았었였했됐왔갔쳤났셨렸]\S{0,3}(?:냐|는지|느냐|나|죠|지|는가|던가)|언제냐|어디냐|누구냐|처음이냐)`,
    String.raw`(?:다녔|일했|공부했|배웠|나왔|전공했|살았|맡았)\S{0,3}(?:느냐|냐|는지)`,
    String.raw`(?:때|시절|순서|계기|처음|학교|이직|예전|옛날)(?:의|를|을|에 대해|가)?\s?(?:일|이야기|얘기|순서|경험)?(?:를|을|가)?\s?(?:묻|물|청|꺼|나왔|듣|궁금)`,
    String.raw`(?:경험|배경|이직|순서|학력|출신)(?:을|를|이|가)?\s?(?:묻|물|궁금)`,
  ].join('|'),
  'iu',
);

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
  const postOf = new Map<string, Post>();
  const titles = new Map<Post, readonly string[]>();
  const aliases = namesOfPosts(card).map(([post, entry]) => {
    for (const name of entry) postOf.set(name.toLowerCase(), post);
    return entry;
  });
  for (const [at, post] of card.posts.entries()) titles.set(post, groupsIn(card.card.career[at]?.role ?? '', TITLES));
  const firsts = (text: string, vocabulary: typeof schools) =>
    mentionsIn(text, vocabulary).map(({ entry }) => entry[0] ?? '');
  const service = [card.card.military, ...card.card.career.map(({ employer, role }) => `${employer} ${role}`)]
    .flatMap((text) => (text !== undefined && firsts(text, branches).length > 0 ? [text] : []))
    .join('; ');
  const made: Relations = {
    teams,
    names: vocabularyOf(aliases),
    postOf,
    titles,
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

/** What a firm is: said of many, it names none. */
const INSTITUTION =
  /^(?:team|group|labs?|laborator(?:y|ies)|research|institute|university|college|school|academy|company|inc|ltd|llc|llp|corp(?:oration)?|co|gmbh|hospital|clinic|cent(?:er|re)|cit(?:y|ies)|county|national|council|board|parks?|works|systems?|studios?|press|house|bank|department|ministry|agency|office|bureau|technolog(?:y|ies)|software|core|infrastructure|reliability|service|services|commission|royal|botanic|garden|village|the|and|of|for|now|present|new|north|south|east|west|old|first|general|public|international|global|health|animal|dairy|farm|farms|vets?|rail|forest|forestry|craft|sons|design|digital|data|media|energy|power|air|marine|motors?|industries|partners|현재|주식회사|본사|지사|팀|실|부서|공장|병원|의료원|대학교|대학|학교|고등학교|연구소|연구원|연구실|회관|문화회관|시험소|공방|가마|센터|은행|그룹|회사|마을|스튜디오|기관|재단|협회|군악대|\d.*)$/iu;
const LEAST_LETTERS_OF_NAME = { hangul: 2, latin: 4 } as const;

/** Words of each employer's name that stand in no other line of the card, with how else a place is called. */
function namesOfPosts(card: CompiledCard): [Post, readonly string[]][] {
  const lines = card.text.toLowerCase().split('\n');
  const known = vocabularies().employers.byName;
  return card.posts.flatMap((post): [Post, readonly string[]][] =>
    post.employer.split(/[\s,()·/&:]+/u).flatMap((word): [Post, readonly string[]][] => {
      const isHangul = /^[가-힣]+$/u.test(word);
      const isName = isHangul
        ? word.length >= LEAST_LETTERS_OF_NAME.hangul
        : /^[A-Z][\p{L}'’-]+$/u.test(word) && word.length >= LEAST_LETTERS_OF_NAME.latin;
      const lower = word.toLowerCase();
      if (!isName || INSTITUTION.test(word) || known.has(lower)) return [];
      const named = lines.filter((line) => line.includes(lower));
      if (named.length > MOST_LINES || named.some((line) => line.startsWith('|'))) return [];
      if (card.posts.some((other) => other !== post && other.employer.toLowerCase().includes(lower))) return [];
      return [[post, vocabularies().places.byName.get(lower) ?? [word]]];
    }),
  );
}

const HERE =
  /(?<![가-힣])(?:여기|이 팀|지금 팀|우리 팀)(?!(?:에|로)?\s?(?:오기|들어오기) 전)(?=[가-힣\s,.])|\b(?<!before )(?:here|this team|the (?:team|crew)|our team)\b/giu;

function stationsIn(text: string, card: CompiledCard, { teams, names, postOf, present }: Relations): Station[] {
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
  for (const { entry, start, end } of mentionsIn(text, names)) {
    const post = postOf.get((entry[0] ?? '').toLowerCase());
    const said = text.slice(start, end);
    const isName = !/^[a-z]/u.test(said) || !/[A-Z]/u.test(text);
    if (post !== undefined && isName && isAt(text, start, end))
      add({ kind: 'post', said, entry, posts: [post], start, end });
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

/** What a turn claims of its speaker's life: places with years, lengths and order, studies, service, years at work. */
export function lifeIn(utterance: string, situation: string, card: CompiledCard): LifeClaim[] {
  const known = kept.get(card) ?? new Map<string, LifeClaim[]>();
  kept.set(card, known);
  const key = `${situation}\n${utterance}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const claims = claimsOf(utterance, situation, card);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, claims);
  return claims;
}

function claimsOf(utterance: string, situation: string, card: CompiledCard): LifeClaim[] {
  const own = relationsOf(card);
  const isAsked = ASKED.test(situation);
  const isAskedOfPast = isAsked || ASKED_OF_THE_PAST.test(situation);
  const isAskedOfWork = isAsked && ASKED_OF_WORK.test(situation);
  const asked = isAskedOfPast ? stationsIn(situation, card, own).filter(({ kind }) => kind === 'post') : [];
  let before: Station | undefined;
  const reads = statementsOf(utterance, card.colleagues).flatMap((statement): Reading[] => {
    const there = before;
    before = undefined;
    if (statement.isUnreal || statement.isQuestion) return [];
    const isTold = isAsked || COURSE.test(statement.text);
    const stations = stationsIn(statement.text, card, own).filter(
      ({ kind, start, end }) =>
        (isTold ||
          kind !== 'post' ||
          isAt(statement.text, start, end) ||
          (isAskedOfPast && isAnswer(statement.text, start, end))) &&
        !speaksOfOthers(statement, start, card) &&
        !isNegated(statement.text, start, end),
    );
    const places = stations.filter(({ kind }) => kind !== 'here');
    const isOwnLife =
      isAskedOfPast ||
      statement.saysSelf ||
      (places.length > 1 && COURSE.test(statement.text)) ||
      isOfSpeaker(statement, places, own) ||
      (!statement.isOfOthers && TONGUE.test(statement.text));
    const goesOn =
      places.length === 0 && there !== undefined
        ? (THERE.exec(statement.text) ?? (stations.length === 0 ? OF_YEARS.exec(statement.text) : null))
        : null;
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
      ...worksIn(read),
      ...titlesIn(read),
      ...eventsIn(read),
      ...strangersIn(read),
      ...careerIn(read),
      ...countsHeld(read),
      ...workHeld(read),
      ...studyHeld(read),
      ...HELD.flatMap((held) => held(read)),
    ]),
    ...orderIn(reads, utterance),
  ];
  return claims;
}

/** What a statement claims besides, each held against the card by itself. */
const HELD = [
  ranksHeld,
  teamsHeld,
  unitsHeld,
  withinHeld,
  precedenceHeld,
  honoursHeld,
  sameSchoolHeld,
  prizesHeld,
  tonguesHeld,
  tradesHeld,
  institutesHeld,
  endsHeld,
  serviceUnitHeld,
];

/** What happened, as somebody tells it who was there. */
const TOLD_KO =
  /(?:[았었했였웠갔왔됐냈섰났봤렸졌쳤녔겼랐켰췄꿨썼])(?:죠|지|거든|습니다|어요|어도|어\.|는데|던|을 때|으니|고요|더니|더군|네)|(?:던|할|있을|다닐|일할) (?:때|적|무렵)|시절|더라|더군|던데/u;

const TONGUE = /모국어|원어민|mother tongue|native language/iu;

/** A Korean sentence without a subject, of a place where the card has the speaker, is of the speaker. */
const isOfSpeaker = ({ text, isOfOthers }: Statement, places: readonly Station[], { education, branches }: Relations) =>
  !isOfOthers &&
  /[가-힣]/u.test(text) &&
  TOLD_KO.test(text) &&
  places.some(
    ({ kind, posts, entry, start, end }) =>
      (isAt(text, start, end) || (kind === 'school' && STUDIED.test(text.slice(end)))) &&
      ((kind === 'post' && posts.length > 0) ||
        (kind === 'school' && education.some(({ schools }) => schools.includes(entry[0] ?? ''))) ||
        (kind === 'branch' && branches.length > 0)),
  );

/** Being somewhere: what a firm did itself is no part of a life. */
const isAt = (text: string, start: number, end: number) =>
  /^\s?(?:팀|연구실)?(?:에서|에는|에선|에\s|\s?시절|\s?때|(?:으로|로)\s|까지|부터|을?를?\s(?:다니|다녔|나왔|나와|나온|거쳐)|\s?출신|\s(?:가서|갔|다음)|\s(?:있을|다닐|일할|근무할|있던|다니던|일하던|하던) (?:때|적|무렵|시절)|\s(?:\d+|한|두|세|네|다섯) ?[해년]|[은는이가]\s?(?:그다음|그 다음|그 뒤|그 전|먼저|처음|마지막))/u.test(
    text.slice(end),
  ) ||
  /\b(?:at|for|in|on|joined|left|my|from|to|with|of|inside|leaving|after|before|was|were)\s+(?:[a-z'’]+\s){0,2}$/iu.test(
    text.slice(0, start),
  ) ||
  // `Anthropic hired me`: a firm did it to the speaker.
  /^\s(?:then |first )?(?:hired|had|gave|took|made|put|handed|moved|promoted|let|kept|paid|sent|brought|taught|asked) (?:me|us)\b/u.test(
    text.slice(end),
  );

/** `Google Brain, 2012 to 2016`: where it was, before anything else. */
const isAnswer = (text: string, start: number, end: number) =>
  /^\W*$/u.test(text.slice(0, start)) && /^(?:,|\s\(|이었|였|이에|예요|입니다|이요|요[.,])/u.test(text.slice(end));

/** A list of places is a life where it has a course. */
const COURSE =
  /그다음|그 다음|그 뒤|거쳐|출신|→|시절|다녀|까지 있|\b(?:then|formerly|previously|until|till|after that|years at|joined|here since)\b/iu;
/** A place that the sentence before named. */
/** A time and no place: that of the place before. */
const OF_YEARS = /^\s*(?=(?:from )?(?:19|20)\d{2}\s?년?\s?(?:부터|에서|to|-|–|until)\s?(?:19|20)\d{2})/iu;
const THERE = /\bthere\b|거기|그때|그 시절/iu;

const kept = new WeakMap<CompiledCard, Map<string, LifeClaim[]>>();
/** Turns of one member that are kept: the rules and the reader ask for the same. */
const MOST_KEPT = 2_000;

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
  const told = card.card.career.map(({ achievements, quote, role }) => {
    const text = [role, ...achievements, quote].join(' ');
    const content = new Set(contentWords(text));
    return new Set(
      piecesIn(text).filter(
        (piece) =>
          (lines.get(piece) ?? 0) <= MOST_LINES &&
          (!/^[a-z]/u.test(piece) || (content.has(piece) && !OF_TIME.test(piece))),
      ),
    );
  });
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
/** Words that every life is told in. */
const OF_TIME =
  /^(?:ever|since|never|always|still|once|again|every|while|during|until|years?|months?|days?|times?|now|later|early|late|last|next|my|own|when|where|then|work(?:ed|ing)?|team|much|many|there)$/u;
/** What stands in more lines of a card than these tells no deed. */
const MOST_LINES = 3;
/** Words of another post from which a deed is that post's. */
const LEAST_PIECES = 2;

/** What somebody made, by name: `ml_opt`, `InstructGPT`, `Chaos Monkey 3.0`; what is all capitals is a subject. */
const WORK =
  /(?<![\w-])(?:[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|[A-Z]?[a-z]+[A-Z][A-Za-z0-9]*|(?:[A-Z][a-z]+ ){1,3}(?:[A-Z][a-z]+|\d[\d.]*))(?![\w-])/gu;
const NO_WORK = /paper|award|team|lab|university|prize|keynote|engineer|scientist|\b(?:in|at|of|the)$/iu;
const MADE =
  /설계|만들|만든|구현|개발|고안|짰|짠 |썼|쓴|쓰던|맡[았던아은]|이끌|이끈|시작[했한]|\b(?:designed|built|wrote|made|led|created|started|implemented|authored|developed|invented|co-wrote|ran|shipped)\b/iu;
const MOST_LINES_OF_WORK = 4;

const works = new WeakMap<CompiledCard, ReadonlyMap<string, Post>>();

/** Works that the card tells of one post alone, in lower case. */
function worksOf(card: CompiledCard): ReadonlyMap<string, Post> {
  const before = works.get(card);
  if (before !== undefined) return before;
  const lines = card.text.toLowerCase().split('\n');
  const told = card.card.career.map(({ achievements, quote, role, employer }) =>
    [role, employer, ...achievements, quote].join('\n').toLowerCase(),
  );
  const made = new Map<string, Post>();
  for (const [at, post] of card.posts.entries())
    for (const [name] of (card.card.career[at]?.achievements ?? []).join('\n').matchAll(WORK)) {
      const lower = name.toLowerCase();
      const isOfOne = told.every((text, other) => other === at || !text.includes(lower));
      const isFirm = card.posts.some(({ employer }) => employer.toLowerCase().includes(lower));
      const many = lines.filter((line) => line.includes(lower)).length;
      if (isOfOne && !isFirm && !NO_WORK.test(name) && many <= MOST_LINES_OF_WORK) made.set(lower, post);
    }
  works.set(card, made);
  return made;
}

/** Where one work ends and the next begins. */
const STRETCH = /\.\.\.|…|;|\bthen\b|그다음|그 뒤/gu;
/** `Chaos Monkey 3.0 was AWS`, `ml_opt는 NVIDIA 때 거`: where it was, without a verb of making. */
const WAS = /^(?:\s(?:was|were|is from|came from|dates from)|,? from my (?:time|years|days))(?: \w+){0,3} $/iu;
const WAS_KO = /^[은는]\s$/u;
const OF_THEN = /^\s?(?:때|시절)?\s?(?:거|것|일|이었|였|이에|예요|이야|입니다)/u;

/** A work made at one post that the card has of another. */
function worksIn(read: Reading): LifeClaim[] {
  const { statement, stations, situation, card } = read;
  const { text } = statement;
  const cuts = [0, ...[...text.matchAll(STRETCH)].map(({ index }) => index), text.length];
  return cuts.slice(1).flatMap((to, at): LifeClaim[] => {
    const from = cuts[at] ?? 0;
    const said = text.slice(from, to);
    const posts = stations.filter(
      ({ kind, posts: of, start }) => kind === 'post' && of.length > 0 && start >= from && start < to,
    );
    const [one] = posts;
    const own = one?.posts.filter((post) => posts.every((other) => other.posts.includes(post))) ?? [];
    if (one === undefined || own.length === 0) return [];
    const isOfAsked = IT_WAS.test(said) && ![...worksOf(card).keys()].some((name) => said.toLowerCase().includes(name));
    const lower = (isOfAsked ? situation : said).toLowerCase();
    return [...worksOf(card)].flatMap(([name, post]): LifeClaim[] => {
      const found = lower.indexOf(name);
      if (found < 0 || speaksOfOthers(statement, one.start, card)) return [];
      const between = text.slice(from + found + name.length, one.start);
      const isThere = WAS.test(between) || (WAS_KO.test(between) && OF_THEN.test(text.slice(one.end)));
      if (!(isOfAsked || MADE.test(said) || isThere)) return [];
      const params = { said: (isOfAsked ? situation : said).slice(found, found + name.length), beside: one.said };
      const finding: Finding | null = own.includes(post) ? null : { code: 'identity.apart', params };
      const start = isOfAsked ? one.start : from + found;
      return [claim(read, start, isOfAsked ? one.end : start + name.length, finding, post.line)];
    });
  });
}

/** What was asked about, said again as `it`. */
const IT_WAS =
  /^\W*(?:that|it) was\b|\b(?:(?:designed|built|wrote|made|started|did) (?:it|that|both|them))\b|그건|그거|그게|그걸/iu;
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
  // Two halves of one word are one word: `통째로` tells no deed.
  const words = (`${statement.text} ${asked}`.toLowerCase().match(/[a-z][a-z0-9+-]+|[가-힣]+/gu) ?? []).filter((word) =>
    theirs.own.some((piece) => word.includes(piece)),
  );
  const isSure = new Set(words).size >= LEAST_PIECES;
  return [claim(read, one.start, one.end, { code: 'identity.apart', params }, theirs.post.line, isSure)];
}

/** One thing that the card tells with its year, in words that carry content. */
interface Dated {
  year: number;
  words: ReadonlySet<string>;
  line: number;
}

const events = new WeakMap<CompiledCard, readonly Dated[]>();
/** Words shared with what the card dates, from which the same thing is told; a longer Korean word says it alone. */
const LEAST_WORDS = 2;
const SAYS_ALONE = /^[가-힣]{3,}$/u;

/** What the card dates, clause by clause, but for times between two years. */
function datedIn(card: CompiledCard): readonly Dated[] {
  const before = events.get(card);
  if (before !== undefined) return before;
  const { career, attributes } = card.card;
  const told = [
    ...career.flatMap(({ role, achievements, line }) => [role, ...achievements].map((text) => ({ text, line }))),
    ...attributes.flatMap(({ value, line }) => value.split(/[,;·]|\.\s/u).map((text) => ({ text, line }))),
  ];
  const made = told.flatMap(({ text, line }): Dated[] => {
    const [year, ...more] = (text ?? '').match(YEAR) ?? [];
    return year === undefined || more.length > 0
      ? []
      : [{ year: Number(year), words: new Set(contentWords(text ?? '').filter((word) => word.length > 2)), line }];
  });
  events.set(card, made);
  return made;
}

/** A year told of what the card dates otherwise. */
function eventsIn(read: Reading): LifeClaim[] {
  const { statement, card } = read;
  const { text } = statement;
  const [found, ...more] = [...text.matchAll(YEAR)];
  if (found === undefined || more.length > 0) return [];
  const said = Number(found[1]);
  const clauses = clausesOf(text);
  const at = clauses.findIndex(({ start, end }) => found.index >= start && found.index < end);
  const told = (clause: Clause | undefined) =>
    clause === undefined ? [] : contentWords(text.slice(clause.start, clause.end)).filter((one) => !OF_TIME.test(one));
  const own = told(clauses[at]);
  const words = new Set(own.length > 0 ? own : told(clauses[at - 1]));
  const shared = datedIn(card)
    .map(({ year, line, words: of }) => ({ year, line, both: [...of].filter((word) => words.has(word)) }))
    .filter(({ both }) => both.length >= LEAST_WORDS || both.some((word) => SAYS_ALONE.test(word)))
    .sort((a, b) => b.both.length - a.both.length);
  const [most] = shared;
  if (most === undefined) return [];
  const isHeld = datedIn(card).some(({ year, words: of }) => year === said && most.both.some((word) => of.has(word)));
  const params = { said: `${said}`, beside: most.both.join(', ') };
  const finding: Finding | null = isHeld ? null : { code: 'identity.apart', params };
  return [claim(read, found.index, found.index + found[0].length, finding, most.line)];
}

/** A rank at work told of one post that the card has of others alone. */
function titlesIn({ statement, stations, own, ...read }: Reading): LifeClaim[] {
  const { text } = statement;
  const posts = stations.filter(({ kind, posts: of }) => kind === 'post' && of.length > 0);
  return clausesOf(text).flatMap(({ start, end }): LifeClaim[] => {
    const [one, ...more] = posts.filter((post) => post.start >= start && post.start < end);
    if (one === undefined || more.length > 0) return [];
    const said = groupsIn(`${text.slice(start, one.start)} ${text.slice(one.end, end)}`, TITLES);
    const held = said.filter((title) => [...own.titles.values()].some((of) => of.includes(title)));
    if (held.length === 0) return [];
    const isOwn = held.every((title) => one.posts.some((post) => own.titles.get(post)?.includes(title)));
    const finding: Finding | null = isOwn
      ? null
      : { code: 'identity.apart', params: { said: held.join(', '), beside: one.said } };
    return [claim({ ...read, statement, stations, own }, one.start, one.end, finding, one.posts[0]?.line)];
  });
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
  const { statement, stations, isAsked, situation, own, card } = read;
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
    const isAlone = schools.filter(({ start }) => clauseAt(start) === clause).length === 1;
    // `At KAIST, while I was an undergraduate there`.
    const goesOn = clauses[clause + 1];
    const isThere =
      goesOn !== undefined &&
      THERE.test(text.slice(goesOn.start, goesOn.end)) &&
      !schools.some(({ start }) => clauseAt(start) === clause + 1);
    const beside = degrees.filter(
      ({ index }) => clauseAt(index) === clause || (isThere && clauseAt(index) === clause + 1),
    );
    const bounds = clauses[clause];
    const subjects =
      bounds === undefined
        ? []
        : mentionsIn(text.slice(bounds.start, bounds.end), vocabularies().fields).map(({ entry }) => entry[0] ?? '');
    if (at.length === 0) {
      const isStudy =
        beside.length > 0 ||
        subjects.length > 0 ||
        STUDIED.test(text.slice(bounds?.start ?? 0, bounds?.end)) ||
        (OF_STUDY.test(situation) && isAt(text, school.start, school.end));
      return held.length > 0 && isStudy ? [wrong('school', school.start, school.said)] : [];
    }
    const told = beside.length === 1 || isAlone ? beside.map(({ 0: said }) => levelOf(said)) : [];
    const isElsewhere = told.some((level) => {
      const others = held.filter((one) => one.degrees.includes(level));
      return others.length > 0 && !others.some((one) => one.schools.includes(name));
    });
    const isOff =
      isElsewhere ||
      (told.length === 0 &&
        subjects.some(
          (subject) =>
            held.some((one) => one.fields.includes(subject)) &&
            !held.some((one) => one.fields.includes(subject) && one.schools.includes(name)),
        ));
    return [isOff ? wrong('school', school.start, school.said) : claim(read, school.start, school.end, null)];
  });
  return [...places, ...levels];
}

/** A question about a degree. */
const OF_STUDY = /박사|석사|학위|전공|논문 주제|\b(?:ph\.?d|doctora\w+|degree|thesis|dissertation|major)\b/iu;
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

/** `Anthropic, after Cohere`: the one named first came later. */
const AFTER = /^(?: \([^)]*\))?,?\s(?:right |just |only )?after\s(?:my (?:time|years) at |leaving )?$/iu;
/** `라이프치히는 그다음이야`. */
const NEXT = /^(?:에서)?[은는이가]?\s?(?:그다음|그 다음|그 뒤|그 후)(?:이|야|예요|이에요|입니다|였|에 )/u;

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
    const isAfter = AFTER.test(between);
    const isNext = isList || isAfter || THEN.test(between) || NEXT.test(utterance.slice(later.to));
    if (later.at - earlier.to > 120 || (BACKWARDS.test(between) && !isAfter) || !isNext) return [];
    const isEarlier = (later.posts[0]?.from ?? 0) < (earlier.posts[0]?.from ?? 0);
    const isOff = isAfter ? (later.posts[0]?.from ?? 0) > (earlier.posts[0]?.from ?? 0) : isEarlier;
    const finding: Finding | null = isOff
      ? { code: 'identity.apart', params: { said: later.said, beside: earlier.said } }
      : null;
    return [{ finding, isSure: true, start: later.at, end: later.to, line: later.posts[0]?.line }];
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
    const isPost = OF_A_POST.test(before);
    if (!(isPost || isStay) || !(isPost || isAskedOfWork || isListed)) return [];
    const params = { said: one.said, card: card.posts.map(({ employer }) => employer) };
    return [claim(read, one.start, one.end, { code: 'identity.employer', params }, card.posts[0]?.line)];
  });
}

/** `my postdoc at`: a post of the speaker's own, whatever was asked. */
const OF_A_POST =
  /\b(?:post-?doc|internship|(?:first|last|old|previous) job|stint|position|apprenticeship|residency|fellowship) (?:at|with) (?:the )?$/iu;

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
  const against = claims.filter(({ finding, isSure }) => finding !== null && isSure).length;
  const doubted = claims.filter(({ finding, isSure }) => finding !== null && !isSure).length;
  const along = claims.length - against - doubted;
  if (ASKED.test(situation)) figures.set('life asked for', 1);
  if (ASKED_OF_THE_PAST.test(situation)) figures.set('past asked for', 1);
  if (claims.length === 0) return;
  figures.set('life ruled out', Math.min(3, against));
  figures.set('life doubted', Math.min(3, against + doubted));
  figures.set('life borne out', Math.min(6, along));
  figures.set('life borne out alone', against + doubted === 0 ? Math.min(6, along) : 0);
}
