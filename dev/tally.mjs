/**
 * Prints `N passed, N failed` for `.ci/run` and exits with 1 when anything failed.
 * Arguments: how many steps before the tests failed; then of each run of tests, vitest's JSON report and the exit code.
 */
import { readFileSync } from 'node:fs';
import { tally } from './report.mjs';

const [steps = '', ...rest] = process.argv.slice(2);
const runs = [];
for (let at = 0; at + 1 < rest.length; at += 2)
  runs.push({ report: readFileSync(String(rest[at]), 'utf8'), exit: Number(rest[at + 1]) });
const { passed, failed } = tally(Number(steps), runs);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
