import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ZodError, z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { readUserFile } from '../files/user-file.ts';
import { userText } from '../files/user-text.ts';
import type { BridgeAnswer } from './answer.ts';
import { answerSchema, readAnswer } from './answer.ts';

const LOOK_EVERY_MS = 200;
/** Connections are kept open by a comment, however long an answer takes. */
const STILL_HERE_MS = 10_000;
const MOST_BYTES = 8 * 1024 * 1024;
const PIECE = 24;

const ChatRequest = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() }).loose()),
  tools: z.array(z.object({ function: z.object({ name: z.string() }).loose() }).loose()).optional(),
  response_format: z.unknown().optional(),
  stream: z.boolean().optional(),
});
type ChatRequest = z.infer<typeof ChatRequest>;

export interface Bridge {
  /** `http://127.0.0.1:PORT/v1` */
  url: string;
  close(): Promise<void>;
}

/**
 * An endpoint on this machine with a folder behind it: each request becomes `NNNN.request.json`, and is answered with what somebody
 * writes into `NNNN.answer.json`. Numbers go on from what the folder holds.
 */
export async function openBridge({
  dir,
  port = 0,
  onRequest = () => undefined,
}: {
  dir: string;
  port?: number;
  onRequest?: (file: string, model: string) => void;
}): Promise<Bridge> {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'answer.schema.json'), `${JSON.stringify(answerSchema(), null, 2)}\n`);
  let last = Math.max(
    0,
    ...readdirSync(dir).flatMap((name) => (/^\d{4,}\./.test(name) ? [Number.parseInt(name, 10)] : [])),
  );
  const server: Server = createServer((incoming, outgoing) => {
    void answered(incoming, outgoing).catch((error: unknown) => refuse(outgoing, 500, messageOf(error)));
  });

  async function answered(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (!isHere(incoming.headers.host))
      return refuse(outgoing, 421, 'expected a request to this machine by its own name');
    if (incoming.method !== 'POST' || incoming.url !== '/v1/chat/completions')
      return refuse(outgoing, 404, 'expected POST /v1/chat/completions');
    const parsed = ChatRequest.safeParse(jsonOrNull(await bodyOf(incoming)));
    if (!parsed.success) return refuse(outgoing, 400, z.prettifyError(parsed.error));
    last += 1;
    const stem = join(dir, String(last).padStart(4, '0'));
    const request = parsed.data;
    writeWhole(`${stem}.request.json`, `${JSON.stringify({ number: last, ...request }, null, 2)}\n`);
    writeWhole(`${stem}.request.txt`, promptText(request));
    onRequest(`${stem}.request.json`, request.model);
    const isStream = request.stream === true;
    if (isStream) outgoing.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const answer = await answerIn(stem, outgoing, isStream);
    if (answer === null) return;
    if (isStream) outgoing.end(streamed(request.model, last, answer));
    else
      outgoing
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(whole(request.model, last, answer)));
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** Waits for the answer file; null when whoever asked has gone. A file that cannot be read is said so beside it and waited for. */
function answerIn(stem: string, outgoing: ServerResponse, isStream: boolean): Promise<BridgeAnswer | null> {
  const file = `${stem}.answer.json`;
  const refuse = (what: string) => new PitwallError('FILE_UNREADABLE', `expected an answer as JSON, found ${what}`);
  let complained = '';
  return new Promise((resolve) => {
    const look = () => {
      if (!existsSync(file)) return;
      let text = '';
      try {
        text = userText(readUserFile(file, { most: MOST_BYTES, refuse }), refuse);
        if (text.trim() === '' || text === complained) return;
        const answer = readAnswer(text);
        stop();
        resolve(answer);
      } catch (error) {
        const said = error instanceof ZodError ? z.prettifyError(error) : messageOf(error);
        const about = text === '' ? said : text;
        if (about === complained) return;
        complained = about;
        writeWhole(`${stem}.answer.error.txt`, `${said}\nWrite ${file} again; answer.schema.json says how.\n`);
      }
    };
    const looking = setInterval(look, LOOK_EVERY_MS);
    const breathing = setInterval(() => isStream && outgoing.write(': waiting\n\n'), STILL_HERE_MS);
    const stop = () => {
      clearInterval(looking);
      clearInterval(breathing);
      outgoing.off('close', gone);
    };
    const gone = () => {
      stop();
      writeWhole(`${stem}.gone.txt`, 'Whoever asked is no longer waiting.\n');
      resolve(null);
    };
    outgoing.on('close', gone);
    look();
  });
}

