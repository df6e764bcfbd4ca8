import { perOf } from '../reasoning/per.ts';
import type { Phrase } from './amounts.ts';
import { everyWay, oneOf, phrase, plainPhrase } from './amounts.ts';
import { answered, askedInKorean, inWords } from './asked.ts';
import type { Arithmetic, Changed, Edge, Side, Summed, Term, Weighed } from './clause.ts';
import { areAmong } from './clause.ts';
import { ifDone, toBeDone } from './gerunds.ts';
import { deedOf, levelled, linked } from './links.ts';

const IS = '(이야/야|이에요/예요|입니다)';

/** `대기가 30분 이상이면`, and where the value itself is kept `대기가 30분을 넘으면`. */
function beyondIt(label: string, at: Phrase, { beyond, isKept }: Edge, end: '면' | '어도'): Phrase {
  const amount = counted({ label, amount: at });
  if (isKept && beyond === 'above') return phrase`${label}이/가 ${amount}을/를 넘${end === '면' ? '으면' : '어도'}`;
  const side = isKept ? '미만' : beyond === 'above' ? '이상' : '이하';
  return phrase`${label}이/가 ${amount} ${side}이${end}`;
}

const MISSING = '모자(라|라요|랍니다)';

const COUNTS = ['', '한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉', '열'];

/** A label that is about one of them. */
const EACH =
  /(?:^|\s)(?:한 (?:건|명|개|사람|대|장|번|판|마리|병|통|줄|칸|층|곳|시간)|하나)(?:에|의|당|가|이|를|을)?(?:\s|$)/;

/** How a label says that its amount is by the month, the year or the day. */
const BY_TIME: Readonly<Record<string, RegExp>> = {
  월: /(?:^|\s)(?:월|매달|매월|한\s?달|다달이|달마다)(?:\s|$|에|의)/,
  연: /(?:^|\s)(?:연|연간|매년|한\s?해|해마다)(?:\s|$|에|의)/,
  하루: /(?:^|\s)(?:하루|매일|날마다)(?:\s|$|에|의)/,
};

/** Nothing of the unit that the label names already: `한국어 토큰 45B`, `월 비용 340만 원`. */
function shown({ label, amount }: Term): Phrase {
  const [number, second] = amount.numbers;
  if (number === undefined || second !== undefined || label === null) return amount;
  const words = label.split(/\s+/);
  // `검사 한 건에 드는 시간 11분`, not `exam당 11분`: the label says of what it is one. So does `어절당 토큰`.
  const [, per = '', of] = /^(\S+당) (.+)$/.exec(amount.text) ?? [];
  const each = EACH.test(label) || words.includes(per) ? of : undefined;
  const bare = each?.startsWith(number.text) === true ? { ...amount, text: each } : amount;
  const [, time = '', rest = ''] = /^(월|연|하루) (.+)$/.exec(amount.text) ?? [];
  if (rest.startsWith(number.text) && BY_TIME[time]?.test(label) === true) return { ...amount, text: rest };
  // `13시간` stays whole behind `복구 시간`; `45B 토큰` behind `한국어 토큰` does not, nor `7.4환자` behind `간호사 한 명당 환자`.
  const parts = perOf(number.unit).map((part) => part.trim());
  const isNamed = (part: string) =>
    /^([가-힣]{2,}|[a-z]{3,})$/.test(part) && !/시간$/.test(part) && words.includes(part);
  // `세척기 수 3`: a label that is a number of something says of what.
  const counts = parts.length === 1 && /수$/.test(label) && /^[a-z]{3,}s$/.test(number.unit);
  if (counts && amount.text === `${number.text} ${number.unit}`) return { ...amount, text: number.text };
  const repeats = parts.every(isNamed) && !/[만억조]/.test(amount.text.slice(number.text.length));
  return repeats ? { ...amount, text: number.text } : bare;
}

/** Nouns of one who does something or has it, and of machines, have counters of their own: `명`, `대`. */
const OWN_COUNTER = /[사원자인생님관객민대차기럭선]$/;

/** `더 앉히는 자리 1개`: behind its label an amount whose unit the label ends in keeps a counter that can take a particle. */
function counted(term: Term): Phrase {
  const { label, amount } = term;
  const [number] = amount.numbers;
  const short = shown(term);
  const isThing = label !== null && /[가-힣]{2,}$/.test(number?.unit ?? '') && !OWN_COUNTER.test(number?.unit ?? '');
  const isAtEnd = label?.split(' ').at(-1) === number?.unit;
  return isThing && isAtEnd && short.text === number?.text && /^[\d,.]*\d$/.test(short.text)
    ? { ...short, text: `${short.text}개` }
    : short;
}

/** `간격 24분`, `모델을 쓰는 쪽`: at what something is set. */
function atValue(term: Term): Phrase {
  const yes = answered(term, askedInKorean);
  if (yes?.noun == null) return term.label === null ? term.amount : phrase`${term.label} ${counted(term)}`;
  return inWords(yes.noun, term.amount);
}

/** `여유 2.5일`, or the amount alone. */
function named({ label, amount }: Term): Phrase {
  return label === null ? amount : phrase`${label} ${shown({ label, amount })}`;
}

/** `되돌리기 3일`, `끝까지 0.8일 부족`. */
const withOption = ({ option, amount, isShort }: Side, label: string) =>
  phrase`${option} ${shown({ label, amount })}${isShort ? ' 부족' : ''}`;

const topic = ({ option, amount, isShort }: Side, label: string) =>
  phrase`${option}은/는 ${shown({ label, amount })}${isShort ? ' 부족' : ''}`;

const aloneIn = ({ amount, isShort }: Side, label: string) =>
  phrase`${shown({ label, amount })}${isShort ? ' 부족' : ''}`;

/** A plain statement, `건드린다`, as a noun phrase: `건드린다는 점`. */
/** Open syllables in which a plain verb or adjective ends before `다`. */
const PREDICATE_ENDS =
  '하되지리치르쁘프우오시키기거크나가보주쓰서두내개배새세네대써커켜펴려여해와워줘봐싸따파자차타까히비러미';

/** `로그다`: a noun that ends in a vowel takes no `이` before `다`. */
function isBareNoun(sentence: string): boolean {
  const last = /([가-힣])다$/.exec(sentence)?.[1];
  return last !== undefined && (last.charCodeAt(0) - 0xac00) % 28 === 0 && !PREDICATE_ENDS.includes(last);
}

/** A statement that was written down as a noun, `센 값임`, `재지 않았음`: `센 값이라는`, `재지 않았다는`. */
function asNoun(plain: string): string | null {
  if (/[^가-힣]임$|[가-힣]임$/.test(plain) && !/(?:모|책|쓰)임$/.test(plain)) return `${plain.slice(0, -1)}이라는`;
  const [, past] = /^(.*[았었였했없있많적같높낮좋작])음$/.exec(plain) ?? [];
  if (past !== undefined) return `${past}다는`;
  const [, done, last] = /^(.*\s.*)([함됨])$/.exec(plain) ?? [];
  return done === undefined ? null : `${done}${last === '함' ? '한' : '된'}다는`;
}

function asPoint(clause: string): string {
  const plain = clause.replace(/[.\s]+$/, '');
  const noun = asNoun(plain);
  if (noun !== null) return `${noun} 점`;
  if (/(?:이|아니)다$/.test(plain)) return `${plain.slice(0, -1)}라는 점`;
  if (isBareNoun(plain)) return `${plain.slice(0, -1)}라는 점`;
  return plain.endsWith('다') ? `${plain}는 점` : plain;
}

const asThing = (clause: string) => asPoint(clause).replace(/점$/, '것');

/** The clause as it is said, where its stem can be told. */
function spoken(clause: string): Phrase | null {
  const plain = clause.replace(/[.\s]+$/, '');
  const said = levelled(plain);
  return said === plain ? null : plainPhrase(said);
}

const each = <T>(parts: readonly T[], say: (one: T) => Phrase) =>
  parts.map(say).reduce((all, part) => phrase`${all}, ${part}`);

/** `비용이 5달러에서 7달러, 기다림이 2일에서 3일` */
const changesOf = (parts: readonly Changed[]): Phrase =>
  each(
    parts,
    ({ label, was, now }) =>
      phrase`${label}이/가 ${shown({ label, amount: was })}에서 ${shown({ label, amount: now })}`,
  );

