/** `npm run reexecution`: every shipped scenario verified over seeds, and what a long debate costs a turn, in time and bytes. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PitwallError } from '../../src/core/error.ts';
import { eventsOf } from '../../src/core/events.ts';
import { listScenarios, openStore, verifyDebate } from '../../src/pitwall.ts';
import { canonicalLines } from '../../src/report/canonical-export.ts';
import { goOn, hold, ROOT } from './held.ts';

const SEEDS = Number(process.argv[2] ?? 50);
const TURNS = 400;
const SCENARIO = 'loss-drop-3000';

const say = (line: string) => process.stdout.write(`${line}\n`);
const folder = mkdtempSync(join(tmpdir(), 'pitwall-bars-'));

interface Mark {
  turn: number;
  /** Since the debate began, without what it takes to write. */
  tookMs: number;
  /** In all writes so far. */
  writingMs: number;
  bytes: number;
}

/** A debate that is long because nobody may stop it for moving nobody. */
const LONG = {
  scenario: SCENARIO,
  edit: (script: string) => `${script.replace('rebuttal 2', 'rebuttal 78')}\nstopWhenStalled: false\n`,
};

async function verifyAll(): Promise<void> {
  const scenarios = listScenarios({ projectDir: ROOT }).map(({ id }) => id);
  let equal = 0;
  const other: string[] = [];
  const startedAt = performance.now();
  const store = openStore(join(folder, 'seeds.db'));
  for (const scenario of scenarios) {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { id } = await hold(store, { scenario, seed });
      const report = await verifyDebate({ store, id });
      if (report.equal) equal += 1;
      else other.push(`${scenario} seed ${seed}: ${report.stopped ?? `event ${report.event}`}`);
    }
  }
  store.close();
  const seconds = (performance.now() - startedAt) / 1000;
  say(
    `verify: ${equal} of ${scenarios.length * SEEDS} equal (${scenarios.length} scenarios, ${SEEDS} seeds, ${seconds.toFixed(0)} s)`,
  );
  for (const line of other) say(`  not equal: ${line}`);
  if (other.length > 0) process.exitCode = 1;
}

/** Holds a long debate on disk and notes, at each turn, time and bytes; or is cut when it has come to `until` turns. */
async function heldLong(file: string, until = Number.POSITIVE_INFINITY) {
  const store = openStore(file);
  const marks: Mark[] = [];
  const startedAt = performance.now();
  let writingMs = 0;
  const held = await hold(store, LONG, {
    afterWrite: (what, tookMs) => {
      writingMs += tookMs;
      const turn = Number(/^event turn\.recorded (\d+)$/.exec(what)?.[1] ?? 0);
      if (turn === 0) return;
      marks.push({ turn, tookMs: performance.now() - startedAt - writingMs, writingMs, bytes: sizeOf(file) });
      if (turn >= until) throw new PitwallError('INTERRUPTED', 'cut here');
    },
  }).catch((error: unknown) => {
    if (error instanceof PitwallError && error.code === 'INTERRUPTED') return null;
    throw error;
  });
  return { store, held, marks };
}

const sizeOf = (file: string) =>
  ['', '-wal'].reduce((sum, end) => sum + (statSync(`${file}${end}`, { throwIfNoEntry: false })?.size ?? 0), 0);

async function long(): Promise<void> {
  await heldLong(join(folder, 'warm.db')).then(({ store }) => store.close());
  const { store, held, marks } = await heldLong(join(folder, 'long.db'));
  if (held === null) throw new RangeError('expected the long debate to come to its end');
  const turns = eventsOf(held.events, 'turn.recorded').length;
  const perTurn = (from: number, to: number, of: (mark: Mark) => number) => {
    const [first, last] = [from, to].map((limit) => marks.findLast(({ turn }) => turn <= limit));
    if (first === undefined || last === undefined) throw new RangeError('expected a mark at each turn');
    return (of(last) - of(first)) / (last.turn - first.turn);
  };
  const ratio = (name: string, of: (mark: Mark) => number, unit: string) => {
    const [early, late] = [perTurn(40, 200, of), perTurn(200, TURNS, of)];
    say(
      `${name}: ${early.toFixed(0)} ${unit} a turn from 40 to 200, ${late.toFixed(0)} from 200 to ${TURNS}: ${(late / early).toFixed(2)} times`,
    );
  };
  ratio('record', ({ writingMs }) => writingMs * 1000, 'us');
  ratio('debate', ({ tookMs }) => tookMs * 1000, 'us');
  const stored = (from: number, to: number) => {
    const bytes = store
      .events(held.id)
      .map(({ event }) => event)
      .filter((event) => 'turn' in event.body && Number(event.body.turn) > from && Number(event.body.turn) <= to)
      .reduce((sum, event) => sum + Buffer.byteLength(JSON.stringify(event)), 0);
    return bytes / (to - from);
  };
  say(
    `bytes: ${stored(40, 200).toFixed(0)} of events a turn from 40 to 200, ${stored(200, TURNS).toFixed(0)} from 200 to ${TURNS}: ${(stored(200, TURNS) / stored(40, 200)).toFixed(2)} times; database ${(sizeOf(join(folder, 'long.db')) / turns / 1024).toFixed(1)} KiB a turn`,
  );
  const text = JSON.stringify(held.events);
  const parsedAt = performance.now();
  for (let time = 0; time < 10; time += 1) JSON.parse(text);
  const parseMs = (performance.now() - parsedAt) / 10;
  const report = (name: string, tookMs: number) =>
    say(
      `${name}: ${turns} turns in ${tookMs.toFixed(0)} ms, ${((turns * 1000) / tookMs).toFixed(0)} turns a second, ${(tookMs / parseMs).toFixed(0)} times a plain parse of the same events (${parseMs.toFixed(1)} ms)`,
    );
  const verifiedAt = performance.now();
  const { equal } = await verifyDebate({ store, id: held.id });
  report(`verify (${equal ? 'equal' : 'NOT equal'})`, performance.now() - verifiedAt);
  store.close();
  // The votes and the closes are written at the end, so the cut is among the rebuttals.
  const until = turns - 20;
  const cut = await heldLong(join(folder, 'cut.db'), until);
  const [{ id } = { id: '' }] = cut.store.list();
  const resumedAt = performance.now();
  const events = await goOn(cut.store, id, {});
  const tookMs = performance.now() - resumedAt;
  const isSame = canonicalLines(events) === canonicalLines(held.events);
  if (!isSame || !equal) process.exitCode = 1;
  report(`resume from turn ${until} (${isSame ? 'same events' : 'NOT the same events'})`, tookMs);
  cut.store.close();
}

try {
  await long();
  await verifyAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
