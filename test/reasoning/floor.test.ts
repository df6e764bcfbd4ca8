import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody, TranscriptEvent } from '../../src/core/events.ts';
import type { FloorState, OwnPolicy } from '../../src/reasoning/floor.ts';
import { closingSpeakers, lastWord, nextSpeaker } from '../../src/reasoning/floor.ts';
import type { Recorded } from './turns.ts';
import { claim, recorded } from './turns.ts';

const SEATS = ['a', 'b', 'c', 'd'];
const question = { text: '?', topic: null, about: null };
const state = (events: readonly TranscriptEvent[], change: Partial<FloorState> = {}): FloorState => ({
  seats: SEATS,
  events,
  phase: 'rebuttal',
  round: 1,
  seed: 1,
  ...change,
});
const opening = SEATS.map((speaker, index) => recorded({ turn: index + 1, speaker, phase: 'opening' }));

type Rule = EventBody<'floor.granted'>['rule'];
const granted = (turn: number, speaker: string, rule: Rule): TranscriptEvent => ({
  type: 'floor.granted',
  body: { turn, speaker, rule, round: 1, phase: 'rebuttal', why: '' },
});

/** Lets a round run to its end; `act` says what each speaker does with the floor. */
function round(
  policy: OwnPolicy,
  seed: number,
  act: (speaker: string, turn: number) => Partial<Recorded> = () => ({}),
  seats: readonly string[] = SEATS,
): { speaker: string; rule: Rule }[] {
  const events = seats.map((speaker, index) => recorded({ turn: index + 1, speaker, phase: 'opening' }));
  const order: { speaker: string; rule: Rule }[] = [];
  for (let turn = events.length + 1; order.length < 50; turn += 1) {
    const grant = nextSpeaker(policy, state(events, { seed, seats }));
    if (grant === null) return order;
    order.push(grant);
    events.push(granted(turn, grant.speaker, grant.rule));
    events.push(recorded({ turn, speaker: grant.speaker, ...act(grant.speaker, turn) }));
  }
  throw new Error('expected the round to end');
}

const speakers = (order: readonly { speaker: string }[]) => order.map(({ speaker }) => speaker);

describe('a floor by lot', () => {
  it('is another order with another seed, the same with the same one, and each speaks once', () => {
    const orders = [1, 2, 3, 4].map((seed) => speakers(round('random', seed)).join(''));
    expect(new Set(orders).size).toBeGreaterThan(1);
    for (const order of orders) expect([...order].sort()).toEqual(SEATS);
    expect(speakers(round('random', 1)).join('')).toBe(orders[0]);
  });
});

describe('a floor by bid', () => {
  it('has as many turns as seats, and nobody two in a row', () => {
    const order = speakers(round('bid', 1));
    expect(order.length).toBe(SEATS.length);
    for (const [index, speaker] of order.entries()) expect(speaker).not.toBe(order[index - 1]);
  });

  it('goes to whoever was asked, and says so', () => {
    const asking = recorded({ turn: 5, speaker: 'a', addressee: 'c', question });
    expect(nextSpeaker('bid', state([...opening, asking]))).toMatchObject({
      speaker: 'c',
      rule: 'bid',
      why: expect.stringContaining('a asked in turn 5'),
    });
  });

  it('goes back to who is disputed, though others have not spoken', () => {
    const order = round('bid', 1, (_speaker, turn) => ({
      act: 'rebut',
      answers: { turn: turn - 1, claim: 1 },
    }));
    expect(new Set(speakers(order)).size).toBeLessThan(SEATS.length);
  });
});

describe('round robin', () => {
  it('goes around once in seat order and ends', () => {
    expect(speakers(round('round-robin', 1))).toEqual(SEATS);
    expect(nextSpeaker('round-robin', state(opening))).toEqual({
      speaker: 'a',
      rule: 'seat-order',
      why: 'seat 1 of 4 in round 1',
    });
  });

  it('begins each round anew', () => {
    const first = SEATS.map((speaker, index) => recorded({ turn: index + 1, speaker }));
    expect(nextSpeaker('round-robin', state(first))).toBeNull();
    expect(nextSpeaker('round-robin', state(first, { round: 2 }))?.speaker).toBe('a');
  });
});

