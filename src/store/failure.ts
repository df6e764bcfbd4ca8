import { statSync } from 'node:fs';
import { PitwallError } from '../core/error.ts';

/** What SQLite said about `file`, as one of our sentences; anything that is not SQLite's comes back as it was. */
export function storeFailure(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return error;
  const code = String((error as Error & { code?: unknown }).code);
  const because = (sentence: string) =>
    new PitwallError('STORE_FAILED', sentence, { cause: error, data: { file, sqlite: code } });
  if (code === 'SQLITE_NOTADB') return notADatabase(file, error);
  // The index of words says of lost pages that their format is unknown, and calls that a common error.
  if (code.startsWith('SQLITE_CORRUPT') || /\bfts5 file format\b/.test(error.message))
    return because(
      `${file} is damaged: SQLite reports "${error.message}"; \`pitwall db check\` lists what can still be read`,
    );
  if (code === 'SQLITE_FULL') {
    return because(`no space is left to write ${file} (${sizeOf(file)} bytes so far); the record up to here is kept`);
  }
  if (code.startsWith('SQLITE_BUSY')) return because(`another process kept ${file} locked for longer than 5 s`);
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/.test(code)) {
    return because(`expected to be able to write ${file} and its folder: SQLite reports "${error.message}"`);
  }
  return because(`SQLite failed on ${file}: ${error.message} (${code})`);
}

export function notADatabase(file: string, cause?: unknown): PitwallError {
  return new PitwallError('NOT_A_DATABASE', `expected a database of debates, found another kind of file: ${file}`, {
    cause,
    data: { file },
  });
}

/** Runs `work` on the database at `file`; what SQLite throws leaves as a PitwallError. */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeFailure(file, error);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

export function isCorruption(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CORRUPT');
}
