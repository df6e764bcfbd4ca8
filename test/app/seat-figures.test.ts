import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { verifyDebate } from '../../src/pitwall.ts';
import { table } from './table.ts';

const linesIn = (text: string, heading: string) => {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.startsWith(heading));
  const rest = at < 0 ? [] : lines.slice(at + 1);
  const end = rest.findIndex((line) => !line.startsWith('- '));
  return rest.slice(0, end < 0 ? undefined : end);
};

describe('a seat that a language model takes', () => {
  it('reads on its sheet which option keeps which limit, at which setting, and how far ahead each is in all', async () => {
    const { prompts } = await table(() => undefined);
    // Forge takes the stack for 24 t and knows that 26 t are eaten.
    const sheet = linesIn(prompts.get(2) ?? '', 'Your sheet');
    expect(sheet).toContain('- limits: buy keeps all; away keeps all; sell keeps all');
    // 24 - 26 + 8 = 6 t for 700 EUR; buying 4 t: 2 t for 360 EUR; selling: 3 t for 100 EUR, 600 of 400 EUR and 3 of 5 t apart.
    expect(sheet.find((line) => line.includes('all goals added up'))).toMatch(
      /: sell leads; against it buy with .*; away -0\.9 \(cost -1\.5, left \+0\.6\)$/,
    );
    const heard = linesIn(prompts.get(6) ?? prompts.get(5) ?? '', 'Your sheet');
    expect(heard.join('\n')).toContain('limits');
  });

  it('is told by an evaluation what each option comes to as a whole, at each setting of a list, and may cite each', async () => {
    const evaluate = {
      name: 'evaluate',
      args: {
        options: ['buy', 'sell'],
        quantities: ['left'],
        facts: { stack: 18 },
        amended: { buy: { tonnes: ['4 t', 10] } },
      },
    };
    const { id, store, results, events } = await table(({ turn }) =>
      turn !== 2
        ? undefined
        : {
            tools: [evaluate],
            turn: {
              utterance: 'At 18 t in the stack, 10 t leave 2 t where 4 t fall short.',
              act: 'open',
              option: 'buy',
              confidence: 0.6,
              refs: ['tool:2.2/left@buy'],
            },
          },
    );
    const [first = '', second = ''] = results.get(2) ?? [];
    expect(first).toMatch(/^tool:2\.1 .*"misses\.left@buy"=5 t/);
    expect(second).toMatch(/^tool:2\.2 "left@buy"=2 t/);
    expect(second).not.toContain('misses.left@buy');
    // With 18 t none of the others keeps 1 t: buying is ahead of nobody.
    expect(second).not.toContain('ahead.inAll');
    const body = eventsOf(events, 'turn.recorded').find(({ turn }) => turn === 2);
    expect(body?.claims[0]?.numbers.map(({ refs }) => refs[0])).toContain('tool:2.2/left@buy');
    expect(eventsOf(events, 'tool.called').filter(({ turn }) => turn === 2).length).toBeGreaterThanOrEqual(2);
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });
});
