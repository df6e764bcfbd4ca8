import type { EventBody, TranscriptEvent } from '../../src/core/events.ts';
import type { Claim } from '../../src/core/turn.ts';

export type Recorded = EventBody<'turn.recorded'>;

export function claim(change: Partial<Claim> = {}): Claim {
  return {
    claim: 1,
    text: 'a claim',
    gist: 'a claim',
    reason: null,
    option: null,
    side: null,
    evidence: { kind: 'none', ref: null },
    figure: null,
    numbers: [],
    ...change,
  };
}

/** A turn as the record has it; whoever tests names only what matters. */
export function recorded(change: Partial<Recorded> & { turn: number; speaker: string }): TranscriptEvent {
  const body: Recorded = {
    round: 1,
    phase: 'rebuttal',
    utterance: 'said',
    act: 'support',
    addressee: 'all',
    answers: null,
    question: null,
    claims: [],
    stance: { option: null, confidence: 0, support: {}, movedBy: [] },
    proposes: null,
    withdraws: [],
    condition: null,
    unused: [],
    prompt: '',
    effect: '',
    ...change,
  };
  return { type: 'turn.recorded', body };
}
