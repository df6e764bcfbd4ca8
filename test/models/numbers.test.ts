import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Matching } from '../../src/reasoning/matching.ts';
import { claimsNamedIn, matchNumbers } from '../../src/reasoning/matching.ts';
import type { KnownFigure } from '../../src/reasoning/said-figures.ts';
import { agrees, numbersIn } from '../../src/reasoning/said-numbers.ts';

const figure = (ref: string, value: number, unit = '', name = ref): KnownFigure => ({ ref, value, unit, name });
const found = (text: string, cited: KnownFigure[], known: KnownFigure[] = [], own = '') =>
  matchNumbers(text, { cited, known, own });

describe('numbers in what somebody says', () => {
  it.each([
    ['15k tokens', 15_000],
    ['3만 2천 달러', 32_000],
    ['1억 5천만 원', 150_000_000],
    ['10,815 USD', 10_815],
    ['7B 모델', 7e9],
    ['2.1e6', 2_100_000],
  ])('are read with their magnitude: %s', (text, value) => {
    expect(numbersIn(text).map((one) => one.value)).toEqual([value]);
  });

  it('are not read out of names and references', () => {
    expect(numbersIn('H100 at fp8, in 4bit, tool:3.1/gain')).toEqual([]);
  });

  it('may be rounded as people round, and no further', () => {
    expect(agrees({ text: '15k', value: 15_000, op: 'is' }, [14_845])).toBe(true);
    expect(agrees({ text: '15,000', value: 15_000, op: 'is' }, [14_845])).toBe(true);
    expect(agrees({ text: '2,000', value: 2000, op: 'is' }, [2470])).toBe(false);
    expect(agrees({ text: '1.8', value: 1.8, op: 'is' }, [1.728])).toBe(false);
  });
});

describe('a calculation that is written out', () => {
  const standsIn = (text: string, given: string) => matchNumbers(text, { given: numbersIn(given) }).unmatched;

  it.each(['50/30 x 10,000 = $16,667', '50 / 30 × $10,000 = $16,667', '50/30*10,000=16,667'])(
    'is read with a slash for a division: %s',
    (text) => {
      expect(standsIn(text, '50 days, 30 days are worth $10,000')).toEqual([]);
    },
  );

  it('is none where the slash parts a date or two shares', () => {
    expect(numbersIn('on 12/31 we split 70/30').map(({ text }) => text)).toEqual(['12', '70']);
  });

  it('may have its operands in the scale and the unit of its result', () => {
    expect(standsIn('520 - 380 = 140만 원 더 듭니다.', '520만 원과 380만 원')).toEqual([]);
    expect(standsIn('그러면 240 × 2 ÷ 40 = 12분이 한계입니다.', '4시간 안에 40건, 방 2개')).toEqual([]);
    expect(standsIn('520 - 390 = 130만 원 더 듭니다.', '520만 원과 380만 원')).toEqual(['390']);
    expect(standsIn('그러면 250 × 2 ÷ 40 = 12.5분이 한계입니다.', '4시간 안에 40건, 방 2개')).toEqual(['250']);
  });
});

describe('a count in a word', () => {
  const track: KnownFigure = {
    ...figure('fact:track', 9, 'trams/hour', 'track'),
    words: ['trams', 'single', 'track', 'passes', 'signalling', 'diagram'],
  };
  it('is of the fact that its sentence names, where it is so many an hour', () => {
    const refs = (text: string) => found(text, [], [track]).numbers.flatMap((one) => one.refs);
    expect(refs('The single track passes nine an hour.')).toEqual(['fact:track']);
    expect(refs('We meet nine an hour from here.')).toEqual([]);
    expect(refs('The single track passes eight an hour.')).toEqual([]);
  });
});

