import type { TranscriptEvent } from '../core/events.ts';
import type { DebateContext, Place } from './context.ts';
import { nextTurnOf, seatsOf } from './context.ts';
import type { Fork } from './debate-run.ts';
import { factChanges } from './facts.ts';

const FACTS_CHANGED = { ko: '사실이 바뀌었습니다.', en: 'The facts have changed.' };

/**
 * What the record says where a fork's settings come into force: the fork, who leaves with it, what it changes, and its line. Behind the
 * last phase there is no place, and no fact that a fork could change.
 */
export function forkEvents(context: DebateContext, fork: Fork, place: Place | undefined): TranscriptEvent[] {
  const turn = nextTurnOf(context);
  const stays = new Set(fork.setup.seats.map(({ card }) => card.id));
  const gone = seatsOf(context).filter(({ card }) => !stays.has(card.id));
  const set = factChanges(context.facts, fork.facts);
  const say = FACTS_CHANGED[fork.setup.scenario.language];
  const events: (TranscriptEvent | null)[] = [
    { type: 'debate.forked', body: fork.body },
    ...gone.map(
      ({ card }): TranscriptEvent => ({
        type: 'member.left',
        body: { turn, member: card.id, why: 'fork', error: null, effect: null },
      }),
    ),
    place === undefined || Object.keys(set).length === 0
      ? null
      : { type: 'fact.changed', body: { phase: place.phase.kind, round: place.round, set, say } },
    fork.say === null ? null : { type: 'moderator.spoke', body: { turn, text: fork.say } },
  ];
  return events.filter((event) => event !== null);
}
