import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { debateDocument, verifyDebate } from '../../src/pitwall.ts';
import { outcomeRows } from '../../src/report/card.ts';
import type { Script } from './table.ts';
import { HAY, table } from './table.ts';

type Turn = Script['turn'];
const says = (utterance: string, more: Turn = {}): Turn => ({ utterance, act: 'support', ...more });

/** The rebuttals of a debate, one after the other; who has none passes. `first` is how Flux opens, and `back` what Flux says then. */
async function rebuttals(
  turns: readonly (Turn | ((turn: number) => Turn))[],
  { yaml = HAY, option = 'buy', first, back }: { yaml?: string; option?: string; first?: Turn; back?: Turn } = {},
) {
  const left = [...turns];
  const begun = new Map<number, Turn>();
  const held = await table(
    ({ turn, seat, task }) => {
      if (turn === 1 && first !== undefined) return { turn: { option: 'buy', confidence: 0.6, ...first } };
      if (task !== 'It is your turn') return undefined;
      if (seat === 'flux' && back !== undefined) return { turn: back };
      // Asked again, it says the same.
      const next = begun.get(turn) ?? left.shift();
      if (next === undefined) return undefined;
      const said = typeof next === 'function' ? next(turn) : next;
      begun.set(turn, said);
      return { turn: said };
    },
    { yaml, option, memo: () => ({}) },
  );
  const said = eventsOf(held.events, 'turn.recorded');
  const asked = (phase: string) => held.prompts.get(said.find((one) => one.phase === phase)?.turn ?? 0) ?? '';
  const outcome = debateDocument({ store: held.store, id: held.id }).outcome;
  return { ...held, said, vote: asked('vote'), close: asked('close'), outcome, memo: held.memos.at(-1) ?? '' };
}

const section = (text: string, heading: string) => {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.startsWith(heading));
  const rest = at < 0 ? [] : lines.slice(at + 1);
  const end = rest.findIndex((line) => !line.startsWith('- '));
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
};

const BAR = 'below 17 t in the stack we send them away';
const weighs = (more: Turn = {}) => ({ what: 'weigh twenty bales', price: '90 EUR', threshold: BAR, ...more });
const put = says(`Weigh twenty bales; ${BAR}.`, { measures: weighs() });