describe('relevance', () => {
  const disputed = recorded({ turn: 5, speaker: 'a', act: 'rebut', answers: { turn: 3, claim: 1 } });
  const asked = recorded({ turn: 6, speaker: 'd', act: 'ask', addressee: 'b', question });

  it('lets whoever was asked answer at once, and whoever was disputed, and says why', () => {
    expect(nextSpeaker('relevance', state([...opening, disputed]))).toEqual({
      speaker: 'c',
      rule: 'reply',
      why: 'a disputed turn 3 in turn 5',
    });
    expect(nextSpeaker('relevance', state([...opening, disputed, asked]))).toEqual({
      speaker: 'b',
      rule: 'asked',
      why: 'd asked in turn 6',
    });
  });

  it('leaves whoever answered their own turn, and calls for no answer to an answer', () => {
    const reply = [
      granted(6, 'c', 'reply'),
      recorded({ turn: 6, speaker: 'c', act: 'rebut', answers: { turn: 5, claim: 1 } }),
    ];
    const next = nextSpeaker('relevance', state([...opening, disputed, ...reply]));
    expect(next?.rule).toBe('waiting');
    expect(['b', 'd']).toContain(next?.speaker);
    const order = round('relevance', 1, (speaker, turn) =>
      speaker === 'a' ? { act: 'rebut', answers: { turn: 3, claim: 1 } } : { utterance: String(turn) },
    );
    expect(speakers(order).filter((speaker) => speaker === 'c')).toHaveLength(2);
  });

  it('goes on with whoever owes an answer from before', () => {
    const others = ['b', 'd'].map((speaker, index) => recorded({ turn: index + 6, speaker }));
    const late = [granted(5, 'a', 'reply'), disputed, ...others];
    expect(nextSpeaker('relevance', state([...opening, ...late]))).toEqual({
      speaker: 'c',
      rule: 'answered',
      why: 'a disputed turn 3 in turn 5',
    });
  });

  it('lets whoever has waited longest speak when nothing is owed', () => {
    const turns = [5, 6, 7].map((turn, index) => recorded({ turn, speaker: SEATS[index] as string }));
    expect(nextSpeaker('relevance', state([...opening, ...turns]))).toEqual({
      speaker: 'd',
      rule: 'waiting',
      why: 'has not spoken for 3 turns',
    });
  });

  it('gives everybody the floor, half of the table a reply besides, and nobody two turns in a row', () => {
    const acts = fc.array(
      fc.record({
        act: fc.constantFrom('ask' as const, 'rebut' as const, 'support' as const),
        to: fc.nat({ max: 3 }),
        answers: fc.integer({ min: 1, max: 4 }),
      }),
      { minLength: 12, maxLength: 12 },
    );
    fc.assert(
      fc.property(acts, fc.integer({ min: 1, max: 1000 }), (list, seed) => {
        const order = round('relevance', seed, (speaker, turn) => {
          const { act, to, answers } = list[turn % list.length] as { act: 'ask'; to: number; answers: number };
          const others = SEATS.filter((seat) => seat !== speaker);
          const addressee = others[to % others.length] as string;
          if (act === 'ask') return { act, question, addressee };
          return act === 'rebut' ? { act, answers: { turn: answers, claim: 1 }, addressee } : { act };
        });
        for (const [index, { speaker }] of order.entries()) expect(speaker).not.toBe(order[index - 1]?.speaker);
        expect(new Set(speakers(order))).toEqual(new Set(SEATS));
        const answers = order.filter(({ rule }) => rule === 'asked' || rule === 'reply');
        expect(answers.filter(({ rule }) => rule === 'reply').length).toBeLessThanOrEqual(SEATS.length / 2);
        const own = order.filter((one) => !answers.includes(one));
        expect(new Set(speakers(own)).size).toBe(own.length);
      }),
    );
  });

  it('is decided by the seed only among equals, and alike for the same seed', () => {
    const orders = new Set(Array.from({ length: 30 }, (_, seed) => speakers(round('relevance', seed)).join('')));
    expect(orders.size).toBeGreaterThan(1);
    expect(round('relevance', 9)).toEqual(round('relevance', 9));
  });

  it('works with two seats', () => {
    expect(speakers(round('relevance', 1, () => ({}), ['a', 'b'])).sort()).toEqual(['a', 'b']);
  });
});

describe('who closes', () => {
  const vote = (member: string, option: string | null, confidence: number) => ({ member, option, confidence });

  it('is the firmest for the decision, then the firmest against it', () => {
    const votes = [vote('a', 'x', 0.6), vote('b', 'x', 0.9), vote('c', 'y', 0.3), vote('d', null, 0)];
    expect(closingSpeakers(votes, 'x')).toEqual([
      { member: 'b', role: 'champion' },
      { member: 'c', role: 'dissent' },
    ]);
  });

  it('is one alone where all agree, and the first seat among equals', () => {
    expect(closingSpeakers([vote('a', 'x', 0.5), vote('b', 'x', 0.5)], 'x')).toEqual([
      { member: 'a', role: 'champion' },
    ]);
  });
});

