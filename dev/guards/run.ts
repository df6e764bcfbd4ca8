/** Takes each guard out by itself and runs the test that must then fail; prints those that nothing would miss. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Guard } from './guards.ts';
import { GUARDS } from './guards.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What hangs without its guard fails by this. */
const PATIENCE_MS = 60_000;

const { positionals: words } = parseArgs({ allowPositionals: true });
const asked = GUARDS.filter(({ guard }) => words.length === 0 || words.some((word) => guard.includes(word)));
const unmissed = asked.filter((guard) => {
  const isMissed = !passesWithout(guard);
  console.log(`${isMissed ? 'missed  ' : 'UNMISSED'}  ${guard.guard}  (${guard.test})`);
  return !isMissed;
});
console.log(`${asked.length} guards, ${unmissed.length} that no test would miss`);
process.exitCode = unmissed.length === 0 ? 0 : 1;

function passesWithout({ file, take, leave, test, name }: Guard): boolean {
  const path = join(ROOT, file);
  const whole = readFileSync(path, 'utf8');
  if (whole.split(take).length !== 2) throw new Error(`${file}: expected \`${take}\` once`);
  const restore = () => writeFileSync(path, whole);
  process.once('exit', restore);
  try {
    writeFileSync(
      path,
      whole.replace(take, () => leave),
    );
    const vitest = join(ROOT, 'node_modules/.bin/vitest');
    const named = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const args = ['run', test, '-t', named, '--testTimeout', String(PATIENCE_MS)];
    return spawnSync(vitest, args, { cwd: ROOT, stdio: 'ignore' }).status === 0;
  } finally {
    restore();
    process.off('exit', restore);
  }
}
