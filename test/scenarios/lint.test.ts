import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { calculatorOver } from '../../src/workbench/calculator.ts';
import { toolIndex } from '../../src/workbench/index.ts';
import { remarksOn } from './load.ts';

const GOOD = `motion: Stop or finish?
language: en
options:
  stop: { label: stop now }
  finish: { label: finish it, set: { tokens: 300e9, price: 900 } }
facts:
  deadline: { value: 9, unit: days, label: the time left, range: [3, 20] }
  perDay: { value: 80e9, unit: tokens/day, label: tokens a day, range: [2e10, 2e11], knownBy: [flux] }
  tokens: { value: 0, unit: tokens, label: tokens to go }
  price: { value: 0, unit: USD, label: the price }
quantities:
  spare: { is: deadline - tokens / perDay, unit: days, label: the time to spare }
criteria:
  - { need: spare >= 1 day, value: schedule }
  - { more: tokens, worth: 50e9, value: progress }
  - { less: price, worth: 100, value: cost }
cast: [pulse, flux, sentinel]
`;

const said = (text: string) => {
  const scenario = parseScenario(text, 'x.yaml', { tools: toolIndex });
  return remarksOn({ scenario, calculate: calculatorOver(() => '') }).map(
    ({ level, path, message }) => `${level} ${path.join('.')}: ${message}`,
  );
};