describe('what follows from figures that count time differently', () => {
  const speed = figure('fact:speed', 300, '타/분');
  const week = figure('fact:hours', 110, '시간/주');
  const seats = figure('tool:1.1/seats', 1500, 'seats');
  const free = figure('tool:2.1/free', 1350, 'seats');
  const peak = figure('fact:peak', 2400, 'passengers/hour');
  const round = figure('rule:loop.range', 38, 'minutes');
  it.each([
    ['분당 300타예요. 110시간을 다 돌려도 주 198만 타가 상한이에요.', [speed, week]],
    ['Those seat 1,500, hence 2,400 an hour fit only under 37.5 minutes.', [seats, peak]],
    ['Put in the worst round trip, 38 minutes, and of 1,350 seats about 2,130 an hour remain.', [free, round]],
  ])('stands where both are cited, and holds against them again: %s', (text, cited) => {
    const { unmatched, numbers } = found(text, cited);
    expect(unmatched).toEqual([]);
    const [derived] = numbers.filter(({ refs }) => refs.length === 2);
    const values = derived?.refs.map((ref) => cited.find((one) => one.ref === ref)?.value ?? 0) ?? [];
    expect(derived && agrees(derived, values)).toBe(true);
  });

  it.each([
    ['분당 300타예요. 110시간을 다 돌려도 주 158만 타가 상한이에요.', [speed, week], '158만'],
    ['Those seat 1,500, hence 2,400 an hour fit only under 42.5 minutes.', [seats, peak], '42.5'],
  ])('does not where it is another number: %s', (text, cited, wrong) => {
    expect(found(text, cited).unmatched).toEqual([wrong]);
  });
});

describe('what follows in two steps from figures that are cited', () => {
  const share = figure('fact:top', 85, '%');
  it.each([
    [
      'Eight in ten documents hardly matter: the top takes 85 % of the queries. I count on it. The remaining 15 % meet the adapter.',
      [share],
    ],
    ['The top takes 85 %. Half of the 15 % that remain, 7.5 %, are rare.', [share]],
    ['상위가 조회의 85%를 받습니다. 기록은 새것입니다. 나머지 15%에서 버티는지는 모릅니다.', [share]],
    ['480만 원에서 85%만 쓰면 408만 원이라 72만 원이 남아요.', [figure('c', 4_800_000, 'KRW'), share]],
    [
      'The crew has 100 days left; at 32 m a day it still lines the 3,200 m.',
      [figure('l', 3200, 'm'), figure('d', 100, 'days')],
    ],
    [
      '빌리는 쪽이 458만 원 더 듭니다.',
      [figure('tool:1.1/cost@own', 181_108, 'KRW', 'cost'), figure('tool:1.1/cost@rent', 4_758_030, 'KRW', 'cost')],
    ],
  ])('stands: %s', (text, cited) => {
    expect(found(text, cited).unmatched).toEqual([]);
  });

  it.each([
    ['The top takes 85 % of the queries. The remaining 25 % meet the adapter.', [share], '25 %'],
    ['480만 원에서 85%만 쓰면 418만 원이에요.', [figure('c', 4_800_000, 'KRW'), share], '418만'],
    [
      '빌리는 쪽이 462만 원 더 듭니다.',
      [figure('tool:1.1/cost@own', 181_108, 'KRW', 'cost'), figure('tool:1.1/cost@rent', 4_758_030, 'KRW', 'cost')],
      '462만',
    ],
  ])('and what does not is given back: %s', (text, cited, lost) => {
    expect(found(text, cited).unmatched).toContain(lost);
  });
});

describe('a weight and a bare number beside one that has a unit', () => {
  const barn = [figure('tool:1.1/salt', 1_759_590, 'kg'), figure('fact:barn', 1_500_000, 'kg')];
  it.each([
    'Dry salt takes 1,760 t of a barn that holds 1,500.',
    '마른 소금이 1,760톤이라 창고 1,500톤을 넘어요.',
    'It takes 1.76 of the 1.5 million kg that the barn holds.',
  ])('are that figure in its unit: %s', (text) => {
    expect(found(text, barn).unmatched).toEqual([]);
  });

  it('are none of another value, and none of another sentence’s unit', () => {
    expect(found('Dry salt takes 1,860 t of a barn that holds 1,400.', barn).unmatched).toEqual(['1,860', '1,400']);
    expect(found('The barn is in t. It holds 1,760.', barn).unmatched).toEqual(['1,760']);
  });
});

