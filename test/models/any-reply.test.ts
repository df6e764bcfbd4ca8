import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ModelReply } from '../../src/core/effects.ts';
import { PitwallError } from '../../src/core/error.ts';
import { GrowingReply } from '../../src/models/growing-reply.ts';
import type { About } from '../../src/models/reply-events.ts';
import { ReplyEvents } from '../../src/models/reply-events.ts';
import { eventsOf } from '../../src/models/reply-stream.ts';
import { eventsOf as wireEvents } from './wire-server.ts';

/** A reply as the client reads it, from bytes that come in pieces; null where it never says that it ends. */
async function read(pieces: readonly Uint8Array[], type = 'text/event-stream'): Promise<ModelReply | null> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const about: About = { spec: 'openai:m', clean: (text) => text, habits: new Set() };
  const reply = new GrowingReply();
  const events = new ReplyEvents(reply, about);
  for await (const arrived of eventsOf(new Response(body, { headers: { 'content-type': type } }), about))
    for (const event of arrived) if (!events.isOver) events.add(event);
  return reply.reply();
}

const piecesOf = (bytes: Uint8Array, cuts: readonly number[]) => {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
};

const Text = fc.string({ unit: fc.constantFrom(...'ab 가😀\n"\\{}:') });
const Call = fc.record({
  name: fc.constantFrom('turn_reply', 'bill'),
  arguments: fc.jsonValue().map((value) => JSON.stringify({ value })),
});

it('a stream in whatever pieces is the same reply, and nothing behind its end is part of it', async () => {
  await fc.assert(
    fc.asyncProperty(
      Text,
      fc.array(Call, { maxLength: 3 }),
      fc.boolean(),
      fc.array(fc.nat(), { maxLength: 12 }),
      Text,
      async (text, calls, usage, cuts, behind) => {
        const events = `${wireEvents({ text, calls, usage }).join('')}data: [DONE]\n\n`;
        const whole = await read([Buffer.from(events)]);
        expect(whole).toMatchObject({ content: text });
        expect(whole?.toolCalls).toHaveLength(calls.length);
        const bytes = Buffer.from(`${events}data: ${behind}\n\n`);
        expect(await read(piecesOf(bytes, cuts))).toEqual(whole);
      },
    ),
    { numRuns: 300 },
  );
});

const Part = fc.constantFrom(
  'data: ',
  '\n\n',
  '[DONE]',
  '{"choices":[',
  '{"delta":{"content":1}}',
  '"type":"response.completed"',
  'null',
  ']}',
  '{',
  '\r',
  ':',
  '\ufeff',
);
const Bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.array(Part, { maxLength: 30 }).map((parts) => new Uint8Array(Buffer.from(parts.join('')))),
  fc.jsonValue().map((value) => new Uint8Array(Buffer.from(`data: ${JSON.stringify(value)}\n\n`))),
  fc
    .jsonValue()
    .map(
      (value) =>
        new Uint8Array(
          Buffer.from(
            `data: ${JSON.stringify({ choices: [{ delta: value, finish_reason: 'stop' }], usage: value })}\n\n`,
          ),
        ),
    ),
  fc
    .jsonValue()
    .map(
      (value) =>
        new Uint8Array(Buffer.from(`data: ${JSON.stringify({ type: 'response.completed', response: value })}\n\n`)),
    ),
);

it('any bytes are a reply, none yet, or an error of ours', async () => {
  await fc.assert(
    fc.asyncProperty(
      Bytes,
      fc.array(fc.nat(), { maxLength: 6 }),
      fc.constantFrom('text/event-stream', 'application/json', 'text/html', ''),
      async (bytes, cuts, type) => {
        try {
          await read(piecesOf(bytes, cuts), type);
        } catch (error) {
          expect(error).toBeInstanceOf(PitwallError);
          expect(error).toHaveProperty('code', 'MODEL_FAILED');
        }
      },
    ),
    { numRuns: 1500 },
  );
});
