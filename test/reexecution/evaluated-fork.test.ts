import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import { evaluateDebate } from '../../src/evaluate.ts';
import { forkDebate, loadScenario, openStore, recomputeCall, runDebate } from '../../src/pitwall.ts';
import { ROOT, shippedTeam } from './held.ts';

let store: TranscriptStore;
let child: string;
let curve: string;

/** Forked at its first turn, with another curve behind the name and one member more. */
beforeAll(async () => {
  store = openStore(':memory:');
  const scenario = loadScenario('loss-drop-3000', { projectDir: ROOT, team: shippedTeam() });
  const { id } = await runDebate({ scenario, team: shippedTeam(), store });
  const [[name, data] = []] = Object.entries(scenario.data);
  if (name === undefined || data === undefined) throw new RangeError('expected a scenario with data');
  curve = name;
  const rows = data.text.trimEnd().split('\n');
  const text = `${rows.slice(0, -40).join('\n')}\n`;
  const changes = { data: { [name]: { text, file: 'shorter.csv' } }, cast: '+forge' };
  child = (await forkDebate({ store, id, at: 1, changes, team: shippedTeam() })).id;
});
afterAll(() => store.close());

it('computes a call again with the data that its fork put behind the name', async () => {
  const events = store.events(child).map(({ event }) => event);
  const { data } = eventsOf(events, 'debate.forked')[0] ?? {};
  const file = data?.[curve]?.file;
  const calls = eventsOf(events, 'tool.called').filter(({ args }) => Object.values(args).includes(file));
  expect(calls.length).toBeGreaterThan(0);
  for (const { turn, call, figures } of calls)
    expect((await recomputeCall({ store, id: child, call: `${turn}.${call}` })).figures).toEqual(figures);
});

it('scores a member who has joined by their own card', async () => {
  const report = await evaluateDebate(store, child);
  const forge = report.members.find(({ persona }) => persona === 'forge');
  expect(forge?.card.turns).toBeGreaterThan(0);
  expect(forge?.card.verdict).not.toBe('none');
});

it('says whether the debate helped once somebody says what was right', async () => {
  const worth = async (truth?: string) =>
    (await evaluateDebate(store, child, undefined, truth)).members.flatMap(
      ({ card }) => card.scores.find(({ scorer }) => scorer === 'A13')?.score ?? [],
    );
  expect(await worth()).toEqual([]);
  const [right, wrong] = [await worth('ablate'), await worth('keep')];
  expect(right.length).toBeGreaterThan(2);
  // Nobody can be right both ways.
  expect(right.map((one, index) => one * (wrong[index] ?? 0))).toEqual(right.map(() => 0));
  await expect(worth('nope')).rejects.toThrow(/got `nope`/);
});
