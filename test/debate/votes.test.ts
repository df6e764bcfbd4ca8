import { expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { decisionOf, lastStances, votesFrom, votesOf } from '../../src/debate/votes.ts';
import { claim, recorded } from '../reasoning/turns.ts';
import { setupFor, startOf } from './outcomes.ts';

const stands = (turn: number, speaker: string, option: string | null) =>
  recorded({ turn, speaker, stance: { option, confidence: 0.7, support: {}, movedBy: [] } });
const cast = ['pulse', 'cortex', 'flux'];
const context = (spoken: ReturnType<typeof stands>[], left: string[] = []) => ({
  ...startOf(setupFor(cast)),
  events: spoken,
  left,
});

it('a vote is a speaker’s stance, with the first of their claims that gives a reason', () => {
  const said = recorded({
    turn: 4,
    speaker: 'pulse',
    claims: [claim(), claim({ claim: 2, reason: 'price' }), claim({ claim: 3, reason: 'time' })],
    stance: { option: 'rent', confidence: 0.7, support: {}, movedBy: [] },
    condition: null,
  });
  const silent = stands(5, 'cortex', 'wait');
  const votes = eventsOf(votesFrom(eventsOf([said, silent], 'turn.recorded'), { blind: true }), 'vote.cast');
  expect(votes).toEqual([
    { member: 'pulse', option: 'rent', confidence: 0.7, blind: true, reason: 'price', condition: null, turn: 4 },
    { member: 'cortex', option: 'wait', confidence: 0.7, blind: true, reason: null, condition: null, turn: 5 },
  ]);
  expect(votesOf(votesFrom(eventsOf([said], 'turn.recorded'), { blind: true }))).toEqual([]);
});

it('the last stances are those of who sits there, each their latest; who was silent has none', () => {
  const spoken = [stands(1, 'pulse', 'rent'), stands(2, 'cortex', 'wait'), stands(3, 'pulse', 'wait')];
  const last = (left?: string[]) =>
    eventsOf(lastStances(context(spoken, left)), 'vote.cast').map(({ member, option, blind, turn }) => [
      member,
      option,
      blind,
      turn,
    ]);
  expect(last()).toEqual([
    ['pulse', 'wait', false, 3],
    ['cortex', 'wait', false, 2],
  ]);
  expect(last(['pulse'])).toEqual([['cortex', 'wait', false, 2]]);
});

it('blind votes decide nothing', () => {
  const { setup } = startOf(setupFor(cast));
  const turns = eventsOf(
    [stands(1, 'pulse', 'rent'), stands(2, 'cortex', 'rent'), stands(3, 'flux', 'wait')],
    'turn.recorded',
  );
  const [first] = votesFrom(turns, { blind: false });
  const blind = votesFrom(turns.slice(1), { blind: true });
  expect(decisionOf({ setup, events: first === undefined ? [] : [first, ...blind] })).toMatchObject({
    decision: 'rent',
    margin: 1,
  });
});
