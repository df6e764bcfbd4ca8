import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fromProject } from '../../src/app/debate-config.ts';
import { recordingOf } from '../../src/app/recording.ts';
import { loadScenario, loadTeam, openStore, recipesFor, runDebate, withAgents } from '../../src/pitwall.ts';
import { card, scenario } from '../../src/testing.ts';
import { emptyFolder, removeFolder } from '../e2e/cli.ts';

const folders = [emptyFolder(), emptyFolder()];
afterAll(() => folders.forEach(removeFolder));

/** Two projects with the same two members, one of whom brings something else in each. */
const [one, other] = folders.map((projectDir, index) => {
  for (const part of ['personas', 'agents']) mkdirSync(join(projectDir, part));
  for (const id of ['Anchor', 'Sail']) writeFileSync(join(projectDir, 'personas', `${id}.md`), card({ id }));
  const motion = { motion: 'Should the release go out today?', options: { ship: 'Ship it', wait: 'Wait' } };
  writeFileSync(
    join(projectDir, 'release.yaml'),
    scenario({ ...motion, cast: ['anchor', 'sail'], protocol: ['opening blind', 'vote'] }),
  );
  const recipe = { tools: [], desk: [], guidance: `Say so ${index === 0 ? 'once' : 'twice'}.` };
  writeFileSync(join(projectDir, 'agents', 'anchor.mjs'), `export default ${JSON.stringify(recipe)};\n`);
  return projectDir;
}) as [string, string];

const teams = new Map([one, other].map((projectDir) => [projectDir, loadTeam({ projectDir })]));
const teamOf = (projectDir: string) => teams.get(projectDir) ?? loadTeam({ projectDir });

const guidanceIn = async (projectDir: string) => {
  const team = await withAgents(teamOf(projectDir));
  const loaded = loadScenario('./release.yaml', { projectDir, team });
  return fromProject({ loaded, team, seed: 1, models: {}, without: [] }).recipes.get('anchor')?.guidance;
};

describe('what members bring', () => {
  it('travels in their team: two projects in one process do not meet', async () => {
    expect([await guidanceIn(one), await guidanceIn(other), await guidanceIn(one)]).toEqual([
      'Say so once.',
      'Say so twice.',
      'Say so once.',
    ]);
    expect(teamOf(one).recipes.size).toBe(0);
  });

  it('is all that a team with it has more', async () => {
    const team = teamOf(one);
    const brought = await withAgents(team);
    expect(brought.members).toBe(team.members);
    expect(brought.shared).toBe(team.shared);
    expect(brought.find('anchor')).toBe(team.find('anchor'));
  });

  it('is read for a record from the project that reads it', async () => {
    const team = await withAgents(teamOf(one));
    const store = openStore(':memory:');
    try {
      const loaded = loadScenario('./release.yaml', { projectDir: one, team });
      const { id } = await runDebate({ scenario: loaded, team, store });
      const recipes = await recipesFor({ store, id }, { projectDir: other });
      expect(recordingOf(store, id, recipes).segments[0].config.recipes.get('anchor')?.guidance).toBe('Say so twice.');
      expect(recordingOf(store, id).segments[0].config.recipes.size).toBe(0);
    } finally {
      store.close();
    }
  });
});
