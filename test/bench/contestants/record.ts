/** What a kept debate costs to read and to execute again, in turns a second of processor time. */
import { fileURLToPath } from 'node:url';
import { built, project, seatsOf } from '../debate.ts';

const [, , turns = '1000', file = ''] = process.argv;
const peak = () => process.resourceUsage().maxRSS / 1024;
const { debateDocument, loadScenario, loadTeam, openStore, runDebate, verifyDebate } = await built();
/** With everything loaded, before any debate. */
const loadedMb = peak();

function cpuMs(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

async function rate(count: number, work: () => unknown): Promise<number> {
  const since = process.cpuUsage();
  await work();
  return count / (cpuMs(since) / 1000);
}

const { projectDir, remove } = project(Number(turns));
const team = loadTeam({ projectDir });
const store = openStore(file);
const { seats } = seatsOf(Number(turns));
const { id } = await runDebate({
  ...{ scenario: loadScenario('./release.yaml', { projectDir, team }), team, store, ...seats },
});
const peakMb = peak();
const read = () => store.events(id);
const replay = await rate(read().filter(({ event }) => event.type === 'turn.recorded').length, read);
const document = await rate(Number(turns), () => debateDocument({ store, id }));
let equal = false;
const agents = await rate(Number(turns), async () => {
  ({ equal } = await verifyDebate({ store, id }));
});
if (!equal) throw new RangeError('expected the debate to come out the same again');

// The playbook is verified in a plain loop: a long debate, because nobody may stop it for moving nobody.
const root = fileURLToPath(new URL('../../..', import.meta.url));
const shipped = loadTeam({ projectDir: root });
const played = await runDebate({
  scenario: loadScenario('loss-drop-3000', { projectDir: root, team: shipped }),
  team: shipped,
  store,
});
const spoken = played.document.turns.length;
const loop = await rate(spoken, () => verifyDebate({ store, id: played.id }));
store.close();
remove();
process.stdout.write(`${JSON.stringify({ turns: Number(turns), loadedMb, peakMb, replay, document, agents, loop })}\n`);
