import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadScenario, loadTeam, openStore, runDebate } from '../../src/pitwall.ts';
import { card, recorded, scenario, scripted, turn } from '../../src/testing.ts';

let projectDir: string;
beforeEach(() => {
  projectDir = mkdtempSync(join(tmpdir(), 'pitwall-example-'));
});
afterEach(() => rmSync(projectDir, { recursive: true, force: true }));

it('keeps what Anchor said, and comes out the same from its record', async () => {
  const options = ['ship', 'wait'];
  mkdirSync(join(projectDir, 'personas'));
  writeFileSync(join(projectDir, 'personas/anchor.md'), card({ id: 'Anchor', values: ['reliability'] }));
  writeFileSync(join(projectDir, 'personas/sail.md'), card({ id: 'Sail', values: ['schedule', 'progress'] }));
  writeFileSync(
    join(projectDir, 'release.yaml'),
    scenario({
      motion: 'Should the release go out today?',
      options: { ship: 'Ship it today', wait: 'Wait a week' },
      cast: ['anchor', 'sail'],
      protocol: ['opening blind', 'vote', 'close'],
    }),
  );

  const wait = (utterance: string, act: 'open' | 'support' | 'close') =>
    turn({ option: 'wait', options, utterance, act });
  const script = scripted({
    anchor: [
      { sees: 'opening', turn: wait('One test still fails, so we wait.', 'open') },
      { turn: wait('I vote to wait.', 'support') },
      { turn: wait('We run the failing test again, and then we ship.', 'close') },
    ],
  });

  const team = loadTeam({ projectDir });
  const store = openStore(join(projectDir, 'debates.db'));
  const { id, document } = await runDebate({
    scenario: loadScenario('./release.yaml', { projectDir, team }),
    team,
    store,
    ...script.seats,
  });
  store.close();

  script.done();
  expect(document.turns.map(({ utterance }) => utterance)).toContain('One test still fails, so we wait.');

  const again = await recorded(id, { db: join(projectDir, 'debates.db') });
  expect(await again.verify()).toMatchObject({ equal: true });
});
