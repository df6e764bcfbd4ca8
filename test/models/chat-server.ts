import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ChatRequest {
  model: string;
  messages: { role: string; content: unknown; tool_call_id?: string }[];
  tools: { function: { name: string } }[];
  authorization: string | undefined;
}

/** What the server says to a request: a call of one tool, or a status of its own. */
export type ChatReply = { tool: string; args: object; finish?: string } | { status: number; body: string };

export interface ChatServer {
  url: string;
  requests: ChatRequest[];
  close(): Promise<void>;
}

/** An endpoint on this machine that speaks chat completions, without streaming. */
export async function chatServer(answer: (request: ChatRequest, index: number) => ChatReply): Promise<ChatServer> {
  const requests: ChatRequest[] = [];
  const server: Server = createServer(async (incoming, outgoing) => {
    let text = '';
    for await (const chunk of incoming) text += String(chunk);
    if (incoming.method !== 'POST' || incoming.url !== '/v1/chat/completions') {
      outgoing.writeHead(404).end('{"error":{"message":"no such path"}}');
      return;
    }
    const request = { ...(JSON.parse(text) as ChatRequest), authorization: incoming.headers.authorization };
    requests.push(request);
    const reply = answer(request, requests.length - 1);
    if ('status' in reply) {
      outgoing.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
      return;
    }
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(completion(request, reply)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

let made = 0;

function completion(
  { model }: ChatRequest,
  { tool, args, finish = 'tool_calls' }: { tool: string; args: object; finish?: string },
) {
  made += 1;
  return {
    id: `chatcmpl-${made}`,
    object: 'chat.completion',
    created: made,
    model,
    choices: [
      {
        index: 0,
        finish_reason: finish,
        message: {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: `call_${made}`, type: 'function', function: { name: tool, arguments: JSON.stringify(args) } },
          ],
        },
      },
    ],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  };
}