describe('lintScenario', () => {
  it('has nothing to say about a good script', () => {
    expect(said(GOOD)).toEqual([]);
  });

  it('lets a limit be that bites only after an event, or at a setting', () => {
    const idle = GOOD.replace('spare >= 1 day', 'spare >= -100 days');
    const note = 'note criteria.0.need: every option keeps this limit';
    expect(said(idle).some((line) => line.startsWith(note))).toBe(true);
    const cut = `${idle}events:\n  - { after: rebuttal 1, set: { deadline: -150 }, say: the reservation was cut }\n`;
    expect(said(cut).some((line) => line.startsWith(note))).toBe(false);
    const open = idle.replace('price: 900 } }', 'price: 900 }, adjust: { tokens: [300e9, 1e14] } }');
    expect(said(open).some((line) => line.startsWith(note))).toBe(false);
  });

  it.each([
    [
      'a fact that nothing rests on',
      '  tokens: {',
      '  idle: 3\n  tokens: {',
      'warning facts.idle: no criterion rests on',
    ],
    [
      'a quantity that feeds nothing',
      'criteria:',
      '  more: deadline * 2\ncriteria:',
      'warning quantities.more: no criterion uses',
    ],
    [
      'a moderator of a floor that none gives',
      'cast:',
      'moderator: flux\ncast:',
      'note moderator: `moderator` counts only',
    ],
    ['an order that nobody follows', 'cast:', 'order: [flux]\ncast:', 'note order: `order` counts only where'],
    [
      'a moderator of blind rounds',
      'cast:',
      'floor: moderated\nvisibility: blind\ncast:',
      'note floor: in blind rounds everybody speaks at once',
    ],
    [
      'a speaker who does not sit there',
      'cast:',
      'floor: manual\norder: pulse, blaze\ncast:',
      'warning order: `blaze` in `order` does not sit at the table',
    ],
    [
      'an order that is longer than the rebuttals',
      'cast:',
      'floor: manual\nprotocol: opening, rebuttal 1, vote\norder: pulse, flux, pulse, flux\ncast:',
      'warning order: the rebuttals have 3 turns for 3 members, and `order` has 4',
    ],
    ['an input from which nothing follows', 'price: 900', 'price: 900, tokens2: 1', 'does not set'],
    [
      'a data file that nothing reads',
      'criteria:',
      'data: { loss: x.csv }\ncriteria:',
      'warning data.loss: no calculator reads',
    ],
    [
      'a limit that every option misses',
      'spare >= 1 day',
      'spare >= 30 days',
      'warning criteria.0.need: every option misses this limit, and no adjustment helps',
    ],
    [
      'a limit that always holds',
      'spare >= 1 day',
      'spare >= -400 days',
      'note criteria.0.need: every option keeps this limit',
    ],
    [
      'a goal within its noise',
      'worth: 100,',
      'worth: 100, noise: 1000,',
      'note criteria.2: all options are within `noise`',
    ],
    ['a goal within its worth', 'worth: 100,', 'worth: 1000,', 'note criteria.2: all options are within `worth`'],
    [
      'a fact that nobody here knows',
      'knownBy: [flux]',
      'knownBy: [blaze]',
      'warning facts.perDay.knownBy: nobody in the cast knows `perDay`',
    ],
    [
      'a fact that somebody absent knows',
      'knownBy: [flux]',
      'knownBy: [flux, blaze]',
      'note facts.perDay.knownBy: blaze knows',
    ],
    [
      'seconds in a formula with times',
      'is: deadline - tokens / perDay',
      'is: deadline * 86400 / 86400 - tokens / perDay',
      'warning quantities.spare.is: `86400` looks like the seconds in a day',
    ],
    ['no label', ', label: the price }', ' }', 'note facts.price: without a label, so called by the name: `price`'],
    [
      'a value that nobody here cares for',
      'value: cost',
      'value: user-impact',
      'note criteria.2.value: nobody in the cast ranks `user-impact`',
    ],
    [
      'an expectation that the model does not meet',
      'cast:',
      'expect: { decision: [finish] }\ncast:',
      'warning expect.decision: once everybody knows everything this decides `stop`',
    ],
    [
      'an owner who is not there',
      'label: stop now }',
      'label: stop now, actions: { blaze: stop it } }',
      'warning options.stop.actions.0: blaze owns',
    ],
    [
      'an owner whose name is a slip of the pen',
      'label: stop now }',
      'label: stop now, actions: { pulze: stop it } }',
      'pulze owns an action of `stop` and is not in the cast; did you mean `pulse`?',
    ],
    [
      'twins',
      'label: finish it, set: { tokens: 300e9, price: 900 } }',
      'label: finish it }',
      'warning options.finish: `stop` and `finish` differ in nothing',
    ],
  ])('remarks on %s', (_, from, to, remark) => {
    expect(GOOD).toContain(from);
    const text = GOOD.replace(from, to);
    if (remark === 'does not set') return expect(() => said(text)).toThrow(remark);
    expect(said(text).some((one) => one.includes(remark))).toBe(true);
  });

  it('says that an adjustment helps where every option misses a limit', () => {
    const text = GOOD.replace(
      'label: stop now }',
      'label: stop now, set: { tokens: 300e9 }, adjust: { tokens: [0, 300e9] } }',
    ).replace('spare >= 1 day', 'spare >= 7 days');
    expect(said(text).join('\n')).toMatch(
      /every option misses this limit; `stop` keeps it with `tokens` at 160000000000/,
    );
  });

  it('knows that goals which trade one for one count alike for everybody, and from the first difference on', () => {
    const equal = `${GOOD}weights: equal\n`;
    const remarks = (text: string) => said(text).filter((one) => one.includes('criteria.2'));
    expect(remarks(GOOD.replace('worth: 100,', 'worth: 1000,'))).not.toEqual([]);
    expect(remarks(equal.replace('worth: 100,', 'worth: 1000,'))).toEqual([]);
    expect(remarks(equal.replace('value: cost', 'value: user-impact'))).toEqual([]);
    expect(remarks(equal.replace('worth: 100,', 'worth: 0,')).join()).toContain('nothing in `price` counts');
    expect(remarks(equal.replace('price: 900', 'price: 0')).join()).toContain('all options are the same in `price`');
  });

  it('says that no fact has a range', () => {
    const text = GOOD.replace(', range: [3, 20]', '').replace(', range: [2e10, 2e11]', '');
    expect(said(text).join('\n')).toContain(
      'no fact has a `range`, so flips are looked for from a quarter to four times',
    );
  });

  it('says that one percent is meant where somebody writes a share', () => {
    const text = GOOD.replace('price: 900 }', 'price: 900, share: 1 }')
      .replace('  price: {', '  share: { value: 0, unit: "%", label: the share }\n  price: {')
      .replace('  - { less: price', '  - { more: share, worth: 1, value: progress }\n  - { less: price');
    expect(said(text).join('\n')).toContain('`share` is in percent, so 1 means 1 %');
    const small = text.replace('share: { value: 0,', 'share: { value: 0.3,').replace('share: 1 }', 'share: 0.5 }');
    expect(said(small).join('\n')).not.toContain('`share` is in percent');
  });

  it('asks about what is taken for a thousand times as much, or as little', () => {
    const text = GOOD.replace(
      'facts:\n',
      'facts:\n  rentPrice: { value: 300000 KRW, assumed: 250 KRW, range: [250, 400000] }\n',
    );
    expect(said(text).join('\n')).toContain(
      '`rentPrice` is 300000 and its `assumed` 250: is a scale or a unit missing?',
    );
    expect(said(text).join('\n')).toContain('its `range` 250');
  });

  it('says whom a calculation needs', () => {
    const cost =
      'quantities:\n  run: { tool: decode_bound, args: { model: Llama 3.1 8B, device: H100 SXM }, label: the bound }\n';
    const text = GOOD.replace('quantities:\n', cost).replace(
      '  - { less: price',
      '  - { more: run, worth: 1, value: progress }\n  - { less: price',
    );
    expect(said(text).join('\n')).toMatch(
      /nobody in the cast has `decode_bound`, so `run` is known to nobody; blaze, forge, prism have it/,
    );
    const asked = text.replace('{ tool: decode_bound', '{ consult: legal, ask: may we?, tool: decode_bound');
    expect(said(asked).join('\n')).toContain('nobody in the cast asks about legal');
  });

  it('says where a fact in the text is not filled in', () => {
    const text = GOOD.replace('motion: Stop', 'motion: After {fact:deadline}, stop').replace(
      'stop now',
      '"stop in {fact:deadline|bare}"',
    );
    expect(said(text).filter((one) => one.includes('stands here as it is written'))).toEqual([
      expect.stringMatching(/^warning motion: `\{fact:deadline\}`/),
      expect.stringMatching(/^warning options\.stop\.label: /),
    ]);
    const filled = GOOD.replace('options:', 'background: We have {fact:deadline}.\noptions:');
    expect(said(filled).join('\n')).not.toContain('as it is written');
  });

  it('says that a Korean scenario has labels that are not', () => {
    const text = GOOD.replace('language: en', 'language: ko');
    expect(said(text).filter((one) => one.includes('the scenario is in Korean')).length).toBeGreaterThan(3);
  });

  it('says that an event sets a fact outside its range', () => {
    const event = (value: string) =>
      `${GOOD}events: [{ after: rebuttal 1, set: { deadline: ${value} }, say: moved }]\n`;
    expect(said(event('25'))).toContain(
      'warning events.0.set: the event sets `deadline` to 25, outside its range of 3 to 20',
    );
    expect(said(event('12')).filter((one) => one.includes('range'))).toEqual([]);
  });
});
