/**
 * Changes the sources, one small thing at a time, and says which changes no fast test notices:
 * `npm run mutation -- [core] [reasoning] [debate] [store] [src/PATH.ts ...] [--tests "test/PATH ..."]`, all four rooms where none is named, and
 * the tests of the room where none are. The score is the share of changes that a test notices; ends with 1 where a room has less than 80 %.
 * Reports stand in `dist/mutants`.
 *
 * Stryker is a package of its own in this folder, installed when it is not there: Pitwall does not depend on it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOMS } from './rooms.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));
const OUT = 'dist/mutants';
/** Percent. */
const BAR = 80;

interface Mutant {
  status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | 'CompileError' | 'RuntimeError' | 'Pending';
  mutatorName: string;
  replacement?: string;
  location: { start: { line: number; column: number }; end: { line: number; column: number } };
}

interface Report {
  files: Record<string, { source: string; mutants: Mutant[] }>;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { concurrency: { type: 'string', default: '2' }, tests: { type: 'string' } },
});
const files = positionals.filter((word) => word.startsWith('src/'));
const named = positionals.filter((word) => !word.startsWith('src/'));
const stray = named.find((word) => !Object.hasOwn(ROOMS, word));
if (stray !== undefined) throw new Error(`expected a room (${Object.keys(ROOMS).join(', ')}) or src/…, got ${stray}`);

if (!existsSync(join(HERE, 'node_modules'))) {
  console.log('Installing Stryker in dev/stryker; this happens once.');
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: HERE, encoding: 'utf8' });
  if (npm.status !== 0) throw new Error(npm.stderr.trim().slice(-300));
}
mkdirSync(join(ROOT, OUT), { recursive: true });
let isBelow = false;
for (const [room, { sources }] of Object.entries(ROOMS)) {
  const inRoom = files.filter((file) => file.startsWith(`src/${room}/`));
  if (positionals.length > 0 && !named.includes(room) && inRoom.length === 0) continue;
  const mutate = inRoom.length > 0 ? inRoom : sources;
  isBelow = !told(room, reportOf(room, mutate)) || isBelow;
}
process.exitCode = isBelow ? 1 : 0;

function reportOf(room: string, mutate: readonly string[]): Report {
  const jsonReport = join(OUT, `${room}.json`);
  const config = join(OUT, `${room}.config.json`);
  const options = {
    ...{ testRunner: 'vitest', plugins: ['@stryker-mutator/vitest-runner'], coverageAnalysis: 'perTest' },
    vitest: { configFile: 'test/mutants.config.ts', related: false },
    mutate: [...mutate, '!**/*.d.ts'],
    // What a module works out once, when it is loaded, would take every test again for each change.
    ignoreStatic: true,
    // No test may rest on the words of a sentence alone, except where it says so.
    mutator: { excludedMutations: ['StringLiteral'] },
    ...{ concurrency: Number(values.concurrency), timeoutMS: 10_000, timeoutFactor: 4, dryRunTimeoutMinutes: 60 },
    ...{ tempDirName: join(OUT, 'sandbox'), tsconfigFile: 'none.json', checkers: [] },
    ignorePatterns: ['/dist*', '/dev/stryker/node_modules', '/test/bench/peers/node_modules', '/.ci'],
    ...{ reporters: ['json', 'progress-append-only'], jsonReporter: { fileName: jsonReport } },
    ...{ allowConsoleColors: false, logLevel: 'warn' },
  };
  writeFileSync(join(ROOT, config), JSON.stringify(options, null, 2));
  const stryker = join(HERE, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const { status } = spawnSync(process.execPath, [stryker, 'run', config], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, MUTATED_BY: JSON.stringify(values.tests?.split(' ') ?? ROOMS[room]?.tests) },
  });
  if (status !== 0) throw new Error(`Stryker ended with ${status} for ${room}`);
  return JSON.parse(readFileSync(join(ROOT, jsonReport), 'utf8')) as Report;
}

/** Prints what survived, by file, and the score of the room; false below the bar. */
function told(room: string, { files: changed }: Report): boolean {
  const noticed = (mutants: readonly Mutant[]) =>
    mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const counted = (mutants: readonly Mutant[]) =>
    mutants.filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status));
  for (const [file, { source, mutants }] of Object.entries(changed)) {
    const all = counted(mutants);
    if (all.length === 0) continue;
    console.log(`\n${file}: ${noticed(all)} of ${all.length} noticed`);
    const lines = source.split('\n');
    for (const { status, mutatorName, replacement, location } of all) {
      if (status !== 'Survived' && status !== 'NoCoverage') continue;
      const line = lines[location.start.line - 1]?.trim() ?? '';
      const put = (replacement ?? '').replace(/\s+/g, ' ').slice(0, 100);
      console.log(
        `  ${location.start.line}:${location.start.column} ${status} ${mutatorName}: ${line.slice(0, 120)}  ->  ${put}`,
      );
    }
  }
  const all = Object.values(changed).flatMap(({ mutants }) => counted(mutants));
  const score = (100 * noticed(all)) / Math.max(1, all.length);
  console.log(`\n${room}: ${noticed(all)} of ${all.length} changes noticed, ${score.toFixed(1)} % (bar ${BAR} %)`);
  return score >= BAR;
}
