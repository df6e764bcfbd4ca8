/** How true members stay to their cards, as evaluators of a LangSmith experiment. Nothing is uploaded. */
import { evaluate } from 'langsmith/evaluation';
import type { HeldDebate } from 'pitwall';
import { debateRunnable, fidelityEvaluator, loadScenario, loadTeam } from 'pitwall';

const projectDir = process.cwd();
const team = loadTeam({ projectDir });
const scenario = loadScenario('spike-at-12k', { projectDir, team });

interface Row {
  outputs: Partial<HeldDebate>;
  referenceOutputs?: { decision?: string };
}
const decides = ({ outputs, referenceOutputs }: Row) => ({
  key: 'decision',
  score: Number(outputs.result?.document.outcome?.decision === referenceOutputs?.decision),
});

// A data set of your own has a name, which is given as `data`.
const rows = [
  { inputs: { scenario: 'spike-at-12k' }, outputs: { decision: 'rewind' } },
  { inputs: { scenario: 'spike-at-12k', facts: { rewindSteps: 1200 } }, outputs: { decision: 'continue' } },
];
const data = rows.map((row, index) => ({
  ...row,
  id: `00000000-0000-4000-8000-00000000000${index + 1}`,
  dataset_id: '00000000-0000-4000-8000-000000000000',
  created_at: '2026-01-01T00:00:00Z',
  runs: [],
}));

const { results } = await evaluate(debateRunnable({ team }), {
  data,
  evaluators: [
    decides,
    fidelityEvaluator({ team, scenario, member: 'pulse' }),
    fidelityEvaluator({ team, scenario, member: 'sentinel' }),
  ],
  uploadRuns: false,
});

for (const { example, evaluationResults } of results) {
  console.log(JSON.stringify(example.inputs));
  for (const { key, score, comment = '' } of evaluationResults.results)
    console.log(`  ${key}: ${typeof score === 'number' ? score.toFixed(2) : 'no score'} ${comment}`.trimEnd());
}
