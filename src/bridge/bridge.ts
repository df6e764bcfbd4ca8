import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ZodError, z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { readUserFile } from '../files/user-file.ts';
import { jsonOfBytes } from '../files/user-json.ts';
import { userText } from '../files/user-text.ts';
import { foreignRefusal, hasLeft, isJson, MOST_CONNECTIONS } from '../view/server/guard.ts';
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
  port: wanted = 0,
  onRequest = () => undefined,
  report = () => undefined,
}: {
  dir: string;
  port?: number;
  onRequest?: (file: string, model: string) => void;
  /** Hears of what could not be written or answered, as a sentence. */
  report?: (trouble: string) => void;
}): Promise<Bridge> {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'answer.schema.json'), `${JSON.stringify(answerSchema(), null, 2)}\n`);
  let port = wanted;
  const server: Server = createServer((incoming, outgoing) => {
    void answered(incoming, outgoing).catch((error: unknown) => {
      const isTheirs = error instanceof PitwallError && error.code === 'USAGE';
      if (!isTheirs && !(error instanceof Error && hasLeft(error))) report(sentenceOf(error));
      refuse(outgoing, isTheirs ? 400 : 500, sentenceOf(error));
    });
  });

  async function answered(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { headers } = incoming;
    const header = (name: string) => headers[name]?.toString();
    const foreign = foreignRefusal(header, port);
    if (foreign !== null) return refuse(outgoing, foreign.status, foreign.sentence);
    if (incoming.method !== 'POST' || incoming.url !== '/v1/chat/completions')
      return refuse(outgoing, 404, 'expected POST /v1/chat/completions');
    // What a page of another site sends without asking first is never JSON.
    if (!isJson(header)) return refuse(outgoing, 415, 'expected a body of application/json');
    const body = await bodyOf(incoming);
    if (body === null) return refuse(outgoing, 413, `expected a request of at most ${MOST_BYTES} bytes`);
    const parsed = ChatRequest.safeParse(jsonOfBytes(body));
    if (!parsed.success) return refuse(outgoing, 400, z.prettifyError(parsed.error));
    const request = parsed.data;
    const number = writeRequest(dir, request);
    const stem = stemOf(dir, number);
    onRequest(`${stem}.request.json`, request.model);
    const isStream = request.stream === true;
    if (isStream) outgoing.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const answer = await answerIn(stem, outgoing, { isStream, report });
    if (answer === null) return;
    if (isStream) outgoing.end(streamed(request.model, number, answer));
    else
      outgoing
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(whole(request.model, number, answer)));
  }

  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', resolve);
  });
  ({ port } = server.address() as AddressInfo);
  return {
    url: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

const stemOf = (dir: string, number: number) => join(dir, String(number).padStart(4, '0'));

/** Writes a request under the next number of which the folder holds nothing, an answer neither; another bridge in the same folder has other numbers. */
function writeRequest(dir: string, request: ChatRequest): number {
  const names = readdirSync(dir).flatMap((name) => /^(\d{4,9})\./.exec(name)?.[1] ?? []);
  for (let number = names.reduce((last, name) => Math.max(last, Number(name)), 0) + 1; ; number += 1) {
    const file = `${stemOf(dir, number)}.request.json`;
    if (!isClaimed(file)) continue;
    writeWhole(`${stemOf(dir, number)}.request.txt`, promptText(request));
    writeWhole(file, `${JSON.stringify({ number, ...request }, null, 2)}\n`);
    return number;
  }
}

/** Whether a file that is to be written is ours: its part is made by one of those who want it, and before the file itself. */
function isClaimed(file: string): boolean {
  try {
    closeSync(openSync(`${file}.part`, 'wx'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  if (!existsSync(file)) return true;
  rmSync(`${file}.part`);
  return false;
}

/** Waits for the answer file; null when whoever asked has gone. A file that cannot be read is said so beside it and waited for. */
function answerIn(
  stem: string,
  outgoing: ServerResponse,
  { isStream, report }: { isStream: boolean; report: (trouble: string) => void },
): Promise<BridgeAnswer | null> {
  const file = `${stem}.answer.json`;
  const refuse = (what: string) => new PitwallError('FILE_UNREADABLE', `expected an answer as JSON, found ${what}`);
  let complained = '';
  return new Promise((resolve, reject) => {
    const look = () => {
      // A link that leads nowhere is there, too.
      if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return;
      let text = '';
      try {
        text = userText(readUserFile(file, { most: MOST_BYTES, refuse }), refuse);
        if (text.trim() === '' || text === complained) return;
        const answer = readAnswer(text);
        stop();
        resolve(answer);
      } catch (error) {
        const said = sentenceOf(error);
        const about = text === '' ? said : text;
        if (about === complained) return;
        complained = about;
        writeWhole(`${stem}.answer.error.txt`, `${said}\nWrite ${file} again; answer.schema.json says how.\n`);
      }
    };
    // A folder that is gone or full ends the one request, and not the bridge.
    const looked = () => {
      try {
        look();
      } catch (error) {
        stop();
        reject(error);
      }
    };
    const looking = setInterval(looked, LOOK_EVERY_MS);
    const breathing = setInterval(() => isStream && outgoing.write(': waiting\n\n'), STILL_HERE_MS);
    const stop = () => {
      clearInterval(looking);
      clearInterval(breathing);
      outgoing.off('close', gone);
    };
    const gone = () => {
      stop();
      try {
        writeWhole(`${stem}.gone.txt`, 'Whoever asked is no longer waiting.\n');
      } catch (error) {
        report(sentenceOf(error));
      }
      resolve(null);
    };
    outgoing.on('close', gone);
    looked();
  });
}

/** Text under a heading of ours, with no line that looks like one. */
const underHeading = (text: string) => text.replaceAll(/^(?==== )/gm, '\\');

/** A prompt as a person reads it. */
function promptText({ messages, tools = [] }: ChatRequest): string {
  const offered = underHeading(tools.map((tool) => tool.function.name).join(', '));
  const onOneLine = (name: string) => name.replaceAll(/\s+/g, ' ');
  const said = messages.map(({ role, content, name, tool_calls: calls }) => {
    const text = typeof content === 'string' ? content : content === null ? '' : JSON.stringify(content);
    const called = calls === undefined ? '' : `\n${JSON.stringify(calls)}`;
    return `=== ${onOneLine(`${role} ${typeof name === 'string' ? name : ''}`).trim()}\n${underHeading(`${text}${called}`)}\n`;
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

/** Null where it is too long. */
async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  const body = JSON.stringify({ error: { message } });
  if (outgoing.headersSent) return void outgoing.end(`data: ${body}\n\n`);
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

/** Whoever looks for a file sees it whole or not at all. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

function sentenceOf(error: unknown): string {
  if (error instanceof ZodError) return z.prettifyError(error);
  if (error instanceof PitwallError) return error.sentence;
  return error instanceof Error ? error.message : String(error);
}
