/**
 * Holds a debate in a database and kills its own process, as `kill -9` does, at the K-th point: behind each write of the record,
 * before each effect is written, and with each event, whether it is written yet or waits for the next reply. Without K it holds to the end and prints how many points there are.
 *
 * Arguments: scenario, database, K.
 */
import { openStore } from '../../src/store/index.ts';
import { hold } from './held.ts';

const [scenario = '', file = '', at] = process.argv.slice(2);
const store = openStore(file);
let points = 0;
const pass = () => {
  points += 1;
  if (points === Number(at)) process.kill(process.pid, 'SIGKILL');
};
const { id } = await hold(store, { scenario }, { afterWrite: pass, beforeEffect: pass, onEvent: pass });
store.close();
process.stdout.write(`${JSON.stringify({ id, points })}\n`);
