import { describe, expect, it } from 'vitest';
import type { TranscriptEvent } from '../../src/core/events.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { printContext } from '../../src/report/context.ts';
import { movedLines } from '../../src/report/moved-lines.ts';
import { documentFrom, memberOf, scenarioOf } from '../playbook/fixture.ts';
import { claim, recorded } from '../reasoning/turns.ts';

const scenario = scenarioOf();
const cards = scenario.cast.map((id) => memberOf(id).card);

/** A colleague says what the deadline is, which news then changes or not; Cortex moves on that fact. */
function moved(...between: TranscriptEvent[]): string {
  const states = (turn: number, speaker: string, days: number) =>
    recorded({
      turn,
      speaker,
      claims: [
        claim({
          reason: 'fact:deadline',
          gist: `남은 날 ${days}일`,
          evidence: { kind: 'fact', ref: 'fact:deadline' },
          figure: { name: 'deadline', value: days, unit: 'days' },
        }),
      ],
    });
  const events = [states(1, 'sentinel', 12), ...between, recorded({ turn: 4, speaker: 'cortex', round: 2 })];
  const step = { member: 'cortex', turn: 4, from: 'rent', to: 'tune', confidence: { before: 0.5, after: 0.6 } };
  const outcome = { moved: [{ ...step, reasons: ['fact:deadline'], said: '' }], votes: [] } as unknown as Outcome;
  const [line] = movedLines(printContext(scenario, cards), documentFrom(scenario, events), outcome);
  return line?.text ?? '';
}

describe('what moved somebody, where it is a fact', () => {
  const news: TranscriptEvent = {
    type: 'fact.changed',
    body: { phase: 'rebuttal', round: 1, set: { deadline: { from: 12, to: 5 } }, say: '당겨졌습니다.' },
  };
  const again = recorded({
    turn: 3,
    speaker: 'flux',
    round: 2,
    claims: [claim({ reason: 'fact:deadline', gist: '남은 날 5일', evidence: { kind: 'fact', ref: 'fact:deadline' } })],
  });

  it('is told with who said it and what', () => {
    expect(moved()).toContain('남은 날 12일, Sentinel');
  });

  it('is neither the old value nor whose that was once news has changed it', () => {
    expect(moved(news)).toContain('남은 날');
    expect(moved(news)).not.toMatch(/12|Sentinel/);
  });

  it('is whose who has said it since', () => {
    expect(moved(news, again)).toContain('남은 날 5일, Flux');
  });
});