/** A prompt as a person reads it. */
function promptText({ messages, tools = [] }: ChatRequest): string {
  const offered = tools.map((tool) => tool.function.name).join(', ');
  const said = messages.map(({ role, content, name, tool_calls: calls }) => {
    const text = typeof content === 'string' ? content : content === null ? '' : JSON.stringify(content);
    const called = calls === undefined ? '' : `\n${JSON.stringify(calls)}`;
    return `=== ${role}${typeof name === 'string' ? ` ${name}` : ''}\n${text}${called}\n`;
  });
  return `${said.join('\n')}\n=== tools\n${offered || 'none'}\n`;
}

function callsOf(number: number, { toolCalls = [] }: BridgeAnswer) {
  return toolCalls.map((call, index) => ({
    id: `call${number}x${index}`,
    type: 'function' as const,
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
}

const finishOf = ({ finishReason, toolCalls = [] }: BridgeAnswer) =>
  finishReason ?? (toolCalls.length > 0 ? 'tool_calls' : 'stop');

function usageOf({ usage }: BridgeAnswer) {
  if (usage === undefined) return {};
  const { inputTokens, outputTokens } = usage;
  return {
    usage: { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens },
  };
}

function whole(model: string, number: number, answer: BridgeAnswer) {
  const { content = null, refusal } = answer;
  const calls = callsOf(number, answer);
  const message = {
    role: 'assistant',
    content,
    ...(refusal ? { refusal } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  const choices = [{ index: 0, message, finish_reason: finishOf(answer) }];
  return { id: `bridge-${number}`, object: 'chat.completion', created: 0, model, choices, ...usageOf(answer) };
}

function streamed(model: string, number: number, answer: BridgeAnswer): string {
  const head = { id: `bridge-${number}`, object: 'chat.completion.chunk', created: 0, model };
  const event = (body: object) => `data: ${JSON.stringify({ ...head, ...body })}\n\n`;
  const delta = (part: object, finish: string | null = null) =>
    event({ choices: [{ index: 0, delta: part, finish_reason: finish }] });
  const pieces = (text: string) => text.match(new RegExp(`[\\s\\S]{1,${PIECE}}`, 'gu')) ?? [];
  const calls = callsOf(number, answer).flatMap(({ id, type, function: { name, arguments: args } }, index) => [
    delta({ tool_calls: [{ index, id, type, function: { name, arguments: '' } }] }),
    ...pieces(args).map((piece) => delta({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ]);
  return [
    delta({ role: 'assistant', content: '' }),
    ...pieces(answer.content ?? '').map((piece) => delta({ content: piece })),
    ...(answer.refusal ? [delta({ refusal: answer.refusal })] : []),
    ...calls,
    delta({}, finishOf(answer)),
    ...(answer.usage ? [event({ choices: [], ...usageOf(answer) })] : []),
    'data: [DONE]\n\n',
  ].join('');
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_BYTES) throw new RangeError(`expected a request of at most ${MOST_BYTES} bytes`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Only pages and programs that name this machine are answered: a web page elsewhere could name itself. */
function isHere(host: string | undefined): boolean {
  return /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host ?? '');
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  if (outgoing.headersSent) return void outgoing.end();
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message } }));
}

/** Whoever looks for a file sees it whole or not at all. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