describe('a time in several units', () => {
  const run = [figure('tool:1.1/run', 6.6667, 'hours')];
  const left = [figure('tool:1.1/left', 7.978, 'days')];
  it.each([
    ['It takes 6 h 40 min.', run],
    ['It takes 6 hours and 40 minutes in all.', run],
    ['6시간 40분이 걸려요.', run],
    ['7일 23시간 30분이면 끝나요.', left],
    ['A load takes 33 min 45 s.', [figure('tool:1.1/load', 33.75, 'min')]],
    ['한 번에 33분 45초 걸려요.', [figure('tool:1.1/load', 33.75, '분')]],
    ['1시간 20분이 남아요.', [figure('tool:1.1/spare', 80, 'min')]],
  ] as const)('is one number: %s', (text, known) => {
    expect(found(text, [], [...known]).unmatched).toEqual([]);
  });

  it.each(['It takes 6 h 50 min.', '5시간 40분이 걸려요.', 'It takes 400 min 50 s.'])('is no other one: %s', (text) => {
    expect(found(text, [], run).unmatched).toHaveLength(1);
  });

  it('is half an hour more where that is said', () => {
    expect(numbersIn('5시간 반이 걸려요').map(({ value, unit }) => [value, unit?.text])).toEqual([[5.5, 'hours']]);
    expect(numbersIn('5시간 반복해요').map(({ value }) => value)).toEqual([5]);
  });
});

describe('a time of the clock', () => {
  const lasts = [figure('tool:1.1/done', 3.667, '시간')];
  it.each([
    '여덟 시에 열면 열한 시 40분에 끝나요.',
    '그러면 11:40에 끝납니다.',
    'We are done by 11:40.',
    '12:30이 한계예요.',
    '8시에 열면 11시 40분에 끝나요.',
  ])('follows from how long something lasts: %s', (text) => {
    expect(found(text, [], lasts).unmatched).toEqual([]);
  });

  it.each(['열한 시 52분에 끝나요.', 'We are done by 11:52.'])('does not where nothing lasts so: %s', (text) => {
    expect(found(text, [], lasts).unmatched).not.toEqual([]);
  });
});

describe('what is counted', () => {
  const left = [figure('tool:1.1/left', 13.77, 'schools')];
  it.each(['13 schools may stay behind.', 'We need 14 schools.'])('comes whole: %s', (text) => {
    expect(found(text, left)).toMatchObject({ unmatched: [], numbers: [{ refs: ['tool:1.1/left'] }] });
  });

  it.each(['12 schools may stay behind.', '13 teachers may stay behind.'])('is no other: %s', (text) => {
    expect(found(text, left).numbers).toEqual([]);
  });
});

describe('a claim that is spoken of by its number', () => {
  const isClaim = (turn: number, claim: number) => turn === 4 && claim === 1;
  it('is one that there is, and no amount', () => {
    expect(claimsNamedIn('4.1에서 방을 뺀 것은 제 계산입니다.', isClaim)).toEqual(['4.1']);
    expect(claimsNamedIn('4.1시간이면 끝납니다. 5.1도 그렇습니다.', isClaim)).toEqual([]);
  });
});

