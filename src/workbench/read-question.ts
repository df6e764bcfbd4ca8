import type { Derived } from './derive.ts';
import { derived, valueOfWay, workedOut } from './derive.ts';
import type { Both } from './desk-answers.ts';
import { HARDWARE_QUESTIONS } from './hardware-questions.ts';
import { inDigits } from './in-digits.ts';
import type { About } from './leads.ts';
import { isAmong, leftByCalculation, numbersIn } from './left-by-calculation.ts';
import type { Entry } from './look-up.ts';
import { lookedUp } from './look-up.ts';
import { openOn } from './question/account.ts';
import type { Chain } from './question/chain.ts';
import { chainIn } from './question/chain.ts';
import type { Facts } from './question/facts.ts';
import { SILENT } from './question/facts.ts';
import type { KindName } from './question/kinds.ts';
import { kindOf } from './question/kinds.ts';
import type { Dimension } from './question/measures.ts';
import type { Found } from './question/solve.ts';
import type { Tagged } from './question/tag.ts';
import { tagged } from './question/tag.ts';
import type { Calculation } from './question-kinds.ts';
import { MFU } from './question-kinds.ts';
import type { Quantities, Several } from './question-quantities.ts';
import { quantitiesIn, withSigns } from './question-quantities.ts';
import { sayLeft } from './say-left.ts';
import { TRAINING_QUESTIONS } from './training-questions.ts';
import { usualLink } from './usual-link.ts';

/** A question as a calculation: which, on what, what was taken for granted, and what is still missing. */
export interface Reading {
  tool: string;
  args: Record<string, unknown>;
  missing: readonly string[];
  assumed: readonly Both[];
  /** Of what the question names more than one. */
  several: readonly Several[];
  /** What it says that is below zero. */
  impossible?: string;
  /** What of the calculation is asked, where it is not what the calculator is for. */
  about?: About;
  /** What a table says, where that is all that is asked. */
  entry?: Entry;
  /** Numbers that a calculator leaves although they may well matter, as the question says them. */
  left?: readonly { tag: Tagged; words: Both }[];
  /** The way through the book of rules, where it is arithmetic. */
  way?: { derived: Derived; found: Found; other?: Found; open: readonly number[] };
  /** What its numbers come to by their units, where no formula takes all of them. */
  chain?: Chain;
}

/** Questions of these kinds want an explanation, a person, a text, a purchase, a past event or a judgement of quality, which no calculation gives. */
const OTHER_KINDS: readonly RegExp[] = [
  // What training brings of quality nobody can calculate: "will MMLU go up by two points", "좋아질까요".
  /^\s*(?:(?:if|when|once)\s[^.?!]*,\s)?(?:will|would|does|do|should|can|could)\s(?![^.?!]*\b(?:fit|how|tokens? (?:a|per) second|faster|step time|throughput|memory|bandwidth)\b)[^.?!]*\b(?:improve|help|hurt|go up|get better|get worse|increase|degrade|converge|diverge|generali[sz]e|overfit|win|beat)\b/,
  /(?:좋아질까|나빠질까|좋아지나|나빠지나|수렴할까|발산할까|수렴하나|망가질까|과적합|괜찮을까|믿을 만|잘 될까|오를까요|나아질까)/,
  // Caches of databases and of the web hold no keys and values of attention.
  /\bredis\b|레디스|memcached?\b|멤캐시|dynamo ?db|\betcd\b|rocksdb|cassandra|postgres\w*|mysql|mongo ?db|\bcdn\b|varnish|elasticsearch|key[\s-]?value (?:store|table|database)/,
  /^\s*(?:why|how come)\b|\bcause[ds]?\b|(?:^|[.!]\s*)what (?:changed|happened|went wrong|broke)|(?:^|\s)왜(?:\s|$|냐|요|죠)|때문(?:인가|인지|일까|이야|이지|이에요|입니까)|(?:뭐|무엇|누구|무슨) ?때문|달라졌|바뀌었|무슨 일/,
  /(?:^|[.!?]\s*)who(?:se|m)?\b|\bvendor|\bsells?\b|누가|누구|어디서 (?:사|팔)/,
  /(?:^|\b(?:please|can you|could you)\s+)(?:write|draft|summari[sz]e|translate)\b|써 ?줘|써 ?주세요|(?:요약|번역)(?:해|을 ?부탁|좀)|작성해/,
  /\bshould (?:i|we) (?:buy|hire)|\bworth (?:it|buying|the)|\b(?:buying|hire|hiring)\b|살까|사야|구매|채용|(?:사람|인력|직원|개발자|엔지니어|팀원)[^.?!]{0,8}뽑을|중고|판매|팔려|팔까|\bresale|second-?hand/,
  /^\s*did\b|how many \w+ did (?!we|i)\b|\byesterday\b|\blast (?:week|month|year|night)\b|어제|지난주|지난달|작년/,
  /\bquality\b|\bhallucinat|\bcustomers? (?:like|prefer|want|complain)|\blike better|품질|성능 점수|더 좋아/,
  /\bis it true\b|rumou?r|\bresign|\bgossip|소문|퇴사|그만두|그만둔|이직|연봉|진짜(?:야|인가|예요|임)\?|사실(?:이야|인가|이에요)/,
  /생각하(?:세요|시나요|십니까)|생각해\?|멋지|멋있|좋아하(?:세요|시)|추천|\bfun to\b|more fun|재밌|재미있|do you think|would you (?:rather|choose|pick|recommend)|\bopinion|favou?rite|recommend/,
  /온도|temperature|fans?\b/,
  // Nobody outside knows what models have that are not published.
  /\bhow many (?:parameters|params|tokens|gpus|layers|experts)[^.?!]{0,30}\b(?:gpt|claude|gemini|grok|chatgpt)|(?:gpt|지피티|claude|클로드|gemini|제미나이)[-\s]?\d?[^.?!]{0,16}(?:파라미터|토큰|레이어|전문가)[^.?!]{0,20}(?:몇|얼마)/,
  /next (?:quarter|year|generation)|\bforecast\b(?! says| is| calls| puts| of \d)|\bwill .{0,40}\b(?:price|share|stock)s?\b.{0,20}\b(?:be|go|rise|fall|drop)|\brenew\b|(?:내년|다음 ?분기|앞으로)[^.?!]{0,24}(?:가격|시세|주가)|오를까|내릴까|떨어질까|전망|주가/,
];

