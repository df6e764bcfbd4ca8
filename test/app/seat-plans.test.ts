import { describe, expect, it } from 'vitest';

import { eventsOf } from '../../src/core/events.ts';
import { debateDocument, verifyDebate } from '../../src/pitwall.ts';
import { memoSections } from '../../src/report/memo.ts';
import type { Script } from './table.ts';
import { HAY, table } from './table.ts';

/** Hay is bought by the tonne, and a part of it is covered, which costs. */
const PLAN = HAY.replace('set: { tonnes: 4 t }, adjust: { tonnes: 2..20 t by 1 }', () =>
  ['set: { tonnes: 4 t, sheets: 0 }', 'adjust: { tonnes: 2..20 t by 1, sheets: 0..6 by 1 }'].join(', '),
)
  .replace(
    '  fewer: { value: 0 t',
    () => '  sheets: { value: 0, label: the sheets over the hay }\n  fewer: { value: 0 t',
  )
  .replace('price + tonnes * hayPrice', 'price + tonnes * hayPrice + sheets * 20 EUR');

type Turn = Script['turn'];
const says = (utterance: string, more: Turn = {}): Turn => ({ utterance, act: 'support', ...more });

/** The rebuttals of a debate, one after the other; who has none passes. */
async function rebuttals(
  turns: readonly (Turn | ((turn: number) => Turn))[],
  votes: Record<string, Turn> = {},
  { yaml = PLAN, memo = () => ({}) }: { yaml?: string; memo?: () => Turn } = {},
) {
  const left = [...turns];
  const begun = new Map<number, Turn>();
  const held = await table(
    ({ turn, seat, task }) => {
      if (task === 'Vote' && votes[seat] !== undefined) return { turn: votes[seat] };
      if (task !== 'It is your turn') return undefined;
      // Asked again, it says the same.
      const next = begun.get(turn) ?? left.shift();
      if (next === undefined) return undefined;
      const said = typeof next === 'function' ? next(turn) : next;
      begun.set(turn, said);
      return { turn: said };
    },
    { yaml, memo },
  );
  const said = eventsOf(held.events, 'turn.recorded');
  const last = Math.max(...held.prompts.keys());
  return { ...held, said, vote: held.prompts.get(said.find(({ phase }) => phase === 'vote')?.turn ?? last) ?? '' };
}

const section = (text: string, heading: string) => {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.startsWith(heading));
  const rest = at < 0 ? [] : lines.slice(at + 1);
  const end = rest.findIndex((line) => !line.startsWith('- '));
  return rest.slice(0, end < 0 ? undefined : end);
};

const computed = (memo: string, heading: string) => section(memo, `Computed, ${heading}:`);

describe('a plan of several settings', () => {
  it('is proposed as one, counts as one once it is seconded, and stands on every sheet', async () => {
    const plan = { option: 'buy', settings: { tonnes: '12 t', sheets: 3 } };
    const { said, events, vote, memos, store, id } = await rebuttals([
      says('Twelve tonnes and three sheets.', { act: 'propose', proposes: plan }),
      (turn) => says('I take that.', { answers: [`${turn - 1}.1`] }),
    ]);
    const proposed = said.find(({ proposes }) => proposes !== null);
    expect(proposed?.proposes).toEqual({ option: 'buy', set: { tonnes: 12, sheets: 3 } });
    expect(section(vote, 'Your sheet')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^- sheets .*buy 3/), expect.stringMatching(/^- tonnes .*buy 12/)]),
    );
    expect(vote).not.toContain('buy with tonnes at 12');
    expect(eventsOf(events, 'reply.repaired')).toEqual([]);
    const memo = memos.at(-1) ?? '';
    expect(computed(memo, 'Decision').filter((line) => line.startsWith('- proposed by'))).toHaveLength(1);
    expect(debateDocument({ store, id }).outcome?.amended.map(({ input, to }) => [input, to])).toEqual(
      expect.arrayContaining([
        ['tonnes', 12],
        ['sheets', 3],
      ]),
    );
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });

  it('is given back with all that is wrong with it at once, and with one input as before', async () => {
    const { events, said } = await rebuttals([
      says('Forty tonnes.', {
        act: 'propose',
        proposes: { option: 'buy', settings: { tonnes: 40, sheets: 3, rope: 1 } },
      }),
      says('Ten tonnes.', { act: 'propose', proposes: { option: 'buy', input: 'tonnes', to: 10 } }),
    ]);
    const [back] = eventsOf(events, 'reply.repaired');
    expect(back?.detail).toContain('`tonnes` of `buy` can be set from 2 to 20 in steps of 1, not to 40');
    expect(back?.detail).toContain('`rope` of `buy` cannot be set; there is tonnes, sheets');
    expect(said.flatMap(({ proposes }) => proposes ?? [])).toEqual([{ option: 'buy', set: { tonnes: 10 } }]);
  });
});