describe('what a number is by', () => {
  it('is a cited figure, in its unit, whatever unit it was said in', () => {
    const { numbers } = found('프로파일은 13분이면 돼', [figure('tool:1.1/time', 0.2167, 'hours')]);
    expect(numbers).toMatchObject([{ text: '13', refs: ['tool:1.1/time'], op: 'is', unit: 'hours' }]);
  });

  it('is a figure that is known, where none was cited', () => {
    const { numbers } = found('0.2% are sent again.', [], [figure('fact:resent', 0.002, 'share of the packets')]);
    expect(numbers).toMatchObject([{ text: '0.2%', refs: ['fact:resent'], op: 'percent' }]);
  });

  it('is what follows from several: 2,470 = 10,815 - 7,436 - 910', () => {
    const cited = [figure('fact:a', 10_815, 'USD'), figure('fact:b', 7436, 'USD'), figure('fact:c', 910, 'USD')];
    const { numbers, unmatched } = found('That leaves 2,470.', cited);
    expect(numbers).toMatchObject([{ op: 'difference', refs: ['fact:a', 'fact:b', 'fact:c'] }]);
    expect(unmatched).toEqual([]);
  });

  it('is what somebody else derived before, without deriving it again', () => {
    const derived = {
      ...figure('turn:9.1', 0.04, 's'),
      by: { refs: ['tool:5.1/x', 'fact:y'], op: 'difference' as const },
    };
    expect(found('맞아요, 0.04초 모자라요.', [], [derived]).numbers).toMatchObject([
      { refs: ['tool:5.1/x', 'fact:y'], op: 'difference' },
    ]);
  });

  it('is nothing where a cited figure was read wrong, though two facts happen to lie as far apart', () => {
    const facts = [figure('fact:now', 5.2, 's'), figure('fact:then', 3.4, 's')];
    expect(found('The step takes 1.8 s longer.', [], facts).unmatched).toEqual([]);
    expect(found('It saves 1.8 s.', [figure('tool:6.1/saves', 1.728, 's')], facts).unmatched).toEqual(['1.8']);
  });

  it('is not days for a share, and no sum of unlike things', () => {
    expect(found('5% 얘기', [], [figure('rule:x.days', 0.05, 'days')]).unmatched).toEqual(['5%']);
    expect(found('12.5 in all', [figure('fact:a', 8, 'hours'), figure('fact:b', 4.5, 'USD')]).unmatched).toEqual([
      '12.5',
    ]);
  });

  it('is asked of nobody who asks, quotes, counts or sets a number of their own', () => {
    expect(found('Is it above 37.5 s?', []).unmatched).toEqual([]);
    expect(found('She said “37.5 s” and no more.', []).unmatched).toEqual([]);
    expect(found('There are 3 ways.', []).unmatched).toEqual([]);
    expect(found('Above 37.5 s we stop.', [], [], 'stop above 37.5 s').unmatched).toEqual([]);
    expect(found('It takes 37.5 s.', []).unmatched).toEqual(['37.5']);
  });
});

