import { describe, expect, it } from 'vitest';
import type { TranscriptEvent } from '../../src/core/events.ts';
import type { Claim } from '../../src/core/turn.ts';
import { livesOf } from '../../src/reasoning/claims.ts';
import { heardIn } from '../../src/reasoning/heard.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { outcomeOf } from '../../src/report/outcome.ts';
import { shortened } from '../../src/report/shortened.ts';
import type { Recorded } from '../reasoning/turns.ts';
import { claim, recorded } from '../reasoning/turns.ts';
import { SCENARIO } from './question.ts';

const vote = (member: string, option: string, turn: number, blind = false): TranscriptEvent => ({
  type: 'vote.cast',
  body: { member, option, confidence: 0.7, blind, reason: null, condition: null, turn },
});
const closed: TranscriptEvent = {
  type: 'debate.closed',
  body: { stopReason: 'rounds', decision: 'rent', margin: 1, confidence: 0.7, turns: 9 },
};
const rentRises: TranscriptEvent = {
  type: 'fact.changed',
  body: { phase: 'rebuttal', round: 1, set: { rentUsd: { from: 300, to: 350 } }, say: 'the rent rises' },
};

/** What a language model says: a text, a side, no reason of the model. */
const free = (text: string, option: string, side: Claim['side'] = 'for', change: Partial<Claim> = {}) =>
  claim({ text, option, side, ...change });

const turn = (number: number, speaker: string, option: string, change: Partial<Recorded> = {}) =>
  recorded({
    turn: number,
    speaker,
    ...change,
    stance: { option, confidence: 0.7, support: { [option]: 0.7 }, movedBy: [] },
  });

function outcome(events: readonly TranscriptEvent[]) {
  const found = outcomeOf({
    id: 'd1',
    events: [...events, closed],
    heard: heardIn(events, SCENARIO.facts),
    scenario: SCENARIO,
    members: SCENARIO.cast.map((id) => ({ id, values: ['cost' as const] })),
    data: {},
    calculate: () => ({ figures: {}, headline: undefined }),
  });
  if (found === null) throw new Error('the debate is closed');
  return found;
}

const livesIn = (events: readonly TranscriptEvent[]) =>
  livesOf(heardIn(events, SCENARIO.facts), compileModel(SCENARIO)).map(({ claim: { text }, status }) => [text, status]);

describe("a claim's life", () => {
  const cost = (text: string, value = 3600): Claim =>
    claim({
      text,
      option: 'rent',
      side: 'for',
      reason: 'rent/cost',
      evidence: { kind: 'tool', ref: 'tool:1.1/cost@rent' },
      figure: { name: 'cost', value, unit: 'USD' },
    });

  it('goes stale when a fact behind its quantity changes, in whatever turn it was computed, and not when another does', () => {
    const price: Claim = claim({ text: 'buying is 4800', option: 'buy', side: 'against', reason: 'buy/cost' });
    const events = [
      turn(1, 'pulse', 'rent', { claims: [cost('computed here')] }),
      turn(2, 'forge', 'rent', { claims: [cost('cited here')] }),
    ];
    expect(livesIn([...events, turn(3, 'sentinel', 'rent', { claims: [price] }), rentRises])).toEqual([
      ['computed here', 'stale'],
      ['cited here', 'stale'],
      ['buying is 4800', 'open'],
    ]);
  });

  it('goes stale with the claim that it cites', () => {
    const built: Claim = free('so renting it is', 'rent', 'for', { evidence: { kind: 'colleague', ref: 'turn:1.1' } });
    const events = [
      turn(1, 'pulse', 'rent', { claims: [cost('3600')] }),
      turn(2, 'forge', 'rent', { claims: [built] }),
    ];
    expect(livesIn([...events, rentRises]).map(([, status]) => status)).toEqual(['stale', 'stale']);
  });

  it('ends with a withdrawal, a correction, or a later claim of its speaker about the same', () => {
    expect(
      livesIn([
        turn(1, 'pulse', 'rent', { claims: [cost('3600')] }),
        turn(2, 'forge', 'rent', { act: 'rebut', answers: { turn: 1, claim: 1 }, claims: [cost('4000', 4000)] }),
        turn(3, 'forge', 'rent', { claims: [cost('4100', 4100)] }),
        turn(4, 'forge', 'rent', { withdraws: [{ turn: 3, claim: 1 }] }),
      ]),
    ).toEqual([
      ['3600', 'refuted'],
      ['4000', 'superseded'],
      ['4100', 'withdrawn'],
    ]);
  });
});

