import { describe, expect, it } from 'vitest';
import { debateRunnable, fidelityEvaluator, loadScenario, loadTeam } from '../../src/pitwall.ts';
import { heldDebates } from '../../src/vitest.ts';

const projectDir = process.cwd();
const team = loadTeam({ projectDir });
const scenario = loadScenario('spike-at-12k', { projectDir, team });

describe('a fidelity evaluator', () => {
  it('gives a debate the total that `pitwall/vitest` holds members to', async () => {
    const outputs = await debateRunnable({ team }).invoke({ scenario: 'spike-at-12k' });
    const { report } = await heldDebates({ scenario: 'spike-at-12k', seeds: 1, projectDir });
    for (const { persona, card } of report.members) {
      const given = await fidelityEvaluator({ team, scenario, member: persona })({ outputs });
      expect(given).toEqual({ key: `fidelity.${persona}`, score: card.total, comment: expect.any(String) });
    }
    expect(report.members).toHaveLength(4);
  });

  it('takes the events alone, also after they were JSON', async () => {
    const { result } = await debateRunnable({ team }).invoke({ scenario: 'spike-at-12k', rounds: 1 });
    const evaluator = fidelityEvaluator({ team, scenario, member: 'Pulse', key: 'pulse is Pulse' });
    const outputs = JSON.parse(JSON.stringify({ events: result.events }));
    expect(await evaluator({ outputs })).toEqual(await evaluator({ outputs: result }));
    expect((await evaluator({ outputs })).key).toBe('pulse is Pulse');
  });

  it('gives nothing to a turn that fails a proven check, and quotes it', async () => {
    const outputs = { turns: [{ speaker: 'Pulse', utterance: 'As an AI language model I have no view.', lang: 'en' }] };
    expect(await fidelityEvaluator({ team, member: 'pulse' })({ outputs })).toMatchObject({
      score: 0,
      comment: expect.stringMatching(/^a proven check failed, Identity: .*: “AI language model”$/),
    });
  });

  it('has no score for a member who took no turn', async () => {
    const outputs = { turns: [{ speaker: 'pulse', utterance: 'We go back.', lang: 'en' }] };
    const given = await fidelityEvaluator({ team, member: 'sentinel' })({ outputs });
    expect(given).toEqual({ key: 'fidelity.sentinel', score: null, comment: 'sentinel took no turn' });
  });

  it.each([[undefined], [{}], [{ turns: [] }], [{ turns: [{ speaker: 'pulse' }] }], [{ events: [{ type: 'x' }] }]])(
    'refuses outputs that hold no turns: %j',
    async (outputs) => {
      const evaluated = fidelityEvaluator({ team, member: 'pulse' })({ outputs });
      await expect(evaluated).rejects.toMatchObject({ code: 'USAGE' });
    },
  );
});
