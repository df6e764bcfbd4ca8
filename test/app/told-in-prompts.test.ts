import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { blocksOf } from '../../src/report/blocks.ts';
import { besidePhrases } from '../../src/report/phrases.ts';
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

  it('which fact its figure fell by, and not one that cancels out of it', async () => {
    const yaml = `language: en
title: Scans
motion: Read here or send away?
weights: equal
options:
  own: { label: read them here, short: reading, set: { fee: 0 EUR } }
  send: { label: send them away, short: sending, set: { fee: 500 EUR } }
facts:
  cards: { value: 8 cards, label: the cards }
  pages: { value: 100 pages, knownBy: [forge], assumed: 60 pages, label: the pages }
  rate: { value: 1 pages/h/cards, label: what a card reads }
  hourly: { value: 2 EUR/h/cards, label: what a card costs }
  fee: { value: 0 EUR, label: the fee }
quantities:
  hours: { is: pages / (rate * cards), unit: h, label: the hours }
  cost: { is: fee + cards * hours * hourly, unit: EUR, label: the cost }
criteria:
  - { less: cost, worth: 100 EUR, value: cost }
events:
  - { after: opening, set: { cards: 6 cards }, say: Two cards are gone. }
cast: [flux, forge, prism]
protocol: [opening blind, rebuttal 2, vote, close]
`;
    const held = await table(
      ({ seat, task }) =>
        task !== 'Give your opening'
          ? undefined
          : seat === 'flux'
            ? { turn: { utterance: 'Reading them here costs 120 EUR.', act: 'open', option: 'own', confidence: 0.6 } }
            : seat === 'forge'
              ? { turn: { utterance: 'There are 100 pages.', act: 'open', option: 'own', confidence: 0.6 } }
              : undefined,
      { yaml, option: 'own' },
    );
    const next = eventsOf(held.events, 'floor.granted').find(({ turn, speaker }) => turn > 3 && speaker === 'flux');
    const lines = section(held.prompts.get(next?.turn ?? 0) ?? '', 'What you said and no longer holds');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('own/cost: 120 then, 200 EUR now: fact:pages was 60 and is 100 now');
    expect(lines[0]).not.toContain('cards');
  });

  it('which result of a list is whose setting and value', async () => {
    const evaluate = {
      name: 'evaluate',
      args: {
        options: ['buy'],
        quantities: ['left'],
        facts: { stack: [18, 20] },
        amended: { buy: { tonnes: [5, 10] } },
      },
    };
    const held = await table(({ turn }) =>
      turn !== 1
        ? undefined
        : { tools: [evaluate], turn: { utterance: 'We buy.', act: 'open', option: 'buy', confidence: 0.6 } },
    );
    // Of these facts Flux knows the stack, and takes 25 t to be eaten.
    expect(held.results.get(1)).toHaveLength(4);
    for (const [index, [stack, tonnes]] of [
      [18, 5],
      [20, 5],
      [18, 10],
      [20, 10],
    ].entries()) {
      const result = held.results
        .get(1)
        ?.find((text) => text.includes(`tonnes of buy at ${tonnes} t`) && text.includes(`stack ${stack},`));
      expect([index, result]).toEqual([
        index,
        expect.stringContaining(`"left@buy"=${Number(stack) + Number(tonnes) - 25} t`),
      ]);
    }
  });

  it('how many evaluations two lists make, where they are too many', async () => {
    const evaluate = {
      name: 'evaluate',
      args: {
        options: ['buy'],
        facts: { stack: [15, 17, 19, 21] },
        amended: { buy: { tonnes: [4, 5, 6, 7] } },
      },
    };
    const held = await table(({ turn }) =>
      turn !== 1
        ? undefined
        : { tools: [evaluate], turn: { utterance: 'We buy.', act: 'open', option: 'buy', confidence: 0.6 } },
    );
    expect(held.results.get(1)?.[0]).toContain(
      'expected lists that make 1 to 8 calls together, got 4 values of the fact `stack` times 4 values of `tonnes` of `buy`, which is 16',
    );
  });

  it('what is to be done where an option is chosen, and the memo has of it what nobody took on', async () => {
    const yaml = HAY.replace(
      'adjust: { tonnes: 2..20 t by 1 } }',
      'adjust: { tonnes: 2..20 t by 1 }, actions: [{ owner: flux, do: order the bales from the mill }, { owner: forge, do: clear the loft }] }',
    );
    const held = await table(
      inTurn([{ turn: { utterance: 'I see to the mill.', act: 'propose', action: 'order the bales from the mill' } }]),
      { yaml, memo: () => ({}) },
    );
    expect(held.prompts.get(1)).toContain(
      'What is to be done where an option is chosen:\n- buy: flux "order the bales from the mill"\n- buy: forge "clear the loft"',
    );
    const memo = held.memos.at(-1) ?? '';
    expect(memo).toMatch(/in the question, and not taken up in the debate: [^;\n]* clear the loft$/m);
    expect(memo).not.toMatch(/not taken up in the debate:.*order the bales/);
  });

  it('and its reader, what a speaker takes on or makes a vote hang on, unless that is what they said', async () => {
    const says = { utterance: 'Four tonnes, and I see to the mill.', act: 'propose' };
    const held = await table(
      inTurn([
        { turn: { ...says, action: 'see to the mill by Friday' } },
        { turn: { ...says, action: 'I see to the mill' } },
      ]),
    );
    const page = blocksOf(held.context, held.events);
    const beside = page.flatMap((block) => (block.kind === 'turn' ? besidePhrases(held.context, block) : []));
    expect(beside).toEqual(['takes on: see to the mill by Friday']);
  });
});
