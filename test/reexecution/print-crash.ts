/** `npm run crash`: kills a real process at every point of two debates, resumes each through the command line, and prints what came of it. */
import { join } from 'node:path';
import { emptyFolder, removeFolder } from '../e2e/cli.ts';
import { canonicalOf, holdUntilKilled, killAndResume } from './killing.ts';

const [every = '1', ...named] = process.argv.slice(2);
const scenarios = named.length > 0 ? named : ['loss-drop-3000', 'spike-at-12k'];
const step = Math.max(1, Number(every));

const cwd = emptyFolder();
try {
  for (const scenario of scenarios) {
    const { stdout } = await holdUntilKilled(scenario, join(cwd, `${scenario}.db`));
    const { points } = JSON.parse(stdout) as { points: number };
    const whole = canonicalOf(join(cwd, `${scenario}.db`)) ?? '';
    let killed = 0;
    const wrong: string[] = [];
    // Behind the last point nothing is left to do.
    for (let point = 1; point <= points; point += step) {
      const { signal, begins, resumeCode, equal } = await killAndResume(scenario, point, cwd, whole);
      killed += 1;
      if (signal !== 'SIGKILL' || !begins || resumeCode !== 0 || !equal)
        wrong.push(`point ${point}: ended by ${signal}, resume ${resumeCode}, ${equal ? 'equal' : 'not equal'}`);
    }
    process.stdout.write(
      `${scenario}: ${points} points, killed at ${killed}, resumed to the same ${killed - wrong.length}\n`,
    );
    for (const sentence of wrong) process.stdout.write(`  ${sentence}\n`);
    if (wrong.length > 0) process.exitCode = 1;
  }
} finally {
  removeFolder(cwd);
}
