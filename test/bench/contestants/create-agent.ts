/** LangChain's `createAgent`, one agent a persona, in a loop with one durable commit a turn. */
import type { BaseMessage } from '@langchain/core/messages';
import { HumanMessage } from '@langchain/core/messages';
import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { InstantModel } from '../instant-model.ts';
import { journal } from '../journal.ts';
import { given, Stopwatch } from '../measured.ts';
import { CALCULATION, calculated, instructionsOf, lineOf, PERSONAS, Replies, speakerOf, wordsOf } from '../workload.ts';

const { turns, file } = given();
const kept = journal(file);
const replies = new Replies();
const model = new InstantModel(() => {
  const { turn, calls } = replies.next();
  return calls ? { call: { name: 'calculate', args: CALCULATION } } : { words: wordsOf(turn) };
});
const calculate = tool(() => calculated(), {
  name: 'calculate',
  description: 'Works out an expression over values that are named.',
  schema: z.object({ expression: z.string(), values: z.record(z.string(), z.number()) }),
});
const agents = new Map<string, ReturnType<typeof createAgent>>(
  PERSONAS.map((persona) => [
    persona,
    createAgent({ model, tools: [calculate], systemPrompt: instructionsOf(persona) }) as never,
  ]),
);
const transcript: BaseMessage[] = [];
const watch = new Stopwatch();
watch.start();
for (let turn = 1; turn <= turns; turn += 1) {
  const messages = transcript.length === 0 ? [new HumanMessage('The floor is yours.')] : transcript;
  const state = await agents.get(speakerOf(turn))?.invoke({ messages });
  const said = (state?.['messages'] as BaseMessage[] | undefined)?.at(-1)?.text;
  if (said !== wordsOf(turn)) throw new RangeError(`expected turn ${turn}, got ${said}`);
  kept.keep(turn, messages.length);
  transcript.push(new HumanMessage(lineOf(turn)));
}
watch.stop();
kept.close();
watch.report(turns, file);
