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

  it('each fact with a range of its own that would turn it, however far, and not the nearest alone', async () => {
    // Five facts without a range lie nearer than the one with one.
    const parts = ['a', 'b', 'c', 'd', 'e'].map((name) => `part${name.toUpperCase()}`);
    const yaml = `language: en
title: Pumps
motion: Own or rent?
weights: equal
options:
  own: { label: buy a pump, short: buying, set: { price: "4 EUR + ${parts.join(' + ')} + hours * perHour" } }
  rent: { label: rent a pump, short: renting, set: { price: 100 EUR } }
facts:
${parts.map((name) => `  ${name}: { value: 17 EUR, label: ${name}, assumed: 17 EUR, knownBy: [flux] }`).join('\n')}
  hours: { value: 10 hours, range: 2..90, label: the hours, source: a guess }
  perHour: { value: 0.5 EUR/hour, label: an hour }
  price: { value: 0 EUR, label: the price }
quantities:
  cost: { is: price, unit: EUR, label: the cost }
criteria:
  - { less: cost, worth: 5 EUR, value: cost }
cast: [flux, forge, prism]
`;
    const held = await table(inTurn([{ turn: { utterance: 'All parts are as on the bill.', act: 'propose' } }]), {
      yaml,
      option: 'own',
    });
    const flux = eventsOf(held.events, 'turn.recorded').find(
      ({ speaker, phase }) => speaker === 'flux' && phase === 'vote',
    );
    const lines = section(held.prompts.get(flux?.turn ?? 0) ?? '', 'What would turn it');
    expect(lines).toContainEqual(
      expect.stringMatching(/^- fact:hours 10 hours; at 22\.?\d* hours or more: (?:rent leads|own and)/),
    );
  });

  it('what several facts did together as that, and not as one of them', async () => {
    const held = await table(
      ({ seat, task }) =>
        task !== 'Give your opening'
          ? undefined
          : seat === 'flux'
            ? { turn: { utterance: 'There are 20 t in the stack.', act: 'open', option: 'buy', confidence: 0.6 } }
            : seat === 'forge'
              ? { turn: { utterance: '26 t are eaten.', act: 'open', option: 'buy', confidence: 0.6 } }
              : undefined,
      { memo: () => ({}) },
    );
    const memo = held.memos.at(-1) ?? '';
    // 24 - 25 + 8 = 7 with both as they were taken to be, 20 - 26 + 8 = 2 with both as they are.
    expect(memo).toMatch(/taken to be 24 t before · .*7 t → 2 t \(together with what is eaten\)/);
  });

  it('over which part of its range a fact leaves the decision level with another, though it passes it nowhere', async () => {
    const yaml = `language: en
title: Pumps
motion: Own or rent?
weights: equal
options:
  own: { label: buy a pump, short: buying, set: { price: 40 EUR + hours * perHour } }
  rent: { label: rent a pump, short: renting, set: { price: 100 EUR } }
facts:
  hours: { value: 10 hours, range: 5..55, label: the hours, source: a guess }
  perHour: { value: 1 EUR/hour, label: an hour }
  price: { value: 0 EUR, label: the price }
quantities:
  cost: { is: price, unit: EUR, label: the cost }
criteria:
  - { less: cost, worth: 100 EUR, value: cost }
cast: [flux, forge, prism]
`;
    const held = await table(() => undefined, { yaml, option: 'own', memo: () => ({}) });
    // A tenth of a step is 10 EUR: from 50 hours on.
    expect(held.memos.at(-1)).toContain('the hours from 50 hours to 55 hours: buying and renting are level, a tie');
  });
});
