import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { HAY, table } from './table.ts';

type Turn = Record<string, unknown>;

/** What is said in the rebuttals, one turn after the other; asked again, a turn says the same. */
function inTurn(turns: readonly { turn: Turn; tools?: { name: string; args: Turn }[] }[]) {
  const left = [...turns];
  const begun = new Map<number, (typeof turns)[number] | undefined>();
  return ({ turn, task }: { turn: number; task: string }) => {
    if (task !== 'It is your turn') return undefined;
    if (!begun.has(turn)) begun.set(turn, left.shift());
    return begun.get(turn);
  };
}

const section = (text: string, heading: string) => {
  const lines = text.slice(text.lastIndexOf(heading)).split('\n').slice(1);
  const end = lines.findIndex((line) => !line.startsWith('- '));
  return text.includes(heading) ? lines.slice(0, end) : [];
};
const votePrompt = ({ prompts, events }: Awaited<ReturnType<typeof table>>) =>
  prompts.get(eventsOf(events, 'turn.recorded').find(({ phase }) => phase === 'vote')?.turn ?? 0) ?? '';

describe('a seat is told', () => {
  it('how an option was set by agreement, among what is settled', async () => {
    const plan = { option: 'buy', settings: { tonnes: 9 } };
    const held = await table(
      inTurn([
        { turn: { utterance: 'Nine tonnes.', act: 'propose', proposes: plan } },
        { turn: { utterance: 'I am with you.', act: 'support', proposes: plan } },
      ]),
    );
    const said = eventsOf(held.events, 'turn.recorded').filter(({ phase }) => phase === 'rebuttal');
    const [first, second] = said;
    expect(section(votePrompt(held), 'Settled so far')).toContain(
      `- buy with tonnes at 9 t: ${first?.speaker} in turn ${first?.turn}, seconded by ${second?.speaker} in turn ${second?.turn}`,
    );
  });

  it('by which reference the price of a measurement is cited, and that reference is read', async () => {
    const yaml = HAY.replaceAll(/\bstack\b(?!:? ?in)/g, 'hayStack').replace(
      'label: the hay in the hayStack',
      'label: the hay in the stack',
    );
    const priced = (ref: string) => ({
      turn: { utterance: 'Weighing costs us next to nothing.', act: 'propose', refs: [ref] },
    });
    const held = await table(inTurn([priced('rule:hayStack.price')]), { yaml });
    expect(held.prompts.get(1)).toContain('for 90 EUR, 1 day (rule:hayStack.price, rule:hayStack.days)');
    const repairs = eventsOf(held.events, 'reply.repaired');
    expect(repairs).toEqual([]);
  });

  it('which references there are, where one of a price is none', async () => {
    const held = await table(
      inTurn([
        { turn: { utterance: 'Weighing costs us next to nothing.', act: 'propose', refs: ['rule:weighing.price'] } },
      ]),
    );
    const [repair] = eventsOf(held.events, 'reply.repaired');
    expect(JSON.stringify(repair)).toContain('there is `rule:stack.price`, `rule:stack.days`');
  });

  it('to speak to everybody at once as to whom it owes most', async () => {
    const { prompts } = await table(() => undefined, { yaml: HAY.replace('language: en', 'language: ko') });
    const forge = [...prompts.values()].find((text) => text.includes('At the table beside you (forge)')) ?? '';
    // Their card has `plain` for all and `polite` for Flux.
    expect(forge).toMatch(/Speak 해요체\(-아요\) to flux, everybody at once; 반말\(-아, -야\) to prism:/);
  });
});