describe('where a number stands', () => {
  const read = (text: string, matching: Partial<Matching> = {}) => matchNumbers(text, matching).unmatched;
  const given = (text: string) => numbersIn(text);

  it.each([
    ['3 + 2.7 + 0.5 = 6.2 minutes', '2.7 min and 0.5 min'],
    ['15 / 24.7 = 0.61 is the edge', '15 and 24.7'],
    ['8×235.8=1,886달러', '235.8 USD'],
    ['240만÷1만×9.42=2,261분', '240만, 1만, 9.42'],
    ['p = (1.26M − 0.51M) / (3 × 0.13M) = 1.92', '1.26M, 0.51M, 0.13M'],
  ])('is what a calculation comes to that is written out: %s', (text, known) => {
    expect(read(text, { given: given(known) })).toEqual([]);
  });

  it('is not what a calculation does not come to, though it stands elsewhere', () => {
    expect(read('15 / 24.7 = 0.71', { given: given('15, 24.7 and 0.71') })).toEqual(['0.71']);
  });

  it('is what was given or said, in its kind: no dollars for documents, no euros for dollars, no share for a count', () => {
    const known = { known: [figure('fact:sample', 500, 'documents')], given: given('500 documents, 18,720 EUR, 1 GB') };
    expect(read('A sample of 500.', known)).toEqual([]);
    expect(read('Keep the $500.', known)).toEqual(['500']);
    expect(read('It is $18,720 a month.', known)).toEqual(['18,720']);
    expect(read('It moves by 1.3 %.', known)).toEqual(['1.3 %']);
  });

  it('is what the words beside it leave, add or change the unit of', () => {
    expect(read('4.1초면 4.03초랑 0.07초 차이예요.', { given: given('4.1초, 4.03초') })).toEqual([]);
    expect(read('9.92시간이면 0.41일이에요.', { given: given('9.92시간') })).toEqual([]);
    expect(read('It takes 4.1 s and 37.5 GB.', { given: given('4.1 s and 12 s') })).toEqual(['37.5']);
  });

  it('may be said without what a rate is by, and a share in points', () => {
    expect(read('A step takes 5.4 s.', { known: [figure('fact:step', 5.4, 's/step')] })).toEqual([]);
    expect(read('2.6시간이에요.', { known: [figure('fact:blocked', 2.6, '시간/건')] })).toEqual([]);
    expect(read('That is 4.2 points.', { known: [figure('tool:1.1/width', 0.0415)] })).toEqual([]);
  });

  it('is read with 만 for ten thousand or for only', () => {
    expect(read('1.6만 돼도 돼요.', { given: given('1.6 nats') })).toEqual([]);
    expect(read('1.6만 건이에요.', { given: given('16,000') })).toEqual([]);
  });

  it('is set by who sets it, in the unit in which they do', () => {
    expect(read('몫은 15%로 하자.', { own: '15' })).toEqual([]);
    expect(read('기준은 4.2초, 그런데 4.2GB가 남아.', { own: '4.2초 아래' })).toEqual(['4.2']);
  });
});

describe('what a number is said of', () => {
  const bound = (text: string, matching: Matching) =>
    matchNumbers(text, matching).numbers.map((number) => [number.text, number.refs[0]]);
  const hand = { ...figure('fact:handSteps', 7, 'steps by hand', 'handSteps'), words: ['steps', 'hand'] };
  const margin = { ...figure('fact:perToken', 0.262, 'MB', 'perToken'), words: ['keys', 'values'] };

  it('is what it counts: a number word and a small count too', () => {
    expect(bound('Seven by hand.', { known: [hand], asked: 'How many steps by hand?' })).toEqual([
      ['Seven', 'fact:handSteps'],
    ]);
    expect(bound('the 7 steps by hand', { known: [hand] })).toEqual([['7', 'fact:handSteps']]);
    expect(bound('in 7 ways', { known: [hand] })).toEqual([]);
  });

  it('is not what only has the same value', () => {
    const days = figure('fact:days', 30, 'days', 'days');
    expect(bound('0.26 points of margin', { known: [margin] })).toEqual([]);
    expect(bound('30 runs fail', { known: [days, figure('fact:fails', 12, 'runs', 'fails')] })).toEqual([]);
  });

  it('is of the option that the words are about', () => {
    const cell = (option: string) => ({
      ...figure(`tool:1.1/cost@${option}`, 913, 'USD', 'cost'),
      option,
      words: ['cost'],
    });
    const options = new Map([
      ['api', ['api']],
      ['own', ['our own']],
    ]);
    const known = [cell('api'), cell('own')];
    expect(bound('The cost of our own is 913 USD.', { known, options })).toEqual([['913', 'tool:1.1/cost@own']]);
    expect(bound('The cost is 913 USD.', { known, options, meant: ['own'] })).toEqual([['913', 'tool:1.1/cost@own']]);
  });

  it('is quoted where the answered claim holds it', () => {
    const [one] = matchNumbers('your 0.17 h', { quoted: [figure('turn:4.1', 0.171, 'hours')] }).bound;
    expect(one).toMatchObject({ isQuoted: true, quantity: { refs: ['turn:4.1'] } });
  });
});