describe('language models at the table', () => {
  const live = SEATS;
  const standing = (option: string) => ({ option, confidence: 0.6, support: {}, movedBy: [] });
  const at = (turn: number, speaker: string, change: Partial<Recorded> = {}) => recorded({ turn, speaker, ...change });
  const spokenOnce = SEATS.map((speaker, index) => at(index + 5, speaker));

  it('who have passed are not asked again in the round, but by name', () => {
    const passed = ['b', 'c', 'd'];
    expect(nextSpeaker('relevance', state([...opening, at(5, 'a')], { live, passed }))).toBeNull();
    const asks = at(5, 'a', { act: 'ask', addressee: 'c', question });
    expect(nextSpeaker('relevance', state([...opening, asks], { live, passed }))).toMatchObject({
      speaker: 'c',
      rule: 'asked',
    });
  });

  it('answer what an answer asks back, though not without end', () => {
    const events = [...opening, at(5, 'a', { act: 'ask', addressee: 'b', question })];
    const order: string[] = [];
    for (let turn = 6; turn < 12; turn += 1) {
      const grant = nextSpeaker('relevance', state(events, { live }));
      if (grant?.rule !== 'asked') break;
      order.push(grant.speaker);
      const addressee = grant.speaker === 'b' ? 'a' : 'b';
      events.push(granted(turn, grant.speaker, 'asked'), at(turn, grant.speaker, { act: 'ask', addressee, question }));
    }
    expect(order).toEqual(['b', 'a', 'b']);
  });

  it('answer a dispute of the leading option before others go on, however many replies there were', () => {
    const opened = SEATS.map((speaker, index) =>
      recorded({
        turn: index + 1,
        speaker,
        phase: 'opening',
        stance: standing(speaker === 'd' ? 'y' : 'x'),
        claims: [claim({ option: speaker === 'd' ? 'y' : 'x', side: 'for' })],
      }),
    );
    const replies = ['b', 'c'].flatMap((speaker, index) => [
      granted(index + 5, speaker, 'reply'),
      at(index + 5, speaker, { stance: standing('x') }),
    ]);
    const disputes = (turn: number) => at(7, 'a', { act: 'rebut', answers: { turn, claim: 1 }, stance: standing('x') });
    const next = (turn: number, seats: readonly string[]) =>
      nextSpeaker('relevance', state([...opened, ...replies, disputes(turn)], { live: seats }));
    expect(next(3, live)).toMatchObject({ speaker: 'c', rule: 'reply' });
    expect(next(4, live)?.rule).not.toBe('reply');
    expect(next(3, [])?.rule).not.toBe('reply');
  });

  it('are heard once more where the last turn before the vote disputes them', () => {
    const disputes = at(9, 'a', { act: 'rebut', answers: { turn: 6, claim: 1 } });
    const over = [...opening, ...spokenOnce, disputes];
    expect(lastWord(state(over, { live }))).toMatchObject({ speaker: 'b', rule: 'reply' });
    expect(lastWord(state(over))).toBeNull();
  });

  it('are heard before the vote where they alone hold an option and have not spoken in the last round', () => {
    const opened = SEATS.map((speaker, index) =>
      recorded({ turn: index + 1, speaker, phase: 'opening', stance: standing(speaker === 'd' ? 'y' : 'x') }),
    );
    const said = ['a', 'b'].map((speaker, index) => at(index + 5, speaker, { stance: standing('x') }));
    const over = [...opened, ...said];
    expect(lastWord(state(over, { live }))).toEqual({
      speaker: 'd',
      rule: 'waiting',
      why: 'is alone for y, and is heard before the vote',
    });
    expect(lastWord(state(over, { live, passed: ['d'] }))).toBeNull();
    expect(lastWord(state([...over, at(7, 'd', { stance: standing('y') })], { live }))).toBeNull();
  });
});

describe('a language model that was given the floor or disputed', () => {
  const live = { live: SEATS };
  const rebuts = (turn: number, speaker: string, of: number, change: Partial<Recorded> = {}) =>
    recorded({ turn, speaker, act: 'rebut', answers: { turn: of, claim: 1 }, claims: [claim()], ...change });

  it('asks nobody again who had nothing to say to the last turn, in the round or behind it', () => {
    const events = [...opening, rebuts(5, 'a', 2)];
    expect(nextSpeaker('relevance', state(events, live))).toMatchObject({ speaker: 'b', rule: 'reply' });
    const declined = { ...live, passed: ['b'], declined: ['b'] };
    expect(nextSpeaker('relevance', state(events, declined))?.speaker).not.toBe('b');
    expect(lastWord(state(events, live))).toMatchObject({ speaker: 'b' });
    expect(lastWord(state(events, declined))?.speaker).not.toBe('b');
  });

  it('lets whom an answer disputes answer next, before others go on, three answers in a row at most', () => {
    const events = [...opening, rebuts(5, 'a', 2), granted(6, 'b', 'reply'), rebuts(6, 'b', 4)];
    expect(nextSpeaker('relevance', state(events, live))).toMatchObject({ speaker: 'd', rule: 'reply' });
    expect(nextSpeaker('relevance', state(events))?.rule).not.toBe('reply');
    const longer = [
      ...events,
      granted(7, 'd', 'reply'),
      rebuts(7, 'd', 6),
      granted(8, 'b', 'reply'),
      rebuts(8, 'b', 7),
    ];
    expect(nextSpeaker('relevance', state(longer, live))?.rule).not.toBe('reply');
  });
});