/** A test on people, of a page or a treatment, is none of a model. */
const PEOPLE =
  /visitors?|recipients?|patients?|customers?|shoppers?|subscribers?|click[\s-]?through|\bctr\b|conversion|sign-?ups?|open rate|landing page|checkout|방문자|환자|고객|회원|구독자|전환율|클릭률|가입률|오픈율|구매율|유저|사용자/;
const TESTED =
  /a\/b|per (?:arm|group|variant)|power\b|signific|\blift\b|detect|confiden|검정력|유의 ?수준|신뢰 ?(?:수준|구간)/;
const OF_MODELS =
  /model|\bllm|prompt|benchmark|\bevals?\b|evaluat|accura|win[\s-]?rate|\bseeds?\b|checkpoint|token|rank(?:er|ing)|recommend|retriev|classif|모델|프롬프트|랭커|랭킹|추천|분류기|벤치|평가|정확도|승률|시드|토큰/;
const isOfPeople = (text: string): boolean => PEOPLE.test(text) && TESTED.test(text) && !OF_MODELS.test(text);

const MOST_BYTES = 1e15;
/** What only a link gives. */
const TIMED = /how long|\bms\b|seconds?|\btime\b|초|걸리|걸려|시간/;
const LINKED: ReadonlySet<string> = new Set(['link_traffic', 'step_time_bound', 'communication_share']);

const CALCULATIONS: readonly Calculation[] = [...HARDWARE_QUESTIONS, ...TRAINING_QUESTIONS];
/** Arithmetic is everybody's; these kinds are of machines, which a hardware desk answers for. */
const OF_MACHINES: ReadonlySet<KindName> = new Set<KindName>([
  ...([
    'weightBytes',
    'kvBytes',
    'kvPerToken',
    'servingBytes',
    'stateBytes',
    'statePerCard',
    'optimizerBytes',
    'gradientBytes',
  ] as const),
  ...([
    'loraBytes',
    'activationBytes',
    'logitBytes',
    'checkpointBytes',
    'freeBytes',
    'sequencesFit',
    'cardsToHold',
  ] as const),
  ...(['decodeRate', 'tokenSeconds', 'prefillSeconds', 'turningBatch', 'intensity', 'ridge', 'gemmFlops'] as const),
  ...(['gemmSeconds', 'achieved', 'mfu', 'reduceSeconds', 'reduceBytes', 'gatherSeconds', 'transferSeconds'] as const),
  ...([
    'saveSeconds',
    'commShare',
    'storageRate',
    'occupancy',
    'checkpointEvery',
    'mtbfAll',
    'failures',
    'ratio',
  ] as const),
  ...(['stepSeconds', 'scaling', 'dataBytes', 'context'] as const),
]);

