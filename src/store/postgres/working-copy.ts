import type { DebateRecord, TranscriptStore } from '../../core/record.ts';
import { inMemory } from '../connection.ts';
import { storeOver } from '../index.ts';
import { ownLeases } from '../lease.ts';
import type { SweepStore } from '../sweeps.ts';
import { sweepsOver } from '../sweeps.ts';
import type { Clockwork } from '../writing.ts';
import type { Postgres } from './client.ts';
import { copyDebates } from './copying.ts';
import type { Fence, KnownContents, Shipped } from './shipping.ts';
import { allShipped, nothingShipped, ship } from './shipping.ts';

export interface WorkingCopy {
  store: TranscriptStore;
  sweeps: SweepStore;
  /** Brings a debate of the journal here. */
  fetch(id: string): Promise<void>;
  close(): void;
}

/**
 * Debates in memory, of which each commit is in the journal before it counts: what is lost with this process is in neither. All of it
 * is written under one fence; a debate that somebody else has taken throws STORE_FAILED with `data.lost` at its next write.
 */
export function workingCopy(
  server: Postgres,
  known: KnownContents,
  fence: Fence | null,
  clock: Clockwork = { now: () => new Date(), random: Math.random },
): WorkingCopy {
  const db = inMemory();
  const file = server.shown;
  const inner = storeOver({ db, file, leases: ownLeases(), clock }, { readonly: false, keeps: true });
  const marks = new Map<string, Shipped>();
  const sending = new Map<string, Promise<void>>();

  /** One after the other, so that what comes back has sent all that was written before it was called. */
  const send = (id: string): Promise<void> => {
    const sent = (sending.get(id) ?? Promise.resolve()).then(async () => {
      marks.set(id, await ship(server, { db, id, shipped: marks.get(id) ?? nothingShipped(), known, fence }));
    });
    sending.set(id, sent);
    sent.catch(() => undefined);
    return sent;
  };

  const shipped = async (record: DebateRecord): Promise<DebateRecord> => {
    await send(record.id);
    return {
      id: record.id,
      async append(events) {
        await record.append(events);
        await send(record.id);
      },
      async effect(...effect) {
        const hash = await record.effect(...effect);
        await send(record.id);
        return hash;
      },
      async prompt(...deltas) {
        await record.prompt(...deltas);
        await send(record.id);
      },
      async end(how) {
        await record.end(how);
        await send(record.id);
      },
    };
  };

  return {
    store: {
      ...inner,
      create: async (debate) => shipped(await inner.create(debate)),
      reopen: async (id) => shipped(await inner.reopen(id)),
      async adopt(source, shown) {
        const adopted = await inner.adopt(source, shown);
        if (!adopted.present) await send(adopted.id);
        return adopted;
      },
    },
    sweeps: sweepsOver(db, file),
    async fetch(id) {
      await copyDebates(server, db, [id]);
      marks.set(id, allShipped(db, id));
    },
    close: () => inner.close(),
  };
}