/** Of what a setting changes a listener follows so much. */
const MOST_CHANGES = 2;

/** More than so many parts are said without what each is made of. */
const MOST_WHOLE = 4;

const rateOf = (label: string | null, { of, for: step }: NonNullable<Weighed['rate']>) =>
  phrase`${shown({ label, amount: step })}을/를 ${of}으로/로 치면 `;

/** `평균 시간에서 월 2,325만 원어치`. */
const asWorth = ({ label, gap, as }: Weighed) =>
  as === null ? phrase`${label}에서 ${gap}` : phrase`${label}에서 ${as}어치`;

const TIMES = /^(?:시간|분|초|일|주|개월|달|년|hours?|h|min(?:utes?)?|s|sec(?:onds?)?|days?|weeks?|months?|years?)$/;

/** How more and less are said of an amount: `길다`, `높다`, `많다`. */
const FORMS = {
  long: { stem: '길', of: '긴', so: '길어서', end: '(길어|길어요|깁니다)' },
  short: { stem: '짧', of: '짧은', so: '짧아서', end: '짧(아|아요|습니다)' },
  high: { stem: '높', of: '높은', so: '높아서', end: '높(아|아요|습니다)' },
  low: { stem: '낮', of: '낮은', so: '낮아서', end: '낮(아|아요|습니다)' },
  many: { stem: '많', of: '많은', so: '많아서', end: '많(아|아요|습니다)' },
  few: { stem: '적', of: '적은', so: '적어서', end: '적(어|어요|습니다)' },
} as const;

/** Days of water are many or few, and no time that is long or short. */
const COUNTED = /(?:날|일|물|돈|책|양|수|분량|여유|재고|몫|사람|것)$/;

function formOf({ numbers: [number] }: Phrase, isMore: boolean, label = '') {
  const unit = number?.unit ?? '';
  if (TIMES.test(unit) && !COUNTED.test(label)) return isMore ? FORMS.long : FORMS.short;
  if (/^%/.test(unit)) return isMore ? FORMS.high : FORMS.low;
  return isMore ? FORMS.many : FORMS.few;
}

/** `비용이 3만 원 적고 시간이 2시간 짧은 대신`: the last of the parts in the form in which the sentence goes on. */
const sided = (
  parts: readonly Weighed[],
  isWorse: boolean,
  last: 'but' | 'so' | 'instead' | 'and' | 'end',
  worthIn: (one: Weighed) => Phrase = worthOf,
) =>
  parts
    .map((one, index) => {
      const form = formOf(one.gap, one.isLess === isWorse, one.label);
      const { stem, of, so } = form;
      const worth = worthIn(one);
      const end = { but: `${stem}지만`, so, instead: `${of} 대신`, and: `${stem}고`, end: form.end }[last];
      return phrase`${one.label}이/가 ${shown({ label: one.label, amount: one.gap })}${worth} ${index < parts.length - 1 ? `${stem}고` : end}`;
    })
    .reduce((all, part) => phrase`${all} ${part}`);

/** `(1%를 400만 원으로 치면 3,062만 원)`, what a gap is worth; nothing where it is in that unit itself. */
const worthOf = ({ as, rate, label }: Weighed): Phrase =>
  as === null
    ? plainPhrase('')
    : phrase`(${rate === null ? '' : rateOf(label, rate)}${as}${rate === null ? '어치' : ''})`;

const whole: Arithmetic['weighed'] = (option, rival, won, lost, lead) =>
  oneOf(
    phrase`${option}은/는 ${rival}보다 ${sided(lost, true, 'but')} ${sided(won, false, 'so')}, 합치면 ${lead}만큼 (나아|나아요|낫습니다)`,
    phrase`${rival}은/는 ${sided(lost, false, 'instead')} ${sided(won, true, 'so')}, 다 따지면 ${option}이/가 ${lead}만큼 앞(서|서요|섭니다)`,
  );

/** `(3,109만 원어치)`; at what rate is said once behind the sum. */
const inCoin = ({ as }: Weighed): Phrase => (as === null ? plainPhrase('') : phrase`(${as}어치)`);

/** `평균 시간 4분, 결함 0.5건을 각각 300만 원으로 치면 `, where nobody has said so. */
function countedAs(parts: readonly Weighed[]): Phrase {
  const told = parts.flatMap(({ label, rate }) => (rate === null ? [] : [{ label, rate }]));
  const [first] = told;
  if (first === undefined) return plainPhrase('');
  const steps = each(told, ({ label, rate }) => named({ label, amount: rate.for }));
  return phrase`${steps}을/를 ${told.length > 1 ? '각각 ' : ''}${first.rate.of}으로/로 치면 `;
}

const summed = ({ option, rival, won, lost, lead, rest }: Summed): Phrase => {
  const rates = countedAs([...won, ...lost]);
  const last = rest === null ? 'end' : 'and';
  const other = (isOfOption: boolean) =>
    rest === null
      ? plainPhrase('')
      : phrase`, 나머지는 ${rest.amount}만큼 ${rest.isFor === isOfOption ? '유리' : '불리'}(해|해요|합니다)`;
  return oneOf(
    phrase`${rates}${option}이/가 ${rival}보다 ${lead}만큼 앞(서|서요|섭니다). ${sided(won, false, 'instead', inCoin)} ${sided(lost, true, last, inCoin)}${other(true)}`,
    phrase`${rates}${rival}이/가 ${lead}만큼 뒤(져|져요|집니다). ${option}보다 ${sided(lost, false, 'but', inCoin)} ${sided(won, true, last, inCoin)}${other(false)}`,
    phrase`${rates}${option}이/가 ${rival}보다 ${lead}만큼 (나아|나아요|낫습니다). ${sided(lost, true, 'but', inCoin)} ${sided(won, false, last, inCoin)}${other(true)}`,
  );
};

