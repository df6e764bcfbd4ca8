import type { Database } from 'better-sqlite3';
import { canonicalJson } from '../core/canonical.ts';
import { PitwallError } from '../core/error.ts';
import type { TranscriptStore } from '../core/record.ts';
import { summariesIn, summaryIn } from './catalog.ts';
import { inMemory, openForReading, openForSalvage, openForWriting } from './connection.ts';
import { guarded, storeFailure } from './failure.ts';
import { CHAIN_START } from './hashes.ts';
import { adoptRecord } from './importing.ts';
import { inspectRecord } from './inspecting.ts';
import type { Lease, Leases } from './lease.ts';
import { fileLeases, ownLeases } from './lease.ts';
import { resolveName } from './names.ts';
import { keepNote, notesOf } from './notes.ts';
import { refuseOlder } from './older-events.ts';
import { readEffects, readEvents, readPrompt, readText } from './reading.ts';
import { readRecordFile } from './record-file.ts';
import { recordLines } from './record-lines.ts';
import type { Desk } from './writing.ts';
import { createRecord, reopenRecord } from './writing.ts';

export interface StoreOptions {
  /** Makes no file and keeps no projection; throws FILE_UNREADABLE with `data.missing` when there is nothing to read. */
  readonly?: boolean;
  /** Reads a damaged file as far as it goes; implies `readonly`. */
  salvage?: boolean;
  now?: () => Date;
  /** In [0, 1); only ids draw from it. */
  random?: () => number;
}

/** Debates in one SQLite file, or, as `:memory:`, in none. Throws NOT_A_DATABASE, DATABASE_NEWER, FILE_UNREADABLE or STORE_FAILED. */
export function openStore(
  file: string,
  { salvage = false, readonly = salvage, now = () => new Date(), random = Math.random }: StoreOptions = {},
): TranscriptStore {
  if (file === ':memory:') {
    return storeOver({ db: inMemory(), file, leases: ownLeases(), clock: { now, random } }, { readonly, keeps: true });
  }
  const db = salvage ? openForSalvage(file).db : readonly ? openForReading(file) : openForWriting(file);
  return storeOver({ db, file, leases: fileLeases(file), clock: { now, random } }, { readonly, keeps: !readonly });
}

/** The one debate of an exported file, in memory: it can be read as if it were in a database, and not be gone on with. `shown` names the file in errors. */
export function openRecordFile(file: string, shown: string = file): { store: TranscriptStore; id: string } {
  const db = guarded(shown, inMemory);
  const clock = { now: () => new Date(), random: Math.random };
  try {
    const { id } = adoptRecord(db, readRecordFile(file, shown), clock);
    return { store: storeOver({ db, file, leases: ownLeases(), clock }, { readonly: true, keeps: true }), id };
  } catch (error) {
    db.close();
    throw storeFailure(shown, error);
  }
}

