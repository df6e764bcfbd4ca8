/** Mastra's agents with a model of one's own, and one durable commit a turn. */
import { Agent } from '@mastra/core/agent';
import { createTool } from '@mastra/core/tools';
import { z } from 'zod';
import { journal } from '../journal.ts';
import { given, Stopwatch } from '../measured.ts';
import { CALCULATION, calculated, instructionsOf, lineOf, PERSONAS, Replies, speakerOf, wordsOf } from '../workload.ts';

const { turns, file } = given();
const kept = journal(file);
const replies = new Replies();
const usage = { inputTokens: 0, outputTokens: 0, totalTokens: 0 };
const contentOf = ({ turn, calls }) =>
  calls
    ? { type: 'tool-call', toolCallId: `c${turn}`, toolName: 'calculate', input: JSON.stringify(CALCULATION) }
    : { type: 'text', text: wordsOf(turn) };
const model = {
  specificationVersion: 'v2',
  provider: 'instant',
  modelId: 'instant',
  supportedUrls: {},
  async doGenerate() {
    const next = replies.next();
    return { content: [contentOf(next)], finishReason: next.calls ? 'tool-calls' : 'stop', usage, warnings: [] };
  },
  async doStream() {
    const next = replies.next();
    const content = contentOf(next);
    const parts = next.calls
      ? [content]
      : [
          { type: 'text-start', id: '0' },
          { type: 'text-delta', id: '0', delta: content.text },
          { type: 'text-end', id: '0' },
        ];
    const all = [
      { type: 'stream-start', warnings: [] },
      ...parts,
      { type: 'finish', finishReason: next.calls ? 'tool-calls' : 'stop', usage },
    ];
    return { stream: ReadableStream.from(all) };
  },
};
const calculate = createTool({
  id: 'calculate',
  description: 'Works out an expression over values that are named.',
  inputSchema: z.object({ expression: z.string(), values: z.record(z.string(), z.number()) }),
  execute: async () => calculated(),
});
const agents = new Map(
  PERSONAS.map((name) => [
    name,
    new Agent({ name, id: name, instructions: instructionsOf(name), model, tools: { calculate } }),
  ]),
);
const transcript = [{ role: 'user', content: 'The floor is yours.' }];
const watch = new Stopwatch();
watch.start();
for (let turn = 1; turn <= turns; turn += 1) {
  const { text } = await agents.get(speakerOf(turn)).generate([...transcript]);
  if (text !== wordsOf(turn)) throw new RangeError(`expected turn ${turn}, got ${text}`);
  kept.keep(turn, transcript.length);
  transcript.push({ role: 'user', content: lineOf(turn) });
}
watch.stop();
kept.close();
watch.report(turns, file);
process.exit(0);
