import { describe, expect, it } from 'vitest';
import type { PersonaCard } from '../../src/core/card.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf, parseEvent } from '../../src/core/events.ts';
import type { Routing } from '../../src/core/routing.ts';
import type { Seat } from '../../src/core/seat.ts';
import type { Claim, Turn } from '../../src/core/turn.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { deferredWork } from '../../src/routing/index.ts';
import { cardOf, PORTS, plainSeat, scenarioOf, setupOf, WITH_TOOLS } from '../playbook/fixture.ts';
import { HeldRecord } from '../playbook/held-record.ts';

const HARDWARE = 'the all-reduce over PCIe takes 9 ms and the tensor cores idle because of HBM bandwidth';
const OWN = 'the learning rate is too high and the loss diverges';

const cards = new Map<string, PersonaCard>();
const card = (id: string) => cards.get(id) ?? (cards.set(id, cardOf(id)).get(id) as PersonaCard);
const routing: Routing = {
  deferred: (id, text) => deferredWork(text, { member: card(id), colleagues: [card('blaze')] }),
};

const claim = (change: Partial<Claim>): Claim => ({
  claim: 1,
  text: HARDWARE,
  gist: 'the links',
  reason: null,
  option: null,
  side: null,
  evidence: { kind: 'none', ref: null },
  figure: null,
  numbers: [],
  ...change,
});

/** Pulse says what the test gives, one draft after another; the others argue as ever. */
function pulseSaying(drafts: ((support: Turn['stance']['support']) => Partial<Turn>)[], prompts: string[] = []) {
  let said = 0;
  return (member: PersonaCard, scenario: ReturnType<typeof scenarioOf>): Seat => {
    const seat = plainSeat(member, scenario);
    if (member.id !== 'pulse') return seat;
    return {
      async speak(brief, io) {
        const turn = await seat.speak(brief, io);
        const change = drafts[said];
        said += 1;
        prompts.push(brief.messages.at(-1)?.content ?? '');
        return change ? { ...turn, claims: [], ...change(turn.stance.support) } : turn;
      },
    };
  };
}

const claiming =
  (change: Partial<Claim>, utterance = 'Trust me.') =>
  () => ({ utterance, claims: [claim(change)] });

async function held(drafts: Parameters<typeof pulseSaying>[0], repair: 'never' | 'once' = 'never') {
  const prompts: string[] = [];
  const scenario = scenarioOf(WITH_TOOLS, { repair, protocol: ['opening blind', 'vote', 'close'] });
  const record = new HeldRecord();
  const setup = { ...setupOf({ scenario, seatFor: pulseSaying(drafts, prompts) }), routing };
  const events = await holdDebate({ setup, ports: PORTS, record });
  const spoken = eventsOf(events, 'turn.recorded').filter(({ speaker }) => speaker === 'pulse');
  return { events, record, prompts, spoken, crossed: crossedIn(events, spoken[0]?.turn) };
}

/** Those of one turn: later ones, which the test does not say, may calculate what the desk does. */
const crossedIn = (events: readonly TranscriptEvent[], turn: number | undefined) =>
  eventsOf(events, 'boundary.crossed').filter((crossed) => crossed.turn === turn);

