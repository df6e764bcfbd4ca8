/**
 * Prints `N passed, N failed` for `.ci/run` and exits with 1 when anything failed.
 * Arguments: vitest's JSON report, how many steps before the tests failed, the exit code of the test command.
 */
import { readFileSync } from 'node:fs';
import { tally } from './report.mjs';

const [file = '', steps = '', testsExit = ''] = process.argv.slice(2);
const { passed, failed } = tally(readFileSync(file, 'utf8'), Number(steps), Number(testsExit));
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
