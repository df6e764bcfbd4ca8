import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/canonical.ts';
import { PitwallError } from '../../src/core/error.ts';
import { debateDocument, openRecordFile, openStore } from '../../src/pitwall.ts';
import { CHAIN_START, linkHash } from '../../src/store/hashes.ts';
import { WHOLE } from '../store/whole-database.ts';
import { change, mutated } from './mutate-json.ts';

type Line = Record<string, unknown> & { row: string };

const folder = mkdtempSync(join(tmpdir(), 'pitwall-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));
const store = openStore(WHOLE.file, { readonly: true });
const lines = [...store.exported(WHOLE.closed).lines].map((line) => JSON.parse(line) as Line);
store.close();

/** As a stranger writes a record: every hash of the chain is right, whatever the events say. */
function chained(changed: Line[]): string {
  let prev = CHAIN_START;
  for (const line of changed) {
    if (line?.row !== 'event') continue;
    prev = linkHash(prev, String(line['type']), canonicalJson(line['body']));
    line['hash'] = prev;
  }
  const file = join(folder, 'record.jsonl');
  writeFileSync(file, changed.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
}

/** Whether it was taken; what a reader makes of it is a document or a refusal of ours. */
function read(file: string): boolean {
  try {
    const { store: record, id } = openRecordFile(file);
    try {
      debateDocument({ store: record, id });
    } finally {
      record.close();
    }
    return true;
  } catch (error) {
    if (!(error instanceof PitwallError)) throw error;
    return false;
  }
}

it('a record whose events were changed, with hashes that fit, is a debate or one refusal', () => {
  expect(read(chained(structuredClone(lines)))).toBe(true);
  const events = lines.flatMap(({ row }, index) => (row === 'event' ? [index] : []));
  const taken: boolean[] = [];
  fc.assert(
    fc.property(fc.constantFrom(...events), fc.array(change, { minLength: 1, maxLength: 2 }), (index, changes) => {
      const copy = structuredClone(lines);
      const line = copy[index];
      if (line === undefined) return;
      line['body'] = mutated(line['body'], changes);
      taken.push(read(chained(copy)));
    }),
    { numRuns: 80 },
  );
  expect(new Set(taken)).toEqual(new Set([true, false]));
});

it('each kind of event with a part that it does not have, with hashes that fit, is refused by its line', () => {
  const kinds = new Map(lines.flatMap((line, index) => (line.row === 'event' ? [[line['type'], index] as const] : [])));
  for (const [type, index] of kinds) {
    const copy = structuredClone(lines);
    const line = copy[index];
    if (line === undefined) continue;
    line['body'] = { ...(line['body'] as object), strange: true };
    expect(() => openRecordFile(chained(copy)), String(type)).toThrow(`:${index + 1}: `);
  }
});

it('any other row that was changed is refused, or one that no hash covers', () => {
  const others = lines.flatMap(({ row }, index) => (row === 'event' ? [] : [index]));
  fc.assert(
    fc.property(fc.constantFrom(...others), change, (index, one) => {
      const copy = structuredClone(lines);
      const [changed] = mutated([copy[index] as Line], [one]);
      if (changed === undefined) copy.splice(index, 1);
      else copy[index] = changed;
      read(chained(copy));
    }),
    { numRuns: 120 },
  );
});
