import { eventsOf } from '../core/events.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { DebateDiff } from '../report/diff.ts';
import { decisionOf, firstDifference, reasonsApart, settingChanges, turnChanges, votesOf } from '../report/diff.ts';
import { eventsIn } from './debate-config.ts';
import type { Recorded } from './document.ts';

/** Two debates aligned by turn; the second may be in another store. */
export function diffDebates({
  store,
  a,
  b,
  other = store,
}: {
  store: TranscriptStore;
  a: string;
  b: string;
  other?: TranscriptStore;
}): DebateDiff {
  return diffOf({ store, id: a }, { store: other, id: b });
}

function diffOf(a: Recorded, b: Recorded): DebateDiff {
  const [left, right] = [eventsIn(a.store, a.id), eventsIn(b.store, b.id)];
  const first = firstDifference(left, right);
  return {
    a: a.id,
    b: b.id,
    shared: first === null ? left.length : first.seq - 1,
    first,
    settings: settingChanges(left, right),
    turns: turnChanges(left, right),
    reasons: reasonsApart(left, right),
    votes: votesOf(left, right),
    decision: { a: decisionOf(left), b: decisionOf(right) },
    usage: { a: usageIn(a), b: usageIn(b) },
  };
}

function usageIn({ store, id }: Recorded): DebateDiff['usage']['a'] {
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
