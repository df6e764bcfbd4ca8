// Run as a process of its own: begins a debate in FILE, says its id, appends TURNS turns, says each, and ends or waits to be killed.
// As one of a crowd it begins TURNS other debates before.
import { openStore } from '../../src/store/index.ts';
import { ending, newDebate, opened, range, turnEvents } from './sample.ts';

const [file = '', turns = '0', then = 'close'] = process.argv.slice(2);
const store = openStore(file);
for (let more = then === 'crowd' ? Number(turns) : 0; more > 0; more -= 1) await store.create(newDebate(more));
const record = await store.create(newDebate());
await record.append([opened()]);
console.log(record.id);
for (const turn of range(Number(turns))) {
  for (const event of turnEvents(turn)) await record.append([event]);
  console.log(turn);
}
if (then === 'wait') {
  setInterval(() => undefined, 1000);
} else {
  await record.append(ending(Number(turns)));
  await record.end('closed');
  store.close();
}
