import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalLines } from '../../src/report/canonical-export.ts';
import { checkDatabase, isSound } from '../../src/store/check.ts';
import { openStore, storeOver } from '../../src/store/index.ts';
import { goOn, hold, ROOT } from '../reexecution/held.ts';
import { deskAt, folder } from './place.ts';

const linesOf = (file: string, id: string) => {
  const store = openStore(file, { readonly: true });
  try {
    return canonicalLines(store.events(id).map(({ event }) => event));
  } finally {
    store.close();
  }
};

describe('a disk that fills up during a debate', () => {
  it('ends it in a sentence with the record so far, and with room it comes to the same end', async () => {
    const whole = join(folder(), 'debates.db');
    const first = openStore(whole);
    const { id } = await hold(first, { scenario: 'example' });
    first.close();
    const expected = linesOf(whole, id);
    const [least, most] = [deskPages(), Math.floor(statSync(whole).size / 4096)];
    let cutShort = 0;
    for (let pages = least + 90; pages < most; pages += 23) {
      const file = join(folder(), 'debates.db');
      const desk = deskAt(file);
      desk.db.pragma(`max_page_count = ${pages}`);
      const store = storeOver(desk, { readonly: false, keeps: true });
      await expect(hold(store, { scenario: 'example' })).rejects.toThrow(
        /no space is left to write .*debates\.db \(\d+ bytes so far\); the record up to here is kept \[STORE_FAILED\]/,
      );
      store.close();
      const [debate] = checkDatabase(file).debates;
      if (debate === undefined) continue;
      cutShort += 1;
      expect(debate).toMatchObject({ state: 'unfinished', damage: [] });
      expect(expected.startsWith(linesOf(file, debate.id))).toBe(true);
      const again = openStore(file);
      await goOn(again, debate.id, {});
      again.close();
      expect(linesOf(file, debate.id)).toBe(expected);
      expect(isSound(checkDatabase(file))).toBe(true);
    }
    expect(cutShort).toBeGreaterThan(3);
  });
});

describe('a record', () => {
  it('takes no more bytes a turn from 100 to 200 turns than 1.2 times those from 40 to 100', async () => {
    const held: Held[] = [];
    for (const rounds of [8, 23, 48]) {
      const place = folder();
      mkdirSync(join(place, 'scenarios'));
      const script = join(place, 'scenarios', 'example.yaml');
      writeFileSync(script, longer(readFileSync(join(ROOT, 'scenarios/example.yaml'), 'utf8'), rounds));
      writeFileSync(join(place, 'scenarios', 'example.csv'), readFileSync(join(ROOT, 'scenarios/example.csv')));
      const file = join(place, 'debates.db');
      const store = openStore(file);
      const { events } = await hold(store, { scenario: script, talkative: true });
      store.close();
      held.push({ turns: events.filter(({ type }) => type === 'turn.recorded').length, bytes: statSync(file).size });
      expect(held.at(-1)?.turns).toBeGreaterThanOrEqual(4 * rounds + 8);
    }
    const [small, middle, large] = held as [Held, Held, Held];
    const early = (middle.bytes - small.bytes) / (middle.turns - small.turns);
    expect(early).toBeGreaterThan(2000);
    expect((large.bytes - middle.bytes) / (large.turns - middle.turns)).toBeLessThanOrEqual(1.2 * early);
  });
});

interface Held {
  turns: number;
  bytes: number;
}

const longer = (script: string, rounds: number) =>
  script
    .replace('stopWhenStalled: true', 'stopWhenStalled: false')
    .replace(/^stop: .*\n/m, '')
    .replace('rebuttal 2', `rebuttal ${rounds}`);

/** Pages of a database without a debate. */
function deskPages(): number {
  const { db } = deskAt(join(folder(), 'debates.db'));
  const pages = Number(db.pragma('page_count', { simple: true }));
  db.close();
  return pages;
}
