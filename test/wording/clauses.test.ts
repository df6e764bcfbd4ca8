import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language, Register } from '../../src/core/language.ts';
import { Register as Registers } from '../../src/core/language.ts';
import type { Phrase } from '../../src/wording/amounts.ts';
import { asPhrase, displayed, printAmount, printGap, printTogether } from '../../src/wording/amounts.ts';
import type { Arithmetic, Side, Term, Weighed } from '../../src/wording/clause.ts';
import { capitalised, inRegister } from '../../src/wording/expand.ts';
import { ENDINGS, ended, levelled, undertaken } from '../../src/wording/links.ts';
import { asClause, isPlural } from '../../src/wording/nouns.ts';
import { PAIRS, withParticles } from '../../src/wording/particles.ts';
import { ARITHMETIC } from '../../src/wording/tell.ts';

const UNITS = [
  'days',
  'hours',
  'USD',
  'KRW',
  'points',
  'x',
  '',
  'share of the mix',
  'tokens',
  'tokens/s',
  'GB',
  'people',
  'steps',
  'nats',
  'USD per card hour',
];
const LABELS: Record<Language, string[]> = {
  ko: ['남는 시간', 'loss', '드는 돈', 'step 시간', '절반에서의 all-reduce', '되돌아갈 체크포인트', '한국어 토큰'],
  en: [
    'the spare time',
    'passes over the text',
    'what restarts take',
    'what is lost on chats',
    'people on call',
    'our goodput',
    'the cost',
    'tokens a second',
  ],
};
const OPTIONS: Record<Language, string[]> = {
  ko: ['되돌리기', '비교 실험', 'FP8', '지금 멈춤', 'rollback'],
  en: ['stopping now', 'a cool-down', 'the open corpora', 'FP8', 'the weights alone'],
};

const values = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 100_000 }),
  fc.double({ min: 1e-4, max: 1, noNaN: true }),
  fc.double({ min: 1, max: 1e4, noNaN: true }),
  fc.double({ min: 1e4, max: 1e13, noNaN: true }),
);

