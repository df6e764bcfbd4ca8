import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { importCard } from '../../src/project/index.ts';
import { PROFILE } from '../cards/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'pitwall-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));
const flux = readFileSync(new URL('../../personas/flux.md', import.meta.url));
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(PROFILE, 'utf16le')]);
const mojibake = Buffer.from(Buffer.from(PROFILE, 'utf8').toString('latin1'), 'utf8');

const at = fc.double({ min: 0, max: 1, noNaN: true });
const edit = fc.record({ at, drop: fc.nat(40), add: fc.uint8Array({ maxLength: 12 }) });

it('a file of any bytes is imported as a card, or refused in one sentence', () => {
  const taken: boolean[] = [];
  fc.assert(
    fc.property(
      fc.constantFrom(flux, Buffer.from(PROFILE), utf16, mojibake),
      fc.array(edit, { maxLength: 4 }),
      fc.boolean(),
      (bytes, edits, repair) => {
        const changed = edits.reduce((now, { at: where, drop, add }) => {
          const from = Math.floor(where * now.length);
          return Buffer.concat([now.subarray(0, from), add, now.subarray(from + drop)]);
        }, bytes);
        writeFileSync(join(folder, 'card.md'), changed);
        try {
          importCard('card.md', { projectDir: folder, repair });
          taken.push(true);
        } catch (error) {
          if (!(error instanceof PitwallError)) throw error;
          expect(['CARD_INVALID', 'FILE_UNREADABLE']).toContain(error.code);
          taken.push(false);
        }
      },
    ),
    { numRuns: 120 },
  );
  expect(new Set(taken)).toEqual(new Set([true, false]));
});
