/** The OpenAI Agents SDK with a model of one's own, its tracing off, and one durable commit a turn. */
import { Agent, Runner, setTracingDisabled, tool, Usage } from '@openai/agents';
import { z } from 'zod';
import { journal } from '../journal.ts';
import { given, Stopwatch } from '../measured.ts';
import { CALCULATION, calculated, instructionsOf, lineOf, PERSONAS, Replies, speakerOf, wordsOf } from '../workload.ts';

setTracingDisabled(true);
const { turns, file } = given();
const kept = journal(file);
const replies = new Replies();
const model = {
  async getResponse() {
    const { turn, calls } = replies.next();
    const output = calls
      ? {
          type: 'function_call',
          callId: `c${turn}`,
          name: 'calculate',
          status: 'completed',
          arguments: JSON.stringify(CALCULATION),
        }
      : {
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: wordsOf(turn) }],
        };
    return { usage: new Usage(), output: [output] };
  },
  // biome-ignore lint/correctness/useYield: the interface asks for it, and nothing is streamed here
  async *getStreamedResponse() {
    throw new RangeError('expected no stream');
  },
};
const values = z.object({ hours: z.number(), cost: z.number() });
const calculate = tool({
  name: 'calculate',
  description: 'Works out an expression over values that are named.',
  parameters: z.object({ expression: z.string(), values }),
  execute: () => calculated(),
});
const agents = new Map(
  PERSONAS.map((name) => [name, new Agent({ name, instructions: instructionsOf(name), model, tools: [calculate] })]),
);
const runner = new Runner({ tracingDisabled: true });
const transcript = [{ role: 'user', content: 'The floor is yours.' }];
const watch = new Stopwatch();
watch.start();
for (let turn = 1; turn <= turns; turn += 1) {
  const { finalOutput } = await runner.run(agents.get(speakerOf(turn)), [...transcript]);
  if (finalOutput !== wordsOf(turn)) throw new RangeError(`expected turn ${turn}, got ${finalOutput}`);
  kept.keep(turn, transcript.length);
  transcript.push({ role: 'user', content: lineOf(turn) });
}
watch.stop();
kept.close();
watch.report(turns, file);
