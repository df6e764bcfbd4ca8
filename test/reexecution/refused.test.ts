import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingOf } from '../../src/app/recording.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import type { Difference } from '../../src/debate/replay-record.ts';
import { verifyRecord } from '../../src/debate/replay-record.ts';
import { loadScenario, loadTeam, openStore, runDebate, verifyDebate } from '../../src/pitwall.ts';
import { card, scenario, scripted, turn } from '../../src/testing.ts';
import { emptyFolder, removeFolder } from '../e2e/cli.ts';

const OPTIONS = ['ship', 'wait'];
const projectDir = emptyFolder();
let store: TranscriptStore;
let id: string;

/** A member asks a calculator for something that its schema refuses, is told so, and then speaks. */
beforeAll(async () => {
  for (const name of ['Anchor', 'Sail']) writeFileSync(join(projectDir, `${name}.md`), card({ id: name }));
  const motion = { motion: 'Should the release go out today?', options: { ship: 'Ship it', wait: 'Wait' } };
  writeFileSync(
    join(projectDir, 'release.yaml'),
    scenario({ ...motion, cast: ['anchor', 'sail'], protocol: ['opening blind', 'vote'] }),
  );
  const says = (utterance: string) => ({ turn: turn({ option: 'wait', options: OPTIONS, utterance }) });
  const refused = { calls: [{ name: 'calculate', args: { sum: 'of what?' } }] };
  const script = scripted({ anchor: [refused, { ...says('We wait.'), sees: 'calculate' }, says('Still.')] });
  const team = loadTeam({ projectDir, cards: { anchor: 'Anchor.md', sail: 'Sail.md' } });
  store = openStore(join(projectDir, 'refused.db'));
  const loaded = loadScenario('./release.yaml', { projectDir, team });
  ({ id } = await runDebate({ scenario: loaded, team, store, ...script.seats }));
  script.done();
});
afterAll(() => {
  store.close();
  removeFolder(projectDir);
});

describe('a call of a tool that its schema refuses', () => {
  it('is on the record as such, and no event rests on it', () => {
    const tools = store.effects(id).filter(({ kind }) => kind === 'tool');
    expect(tools.map(({ call }) => call)).toEqual(['opening/1/anchor/model#1/tool[0]']);
    expect(tools[0]?.result).toMatchObject({ refused: { code: 'TOOL_INVALID' } });
    expect(store.events(id).some(({ event }) => event.type === 'tool.called')).toBe(false);
  });

  it('comes out again as it was recorded', async () => {
    const report = await verifyDebate({ store, id });
    expect(report).toMatchObject({ equal: true, stopped: null, inputs: { prompts: 0, calls: [] }, results: [] });
  });

  it('may be missing from a record of an earlier version, where another missing call is a difference', async () => {
    const recording = recordingOf(store, id);
    const differences: Difference[] = [];
    const effects = recording.effects.filter(({ kind }) => kind !== 'tool');
    const record = verifyRecord({ ...recording, effects }, (difference) => differences.push(difference));
    const call = { call: 'opening/1/anchor/model#1/tool[0]', kind: 'tool', purity: 'pure', request: '' } as const;
    const measured = { latencyMs: 0, attempts: 1, usage: null };
    expect(await record.recall?.(call)).toBeNull();
    await record.effect(
      { ...call, result: { refused: { code: 'TOOL_INVALID', said: 'no [TOOL_INVALID]' } } },
      measured,
    );
    expect(differences).toEqual([]);
    expect(await record.recall?.(call)).toBeNull();
    await record.effect({ ...call, result: { figures: {} } }, measured);
    expect(differences).toEqual([{ kind: 'call', call: call.call, of: 'tool', live: false }]);
  });
});
