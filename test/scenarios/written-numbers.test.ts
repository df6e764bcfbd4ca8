import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadTeam, tryDebate } from '../../src/pitwall.ts';
import { packageRoot, scenarioFrom } from '../../src/project/index.ts';

const projectDir = packageRoot();
const team = loadTeam({ projectDir });
const shipped = readFileSync(`${projectDir}/scenarios/serve-32b.yaml`, 'utf8');
/** The same scenario with numbers and names in what a person writes. */
const written = shipped
  .replace(/^motion: .*$/m, 'motion: Do we serve it as Llama 3.1 8B does, in INT4 at 8k, or in 8 bits?')
  .replace('goes to', 'is no Llama 3.1 8B and goes, at 8k or in INT4, to')
  .replace('label: serve AWQ at four bits', 'label: serve AWQ in INT4 as Llama 3.1 8B is');

describe('motion, background and labels that a person writes', () => {
  it('may hold numbers and names that no fact has', async () => {
    const scenario = scenarioFrom(written, 'written', { projectDir, team });
    expect(scenario.scenario.motion).toContain('Llama 3.1 8B');
    const { outcome, events } = await tryDebate({ scenario, team, seed: 1 });
    expect(outcome?.decision).not.toBeUndefined();
    expect(events.filter(({ type }) => type === 'turn.recorded').length).toBeGreaterThan(0);
  });
});
