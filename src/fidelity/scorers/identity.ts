import { escaped } from '../../core/pattern.ts';
import { vocabularies } from '../compile/facts.ts';
import type { Finding } from '../findings/finding.ts';
import type { ClosedFact, CompiledCard } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import type { TurnInPlace, TurnReading } from '../model/scorer.ts';
import { cite, perTurn } from '../model/scorer.ts';
import { lifeIn } from '../reader/life.ts';
import { tellingsOf } from '../reader/told.ts';
import type { Statement } from '../reading/clauses.ts';
import { isNegated, speaksOfOthers, statementsOf } from '../reading/clauses.ts';
import type { Mention, Vocabulary } from '../reading/mentions.ts';
import { mentionsIn } from '../reading/mentions.ts';
import { biographyIn } from './biography.ts';
import { asDoubt, byReader, joinReadings } from './by-reader.ts';
import { namesIn, programIn } from './claimed-name.ts';

type Evidence = Omit<ScoreEvidence, 'turn'>;

/** A kind of claim about oneself: the words that make it, and the vocabulary that its value is from. */
interface Frame {
  field: 'school' | 'degree' | 'location' | 'service' | 'native';
  vocabulary: Vocabulary;
  ko: RegExp;
  en: RegExp;
}

const frames = (): Frame[] => {
  const { places, schools, branches, fields, tongues } = vocabularies();
  return [
    {
      field: 'school',
      vocabulary: schools,
      ko: /박사|석사|학사|학부|학위|대학원|전공|졸업|출신|동문|유학|다닐 때|다녔|나왔|나온|공부했|입학|연구실|캠퍼스|모교|수석|시절|포닥|(?:제|내)\s(?:\S+\s)?논문|논문(?:을|도)?\s?(?:썼|쓸)/u,
      en: /\b(?:ph\.?\s?d|doctora\w+|degree|master'?s?|bachelor'?s?|undergrad\w*|grad school|graduated?|studied|majored|alma mater|alum\w*|dissertation|thesis|diploma|went to|my (?:years|time|days|lab|advisor) (?:at|in)|did my|my .{0,20}(?:is|was|are) from|valedictorian|campus|class at|postdoc)\b/iu,
    },
    {
      field: 'degree',
      vocabulary: fields,
      ko: /전공|학위|학사|석사|박사|학부|졸업|학과|학교 때/u,
      en: /\b(?:ph\.?\s?d|degree|master'?s|bachelor'?s|undergrad\w*|majored|studied|graduated|my major|trained as)\b/iu,
    },
    {
      field: 'location',
      vocabulary: places,
      ko: /살아|살고|사는|살지|살거든|산다|거주|집은|집이|집도|우리 집|지사에서 일|원격|재택|지사에서 근무|에서 일하(?:니|다 보니|고|는데|느라|거든|니까|지만|죠|지)|에서 일(?:해|합니다)|에서 지내|에서 접속|에서 출근|에 있어(?:서|요)|에 있(?:으니|습니다)|본사가 있는|시차|자리는|사무실|오피스|출퇴근|근무하고|근무 중|근무해|일하고 있|기반|본거지|동네|창밖|토박이|이사 왔|이사했/u,
      en: /\b(?:i live|i'm living|i’m living|i am living|living in|i'm based|i’m based|i am based|based (?:here )?(?:in|out of)|my (?:home|house|apartment|flat|desk|office|place)|here in|i work (?:out of|from|in)|i'm in|i’m in|i am in|i'm calling from|writing (?:this )?from|from my (?:office|desk|place|flat|apartment)|i moved to|work(?:ing)? (?:out of|from|in)|growing up|grew up in|i relocated|i grew up|born|native of|home (?:is|base))\b/iu,
    },
    {
      field: 'service',
      vocabulary: branches,
      ko: /복무|에서\s[^.!?]{1,16}다가|있을 때|있을 적|있던|있었|군 ?생활|전역|제대|입대|[가-힣]병(?:이었|으로|이에요|입니다|이라|출신)|부사관|사관|하사|중사|병으로|군 ?복무|현역|훈련병|나왔|출신|갔다|다녀왔|근무|병장|군대|훈련소|면제|시절|이등병|장교/u,
      en: /\b(?:serv(?:ed|ice)|was (?:in the|an? \w+ (?:officer|operator|medic) in)|enlisted|my .{0,20}days|years in the|military|veteran|discharged|stationed|drafted|exempt)\b/iu,
    },
    {
      field: 'native',
      vocabulary: tongues,
      ko: /모국어|원어민|모어|제1언어/u,
      en: /\b(?:native (?:speaker|language|tongue|\w+ speaker)|mother tongue|first language|grew up speaking)\b/iu,
    },
  ];
};

