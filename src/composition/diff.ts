import type { DebateDiff } from '../core/diff.ts';
import { decisionOf, firstDifference, reasonsApart, turnChanges, votesOf } from '../core/diff.ts';
import { eventsOf } from '../core/events.ts';
import type { TranscriptStore } from '../core/record.ts';
import { eventsIn } from './held.ts';

export function diffOf(store: TranscriptStore, a: string, b: string): DebateDiff {
  const [left, right] = [eventsIn(store, a), eventsIn(store, b)];
  const first = firstDifference(left, right);
  return {
    a,
    b,
    shared: first === null ? left.length : first.seq - 1,
    first,
    turns: turnChanges(left, right),
    reasons: reasonsApart(left, right),
    votes: votesOf(left, right),
    decision: { a: decisionOf(left), b: decisionOf(right) },
    usage: { a: usageIn(store, a), b: usageIn(store, b) },
  };
}

function usageIn(store: TranscriptStore, id: string): DebateDiff['usage']['a'] {
  const models = store.effects(id).filter(({ kind }) => kind === 'model');
  const sum = (values: (number | null | undefined)[]) => {
    const known = values.filter((value): value is number => typeof value === 'number');
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
  };
  return {
    turns: eventsOf(eventsIn(store, id), 'turn.recorded').length,
    modelCalls: models.length,
    inputTokens: sum(models.map(({ measured }) => measured.usage?.inputTokens)),
    outputTokens: sum(models.map(({ measured }) => measured.usage?.outputTokens)),
    costUsd: sum(models.map(({ measured }) => measured.costUsd)),
  };
}