describe('a number that is counted up from a figure', () => {
  const rack = { ...figure('fact:rackKw', 170, 'kW', 'rackKw'), words: ['rack'] };
  const share = { ...figure('fact:hotShare', 84, '%', 'hotShare'), words: ['nameplate', 'share'] };
  const step = { ...figure('rule:cost.worth', 500, 'USD/week', 'cost'), words: ['cost'] };
  const lost = (text: string, matching: Matching) => matchNumbers(text, matching).unmatched;

  it.each([
    ['Six racks come to 1020 kW.', { cited: [rack] }],
    ['여섯 대면 1,020 kW예요.', { cited: [rack] }],
    // Named and not cited.
    ['With 6 racks that is 1020 kW.', { known: [rack] }],
    ['A sixth of it is gone: 16 % of the nameplate share.', { known: [share] }],
    ['That leaves 0.16 idle.', { cited: [share] }],
    ['You are half a step ahead, $250 or so.', { known: [step] }],
    ['두 걸음이니 돈으로 800만 원어치예요.', { known: [figure('rule:cost.worth', 400, '만 원', 'cost')] }],
    [
      'It gives 1000 kW, 15 short of the log.',
      { cited: [figure('fact:peak', 1015, 'kW')], given: numbersIn('1000 kW') },
    ],
  ])('stands: %s', (text, matching) => {
    expect(lost(text, matching)).toEqual([]);
  });

  it.each([
    ['Six racks come to 1080 kW.', { cited: [rack] }, '1080'],
    ['Six racks come to 1020 hours.', { cited: [rack] }, '1020'],
    // Nothing names what it would be six of.
    ['Six of them make 1020 kW.', { known: [rack] }, '1020'],
    ['17 % of the nameplate share is gone.', { known: [share] }, '17 %'],
    ['You are half a step ahead, $230 or so.', { known: [step] }, '230'],
    [
      'It gives 1000 kW, 25 short of the log.',
      { cited: [figure('fact:peak', 1015, 'kW')], given: numbersIn('1000 kW') },
      '25',
    ],
  ])('is given back: %s', (text, matching, number) => {
    expect(lost(text, matching)).toContain(number);
  });

  it('is told as a mismatch of units where its figure has another unit of the kind', () => {
    const matching = { known: [figure('fact:wait', 37, 'hours', 'wait')] };
    const { unmatched, inOtherUnit } = matchNumbers('They wait 37 days.', matching);
    expect(unmatched).toEqual(['37']);
    expect(inOtherUnit.get('37')).toMatchObject({ unit: 'days', figure: { ref: 'fact:wait' } });
    expect(matchNumbers('They wait 37 USD.', matching).inOtherUnit.size).toBe(0);
  });
});

describe('a number that somebody made up', () => {
  const UNITS = ['kW', 'hours', 'USD', 'days', 'kg', ''];
  const TEXTS = [
    (number: string) => `Six racks come to ${number} and the price is set.`,
    (number: string) => `With 3 crews half of the load is ${number} a week.`,
    (number: string) => `That is ${number} short of the limit on cost.`,
    (number: string) => `네 대를 돌리면 ${number}이고 절반은 남습니다.`,
  ];
  const words = ['racks', 'price', 'load', 'limit', 'cost', 'crews'];

  it('is given back nine times of ten, however many figures are known and three are cited', () => {
    let given = 0;
    let all = 0;
    const property = fc.property(
      fc.array(fc.tuple(fc.double({ min: 0.3, max: 4, noNaN: true }), fc.nat(5)), { minLength: 30, maxLength: 40 }),
      fc.integer({ min: 100, max: 9999 }),
      fc.nat(3),
      fc.nat(5),
      (figures, number, text, unit) => {
        const table = figures.map(([power, of], at) => ({
          ...figure(`fact:f${at}`, Number((10 ** power).toPrecision(3)), UNITS[of] ?? '', `f${at}`),
          words: [words[at % words.length] ?? ''],
        }));
        const said = TEXTS[text]?.(`${number} ${UNITS[unit]}`.trim()) ?? '';
        const { unmatched } = matchNumbers(said, { cited: table.slice(0, 3), known: table });
        all += 1;
        if (unmatched.includes(String(number))) given += 1;
      },
    );
    fc.assert(property, { numRuns: 500, seed: 7 });
    expect(given / all).toBeGreaterThan(0.9);
  });
});

