/** `pitwall/vitest` beside vitest-evals: one suite asks what was decided, the other whether the member was themselves. */
import { debateRunnable, fidelityEvaluator, loadTeam } from 'pitwall';
import { describePersona } from 'pitwall/vitest';
import { expect } from 'vitest';
import { createHarness, createJudge, describeEval } from 'vitest-evals';

type Input = { scenario: string; facts?: Record<string, number> };
type Output = { decision: string | null; turns: { speaker: string; utterance: string; lang: string }[] };

const team = loadTeam({ projectDir: process.cwd() });
const debate = debateRunnable({ team });
const fidelity = fidelityEvaluator({ team, member: 'sentinel' });

const harness = createHarness<Input, Output>({
  name: 'pitwall',
  async run({ input, signal }) {
    const { turns, result } = await debate.invoke(input, signal ? { signal } : {});
    return {
      output: {
        decision: result.document.outcome?.decision ?? null,
        turns: turns.map(({ speaker, utterance }) => ({ speaker, utterance, lang: 'en' })),
      },
      messages: turns.map(({ speaker, utterance }) => ({ role: 'assistant', content: `${speaker}: ${utterance}` })),
    };
  },
});

const inCharacter = createJudge<Input, Output>('in character', async ({ output }) => {
  const { score, comment } = await fidelity({ outputs: output });
  return { score, metadata: { rationale: comment } };
});

describeEval('a spike', { harness, judges: [inCharacter], judgeThreshold: 0.5 }, (it) => {
  it('is answered by going back', async ({ run }) => {
    const { output } = await run({ scenario: 'spike-at-12k' });
    expect(output.decision).toBe('rewind');
  });
  it('is answered by going on where going back is dear', async ({ run }) => {
    const { output } = await run({ scenario: 'spike-at-12k', facts: { rewindSteps: 1200 } });
    expect(output.decision).toBe('continue');
  });
});

describePersona('sentinel', { scenario: 'spike-at-12k', seeds: 1 });
