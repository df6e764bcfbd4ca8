import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { importCard } from '../../src/project/index.ts';
import { AGENT, FRAGMENT, picture, plainText, V1, V2, V3 } from '../cards/exchange/sources.ts';
import { PROFILE } from '../cards/profile.ts';
import { measureCard } from '../measures/cards.ts';
import { change, mutated } from './mutate-json.ts';

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

it('a card of another format that a stranger changed loses nothing, or is refused in one sentence', () => {
  let taken = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(V1, V2, V3, AGENT, FRAGMENT),
      fc.array(change, { maxLength: 4 }),
      fc.boolean(),
      (source, changes, isPicture) => {
        const json = mutated(source, changes);
        const file = join(folder, 'card.json');
        writeFileSync(file, isPicture ? picture(plainText('chara', json)) : JSON.stringify(json));
        try {
          expect(measureCard(file)).toMatchObject({ lost: [], holdsSource: true, isSteady: true });
          taken += 1;
        } catch (error) {
          if (!(error instanceof PitwallError)) throw error;
          expect(['CARD_INVALID', 'FILE_UNREADABLE']).toContain(error.code);
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(taken).toBeGreaterThan(30);
});

it('a picture of any bytes is imported as a card, or refused in one sentence', () => {
  const sound = picture(plainText('ccv3', V3));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const changed = edits.reduce((now, { at: where, drop, add }) => {
        const from = 8 + Math.floor(where * (now.length - 8));
        return Buffer.concat([now.subarray(0, from), add, now.subarray(from + drop)]);
      }, sound);
      writeFileSync(join(folder, 'card.png'), changed);
      try {
        importCard('card.png', { projectDir: folder });
      } catch (error) {
        if (!(error instanceof PitwallError)) throw error;
        expect(['CARD_INVALID', 'FILE_UNREADABLE']).toContain(error.code);
      }
    }),
    { numRuns: 60 },
  );
});
