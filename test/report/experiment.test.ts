import { describe, expect, it } from 'vitest';
import { loadScenario, loadTeam, tryDebate } from '../../src/pitwall.ts';

const projectDir = new URL('../../', import.meta.url).pathname;
const team = loadTeam({ projectDir });

describe('a measurement in the memo', () => {
  it.each(['build-or-buy', 'loss-drop-3000', 'step-time', 'lost-checkpoint'])(
    '%s turns where the flips of its fact turn',
    async (name) => {
      const { outcome } = await tryDebate({ scenario: loadScenario(name, { projectDir, team }), team, seed: 1 });
      const { experiment, flips = [] } = outcome ?? {};
      expect(experiment).not.toBeNull();
      const own = flips.filter(({ fact }) => fact === experiment?.learns).map(({ at }) => at);
      const edges = experiment?.stretches.slice(1).map(({ from }) => from) ?? [];
      expect(own.length).toBeGreaterThan(0);
      for (const at of own) expect(edges).toContain(at);
    },
  );
});
