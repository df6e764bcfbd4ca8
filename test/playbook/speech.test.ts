import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import { amendments } from '../../src/reasoning/amendments.ts';
import { isSwitch } from '../../src/reasoning/switches.ts';
import { besideName, displayed, plainPhrase, printAmount, printCoarse } from '../../src/wording/amounts.ts';
import { inRegister } from '../../src/wording/expand.ts';
import { withParticles } from '../../src/wording/particles.ts';
import { ARITHMETIC } from '../../src/wording/tell.ts';
import { scriptOf, voted } from '../measures/debates.ts';
import { compiled } from '../reasoning/scripts.ts';

type Recorded = EventBody<'turn.recorded'>;

const PUMPS = (adjust: string, most = 100) => `
motion: Pumps or tanks?
options:
  pumps: { label: pumps, short: pumps, set: { rate: 40 litres }, adjust: ${adjust} }
  tanks: { label: tanks, short: tanks, set: { hire: $9k } }
facts:
  rate: { value: 0 litres, label: the pumping rate }
  hire: { value: $1k, label: the hire }
  each: { value: 3 dB/litre, knownBy: [sentinel], assumed: 1, label: the noise of a litre }
  tariff: { value: $20/litre, label: the tariff }
quantities:
  noise: { is: rate * each, unit: dB, label: the loudness }
  cost: { is: hire + rate * tariff, unit: USD, label: the cost }
criteria:
  - { need: noise <= ${most} dB, value: reliability }
  - { less: cost, worth: $1k, noise: $100, value: cost }
  - { more: rate, worth: 10 litres, value: progress }
weights: equal
events:
  - { after: rebuttal 1, set: { tariff: $60/litre }, say: the tariff goes up }
cast: [sentinel, forge, flux, pulse]
protocol: [opening blind, rebuttal 2, vote, close]
`;

async function turnsOf(text: string): Promise<Recorded[]> {
  return eventsOf((await voted(scriptOf(text), 1)).events, 'turn.recorded');
}

const said = (turns: readonly Recorded[], is: (turn: Recorded) => boolean = () => true) =>
  turns
    .filter(is)
    .map(({ utterance }) => utterance)
    .join('\n');

const reasonsOf = ({ claims }: Recorded) => claims.flatMap(({ reason }) => reason ?? []);

describe('a limit that is missed as an option stands', () => {
  let turns: Recorded[] = [];
  beforeAll(async () => {
    turns = await turnsOf(PUMPS('{ rate: 5..60 }'));
  });

  it('is told with the setting at which it is missed, and with one that keeps it', () => {
    const missed = turns.filter((turn) =>
      turn.claims.some(({ reason, side }) => reason === 'pumps/noise' && side === 'against'),
    );
    expect(missed.length).toBeGreaterThan(0);
    expect(said(turns)).toContain('pumps (40 litres)');
    const [set] = turns.flatMap(({ proposes }) => (proposes?.option === 'pumps' ? [proposes.set['rate'] ?? 0] : []));
    expect(set).toBeGreaterThan(0);
    expect((set ?? 0) * 3).toBeLessThanOrEqual(100);
  });

  it('is out at any setting where none keeps it, and that is said once', async () => {
    const out = await turnsOf(PUMPS('{ rate: 36..60 }'));
    const never = out.flatMap(reasonsOf).filter((reason) => reason.endsWith('~never'));
    expect(never).toEqual(['pumps/rate~never']);
    expect(said(out)).toMatch(/36 litres/);
  });

  it('gives nobody who follows a colleague the same reason again', () => {
    const moved = turns.filter(({ turn, speaker, stance, phase }) => {
      const before = turns.findLast((other) => other.speaker === speaker && other.turn < turn);
      return phase === 'rebuttal' && before !== undefined && before.stance.option !== stance.option;
    });
    const reasons = moved.flatMap((turn) => reasonsOf(turn).filter((reason) => !reason.startsWith('fact:')));
    expect(new Set(reasons).size).toBe(reasons.length);
  });
});

describe('news', () => {
  it('is priced once, and somebody says why the option still stands or leaves it', async () => {
    const turns = await turnsOf(PUMPS('{ rate: 5..33 }', 130));
    const priced = turns.flatMap(reasonsOf).filter((reason) => reason.includes('~news:'));
    expect(priced.length).toBeGreaterThan(0);
    expect(new Set(priced).size).toBe(priced.length);
  });
});

describe('two inputs of one option', () => {
  it('are both set where neither alone keeps every limit', () => {
    const { model, world } = compiled(`motion: x?
options: { half: { label: half, set: { wet: 30, lit: 30 }, adjust: { wet: [10, 40], lit: [10, 40] } }, plain: { label: plain, set: { wet: 10, lit: 5 } } }
facts: { wet: 0, lit: 0 }
quantities: { people: wet + lit, water: 2 * wet + lit, crop: wet + lit }
criteria: [{ need: people <= 38, value: schedule }, { need: water <= 52, value: reliability }, { more: crop, worth: 1, value: progress }]
`);
    const set = amendments(model, world);
    expect(set.map(({ input }) => input)).toEqual(['wet', 'lit']);
    const [wet = 0, lit = 0] = set.map(({ to }) => to);
    expect(wet + lit).toBeLessThanOrEqual(38);
    expect(2 * wet + lit).toBeLessThanOrEqual(52);
  });
});

describe('what is only on or off', () => {
  it('is told by its label and never as a number', () => {
    expect(isSwitch({ value: 1 })).toBe(true);
    expect(isSwitch({ value: 1, unit: 'posts' })).toBe(false);
    expect(isSwitch({ value: 1, range: [0.5, 1] })).toBe(false);
    for (const language of ['en', 'ko'] as const)
      for (const label of ['the night tariff', 'whether we ship abroad', '야간 할증', '밖으로 보내는지'])
        for (const isOn of [true, false])
          for (const isNew of [true, false]) {
            const { text, numbers } = ARITHMETIC[language].switched(label, isOn, isNew);
            expect(numbers).toEqual([]);
            expect(text).not.toMatch(/[01]/);
          }
    const korean = (isOn: boolean) =>
      withParticles(inRegister(ARITHMETIC.ko.switched('야간 할증', isOn, true).text, 'polite'));
    expect([korean(true), korean(false)]).toEqual(['야간 할증이 생겼어요', '야간 할증이 없어졌어요']);
  });
});

describe('amounts as people say them', () => {
  it('have powers raised', () => {
    expect(printAmount(2100, 'm^3', 'en').text).toBe('2,100 m³');
    expect(printAmount(30, 'm^3/hour', 'ko').text).toBe('시간당 30 m³');
  });

  it('are no finer than asked for, and are roundings of their value', () => {
    expect(printCoarse(6.464, 0.1, 'min', 'en').text).toBe('6.5 min');
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 5000, noNaN: true }),
        fc.constantFrom(0, 0.01, 0.1, 1, 10, 100),
        (value, place) => {
          const { number } = printCoarse(value, place, 'min', 'en');
          expect(Math.abs(displayed(number.text) - value)).toBeLessThanOrEqual(0.05 * value + 0.005);
          expect(number.value).toBe(value);
        },
      ),
    );
  });

  it('of a setting stand behind the name of its option and not within a label', () => {
    const clause = plainPhrase('what pumps draw is 3 with pumps');
    const put = besideName(clause, 'pumps', plainPhrase('rate at 5'), ['what pumps draw'], 'en');
    expect(put.text).toBe('what pumps draw is 3 with pumps (rate at 5)');
  });
});