describe('a condition', () => {
  it('stands as put until somebody accepts it, and so does the memo’s writer read it', async () => {
    const { said, prompts, memos, store, id } = await rebuttals([
      says('Only if the barn stays dry.', { condition: 'the barn stays dry' }),
      says('I need the price as well.', { condition: 'a tonne of hay stays below 100 EUR' }),
      (turn) => says('Fair: the barn.', { answers: [`${turn - 2}.1`], condition: 'somebody feeds at night' }),
    ]);
    const conditions = said.flatMap(({ turn, speaker, condition }) => (condition === null ? [] : [{ turn, speaker }]));
    const [barn, price] = conditions;
    const vote = prompts.get(said.find(({ phase }) => phase === 'vote')?.turn ?? 0) ?? '';
    const settled = section(vote, 'Settled so far').join('\n');
    const open = section(vote, 'Proposed, and seconded').join('\n');
    expect(settled).toContain(`"the barn stays dry": ${barn?.speaker} in turn ${barn?.turn}, accepted by`);
    expect(open).toContain(`"a tonne of hay stays below 100 EUR": ${price?.speaker} in turn ${price?.turn}`);
    const memo = memos.at(-1) ?? '';
    expect(memo).toMatch(/Conditions, as they stand at the end:\n- turn \d+, .*"the barn stays dry"; accepted by/);
    expect(memo).toContain('accepted by nobody and no part of their vote');
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });

  it('is contested beside another that has the same setting otherwise, and settled for neither', async () => {
    const { said, memos, vote } = await rebuttals(
      [
        says('No fewer than ten.', { condition: 'tonnes is at least 10 t' }),
        says('No more than eight.', { condition: 'at most 8 t of tonnes' }),
        (turn) => says('Eight it is.', { answers: [`${turn - 1}.1`] }),
      ],
      { flux: { utterance: 'Buy, at ten.', act: 'close', option: 'buy', confidence: 0.6 } },
    );
    const [ten, eight] = said.filter(({ condition }) => condition !== null);
    expect(section(vote, 'Settled so far').join('\n')).not.toContain('t of tonnes');
    expect(section(vote, 'Proposed, and seconded').join('\n')).toContain(
      `contested, it cannot hold beside that of turn ${ten?.turn}`,
    );
    expect(memos.at(-1)).toContain(`contested, it cannot hold beside that of turn ${eight?.turn}`);
  });

  it.each([
    ['the barn stays dry', true],
    ['without a dry barn by noon, everybody brings the bales out again', false],
    ['we stop buying if the barn is wet', false],
    ['the barn is opened only if it is dry', true],
    ['if the barn is dry, the bales go in', true],
  ])('that has its own deed is not told as one without: %s', async (condition, isOpen) => {
    const { memos } = await rebuttals([
      says('On one condition.', { condition }),
      (turn) => says('Fair.', { answers: [`${turn - 1}.1`] }),
    ]);
    const lines = computed(memos.at(-1) ?? '', 'Decision');
    expect(lines.filter((line) => line.includes(condition))).toHaveLength(1);
    const open = lines.filter((line) => line.includes('do not say what is done where a condition is not met'));
    expect(open).toHaveLength(isOpen ? 1 : 0);
  });
});

