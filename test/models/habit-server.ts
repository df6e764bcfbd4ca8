/** An endpoint over bare sockets, written apart from the other one: it plays how servers differ, byte by byte. */
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { spokenTurn } from './scripted.ts';

export interface Asked {
  path: string;
  body: Record<string, unknown>;
}

/** What is written back, piece by piece; the connection is closed behind it. */
export interface Answer {
  status?: string;
  version?: '1.0' | '1.1';
  headers?: Record<string, string>;
  pieces: readonly (string | Buffer)[];
}

export type Habit = (asked: Asked, index: number) => Answer;

export interface HabitServer {
  url: string;
  asked: Asked[];
  close(): Promise<void>;
}

export async function habitServer(habit: Habit): Promise<HabitServer> {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let bytes = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      bytes = Buffer.concat([bytes, data]);
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = bytes.subarray(0, end).toString('latin1');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (bytes.length < end + 4 + length) return;
      const body = bytes.subarray(end + 4, end + 4 + length).toString('utf8');
      bytes = Buffer.alloc(0);
      asked.push({ path: head.split(' ')[1] ?? '', body: JSON.parse(body || '{}') });
      write(socket, habit(asked.at(-1) as Asked, asked.length - 1));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function write(socket: Socket, { status = '200 OK', version = '1.1', headers, pieces }: Answer): void {
  const named = { 'Content-Type': 'text/event-stream; charset=utf-8', Connection: 'close', ...headers };
  const lines = Object.entries(named).flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`]));
  const rest = [`HTTP/${version} ${status}\r\n${lines.join('\r\n')}\r\n\r\n`, ...pieces];
  const next = () => {
    const piece = rest.shift();
    if (piece === undefined) socket.end();
    else socket.write(piece, () => setImmediate(next));
  };
  next();
}

/** The call that is wanted: the sum of a check, else the turn. */
export function wanted({ body }: Asked): { name: string; args: object } {
  const tools = (body['tools'] ?? []) as { function?: { name?: string } }[];
  const isSum = tools.length === 1 && tools[0]?.function?.name === 'add';
  return isSum ? { name: 'add', args: { a: 2, b: 40 } } : { name: 'turn_reply', args: spokenTurn() };
}

export const chunkOf = (delta: object | null, finish: string | null = null, more: object = {}) => ({
  object: 'chat.completion.chunk',
  choices: [{ ...(delta === null ? {} : { delta }), ...(finish === null ? {} : { finish_reason: finish }) }],
  ...more,
});

export const thirds = (text: string) => {
  const size = Math.ceil(text.length / 3);
  return [text.slice(0, size), text.slice(size, 2 * size), text.slice(2 * size)];
};

export interface Style {
  /** How a delta of the call is formed; `part` counts from 0. */
  call?: (args: string, part: number, name: string) => object;
  /** Around each delta. */
  delta?: (delta: object, part: number) => object;
  before?: readonly object[];
  finish?: string;
  /** The last chunks, in place of one that has the reason in an empty delta. */
  last?: readonly object[];
  frame?: (json: string) => string;
  done?: string;
  /** Bytes of a piece; all of it as one where it is not given. */
  size?: number;
  headers?: Record<string, string>;
  version?: '1.0' | '1.1';
  gzip?: boolean;
}

/** A stream of the wanted call in some style. */
export const streams =
  (style: Style = {}): Habit =>
  (asked) => {
    const { name, args } = wanted(asked);
    const plain = (part: string, at: number) => ({
      index: 0,
      ...(at === 0 ? { id: 'c0', type: 'function' } : {}),
      function: { ...(at === 0 ? { name } : {}), arguments: part },
    });
    const { call = plain, delta = (one: object) => one, before = [], finish = 'tool_calls' } = style;
    const chunks = [
      ...before,
      ...thirds(JSON.stringify(args)).map((part, at) => chunkOf(delta({ tool_calls: [call(part, at, name)] }, at))),
      ...(style.last ?? [chunkOf({}, finish)]),
    ];
    const { frame = (json: string) => `data: ${json}\n\n`, done = 'data: [DONE]\n\n' } = style;
    const text = Buffer.from(chunks.map((one) => frame(JSON.stringify(one))).join('') + done);
    const bytes = style.gzip === true ? gzipSync(text) : text;
    const size = style.size ?? bytes.length;
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.subarray(at * size, (at + 1) * size),
    );
    return {
      pieces,
      headers: { ...style.headers, ...(style.gzip === true ? { 'Content-Encoding': 'gzip' } : {}) },
      ...(style.version ? { version: style.version } : {}),
    };
  };

/** One document, whatever was asked. */
export const documents =
  (message: (name: string, args: object) => object, headers = { 'Content-Type': 'application/json' }): Habit =>
  (asked) => {
    const { name, args } = wanted(asked);
    const choices = [{ index: 0, message: message(name, args), finish_reason: 'stop' }];
    return { pieces: [JSON.stringify({ object: 'chat.completion', choices })], headers };
  };

/** Refuses what it is not able to do, in words or a body of its own, and does the rest as `then`. */
export const refuses =
  (isRefused: (asked: Asked) => boolean, answer: Answer, then: Habit = streams()): Habit =>
  (asked, index) =>
    isRefused(asked) ? answer : then(asked, index);

export const answers = (status: string, body: string, type = 'application/json'): Answer => ({
  status,
  headers: { 'Content-Type': type },
  pieces: [body],
});
