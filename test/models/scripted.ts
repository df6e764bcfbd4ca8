import { AIMessage } from '@langchain/core/messages';
import type { Turn } from '../../src/core/turn.ts';

/** A turn as a language model fills it in. */
export function spokenTurn(change: Partial<Turn> = {}): Turn {
  return {
    utterance: '증설이 먼저예요.',
    act: 'open',
    addressee: 'all',
    answers: null,
    question: null,
    claims: [
      {
        claim: 1,
        text: '증설이 먼저예요.',
        gist: '증설',
        reason: null,
        option: 'rent',
        side: 'for',
        evidence: { kind: 'none', ref: null },
        figure: null,
        numbers: [],
      },
    ],
    stance: { option: 'rent', confidence: 0.5, support: { rent: 0.5, tune: 0.3, wait: 0.2 }, movedBy: [] },
    proposes: null,
    withdraws: [],
    condition: null,
    unused: [],
    ...change,
  };
}

let ids = 0;

/** A provider's message with tool calls, as it arrives. */
export function calls(list: { name: string; args: object }[], finish: string | null = 'tool_calls'): AIMessage {
  return new AIMessage({
    content: '',
    tool_calls: list.map(({ name, args }) => {
      ids += 1;
      return { name, args: args as Record<string, unknown>, id: `call_${ids}`, type: 'tool_call' as const };
    }),
    ...(finish === null ? {} : { response_metadata: { finish_reason: finish } }),
  });
}