describe('a condition of a vote for something else', () => {
  it('is no condition of the decision, and told to the memo’s writer with what was voted for', async () => {
    const vote = { utterance: 'Sell.', act: 'close', option: 'sell', confidence: 0.6, condition: 'the market opens' };
    const { memos } = await rebuttals([], { prism: vote });
    const memo = memos.at(-1) ?? '';
    expect(memo).toContain('"the market opens"; their vote for selling hangs on it');
    expect(computed(memo, 'Decision').join('\n')).not.toContain('the market opens');
  });
});

describe('what a claim that was taken back says of facts', () => {
  it('holds of those that it names, and of no fact that happens to have one of its numbers', async () => {
    const { memos } = await table(
      ({ turn, seat, task }) => {
        if (seat !== 'forge') return undefined;
        const open = { act: 'open', option: 'buy', confidence: 0.6, refs: ['fact:eaten', 'fact:hayPrice'] };
        if (turn === 2) return { turn: { ...open, utterance: '26 t are eaten, and 90 old bales are wet.' } };
        return task === 'It is your turn' ? { turn: says('That was wrong of me.', { withdraws: ['2.1'] }) } : undefined;
      },
      { memo: () => ({}) },
    );
    const [line = ''] = (memos.at(-1) ?? '').split('\n').filter((one) => one.startsWith('- 2.1 of'));
    expect(line).toContain('what it says of what is eaten holds');
    expect(line).not.toContain('a tonne of hay');
  });
});