describe('the bar of a measurement', () => {
  it('goes with the claim that says it, and the measurement stays', async () => {
    const { vote, outcome, id, store } = await rebuttals([], {
      first: put,
      back: says('I took the wrong barn.', { act: 'propose', withdraws: ['1.1'] }),
    });
    expect(vote).not.toMatch(/^- bar of .*below 17 t/m);
    expect(outcome?.measures).toMatchObject([{ what: 'weigh twenty bales', threshold: null }]);
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });

  it('stays with who put the same, where the first one is taken back', async () => {
    const { vote } = await rebuttals([says('So would I.', { measures: weighs() })], {
      first: put,
      back: says('I was wrong.', { act: 'propose', withdraws: ['1.1'] }),
    });
    expect(section(vote, 'Settled so far')).toMatch(/bar of "weigh twenty bales".*below 17 t/);
  });

  it('is taken back by its turn, with the measurement', async () => {
    const { vote, outcome } = await rebuttals([], {
      first: put,
      back: says('We have no scales.', { act: 'propose', withdraws: ['measures:1'] }),
    });
    expect(vote).not.toMatch(/^- bar of/m);
    expect(outcome?.measures).toEqual([]);
  });

  it('is nobody else’s to take back', async () => {
    const { events } = await rebuttals([
      put,
      (turn) => says('No scales.', { act: 'propose', withdraws: [`measures:${turn - 1}`] }),
    ]);
    expect(eventsOf(events, 'reply.repaired')[0]?.detail).toMatch(/the measurement of turn \d+ is \w+'s and not yours/);
  });
});

describe('the bar that was settled before news', () => {
  it('is told as that, with what changed', async () => {
    const yaml = `${HAY}events:\n  - { after: rebuttal 1, set: { eaten: 27 t }, say: the hill is shut }\n`;
    const { vote } = await rebuttals([says('So would I.', { measures: weighs() })], { first: put, yaml });
    expect(section(vote, 'Settled so far')).toMatch(
      /bar of "weigh twenty bales".*; put before fact:eaten changed: see whether it still holds/,
    );
  });
});

describe('a measurement that is put otherwise', () => {
  it('has another way, price or bar by the turn that it amends, and keeps the rest', async () => {
    const { vote, said, outcome, store, id } = await rebuttals([
      put,
      (turn) =>
        says('Core the stack instead, it is quicker.', {
          act: 'propose',
          measures: { what: 'core the stack at nine points', price: '140 EUR', amends: turn - 1 },
        }),
      (turn) => says('Agreed.', { answers: [`${turn - 1}.1`] }),
    ]);
    const [first, second] = said.filter(({ measures }) => measures !== undefined);
    expect(second?.measures).toMatchObject({ amends: first?.turn });
    const settled = section(vote, 'Settled so far');
    expect(settled).toContain(`bar of "core the stack at nine points", 140 EUR: "${BAR}"`);
    expect(settled).toContain(`in place of turn ${first?.turn}`);
    expect(settled).not.toContain('"weigh twenty bales"');
    expect(outcome?.measures).toMatchObject([
      { what: 'core the stack at nine points', price: '140 EUR', threshold: BAR },
    ]);
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });

  it('is given back where the turn put none', async () => {
    const { events } = await rebuttals([put, says('Fifteen.', { measures: { threshold: 'below 15 t', amends: 1 } })]);
    expect(eventsOf(events, 'reply.repaired')[0]?.detail).toMatch(
      /turn 1 put no measurement to amend; there is that of turn \d+ \(weigh twenty bales\)/,
    );
  });
});

/** Hay so cheap that no result of weighing the stack makes anything else better. */
const CHEAP = HAY.replace('value: 90 EUR/t', 'value: 20 EUR/t');

describe('the bar that the memo has', () => {
  const PUMPS = `language: en
title: Pumps
motion: Own or rent?
weights: equal
options:
  own: { label: buy a pump, short: buying, set: { price: 40 EUR + hours * perHour } }
  rent: { label: rent a pump, short: renting, set: { price: 100 EUR } }
facts:
  hours: { value: 20 hours, range: 5..95, label: the hours, source: a guess }
  perHour: { value: 1 EUR/hour, label: an hour }
  price: { value: 0 EUR, label: the price }
quantities:
  cost: { is: price, unit: EUR, label: the cost }
criteria:
  - { less: cost, worth: 10 EUR, value: cost }
measurements:
  - { learns: hours, how: read the meter, cost: 1 EUR, error: 2 hours, owner: flux }
cast: [flux, forge, prism]
`;
  const reading = (threshold: string, yaml = PUMPS) =>
    rebuttals(
      [
        says(`Read the meter first; ${threshold}.`, { option: 'own', measures: { what: 'read the meter', threshold } }),
        (turn) => says('Yes.', { option: 'own', answers: [`${turn - 1}.1`] }),
      ],
      { yaml, option: 'own' },
    );
  const decided = (memo: string) => memo.split('Computed, Decision:')[1]?.split('Computed, ')[0] ?? '';

  it.each([
    ['from 50 hours on we rent', 'after the 50 hours agreed on'],
    ['from 75 hours on we rent', 'before the 75 hours agreed on'],
  ])('is the one agreed on, with where the figures turn in its relation to it: %s', async (threshold, relation) => {
    // 40 and an hour each come to the 100 of renting at 60 hours.
    const text = decided((await reading(threshold)).memo);
    expect(text).toMatch(new RegExp(`the bar agreed on: “${threshold}” \\(.*, turn \\d+\\)`));
    expect(text).toContain(`the figures turn at 60 hours (above it renting), ${relation}`);
    expect(text).not.toMatch(/the hours (?:below|up to|from|above)/);
  });

  it('is that of the figures where it is the same', async () => {
    const text = decided((await reading('from 60 hours on we rent')).memo);
    expect(text).not.toContain('agreed on');
    expect(text).toMatch(/the hours (?:below|up to) 60 hours: buying/);
  });

  it('is worth measuring first where it guards a limit, and then not called too dear beside it', async () => {
    const yaml = PUMPS.replace('cost: 1 EUR', 'cost: 500 EUR').replace(
      'criteria:',
      'criteria:\n  - { need: cost <= 130 EUR, value: cost }',
    );
    const { memo } = await reading('from 60 hours on we rent', yaml);
    expect(decided(memo)).toContain('the decision misses a limit: measure first');
    expect(memo).not.toContain('not worth it for this decision alone');
    // Without the limit it is too dear, and said to be measured all the same.
    const dear = await reading('from 60 hours on we rent', PUMPS.replace('cost: 1 EUR', 'cost: 500 EUR'));
    expect(decided(dear.memo)).toMatch(/not worth it for this decision alone · agreed to be measured all the same/);
    expect(dear.memo).not.toContain('measure first');
  });

  it('falls with its measurement, and nobody is told to make it', async () => {
    const asked = { measures: { what: 'read the meter', threshold: 'from 50 hours on we rent' }, option: 'own' };
    const held = (back: Turn) =>
      rebuttals([], {
        yaml: PUMPS,
        option: 'own',
        first: says('Read the meter first.', asked),
        back: says('The meter is broken.', { act: 'propose', option: 'own', ...back }),
      });
    const computed = async (back: Turn) => {
      const { memo } = await held(back);
      return memo.slice(memo.indexOf('Computed, Decision:'));
    };
    expect(await computed({})).toMatch(/read the meter/);
    expect(await computed({ withdraws: ['measures:1'] })).not.toMatch(/read the meter|50 hours/);
  });

  it('falls with all that its turn claimed, in whatever words it is', async () => {
    const { vote } = await rebuttals([], {
      first: says('The stack is too low.', { measures: weighs({ threshold: 'four times come down to three' }) }),
      back: says('I took the wrong barn.', { act: 'propose', withdraws: ['1.1'] }),
    });
    expect(vote).not.toMatch(/^- bar of .*four times come down/m);
  });
});

describe('what the memo’s writer reads of a measurement', () => {
  it('does not call needless what the table has a bar for, and names its turn once', async () => {
    const { memo } = await rebuttals([put, (turn) => says('Agreed.', { answers: [`${turn - 1}.1`] })], { yaml: CHEAP });
    const measure = memo.split('Computed, Measure:')[1]?.split('Computed, ')[0] ?? memo;
    expect(measure).toContain(BAR);
    expect(measure).not.toContain('not needed');
    expect(measure).not.toContain('no result changes the choice:');
    const line = measure.split('\n').find((one) => one.includes(BAR)) ?? '';
    expect(line.match(/turn\s\d+/g)).toHaveLength(1);
  });

  it('does not say that no result changes anything where what it learns is told as a flip', async () => {
    // Sending them away takes 10 of 12 days, and 3 of weighing are too many: but 26 t eaten turn at 19 t in the stack.
    const { memo } = await rebuttals([], { yaml: HAY.replace('days: 1 day', 'days: 3 days') });
    const [, flips = ''] = memo.split('Computed, Flips:');
    const isFlip = /^- the hay in the stack .*(?:selling|sending|buying)/m.test(flips.split('Computed, ')[0] ?? '');
    expect(isFlip && /no result from 14 t to 26 t changes which option is ahead/.test(memo)).toBe(false);
  });

  it('has what turns the decision at the setting at which it was decided, though another would be better', async () => {
    const { memo } = await rebuttals(
      [
        says('Twelve.', { act: 'propose', proposes: { option: 'buy', settings: { tonnes: 12 } } }),
        (turn) => says('I take that.', { answers: [`${turn - 1}.1`] }),
      ],
      { yaml: CHEAP },
    );
    // With 12 t bought, 26 eaten and 1 t to be left, 15 t have to be in the stack; with 20 t bought 8.5 would do.
    expect(memo).toMatch(
      /the hay in the stack[^\n]*less than 15 t: still buying hay \(20 t\), since as set now it misses a limit/,
    );
  });
});

describe('the card beside a memo that a model wrote', () => {
  const written = (changes: string) => () => ({
    title: 'We buy hay.',
    decision: { text: 'We are buying hay.', turns: [1] },
    why: [{ text: 'I stay with it, said everybody.', turns: [1] }],
    changes: [{ text: changes, turns: [1] }],
    open: [],
    actions: [{ who: 'unassigned', text: 'order the hay we are buying', turns: [] }],
    sums: [],
  });
  const RAIN = 'If it rains, we send them away.';

  it.each([
    [
      'weigh twenty bales',
      'We weigh twenty bales by noon; if the stack is low, we send them away.',
      'weigh twenty bales',
    ],
    ['weigh twenty bales', RAIN, 'by the figures alone: weigh twenty bales'],
    ['weigh twenty bales', 'To weigh twenty bales is not worth it.', 'by the figures alone: weigh twenty bales'],
    [
      'core the stack at nine points',
      'We core the stack at nine points; if it is low, we send them away.',
      'core the stack',
    ],
    ['core the stack at nine points', RAIN, null],
  ])('has what was asked for only as that has it: %s / %s', async (what, changes, expected) => {
    const asked = says('Look first.', {
      act: 'open',
      option: 'buy',
      confidence: 0.6,
      measures: { what, price: '90 EUR' },
    });
    const held = await table(({ turn }) => (turn === 1 ? { turn: asked } : undefined), { memo: written(changes) });
    const { outcome } = held.document;
    if (outcome === null) throw new Error('expected an outcome');
    expect(outcome.written?.lines.map(({ text }) => text)).toContain(changes);
    const rows = outcomeRows(held.context, held.document, outcome, { flipped: null, movers: 3 });
    const lines = rows.find(({ key }) => key === 'measurement')?.lines ?? [];
    expect(lines.map(({ text }) => text)).toEqual(
      expected === null ? [] : [expect.stringMatching(new RegExp(`^${expected}`))],
    );
  });
});

describe('what is nobody’s', () => {
  it('is told to who closes, and computed for the memo', async () => {
    const { close, memo } = await rebuttals([
      says('Core the stack; below 15 t we send them away.', {
        measures: {
          what: 'core the stack at nine points',
          price: '140 EUR',
          threshold: 'below 15 t we send them away',
        },
      }),
      (turn) => says('Agreed.', { answers: [`${turn - 1}.1`] }),
    ]);
    const nobodys = section(close, 'Without an owner so far');
    expect(nobodys).toContain('- buy itself, the whole of it');
    expect(nobodys).toMatch(/the measurement of turn \d+: "core the stack at nine points"/);
    expect(memo).toMatch(/no owner yet core the stack at nine points/);
  });

  it('is not the decision where somebody took it on', async () => {
    const { close } = await rebuttals([says('I order it.', { action: 'order the hay we are buying by Friday' })]);
    expect(section(close, 'Without an owner so far')).not.toContain('buy itself');
  });
});

describe('the memo that is composed where the written one fails', () => {
  it('has every condition that somebody accepted and every job', async () => {
    const jobs = ['ring the haulier', 'clear the barn', 'sharpen the knife', 'count the ewes', 'oil the baler'];
    const { outcome, document } = await rebuttals([
      says('Only dry.', { condition: 'the barn stays dry', action: jobs[0] }),
      (turn) => says('Fair.', { answers: [`${turn - 1}.1`], action: jobs[1] }),
      ...jobs.slice(2).map((action) => says(`I see to it: ${action}.`, { action })),
    ]);
    expect(outcome?.written?.error).not.toBeNull();
    const { memoSections } = await import('../../src/report/memo.ts');
    const { printContext } = await import('../../src/report/context.ts');
    const { loadScenario } = await import('../../src/pitwall.ts');
    const { ROOT, shippedTeam } = await import('../reexecution/held.ts');
    const { mkdtempSync, writeFileSync } = await import('node:fs');
    const folder = mkdtempSync('/tmp/pitwall-memo-');
    writeFileSync(`${folder}/question.yaml`, HAY);
    const team = shippedTeam();
    const { scenario } = loadScenario(`${folder}/question.yaml`, { projectDir: ROOT, team });
    if (outcome === null || outcome === undefined) throw new Error('expected an outcome');
    const sections = memoSections(
      printContext(
        scenario,
        team.members.map(({ card }) => card),
      ),
      document,
      outcome,
    );
    const text = (key: string) =>
      sections
        .filter((one) => one.key === key)
        .flatMap(({ lines }) => lines.map((line) => line.text))
        .join('\n');
    expect(text('decision')).toContain('the barn stays dry');
    for (const { do: job } of outcome.actions) expect(text('actions')).toContain(job);
  });
});