/** The store that writes at a desk, which a test may hold in its hands. */
export function storeOver(
  { db, file, leases: given, clock }: Desk,
  /** `keeps`: whether projections are kept. */
  { readonly, keeps }: { readonly: boolean; keeps: boolean },
): TranscriptStore {
  const leases = givenBackAtOnce(given);
  const desk = { db, file, leases, clock };
  const read = <T>(work: () => T): T => guarded(file, work);

  const unknown = (id: string) =>
    new PitwallError('UNKNOWN_NAME', `expected a debate with the id "${id}" in ${file}, found none`, { data: { id } });
  const summary = (id: string) => {
    const found = summaryIn(db, id, leases);
    if (found === null) throw unknown(id);
    return found;
  };
  /** Without its events and without an index, either of which may be damaged. */
  const known = (id: string) => {
    const found = db.prepare<[string], string>('SELECT id FROM records NOT INDEXED WHERE id = ?').pluck().get(id);
    if (found === undefined) throw unknown(id);
    return found;
  };

  const mayWrite = () => {
    if (readonly)
      throw new PitwallError('STORE_FAILED', `expected ${file} to be open for writing, it is open for reading`);
  };

  return {
    location: file,
    async create(debate) {
      mayWrite();
      return createRecord(desk, debate);
    },
    async reopen(id) {
      mayWrite();
      return reopenRecord(
        desk,
        read(() => summary(id).id),
      );
    },
    resolve: (name) => read(() => resolveName(db, file, name)),
    list: (which) => read(() => summariesIn(db, leases, which)),
    summary: (id) => read(() => summary(id)),
    status: (id) => read(() => summary(id).status),
    events: (id) => read(() => readEvents(db, file, summary(id).id)),
    effects: (id) => read(() => readEffects(db, file, summary(id).id)),
    text: (hash) => read(() => readText(db, file, hash)),
    promptMessages: (hash) => read(() => readPrompt(db, file, hash)),
    exported(id, { salvage = false, classification } = {}) {
      read(() => refuseOlder(db, file, known(id)));
      const { record, damage } = read(() => inspectRecord(db, known(id)));
      if (salvage && damage.length > 0 && record.events.length === 0) {
        throw new PitwallError(
          'STORE_FAILED',
          `no event of debate ${id} in ${file} can be read: nothing is left to save`,
          {
            data: { debate: id, damage },
          },
        );
      }
      const said = damage.map(({ what, at, why }) => `${what} ${at}: ${why}`);
      if (damage.length > 0 && !salvage) {
        throw new PitwallError(
          'STORE_FAILED',
          `expected a whole debate ${id} in ${file}, found damage at ${said[0]}; \`export --salvage\` writes the undamaged part`,
          { data: { debate: id, damage } },
        );
      }
      const header = {
        ...record.header,
        ...(classification === undefined ? {} : { classification }),
        ...(damage.length > 0 ? { salvaged: true as const } : {}),
      };
      return { lines: recordLines({ ...record, header }), damage: said };
    },
    async adopt(source, shown) {
      mayWrite();
      const record = readRecordFile(source, shown);
      return read(() => adoptRecord(db, record, clock));
    },
    projection: (id, kind) =>
      read(() => {
        const body = db
          .prepare<[string, string, string], string>(
            'SELECT body FROM projections WHERE key = ? AND head = ? AND kind = ?',
          )
          .pluck()
          .get(summary(id).key, headOf(db, id), kind);
        return body === undefined ? null : (JSON.parse(body) as unknown);
      }),
    keepProjection(id, kind, body) {
      if (!keeps) return;
      read(() =>
        db
          .prepare('INSERT OR REPLACE INTO projections (key, head, kind, at, body) VALUES (?, ?, ?, ?, ?)')
          .run(summary(id).key, headOf(db, id), kind, clock.now().toISOString(), canonicalJson(body)),
      );
    },
    notes: (id) => read(() => notesOf(db, summary(id).id)),
    keepNote(id, note) {
      mayWrite();
      read(() => keepNote(db, summary(id).id, { ...note, at: clock.now().toISOString() }));
    },
    close() {
      leases.releaseAll();
      db.close();
    },
  };
}

/** The leases of one store: what it has not given back when it closes, it gives back then. */
function givenBackAtOnce(leases: Leases): Leases & { releaseAll(): void } {
  const taken = new Set<Lease>();
  return {
    isHeld: leases.isHeld,
    take(debate) {
      const lease = leases.take(debate);
      if (lease === null) return null;
      // What is given back is forgotten: a sweep takes thousands of them.
      const ending = (end: () => void) => () => {
        taken.delete(own);
        end();
      };
      const own: Lease = { release: ending(lease.release), remove: ending(lease.remove) };
      taken.add(own);
      return own;
    },
    releaseAll() {
      for (const lease of taken) lease.release();
    },
  };
}

function headOf(db: Database, debate: string): string {
  const head = db
    .prepare<[string], string>('SELECT hash FROM events WHERE debate = ? ORDER BY seq DESC LIMIT 1')
    .pluck();
  return head.get(debate) ?? CHAIN_START;
}