describe('a condition of a vote that changes what is done', () => {
  const text = {
    title: 'We buy hay',
    decision: [{ text: 'We buy hay.', turns: [1] }],
    why: [{ text: 'It is what is left.', turns: [1] }],
    actions: [{ text: 'buys the hay', turns: [1], who: 'Jung Harin' }],
  };
  /** The decision of a debate in which one vote has this condition: its memo, composed and beside a text that a model wrote. */
  async function voted(
    condition: string,
    { agreed = 8, language = 'en', yaml = PLAN }: { agreed?: number; language?: string; yaml?: string } = {},
  ) {
    const plan = { option: 'buy', settings: { tonnes: agreed } };
    const { store, id, memos, context } = await rebuttals(
      [
        says('So many tonnes.', { act: 'propose', proposes: plan }),
        (turn) => says('I take that.', { answers: [`${turn - 1}.1`] }),
      ],
      { flux: { utterance: 'Buy.', act: 'close', option: 'buy', confidence: 0.6, condition } },
      { yaml: yaml.replace('language: en', `language: ${language}`), memo: () => text },
    );
    const document = debateDocument({ store, id });
    const { outcome } = document;
    if (outcome === null) throw new Error('expected an outcome');
    const at = (quantity: string) => outcome.table.find((row) => row.quantity === quantity)?.now['buy']?.value;
    const said = (section: string, of: typeof outcome) =>
      memoSections(context, document, of)
        .find(({ key }) => key === section)
        ?.lines.map((line) => line.text) ?? [];
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
    const { written: _, ...composed } = outcome;
    const lines = said('decision', composed);
    const first = lines.findIndex((one) => one.includes(condition));
    const line = lines.slice(first, first + 2).join('\n');
    return { outcome, at, line, written: said('decision', outcome).join('\n'), memo: memos.at(-1) ?? '' };
  }

  it.each([
    ['only with 12 t of hay bought', 12, 0],
    ['at least 9 t of the hay are bought', 9, 0],
    ['the hay bought is at most 3 t', 3, 0],
    ['12 t of hay bought, with sheets at 3', 12, 3],
  ])('has its figures with it where it names a setting of the option: %s', async (condition, tonnes, sheets) => {
    const { at, line, outcome, memo, written } = await voted(condition);
    expect(at('cost')).toBe(90 * tonnes + 20 * sheets);
    // 20 t in the stack, 26 t are eaten.
    expect(at('left')).toBe(20 + tonnes - 26);
    expect(line).toContain('the figures are those with it');
    expect(outcome.amended.at(-1)).toMatchObject({ by: 'flux', isCondition: true });
    expect(memo).toMatch(new RegExp(`^Decided: buying hay \\(.*${tonnes} t.*\\)\\.$`, 'm'));
    expect(written).not.toContain('without');
  });

  it.each([
    ['the county looks at the barn before', 'the figures are those without this condition'],
    ['2 t of hay bought on the first day, the rest a week later', 'the figures are those without this condition'],
    ['12 t of hay bought and the barn is swept', 'the figures have a part of it'],
    ['40 t of hay bought', 'the figures are those without this condition'],
  ])('says so where its figures are without it: %s', async (condition, says) => {
    const { at, line, written } = await voted(condition);
    expect(at('cost')).toBe(condition.startsWith('12 t') ? 1080 : 720);
    expect(line).toContain(says);
    expect(written).toContain('The table’s figures are those without the condition of Jung Harin.');
  });

  it.each([
    'what is eaten stays below 27 t',
    'we stop at 8 t of hay bought',
    'if the barn is wet, 12 t of hay are bought',
  ])('says nothing of a test of what comes out, nor of what is done in another case: %s', async (condition) => {
    const { at, line, written } = await voted(condition);
    expect(at('cost')).toBe(720);
    expect(line).not.toContain('figures are');
    expect(written).not.toContain('without');
  });

  it.each([
    ['kept: 0.75', 'kept: 0.5..1 by 0.05', 'only with 85 % of it kept dry', 0.85],
    ['kept: 75 %', 'kept: 50..100 % by 5', 'the share kept dry at 0.85', 85],
  ])('reads a share in percent and as a ratio: %s', async (set, adjust, condition, to) => {
    const unit = set.endsWith('%') ? '80 %' : '0.8';
    const yaml = PLAN.replace('sheets: 0 }, adjust', `sheets: 0, ${set} }, adjust`)
      .replace('sheets: 0..6 by 1 }', `sheets: 0..6 by 1, ${adjust} }`)
      .replace('  fewer: { value: 0 t', `  kept: { value: ${unit}, label: the share kept dry }\n  fewer: { value: 0 t`)
      .replace('is: "stack + min', 'is: "stack * kept / kept + min');
    const vote = { utterance: 'Buy.', act: 'close', option: 'buy', confidence: 0.6, condition };
    const { store, id } = await rebuttals([], { flux: vote }, { yaml });
    const { outcome } = debateDocument({ store, id });
    expect(outcome?.amended).toMatchObject([{ option: 'buy', input: 'kept', to, isCondition: true }]);
    expect(outcome?.settings.find(({ label }) => label === 'the share kept dry')).toMatchObject({ at: to });
  });

  it('leaves what was agreed where that is within it', async () => {
    const { at, line } = await voted('at least 3 t of hay bought');
    expect(at('cost')).toBe(720);
    expect(line).toContain('the figures are those with it');
  });

  it('says so in Korean', async () => {
    const { written, line } = await voted('헛간을 먼저 쓸어 둔다', { language: 'ko' });
    expect(line).toContain('수치는 이 조건 없이 낸 값');
    expect(written).toContain('표의 수치는 정하린의 조건을 넣지 않고 낸 값입니다.');
    const korean = PLAN.replace('label: the hay bought', 'label: 사는 건초');
    const set = await voted('사는 건초를 12 t으로 두고 헛간을 쓸어 둔다', { language: 'ko', yaml: korean });
    expect(set.at('cost')).toBe(1080);
    expect(set.line).toContain('수치는 이 조건의 일부만 반영한 값');
  });
});

