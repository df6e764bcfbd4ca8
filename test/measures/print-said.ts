/**
 * `npm run measure:said [FOLDER]`: of the turns that language models gave in recorded debates, how many are given back for a number
 * that stands nowhere, and of numbers that were put into them wrong, how many are found.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { givenTurns, plantedIn } from './said-turns.ts';

const [folder = fileURLToPath(new URL('../fixtures/records', import.meta.url)), ...flags] = process.argv.slice(2);
const isVerbose = flags.includes('--turns');
const percent = (part: number, whole: number) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
const row = (cells: readonly (string | number)[]) =>
  console.log(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(20) : String(cell).padStart(12))).join(' '));

row(['debate', 'turns', 'returned', 'now', 'share', 'planted', 'found', 'share']);
const sums = { turns: 0, then: 0, now: 0, planted: 0, found: 0 };
for (const file of readdirSync(folder).filter((name) => name.endsWith('.language-models.jsonl'))) {
  const name = basename(file, '.language-models.jsonl');
  const given = givenTurns(join(folder, file));
  const now = given.filter((one) => {
    const reading = one.read(one.args);
    const isReturned = reading.kind === 'flawed' && reading.flaw === 'unfounded';
    if (isVerbose && isReturned)
      console.log(
        `  ${one.turn.turn}${one.wasReturned ? ' (given back then)' : ''}: ${reading.detail}\n      ${String(one.args['utterance'])}`,
      );
    if (isVerbose && reading.kind === 'flawed' && reading.flaw !== 'unfounded')
      console.log(`  ${one.turn.turn}: ${reading.flaw} ${reading.detail}`);
    return isReturned;
  });
  const planted = given
    .filter((one) => !now.includes(one))
    .flatMap((one, index) => plantedIn(one, index).map((wrong) => ({ one, wrong })));
  const found = planted.filter(({ one, wrong }) => {
    const reading = one.read(wrong.args);
    // A calculation that is written out and does not come out is given back by its result.
    const isFound = reading.kind === 'flawed' && reading.flaw === 'unfounded';
    if (isVerbose && !isFound)
      console.log(`  ${one.turn.turn} not found: ${wrong.said} in ${String(wrong.args['utterance'])}`);
    return isFound;
  });
  const then = given.filter(({ wasReturned }) => wasReturned).length;
  row([
    name,
    given.length,
    then,
    now.length,
    percent(now.length, given.length),
    planted.length,
    found.length,
    percent(found.length, planted.length),
  ]);
  sums.turns += given.length;
  sums.then += then;
  sums.now += now.length;
  sums.planted += planted.length;
  sums.found += found.length;
}
row([
  'all',
  sums.turns,
  sums.then,
  sums.now,
  percent(sums.now, sums.turns),
  sums.planted,
  sums.found,
  percent(sums.found, sums.planted),
]);
