import { describe, expect, it } from 'vitest';
import { areOpposed } from '../../src/reasoning/alike.ts';
import { measurementsIn } from '../../src/reasoning/said-measures.ts';
import { unownedIn } from '../../src/reasoning/unowned.ts';
import { actionsOf } from '../../src/report/undertaken.ts';
import type { Recorded } from './turns.ts';
import { claim, recorded } from './turns.ts';

const bodyOf = (change: Partial<Recorded> & { turn: number; speaker: string }): Recorded =>
  recorded(change).body as Recorded;

const put = bodyOf({
  turn: 5,
  speaker: 'axiom',
  act: 'propose',
  claims: [claim()],
  measures: { what: 'time a bus over the quay', price: '$4,000', threshold: 'from 33 minutes on we split' },
});
const other = bodyOf({ turn: 6, speaker: 'forge', act: 'propose', claims: [claim()] });
const answer = (to: number, also: number[]) =>
  bodyOf({
    turn: 7,
    speaker: 'blaze',
    act: 'concede',
    answers: { turn: to, claim: 1 },
    also: also.map((turn) => ({ turn, claim: 1 })),
  });
const isSettled = (turns: Recorded[]) => measurementsIn(turns, { isVoted: false })[0]?.bars[0]?.isSettled;

describe('the bar of a measurement', () => {
  it('is settled by who accepts it, and not by who accepts something else and names it beside that', () => {
    expect(isSettled([put, other, answer(5, [6])])).toBe(true);
    expect(isSettled([put, other, answer(6, [5])])).toBe(false);
  });
});

describe('two jobs of which one says that the other is not done', () => {
  it.each([
    [true, 'Restart the ingest server by day 2', 'I will not restart the ingest server'],
    [true, '서버를 2일까지 옮긴다', '서버는 옮기지 않는다'],
    [true, '표본 200쪽을 재 본다', '표본은 재지 않는다'],
    [false, '서버를 다시 켠다', '서버를 옮기지 않는다'],
    [false, 'count the server logs', 'do not restart the server'],
    [false, '밤에 사람이 지킨다', '밤에 사람 없이 돌린다'],
    [false, 'do not restart the server', 'never restart the server'],
  ])('%s: %s, %s', (are, one, other) => {
    expect([areOpposed(one, other), areOpposed(other, one)]).toEqual([are, are]);
  });

  it('do not both stand in the memo: the one that was said last does', () => {
    const turn = (at: number, speaker: string, action: string) =>
      recorded({ turn: at, speaker, action, claims: [claim()], stance: { ...STANCE, option: 'mix' } });
    const scenario = { options: { mix: { actions: [] } }, cast: ['flux', 'blaze'], measurements: [] };
    const said = actionsOf(scenario as unknown as Parameters<typeof actionsOf>[0], 'mix', null, [
      turn(1, 'flux', 'Restart the ingest server by day 2'),
      turn(2, 'blaze', 'Do not restart the ingest server'),
    ]);
    expect(said.map(({ turn: at }) => at)).toEqual([2]);
  });
});

const STANCE = { option: null, confidence: 0.6, support: {}, movedBy: [] };

describe('what is nobody’s', () => {
  const scenario = {
    options: { mix: { label: 'split the passengers', short: 'the split', set: {}, adjust: {}, actions: [] } },
    measurements: [],
    cast: ['flux', 'axiom', 'forge', 'blaze'],
  } as unknown as Parameters<typeof unownedIn>[1];
  const taken = bodyOf({ turn: 6, speaker: 'blaze', action: 'time a bus over the quay on Tuesday', claims: [claim()] });
  const dropsJob = bodyOf({ turn: 8, speaker: 'blaze', drops: [{ turn: 6, what: 'action' }] });
  const dropsMeasurement = bodyOf({ turn: 9, speaker: 'axiom', drops: [{ turn: 5, what: 'measures' }] });
  const jobsIn = (turns: Recorded[]) => unownedIn(turns, scenario, 'mix').jobs.map(({ what }) => what);

  it('is a job that its owner took back, unless the measurement that it makes was taken back too', () => {
    expect(jobsIn([put, taken, dropsJob])).toEqual(['time a bus over the quay on Tuesday']);
    expect(jobsIn([put, taken, dropsJob, dropsMeasurement])).toEqual([]);
  });

  it('is no job that was put in another’s place in the very turn that takes it back', () => {
    const replaces = bodyOf({
      turn: 8,
      speaker: 'blaze',
      action: 'count the passengers at the gate',
      claims: [claim()],
      drops: [{ turn: 6, what: 'action' }],
    });
    expect(jobsIn([put, taken, replaces])).toEqual([]);
    const dropsBoth = bodyOf({ turn: 9, speaker: 'blaze', drops: [{ turn: 8, what: 'action' }] });
    expect(jobsIn([put, taken, replaces, dropsBoth])).toEqual(['count the passengers at the gate']);
  });

  it('is no measurement that the question has for a member, in whatever words it was put', () => {
    const owned = {
      ...scenario,
      measurements: [{ learns: 'loop', how: 'time the buses over the quay', owner: 'blaze' }],
    } as unknown as Parameters<typeof unownedIn>[1];
    const settled = [put, answer(5, [])];
    expect(unownedIn(settled, scenario, 'mix').measurements).toHaveLength(1);
    expect(unownedIn(settled, owned, 'mix').measurements).toEqual([]);
  });
});
