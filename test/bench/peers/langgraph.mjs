/** LangGraph as its users keep a conversation: messages in the state, a node that speaks, a node for tools, and its SQLite saver, synchronous. */
import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import Sqlite from 'better-sqlite3';
import { given, Stopwatch } from '../measured.ts';
import { CALCULATION, calculated, instructionsOf, lineOf, Replies, speakerOf } from '../workload.ts';

const { turns, file } = given();
const db = new Sqlite(file);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
const replies = new Replies();
const speak = async ({ messages }) => {
  const { turn, calls } = replies.next();
  const prompt = [new SystemMessage(instructionsOf(speakerOf(turn))), ...messages];
  if (prompt.length === 0) throw new RangeError('expected a prompt');
  return calls
    ? {
        messages: [
          new AIMessage({ content: '', tool_calls: [{ name: 'calculate', args: CALCULATION, id: `c${turn}` }] }),
        ],
      }
    : { messages: [new AIMessage(lineOf(turn))] };
};
const callTools = async ({ messages }) => ({
  messages: (messages.at(-1)?.tool_calls ?? []).map(
    ({ id, name }) => new ToolMessage({ content: calculated(), tool_call_id: id, name }),
  ),
});
const graph = new StateGraph(MessagesAnnotation)
  .addNode('speak', speak)
  .addNode('tools', callTools)
  .addEdge(START, 'speak')
  .addConditionalEdges('speak', ({ messages }) => ((messages.at(-1)?.tool_calls ?? []).length > 0 ? 'tools' : END))
  .addEdge('tools', 'speak')
  .compile({ checkpointer: new SqliteSaver(db) });
const config = { configurable: { thread_id: 'debate' }, durability: 'sync' };
const watch = new Stopwatch();
watch.start();
for (let turn = 1; turn <= turns; turn += 1) {
  const { messages } = await graph.invoke(
    { messages: turn === 1 ? [new HumanMessage('The floor is yours.')] : [] },
    config,
  );
  if (messages.at(-1)?.text !== lineOf(turn)) throw new RangeError(`expected turn ${turn}`);
}
watch.stop();
db.close();
watch.report(turns, file);
