/**
 * `npm run view:speed`: what opening a long debate takes, and a jump to any of its turns, beside the page's shell without a
 * debate on the same browser in the same run. The clock's milliseconds hold on a machine at rest; those of the processors, and
 * the ratio, on one that other work keeps busy too.
 */
import { openBrowser, openPage } from './browser.ts';
import { enlarged } from './large.ts';
import type { Took } from './opening.ts';
import { median, Stopwatch } from './opening.ts';
import { emptyPlace, held, viewerOf } from './place.ts';

const TURNS = Number(process.argv[2] ?? 1000);
const SEEKS = [500, 3, 997, 250, 751, 1, 1000, 123, 876].map((turn) => Math.max(1, Math.round((turn * TURNS) / 1000)));

const place = emptyPlace();
const large = await enlarged(place, await held(place, 'loss-drop-3000'), TURNS);
const browser = await openBrowser();
const print = (label: string, took: readonly Took[], bar = '') => {
  const [clock, cpu] = [took.map(({ ms }) => ms), took.map(({ cpuMs }) => cpuMs)];
  const range = (values: readonly number[]) =>
    [median(values), Math.max(...values)].map((value) => (value > 0 ? value.toFixed(0) : '').padStart(5)).join(' ');
  process.stdout.write(`${label.padEnd(40)} ${range(clock)}   ${range(cpu)}   ${bar}\n`);
};
try {
  const { page, close } = await openPage(browser);
  const watch = await Stopwatch.of(page);
  const shell: Took[] = [];
  const cold: Took[] = [];
  const again: Took[] = [];
  const seeks: Took[] = [];
  const jumps: Took[] = [];
  const memos: Took[] = [];
  const pieces: Took[] = [];
  for (let time = 0; time < 5; time += 1) {
    // Another viewer each time: nothing of the debate is in its memory.
    const viewer = await viewerOf(place);
    try {
      shell.push(await watch.painted(viewer.url('/nowhere'), 'h1.empty'));
      pieces.push({ ms: Number.NaN, cpuMs: await watch.yardstick() });
      cold.push(await watch.painted(viewer.url(`/debates/${large}`), '#turn-1'));
      const from = performance.now();
      await page.locator('.memo .decision').waitFor();
      memos.push({ ms: performance.now() - from, cpuMs: Number.NaN });
      await page.locator('.part-flips .turn-link, .part-flips dd:not(.note)').first().waitFor();
      await page.locator(`#turn-${TURNS}`).waitFor({ state: 'attached' });
      for (const turn of SEEKS) seeks.push(await watch.sought(turn));
      for (const turn of SEEKS) jumps.push(await watch.jumped(turn));
      await page.goto('about:blank');
      again.push(await watch.painted(viewer.url(`/debates/${large}`), '#turn-1'));
    } finally {
      await viewer.close();
    }
  }
  process.stdout.write(`A debate of ${TURNS} turns, five times on a new server; ms, median and longest\n`);
  process.stdout.write(`${' '.repeat(40)}   by the clock  by processors\n`);
  const ratio = median(cold.map(({ ms }) => ms)) / median(shell.map(({ ms }) => ms));
  const inPieces = (took: readonly Took[]) =>
    (median(took.map(({ cpuMs }) => cpuMs)) / median(pieces.map(({ cpuMs }) => cpuMs))).toFixed(1);
  print('a piece of work, the yardstick', pieces);
  print('the shell, without a debate', shell, 'by processors with the start of the server');
  print('first paint of the transcript', cold, `bar 500; ${ratio.toFixed(1)} shells, ${inPieces(cold)} pieces`);
  print('the same, opened again', again);
  print('from there to the memo', memos);
  print('the timeline moved to a turn', seeks, `bar 100; ${inPieces(seeks)} pieces`);
  print('a link to a turn', jumps, `bar 100; ${inPieces(jumps)} pieces`);
  await close();
} finally {
  await browser.close();
  place.remove();
}
process.exit(0);
