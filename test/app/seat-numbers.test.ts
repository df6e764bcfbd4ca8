import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { verifyDebate } from '../../src/pitwall.ts';
import type { Script } from './table.ts';
import { HAY, table } from './table.ts';

/** A share that buying sets, and two prices of measurements. */
const SHARED = HAY.replace('set: { tonnes: 4 t }, adjust: { tonnes: 2..20 t by 1 }', () =>
  ['set: { tonnes: 4 t, kept: 0.75 }', 'adjust: { tonnes: 2..20 t by 1, kept: 0.5..1 by 0.05 }'].join(', '),
)
  .replace(
    '  fewer: { value: 0 t',
    () => '  kept: { value: 0.8, label: the share that is kept dry }\n  fewer: { value: 0 t',
  )
  .replace('stack + min', 'stack * kept / kept + min')
  .replace('cost: 90 EUR, days', 'cost: 1900 EUR, days')
  .replace('cast: [', () => '  - { learns: spoilt, how: open the clamp at six places, cost: 6500 EUR }\ncast: [');

async function opened(turn: Script['turn'], tools: Script['tools'] = [], yaml = SHARED) {
  const held = await table(
    (at) => (at.turn !== 1 ? undefined : { tools, turn: { act: 'open', option: 'buy', confidence: 0.6, ...turn } }),
    { yaml },
  );
  const back = eventsOf(held.events, 'reply.repaired').map(({ detail }) => detail);
  return { ...held, back, said: eventsOf(held.events, 'turn.recorded')[0] };
}

describe('what is cited and comes to a number', () => {
  it.each([
    ['Both measurements come to 8,400 EUR.', ['rule:stack.price', 'rule:spoilt.price']],
    ['Both come to 1,900 + 6,500 EUR, which is more than the hay.', ['rule:stack.price', 'rule:spoilt.price']],
    ['The one is 4,600 EUR dearer than the other.', ['rule:stack.price', 'rule:spoilt.price']],
    ['Weighing the bales and opening the clamp come to 8,400 EUR.', []],
    ['That is 1,350 EUR of hay.', ['fact:hayPrice', 'tool:1.1/tonnes@buy']],
  ])('is taken as it was worked out: %s', async (utterance, refs) => {
    const evaluate = {
      name: 'evaluate',
      args: { options: ['buy'], quantities: ['tonnes'], amended: { buy: { tonnes: 15 } } },
    };
    const { back, id, store } = await opened(
      { utterance, refs },
      refs.some((ref) => ref.startsWith('tool')) ? [evaluate] : [],
    );
    expect(back).toEqual([]);
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });

  it.each([
    ['Both measurements come to 8,700 EUR.', ['rule:stack.price', 'rule:spoilt.price']],
    ['That is 1,470 EUR of hay.', ['fact:hayPrice', 'tool:1.1/tonnes@buy']],
  ])('is given back where it comes to something else: %s', async (utterance, refs) => {
    const evaluate = {
      name: 'evaluate',
      args: { options: ['buy'], quantities: ['tonnes'], amended: { buy: { tonnes: 15 } } },
    };
    const { back } = await opened({ utterance, refs }, refs.some((ref) => ref.startsWith('tool')) ? [evaluate] : []);
    expect(back).toHaveLength(1);
  });
});

describe('a setting of what is cited', () => {
  const evaluate = {
    name: 'evaluate',
    args: { options: ['buy'], quantities: ['left', 'kept'], amended: { buy: { kept: 0.75 + 0.1, tonnes: 7 } } },
  };

  it.each(['With 85 % kept dry and 7 t bought 7 t are left.', 'At 0.85 kept dry and 7 t bought 7 t are left.'])(
    'may be said as it is, and as a share in percent: %s',
    async (utterance) => {
      const { back, said } = await opened({ utterance, refs: ['tool:1.1/left@buy'] }, [evaluate]);
      expect(back).toEqual([]);
      expect(said?.utterance).toBe(utterance);
    },
  );

  it('is given back where it was set otherwise', async () => {
    const { back } = await opened({ utterance: 'With 83 % kept dry 7 t are left.', refs: ['tool:1.1/left@buy'] }, [
      evaluate,
    ]);
    expect(back[0]).toContain('83 %');
  });
});

describe('a setting that the question allows', () => {
  it('may be said as a what-if where its input is named, and what follows from it', async () => {
    const { back } = await opened({ utterance: 'With 12 t of hay bought we pay 1,080 EUR.', refs: ['fact:hayPrice'] });
    expect(back).toEqual([]);
  });

  it('is given back where the input cannot be set so', async () => {
    const { back } = await opened({ utterance: 'With 23 t of hay bought we are safe.', refs: ['fact:hayPrice'] });
    expect(back[0]).toContain('`23`');
  });
});

describe('a call that is made twice', () => {
  it('can be cited by either number', async () => {
    const evaluate = { name: 'evaluate', args: { options: ['sell'], quantities: ['cost'] } };
    const { back } = await opened({ utterance: 'Selling is 100 EUR.', refs: ['tool:1.1/cost@sell'] }, [
      evaluate,
      evaluate,
    ]);
    expect(back).toEqual([]);
  });
});

describe('a share in percent that is given as a ratio', () => {
  it('is that many percent to an evaluation, a proposal and in words', async () => {
    const evaluate = (spoilt: number) => ({
      name: 'evaluate',
      args: { options: ['buy'], quantities: ['left'], facts: { spoilt }, amended: { buy: { tonnes: 20 } } },
    });
    const { results, back, said } = await opened(
      { utterance: 'Where 0.35 spoils instead of 0.25 it is worse.', refs: ['fact:spoilt', 'tool:1.1'] },
      [evaluate(0.35), evaluate(35)],
    );
    const [asRatio = '', asPercent = ''] = results.get(1) ?? [];
    expect(asRatio.replace('tool:1.1 ', '')).toBe(asPercent.replace('tool:1.2 ', ''));
    expect(back).toEqual([]);
    expect(said?.claims[0]?.numbers.some(({ value, refs }) => value === 25 && refs[0] === 'fact:spoilt')).toBe(true);
  });

  it('stays what it is where the share itself is about that', async () => {
    const few = SHARED.replace(
      'spoilt: { value: 25 %, label: what spoils, range: 10..40 }',
      () => 'spoilt: { value: 0.4 %, label: what spoils, range: 0.1..0.9 }',
    );
    const evaluate = {
      name: 'evaluate',
      args: {
        options: ['buy'],
        quantities: ['left'],
        facts: { spoilt: 0.8, stack: 20, eaten: 26 },
        amended: { buy: { tonnes: 20 } },
      },
    };
    const { results } = await opened({ utterance: 'It hardly spoils.' }, [evaluate], few);
    // 20 + 14 + 6 * 0.992 - 26.
    expect(results.get(1)?.[0]).toContain('"left@buy"=13.952 t');
  });
});

describe('a claim', () => {
  it('keeps every sentence but the question that is put to somebody', async () => {
    const { said } = await opened({
      utterance:
        'With no hay left by March, who pays? What if it snows? Hay is 90 EUR a tonne. Who has seen the stack?',
      question: 'Who has seen the stack?',
      to: 'forge',
    });
    expect(said?.claims[0]?.text).toBe('With no hay left by March, who pays? What if it snows? Hay is 90 EUR a tonne.');
  });
});
