import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { Phase, Scenario } from '../../src/core/scenario.ts';
import type { DebateContext } from '../../src/debate/context.ts';
import { seatsOf } from '../../src/debate/context.ts';
import { debateMachine } from '../../src/debate/machine.ts';
import type { Happening, Step } from '../../src/debate/next-step.ts';
import { nextStep } from '../../src/debate/next-step.ts';
import { forkAt, happeningsIn, leftOf, setupFor, startOf, turnOf } from './outcomes.ts';

const TEAM = ['pulse', 'cortex', 'flux', 'sentinel', 'blaze'];
const OPENING: Phase = { kind: 'opening', blind: false };
const BLIND: Phase = { kind: 'opening', blind: true };
const VOTE: Phase = { kind: 'vote' };
const CLOSE: Phase = { kind: 'close' };
const rebuttal = (rounds: number): Phase => ({ kind: 'rebuttal', rounds });

/** Plays a debate from its beginning; `choose` says which of the possible results each actor comes back with. */
function played(context: DebateContext, choose: (happenings: readonly Happening[], step: At) => Happening | undefined) {
  const steps: At[] = [{ to: 'opening', context }];
  for (let at = steps[0]; at !== undefined && at.to !== 'closed' && at.to !== 'failed'; at = steps.at(-1)) {
    const happening = choose(happeningsIn(at), at);
    if (happening === undefined) throw new RangeError(`expected something to happen in ${at.to}`);
    steps.push(nextStep(at.context, happening));
    if (steps.length > 2000) throw new RangeError('expected a debate to end');
  }
  return steps;
}

type At = Omit<Step, 'to'> & { to: Step['to'] | 'opening' };

/** What happens where everything goes well. */
const usual = ([first]: readonly Happening[]) => first;
const namesOf = (steps: readonly At[]) => steps.map(({ to }) => to);
const grantsOf = (steps: readonly At[]) =>
  steps.flatMap(({ to, context }) =>
    to === 'speaking' ? [`${context.floor?.speaker} ${context.floor?.grant.rule}`] : [],
  );

const cast = fc.shuffledSubarray(TEAM, { minLength: 2 });
const phase = fc.oneof(
  fc.constant(OPENING),
  fc.constant(BLIND),
  fc.integer({ min: 1, max: 3 }).map(rebuttal),
  fc.constant(VOTE),
  fc.constant(CLOSE),
);
const setting = fc.record({
  protocol: fc.array(phase, { maxLength: 6 }),
  stopWhenStalled: fc.boolean(),
  floor: fc.constantFrom<Scenario['floor'][]>(
    ...(['relevance', 'round-robin', 'random', 'bid', 'moderated', 'manual'] as const),
  ),
  order: fc.constantFrom<Scenario['order'][]>(undefined, ['blaze', 'pulse', 'pulse']),
  visibility: fc.constantFrom<Scenario['visibility'][]>('all', 'blind', 'addressee'),
  stop: fc.constantFrom<Scenario['stop'][]>(
    undefined,
    { turns: 4 },
    { all: [{ rounds: 1 }, { any: ['stall', { margin: 0.9 }] }] },
  ),
  decision: fc.constantFrom<Scenario['decision'][]>('plurality', 'weighted', 'consensus'),
});
const events = fc.constantFrom([], [{ after: { phase: 'rebuttal', round: 1 }, set: { rentPrice: 3 }, say: 'dearer' }]);
const debate = fc
  .record({ cast, setting, events, forks: fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), cast), { maxLength: 3 }) })
  .map(({ cast: seated, setting: change, events: script, forks }) => {
    const settings = { ...change, events: script as unknown as Scenario['events'] };
    const later = forks.sort(([a], [b]) => a - b).map(([turn, others]) => forkAt(turn, setupFor(others, settings)));
    const context = startOf(setupFor(seated, settings), later);
    const shown = () => JSON.stringify({ seated, change, script, forks });
    return Object.defineProperty(context, fc.toStringMethod, { value: shown });
  });

/** The first result, which is the usual one, comes most often: else a debate would hardly begin. */
const choices = fc.infiniteStream(fc.integer({ min: 0, max: 11 }));

