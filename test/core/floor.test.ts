import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TranscriptEvent } from '../../src/core/events.ts';
import type { FloorState } from '../../src/core/floor.ts';
import { closingSpeakers, nextSpeaker } from '../../src/core/floor.ts';
import type { Recorded } from './turns.ts';
import { recorded } from './turns.ts';

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

/** Lets a round run to its end; `act` says what each speaker does with the floor. */
function round(
  policy: 'round-robin' | 'relevance',
  seed: number,
  act: (speaker: string, turn: number) => Partial<Recorded> = () => ({}),
  seats: readonly string[] = SEATS,
): string[] {
  const events = seats.map((speaker, index) => recorded({ turn: index + 1, speaker, phase: 'opening' }));
  const order: string[] = [];
  for (let turn = events.length + 1; order.length < 50; turn += 1) {
    const grant = nextSpeaker(policy, state(events, { seed, seats }));
    if (grant === null) return order;
    order.push(grant.speaker);
    events.push(recorded({ turn, speaker: grant.speaker, ...act(grant.speaker, turn) }));
  }
  throw new Error('expected the round to end');
}

describe('round robin', () => {
  it('goes around once in seat order and ends', () => {
    expect(round('round-robin', 1)).toEqual(SEATS);
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
  it('lets whoever was asked speak first, then whoever was disputed, and says why', () => {
    const disputed = recorded({ turn: 5, speaker: 'a', act: 'rebut', answers: { turn: 3, claim: 1 } });
    const asked = recorded({ turn: 6, speaker: 'd', act: 'ask', addressee: 'b', question });
    expect(nextSpeaker('relevance', state([...opening, disputed, asked]))).toEqual({
      speaker: 'b',
      rule: 'asked',
      why: 'd asked in turn 6',
    });
    const answered = recorded({ turn: 7, speaker: 'b', act: 'answer', answers: { turn: 6, claim: 1 } });
    expect(nextSpeaker('relevance', state([...opening, disputed, asked, answered]))).toEqual({
      speaker: 'c',
      rule: 'answered',
      why: 'a disputed turn 3 in turn 5',
    });
  });

  it('lets whoever has waited longest speak when nothing is owed', () => {
    const twice = [5, 6, 7].map((turn, index) => recorded({ turn, speaker: SEATS[index] as string }));
    expect(nextSpeaker('relevance', state([...opening, ...twice]))).toEqual({
      speaker: 'd',
      rule: 'waiting',
      why: 'has not spoken for 3 turns',
    });
  });

  it('closes the round with the answer that is still owed, and with no more than one', () => {
    const [first, ...rest] = round('relevance', 3, (speaker) => ({
      act: 'ask',
      question,
      addressee: SEATS[(SEATS.indexOf(speaker) + 1) % SEATS.length] as string,
    }));
    expect([first, ...rest]).toHaveLength(SEATS.length + 1);
    expect(round('relevance', 3)).toHaveLength(SEATS.length);
  });

  it('gives nobody the floor twice in a row, whatever is asked and disputed', () => {
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
        for (const [index, speaker] of order.entries()) expect(speaker).not.toBe(order[index - 1]);
        expect(order.length).toBeGreaterThanOrEqual(SEATS.length);
        expect(order.length).toBeLessThanOrEqual(SEATS.length + 1);
        const within = order.slice(0, SEATS.length);
        for (const seat of SEATS) expect(within.filter((one) => one === seat).length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('is decided by the seed only among equals, and alike for the same seed', () => {
    const orders = new Set(Array.from({ length: 30 }, (_, seed) => round('relevance', seed).join('')));
    expect(orders.size).toBeGreaterThan(1);
    expect(round('relevance', 9)).toEqual(round('relevance', 9));
  });

  it('works with two seats', () => {
    expect(round('relevance', 1, () => ({}), ['a', 'b']).sort()).toEqual(['a', 'b']);
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