let loaded: Frame[] | null = null;

/** A2: a claim of the first person that a closed fact of the card rules out. */
export const identity = perTurn({
  id: 'A2',
  hard: true,
  weight: 0,
  version: 2,
  read(place: TurnInPlace, card) {
    const { turn } = place;
    const statements = statementsOf(turn.utterance, card.colleagues);
    const framed = statements.flatMap((statement, index) =>
      contradictionsIn(statement, statements[index - 1], turn.utterance, card),
    );
    const told = framed.length > 0 ? framed : toldOtherwise(turn.utterance, card);
    const evidence = told.length > 0 ? told : ruledOut(place, card);
    const read = asDoubt(byReader(place, card, ['identity_fact']));
    const isAgainst = evidence.length > 0 || claimsOf(place, card).some(({ finding }) => finding !== null);
    return joinReadings({ score: evidence.length === 0 ? 1 : 0, evidence }, isAgainst ? read : unsure(read));
  },
});

/** A life that sounds wrong, while nothing that it tells is against a line of the card, is a doubt. */
const unsure = (reading: TurnReading): TurnReading => ({
  ...reading,
  evidence: (reading.evidence ?? []).map((one) =>
    one.finding.code === 'reader.finds' ? { ...one, finding: { ...one.finding, code: 'reader.doubts' } } : one,
  ),
});

const claimsOf = ({ turn: { utterance }, before }: TurnInPlace, card: CompiledCard) =>
  lifeIn(utterance, before.at(-1)?.text ?? '', card);

/** Years and counts that the card does not have where it has what they are told of. */
const toldOtherwise = (utterance: string, card: CompiledCard): Evidence[] =>
  tellingsOf(utterance, card).flatMap(({ kind, said, beside, isOfStay, start, end }): Evidence[] =>
    isOfStay && (kind === 'year off its name' || kind === 'count off its name')
      ? [cite(utterance, start, end, { code: 'identity.apart', params: { said, beside } })]
      : [],
  );

/** Relations of a life that the card has otherwise, where the situation or the sentence says whose life it is. */
const ruledOut = (place: TurnInPlace, card: CompiledCard): Evidence[] =>
  claimsOf(place, card).flatMap(({ finding, isSure, start, end, line }) =>
    finding === null || !isSure ? [] : [cite(place.turn.utterance, start, end, finding, line)],
  );

/** `저는 이준호라고 합니다` tells nothing of others. */
const INTRODUCES = /(?:저는|나는|전)\s+[가-힣]{2,4}?이?라고\s*(?:합니다|해요|해[.!]|불러|부르)/u;

function contradictionsIn(
  statement: Statement,
  before: Statement | undefined,
  utterance: string,
  card: CompiledCard,
): Evidence[] {
  const program = programIn(statement, utterance, card);
  if (program.length > 0) return program;
  if (statement.isUnreal && !INTRODUCES.test(statement.text)) return [];
  // Names are claimed in a frame of their own; who else is spoken of does not matter there.
  const names = namesIn(statement, utterance, card);
  if (statement.isQuestion) return names;
  loaded ??= frames();
  const framed = loaded.flatMap((frame) => wrongValues(frame, statement, before, utterance, card));
  return [
    ...names,
    ...framed,
    ...deniedFacts(statement, utterance, card),
    ...biographyIn(statement, utterance, card),
  ].slice(0, 4);
}

function wrongValues(
  { field, vocabulary, ko, en }: Frame,
  statement: Statement,
  before: Statement | undefined,
  utterance: string,
  card: CompiledCard,
): Evidence[] {
  const facts = card.facts.filter((fact) => fact.field === field);
  if (facts.length === 0) return [];
  const { text, start } = statement;
  const isKorean = /[가-힣]/u.test(text);
  const framed =
    (isKorean && ko.test(text)) ||
    (/[a-z]/iu.test(text) && en.test(text) && (isKorean || statement.saysSelf)) ||
    goesOn(statement, before, ko);
  if (!framed) return [];
  const own = new Set(facts.flatMap(({ aliases }) => aliases));
  const unlisted = field === 'school' ? unlistedSchools(text) : [];
  return [...mentionsIn(text, vocabulary), ...unlisted].flatMap((mention) => {
    if (mention.entry.some((name) => own.has(name.toLowerCase()))) return [];
    // `Compiler Optimization` is of compilers.
    if (field === 'degree' && facts.some(({ value }) => isWithin(value, mention.entry))) return [];
    if (isNegated(text, mention.start, mention.end) || speaksOfOthers(statement, mention.start, card)) return [];
    if (isWithinOwn(field, mention.entry, own) || isVisit(field, text)) return [];
    const fact = facts[0];
    const said = text.slice(mention.start, mention.end);
    const params = { field, said, card: facts.map(({ value }) => value).join('; ') };
    return [
      cite(utterance, start + mention.start, start + mention.end, { code: 'identity.claim', params }, fact?.line),
    ];
  });
}

