import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WireRequest {
  path: string;
  body: Record<string, unknown> & { messages?: { role: string; content: unknown }[]; stream?: boolean };
  headers: IncomingMessage['headers'];
  /** Whether the one who asked has hung up. */
  gone: boolean;
}

/** Writes what an endpoint would; `request` counts from 0. */
export type Act = (response: ServerResponse, request: WireRequest, index: number) => void;

export interface WireServer {
  url: string;
  requests: WireRequest[];
  close(): Promise<void>;
}

/** An endpoint on this machine that plays what it is told, in the wire form of the public API. */
export async function wireServer(act: Act, wanted = 0): Promise<WireServer> {
  const requests: WireRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const request: WireRequest = {
        path: incoming.url ?? '',
        body: JSON.parse(text || '{}'),
        headers: incoming.headers,
        gone: false,
      };
      outgoing.on('close', () => {
        request.gone = !outgoing.writableFinished;
      });
      requests.push(request);
      act(outgoing, request, requests.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const SSE = { 'content-type': 'text/event-stream' };
const event = (body: unknown) => `data: ${JSON.stringify(body)}\n\n`;

function chunk(delta: object, finish: string | null = null) {
  const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm' };
  return event({ ...head, choices: [{ index: 0, delta, finish_reason: finish }] });
}

export const USAGE = {
  prompt_tokens: 120,
  completion_tokens: 30,
  total_tokens: 150,
  prompt_tokens_details: { cached_tokens: 100 },
  completion_tokens_details: { reasoning_tokens: 12 },
};
const usageChunk = event({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [],
  usage: USAGE,
});
const DONE = 'data: [DONE]\n\n';

const pieces = (text: string, size = 9) => text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'gu')) ?? [];

export interface Said {
  text?: string;
  refusal?: string;
  /** Calls with their arguments as they stand on the wire. */
  calls?: { name: string; arguments: string }[];
  finish?: string | null;
  usage?: boolean;
}

/** The events of a reply, before the last one. */
export function eventsOf({ text = '', refusal, calls = [], finish, usage = true }: Said): string[] {
  const ends = finish === undefined ? (calls.length > 0 ? 'tool_calls' : 'stop') : finish;
  return [
    chunk({ role: 'assistant', content: '' }),
    ...pieces(text).map((content) => chunk({ content })),
    ...(refusal === undefined ? [] : pieces(refusal).map((part) => chunk({ refusal: part }))),
    ...calls.flatMap(({ name, arguments: args }, index) => [
      chunk({ tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } }] }),
      ...pieces(args).map((part) => chunk({ tool_calls: [{ index, function: { arguments: part } }] })),
    ]),
    ...(ends === null ? [] : [chunk({}, ends)]),
    ...(usage ? [usageChunk] : []),
  ];
}

export const says =
  (said: Said): Act =>
  (response) => {
    response.writeHead(200, SSE).end(`${eventsOf(said).join('')}${DONE}`);
  };

/** The same, each event by itself. */
export const drips =
  (said: Said): Act =>
  (response) => {
    response.writeHead(200, SSE);
    const events = [...eventsOf(said), DONE];
    const next = () => {
      const one = events.shift();
      if (one === undefined) response.end();
      else response.write(one, () => setImmediate(next));
    };
    next();
  };

export const status =
  (code: number, body: unknown = { error: { message: 'no' } }, headers: Record<string, string> = {}): Act =>
  (response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(text);
  };

/** Bytes as they are, under a content type. */
export const raw =
  (bytes: string | Buffer, type = 'text/event-stream'): Act =>
  (response) => {
    response.writeHead(200, { 'content-type': type }).end(bytes);
  };

/** What another act writes, and no end of the connection. */
export const staysOpen =
  (act: Act): Act =>
  (response, request, index) => {
    const open: Pick<ServerResponse, 'writeHead' | 'end'> = Object.create(response, {
      writeHead: {
        value: (code: number, headers: OutgoingHttpHeaders) => {
          response.writeHead(code, headers);
          return open;
        },
      },
      end: { value: (bytes: string) => response.write(bytes) },
    });
    act(open as ServerResponse, request, index);
  };