describe('what a memo is written from', () => {
  it('has a rival as it was agreed on and at its best setting, ties, and the ranges over which nothing turns', async () => {
    const plan = { option: 'buy', settings: { tonnes: 14 } };
    const told: Turn[] = [
      says('Fourteen, then.', { act: 'propose', proposes: plan }),
      says('I second that.', { proposes: plan }),
    ];
    const begun = new Map<number, Turn | undefined>();
    const { memos, store, id } = await table(
      ({ turn, task }) => {
        if (task !== 'It is your turn') return undefined;
        if (!begun.has(turn)) begun.set(turn, told.shift());
        const said = begun.get(turn);
        return said === undefined ? undefined : { turn: said };
      },
      { yaml: PLAN.replace('value: 90 EUR/t', 'value: 90 EUR/t, range: 60..120'), option: 'away', memo: () => ({}) },
    );
    const memo = memos.at(-1) ?? '';
    const cost = memo.split('\n').find((line) => line.startsWith('- the cost')) ?? '';
    // 7 t of hay keep the limit for 630 EUR, where 14 t were agreed on for 1,260.
    expect(cost).toMatch(/buying hay \(14 t[^;]*\) €1,260;/);
    expect(cost).toMatch(/buying hay \(7 t[^;]*\) €630/);
    const over = memo.split('Computed, Over the ranges:')[1]?.split('Computed, ')[0] ?? '';
    expect(over).toMatch(/- what spoils anywhere from 10% to 40%: still sending them away/);
    // 7 t are a tenth of a step behind at (7 x - 650) / 400 + 1 / 5 = 0.1, at 87.1 EUR; below 80 EUR 14 t are best, a tenth ahead
    // at (14 x - 650) / 400 - 6 / 5 = -0.1, at 77.9 EUR.
    expect(over).toContain(
      '- a tonne of hay from €77.9 per t to €87.1 per t: sending them away and buying hay are level, a tie',
    );
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });
});

describe('a job', () => {
  it('is dropped by whose it is, or handed on to who has it from then on', async () => {
    const own = new Map<string, number>();
    const spoken: { turn: number; seat: string }[] = [];
    const { events, memos, store, id } = await table(
      ({ turn, seat, task }) => {
        if (task === 'Give your opening') {
          own.set(seat, turn);
          const action = { flux: 'call the haulier', forge: 'weigh the bales', prism: 'ask the bank' }[seat] ?? '';
          return { turn: { utterance: `${seat} begins.`, act: 'open', option: 'buy', confidence: 0.6, action } };
        }
        if (task !== 'It is your turn') return undefined;
        if (spoken.at(-1)?.turn !== turn) spoken.push({ turn, seat });
        const [, second] = ['flux', 'forge', 'prism'].filter((one) => one !== spoken[0]?.seat);
        if (spoken.length === 1)
          return {
            turn: says('Somebody else has the time.', {
              withdraws: [`action:${own.get(seat)}>${second}`, `action:${own.get(second ?? '')}`],
            }),
          };
        if (spoken.length === 2) return { turn: says('I have no time.', { withdraws: [`action:${own.get(seat)}`] }) };
        return undefined;
      },
      { yaml: PLAN, memo: () => ({}) },
    );
    const [first, second] = spoken;
    const heir = ['flux', 'forge', 'prism'].filter((one) => one !== first?.seat)[1];
    // What is somebody else's is not dropped; the rest of the turn stands.
    expect(eventsOf(events, 'reply.repaired')[0]?.detail).toBe(
      `the action of turn ${own.get(heir ?? '')} is ${heir}'s and not yours`,
    );
    const jobs = debateDocument({ store, id }).outcome?.actions.map(({ owner, turn }) => [owner, turn]) ?? [];
    expect(jobs).toContainEqual([heir, own.get(first?.seat ?? '')]);
    expect(jobs).not.toContainEqual([first?.seat, own.get(first?.seat ?? '')]);
    expect(jobs.some(([, turn]) => turn === own.get(second?.seat ?? ''))).toBe(false);
    expect(memos.at(-1)).toContain(`takes back the job of turn ${own.get(second?.seat ?? '')}`);
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });
});