describe('claiming work that the card defers', () => {
  it('is an event before the turn, with what the claim is about, whose it is, and why', async () => {
    const { events, crossed, spoken } = await held([claiming({})]);
    expect(crossed).toHaveLength(1);
    expect(crossed[0]).toMatchObject({
      turn: spoken[0]?.turn,
      speaker: 'pulse',
      draft: null,
      crossings: [{ claim: 1, topic: 'hardware', to: 'blaze', rule: 'claimed' }],
    });
    expect(crossed[0]?.crossings[0]?.probability).toBeGreaterThan(0.9);
    expect(crossed[0]?.crossings[0]?.evidence.join(' ')).toContain('topic hardware');
    const at = events.findIndex(({ type }) => type === 'boundary.crossed');
    expect(events[at + 1]).toMatchObject({ type: 'turn.recorded', body: { turn: crossed[0]?.turn } });
    for (const { type, body } of events) expect(parseEvent(type, body)).toEqual({ type, body });
  });

  it.each([
    ['work of their own', claiming({ text: OWN })],
    ["a colleague's claim taken up", claiming({ evidence: { kind: 'colleague', ref: 'turn:1.1' } })],
    ['an answer that they got', claiming({ evidence: { kind: 'consult', ref: 'consult:1.1' } })],
    [
      'a number that was measured',
      claiming({ numbers: [{ text: '9', value: 9, unit: 'ms', refs: ['fact:backlog'], op: 'is' }] }),
    ],
    ['sending the others to the colleague', claiming({}, 'Ask Blaze, that is his.')],
    ['sending them there by a given name', claiming({}, '그건 성훈 형한테 물어보자.')],
  ])('is not %s', async (_, draft) => {
    expect((await held([draft])).crossed).toEqual([]);
  });

  it("is running the desk's calculation alone instead of asking", async () => {
    const ownRun = () => ({ claims: [claim({ text: OWN, evidence: { kind: 'tool' as const, ref: 'tool:1.1/usd' } })] });
    const { crossed, events } = await held([ownRun]);
    const [called] = eventsOf(events, 'tool.called').filter(({ speaker }) => speaker === 'pulse');
    expect(called?.name).toBe('bill');
    expect(crossed[0]?.crossings).toEqual([
      {
        claim: 1,
        topic: 'hardware',
        to: 'blaze',
        rule: 'calculated',
        probability: null,
        evidence: ['bill is a calculation of the hardware desk, and Blaze was not asked'],
      },
    ]);
  });

  it('is not seen where all that is said in numbers is how an option is to be set', async () => {
    const set = { text: '625', value: 625, unit: 'W', op: 'is' as const, refs: ['option:rent.rented'] };
    const { crossed } = await held([claiming({ numbers: [set as Claim['numbers'][number]] })]);
    expect(crossed).toEqual([]);
  });

  it('is not seen where the card defers nothing', async () => {
    cards.set('pulse', cardOf('pulse', { defers: [] }));
    const { crossed } = await held([claiming({})]);
    cards.delete('pulse');
    expect(crossed).toEqual([]);
  });
});

describe('a repair', () => {
  it('is not given unless the scenario says so', async () => {
    const { prompts, crossed, spoken } = await held([claiming({}), claiming({ text: OWN })]);
    expect(prompts.some((prompt) => prompt.startsWith('[boundary]'))).toBe(false);
    expect([crossed[0]?.draft, spoken[0]?.claims[0]?.text]).toEqual([null, HARDWARE]);
  });

  it('is given once, and both drafts stay', async () => {
    const { prompts, crossed, spoken, record } = await held([claiming({}), claiming({ text: OWN })], 'once');
    // Draft, repair, and what begins the next turn: that one the test does not say.
    expect(prompts.slice(0, 3).filter((prompt) => prompt.startsWith('[boundary]'))).toEqual([
      '[boundary] claim 1 is a matter of hardware, which your card leaves to blaze. Consult blaze, or say that you need the answer and claim nothing about it. Give your turn again.',
    ]);
    expect(crossed).toHaveLength(1);
    expect(crossed[0]?.draft?.claims[0]?.text).toBe(HARDWARE);
    expect(spoken[0]?.claims[0]?.text).toBe(OWN);
    const effects = [...record.effects.keys()].filter((call) => call.startsWith('opening/1/pulse/model#'));
    expect(effects.length).toBeGreaterThanOrEqual(2);
  });

  it('that crosses again is recorded as it is, and not asked for a third time', async () => {
    const { prompts, crossed, spoken } = await held([claiming({}), claiming({}), claiming({ text: OWN })], 'once');
    expect(prompts.filter((prompt) => prompt.startsWith('[boundary]'))).toHaveLength(1);
    expect(crossed.map(({ draft }) => draft?.claims[0]?.text ?? null)).toEqual([HARDWARE, null]);
    expect(spoken[0]?.claims[0]?.text).toBe(HARDWARE);
  });
});