export const KOREAN: Arithmetic = {
  difference: (from, less, left) =>
    oneOf(
      phrase`${named(from)}에서 ${named(less)}을/를 빼면 ${left.amount}이/가 남(아|아요|습니다)`,
      phrase`${named(from)} 중에 ${named(less)}을/를 쓰고 ${left.amount}이/가 남(아|아요|습니다)`,
    ),
  sum: (first, second, total) => phrase`${named(first)}에 ${named(second)}을/를 더하면 ${total.amount}${IS}`,
  share: (share, whole, part) => phrase`${named(whole)}의 ${share.amount}이면/면 ${part.amount}${IS}`,
  rate: (rate, amount, total) => phrase`${rate.amount}이니까/니까 ${named(amount)}이면/면 ${total.amount}${IS}`,
  product: (first, second, product) => phrase`${named(first)}에 ${named(second)}을/를 곱하면 ${product.amount}${IS}`,
  duration: (amount, rate, time) =>
    phrase`${rate.amount} 속도로 ${amount.amount}이면/면 ${time.amount}이/가 걸(려|려요|립니다)`,
  quotient: (of, by, result) => phrase`${named(of)}을/를 ${named(by)}으로/로 나누면 ${result.amount}${IS}`,
  fact: (term) =>
    term.label === null
      ? phrase`${term.amount}${IS}`
      : oneOf(phrase`${term.label}이/가 ${shown(term)}${IS}`, phrase`${term.label}은/는 ${shown(term)}${IS}`),
  corrected: (fact, assumed) =>
    phrase`${fact.label ?? '그 값'}은/는 ${shown({ label: fact.label, amount: assumed })}이/가 아니라 ${shown(fact)}${IS}`,
  shiftedBy: (option, { label, was, now }) =>
    oneOf(
      phrase`${option}의 ${label}이/가 ${shown({ label, amount: was })}에서 ${shown({ label, amount: now })}으로/로 (바뀌어|바뀌어요|바뀝니다)`,
      phrase`${option}은/는 ${label}이/가 ${shown({ label, amount: was })}이/가 아니라 ${shown({ label, amount: now })}${IS}`,
    ),
  table: ([first, ...rest]) => {
    if (first === undefined) return plainPhrase('');
    const head = phrase`${first.option}은/는 ${each(first.cells, (one) => named(one))}`;
    return phrase`${rest.reduce((all, { option, cells }) => phrase`${all}이고/고, ${option}은/는 ${each(cells, shown)}`, head)}${IS}`;
  },
  butFor: (option, rival, lead) =>
    oneOf(
      phrase`한도만 아니면 ${option}이/가 ${rival}보다 ${lead}만큼 앞(서|서요|섭니다)`,
      phrase`합계만 보면 ${option}이/가 ${rival}보다 ${lead}만큼 낫지만 한도에서 걸(려|려요|립니다)`,
    ),
  aheadInAll: (rival, lead) =>
    oneOf(
      phrase`다 합쳐도 ${rival}보다 ${lead}만큼 앞(서|서요|섭니다)`,
      phrase`합계로 ${rival}보다 ${lead}만큼 (나아|나아요|낫습니다)`,
    ),
  keeps: (option, rival, lead, label, share, isBroken) =>
    isBroken
      ? oneOf(
          phrase`${rival}이/가 앞서는 건 ${lead}뿐인데 ${label}이/가 있을 수 있는 값의 ${share}에서 한도를 (어겨|어겨요|어깁니다)`,
          phrase`${rival} 쪽 차이는 ${lead}인데 ${label}이/가 있을 수 있는 값의 ${share}에서 한도를 (어겨|어겨요|어깁니다)`,
        )
      : oneOf(
          phrase`${rival}이/가 앞서는 건 ${lead}뿐인데, ${label}이/가 있을 수 있는 값의 ${share}에서는 ${option}이/가 앞(서|서요|섭니다)`,
          phrase`${rival} 쪽 차이 ${lead}은/는 얇(아|아요|습니다). ${label}이/가 있을 수 있는 값의 ${share}에서는 ${option}이/가 앞(서|서요|섭니다)`,
        ),
  countOf: (count) => COUNTS[count] ?? String(count),
  under: (label, side) =>
    oneOf(
      phrase`${side.option}은/는 ${label}이/가 ${shown({ label, amount: side.amount })}${side.isShort ? ' 부족' : ''}${IS}`,
      phrase`${label}은/는 ${withOption(side, label)}${IS}`,
    ),
  beside: (label, first, second, ratio, gained) => ({
    ...oneOf(
      phrase`${label}은/는 ${withOption(first, label)}, ${withOption(second, label)}${IS}`,
      phrase`${label}을/를 보면 ${topic(first, label)}, ${topic(second, label)}${IS}`,
      phrase`${label}이/가 ${topic(second, label)}인데 ${topic(first, label)}${IS}`,
      gained === null
        ? null
        : phrase`${second.option} 대신 ${first.option}이면/면 ${label}이/가 ${shown({ label, amount: second.amount })}에서 ${shown({ label, amount: first.amount })}으로/로 ${shown({ label, amount: gained.gap })} ${gained.isLess ? '줄(어|어요|습니다)' : '늘(어|어요|습니다)'}`,
      gained === null
        ? null
        : phrase`${label}에서 ${first.option}이/가 ${shown({ label, amount: gained.gap })} ${formOf(gained.gap, !gained.isLess, label).end}. ${second.option}은/는 ${shown({ label, amount: second.amount })}, 이쪽은 ${shown({ label, amount: first.amount })}${IS}`,
      ratio === null
        ? null
        : phrase`${label}은/는 ${ratio.larger.option} ${shown({ label, amount: ratio.larger.amount })}, ${ratio.smaller.option} ${shown({ label, amount: ratio.smaller.amount })}으로/로 ${ratio.times} 차이${IS}`,
      ratio === null
        ? null
        : phrase`${ratio.larger.option} 쪽 ${label}이/가 ${shown({ label, amount: ratio.larger.amount })}, ${ratio.smaller.option}의 ${ratio.times}${IS}`,
    ),
    brief: [
      phrase`${label}은/는 ${withOption(first, label)} 대 ${withOption(second, label)}${IS}`,
      ...(ratio === null ? [] : [phrase`${label}이/가 ${ratio.times} 차이 (나|나요|납니다)`]),
    ],
    its: [
      phrase`${label}이/가 ${shown({ label, amount: first.amount })}${first.isShort ? ' 부족' : ''}이고/고 ${topic(second, label)}${IS}`,
      phrase`${label}이/가 ${topic(second, label)}인데 이쪽은 ${shown({ label, amount: first.amount })}${first.isShort ? ' 부족' : ''}${IS}`,
    ],
  }),
  short: (option, has, needs, gap, isLeft) => {
    const { label } = has;
    const amount = shown(has);
    const start = isLeft
      ? phrase`${option}이면/면 ${has.amount}이/가 남는데`
      : label === null
        ? phrase`${option}이면/면 있는 게 ${has.amount}인데`
        : phrase`${option}은/는 ${label}이/가 ${amount}인데`;
    const needed =
      needs.label === null ? phrase`${needs.amount}이/가 필요해서` : phrase`${needs.label}이/가 ${shown(needs)}이라/라`;
    return {
      ...oneOf(
        phrase`${start} ${needed} ${gap} ${MISSING}`,
        isLeft
          ? phrase`${option}이면/면 남는 게 ${has.amount}이라/라 ${needs.label ?? '필요한'} ${shown(needs)}에 ${gap} ${MISSING}`
          : label === null
            ? phrase`${option}이면/면 ${has.amount}뿐이라 ${needs.label ?? '필요한'} ${shown(needs)}에 ${gap} ${MISSING}`
            : phrase`${option} 쪽 ${label}은/는 ${amount}이라/라 ${named(needs)}에 ${gap} ${MISSING}`,
        phrase`${start} ${needs.label === null ? phrase`${needs.amount}이/가 필요(해|해요|합니다)` : phrase`${needs.label}이/가 ${shown(needs)}${IS}`}`,
      ),
      brief: [
        phrase`${option}은/는 ${gap} ${MISSING}`,
        phrase`${option}은/는 ${has.amount}으로/로는 안 (돼|돼요|됩니다)`,
        phrase`${option}이면/면 ${gap}이/가 부족(해|해요|합니다)`,
      ],
    };
  },
  over: (option, has, asked, over) => {
    // Right behind what it is about.
    const gap = shown({ label: has.label, amount: over });
    const limit = { ...asked, amount: shown({ label: has.label, amount: asked.amount }) };
    const label = has.label === null ? '' : `${has.label}이/가 `;
    const amount = shown(has);
    return {
      ...oneOf(
        phrase`${option}은/는 ${label}${amount}이라/라 ${limit.label ?? '한도'} ${shown(limit)}을/를 ${gap} 넘(어|어요|습니다)`,
        phrase`${option}은/는 ${label}${amount}인데 한도가 ${limit.amount}${IS}`,
        has.label === null ? null : phrase`${has.label} 한도가 ${limit.amount}인데 ${option}은/는 ${amount}${IS}`,
      ),
      brief: [
        phrase`${option}은/는 한도를 ${gap} 넘(어|어요|습니다)`,
        phrase`${option}은/는 ${amount}이라/라 한도를 넘(어|어요|습니다)`,
      ],
    };
  },
  lacks: (option, label, gap) => phrase`${option}은/는 ${label}이/가 ${shown({ label, amount: gap })} ${MISSING}`,
  miss: (option, limit, by, isOver) => {
    const gap = shown({ label: limit.label, amount: by });
    return isOver
      ? phrase`${option}은/는 ${limit.label ?? '한도'} ${shown(limit)}을/를 ${gap} 넘(어|어요|습니다)`
      : phrase`${option}은/는 ${limit.label ?? '필요한'} ${shown(limit)}에 ${gap} ${MISSING}`;
  },
  row: (label, sides, limit, isUpper) => {
    const all = each(sides, (side) => withOption(side, label));
    if (!isUpper)
      return oneOf(
        phrase`${label}은/는 ${all}인데 ${limit}은/는 있어야 (해|해요|합니다)`,
        phrase`${limit}은/는 있어야 하는데 ${label}이/가 ${all}${IS}`,
      );
    return oneOf(
      phrase`${label}은/는 ${all}인데 한도가 ${limit}${IS}`,
      phrase`${label} 한도가 ${limit}인데 ${all}${IS}`,
    );
  },
  kept: (option, has, asked, left) => {
    const spare = shown({ label: has.label, amount: left });
    const limit = { ...asked, amount: shown({ label: has.label, amount: asked.amount }) };
    const label = has.label === null ? '' : `${has.label}이/가 `;
    const amount = shown(has);
    const isTight = spare.numbers[0]?.text === '0';
    const fits = isTight ? phrase`한도 안${IS}` : phrase`${spare} 여유가 있(어|어요|습니다)`;
    return {
      ...oneOf(
        phrase`${option}은/는 ${label}${amount}이라/라 ${isTight ? '' : phrase`${limit.label ?? '한도'} ${shown(limit)}에 `}${fits}`,
        isTight ? null : phrase`${limit.label ?? '한도'} ${shown(limit)}에 ${option}은/는 ${amount}이라/라 ${fits}`,
        isTight
          ? null
          : phrase`${option}은/는 ${label}${amount}, ${limit.label ?? '한도'}까지 ${spare}이/가 남(아|아요|습니다)`,
      ),
      brief: [
        isTight ? phrase`${option}도 한도 안${IS}` : phrase`${option}도 ${spare} 여유로 들어(가|가요|갑니다)`,
        phrase`${option}은/는 ${fits}`,
      ],
    };
  },
  assumes: (said, fact, assumed) =>
    oneOf(
      phrase`${said}은/는 ${fact}을/를 ${assumed}으로/로 잡고 나온 값${IS}`,
      phrase`${said}은/는 ${fact}이/가 ${assumed}일 때 얘기${IS}`,
      phrase`${said}은/는 ${fact}이/가 ${assumed}이라고/라고 본 값${IS}`,
    ),
  instead: (fact, now) => {
    const amount = shown(fact);
    if (now.label === null || now.label === fact.label || now.amount.text === fact.amount.text)
      return fact.label === null ? phrase`${amount}${IS}` : phrase`${fact.label}이/가 ${amount}${IS}`;
    return oneOf(
      phrase`${named(fact)}을/를 넣으면 ${now.label}이/가 ${shown(now)}${IS}`,
      phrase`${fact.label ?? '그 값'}이/가 ${amount}이라/라 ${now.label}은/는 ${shown(now)}${IS}`,
      phrase`${fact.label ?? '그 값'}이/가 ${amount}이니까/니까 ${now.label}은/는 ${shown(now)}${IS}`,
    );
  },
  noise: (gap, worth, label) =>
    gap.numbers[0]?.text === '0'
      ? plainPhrase(`${label}은/는 차이가 없(어|어요|습니다)`)
      : {
          ...oneOf(
            phrase`${label} 차이 ${gap}은/는 의미 있는 차이 ${worth.amount}보다 작(아|아요|습니다)`,
            phrase`${label}은/는 ${gap} 차이인데 ${worth.amount}은/는 돼야 의미가 있(어|어요|습니다)`,
            phrase`${label} 차이가 ${gap}이면/면 ${worth.amount}에 못 미(쳐|쳐요|칩니다)`,
            worth.label === null
              ? null
              : phrase`${label} 차이 ${gap}은/는 ${worth.label} ${worth.amount}에 묻(혀|혀요|힙니다)`,
          ),
          brief: [
            phrase`${gap} 차이는 ${worth.amount}이/가 안 (돼|돼요|됩니다)`,
            phrase`${label} ${gap}은/는 차이라고 하기 (어려워|어려워요|어렵습니다)`,
          ],
        },
  price: (option, cost, { label, gap, isLess }, so) => {
    const gain = shown({ label, amount: gap });
    return oneOf(
      phrase`${option}은/는 ${cost}을/를 더 써서 ${label}을/를 ${gain} (${isLess ? '줄여|줄여요|줄입니다' : '늘려|늘려요|늘립니다'}). ${so}`,
      phrase`${option}이면/면 ${label}이/가 ${gain} ${isLess ? '줄지만' : '늘지만'} ${cost}이/가 더 (들어|들어요|듭니다). ${so}`,
      phrase`${label}을/를 ${gain} ${isLess ? '줄이는' : '늘리는'} 데 ${option}은/는 ${cost}이/가 더 (들어|들어요|듭니다). ${so}`,
    );
  },
  paid: (gain, rate) => phrase`그건 ${rate === null ? '' : rateOf(null, rate)}${gain}어치${IS}`,
  weighed: (option, rival, won, lost, lead) => ({
    ...(won.length + lost.length > MOST_WHOLE
      ? oneOf(
          phrase`한 단위로 바꿔 보면 ${option}이/가 ${rival}보다 ${each(won, asWorth)}을/를 벌고 ${each(lost, asWorth)}을/를 내줘서 ${lead}만큼 앞(서|서요|섭니다)`,
          phrase`${option}이/가 더 주는 건 ${each(won, asWorth)}, ${rival}이/가 더 주는 건 ${each(lost, asWorth)}이라/라 ${lead}만큼 ${option} 쪽이 (커|커요|큽니다)`,
        )
      : whole(option, rival, won, lost, lead)),
    brief: [phrase`다 합치면 ${option}이/가 ${rival}보다 ${lead}만큼 앞(서|서요|섭니다)`],
  }),
  summed: (sum) => ({
    ...summed(sum),
    brief: [phrase`다 합치면 ${sum.option}이/가 ${sum.rival}보다 ${sum.lead}만큼 앞(서|서요|섭니다)`],
  }),
  outweighed: (own, others, total, isRecalled, option) => {
    const better = phrase`${option}은/는 ${sided(others, false, 'so')}${others.length === 1 ? '' : phrase` 합치면 ${total}이고/고,`}`;
    const lost = phrase`${own.label} ${shown({ label: own.label, amount: own.gap })}${worthOf(own)}`;
    return isRecalled
      ? oneOf(
          phrase`(내가|제가|제가) 보던 건 ${own.label}인데, ${better} 거기서 내주는 ${shown({ label: own.label, amount: own.gap })}${worthOf(own)}보다 (커|커요|큽니다)`,
          phrase`${better} (내가|제가|제가) 보던 ${lost}보다 (커|커요|큽니다)`,
        )
      : oneOf(
          phrase`${better} 그 대신 내주는 ${lost}보다 (커|커요|큽니다)`,
          phrase`${better} ${lost}을/를 내주고도 남(아|아요|습니다)`,
        );
  },
  shifted: (option, parts) => {
    const first = each(
      parts,
      ({ label, was, now }) =>
        phrase`${label}이/가 ${shown({ label, amount: was })}에서 ${shown({ label, amount: now })}`,
    );
    return oneOf(
      phrase`${option}은/는 ${first}으로/로 바뀌었(어|어요|습니다)`,
      phrase`${option}은/는 이제 ${each(parts, ({ label, was, now }) => phrase`${label}이/가 ${shown({ label, amount: was })} 말고 ${shown({ label, amount: now })}`)}${IS}`,
    );
  },
  echoLead: (option, rival, lead) => phrase`${option}이/가 ${rival}보다 앞서는 ${lead}칸`,
  turns: (label, at, beyond, by, then) =>
    oneOf(
      phrase`${label}이/가 지금보다 ${shown({ label, amount: by })} ${beyond === 'above' ? '늘어' : '줄어'} ${counted({ label, amount: at })}을/를 ${beyond === 'above' ? '넘으면' : '밑돌면'} ${then}`,
      phrase`뒤집히는 곳은 ${label} ${counted({ label, amount: at })}${IS}. 지금보다 ${shown({ label, amount: by })} ${beyond === 'above' ? '위' : '아래'}이고/고 그걸 지나면 ${then}`,
    ),
  leads: (option, rival) => plainPhrase(`${option}이/가 ${rival}을/를 앞(서|서요|섭니다)`),
  breaksLimit: (option, label, isOver) =>
    isOver
      ? plainPhrase(`${option}이/가 ${label === null ? '' : `${label} `}한도를 넘(어|어요|습니다)`)
      : plainPhrase(`${option}이/가 ${label ?? '한도'}에서 ${MISSING}`),
  notWorth: (label, low, high, option, how, price) => {
    const due = toBeDone(how);
    const buys =
      price === null
        ? plainPhrase(due === null ? `${how}은/는 할 필요가 없(어|어요|습니다)` : `${due} 필요가 없(어|어요|습니다)`)
        : due === null
          ? phrase`${how}에 ${price}을/를 쓸 이유가 없(어|어요|습니다)`
          : phrase`${price}을/를 들여 ${due} 이유가 없(어|어요|습니다)`;
    return oneOf(
      phrase`${label}이/가 ${low}에서 ${high} 사이 어디로 나와도 답은 ${option}이라/라 ${buys}`,
      phrase`${label}은/는 ${low}에서 ${high} 사이 어디로 나와도 선택이 안 바뀌니 ${buys}`,
    );
  },
  openRisk: (how, label, option, share, days) =>
    oneOf(
      phrase`${label} 범위의 ${share}에서는 ${option}이/가 한도를 어기는데, ${how}에 ${days}을/를 쓰고 나면 늦(어|어요|습니다)`,
      phrase`${option}이/가 한도를 어기는 데가 ${label} 범위의 ${share}인데, ${how}에 쓸 ${days}이/가 없(어|어요|습니다)`,
    ),
  checkFirst: (how, label, option, share) => {
    const due = toBeDone(how);
    const first = due === null ? plainPhrase(`${how}이/가 먼저${IS}`) : plainPhrase('재는 게 먼저(야|예요|입니다)');
    return oneOf(
      phrase`${label} 범위의 ${share}에서는 ${option}이/가 한도를 어겨서 ${first}`,
      phrase`${option}이/가 한도를 어기는 데가 ${label} 범위의 ${share}이라/라 재기 전에는 정할 수 없(어|어요|습니다)`,
    );
  },
  knowing: (label, share, gain, price, isMore) =>
    isMore
      ? oneOf(
          phrase`${label}을/를 알면 범위의 ${share}에서 선택이 바뀌고 평균 ${gain}을/를 아끼니까 ${price}보다 (커|커요|큽니다)`,
          phrase`${price}을/를 들여도 ${label}을/를 알고 정하면 평균 ${gain}을/를 아(껴|껴요|낍니다)`,
        )
      : oneOf(
          phrase`${label}을/를 알아도 범위의 ${share}에서만 선택이 바뀌고 아끼는 건 평균 ${gain}이라/라 ${price}에 못 미(쳐|쳐요|칩니다)`,
          phrase`${label}을/를 알자고 ${price}을/를 쓰는데, 아끼는 건 평균 ${gain}${IS}`,
        ),
  insures: (inputs, label, { costs, gain, price, time }) => {
    const sure = each(inputs, atValue);
    const back =
      time === null
        ? phrase`${gain}을/를 아끼니 ${price}보다 (커|커요|큽니다)`
        : phrase`${gain}을/를 아끼니 ${price}은/는 ${time}이면 본전${IS}`;
    return oneOf(
      phrase`안 재고도 ${label} 범위 어디서나 안전한 건 ${sure}이고 ${costs}을/를 잃(어|어요|습니다). 알고 정하면 그보다 평균 ${back}`,
      phrase`안 재면 ${label} 범위 어디서나 안전하려고 ${sure}으로/로 잡아야 하고 ${costs}을/를 잃(어|어요|습니다). 재고 정하면 평균 ${back}`,
    );
  },
  payback: (label, gain, price, time, isSoon) => {
    const late = isSoon ? '' : '. 너무 길(어|어요|습니다)';
    return oneOf(
      phrase`${label}을/를 알고 정해서 아끼는 건 평균 ${gain}이라/라 ${price}을/를 되찾는 데 ${time}이/가 걸(려|려요|립니다)${late}`,
      phrase`${label}을/를 알면 평균 ${gain}을/를 아끼니 ${price}은/는 ${time}이면 본전${IS}${late}`,
    );
  },
  together: (first, second, then) =>
    oneOf(
      phrase`${named(first)}에 ${named(second)}이/가 겹치면 ${then}`,
      phrase`${named(first)}, ${named(second)}이/가 한꺼번에 오면 ${then}`,
    ),
  barMoved: (label, was, bar, isNews) => {
    const why = isNews ? '새 소식으로 바뀌어' : '그사이 정하고 들은 값으로는';
    return oneOf(
      phrase`${label} 기준이 ${shown({ label, amount: was })}이었/였는데 ${why} 이제 ${bar}`,
      phrase`${label}은/는 ${shown({ label, amount: was })}이/가 기준이었지만 ${why} ${bar}`,
    );
  },
  first: (how, by, bar, isOwn, isBeside) =>
    isBeside
      ? oneOf(
          phrase`${how}${by}은/는 기다릴 틈이 없으니 일과 나란히 할 수 있을 때만 하고, ${isOwn ? '(내|제|제) 기준으로는 ' : ''}${bar}`,
          phrase`${how}${by}은/는 일을 멈추지 않고 할 수 있을 때만 하고, ${isOwn ? '(내|제|제) 기준으로는 ' : ''}${bar}`,
        )
      : isOwn
        ? oneOf(
            phrase`먼저 할 건 ${how}${by}${IS}. (내|제|제) 기준으로는 ${bar}`,
            phrase`${how}${by}부터 하고, (내|제|제) 기준으로는 ${bar}`,
          )
        : oneOf(phrase`먼저 할 건 ${how}${by}${IS}. ${bar}`, phrase`${how}${by}부터 하고 ${bar}`),
  bracket: (parts) => {
    const [head, ...rest] = parts.flatMap((one) => one ?? []);
    return head === undefined ? plainPhrase('') : phrase`(${rest.reduce((all, one) => phrase`${all}, ${one}`, head)})`;
  },
  mine: '(내가|제가|제가) 맡음',
  task: (who, action) => {
    const deed = deedOf(action);
    return plainPhrase(deed === null ? `${who} 몫은 ${action}${IS}` : `${deed}은/는 ${who} 몫${IS}`);
  },
  fallback: (option, days, takes, total, limit, over) => {
    const sum = phrase`재는 데 ${days}, ${option}에 ${takes}, 합치면 ${total}`;
    return over === null
      ? oneOf(
          phrase`${sum}이라/라 ${limit} 안에 아직 들어(와|와요|옵니다)`,
          phrase`${sum}${IS}. 기한이 ${limit}이니까/니까 그때 가도 ${option}은/는 (돼|돼요|됩니다)`,
        )
      : oneOf(
          phrase`${sum}이라/라 기한 ${limit}을/를 ${over} 넘겨서, 재고 나서는 ${option}으로/로 못 (가|가요|갑니다)`,
          phrase`${sum}${IS}. 기한이 ${limit}이라/라 ${over} 늦(어|어요|습니다)`,
        );
  },
  leftAfter: (option, days, takes, total, limit, left) =>
    phrase`재는 데 ${days}, ${option}에 ${takes}, 합치면 ${total}이라/라 ${limit}에서 ${left} 남(아|아요|습니다)`,
  afterWait: (days, say) => phrase`먼저 재는 ${days}까지 쳐서 ${say}`,
  tooLate: (how, because) => phrase`${how}은/는 지금 해도 못 (써|써요|씁니다). ${because}`,
  lostWith: (option, { label, gap, isLess }, miss) => {
    const better = phrase`${label}이/가 ${shown({ label, amount: gap })} ${formOf(gap, !isLess, label).of}`;
    const since = linked(miss.text, 'since');
    return oneOf(
      phrase`${miss}. ${better} 건 그다음 (얘기야|얘기예요|얘기입니다)`,
      since === null ? null : phrase`${{ ...miss, text: since }} ${option}의 ${better} 점은 소용이 없(어|어요|습니다)`,
    );
  },
  wall: (option, label, at, beyond, then) =>
    oneOf(
      phrase`${option}에도 벽이 있(어|어요|습니다). ${label}이/가 ${counted({ label, amount: at })}을/를 ${beyond === 'above' ? '넘으면' : '밑돌면'} ${then}`,
      phrase`${option}으로/로 간다고 끝이 (아니야|아니에요|아닙니다). ${label} ${counted({ label, amount: at })}${beyond === 'above' ? '부터' : ' 밑에서'} ${then}`,
    ),
  setting: (option, input, to) => {
    const yes = answered({ label: input, amount: to }, askedInKorean);
    if (yes?.noun != null) return KOREAN.settings(option, [{ label: input, amount: to }]);
    return {
      ...oneOf(
        phrase`${input}을/를 ${counted({ label: input, amount: to })}으로/로 잡으면 ${option}도 (돼|돼요|됩니다)`,
        phrase`${option}은/는 ${input}만 ${counted({ label: input, amount: to })}으로/로 바꾸면 한도 안에 들어(와|와요|옵니다)`,
        phrase`${option}도 ${input}이/가 ${counted({ label: input, amount: to })}이면/면 가능(해|해요|합니다)`,
      ),
      its: [
        phrase`${input}을/를 ${counted({ label: input, amount: to })}으로/로 잡으면 한도를 다 (지켜|지켜요|지킵니다)`,
        phrase`${input}만 ${counted({ label: input, amount: to })}으로/로 바꾸면 (돼|돼요|됩니다)`,
      ],
    };
  },
  settings: (option, inputs) => {
    const all = each(inputs, atValue);
    const [alike, along] = inputs.length > 1 ? ['같이 ', '함께 '] : ['', ''];
    return {
      ...oneOf(
        phrase`${all}으로/로 ${alike}잡으면 ${option}도 (돼|돼요|됩니다)`,
        phrase`${option}은/는 ${all}으로/로 ${along}바꾸면 한도 안에 들어(와|와요|옵니다)`,
      ),
      its: [
        phrase`${all}으로/로 ${alike}잡으면 한도를 다 (지켜|지켜요|지킵니다)`,
        phrase`${all}으로/로 ${along}바꾸면 (돼|돼요|됩니다)`,
      ],
    };
  },
  noSetting: (input, low, high, nearest) =>
    nearest === null
      ? oneOf(
          phrase`${input}을/를 ${low}에서 ${high} 사이 어디로 잡아도 더 나아지지 않(아|아요|습니다)`,
          phrase`${input}을/를 ${low}부터 ${high}까지 바꿔 봐도 마찬가지${IS}`,
        )
      : oneOf(
          phrase`${input}을/를 ${low}에서 ${high} 사이 어디로 잡아도 안 되고, 제일 나은 ${nearest.at}에서도 ${named(nearest.has)}${IS}`,
          phrase`제일 낫게 잡은 ${input} ${nearest.at}에서도 ${named(nearest.has)}${IS}`,
        ),
  tuned: (option, input, to, { label, was, will }) =>
    oneOf(
      phrase`${option}은/는 ${input}을/를 ${counted({ label: input, amount: to })}으로/로 잡으면 ${label}이/가 ${was}에서 ${will}으로/로 달라(져|져요|집니다)`,
      phrase`${input}만 ${counted({ label: input, amount: to })}으로/로 바꾸면 ${option}의 ${label}이/가 ${was} 말고 ${will}${IS}`,
    ),
  window: (input, low, high) =>
    oneOf(
      phrase`${low}에서 ${high} 사이면 (돼|돼요|됩니다)`,
      phrase`${input}은/는 ${low}에서 ${high}까지 (돼|돼요|됩니다)`,
    ),
  taken: (label, amount) =>
    oneOf(
      phrase`${label}은/는 ${shown({ label, amount: amount })}으로/로 봤(어|어요|습니다)`,
      phrase`여기서 ${label} ${shown({ label, amount: amount })}은/는 아직 확인 안 된 값${IS}`,
      phrase`${label}을/를 ${shown({ label, amount: amount })}으로/로 놓고 (센 거야|센 거예요|센 것입니다)`,
    ),
  looksAt: (label) =>
    oneOf(
      phrase`${label}부터 (봐|봐요|봅니다)`,
      phrase`먼저 보는 건 ${label}${IS}`,
      phrase`무엇보다 ${label}을/를 (봐|봐요|봅니다)`,
    ),
  without: (label, option) =>
    oneOf(
      plainPhrase(`그 값이 없으면 ${option}의 ${label}을/를 못 (내|내요|냅니다)`),
      plainPhrase(`${option} 쪽 ${label}이/가 거기에 달려 있(어|어요|습니다)`),
    ),
  askFact: (label) =>
    oneOf(
      plainPhrase(`${label}은/는 얼마(야|예요|입니까)?`),
      plainPhrase(`${label}, 나온 값 (있어|있어요|있습니까)?`),
      plainPhrase(`${label}이/가 얼마인지 (알아|아세요|아십니까)?`),
    ),
  askAssumed: (label, took) =>
    oneOf(
      phrase`${label}을/를 ${shown({ label, amount: took })}으로/로 놓고 셌는데 맞는 값(이야|이에요|입니까)?`,
      phrase`${label} ${shown({ label, amount: took })}, 이건 언제 나온 값(이야|이에요|입니까)?`,
      phrase`${label}이/가 ${shown({ label, amount: took })}이라는/라는 건 누가 확인(했어|했어요|했습니까)?`,
    ),
  breaksSo: (label, at, edge) => phrase`${beyondIt(label, at, edge, '어도')} 지금 설정은 한도를 (어겨|어겨요|어깁니다)`,
  setAnew: (label, at, edge, inputs) =>
    phrase`${beyondIt(label, at, edge, '면')} ${each(inputs, atValue)}으로/로 바꿔야 한도를 (지켜|지켜요|지킵니다)`,
  breaks: (label, at, edge, option) =>
    edge.isKept
      ? phrase`${beyondIt(label, at, edge, '면')} ${option}도 안 되고 남는 안이 없(어|어요|습니다)`
      : oneOf(
          phrase`${beyondIt(label, at, edge, '면')} ${option}도 안 되고 남는 안이 없(어|어요|습니다)`,
          phrase`${option}은/는 ${label}이/가 ${counted({ label, amount: at })}보다 ${edge.beyond === 'above' ? '작을' : '클'} 때만 (돼|돼요|됩니다)`,
        ),
  driven: ({ label, first, second }, isAll, mid) => {
    const both = phrase`${withOption(first, label)}, ${withOption(second, label)}`;
    const share = isAll ? '' : '대부분 ';
    if (mid !== null)
      return oneOf(
        phrase`${label}이/가 ${both}이라/라 ${mid.label}이/가 ${shown({ label: mid.label, amount: mid.first.amount })} 대 ${shown({ label: mid.label, amount: mid.second.amount })}이/가 (돼|돼요|됩니다). 차이는 ${share}거기서 (나와|나와요|나옵니다)`,
        phrase`차이는 ${share}${label}에서 (나와|나와요|나옵니다). ${both}이라/라 ${mid.label}도 ${shown({ label: mid.label, amount: mid.first.amount })}, ${shown({ label: mid.label, amount: mid.second.amount })}으로/로 갈(려|려요|립니다)`,
      );
    return oneOf(
      phrase`차이는 ${share}${label}에서 (나와|나와요|나옵니다). ${both}${IS}`,
      phrase`${label}이/가 ${both}이라/라 차이는 ${share}거기서 (나와|나와요|나옵니다)`,
    );
  },
  binding: (option, term, others) =>
    oneOf(
      phrase`${option}에서는 ${named(term)}이/가 그 값을 정하고 ${each(others, named)}은/는 상관이 없(어|어요|습니다)`,
      phrase`${option}을/를 묶는 건 ${named(term)}${IS}. ${each(others, named)}은/는 걸림돌이 (아니야|아니에요|아닙니다)`,
    ),
  mostly: (option, whole, part) =>
    oneOf(
      phrase`${option}의 ${named(whole)} 중에 ${part.label ?? '한 항목'}만 ${shown(part)}${IS}`,
      phrase`${option} ${named(whole)}에서 ${shown(part)}은/는 ${part.label ?? '한 항목'}에서 (나와|나와요|나옵니다)`,
    ),
  through: (parts) =>
    oneOf(
      phrase`${changesOf(parts)}으로/로 바뀌었기 (때문이야|때문이에요|때문입니다)`,
      phrase`${each(parts, ({ label, was, now }) => phrase`${label}이/가 ${shown({ label, amount: was })} 말고 ${shown({ label, amount: now })}`)}이/가 된 (탓이야|탓이에요|탓입니다)`,
    ),
  decidedBy: (label, own, other, isAlso) =>
    isAlso
      ? oneOf(
          phrase`${label}도 ${topic(other, label)}인데 이쪽은 ${aloneIn(own, label)}${IS}`,
          phrase`${label}도 ${aloneIn(own, label)} 대 ${aloneIn(other, label)}으로/로 ${other.option}보다 (나아|나아요|낫습니다)`,
        )
      : oneOf(
          phrase`${label}이/가 ${topic(other, label)}인데 이쪽은 ${aloneIn(own, label)}${IS}`,
          phrase`${label}을/를 보고 골랐(어|어요|습니다). ${aloneIn(own, label)}이고/고, ${topic(other, label)}${IS}`,
          phrase`${other.option}으로/로는 ${label}이/가 ${aloneIn(other, label)}인데 이걸로는 ${aloneIn(own, label)}${IS}`,
        ),
  thin: (lead, step, isNamed) =>
    isNamed
      ? oneOf(
          phrase`한 걸음인 ${step}에는 못 미치는 차이${IS}`,
          phrase`그 차이는 한 걸음 ${step}도 안 (돼|돼요|됩니다)`,
        )
      : oneOf(
          phrase`앞서는 게 ${lead}뿐이라 한 걸음 ${step}에 못 미(쳐|쳐요|칩니다)`,
          phrase`${lead} 차이는 한 걸음 ${step}도 안 (돼|돼요|됩니다)`,
        ),
  gained: (rival, { label, gap, isLess }) => {
    const { end } = formOf(gap, !isLess, label);
    const amount = shown({ label, amount: gap });
    return oneOf(
      phrase`${rival}보다 ${label}이/가 ${amount} ${end}`,
      phrase`${label}이/가 ${rival}보다 ${amount} ${end}`,
    );
  },
  askCurve: () =>
    oneOf(plainPhrase('곡선 찍힌 거 (있어|있어요|있습니까)?'), plainPhrase('곡선부터 볼 수 있(을까|을까요|겠습니까)?')),
  stillKept: (said, limit, isUpper) =>
    everyWay(said, (way) =>
      isUpper
        ? phrase`${way}. 그래도 한도 ${limit} 안${IS}`
        : phrase`${way}. 그래도 필요한 ${limit}보다는 (많아|많아요|많습니다)`,
    ),
  threshold: (label, at, edge, option) => {
    const amount = counted({ label, amount: at });
    if (edge.isKept)
      return oneOf(
        phrase`${beyondIt(label, at, edge, '면')} ${option}${IS}`,
        phrase`${beyondIt(label, at, edge, '면')} ${option}으로/로 (가|가요|갑니다)`,
      );
    return edge.beyond === 'above'
      ? oneOf(
          phrase`${label}이/가 ${amount} 이상이면 ${option}${IS}`,
          phrase`${label}이/가 ${amount} 이상으로 나오면 ${option}${IS}`,
          phrase`${label}이/가 ${amount} 이상 나오면 ${option}으로/로 (가|가요|갑니다)`,
        )
      : oneOf(
          phrase`${label}이/가 ${amount} 이하이면 ${option}${IS}`,
          phrase`${label}이/가 ${amount} 이하로 나오면 ${option}${IS}`,
          phrase`${label}이/가 ${amount} 이하로 나오면 ${option}으로/로 (가|가요|갑니다)`,
        );
  },
  eitherSide: (label, low, high, option) =>
    oneOf(
      phrase`${label}이/가 ${shown({ label, amount: low })} 이하이거나 ${shown({ label, amount: high })} 이상이면 ${option}${IS}`,
      phrase`${label}이/가 ${shown({ label, amount: low })} 이하나 ${shown({ label, amount: high })} 이상으로 나오면 ${option}으로/로 (가|가요|갑니다)`,
    ),
  orElse: (first, second) => {
    const and = linked(first.text, 'and');
    return and === null ? phrase`${first}. ${second}` : phrase`${{ ...first, text: and }}, ${second}`;
  },
  evenAt: (label, amount, clause) => phrase`${label}이/가 ${counted({ label, amount })}까지 가도 ${clause}`,
  bare: shown,
  at: (label, amount, clause) =>
    oneOf(
      phrase`${label}이/가 ${counted({ label, amount })}까지 가면 ${clause}`,
      phrase`${label}을/를 ${counted({ label, amount })}으로/로 넣으면 ${clause}`,
    ),
  upTo: (option, label, at, beyond) =>
    oneOf(
      phrase`${label}이/가 ${counted({ label, amount: at })}보다 ${beyond === 'above' ? '작은' : '큰'} 동안은 ${option}(|이에요/예요|입니다)`,
      phrase`${label}이/가 ${counted({ label, amount: at })}보다 ${beyond === 'above' ? '작으면' : '크면'} ${option}(|이에요/예요|입니다)`,
    ),
  whatIf: (label, amount) =>
    oneOf(
      phrase`${label}이/가 ${counted({ label, amount })}까지 가면 어느 한도부터 (깨져|깨지나요|깨집니까)? 그때는 어떻게 (하지|하죠|합니까)?`,
      phrase`${label}이/가 ${shown({ label, amount })}이면/면 한도가 (깨지나|깨지나요|깨집니까)? 그러면 어떻게 (하지|하죠|합니까)?`,
    ),
  noFloat: (option, has, limit, left) =>
    left === null
      ? phrase`${option}은/는 한도 ${limit}에 ${named(has)}이라/라 여유가 없(어|어요|습니다). 어긋나면 어떻게 (하지|하죠|합니까)?`
      : phrase`${option}은/는 한도 ${limit}에 ${named(has)}이라/라 ${left}밖에 안 남(아|아요|습니다). 어긋나면 어떻게 (하지|하죠|합니까)?`,
  stands: (label, amount, option, cells) =>
    phrase`${label}이/가 ${counted({ label, amount })}까지 가도 한도는 안 깨지고 ${option}은/는 ${each(cells, named)}${IS}`,
  stopAt: (label, at, beyond, option) =>
    oneOf(
      phrase`${label}이/가 ${counted({ label, amount: at })}${beyond === 'above' ? '을/를 넘으면' : ' 밑으로 내려가면'} 거기서 멈추고 ${option}으로/로 (가|가요|갑니다)`,
      phrase`멈출 자리는 ${label} ${counted({ label, amount: at })}${IS}. 그걸 ${beyond === 'above' ? '넘으면' : '밑돌면'} ${option}으로/로 (가|가요|갑니다)`,
    ),
  lastDay: (option, takes, day, lead) =>
    phrase`${option}은/는 ${takes}이/가 걸리니까 ${day}째까지는 그쪽으로 바꿀 수 있(어|어요|습니다)${lead === null ? '' : phrase`. 다 따지면 ${lead}만큼 손해(야|예요|입니다)`}`,
  floatAt: (input, to, left) =>
    phrase`${input}을/를 ${counted({ label: input, amount: to })}으로/로 잡으면 ${left} 여유가 생(겨|겨요|깁니다)`,
  costing: (parts) => phrase`대신 ${changesOf(parts)}이/가 (돼|돼요|됩니다)`,
  offLine: (label, at, off) =>
    oneOf(
      phrase`${label}이/가 ${counted({ label, amount: at })} 선까지는 ${shown({ label, amount: off })} 남(아|아요|습니다)`,
      phrase`지금 ${label}에서 그 선 ${counted({ label, amount: at })}까지는 ${shown({ label, amount: off })}${IS}`,
    ),
  takenAtOnce: (inputs) =>
    oneOf(
      phrase`미리 해 두는 데 드는 게 거의 없으니 처음부터 ${each(inputs, atValue)}으로/로 (가|가요|갑니다)`,
      phrase`그러면 처음부터 ${each(inputs, atValue)}으로/로 두는 게 (나아|나아요|낫습니다)`,
    ),
  decidedAlike: (label) =>
    oneOf(
      plainPhrase(`${label}을/를 보고 정했(어|어요|습니다)`),
      plainPhrase(`(나한테는|저한테는|제게는) ${label}이/가 가장 컸(어|어요|습니다)`),
      plainPhrase(`${label}을/를 가장 크게 (봤어|봤어요|봤습니다)`),
    ),
  takenForSafety: (inputs, parts, ends, both = null) => {
    const set = each(inputs, atValue);
    const reaching = ends.map((end) => phrase`${end.label}이/가 ${counted(end)}까지 가도`);
    const [one, other] = both ?? [];
    const pair =
      both === null || one === undefined || other === undefined
        ? []
        : areAmong(both, ends)
          ? [plainPhrase('둘이 겹쳐도')]
          : [phrase`${one.label} ${counted(one)}에 ${other.label} ${counted(other)}까지 겹쳐도`];
    const [first, ...rest] = [...reaching, ...pair];
    const held = rest.reduce((all, end) => phrase`${all}, ${end}`, first ?? plainPhrase(''));
    if (parts.length === 0)
      return oneOf(
        phrase`드는 게 거의 없으니 처음부터 ${set}으로/로 (가|가요|갑니다). 그러면 ${held} (버텨|버텨요|버팁니다)`,
        phrase`여유를 두고 ${set}으로/로 (잡자|잡죠|잡으시죠). 드는 건 거의 없고 ${held} (돼|돼요|됩니다)`,
      );
    const taken = changesOf(parts.slice(0, MOST_CHANGES));
    return oneOf(
      phrase`처음부터 ${set}으로/로 두는 게 (나아|나아요|낫습니다). ${taken}이/가 되지만 ${held} (버텨|버텨요|버팁니다)`,
      phrase`여유를 두고 ${set}으로/로 (잡자|잡죠|잡으시죠). ${held} 되고, 대신 ${taken}이/가 (돼|돼요|됩니다)`,
    );
  },
  keptBack: (inputs, parts, ends) => {
    const set = each(inputs, atValue);
    const [one, other] = ends;
    if (one === undefined) return set;
    const bad =
      other === undefined
        ? phrase`${one.label}이/가 ${counted(one)}까지 가면`
        : phrase`${one.label} ${counted(one)}에 ${other.label} ${counted(other)}까지 겹치면`;
    if (parts.length === 0)
      return oneOf(
        phrase`${set}이면/면 아끼는 건 거의 없는데 ${bad} 한도가 깨(져|져요|집니다)`,
        phrase`${set}으로/로 아끼는 건 거의 없고 ${bad} 한도를 (어겨|어겨요|어깁니다)`,
      );
    const gained = each(
      parts.slice(0, MOST_CHANGES),
      ({ label, was, now }) => phrase`${label} ${shown({ label, amount: now })} 대신 ${shown({ label, amount: was })}`,
    );
    return oneOf(
      phrase`${set}이면/면 ${gained}이지만/지만 ${bad} 한도가 깨(져|져요|집니다)`,
      phrase`${set}은/는 ${gained}이어도/여도 ${bad} 한도를 (어겨|어겨요|어깁니다)`,
    );
  },
  wayBack: (inputs, parts, label, at) => {
    const set = each(inputs, atValue);
    const taken = changesOf(parts);
    return oneOf(
      phrase`지금부터 ${set}으로/로 잡으면 ${taken}이/가 되니까 ${label}이/가 ${counted({ label, amount: at })}까지 갈 때 쓰는 게 (나아|나아요|낫습니다)`,
      phrase`${set}은/는 ${label}이/가 ${counted({ label, amount: at })}에 가면 그때 꺼낼 설정이고, 지금 쓰면 ${taken}이/가 (돼|돼요|됩니다)`,
    );
  },
  ofRange: (share) => phrase`있을 수 있는 값의 ${share}은/는 그 안${IS}`,
  measurement: (how, label, price, within = null) => {
    const what = within === null ? plainPhrase(label) : phrase`${label}을/를 ±${shown({ label, amount: within })}까지`;
    const known =
      within === null ? phrase`${what}을/를 알 수 있(어|어요|습니다)` : phrase`${what} 알 수 있(어|어요|습니다)`;
    const comes =
      within === null
        ? phrase`${what}이/가 나오고`
        : phrase`${label}이/가 ±${shown({ label, amount: within })} 안으로 나오고`;
    const done = ifDone(how);
    if (done !== null)
      return price === null
        ? oneOf(phrase`${done} ${known}`, within === null ? phrase`${done} ${label}이/가 (나와|나와요|나옵니다)` : null)
        : oneOf(
            phrase`${done} ${known}. ${price}이/가 (들어|들어요|듭니다)`,
            phrase`${price}을/를 들여 ${done} ${known}`,
            phrase`${done} ${comes} ${price}이/가 (들어|들어요|듭니다)`,
          );
    return price === null
      ? oneOf(phrase`${how}이면/면 ${known}`, plainPhrase(`${how}이면/면 ${label}이/가 (나와|나와요|나옵니다)`))
      : oneOf(
          phrase`${how}, ${price}이면/면 ${known}`,
          phrase`${how}이면/면 ${comes} ${price}이/가 (들어|들어요|듭니다)`,
          phrase`${price}이면/면 ${how}으로/로 ${known}`,
        );
  },
  because: (clause, side) =>
    side === 'for'
      ? (spoken(clause) ?? plainPhrase(`${asThing(clause).replace(/것$/, '')}(거야|거예요|것입니다)`))
      : oneOf(plainPhrase(`문제는 ${asThing(clause)}${IS}`), spoken(clause)),
  rumour: (clause) =>
    oneOf(
      plainPhrase(`${asPoint(clause).replace(/점$/, '말')}이/가 (있어|있어요|있습니다)`),
      plainPhrase(`${asPoint(clause).replace(/점$/, '얘기')}을/를 자주 (들어|들어요|듣습니다)`),
    ),
  ofOption: (label, option) => `${option}의 ${label}`,
  point: (clause) => plainPhrase(asPoint(clause)),
  out: (option) =>
    oneOf(
      plainPhrase(`${option}은/는 이대로는 안 (돼|돼요|됩니다)`),
      plainPhrase(`${option}은/는 빠(져|져요|집니다)`),
      plainPhrase(`지금 조건으로 ${option}은/는 못 (골라|골라요|고릅니다)`),
    ),
  possible: (option) =>
    oneOf(
      plainPhrase(`${option}도 다시 가능(해|해요|합니다)`),
      plainPhrase(`${option}도 다시 후보${IS}`),
      plainPhrase(`${option}을/를 더는 못 (빼|빼요|뺍니다)`),
    ),
  changed: (label, from, to) =>
    oneOf(
      phrase`${label}이/가 ${from}에서 ${to}으로/로 바뀌었(어|어요|습니다)`,
      phrase`${label}은/는 이제 ${from} 말고 ${to}${IS}`,
      phrase`${from}이던/던 ${label}이/가 ${to}이/가 됐(어|어요|습니다)`,
    ),
  switched: (label, isOn, isNew) => {
    const asked = /(?:는지|인지)$/.test(label) ? askedInKorean(label) : null;
    const so = isOn ? asked?.on : asked?.off;
    if (so != null) return plainPhrase(`${isNew ? '이제 ' : ''}${so}${IS}`);
    return /(?:은지|여부)$/.test(label)
      ? plainPhrase(`${label}은/는 ${isNew ? '이제 ' : ''}'${isOn ? '예' : '아니요'}'${IS}`)
      : isOn
        ? plainPhrase(isNew ? `${label}이/가 생겼(어|어요|습니다)` : `${label}이/가 있(어|어요|습니다)`)
        : plainPhrase(isNew ? `${label}이/가 없어졌(어|어요|습니다)` : `${label}이/가 없(어|어요|습니다)`);
  },
  // What has a topic of its own is told of it, and not beside another topic.
  shaky: (label, doubt) =>
    plainPhrase(
      `${label}${/^\S+(?: \S+)?[은는] /.test(doubt) ? '에는' : '은/는'} ${asPoint(doubt)}이/가 걸(려|려요|립니다)`,
    ),
  it: '그 값',
  echo: named,
  both: (parts) => each(parts, (one) => one),
  setAt: atValue,
  echoShort: (option, gap, isOver) => (isOver ? phrase`${option}이/가 넘는 ${gap}` : phrase`${option}에 모자란 ${gap}`),
  echoGap: (label, gap) => phrase`${label} 차이 ${gap}`,
  recalled: (who, clause) =>
    who === null ? phrase`(말한|말씀하신|말씀하신) 대로 ${clause}` : phrase`${who} 말대로 ${clause}`,
};
