/** A debate as a LangChain runnable: turn by turn, in a chain, and a batch over one fact. */
import type { DebateChunk } from 'pitwall';
import { debateRunnable, loadTeam, openStore, verifyDebate } from 'pitwall';

const team = loadTeam({ projectDir: process.cwd() });
const store = openStore(':memory:'); // a path keeps the debates in a file
const debate = debateRunnable({ team, store });

// The signal stops the debate; leaving the loop does too. What was said by then stays on the record.
const signal = AbortSignal.timeout(60_000);
for await (const { turns, result } of await debate.stream({ scenario: 'spike-at-12k' }, { signal })) {
  for (const { turn, speaker, act, stance } of turns) console.log(`${turn} ${speaker}: ${act}, ${stance.option}`);
  if (result !== null) {
    console.log(`decided: ${result.document.outcome?.decision}`);
    const { equal } = await verifyDebate({ store, id: result.id });
    console.log(`executed again from its record: ${equal ? 'equal' : 'different'}`);
  }
}

// As a link of a chain, and the chain over several inputs.
const decision = debate.pipe(({ result }: DebateChunk) => result?.document.outcome?.decision ?? 'nothing');
const steps = [420, 800, 1200];
const decisions = await decision.batch(
  steps.map((rewindSteps) => ({ scenario: 'spike-at-12k', facts: { rewindSteps } })),
  { maxConcurrency: 2 },
);
for (const [index, rewindSteps] of steps.entries())
  console.log(`a rewind throws away ${rewindSteps} steps: ${decisions[index]}`);

store.close();