/** Some events, and then what happens to the connection. */
export const cutAfter =
  (events: string[], how: 'end' | 'reset' | 'hang'): Act =>
  (response) => {
    response.writeHead(200, SSE);
    response.write(events.join(''), () => {
      if (how === 'end') response.end();
      if (how === 'reset') response.destroy();
    });
  };

export const hang: Act = () => undefined;
export const resetAtOnce: Act = (response) => response.destroy();

/** One after the other; the last one stays. */
export const inTurn =
  (...acts: Act[]): Act =>
  (response, request, index) =>
    (acts[Math.min(index, acts.length - 1)] as Act)(response, request, index);

/** One JSON document where a stream was asked for. */
export const wholeJson =
  ({ text = null, calls = [] }: { text?: string | null; calls?: { name: string; arguments: string }[] }): Act =>
  (response) => {
    const called = calls.map((call, index) => ({ id: `call_${index}`, type: 'function', function: call }));
    const message = { role: 'assistant', content: text, ...(called.length > 0 ? { tool_calls: called } : {}) };
    const choices = [{ index: 0, message, finish_reason: called.length > 0 ? 'tool_calls' : 'stop' }];
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ id: 'c', object: 'chat.completion', created: 1, model: 'm', choices, usage: USAGE }));
  };

/** `/v1/responses`: typed events, a function call or words, and how it ended. */
export const responds =
  ({
    text,
    call,
    refusal,
    ends = 'completed',
    reason,
  }: {
    text?: string;
    call?: { name: string; arguments: string };
    refusal?: string;
    ends?: 'completed' | 'incomplete' | 'failed' | 'cut';
    reason?: string;
  }): Act =>
  (response) => {
    const head = {
      id: 'resp_1',
      object: 'response',
      created_at: 1,
      model: 'm',
      error: null,
      incomplete_details: null,
      output: [],
    };
    const typed = (type: string, body: object) => `event: ${type}\n${event({ type, ...body })}`;
    const item = {
      type: 'function_call',
      id: 'fc_1',
      call_id: 'call_1',
      name: call?.name,
      arguments: '',
      status: 'in_progress',
    };
    const message = { type: 'message', id: 'msg_1', role: 'assistant', status: 'in_progress', content: [] };
    const parts = [
      typed('response.created', { response: { ...head, status: 'in_progress' } }),
      ...(call
        ? [
            typed('response.output_item.added', { output_index: 0, item }),
            ...pieces(call.arguments).map((delta) =>
              typed('response.function_call_arguments.delta', { output_index: 0, item_id: 'fc_1', delta }),
            ),
            typed('response.output_item.done', {
              output_index: 0,
              item: { ...item, arguments: call.arguments, status: 'completed' },
            }),
          ]
        : []),
      ...(text === undefined
        ? []
        : [
            typed('response.output_item.added', { output_index: 0, item: message }),
            ...pieces(text).map((delta) =>
              typed('response.output_text.delta', { output_index: 0, content_index: 0, item_id: 'msg_1', delta }),
            ),
          ]),
      ...(refusal === undefined
        ? []
        : [typed('response.refusal.delta', { output_index: 0, content_index: 0, item_id: 'msg_1', delta: refusal })]),
    ];
    const usage = {
      input_tokens: 120,
      output_tokens: 30,
      total_tokens: 150,
      input_tokens_details: { cached_tokens: 100 },
      output_tokens_details: { reasoning_tokens: 12 },
    };
    const last = {
      completed: typed('response.completed', { response: { ...head, status: 'completed', usage } }),
      incomplete: typed('response.incomplete', {
        response: { ...head, status: 'incomplete', incomplete_details: { reason }, usage },
      }),
      failed: typed('response.failed', {
        response: { ...head, status: 'failed', error: { code: 'server_error', message: 'gave up' } },
      }),
      cut: '',
    }[ends];
    response.writeHead(200, SSE).end(parts.join('') + last);
  };
