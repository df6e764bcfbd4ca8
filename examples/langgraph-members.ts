/** Members as nodes of a LangGraph graph, which decides who speaks: two open at once, and a third is asked only if they disagree. */
import { HumanMessage } from '@langchain/core/messages';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { loadScenario, loadTeam, memberNode, turnOf } from 'pitwall';

const projectDir = process.cwd();
const team = loadTeam({ projectDir });
const scenario = loadScenario('spike-at-12k', { projectDir, team });
const node = (member: string) => memberNode({ scenario, team, member });

/** Options that members last recommended. */
function recommended({ messages }: typeof MessagesAnnotation.State): Set<string | null> {
  const last = new Map(
    messages.flatMap((message) => {
      const turn = turnOf(message);
      return turn === null ? [] : [[turn.speaker, turn.stance.option] as const];
    }),
  );
  return new Set(last.values());
}

const graph = new StateGraph(MessagesAnnotation)
  .addNode('pulse', node('pulse'))
  .addNode('sentinel', node('sentinel'))
  .addNode('both', () => ({}))
  .addNode('blaze', node('blaze'))
  .addNode('reply', node('pulse'))
  .addEdge(START, 'pulse')
  .addEdge(START, 'sentinel')
  .addEdge(['pulse', 'sentinel'], 'both')
  .addConditionalEdges('both', (state) => (recommended(state).size > 1 ? 'blaze' : END), ['blaze', END])
  .addEdge('blaze', 'reply')
  .addEdge('reply', END)
  .compile();

const { messages } = await graph.invoke({ messages: [new HumanMessage('Be brief: the next run starts at noon.')] });
for (const message of messages) {
  const turn = turnOf(message);
  console.log(
    turn === null ? `(${message.text})` : `${turn.speaker}, ${turn.act}, for ${turn.stance.option}: ${message.text}`,
  );
}