describe('the outcome of a debate of language models', () => {
  const votes = [vote('pulse', 'rent', 5), vote('forge', 'rent', 6), vote('sentinel', 'buy', 7)];

  it('gives as reasons what still stands of members who still hold it, once', () => {
    const { claims } = outcome([
      turn(1, 'forge', 'buy', { claims: [free('Owning the cards ends the bills after a year.', 'buy')] }),
      turn(2, 'pulse', 'rent', { claims: [free('Renting leaves us free to leave in a year.', 'rent')] }),
      turn(3, 'forge', 'rent', { claims: [free('Renting leaves us free to leave within a year.', 'rent')] }),
      turn(4, 'sentinel', 'buy', { claims: [free('A lease can be ended by them as well.', 'rent', 'against')] }),
      ...votes,
    ]);
    expect(claims.map(({ text, speaks, alsoBy }) => [text, speaks, alsoBy.map(({ member }) => member)])).toEqual([
      ['A lease can be ended by them as well.', 'against', []],
      ['Renting leaves us free to leave within a year.', 'for', ['pulse']],
    ]);
  });

  it('never gives the same number twice', () => {
    const { claims } = outcome([
      turn(1, 'pulse', 'rent', { claims: [free('Twelve months come to $3,600 against $4,800.', 'rent')] }),
      turn(2, 'forge', 'rent', { claims: [free('$3,600 is what we would pay, they ask $4,800 at once.', 'rent')] }),
      ...votes,
    ]);
    expect(claims).toHaveLength(1);
  });

  it('puts first what others accepted or were moved by', () => {
    const { claims, agreements } = outcome([
      turn(1, 'pulse', 'rent', { claims: [free('Cards lose half their price in a year.', 'buy', 'against')] }),
      turn(2, 'forge', 'rent', { claims: [free('We have no room with power for them.', 'buy', 'against')] }),
      turn(3, 'sentinel', 'buy', { act: 'concede', answers: { turn: 1, claim: 1 } }),
      ...votes,
    ]);
    expect(claims[0]?.text).toBe('Cards lose half their price in a year.');
    expect(agreements.map(({ text, acceptedBy }) => [text, acceptedBy])).toEqual([
      ['Cards lose half their price in a year.', [{ member: 'sentinel', turn: 3 }]],
    ]);
  });

  it("has the dissenter's own reason and condition", () => {
    const { dissent } = outcome([
      turn(7, 'sentinel', 'buy', {
        phase: 'vote',
        claims: [free('A lease can be ended by them as well.', 'rent', 'against')],
        condition: 'a lease that they cannot end',
      }),
      ...votes,
    ]);
    expect(dissent).toMatchObject([
      {
        member: 'sentinel',
        option: 'buy',
        text: 'A lease can be ended by them as well.',
        condition: 'a lease that they cannot end',
      },
    ]);
  });
});

describe('the figures of an outcome', () => {
  const events = [vote('pulse', 'rent', 1), vote('forge', 'rent', 2), vote('sentinel', 'rent', 3)];

  it('are what the options come to, before and after a change', () => {
    const [row] = outcome([rentRises, ...events]).table;
    expect(row).toMatchObject({
      label: 'the cost',
      worth: 100,
      before: { rent: { value: 3600 }, buy: { value: 4800 } },
      now: { rent: { value: 4200 }, buy: { value: 4800 } },
    });
  });

  it('flip where the model says, past the value at which both options are equal', () => {
    const { flips, byFigures } = outcome(events);
    expect(byFigures).toBe('rent');
    expect(flips[0]).toMatchObject({ fact: 'rentUsd', beyond: 'above', to: 'buy', none: null });
    expect(flips[0]?.tried).toEqual({ holds: 390, flips: 410 });
  });
});

describe('what is quoted', () => {
  it('stays whole where it is short, and keeps whole sentences about the matter where it is not', () => {
    expect(shortened('Short  enough.')).toBe('Short enough.');
    const long = `${'I thought about it for a while and I see both sides of this one. '.repeat(3)}Renting is $3,600. So I move to renting.`;
    const short = shortened(long, ['renting']);
    expect(short).toContain('So I move to renting.');
    expect(short.length).toBeLessThan(220);
    for (const sentence of short.replaceAll('… ', '').split(/(?<=\.) /)) expect(long).toContain(sentence);
  });
});
