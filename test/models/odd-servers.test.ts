import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/canonical.ts';
import { spokenTurn } from './scripted.ts';
import { KEY, speakWith } from './speak.ts';
import { eventsOf } from './wire-server.ts';

/** What a server puts on the wire for a request, byte by byte: headers and all. */
type Wire = (socket: Socket, request: number) => void;

/** An answer that comes has four seconds, however busy the machine is; who never answers is not waited for as long. */
const [PATIENT, SOON] = [',timeout=4,idle=4', ',timeout=1,idle=1'];

async function speak(wire: Wire, options = PATIENT) {
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      const length = /content-length: (\d+)/i.exec(text)?.[1];
      const [head = '', ...body] = text.split('\r\n\r\n');
      if (length === undefined || head === '' || body.join('\r\n\r\n').length < Number(length)) return;
      text = '';
      requests += 1;
      wire(socket, requests);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new RangeError('expected a port');
  try {
    const came = await speakWith(`openai:m@http://127.0.0.1:${address.port}/v1${options}`);
    return { ...came, requests };
  } finally {
    await new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  }
}

const turnCall = (change: object = {}) => ({
  name: 'turn_reply',
  arguments: JSON.stringify({ ...spokenTurn(), ...change }),
});
const stream = (calls: { name: string; arguments: string }[] = [turnCall()]) => eventsOf({ calls }).join('');
const head = (lines: readonly string[], status = '200 OK') => `HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n`;
const chunked = (body: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`${Buffer.byteLength(body).toString(16)}\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n0\r\n\r\n'),
  ]);
const chunk = (body: string) => `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`;
const EVENTS = 'content-type: text/event-stream';
const JSON_TYPE = 'content-type: application/json';
const wholeTurn = JSON.stringify({
  choices: [
    {
      index: 0,
      // Braces and quotes within a text close nothing.
      message: {
        role: 'assistant',
        content: '}]"\\',
        tool_calls: [{ id: 'c', type: 'function', function: turnCall() }],
      },
      finish_reason: 'tool_calls',
    },
  ],
});
const sends =
  (...pieces: (string | Buffer)[]): Wire =>
  (socket) => {
    for (const piece of pieces) socket.write(piece);
  };
const closes =
  (...pieces: (string | Buffer)[]): Wire =>
  (socket) => {
    for (const piece of pieces) socket.write(piece);
    socket.end();
  };
const CHUNKED = 'transfer-encoding: chunked';
const whole = (...lines: string[]) => sends(head([EVENTS, CHUNKED, ...lines]), chunked(stream()));
const zeros = gzipSync(Buffer.alloc(64 * 2 ** 20));

describe('an endpoint that', () => {
  it.each<[string, Wire]>([
    [
      'sends two hundred early hints first',
      sends(head(['x: y'], '103 Early Hints').repeat(200), head([EVENTS, CHUNKED]), chunked(stream())),
    ],
    ['calls events a picture', sends(head(['content-type: image/png', CHUNKED]), chunked(stream()))],
    ['calls events bytes', sends(head(['content-type: application/octet-stream', CHUNKED]), chunked(stream()))],
    [
      'says more after the end',
      sends(
        head([EVENTS, CHUNKED]),
        chunked(`${stream()}data: {"choices":[{"index":0,"delta":{"content":"more"}}]}\n\ngarbage\n\n`),
      ),
    ],
    ['has a header of letters outside ASCII', whole('x-name: \u00fc\u00e9')],
    [
      'sends headers that nobody asked for by the hundred',
      whole(...Array.from({ length: 100 }, (_, at) => `x-${at}: ${at}`)),
    ],
    ['sends one document and leaves the connection open', sends(head([JSON_TYPE, CHUNKED]), chunk(wholeTurn))],
    [
      'sends one document in pieces, without a length, and leaves the connection open',
      sends(head([JSON_TYPE]), ...(wholeTurn.match(/.{1,7}/gsu) ?? [])),
    ],
    ['closes where the body ends, without a length', closes(head([EVENTS, 'connection: close']), stream())],
  ])('%s is heard all the same', async (_, wire) => {
    const { turn, error } = await speak(wire);
    expect([turn?.utterance, error]).toEqual([spokenTurn().utterance, null]);
  });

  it.each<[string, Wire]>([
    ['sends 100 kB of headers', whole(`x: ${'y'.repeat(100_000)}`)],
    [
      'sends a thousand headers of a thousand letters',
      whole(...Array.from({ length: 1000 }, (_, at) => `x-${at}: ${'y'.repeat(1000)}`)),
    ],
    ['is no HTTP', closes('SSH-2.0-OpenSSH_9.2\r\n')],
    ['answers with bytes', closes(Buffer.from([0, 1, 2, 255, 254]))],
    ['answers with a NUL in a header', whole('x: a\0b')],
    ['promises more bytes than it sends', closes(head([EVENTS, 'content-length: 100000']), stream())],
    ['sends chunks whose length is a word', closes(head([EVENTS, CHUNKED]), 'zz\r\ndata: x\r\n')],
    ['sends chunks whose length overflows', closes(head([EVENTS, CHUNKED]), 'ffffffffffffffffff\r\ndata: x\r\n')],
    ['says chunked and a length', closes(head([EVENTS, CHUNKED, 'content-length: 5']), chunked(stream()))],
    [
      'sends a gzip that is cut',
      closes(head([EVENTS, CHUNKED, 'content-encoding: gzip']), chunked(gzipSync(stream()).subarray(0, 40))),
    ],
    ['unpacks to 64 MB', sends(head([EVENTS, CHUNKED, 'content-encoding: gzip']), chunked(zeros))],
    [
      'fails with 64 MB, packed',
      sends(head(['content-type: application/json', CHUNKED, 'content-encoding: gzip'], '500 Oops'), chunked(zeros)),
    ],
    [
      'is packed eight times, and hangs up in the middle',
      closes(head([EVENTS, CHUNKED, `content-encoding: ${Array(8).fill('gzip').join(', ')}`]), '9\r\ndata: x\n\n\r\n'),
    ],
    [
      'is packed eight times, and says no more',
      sends(head([EVENTS, CHUNKED, `content-encoding: ${Array(8).fill('gzip').join(', ')}`]), '9\r\ndata: x\n\n\r\n'),
    ],
    ['has nothing to say, by 204', sends(head([], '204 No Content'))],
    ['has not changed, by 304', sends(head([], '304 Not Modified'))],
    ['has a status of its own', closes(head(['content-length: 0'], '999 What'))],
    ['switches protocols', closes(head(['upgrade: websocket', 'connection: upgrade'], '101 Switching Protocols'), 'x')],
    ['redirects to a file', sends(head(['location: file:///etc/passwd', 'content-length: 0'], '302 Found'))],
    [
      'redirects to what is no address',
      sends(head(['location: http://[', 'content-length: 0'], '307 Temporary Redirect')),
    ],
    ['echoes the key in a status line', closes(head(['content-length: 0'], `401 no such key ${KEY}`))],
    ['closes without a word', closes()],
  ])('%s ends a turn in one sentence of ours', async (_, wire) => endsInOurs(await speak(wire, `${PATIENT},total=20`)));

  // Each is waited for until its time is over: at once.
  it.concurrent.each<[string, Wire]>([
    ['says gzip and sends text', sends(head([EVENTS, CHUNKED, 'content-encoding: gzip']), chunked(stream()))],
    [
      'is packed once in each of eight headers',
      sends(head([EVENTS, CHUNKED, ...Array(8).fill('content-encoding: gzip')]), chunked(stream())),
    ],
    [
      'is packed eight times',
      sends(head([EVENTS, CHUNKED, `content-encoding: ${Array(8).fill('gzip').join(', ')}`]), chunked(stream())),
    ],
    [
      'sends hints for ever',
      (socket) => {
        const hint = () => {
          if (!socket.destroyed) socket.write(head(['x: y'], '103 Early Hints'), () => setTimeout(hint, 100));
        };
        hint();
      },
    ],
  ])('%s ends a turn in one sentence of ours', async (_, wire) => endsInOurs(await speak(wire, `${SOON},total=20`)));
});

function endsInOurs({ turn, error, requests }: Awaited<ReturnType<typeof speak>>): void {
  expect(turn).toBeNull();
  expect(error?.code).toBe('MODEL_FAILED');
  const said = error?.message ?? '';
  expect(said).not.toMatch(/undefined|\[object|TypeError|UND_ERR|HPE_|\n/);
  expect([said.includes(KEY), said.length < 2500, requests <= 4]).toEqual([false, true, true]);
}

describe('a reply', () => {
  it.each<[string, { name: string; arguments: string }[]]>([
    ['with a NUL in its words', [turnCall({ utterance: 'We wait\u0000 for it.' })]],
    ['with half a letter in its words', [turnCall({ utterance: 'We wait \ud83d for it.' })]],
    ['with half a letter in a name that nobody has', [turnCall({ addressee: '\udc00' })]],
    ['with a claim that turns the line around', [turnCall({ utterance: '\u202eWe wait\u2066 for it.' })]],
    ['of the same call twice', [turnCall(), turnCall()]],
    [
      'with names of every object',
      [
        {
          name: 'turn_reply',
          arguments: turnCall().arguments.replace('{', '{"__proto__":{"polluted":1},"constructor":{"prototype":{}},'),
        },
      ],
    ],
  ])('%s can be recorded: its bytes are those of its canonical JSON', async (_, calls) => {
    const { turn, error } = await speak(sends(head([EVENTS, CHUNKED]), chunked(stream(calls))));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    if (error !== null) {
      expect([error.code, /undefined|TypeError/.test(error.message)]).toEqual(['TURN_INVALID', false]);
      return;
    }
    const json = canonicalJson(turn);
    expect([
      Buffer.from(json, 'utf8').toString('utf8') === json,
      json.includes('\0'),
      turn?.utterance.isWellFormed(),
    ]).toEqual([true, false, true]);
  });
});