/** What a question says to leave out is not what it is about: `KV 캐시를 제외하고`, `ignoring the interconnect`. */
const withoutExclusions = (question: string): string =>
  question
    .replaceAll(
      /[(,]?\s*(?:ignoring|ignore|excluding|exclude|not counting|without counting|leaving out|leave out|apart from|aside from)\s[^,.?!)]*/gi,
      ' ',
    )
    .replaceAll(
      /(?:(?:kv|컨텍스트|활성화?|문맥) )?(?<=^|\s)[^\s,.?!(\d]+\s?(?:제외하고|제외한|제외하면|빼고|빼면|무시하고|무시하면|무시해)/gi,
      ' ',
    );

/** From here on a way answers what was asked; and what it lacks is worth asking for. */
const LEAST = 2;
const LEAST_ASKED_BACK = 1.6;
/** Several things that lack are asked for at once, and weigh less than one each. */
const FOR_EACH = 1.6;
/** What the question itself says is not known is asked for sooner. */
const LEAST_SAID = -1;
const MOST_MISSING = 3;
const [MOST_TRIED, NEARLY] = [12, 3];

/** Reads a question as one of the calculations that are `at hand`; null where none is asked for, or more is asked than one gives. */
export function readQuestion(asked: string, atHand: ReadonlySet<string>): Reading | null {
  const question = withoutExclusions(inDigits(asked));
  const text = question.toLowerCase();
  const asking = askingIn(text);
  if (OTHER_KINDS.some((kind) => kind.test(asking)) || isOfPeople(text)) return null;
  const quantities = quantitiesIn(question);
  const named: Quantities = { ...quantities };
  if (quantities.unknownDevice !== undefined) delete named.device;
  const book = derived(question, named);
  const tags = book?.tags ?? tagged(withSigns(question));
  const q: Quantities = { ...named, ...fromTags(tags), ...sidesOf(book?.facts ?? {}) };
  const entry = atHand.has('calculate') ? lookedUp(question, q, tags) : null;
  if (entry !== null) return { tool: 'calculate', args: {}, missing: [], assumed: [], several: [], entry };
  const way = atHand.has('calculate') && book !== null ? byBook(book, atHand.has('scaling_law')) : null;
  const calculation = byCalculation(text, q, { tags, facts: book?.facts ?? {}, text: withSigns(question) }, atHand);
  const best = better(calculation, way, book, q, UNSCALED.test(asked.toLowerCase()));
  if (!atHand.has('scaling_law') || (best?.way === undefined && isWhole(best, calculation, tags))) return best;
  const chain = chainIn(withSigns(question));
  if (chain !== null && isWhole(best, calculation, tags) && !takesMore(chain, best, tags)) return best;
  return chain === null ? best : { tool: 'calculate', args: {}, missing: [], assumed: [], several: [], chain };
}

const MOST_SUPPOSED = 3;
const UNSCALED =
  /(?:ignor\w*|without|no|exclud\w*|forget|leave out|leaving out)\s[^.?!]{0,24}\b(?:scales?|zero points?|group overhead|quantization overhead)|스케일[^.?!]{0,8}(?:무시|빼|제외|없)/;

/** Whether a chain takes numbers that a reading did not even see. */
function takesMore({ terms, added, looseness }: Chain, best: Reading | null, tags: readonly Tagged[]): boolean {
  const way = best?.way?.found.way;
  if (looseness > 0 || way === undefined) return false;
  const used = [...way.used.keys()].flatMap((index) => tags[index]?.value ?? []).filter((value) => value !== 1);
  const said = terms.flatMap(({ raw }) => raw ?? []);
  const isSeen = (number: number): boolean =>
    [...SCALES, 60, 1e3, 1e6, 1e4, 1e8, 0.01, 604_800].some((scale) =>
      used.some((value) => Math.abs(value / scale / number - 1) < 0.003),
    );
  // Several things taken for granted, where the units of what is said come out without them.
  const isSupposed =
    way.assumed.size >= MOST_SUPPOSED && way.steps.size >= MOST_SUPPOSED && terms.length >= used.length;
  return (
    isSupposed || terms.length + added.length > used.length || said.some((number) => number !== 1 && !isSeen(number))
  );
}

/** Whether a reading takes all that was said, so that nothing else has to be tried. */
function isWhole(best: Reading | null, calculation: Reading | null, tags: readonly Tagged[]): boolean {
  if (best === null || best.missing.length > 0 || best.several.length > 0) return false;
  if (best.way === undefined) return calculation !== null && (best.left ?? []).length === 0;
  const { found, open } = best.way;
  return open.length === 0 && tags.every(({ value }, index) => value === 1 || found.way.used.has(index));
}

const BY_ROLE = ['mfu', 'flops', 'rank', 'registers', 'batch'] as const;
/** What calculators take from numbers by what they were taken for. */
function fromTags(tags: readonly Tagged[]): Partial<Quantities> {
  const of = (kind: KindName) => tags.find(({ may }) => may[0]?.[0] === kind && may[0][1] >= LEAST);
  const found = Object.fromEntries(
    BY_ROLE.flatMap((kind) => {
      const value = of(kind)?.value;
      return value === undefined ? [] : [[kind, value]];
    }),
  );
  const lengthOf = (kind: KindName): number | undefined => {
    const tag = of(kind);
    return tag?.scale === 'k' ? (tag.value / 1000) * 1024 : tag?.value;
  };
  const context = lengthOf('context');
  const span = context ?? lengthOf('inTokens') ?? lengthOf('tokensPerItem');
  const price = of('hourUsd');
  const rate = tags.find(({ dimension }) => dimension === 'tokens/s');
  return {
    ...found,
    ...(context === undefined ? {} : { context }),
    ...(span === undefined ? {} : { span }),
    ...(price?.dimension === 'USD' ? { hourUsd: price.value } : {}),
    ...(rate === undefined ? {} : { tokensPerSecond: rate.value }),
    ...(rate?.per.some((one) => one === 'card' || one === 'each') === true ? { ratePerCard: true } : {}),
  };
}

/** The sides of a product. */
function sidesOf({ m, n, k }: Facts): Pick<Quantities, 'sides'> {
  return m === undefined || n === undefined || k === undefined ? {} : { sides: { m: m.value, n: n.value, k: k.value } };
}

/** The sentences that ask; all of them where none has a question mark. What else is told is what led to it. */
function askingIn(text: string): string {
  const sentences = text.split(/(?<=[.?!])\s+|\n/);
  const asking = sentences.filter((sentence) => sentence.trimEnd().endsWith('?'));
  const wanting = asking.length > 0 ? asking : sentences.filter((sentence) => WANTING.test(sentence));
  return (wanting.length > 0 ? wanting : sentences).join(' ');
}

const [CLOSE, APART] = [0.4, 0.05];
/** Another reading that is nearly as good and comes to another number. */
function otherOf(found: Found, all: readonly Found[], { tags }: Derived): { other?: Found } {
  const value = valueOfWay(found, tags);
  const other = all.find((one) => {
    if (one === found || one.way.missing.size > 0 || one.score < found.score - CLOSE) return false;
    const isOfKind = kindOf(one.target).dimensions[0] === kindOf(found.target).dimensions[0];
    return isOfKind && Math.abs(valueOfWay(one, tags) / value - 1) > APART;
  });
  return found.way.missing.size > 0 || other === undefined ? {} : { other };
}

/** Numbers that a way leaves although they may well matter: what they are for is asked. */
function openIn(found: Found, { text, tags, facts, ways, asked }: Derived): readonly number[] {
  if (found.way.missing.size > 0) return [];
  return openOn(
    { ...found, worked: workedOut(found) },
    { lower: text.toLowerCase(), tags, facts, ways, from: asked.from },
  );
}

/** Of what is nearly as good as a way that leaves something open, the first that leaves nothing. */
function leavingNothing(all: readonly Found[], first: Found, book: Derived): Found | undefined {
  if (openIn(first, book).length === 0) return undefined;
  return all
    .slice(0, MOST_WEIGHED)
    .find(
      (one) =>
        one !== first &&
        one.way.missing.size === 0 &&
        one.way.used.size >= first.way.used.size &&
        supposed(one) <= supposed(first) &&
        one.score > Math.max(first.score - NEARLY, LEAST) &&
        Number.isFinite(valueOfWay(one, book.tags)) &&
        openIn(one, book).length === 0,
    );
}
const MOST_WEIGHED = 24;
/** How much a way takes for granted that has to be told. */
const supposed = ({ way }: Found): number => [...way.assumed.keys()].filter((name) => !SILENT.has(name)).length;

/** A second size that has no part in the answer is a second case. */
function severalIn({ unused, way }: Found, { tags }: Derived): readonly Several[] {
  const isSize = (index: number): boolean =>
    (tags[index]?.may ?? []).some(([name, score]) => name === 'params' && score >= LEAST);
  return [...way.used].some(([, name]) => name === 'params') && unused.some(isSize) ? ['model'] : [];
}

const WANTING =
  /몇|얼마|며칠|궁금|알려|계산|\bhow (?:many|much|long)\b|\bwhat\b|calculate|work out|\bnumber of\b|\bplease\b|부탁/;

const SCALES = [1, 1e9, 1e12, 1000 / 1024, 3600, 86_400, 8e9];

const TRADE =
  /model|\bllms?\b|gpu|§|cuda|tokens?\b|\btrain|tun(?:e|ing)\b|checkpoint|batch(?! of (?!\d))|gradient|infer|decod|\bkv\b|cache|layer|param|\bloss\b|\blr\b|learning rate|epoch|dataset|samples?\b|eval|benchmark|accura|\bmfu\b|flops?|adam|optimi[sz]er|lora|zero-|all-?reduce|nvlink|pipeline|bubble|kernel|occupancy|matmul|gemm|quanti|\bbits?\b|bf16|fp\d|int[48]|prefill|serv|replica|request|throughput|seeds?\b|모델|토큰|학습|훈련|튜닝|체크포인트|배치|그래디언트|기울기|추론|디코딩|캐시|레이어|파라미터|손실|로스|에폭|데이터|샘플|평가|정확도|옵티마이저|아담|로라|올리듀스|통신|파이프라인|버블|커널|점유율|행렬|양자화|비트|프리필|서빙|요청|처리량|시드|카드|노드|디스크|스토리지|링크/;

/** What only machines and their runs are counted in. */
const OF_TRADE: ReadonlySet<Dimension> = new Set<Dimension>([
  ...([
    'cards',
    'nodes',
    'tokens',
    'tokens/s',
    'parameters',
    'flops',
    'flop/s',
    'steps',
    'epochs',
    'card hours',
  ] as const),
]);

/** The way that answers best, or that lacks little; null where none does. */
function byBook(book: Derived, isEverything: boolean): Reading | null {
  const limits = limitsIn(book);
  const all = book.found.filter(
    ({ target, way }) =>
      (isEverything || OF_MACHINES.has(target)) &&
      (limits.length === 0 ||
        limits.some(({ index, dimension }) => way.used.has(index) || kindOf(target).dimensions[0] === dimension)),
  );
  const [first] = all;
  if (first === undefined) return null;
  // A way on which something cannot be gives way to one that is nearly as good.
  const found = all
    .slice(0, MOST_TRIED)
    .find(
      (one) =>
        one.score > first.score - NEARLY && (one.way.missing.size > 0 || Number.isFinite(valueOfWay(one, book.tags))),
    );
  if (found === undefined) return null;
  const likeliest = lackingOnlyUnknown(all, found, book) ?? lackingNothing(all, found, book) ?? found;
  const best = byWay(leavingNothing(all, likeliest, book) ?? likeliest, book, all);
  if (best !== null || found.way.missing.size === 0) return best;
  // What lacks too much gives way to the next that lacks less.
  const next = all
    .slice(0, MOST_TRIED)
    .filter(({ score, way }) => way.missing.size > 0 && score > found.score - NEARLY_ASKED - COST_OF_MISSING / 2);
  for (const one of next) {
    const reading = byWay(one, book, all);
    if (reading !== null) return reading;
  }
  return null;
}

const LIMITS: ReadonlySet<Dimension> = new Set<Dimension>([
  ...(['time', 'tokens/s', 'requests/s', 'items/s', 'USD', 'KRW'] as const),
]);
const YES_OR_NO = /^\s*(?:(?:so|and|but|then|ok|hi|hey)[,\s]+)*(?:is|are|does|do|can|could|will|would|has|have)\s/i;
const OPEN = /\b(?:how|what|which|when)\b|몇|얼마|며칠|어느|무엇|뭐|언제/i;
/** Numbers that a yes or no is asked against, `hide behind 1.2 s`: of their kind is the answer, or it takes them. */
function limitsIn({ text, tags }: Derived): { index: number; dimension: Dimension }[] {
  const asking = askingIn(text.toLowerCase());
  if (!YES_OR_NO.test(asking) || OPEN.test(asking)) return [];
  const from = text.toLowerCase().indexOf(asking);
  return tags.flatMap(({ dimension, at }, index) =>
    LIMITS.has(dimension) && at >= from && at < from + asking.length ? [{ index, dimension }] : [],
  );
}

/** What a question says is not known costs a way nothing: the answer that it wants lacks just that. */
function lackingOnlyUnknown(all: readonly Found[], first: Found, { unknown }: Derived): Found | undefined {
  const worthOf = ({ score, way }: Found): number => score + COST_OF_MISSING * way.missing.size;
  const wanted = all
    .filter(({ way }) => way.missing.size > 0 && [...way.missing].every((name) => unknown.has(name)))
    .sort((a, b) => worthOf(b) - worthOf(a))[0];
  return wanted !== undefined && first.way.missing.size === 0 && worthOf(wanted) > first.score ? wanted : undefined;
}
const COST_OF_MISSING = 2.6;

/** What lacks something gives way to what is asked for nearly as much, lacks nothing and uses all that was said. */
function lackingNothing(all: readonly Found[], first: Found, { tags }: Derived): Found | undefined {
  if (first.way.missing.size === 0) return undefined;
  return all.find(
    (one) =>
      one.score > Math.max(first.score - NEARLY_ASKED, LEAST) &&
      one.unused.length === 0 &&
      one.way.used.size >= first.way.used.size &&
      Number.isFinite(valueOfWay(one, tags)),
  );
}
const NEARLY_ASKED = 1;

/** A way as a reading; null where it lacks too much to ask for. */
function byWay(found: Found, book: Derived, all: readonly Found[]): Reading | null {
  const missing = [...found.way.missing];
  // What names nothing of the trade is no question that lacks a number of it.
  const isOfTrade = TRADE.test(book.text.toLowerCase()) || book.tags.some(({ dimension }) => OF_TRADE.has(dimension));
  if (missing.length > 0 && !isOfTrade) return null;
  const isComplete = missing.length === 0;
  const isSaid = missing.some((name) => book.unknown.has(name));
  const least = LEAST_ASKED_BACK - (found.unused.length === 0 ? FOR_EACH * (missing.length - 1) : 0);
  if (found.score < (isComplete ? LEAST : isSaid ? LEAST_SAID : least)) return null;
  // Where nothing that was said has a part in it, only a question that says nothing is asked back.
  const isBare = found.way.used.size === 0;
  const most = isBare ? MOST_MISSING - 1 : MOST_MISSING;
  if (!isComplete && (missing.length > most || (isBare && (book.asked.units.length === 0 || found.unused.length > 0))))
    return null;
  return {
    tool: 'calculate',
    args: {},
    missing,
    assumed: [],
    several: severalIn(found, book),
    way: { derived: book, found, ...otherOf(found, all, book), open: openIn(found, book) },
  };
}

function byCalculation(
  text: string,
  q: Quantities,
  said: { tags: readonly Tagged[]; facts: Facts; text: string },
  atHand: ReadonlySet<string>,
): Reading | null {
  const { tags } = said;
  const found = CALCULATIONS.find(({ tool, asks }) => atHand.has(tool) && asks(text, q, tags));
  if (found === undefined) return null;
  const args = found.args(q, text, tags);
  const missing = found.needs.filter(
    (path) =>
      (valueAt(args, path) === undefined && !(path === 'params' || path === 'tokens')) ||
      (valueAt(args, path) === undefined && args.flops === undefined && valueAt(args, 'compute') === undefined),
  );
  // Nothing of it was said: the words alone may have meant anything.
  if (missing.length > 2 && missing.length === found.needs.length) return null;
  // What is too much to be is said first.
  const isBeyond = tags.some(({ dimension, value }) => dimension === 'bytes' && value > MOST_BYTES);
  const isUnlinked =
    LINKED.has(found.tool) &&
    q.linkGBs === undefined &&
    ((q.device === undefined && !isBeyond && TIMED.test(askingIn(text))) || usualLink(q.device, q.cards) === null);
  if (isUnlinked && !missing.includes('linkGBs')) missing.push('linkGBs');
  return {
    ...{ tool: found.tool, args, missing, several: severalFor(found.tool, q) },
    assumed: assumptions(found, args, q),
    left: missing.length > 0 ? [] : leftOf(leftByCalculation(args, tags, said.facts, text), said),
    ...(found.about === undefined ? {} : { about: found.about }),
    ...(q.impossible === undefined ? {} : { impossible: q.impossible }),
  };
}

const leftOf = (places: readonly number[], said: { tags: readonly Tagged[]; text: string }) =>
  places.flatMap((place) => {
    const [tag, [words]] = [said.tags[place], sayLeft(said, [place])];
    return tag === undefined || words === undefined ? [] : [{ tag, words }];
  });

/** Of a calculator and a way through the book, what uses more of the numbers that were said; the calculator where both use as much. */
function better(
  calculation: Reading | null,
  way: Reading | null,
  book: Derived | null,
  q: Quantities,
  isUnscaled: boolean,
): Reading | null {
  if (calculation === null || way?.way === undefined) return calculation ?? way;
  const tags = book?.tags ?? [];
  // What the question says itself of operations or of scales goes before what a calculator takes for granted.
  const isTold = book?.facts.flopsFactor !== undefined || book?.facts.scaleBits !== undefined;
  if ((isTold || isUnscaled) && way.missing.length === 0) return way;
  const isImpossible = tags.some(
    ({ value, dimension }) => value === 0 || (dimension === 'cards' && !Number.isInteger(value)),
  );
  if (isImpossible || calculation.impossible !== undefined) return calculation;
  const dimension = book?.asked.dimension ?? null;
  const gives = GIVES[calculation.about ?? calculation.tool] ?? [];
  if (dimension !== null && gives.length > 0 && !gives.includes(dimension)) return way;
  // Two counts are no comparison where one calculation takes both.
  // A link that is named is not the usual one.
  if (book?.facts.link !== undefined && way.missing.length === 0 && way.way.found.way.values.has('link')) return way;
  const takesBoth = way.missing.length === 0 && way.way.found.unused.length === 0;
  const kinds = new Set(way.way.found.way.used.values());
  const ofCards = kinds.has('cardsPerNode') || kinds.has('cardsTo');
  const isOfOne = book?.facts.cards !== undefined;
  if (
    calculation.several.some(
      (kind) => !takesBoth || !(kind === 'threads' || kind === 'model' || (kind === 'cards' && (ofCards || isOfOne))),
    )
  )
    return calculation;
  // What one calculation cannot take both of a way through the book does.
  const used = way.way.found.way.used;
  const takesAll = tags.every(({ dimension }, index) => used.has(index) || !SIZES.has(dimension));
  if (calculation.several.length > 0 && takesAll) return way;
  // Weights are not what tuning takes, unless they are asked for.
  const isPart = calculation.tool === 'finetune_memory' && way.way.found.target === 'weightBytes';
  if (isPart && !WEIGHTS.test(book?.text.toLowerCase() ?? '')) return calculation;
  const isComplete = calculation.missing.length === 0;
  // What leaves a number loses to what takes all of them.
  const isLeft = (calculation.left ?? []).length > 0;
  if (isLeft && way.missing.length === 0 && way.way.open.length === 0 && way.several.length === 0) return way;
  const isFree = ![...way.way.found.way.assumed].some(([name, words]) => !SILENT.has(name) && words?.en !== q.device);
  const isWhole = way.way.found.unused.length === 0 && way.way.found.way.used.size > 1;
  if (!isComplete && way.missing.length === 0)
    return isFree || (isWhole && !LINKED.has(calculation.tool)) ? way : calculation;
  if (way.missing.some((name) => book?.unknown.has(name as KindName) === true)) return way;
  if (isComplete && way.missing.length > 0) return calculation;
  const same = TARGETS[calculation.about ?? ''];
  if (same !== undefined && !same.includes(way.way.found.target)) return way;
  // A size alone stands for no model of the table where nothing else is needed.
  if (calculation.about === 'weights' && q.modelAssumed === true && way.missing.length === 0) return way;
  const inArguments = numbersIn(calculation.args);
  const places = [...way.way.found.way.used.keys()].filter((index) => tags[index]?.value !== 1);
  const isOfModel =
    calculation.args.model !== undefined && SHAPES.some((name) => way.way?.found.way.assumed.has(name) === true);
  /** The size of a model that the calculation takes by its name. */
  const isNamed = (index: number): boolean =>
    calculation.args.model !== undefined && q.modelAssumed !== true && tags[index]?.may[0]?.[0] === 'params';
  const unknown = places.filter((index) => !isAmong(tags[index], inArguments) && !isNamed(index));
  const gained = tags.filter(
    (tag, index) =>
      tag.value !== 1 &&
      !places.includes(index) &&
      isAmong(tag, inArguments) &&
      (tag.may[0]?.[1] ?? 0) >= LEAST &&
      // What a setting was before the way's own number for it.
      !kinds.has(tag.may[0]?.[0] ?? 'params') &&
      // The size in the name of a model whose shape the way uses.
      !(isOfModel && tag.may.some(([name]) => name === 'params')),
  );
  return unknown.length > gained.length ? way : calculation;
}

/** In which sizes of models are said. */
const SIZES: ReadonlySet<Dimension> = new Set<Dimension>(['large', 'parameters']);

/** What the name of a model says of its shape. */
const SHAPES: readonly KindName[] = ['layers', 'hidden', 'heads', 'kvHeads', 'headDim'];

const WEIGHTS = /weights?\b|\bbase\b|가중치|베이스|웨이트/;
/** What else than a calculation of one part answers for the whole: training states are more than weights. */
const TARGETS: Readonly<Record<string, readonly KindName[]>> = {
  weights: ['weightBytes', 'checkpointBytes', 'freeBytes'],
  'keys and values': ['kvBytes', 'kvPerToken'],
  ridge: ['ridge', 'turningBatch'],
  intensity: ['intensity'],
  days: ['trainSeconds', 'runSeconds', 'etaSeconds', 'cardHours', 'cost'],
};

/** In which dimensions a calculation answers what it is asked. */
const GIVES: Readonly<Record<string, readonly Dimension[]>> = {
  ...{ weights: ['bytes'], 'keys and values': ['bytes'], 'preference memory': ['bytes'], finetune_memory: ['bytes'] },
  ...{
    fits: ['bytes'],
    cost: ['USD', 'KRW', 'time', 'card hours'],
    'card hours': ['card hours', 'time'],
    days: ['time', 'USD', 'KRW'],
    flops: ['flops'],
  },
  'most tokens held': ['tokens'],
  ...{ loss: ['nats'], size: ['parameters', 'large'], tokens: ['tokens'], trainable: ['parameters', 'large'] },
  ...{
    'time of a token': ['time'],
    ridge: ['FLOPs/byte', 'flops'],
    intensity: ['FLOPs/byte', 'flops'],
    mfu: ['share'],
  },
  ...{ 'cards for the days': ['cards'], 'cards to hold': ['cards'], decode_bound: ['tokens/s', 'tokens'] },
  ...{
    link_traffic: ['time', 'bytes', 'share'],
    occupancy: ['share', 'blocks', 'warps'],
    step_time_bound: ['time', 'share'],
  },
  ...{ communication_share: ['share', 'time'], roofline: ['FLOPs/byte', 'flop/s', 'share'] },
  ...{ tile_efficiency: ['share'], number_format_support: ['flop/s', 'x', 'share'] },
};

/** Two formats are a comparison only where the format is what is asked about. */
function severalFor(tool: string, { several = [] }: Quantities): readonly Several[] {
  return several.filter((kind) => kind !== 'format' || tool === 'number_format_support');
}

function valueAt(args: Record<string, unknown>, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], args);
}