describe('a figure that two cells hold', () => {
  const cell = (option: string, name: string, words: string[], more: Partial<KnownFigure> = {}): KnownFigure => ({
    ref: `tool:1.1/${name}@${option}`,
    value: 900,
    unit: 'EUR',
    name,
    option,
    words,
    ...more,
  });
  const cost = (option: string, more: Partial<KnownFigure> = {}) => cell(option, 'cost', ['cost', 'price'], more);
  const fine = (option: string) => cell(option, 'fine', ['fine', 'penalty']);
  const options = new Map([
    ['buy', ['buying']],
    ['sell', ['selling']],
  ]);
  const refsIn = (text: string, known: KnownFigure[]) =>
    [known, [...known].reverse()].map((list) =>
      matchNumbers(text, { known: list, options }).bound.map(({ quantity }) => quantity.refs[0]),
    );

  it.each([
    ['buying', 'tool:1.1/cost@buy'],
    ['selling', 'tool:1.1/cost@sell'],
  ])('is of the option that the sentence names: %s', (option, ref) => {
    expect(refsIn(`At a cost of 900 EUR, ${option} is fine by me.`, [cost('buy'), cost('sell')])).toEqual([
      [ref],
      [ref],
    ]);
  });

  it('is of the option named nearest to it, where the sentence names both', () => {
    const refs = ['tool:1.1/cost@buy', 'tool:1.1/cost@sell'];
    const known = [cost('buy'), cost('sell')];
    expect(refsIn('Buying has a cost of 900 EUR, selling has a cost of 900 EUR as well.', known)).toEqual([refs, refs]);
  });

  it('is of the quantity that its own part of the sentence names', () => {
    const text = 'For buying the cost comes to 900 EUR, and the fine is what we want to know.';
    expect(refsIn(text, [cost('buy'), fine('buy')])).toEqual([['tool:1.1/cost@buy'], ['tool:1.1/cost@buy']]);
    const other = 'For buying the cost is known, and the fine comes to 900 EUR.';
    expect(refsIn(other, [cost('buy'), fine('buy')])).toEqual([['tool:1.1/fine@buy'], ['tool:1.1/fine@buy']]);
  });

  it('is of the setting that the sentence names, though that was only tried', () => {
    const at = (ref: string, share: string, isOld = false) =>
      cost('buy', { ref: ref as KnownFigure['ref'], set: numbersIn(share), isOld });
    const known = [at('tool:2.1/cost@buy', '40 %'), at('tool:3.1/cost@buy', '45 %', true)];
    const [first, second] = ['tool:2.1/cost@buy', 'tool:3.1/cost@buy'];
    expect(refsIn('Buying 45 % has a cost of 900 EUR.', known)).toEqual([[second], [second]]);
    expect(refsIn('Buying 40 % has a cost of 900 EUR.', known)).toEqual([[first], [first]]);
  });
});

describe('what is left of a limit', () => {
  const lead = figure('fact:lead', 50, 'days', 'lead');
  const limit = figure('rule:ready.limit', 270, 'days', 'ready');
  const own = figure('rule:worth', 270, 'days', 'worth');

  it('stands where the limit is not said beside it, as the difference that it is', () => {
    const { numbers, unmatched } = found('At its worst 220 days remain for the pages.', [lead], [lead, limit]);
    expect(unmatched).toEqual([]);
    expect(numbers).toMatchObject([{ op: 'difference', refs: ['rule:ready.limit', 'fact:lead'] }]);
  });

  it('is none where the sum is off, or what it is taken from is no limit', () => {
    expect(found('At its worst 210 days remain for the pages.', [lead], [lead, limit]).unmatched).toEqual(['210']);
    expect(found('At its worst 220 days remain for the pages.', [lead], [lead, own]).unmatched).toEqual(['220']);
  });
});
