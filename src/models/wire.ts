import type { PitwallError } from '../core/error.ts';
import { fault } from './fault.ts';
import { httpFault, networkFault } from './http-fault.ts';
import { SseReader } from './sse.ts';

/** Longer than any turn; a flood is cut off here. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_ERROR_BYTES = 64 * 1024;

/** What a call's own bytes say, and LangChain does not pass on. */
export interface WireFacts {
  /** As the provider names it; null when the answer ended without one. */
  finish: string | null;
  refusal: string;
  /** What went wrong first. */
  fault: PitwallError | null;
}

/**
 * `fetch` for one call of a model: follows no redirect, caps and checks the bytes, reads every event before anybody else does, and
 * keeps what went wrong. An endpoint that answers a streaming call with one JSON document is understood.
 */
export function guardedFetch(
  facts: WireFacts,
  { spec, clean }: { spec: string; clean: (text: string) => string },
): typeof fetch {
  const keep = (error: PitwallError): PitwallError => {
    facts.fault ??= error;
    return facts.fault;
  };
  return async (input, init) => {
    let response: Response;
    try {
      response = await fetch(input, { ...init, redirect: 'manual' });
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      throw keep(networkFault(error, spec, clean));
    }
    if (!response.ok) throw keep(await httpFault(response, spec, await errorText(response), clean));
    if (response.body === null) throw keep(fault(`expected an answer of ${spec}, got none`, { reason: 'cut' }));
    const type = response.headers.get('content-type') ?? '';
    const isJson = /^application\/(?:[a-z.+-]+\+)?json/i.test(type);
    if (!isJson && !/^text\/event-stream/i.test(type)) {
      await response.body.cancel();
      const got = clean(type === '' ? 'no content type' : `\`${type}\``);
      throw keep(
        fault(`expected a stream of events from ${spec}, got ${got}`, { reason: 'garbled', transient: false }),
      );
    }
    const body = response.body.pipeThrough(checkedBytes(facts, { spec, clean, isJson, keep }));
    return new Response(body, { status: response.status, headers: { 'content-type': 'text/event-stream' } });
  };
}

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
    isJson,
    keep,
  }: { spec: string; clean: (text: string) => string; isJson: boolean; keep: (error: PitwallError) => PitwallError },
): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const encoder = new TextEncoder();
  const reader = new SseReader(facts, { spec, clean });
  let bytes = 0;
  let json = '';
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
        if (bytes > MOST_BYTES)
          throw fault(`expected at most ${MOST_BYTES} bytes from ${spec}, got more`, {
            reason: 'flood',
            transient: false,
          });
        const part = text(chunk);
        if (isJson) json += part;
        else {
          const lines = reader.read(part);
          if (lines !== '') controller.enqueue(encoder.encode(lines));
        }
      }, controller);
    },
    flush(controller) {
      guarded(() => {
        const rest = text(undefined);
        if (isJson) controller.enqueue(encoder.encode(reader.readWhole(json + rest)));
        else {
          reader.read(rest);
          controller.enqueue(encoder.encode(reader.end()));
        }
      }, controller);
    },
  });
}
