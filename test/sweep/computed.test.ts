import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keyOf } from '../../src/app/debate-config.ts';
import { holdComputed, holdNew } from '../../src/app/hold-new.ts';
import { resumeDebate } from '../../src/app/resume-debate.ts';
import { holder, keepRow } from '../../src/app/sweep/hold.ts';
import type { Job } from '../../src/app/sweep/job.ts';
import { jobLoader } from '../../src/app/sweep/job.ts';
import type { Notice } from '../../src/core/notice.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import { openStore } from '../../src/store/index.ts';
import { openSweeps } from '../../src/store/sweeps.ts';
import { emptyFolder, removeFolder } from '../e2e/cli.ts';
import { SMALL_SCRIPT } from '../e2e/small-script.ts';

const JOB: Job = {
  change: { scenario: 'small.yaml', facts: {}, cast: null, cards: {}, models: {}, script: {}, seed: 3 },
  arm: { kind: 'debate' },
};

let cwd: string;
let store: TranscriptStore;
beforeEach(() => {
  cwd = emptyFolder();
  writeFileSync(join(cwd, 'small.yaml'), SMALL_SCRIPT);
  store = openStore(join(cwd, 's.db'));
});
afterEach(() => {
  store.close();
  removeFolder(cwd);
});

const grounds = () => ({
  projectDir: cwd,
  settings: { env: {}, fromFolder: new Set<string>(), named: new Map(), prices: new Map() },
});

/** All that the hashes of a debate cover, and what its prompts say. */
function recordOf(id: string) {
  const events = store.events(id).map(({ seq, hash, event }) => ({ seq, hash, event }));
  const effects = store.effects(id).map(({ call, hash, result }) => ({ call, hash, result }));
  const prompts = events.flatMap(({ event }) =>
    event.type === 'turn.recorded' ? [store.promptMessages(event.body.prompt)] : [],
  );
  return { events, effects, prompts };
}

it('a debate of a sweep that is computed is written in one commit, and is the record that one commit a reply leaves', async () => {
  const config = await jobLoader(grounds()).configOf(JOB);
  const one = await holdNew(store, config, {});
  const { id } = await holdComputed(store, config, {});
  expect(recordOf(id)).toEqual(recordOf(one));
  expect(recordOf(id).prompts.flat().length).toBeGreaterThan(0);
  expect(store.status(id)).toBe('closed');
  expect(new Set(store.events(id).map(({ at }) => at)).size).toBe(1);
  expect(readdirSync(cwd).filter((name) => name.includes('lease'))).toEqual([]);
});

it('a row that is made of what was just held is the one that its record gives', async () => {
  const sweeps = openSweeps(join(cwd, 's.db'));
  try {
    const config = await jobLoader(grounds()).configOf(JOB);
    const key = keyOf(config);
    const row = await holder(grounds())({ store, sweeps }, { key, job: JOB, unfinished: null });
    const kept = sweeps.row(key);
    const read = keepRow({ store, sweeps }, { key, id: row.id, rule: config.scenario.decision });
    expect([sweeps.row(key), read]).toEqual([kept, row]);
  } finally {
    sweeps.close();
  }
});

it('a computed debate that is stopped keeps what was said, and goes on to the same end', async () => {
  const config = await jobLoader(grounds()).configOf(JOB);
  const whole = await holdComputed(store, config, {});
  const stop = new AbortController();
  const on = (notice: Notice) => {
    if (notice.kind === 'event' && notice.event.type === 'turn.recorded') stop.abort();
  };
  await expect(holdComputed(store, config, { signal: stop.signal, on })).rejects.toMatchObject({
    code: 'INTERRUPTED',
  });
  const cut = store.list().find(({ status }) => status !== 'closed');
  expect(cut?.status).toBe('unfinished');
  const id = cut?.id ?? '';
  expect(store.events(id).length).toBeLessThan(store.events(whole.id).length);
  await resumeDebate({ store, id });
  expect(store.events(id).at(-1)?.hash).toBe(store.events(whole.id).at(-1)?.hash);
});