describe('nextStep', () => {
  it('brings every debate to an end by ways that the machine has', () => {
    const ways = new Map(
      Object.entries(debateMachine.states).map(([name, { transitions }]) => [
        name,
        [...transitions.values()].flat().flatMap(({ target }) => target?.map(({ key }) => key) ?? []),
      ]),
    );
    fc.assert(
      fc.property(debate, choices, (context, chosen) => {
        const steps = played(context, (happenings) => {
          const index = Number(chosen.next().value);
          return happenings[index] ?? happenings[0];
        });
        for (const [index, { to }] of steps.entries())
          if (index > 0) expect(ways.get(steps[index - 1]?.to ?? '')).toContain(to);
      }),
      { numRuns: 300 },
    );
  });

  it('holds to what must be true of a debate, whoever fails and whatever runs out', () => {
    fc.assert(
      fc.property(debate, choices, (context, chosen) => {
        const steps = played(context, (happenings) => happenings[Number(chosen.next().value)] ?? happenings[0]);
        const closing = steps.findIndex(({ to }) => to === 'closing');
        for (const [index, { to, context: now }] of steps.entries()) {
          const before = steps[index - 1]?.context;
          // The record grows only at its end, and turns are numbered in order.
          if (before) expect(now.events.slice(0, before.events.length)).toEqual(before.events);
          if (now.pending.length > 0) expect(['recording', 'failing', 'failed']).toContain(to);
          if (to === 'speaking') {
            const seated = seatsOf(now).map(({ card }) => card.id);
            expect(seated).toContain(now.floor?.speaker);
            expect(now.budgetSpent).toBe(false);
          }
          if (to === 'closing') expect(now.stopReason === 'budget').toBe(now.budgetSpent);
          if (closing >= 0 && index > closing) expect(['closing', 'closed']).toContain(to);
        }
        const last = steps.at(-1)?.context as DebateContext;
        const turns = eventsOf(last.events, 'turn.recorded').map(({ turn }) => turn);
        expect(new Set(turns).size).toBe(turns.length);
        expect([...turns].sort((a, b) => a - b)).toEqual(turns);
        // With fewer than two who answer there is no debate.
        if (steps.at(-1)?.to === 'failed') expect(last.error).toMatchObject({ code: 'MODEL_FAILED' });
      }),
      { numRuns: 300 },
    );
  });

  it('is the same for the same context and leaves both as they were', () => {
    fc.assert(
      fc.property(debate, (context) => {
        const frozen = Object.freeze({ ...context, events: Object.freeze([...context.events]) });
        for (const { to, context: at } of played(frozen, usual)) {
          const [happening] = happeningsIn({ to, context: at });
          if (happening === undefined) continue;
          const held = Object.freeze({ ...at, pending: Object.freeze([...at.pending]) });
          expect(nextStep(held, happening)).toEqual(nextStep(held, happening));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('holds a protocol phase by phase', () => {
    const setup = setupFor(['pulse', 'cortex'], { protocol: [BLIND, rebuttal(1), VOTE, CLOSE], floor: 'round-robin' });
    expect(namesOf(played(startOf(setup), usual))).toEqual([
      ...['opening', 'phase', 'floor', 'gathering', 'recording'],
      ...['phase', 'floor', 'speaking', 'recording', 'floor', 'speaking', 'recording'],
      ...['phase', 'floor', 'voting', 'recording'],
      ...['phase', 'floor', 'speaking', 'recording'],
      ...['closing', 'closed'],
    ]);
  });

  const closedBy = (steps: readonly At[]) => {
    const { stopReason, because, events: said } = (steps.at(-1) as At).context;
    return [stopReason, because, eventsOf(said, 'turn.recorded').length];
  };
  const ruled = (stop: Scenario['stop'], change: Partial<Scenario> = {}) =>
    played(
      startOf(
        setupFor(['pulse', 'cortex', 'flux'], {
          protocol: [BLIND, rebuttal(3), VOTE],
          floor: 'round-robin',
          stopWhenStalled: false,
          ...(stop === undefined ? {} : { stop }),
          ...change,
        }),
      ),
      usual,
    );

  it('goes to the vote when the rule of the scenario holds, and says by which conditions', () => {
    expect(closedBy(ruled({ turns: 5 }))).toEqual(['rule', ['turns 5'], 8]);
    expect(closedBy(ruled({ rounds: 2 }))).toEqual(['rule', ['rounds 2'], 12]);
    expect(closedBy(ruled({ any: [{ turns: 99 }, { rounds: 1 }] }))).toEqual(['rule', ['rounds 1'], 9]);
    expect(closedBy(ruled({ all: [{ turns: 7 }, { rounds: 1 }] }))).toEqual(['rule', ['turns 7', 'rounds 1'], 10]);
  });

  it('skips the rebuttals where the openings agree already', () => {
    expect(closedBy(ruled('consensus'))).toEqual(['rule', ['consensus'], 6]);
  });

  it('has no rule for its reason where all rounds were held', () => {
    expect(closedBy(ruled({ turns: 99 }))).toEqual(['rounds', [], 15]);
    expect(closedBy(ruled({ rounds: 3 }))).toEqual(['rounds', [], 15]);
  });

  it('lets all speak at once in a blind round, which is no vote', () => {
    const steps = ruled(undefined, { visibility: 'blind', protocol: [BLIND, rebuttal(2), VOTE] });
    expect(namesOf(steps).filter((name) => name === 'gathering' || name === 'speaking')).toEqual([
      'gathering',
      'gathering',
      'gathering',
    ]);
    const { events: said } = (steps.at(-1) as At).context;
    expect(eventsOf(said, 'vote.cast').map(({ blind }) => blind)).toEqual([true, true, true, false, false, false]);
  });

  it('stops for the budget before anybody is asked', () => {
    const steps = played(
      startOf(setupFor(['pulse', 'cortex'])),
      (happenings) => happenings.find((one) => one.kind === 'granted' && !one.fits) ?? happenings[0],
    );
    expect(namesOf(steps)).toEqual(['opening', 'phase', 'floor', 'closing', 'closed']);
    expect(steps.at(-1)?.context).toMatchObject({ stopReason: 'budget', budgetSpent: true });
  });

  it('records what was said at once before it stops for a call that did not fit', () => {
    const steps = played(
      startOf(setupFor(['pulse', 'cortex', 'flux'])),
      (happenings) => happenings.find((one) => one.kind === 'gathered' && one.outOfBudget) ?? happenings[0],
    );
    expect(namesOf(steps).slice(-3)).toEqual(['recording', 'closing', 'closed']);
    const last = steps.at(-1)?.context.events ?? [];
    expect(eventsOf(last, 'turn.recorded').map(({ speaker }) => speaker)).toEqual(['cortex', 'flux']);
    expect(eventsOf(last, 'vote.cast').map(({ blind }) => blind)).toEqual([true, true]);
  });

  it.each(['gone', 'flux: gone'])(
    'goes on without a member whose model fails, and fails with the last but one: %s',
    (error) => {
      const place = { phase: rebuttal(2), index: 0, round: 1 };
      const context = startOf(
        setupFor(['pulse', 'cortex', 'flux'], { protocol: [rebuttal(2), VOTE], floor: 'round-robin' }),
      );
      const steps = played(context, (happenings, { to, context: { floor } }) => {
        if (to !== 'speaking' || floor === null) return happenings[0];
        const fails = floor.speaker !== 'cortex';
        const waiting = fails ? [leftOf(floor.speaker, floor.turn, error)] : [turnOf(floor.speaker, floor.turn, place)];
        return { kind: 'spoken', waiting, charges: [], outOfBudget: false };
      });
      expect(grantsOf(steps)).toEqual(['pulse seat-order', 'cortex seat-order', 'flux seat-order']);
      expect(namesOf(steps).slice(-2)).toEqual(['failing', 'failed']);
      expect(String(steps.at(-1)?.context.error)).toContain(
        'expected at least 2 members with a working model, found 1: flux: gone',
      );
    },
  );

  it('stops a rebuttal in which nothing new is said, and votes all the same', () => {
    const change = { protocol: [rebuttal(3), VOTE], floor: 'round-robin' as const, stopWhenStalled: true };
    const steps = played(startOf(setupFor(['pulse', 'cortex'], change)), (happenings, { to }) =>
      to === 'speaking' ? happenings[1] : happenings[0],
    );
    expect(namesOf(steps).filter((name) => name === 'speaking')).toHaveLength(2);
    expect(namesOf(steps)).toContain('voting');
    expect(steps.at(-1)?.context.stopReason).toBe('stall');
  });

  it('puts a fork in force before the turn at which it begins, and lets who joins open first', () => {
    const change = { protocol: [OPENING, rebuttal(1), VOTE], floor: 'round-robin' as const };
    const later = setupFor(['cortex', 'blaze'], change);
    const steps = played(startOf(setupFor(['pulse', 'cortex'], change), [forkAt(4, later)]), usual);
    const forked = steps.findIndex(({ to }) => to === 'forking');
    expect(steps[forked]?.context.lastTurn).toBe(3);
    expect(grantsOf(steps.slice(forked))).toEqual(['blaze joined', 'cortex seat-order', 'blaze seat-order']);
    expect(steps.at(-1)?.context.setup).toBe(later);
  });

  it('ends with a questionnaire that a fork asks', () => {
    const question = { id: 'q', member: 'pulse', text: '?', subject: { kind: 'card' as const, says: '.' } };
    const asked = { kind: 'probe' as const, questions: [{ ...question, choices: null, round: 1 }] };
    const setup = setupFor(['pulse', 'cortex']);
    const steps = played(startOf(setup, [forkAt(3, setup, { asked })]), usual);
    expect(namesOf(steps).slice(-4)).toEqual(['forking', 'asking', 'closing', 'closed']);
    expect(steps.at(-1)?.context.stopReason).toBe('questions');
  });

  it('says what the script says once the round is over', () => {
    const script = [{ after: { phase: 'rebuttal', round: 1 }, set: { rentPrice: 3 }, say: 'dearer' }];
    const change = { protocol: [rebuttal(2)], floor: 'round-robin' as const };
    const context = startOf(
      setupFor(['pulse', 'cortex'], { ...change, events: script as unknown as Scenario['events'] }),
    );
    const steps = played(context, usual);
    expect(namesOf(steps).filter((name) => name === 'scripting')).toHaveLength(1);
    const [before, after] = [context, steps.at(-1)?.context].map((at) => at?.facts['rentPrice']?.value);
    expect([before, after]).toEqual([2.4, 3]);
  });

  it('lets nobody close whom a fork has taken away since the vote', () => {
    const change = { protocol: [VOTE, CLOSE] };
    const later = setupFor(['cortex', 'flux'], change);
    const steps = played(startOf(setupFor(['pulse', 'cortex', 'flux'], change), [forkAt(4, later)]), usual);
    expect(namesOf(steps)).toContain('forking');
    expect(grantsOf(steps)).toEqual(['cortex champion']);
  });
});
