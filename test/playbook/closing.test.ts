import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/core/turn.ts';
import { playbookReply } from '../../src/playbook/reply.ts';
import { BARE_VOICE, promptOf, rests, states, turn } from './prompts.ts';

const push = rests('push', { for: 'go' });
const more = rests('more', { for: 'go', value: 'evidence' });
const hold = rests('hold', { for: 'stay', value: 'cost' });
const slow = rests('slow', {
  for: 'go',
  from: { fact: 'slow', read: { neutral: 0.5, full: 0, signed: true } },
});
const late = rests('late', {
  against: 'stay',
  from: { fact: 'late', read: { neutral: 1, full: 0, signed: false } },
});

const hours = (reason: typeof push, value: number, unit = 'hours'): Claim =>
  states(reason, value, { figure: { name: reason.id, value, unit } });

/** All that a dissenter says over ten seeds when `stay` was decided. */
function dissent(claims: Claim[]): string[] {
  const said = Array.from({ length: 10 }, (_, index) => {
    const answer = playbookReply(
      promptOf({
        considerations: [push, more, hold, slow, late],
        heard: claims.map((one, at) => turn(at + 1, 'you', [one])),
        seed: index + 1,
        seat: {
          voice: { ko: {}, en: { ...BARE_VOICE, 'close.dissent': ['At {threshold} I join.', 'I only follow.'] } },
        },
        brief: { task: 'close', closing: { decision: 'stay', role: 'dissent' } },
      }),
    );
    return 'turn' in answer ? answer.turn.utterance : '';
  });
  return [...new Set(said)].sort();
}

describe('a dissent at the close', () => {
  it('names the bound at which the speaker would join the decision', () => {
    expect(dissent([hours(push, 0.9), hours(hold, 0.3)])).toEqual(['At 0 hours or less I join.', 'I only follow.']);
  });

  it('names none where reaching it would leave him where he stands', () => {
    expect(dissent([hours(push, 0.9), hours(more, 0.9), hours(hold, 0.1)])).toEqual(['I only follow.']);
  });

  it('points the way in which the reason stops speaking', () => {
    const [said] = dissent([hours(late, 0.1), hours(push, 0.05), hours(hold, 0.4)]);
    expect(said).toBe('At 1 hours or more I join.');
    const [signed] = dissent([hours(slow, 0.1), hours(hold, 0.2)]);
    expect(signed).toBe('At 0.5 hours or more I join.');
  });

  it('says no count without what is counted', () => {
    expect(dissent([hours(push, 0.9, 'count'), hours(hold, 0.3)])).toEqual(['I only follow.']);
    expect(dissent([hours(push, 0.9, ''), hours(hold, 0.3)])).toEqual(['I only follow.']);
  });
});