const SCHOOL =
  /(?<![가-힣])([가-힣]{2,5}(?:대학교|여대|공대|과기원|과기대|대))(?=(?:에서|을 나|를 나|\s나[왔온]|\s출신|\s졸업|를 졸업|에 다|를 다))|\b((?:University of [A-Z]\w+|[A-Z]\w+ (?:University|College|Institute of Technology)))\b/gu;
const NO_SCHOOL =
  /^(?:시대|세대|상대|군대|부대|무대|침대|반대|기대|최대|절대|확대|현대|고대|초대|토대|연대|백엔드대|전문대|공대|여대|의대|미대|음대|법대|이공대)$/u;

/** Schools that no vocabulary has, by the form of their names. */
function unlistedSchools(text: string): Mention[] {
  return [...text.matchAll(SCHOOL)].flatMap((found) => {
    const name = found[1] ?? found[2] ?? '';
    const isKnown = mentionsIn(name, vocabularies().schools).length > 0;
    if (name === '' || NO_SCHOOL.test(name) || isKnown) return [];
    return [{ entry: [name], start: found.index, end: found.index + name.length }];
  });
}

/** `제 박사 논문은 …였어요. MIT에서 썼고요.`: a short sentence without a subject goes on with what the speaker said of himself. */
function goesOn({ text, isOfOthers }: Statement, before: Statement | undefined, ko: RegExp): boolean {
  return (
    before?.saysSelf === true &&
    !before.isOfOthers &&
    !before.isUnreal &&
    !isOfOthers &&
    text.length < 26 &&
    /에서\s\S{1,8}$|에서\s\S+고요[.!]?$/u.test(text) &&
    ko.test(before.text)
  );
}

const isWithin = (value: string, entry: readonly string[]) =>
  entry.some((name) => name.length > 3 && value.toLowerCase().includes(name.toLowerCase().replace(/s$/u, '')));

/** Seoul is in Korea. */
const isWithinOwn = (field: string, entry: readonly string[], own: ReadonlySet<string>) =>
  field === 'location' && entry.includes('한국') && ['서울', 'seoul', '대한민국'].some((name) => own.has(name));

const isVisit = (field: string, text: string) =>
  field === 'location' &&
  /출장|여행|학회|휴가|다녀(?:왔|온|오|올|가는)|리전|데이터 ?센터|고객|파견|\b(?:trip|visit\w*|conference|travel\w*|vacation|region|data ?cent(?:er|re)|customers?|users? in|traffic|flight)\b/iu.test(
    text,
  );

