import type { PitwallError } from '../core/error.ts';
import { fault } from './fault.ts';
import { httpFault, networkFault } from './http-fault.ts';
import { SseReader } from './sse.ts';
import type { WireFacts } from './wire-facts.ts';

/** Longer than any turn; a flood is cut off here. */
const MOST_BYTES = 4 * 1024 * 1024;
const JSON_TYPE = /^application\/(?:[a-z.+-]+\+)?json/i;
const EVENTS_TYPE = /^text\/event-stream/i;
const MOST_ERROR_BYTES = 64 * 1024;

/**
 * `fetch` for one call of a model: follows no redirect, caps and checks the bytes, reads every event before anybody else does, and
 * keeps what went wrong. An endpoint that answers a streaming call with one JSON document is understood. Where the protocol is a
 * package's own (`own` false), the bytes are only counted.
 */
export function guardedFetch(
  facts: WireFacts,
  { spec, clean, own = true }: { spec: string; clean: (text: string) => string; own?: boolean },
): typeof fetch {
  const keep = (error: PitwallError): PitwallError => {
    facts.fault ??= error;
    return facts.fault;
  };
  return async (input, init) => {
    let response: Response;
    try {
      // Not every package passes the signal of a call on; ours does.
      const signals = own || facts.signal === null ? [] : [facts.signal, ...(init?.signal ? [init.signal] : [])];
      const signal = signals.length > 0 ? AbortSignal.any(signals) : (init?.signal ?? null);
      const answered = fetch(input, { ...init, redirect: 'manual', signal });
      // By then its bytes are in the socket, unless a connection must be made first.
      if (facts.onSent) setTimeout(facts.onSent, 1);
      response = await answered;
    } catch (error) {
      if (init?.signal?.aborted || facts.signal?.aborted) throw error;
      throw keep(networkFault(error, spec, clean));
    }
    if (!response.ok) throw keep(await httpFault(response, spec, await errorText(response), clean));
    if (response.body === null) throw keep(fault(`expected an answer of ${spec}, got none`, { reason: 'cut' }));
    const type = response.headers.get('content-type') ?? '';
    if (!own) {
      const counted = response.body.pipeThrough(countedBytes(spec, keep));
      return new Response(counted, { status: response.status, headers: { 'content-type': type } });
    }
    const body = response.body.pipeThrough(checkedBytes(facts, { spec, clean, type, keep }));
    return new Response(body, { status: response.status, headers: { 'content-type': 'text/event-stream' } });
  };
}

/** Bytes as they are, up to the most that an answer may have. */
function countedBytes(
  spec: string,
  keep: (error: PitwallError) => PitwallError,
): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > MOST_BYTES) controller.error(keep(flood(spec)));
      else controller.enqueue(chunk);
    },
  });
}

const flood = (spec: string) =>
  fault(`expected at most ${MOST_BYTES} bytes from ${spec}, got more`, { reason: 'flood', transient: false });

async function errorText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let read = await reader.read(); !read.done && text.length < MOST_ERROR_BYTES; read = await reader.read())
      text += decoder.decode(read.value, { stream: true });
    await reader.cancel();
  } catch {
    // What arrived of an error's text is all there is to say.
  }
  return text;
}

function checkedBytes(
  facts: WireFacts,
  {
    spec,
    clean,
    type,
    keep,
  }: { spec: string; clean: (text: string) => string; type: string; keep: (error: PitwallError) => PitwallError },
): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const encoder = new TextEncoder();
  const reader = new SseReader(facts, { spec, clean });
  let bytes = 0;
  /** What came before it was clear what it is, and all of a document. */
  let held = '';
  let form: 'json' | 'events' | null = null;
  /** How an answer begins says what it is; its content type may not. */
  const formOf = (start: string, isAll = false): typeof form => {
    const begun = start.replace(/^[\ufeff\s]+/, '');
    if (begun === '') return null;
    const found = begun.startsWith('{') ? 'json' : /^(?:data|event|id|retry)?:/.test(begun) ? 'events' : null;
    const named = JSON_TYPE.test(type) ? 'json' : EVENTS_TYPE.test(type) ? 'events' : null;
    if (found !== null && found !== named) facts.habits.add('mislabelled');
    if (found !== null) return found;
    // A line that has only begun may still become an event.
    if (begun.length < 6 && !isAll) return null;
    if (named === 'events') return named;
    const got = clean(type === '' ? 'no content type' : `\`${type}\``);
    const sentence =
      named === 'json'
        ? `expected a reply of ${spec}, got something that is no JSON`
        : `expected a stream of events from ${spec}, got ${got}`;
    throw fault(sentence, { reason: 'garbled', transient: false });
  };
  const text = (chunk: Uint8Array | undefined): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw fault(`expected UTF-8 from ${spec}, got bytes that are none`, { reason: 'garbled' });
    }
  };
  const guarded = (work: () => void, controller: TransformStreamDefaultController<Uint8Array>) => {
    try {
      work();
    } catch (error) {
      controller.error(keep(error as PitwallError));
    }
  };
  return new TransformStream({
    transform(chunk, controller) {
      guarded(() => {
        bytes += chunk.byteLength;
        if (bytes > MOST_BYTES) throw flood(spec);
        held += text(chunk);
        form ??= formOf(held);
        if (form !== 'events') return;
        const lines = reader.read(held);
        held = '';
        if (lines !== '') controller.enqueue(encoder.encode(lines));
      }, controller);
    },
    flush(controller) {
      guarded(() => {
        const rest = held + text(undefined);
        form ??= formOf(rest, true);
        const last = form === 'json' ? reader.readWhole(rest) : reader.read(rest) + reader.end();
        controller.enqueue(encoder.encode(last));
      }, controller);
    },
  });
}
