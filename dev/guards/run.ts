/**
 * Takes each guard out by itself and runs the test that must then fail; prints those that nothing would miss. `npm run guards -- WORD ...` takes
 * those whose name, source or test has a word, `--list` only names them.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Guard } from './guards.ts';
import { GUARDS } from './guards.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What hangs without its guard fails by this. */
const PATIENCE_MS = 60_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const { positionals: words, values } = parseArgs({ allowPositionals: true, options: { list: { type: 'boolean' } } });
const asked = GUARDS.filter(
  (one) =>
    words.length === 0 || words.some((word) => [one.guard, one.file, one.test].some((text) => text.includes(word))),
);
if (asked.length === 0)
  throw new Error(`expected a word of a guard, of its source or of its test, got ${words.join(' ')}`);
const unmissed: Guard[] = [];
for (const guard of asked) {
  if (values.list === true) {
    console.log(`${guard.guard}  (${guard.file}; ${guard.test})`);
    continue;
  }
  const isMissed = !(await passesWithout(guard));
  console.log(`${isMissed ? 'missed  ' : 'UNMISSED'}  ${guard.guard}  (${guard.test})`);
  if (!isMissed) unmissed.push(guard);
}
if (values.list !== true) console.log(`${asked.length} guards, ${unmissed.length} that no test would miss`);
process.exitCode = unmissed.length === 0 ? 0 : 1;

async function passesWithout({ file, take, leave, test, name }: Guard): Promise<boolean> {
  const path = join(ROOT, file);
  const whole = readFileSync(path, 'utf8');
  if (whole.split(take).length !== 2) throw new Error(`${file}: expected \`${take}\` once`);
  const vitest = join(ROOT, 'node_modules/.bin/vitest');
  const named = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const folder = mkdtempSync(join(tmpdir(), 'pitwall-guards-'));
  const report = join(folder, 'report.json');
  const told = ['--reporter=json', `--outputFile=${report}`];
  const args = ['run', test, '-t', named, '--testTimeout', String(PATIENCE_MS), ...told];
  const interrupted = () => process.exit(130);
  const restore = () => writeFileSync(path, whole);
  process.once('exit', restore);
  for (const signal of SIGNALS) process.once(signal, interrupted);
  try {
    writeFileSync(
      path,
      whole.replace(take, () => leave),
    );
    const [code] = await once(spawn(vitest, args, { cwd: ROOT, stdio: 'ignore' }), 'exit');
    // A file that does not load fails as well, and shows nothing of what the guard holds.
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
      testResults: { assertionResults: { status: string }[] }[];
    };
    const results = testResults.flatMap(({ assertionResults }) => assertionResults);
    if (code !== 0 && results.length === 0) throw new Error(`${test} does not run without the guard in ${file}`);
    if (code === 0 && results.every(({ status }) => status !== 'passed'))
      throw new Error(`${test}: expected a test named \`${name}\`, found none that runs here`);
    return code === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    restore();
    process.off('exit', restore);
    for (const signal of SIGNALS) process.off(signal, interrupted);
  }
}