/** What the answer rests on and was not said, each in a few words. */
function assumptions({ tool, about }: Calculation, args: Record<string, unknown>, said: Quantities): Both[] {
  const all: Both[] = [];
  const same = (text: string) => all.push({ ko: text, en: text });
  if (args.model !== undefined && said.modelAssumed === true) same(`${args.model}`);
  const device = args.device ?? (args.cluster as { device?: string } | undefined)?.device;
  if (typeof device === 'string' && said.deviceAssumed === true) same(device);
  const isSize = about === 'weights' || about === 'keys and values';
  if (tool === 'decode_bound' && !isSize && said.cards === undefined && about !== 'cards to hold')
    all.push({ ko: '카드 한 장', en: 'one card' });
  if (tool === 'decode_bound' && about !== 'keys and values' && args.bits === undefined && args.format === undefined)
    all.push({ ko: '가중치 16비트', en: '16-bit weights' });
  const link = LINKED.has(tool) && said.linkGBs === undefined ? usualLink(said.device, said.cards) : null;
  if (link !== null && (said.cards ?? 2) > 1)
    all.push({ ko: `카드당 링크 ${link.gbs}GB/s`, en: `a link of ${link.gbs} GB/s a card` });
  if (tool === 'decode_bound' && !isSize && args.context === undefined)
    all.push({ ko: '컨텍스트는 세지 않음', en: 'no context counted' });
  if (tool === 'finetune_memory' && (said.cards ?? 1) > 1)
    all.push({ ko: '카드마다 전부 올림(나누지 않음)', en: 'each card holds everything, nothing is sharded' });
  if (
    tool === 'finetune_memory' &&
    about !== 'trainable' &&
    said.rank === undefined &&
    /lora|dora/.test(String(args.method))
  )
    all.push({ ko: 'rank 16', en: 'a rank of 16' });
  const isUsual = (args.cluster as { mfu?: number } | undefined)?.mfu === MFU;
  if (isUsual && about !== 'flops' && said.mfu === undefined) all.push({ ko: `MFU ${MFU}`, en: `an MFU of ${MFU}` });
  return all;
}