const cases = fc.record({
  language: fc.constantFrom<Language>('ko', 'en'),
  unit: fc.constantFrom(...UNITS),
  values: fc.tuple(values, values, values),
  labels: fc.tuple(fc.nat(), fc.nat()),
  options: fc.tuple(fc.nat(), fc.nat()),
  isShort: fc.boolean(),
  register: fc.constantFrom(...Registers.options),
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** Every clause that the grammar can make of a case, in all its ways, by name. */
function clausesOf({ language, unit, values: [a, b, c], labels, options, isShort }: Case): [string, Phrase][] {
  const say: Arithmetic = ARITHMETIC[language];
  const amount = (value: number) => asPhrase(printAmount(value, unit, language), ['fact:x']);
  const [label, second] = labels.map((at) => LABELS[language][at % LABELS[language].length] ?? '') as [string, string];
  const [option, other] = options.map((at) => OPTIONS[language][at % OPTIONS[language].length] ?? '') as [
    string,
    string,
  ];
  const term = (value: number): Term => ({ label, amount: amount(value) });
  const bare = (value: number): Term => ({ label: null, amount: amount(value) });
  const side = (name: string, value: number): Side => ({ option: name, amount: amount(value), isShort });
  const [one, two] = [side(option, a), side(other, b)];
  const ratio = {
    times: asPhrase(printAmount(3.1, language === 'ko' ? 'x' : '', language), ['fact:x']),
    larger: one,
    smaller: two,
  };
  const part = (of: string, value: number): Weighed => ({
    label: of,
    gap: amount(value),
    isLess: value > b,
    as: amount(value),
    rate: { of: amount(b), for: amount(c) },
  });
  const said = (of: string, value: number): Weighed => ({ ...part(of, value), rate: null });
  const own = (of: string, value: number): Weighed => ({ ...said(of, value), as: null });
  const made: Record<string, Phrase> = {
    difference: say.difference(term(a), term(b), bare(c)),
    unnamedDifference: say.difference(term(a), bare(b), bare(c)),
    sum: say.sum(term(a), term(b), bare(c)),
    share: say.share(bare(a), term(b), bare(c)),
    rate: say.rate(bare(a), term(b), bare(c)),
    product: say.product(term(a), term(b), bare(c)),
    duration: say.duration(term(a), bare(b), bare(c)),
    quotient: say.quotient(term(a), term(b), bare(c)),
    fact: say.fact(term(a)),
    under: say.under(label, one),
    beside: say.beside(label, one, two, null, null),
    besideRatio: say.beside(label, one, two, ratio, null),
    besideLess: say.beside(label, one, two, null, { label, gap: amount(c), isLess: true }),
    besideMore: say.beside(label, one, two, null, { label, gap: amount(c), isLess: false }),
    driven: say.driven({ label, first: one, second: two }, true, null),
    drivenMostly: say.driven({ label, first: one, second: two }, false, { label: second, first: two, second: one }),
    binding: say.binding(option, term(a), [{ label: second, amount: amount(b) }]),
    mostly: say.mostly(option, term(a), { label: second, amount: amount(b) }),
    through: say.through([{ label, was: amount(a), now: amount(b) }]),
    decidedBy: say.decidedBy(label, side(option, a), side(other, b), false),
    decidedAlso: say.decidedBy(label, side(option, a), side(other, b), true),
    thin: say.thin(amount(a), amount(b)),
    offLine: say.offLine(label, amount(a), amount(b)),
    takenAtOnce: say.takenAtOnce([term(a), { label: second, amount: amount(b) }]),
    wayBack: say.wayBack([term(b)], [{ label, was: amount(a), now: amount(b) }], second, amount(c)),
    row: say.row(label, [one, two, side('PP', c)], amount(b), true),
    rowBelow: say.row(label, [one, two, side('PP', c)], amount(b), false),
    corrected: say.corrected(term(a), amount(b)),
    shiftedBy: say.shiftedBy(option, { label, was: amount(a), now: amount(b) }),
    table: say.table([
      { option, cells: [term(a), { label: second, amount: amount(b) }] },
      { option: 'PP', cells: [term(c), { label: second, amount: amount(a) }] },
    ]),
    butFor: say.butFor(option, 'PP', amount(c)),
    aheadInAll: say.aheadInAll(option, amount(c)),
    checkFirst: say.checkFirst('counting', label, option, amount(a)),
    openRisk: say.openRisk('counting', label, option, amount(a), amount(b)),
    knowing: say.knowing(label, amount(a), amount(b), amount(c), true),
    knowingLess: say.knowing(label, amount(a), amount(b), amount(c), false),
    evenAt: say.evenAt(label, amount(a), say.setting(option, second, amount(b))),
    payback: say.payback(label, amount(a), amount(b), amount(c), true),
    paybackLate: say.payback(label, amount(a), amount(b), amount(c), false),
    insures: say.insures([term(a)], label, { costs: amount(b), gain: amount(c), price: amount(a), time: null }),
    insuresBack: say.insures([term(a)], label, {
      costs: amount(b),
      gain: amount(c),
      price: amount(a),
      time: amount(b),
    }),
    takenForNothing: say.takenForSafety([term(a)], [], [{ label, amount: amount(b) }]),
    together: say.together(
      term(a),
      { label: second, amount: amount(b) },
      say.over(option, bare(a), bare(b), amount(c)),
    ),
    short: say.short(option, term(a), { label: second, amount: amount(b) }, amount(c), false),
    shortLeft: say.short(option, bare(a), bare(b), amount(c), true),
    over: say.over(option, term(a), { label: second, amount: amount(b) }, amount(c)),
    overUnnamed: say.over(option, bare(a), bare(b), amount(c)),
    kept: say.kept(option, term(a), { label: second, amount: amount(b) }, amount(c)),
    keptUnnamed: say.kept(option, bare(a), bare(b), amount(c)),
    assumes: say.assumes(amount(a), label, amount(b)),
    instead: say.instead(term(a), { label: second, amount: amount(b) }),
    noise: say.noise(amount(a), bare(b), label),
    noiseNamed: say.noise(amount(a), { label: second, amount: amount(b) }, label),
    price: say.price(option, amount(a), { label, gap: amount(b), isLess: true }, say.noise(amount(b), bare(c), label)),
    priceMore: say.price(option, amount(a), { label, gap: amount(b), isLess: false }, say.paid(amount(c), null)),
    paid: say.paid(amount(a), { of: amount(b), for: amount(c) }),
    paidAgain: say.paid(amount(a), null),
    weighed: say.weighed(option, other, [part(label, a)], [part(second, b)], amount(c)),
    summed: say.summed({
      option,
      rival: other,
      won: [part(label, a)],
      lost: [part(second, b)],
      lead: amount(c),
      rest: null,
    }),
    summedWithRest: say.summed({
      option,
      rival: other,
      won: [said(label, a), own(second, b)],
      lost: [said(second, b)],
      lead: amount(c),
      rest: { amount: amount(a), isFor: isShort },
    }),
    thinNamed: say.thin(amount(a), amount(b), true),
    weighedMany: say.weighed(
      option,
      other,
      [part(label, a), part(second, b)],
      [part(label, c), said(second, a), said(label, b)],
      amount(c),
    ),
    weighedAgain: say.weighed(option, other, [own(label, a), said(second, c)], [said(second, b)], amount(c)),
    outweighed: say.outweighed(own(label, a), [said(second, b)], amount(b), true, other),
    outweighedByTwo: say.outweighed(own(label, a), [part(second, b), said(label, c)], amount(c), true, other),
    outweighedUnsaid: say.outweighed(own(label, a), [said(second, b)], amount(b), false, other),
    outweighedUnsaidByTwo: say.outweighed(own(label, a), [part(second, b), said(label, c)], amount(c), false, other),
    shifted: say.shifted(option, [{ label, was: amount(a), now: amount(b) }]),
    shiftedTwice: say.shifted(option, [
      { label, was: amount(a), now: amount(b) },
      { label: second, was: amount(b), now: amount(c) },
    ]),
    lostWith: say.lostWith(option, { label, gap: amount(a), isLess: true }, say.lacks(option, second, amount(b))),
    lostMore: say.lostWith(
      option,
      { label, gap: amount(a), isLess: false },
      say.miss(option, { label: second, amount: amount(c) }, amount(b), true),
    ),
    lacks: say.lacks(option, label, amount(a)),
    tooLate: say.tooLate(second, say.fallback(option, amount(a), amount(b), amount(c), amount(a), amount(b))),
    setting: say.setting(option, label, amount(a)),
    settings: say.settings(option, [term(a), { label: second, amount: amount(b) }]),
    noSetting: say.noSetting(label, amount(a), amount(b), null),
    noSettingNear: say.noSetting(label, amount(a), amount(b), {
      at: amount(c),
      has: { label: second, amount: amount(b) },
    }),
    ask: say.askFact(label),
    above: say.threshold(label, amount(a), { beyond: 'above', isKept: false }, option),
    below: say.threshold(label, amount(a), { beyond: 'below', isKept: false }, option),
    measurement: say.measurement(second, label, amount(a)),
    freeMeasurement: say.measurement(second, label, null),
    out: say.out(option),
    possible: say.possible(option),
    changed: say.changed(label, amount(a), amount(b)),
    echo: say.echo(term(a)),
    echoShort: say.echoShort(option, amount(a), isShort),
    echoGap: say.echoGap(label, amount(a)),
  };
  return Object.entries(made).flatMap(([name, phrase]) =>
    [phrase, ...(phrase.ways ?? []), ...(phrase.brief ?? []), ...(phrase.its ?? [])].map((way): [string, Phrase] => [
      name,
      way,
    ]),
  );
}

/** As it stands in a transcript. */
function printed(text: string, language: Language, register: Register): string {
  const chosen = inRegister(text, register);
  const end = /[?]$/.test(chosen) ? '' : '.';
  return language === 'ko' ? withParticles(chosen) + end : capitalised(chosen) + end;
}

const RAW_PAIR = new RegExp(`(${PAIRS.join('|')})`, 'u');

function faultsIn(text: string, language: Language): string[] {
  const signs: [string, boolean][] = [
    ['a group that was not chosen', /[(][^()]*[|]|[|]/.test(text)],
    ['a particle that was not chosen', RAW_PAIR.test(text)],
    ['a slot', /[{}<>]/.test(text)],
    ['no value', /undefined|null|NaN|Infinity|\[object/.test(text)],
    ['two spaces, or one before a stop', /\s\s|\s[.,?!]/.test(text)],
    ['two stops', /[.,:;?!]\s*[.,:;?!]/.test(text)],
    ['an empty place', /^[\s,.]|\(\s*\)/.test(text)],
    ['a word twice', /\b([a-z]{2,}|[가-힣]{2,}) \1\b/u.test(text)],
    ['Korean in English', language === 'en' && /[가-힣]/.test(text)],
    ['a small letter at the start', language === 'en' && /^[a-z]/.test(text)],
    ['a bare minus', /-\d/.test(text) && !/e-\d/.test(text) && !/FP-/.test(text)],
  ];
  return signs.filter(([, found]) => found).map(([name]) => `${name}: ${text}`);
}

describe('tiny amounts', () => {
  it.each([
    [2.5e-6, 'USD/token', 'en', '$0.0000025 per token'],
    [1.5e-7, 'USD/token', 'en', '$0.00000015 per token'],
    [1.5e-7, '토큰당 달러', 'ko', '토큰당 0.00000015달러'],
    [3e-7, '', 'en', '3e-7'],
    [-3e-7, 'nats', 'en', '−3e-7 nats'],
  ] as const)('%d %s is printed as it was given (%s)', (value, unit, language, text) => {
    const printed = printAmount(value, unit, language);
    expect(printed.text).toBe(text);
    expect(displayed(printed.number.text)).toBeCloseTo(value, 15);
  });
});

describe('the clauses of arithmetic', () => {
  it('read as sentences whatever numbers, units, labels and levels come', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const faults = clausesOf(each).flatMap(([name, { text }]) =>
          faultsIn(printed(text, each.language, each.register), each.language).map((fault) => `${name}, ${fault}`),
        );
        expect(faults).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  it('say each number that they list, with its digits', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const missing = clausesOf(each).flatMap(([name, { text, numbers }]) =>
          numbers.flatMap((number) => (text.includes(number.text) ? [] : [`${name}, ${number.text}: ${text}`])),
        );
        expect(missing).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('carry on in every ending of a Korean speaker', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...ENDINGS), (each, ending) => {
        if (each.language !== 'ko') return;
        const faults = clausesOf(each).flatMap(([name, { text }]) => {
          const other = ended(text, ending);
          if (other === null) return [];
          return faultsIn(printed(other, 'ko', each.register), 'ko').map((fault) => `${name}, ${fault}`);
        });
        expect(faults).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('have more than one way for what is said most', () => {
    for (const language of ['ko', 'en'] as const) {
      const each: Case = {
        language,
        unit: 'days',
        values: [5, 6, 1],
        labels: [0, 0],
        options: [0, 1],
        isShort: false,
        register: 'polite',
      };
      const ways = (name: string) =>
        new Set(
          clausesOf(each)
            .filter(([other]) => other === name)
            .map(([, { text }]) => text),
        ).size;
      for (const name of [
        'beside',
        'short',
        'over',
        'kept',
        'noise',
        'price',
        'setting',
        'ask',
        'above',
        'changed',
        'out',
      ])
        expect(ways(name), `${language} ${name}`).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('amounts that are compared', () => {
  const pairs = fc.tuple(values, values, fc.constantFrom(...UNITS), fc.constantFrom<Language>('ko', 'en'));

  it('read differently, and in the right order, where they differ', () => {
    fc.assert(
      fc.property(pairs, ([a, b, unit, language]) => {
        const [x, y] = printTogether([a, b], unit, language).map(({ number }) => displayed(number.text)) as [
          number,
          number,
        ];
        if (Math.abs(a - b) <= 1e-6 * Math.max(a, b)) return;
        // A share and a whole number are printed on two scales.
        if (unit === '' && a < 1 !== b < 1) return;
        expect(Math.sign(x - y)).toBe(Math.sign(a - b));
      }),
      { numRuns: 2000 },
    );
  });

  it('leave what a reader gets who subtracts', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 5e6, noNaN: true }),
        fc.double({ min: 0.5, max: 5e6, noNaN: true }),
        (a, b) => {
          fc.pre(Math.abs(a - b) > 0.002 * Math.max(a, b));
          for (const language of ['ko', 'en'] as const) {
            const [x, y, gap] = printGap(a, b, 'days', language).map(({ number }) => displayed(number.text)) as [
              number,
              number,
              number,
            ];
            expect(Math.abs(Math.abs(x - y) - gap)).toBeLessThanOrEqual(0.051 * gap);
            expect(Math.abs(gap - Math.abs(a - b))).toBeLessThanOrEqual(0.12 * Math.abs(a - b));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('are 5.75 of 6 where a quarter is missing, and 73.82 below 74', () => {
    expect(printGap(5.7519, 6, 'days', 'en').map(({ text }) => text)).toEqual(['5.75 days', '6 days', '0.25 days']);
    expect(printTogether([73.82, 74], 'points', 'en').map(({ text }) => text)).toEqual(['73.82 points', '74 points']);
  });
});

describe('an English noun phrase', () => {
  it.each([
    ['the spare time', false],
    ['passes over the text', true],
    ['people on call', true],
    ['what restarts take', false],
    ['finishing the run', false],
    ['the open corpora', true],
    ['tokens a day at full uptime', true],
    ['the price of GPUs', false],
    ['the loss', false],
    ['analysers (24 min)', true],
    ['the cooling compressor 2 still gives', false],
    ['the pumps we still use', true],
    ['the bias of our offers', false],
    ['the drivers free for this', true],
    ['asking prices', true],
    ['the cuts off every offer', true],
    ['renting cards', false],
  ])('%s: plural %s', (text, plural) => expect(isPlural(text)).toBe(plural));

  it.each([
    ['what restarts take', { subject: 'restarts', verb: 'take' }],
    ['what each user was promised', { subject: 'each user', verb: 'was promised' }],
    ['what is lost on chats', null],
    ['the cost', null],
  ])('%s', (text, clause) => expect(asClause(text)).toEqual(clause));
});

describe('two options added up', () => {
  const money = (value: number): Phrase => asPhrase(printAmount(value, 'USD', 'en'), ['fact:x']);
  const hours = (value: number): Phrase => asPhrase(printAmount(value, 'hours', 'en'), ['fact:x']);
  const sum = {
    option: 'tea',
    rival: 'coffee',
    won: [{ label: 'the wait', gap: hours(3), isLess: true, as: money(30), rate: { of: money(10), for: hours(1) } }],
    lost: [{ label: 'the price', gap: money(5), isLess: true, as: null, rate: null }],
    lead: money(20),
    rest: { amount: money(5), isFor: false },
  };

  it('are told by the result, then the largest parts, then the rest', () => {
    expect(ARITHMETIC.en.summed(sum).text).toBe(
      'tea is $20 ahead of coffee in all, counting 1 hour on the wait as $10. it cuts 3 hours off the wait (worth $30) but costs $5 more, and the rest takes another $5 off that',
    );
  });

  it('end in the same way in every sentence of who notes things down', () => {
    for (const way of [ARITHMETIC.ko.summed(sum), ...(ARITHMETIC.ko.summed(sum).ways ?? [])]) {
      const noted = inRegister(ended(way.text, 'noted') ?? '', 'plain').split('. ');
      expect(noted.length).toBe(2);
      for (const sentence of noted) expect(sentence).toMatch(/[가-힣]$/u);
      for (const sentence of noted) expect((sentence.charCodeAt(sentence.length - 1) - 0xac00) % 28).toBe(16);
    }
  });
});

describe('a Korean clause in another ending', () => {
  it.each([
    ['0.8일 모자(라|라요|랍니다)', 'noted', 'plain', '0.8일 모자람'],
    ['값이 작(아|아요|습니다)', 'noted', 'plain', '값이 작음'],
    ['값이 3배(이야/야|이에요/예요|입니다)', 'noted', 'plain', '값이 3배임'],
    ['고르기 (어려워|어려워요|어렵습니다)', 'noted', 'plain', '고르기 어려움'],
    ['0.8일 모자(라|라요|랍니다)', 'found', 'polite', '0.8일 모자라더라고요'],
    ['값이 3배(이야/야|이에요/예요|입니다)', 'told', 'polite', '값이 3배거든요'],
    ['값이 3점(이야/야|이에요/예요|입니다)', 'settled', 'polite', '값이 3점이죠'],
    ['값이 3점(이야/야|이에요/예요|입니다)', 'seen', 'formal', '값이 3점입니다'],
    ['한도를 넘(어|어요|습니다)', 'known', 'plain', '한도를 넘잖아'],
  ] as const)('%s, %s, %s', (clause, ending, register, said) => {
    expect(withParticles(inRegister(ended(clause, ending) ?? '', register))).toBe(said);
  });

  it.each([
    ['작은 모델에서 잰 값이다', 'polite', '작은 모델에서 잰 값이에요'],
    ['MFU를 잰 적이 없다', 'formal', 'MFU를 잰 적이 없습니다'],
    ['웹 검증이 2500 step에서 멈췄다', 'plain', '웹 검증이 2500 step에서 멈췄어'],
    ['학습률 때문이었다', 'polite', '학습률 때문이었어요'],
    ['바다', 'polite', '바다'],
  ] as const)('%s as it is said, %s', (written, register, said) => {
    expect(inRegister(levelled(written), register)).toBe(said);
  });

  it.each([
    ['표본을 뽑아 둔다', 'plain', '표본을 뽑아 둘게'],
    ['카드에 건다', 'polite', '카드에 걸게요'],
    ['로그를 읽는다', 'polite', '로그를 읽을게요'],
    ['다시 한다', 'formal', '다시 하는 일을 맡겠습니다'],
    ['복구 시험', 'polite', '복구 시험'],
  ] as const)('%s as what is undertaken, %s', (action, register, said) => {
    expect(inRegister(undertaken(action), register)).toBe(said);
  });
});