type Denied = 'doctorate' | 'degree' | 'experience' | 'service' | 'korean';
const DENIALS: readonly { field: ClosedFact['field']; degree?: string; pattern: RegExp; what: Denied }[] = [
  {
    field: 'degree',
    degree: 'phd',
    pattern:
      /박사(?:\s*학위)?(?:는|은|가|를|도|까지)?\s*(?:과정(?:은|을|도)?\s*)?(?:없|안 했|안 땄|못 땄|못 했|못 마쳤|딴 적|받은 적|하지 않|마치지|끝내지|포기|중퇴|수료만|그만뒀|그만두|때려)|\b(?:i (?:don't|do not|never) (?:have|had|did|got|finished|hold) (?:a |my )?ph\.?d|no ph\.?d|(?:dropped out of|quit|left|abandoned) (?:my |the |a )?(?:ph\.?d|doctora\w+)|never (?:finished|completed|started|did) (?:my |the |a )?(?:ph\.?d|doctora\w+)|without a ph\.?d)/iu,
    what: 'doctorate',
  },
  {
    field: 'degree',
    pattern:
      /(?:대학|대학교)(?:은|는|을|를|도)?\s*(?:안 나왔|못 나왔|나오지 않|중퇴|안 다녔|문턱도)|고졸|독학(?:으로|만)|\b(?:never (?:went|finished) (?:to )?(?:college|university)|(?:college|university) dropout|dropped out of (?:college|university|school)|self-taught|high school (?:is|was) (?:all|as far))\b/iu,
    what: 'degree',
  },
  {
    field: 'experience',
    pattern:
      /(?:일|회사|직장|현업)(?:을|에서|은|이)?\s?(?:해 ?본 적|다녀 ?본 적|다닌 적|경험)(?:이|은|도)?\s?(?:없|전혀)|\bthis is my first (?:job|role|year)\b|\bi've never (?:had a job|worked (?:before|in industry))/iu,
    what: 'experience',
  },
  {
    field: 'service',
    pattern:
      /군대(?:는|를|에)?\s*(?:안 갔|안 다녀|면제|간 적)|군 ?면제|\bnever served\b|exempt from (?:military )?service/iu,
    what: 'service',
  },
  {
    field: 'native',
    pattern:
      /한국어(?:는|를|가)?\s*(?:잘 )?(?:못 해|못해|못 하|못하|서툴|몰라|모릅|할 줄 모)|\b(?:i (?:don't|can't|do not|cannot) (?:speak|read|write|understand) korean|my korean is (?:bad|poor|weak|terrible|rusty)|korean isn't my|not a native korean)/iu,
    what: 'korean',
  },
];

const NO_PAPERS =
  /논문(?:을|은|이라곤|이라고는|이)?\s?(?:\S+\s)?(?:(?:쓴|낸|발표한|게재한|실은)\s?(?:적|일)|한 편도)(?:이|은|도)?\s?(?:한 번도\s?)?(?:쓰지\s?)?(?:없|않|못)|\bi(?:'ve| have)? never (?:published|written|wrote|authored)\b/iu;
const FLUENT = /native|mother|fluent|expert|모국어|능숙|유창/iu;

/** What the card says that the member has or speaks, disowned. */
function disowned({ text, start, isOfOthers }: Statement, utterance: string, card: CompiledCard): Evidence[] {
  if (isOfOthers) return [];
  const { languages, career, attributes } = card.card;
  const say = (found: RegExpExecArray | null, finding: Finding): Evidence[] =>
    found === null ? [] : [cite(utterance, start + found.index, start + found.index + found[0].length, finding)];
  const publishes = /paper|논문|publication/iu.test(
    [
      ...career.flatMap(({ achievements }) => achievements),
      ...attributes.map(({ name, value }) => `${name} ${value}`),
    ].join(' '),
  );
  return [
    ...(publishes ? say(NO_PAPERS.exec(text), { code: 'identity.denies-papers', params: {} }) : []),
    ...languages
      .filter(({ level }) => FLUENT.test(level))
      .flatMap(({ name, level }) =>
        say(denialOf(name).exec(text), { code: 'identity.denies-language', params: { language: name, level } }),
      ),
  ];
}

const SPOKEN_ALSO: Readonly<Record<string, string>> = {
  영어: 'english',
  English: '영어',
  Python: '파이썬',
  Rust: '러스트',
};
const denials = new Map<string, RegExp>();

function denialOf(name: string): RegExp {
  const known = denials.get(name);
  if (known !== undefined) return known;
  const names = [name, SPOKEN_ALSO[name] ?? name].map((one) => escaped(one)).join('|');
  const made = new RegExp(
    `(?<![\\p{L}])(?:${names})(?:는|은|를|을|로는|로)?\\s?(?:한마디도 |하나도 |전혀 |잘 )?(?:못 (?:하|해|쓰|써|짜|읽)|못[하해]|할 줄 (?:모|몰)|쓸 줄 (?:모|몰)|짤 줄 (?:모|몰)|서툴|(?:\\S+\\s)?배우기 시작|(?:\\S+\\s)?더듬|배운 적(?:이|도)? 없|모릅|몰라|써 ?본 적(?:이|도)? 없)|\\bi (?:don't|do not|can't|cannot|never learned to|barely) (?:really )?(?:speak|write|know|use|read|program in|code in) (?:any )?(?:${names})(?![\\w+])|\\b(?:${names}) (?:isn't|is not) (?:something|a language) i (?:speak|know|use|write)|\\bmy (?:${names}) is (?:bad|poor|weak|terrible|rusty)`,
    'iu',
  );
  denials.set(name, made);
  return made;
}

function deniedFacts(statement: Statement, utterance: string, card: CompiledCard): Evidence[] {
  const { text, start } = statement;
  const denied = DENIALS.flatMap(({ field, degree, pattern, what }) => {
    const fact = card.facts.find(
      (one) => one.field === field && (degree === undefined || one.aliases.includes(degree)),
    );
    if (fact === undefined || (field === 'native' && !fact.aliases.includes('korean'))) return [];
    const found = pattern.exec(text);
    if (found === null) return [];
    return [
      cite(
        utterance,
        start + found.index,
        start + found.index + found[0].length,
        { code: 'identity.denies', params: { what, card: fact.value } },
        fact.line,
      ),
    ];
  });
  return [...denied, ...disowned(statement, utterance, card)];
}
