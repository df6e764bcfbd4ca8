import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { forkDebate, loadScenario, loadTeam, openStore, recomputeCall, runDebate } from '../../src/pitwall.ts';
import { packageRoot } from '../../src/project/index.ts';
import { QUESTION } from '../report/question.ts';

const projectDir = packageRoot();
const folder = mkdtempSync(join(tmpdir(), 'pitwall-predicted-'));
const file = join(folder, 'rent.yaml');
writeFileSync(file, QUESTION);
const team = loadTeam({ projectDir });
const store = openStore(join(folder, 'debates.db'));
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const run = (facts: Record<string, unknown> = {}, path = file) =>
  runDebate({ scenario: loadScenario(path, { projectDir, team, facts }), team, store });

describe('a decision that the scenario does not expect', () => {
  it('is no failure where a changed fact flips it as the memo said', async () => {
    const { document, ok, flipped } = await run();
    expect([ok, flipped]).toEqual([true, null]);
    const [flip] = document.outcome?.flips ?? [];
    const beyond = await run({ [flip?.fact ?? '']: flip?.tried.flips });
    expect(beyond.document.outcome?.decision).toBe(flip?.to);
    expect([beyond.ok, beyond.failures, beyond.flipped]).toEqual([
      true,
      [],
      { from: 'rent', to: 'buy', isPrinted: true },
    ]);
    const before = await run({ [flip?.fact ?? '']: flip?.tried.holds });
    expect([before.document.outcome?.decision, before.flipped]).toEqual(['rent', null]);
  });

  it('is no failure of a branch that changes the fact on the way, and of one that does not it is', async () => {
    const { id, document } = await run();
    const [flip] = document.outcome?.flips ?? [];
    const fork = (facts: Record<string, unknown>) => forkDebate({ store, id, at: 2, changes: { facts }, team });
    const beyond = await fork({ [flip?.fact ?? '']: flip?.tried.flips });
    expect(beyond.document.outcome?.decision).toBe(flip?.to);
    expect([beyond.ok, beyond.flipped]).toEqual([true, { from: 'rent', to: 'buy', isPrinted: true }]);
    expect((await fork({ [flip?.fact ?? '']: flip?.tried.holds })).flipped).toBeNull();
  });

  it('is said where the scenario expects nothing: what the figures came to before is enough', async () => {
    const open = join(folder, 'open.yaml');
    writeFileSync(open, QUESTION.replace(/^expect:.*$/m, ''));
    const { document, flipped } = await run({}, open);
    expect([document.outcome?.decision, flipped]).toEqual(['rent', null]);
    const [flip] = document.outcome?.flips ?? [];
    const beyond = await run({ [flip?.fact ?? '']: flip?.tried.flips }, open);
    expect([beyond.ok, beyond.flipped]).toEqual([true, { from: 'rent', to: 'buy', isPrinted: true }]);
    expect((await run({ [flip?.fact ?? '']: flip?.tried.holds }, open)).flipped).toBeNull();
  });

  it('stays a failure where nothing was changed, and where the change is not why', async () => {
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, QUESTION.replace('decision: [rent]', 'decision: [buy]'));
    expect(await run({}, wrong)).toMatchObject({ ok: false, flipped: null });
    expect(await run({ months: 11 }, wrong)).toMatchObject({ ok: false, flipped: null });
  });
});

describe('a recorded call', () => {
  it("of the question's own quantities comes to the same again", async () => {
    const { id, document } = await run();
    const call = document.tools.find(({ name }) => name === 'evaluate');
    const [, at = ''] = call?.ref.split(':') ?? [];
    expect(await recomputeCall({ store, id, call: at })).toMatchObject({ name: 'evaluate', figures: call?.figures });
  });
});
