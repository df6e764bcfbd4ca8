import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { bodiesOf, goOn, hold } from './held.ts';

interface Point {
  /** What had just happened: more than one thing where nothing was written between them. */
  what: string[];
  file: string;
}

const BESIDE = ['', '-wal'] as const;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pitwall-crash-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files that a process leaves when it is killed now: what was committed, in the database and in its log. */
function snapshot(file: string, to: string): void {
  for (const suffix of BESIDE) if (existsSync(`${file}${suffix}`)) copyFileSync(`${file}${suffix}`, `${to}${suffix}`);
}

function digest(file: string): string {
  const hash = createHash('sha256');
  for (const suffix of BESIDE) hash.update(existsSync(`${file}${suffix}`) ? readFileSync(`${file}${suffix}`) : '-');
  return hash.digest('hex');
}

/**
 * Holds a debate once and keeps what a kill would leave behind each write, before each effect is written, and with each event. Moments between
 * which nothing reached the disk leave the same files, so one resumption stands for all of them.
 */
async function heldWithPoints(scenario: string) {
  const file = join(folder, `${scenario}.db`);
  const store = openStore(file);
  const points: Point[] = [];
  let before = '';
  let moments = 0;
  const keep = (what: string) => {
    moments += 1;
    const now = digest(file);
    const last = points.at(-1);
    if (now === before && last !== undefined) {
      last.what.push(what);
      return;
    }
    before = now;
    const to = join(folder, `${scenario}-${points.length}.db`);
    snapshot(file, to);
    points.push({ what: [what], file: to });
  };
  const held = await hold(
    store,
    { scenario },
    { afterWrite: keep, beforeEffect: (what) => keep(`before ${what}`), onEvent: keep },
  );
  const effects = store.effects(held.id).map(({ call, request, result }) => ({ call, request, result }));
  store.close();
  return { ...held, effects, points, moments };
}

describe.each(['loss-drop-3000', 'spike-at-12k'])('killed after every database write, %s', (scenario) => {
  it('resumes to the same events and effects, asks nothing again that is stored, and loses nothing', async () => {
    const { id, events, effects, points, moments } = await heldWithPoints(scenario);
    expect(moments).toBeGreaterThanOrEqual(90);
    expect(points.length).toBeGreaterThanOrEqual(20);
    const expected = bodiesOf(events);
    for (const { what, file } of points) {
      const store = openStore(file);
      const stored = new Set(store.effects(id).map(({ call }) => call));
      const isOver = store.status(id) === 'closed';
      const made: string[] = [];
      if (!isOver) expect([what, bodiesOf(await goOn(store, id, { made }))]).toEqual([what, expected]);
      const after = store.effects(id);
      expect([what, bodiesOf(store.events(id).map(({ event }) => event))]).toEqual([what, expected]);
      expect([what, byCall(after)]).toEqual([what, byCall(effects)]);
      const models = (calls: Iterable<string>) => [...calls].filter((call) => /model#\d+$/.test(call)).length;
      expect([what, made.length]).toEqual([what, models(effects.map(({ call }) => call)) - models(stored)]);
      store.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    }
  });
});

function byCall(effects: readonly { call: string; request: string; result: unknown }[]) {
  return [...effects]
    .map(({ call, request, result }) => ({ call, request, result }))
    .sort((a, b) => (a.call < b.call ? -1 : 1));
}
