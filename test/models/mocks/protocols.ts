import type { Act } from '../wire-server.ts';

/** What a message of a protocol of its own says. */
export interface Said {
  text?: string;
  calls?: { name: string; args: object }[];
  ends?: string;
  /** Ends after so many events. */
  cutAt?: number;
  usage?: Record<string, number>;
}

/** `/v1/messages` of Anthropic, as its documentation has it. */
export const anthropic =
  ({
    text,
    calls = [],
    ends = calls.length > 0 ? 'tool_use' : 'end_turn',
    cutAt,
    usage = { input_tokens: 120 },
  }: Said): Act =>
  (response) => {
    const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [], stop_reason: null };
    const blocks = [
      ...(text === undefined ? [] : [{ start: { type: 'text', text: '' }, delta: { type: 'text_delta', text } }]),
      ...calls.map(({ name, args }, at) => ({
        start: { type: 'tool_use', id: `toolu_${at}`, name, input: {} },
        delta: { type: 'input_json_delta', partial_json: JSON.stringify(args) },
      })),
    ];
    const events = [
      { type: 'message_start', message: { ...message, usage: { ...usage, output_tokens: 1 } } },
      { type: 'ping' },
      ...blocks.flatMap(({ start, delta }, index) => [
        { type: 'content_block_start', index, content_block: start },
        { type: 'content_block_delta', index, delta },
        { type: 'content_block_stop', index },
      ]),
      { type: 'message_delta', delta: { stop_reason: ends, stop_sequence: null }, usage: { output_tokens: 30 } },
      { type: 'message_stop' },
    ];
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(
      events
        .slice(0, cutAt)
        .map((one) => `event: ${one.type}\ndata: ${JSON.stringify(one)}\n\n`)
        .join(''),
    );
  };

/** `/api/chat` of Ollama: a JSON document a line. */
export const ollama =
  ({ text = '', calls = [], ends = 'stop', cutAt, usage = { prompt_eval_count: 120 } }: Said): Act =>
  (response) => {
    const line = (message: object, more: object = { done: false }) => ({
      model: 'm',
      created_at: '',
      message,
      ...more,
    });
    const lines = [
      line({ role: 'assistant', content: text }),
      ...calls.map(({ name, args }) =>
        line({ role: 'assistant', content: '', tool_calls: [{ function: { name, arguments: args } }] }),
      ),
      line({ role: 'assistant', content: '' }, { done: true, done_reason: ends, eval_count: 30, ...usage }),
    ];
    response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(
      lines
        .slice(0, cutAt)
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
    );
  };
