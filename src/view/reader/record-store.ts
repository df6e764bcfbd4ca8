import type { DebateSummary } from '../../core/document.ts';
import type { Measured } from '../../core/effects.ts';
import { PitwallError } from '../../core/error.ts';
import { eventsOf, parseEvent } from '../../core/events.ts';
import type { StoredEvent, TranscriptStore } from '../../core/record.ts';
import type { WholeRecord } from '../../store/rows.ts';

/** One exported debate as a store that is only read. */
export function recordStore({ header, texts, effects, events: rows, notes }: WholeRecord): TranscriptStore {
  const events = rows.map(
    ({ seq, at, hash, type, body }): StoredEvent => ({ seq, at, hash, event: parseEvent(type, body) }),
  );
  const bodies = new Map(texts.map(({ hash, body }) => [hash, body]));
  const summary = { ...summaryOf(header, events), key: header.key };
  const readOnly = (): never => {
    throw new PitwallError('STORE_FAILED', 'expected a reader of the record, found something that writes');
  };
  return {
    location: header.id,
    create: readOnly,
    reopen: readOnly,
    exported: readOnly,
    adopt: readOnly,
    keepProjection: readOnly,
    keepNote: readOnly,
    notes: () => [...notes],
    resolve: () => header.id,
    list: () => [summary],
    summary: () => summary,
    status: () => summary.status,
    events: () => events,
    effects: () =>
      effects.map((row) => {
        const { call, kind, purity, request, result, hash, at } = row;
        return { call, kind, purity, request, result, hash, at, measured: measuredIn(row) };
      }),
    text(hash) {
      const body = bodies.get(hash);
      if (body === undefined) throw new PitwallError('UNKNOWN_NAME', `expected text ${hash} in the record, found none`);
      return body;
    },
    promptMessages: () => [],
    projection: () => null,
    close: () => undefined,
  };
}

function summaryOf(header: WholeRecord['header'], stored: readonly StoredEvent[]): DebateSummary {
  const { id, scenario, seed, createdAt, parent } = header;
  const events = stored.map(({ event }) => event);
  const [closed] = eventsOf(events, 'debate.closed');
  const [failed] = eventsOf(events, 'debate.failed');
  return {
    id,
    scenario,
    seed,
    createdAt,
    parent,
    status: closed !== undefined ? 'closed' : failed !== undefined ? 'failed' : 'unfinished',
    decision: closed?.decision ?? null,
    turns: eventsOf(events, 'turn.recorded').length,
    kind: 'debate',
  };
}

function measuredIn({ latencyMs, attempts, costUsd, ...row }: WholeRecord['effects'][number]): Measured {
  const { inputTokens, outputTokens, cachedTokens, reasoningTokens } = row;
  const usage =
    inputTokens === null || outputTokens === null
      ? null
      : {
          inputTokens,
          outputTokens,
          ...(cachedTokens === null ? {} : { cachedTokens }),
          ...(reasoningTokens === null ? {} : { reasoningTokens }),
        };
  return { latencyMs, attempts, usage, costUsd };
}
