import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomFrom } from '../../src/core/random.ts';

/** `npm run logs:speed`: time and memory of the diagnosis of a million points, against a call that reads nothing. */
const POINTS = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'pitwall-'));
const file = join(folder, 'million.csv');
const random = randomFrom('a million points', 1);
const noise = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const line = (step: number) => `${step},${(1.8 + 9 / step ** 0.3 + 0.03 * noise()).toFixed(4)}`;
writeFileSync(file, `step,loss\n${Array.from({ length: POINTS }, (_, i) => line(i + 1)).join('\n')}\n`);

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const report = fileURLToPath(new URL('print-usage.mjs', import.meta.url));

/** Wall time and processor time in seconds, and the most memory in MB, least of three runs each. */
function measured(...args: string[]): { wall: number; processor: number; megabytes: number } {
  const runs = Array.from({ length: 3 }, () => {
    const before = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ['--import', report, main, ...args], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const [processor = Number.NaN, megabytes = Number.NaN] = (stderr.trim().split('\n').at(-1) ?? '')
      .split(' ')
      .map(Number);
    return { wall: (performance.now() - before) / 1000, processor, megabytes };
  });
  const least = (of: 'wall' | 'processor' | 'megabytes') => Math.min(...runs.map((run) => run[of]));
  return { wall: least('wall'), processor: least('processor'), megabytes: least('megabytes') };
}

const bare = measured('tool', 'list');
const whole = measured('tool', 'diagnose_loss_curve', '--args', JSON.stringify({ file }));
rmSync(folder, { recursive: true });
const shown = ({ wall, processor, megabytes }: typeof bare) =>
  `${wall.toFixed(2)} s, ${processor.toFixed(2)} s of processor time, ${megabytes.toFixed(0)} MB`;
process.stdout.write(`pitwall tool list                  ${shown(bare)}\n`);
process.stdout.write(`diagnose_loss_curve, ${POINTS} points ${shown(whole)}\n`);
process.stdout.write(`memory above the bare process      ${(whole.megabytes - bare.megabytes).toFixed(0)} MB\n`);
