/** Pitwall through its agents, with the full record: prompts, replies, calls of tools, events, each hashed and durable before it is used. */
import { built, project, seatsOf } from '../debate.ts';
import { given, Stopwatch } from '../measured.ts';

const { turns, file } = given();
const { loadScenario, loadTeam, openStore, runDebate } = await built();
const { projectDir, remove } = project(turns);
const team = loadTeam({ projectDir });
const store = openStore(file);
const { seats } = seatsOf(turns);
const watch = new Stopwatch();
let [thinking, recorded] = [0, 0];
let flawed = 0;
await runDebate({
  ...{ scenario: loadScenario('./release.yaml', { projectDir, team }), team, store, ...seats },
  on: (notice) => {
    if (notice.kind === 'thinking') {
      thinking += 1;
      if (thinking === 1) watch.start();
    }
    if (notice.kind !== 'event') return;
    if (notice.event.type === 'turn.flawed' || notice.event.type === 'reply.repaired') flawed += 1;
    if (notice.event.type !== 'turn.recorded') return;
    recorded += 1;
    if (recorded === turns) watch.stop();
  },
});
if (flawed > 0) throw new RangeError(`expected no reply to be given back, ${flawed} were`);
store.close();
remove();
watch.report(turns, file);
