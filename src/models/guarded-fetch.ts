import { AsyncLocalStorage } from 'node:async_hooks';
import type { PitwallError } from '../core/error.ts';
import { fault } from './fault.ts';
import { httpFault, networkFault } from './http-fault.ts';
import { withstandPacking } from './packed-answers.ts';

/** Longer than any turn; a flood is cut off here. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_ERROR_BYTES = 64 * 1024;

/** One attempt of a call, as the request made for it knows it. */
export interface Attempt {
  /** What went wrong first; packages wrap it, lose it, or go on. */
  fault: PitwallError | null;
  /** Called when the request has left. */
  onSent: (() => void) | undefined;
  /** Ends the attempt; not every package passes it on. */
  signal: AbortSignal;
}

/** The attempt that a request is made in: one model serves all calls of a client, so that connections are kept. */
const attempts = new AsyncLocalStorage<Attempt>();

export const within = <T>(attempt: Attempt, work: () => Promise<T>): Promise<T> => attempts.run(attempt, work);

/** `fetch` for the attempts of one endpoint: follows no redirect, caps the bytes, and keeps what went wrong in our words. */
export function guardedFetch(spec: string, clean: (text: string) => string): typeof fetch {
  withstandPacking();
  return async (input, init) => {
    const attempt = attempts.getStore();
    if (attempt === undefined) throw new RangeError('expected a request within a call of a model');
    const keep = (error: PitwallError): PitwallError => {
      attempt.fault ??= error;
      return attempt.fault;
    };
    const signal = init?.signal ? AbortSignal.any([attempt.signal, init.signal]) : attempt.signal;
    let response: Response;
    try {
      const answered = fetch(input, { ...init, redirect: 'manual', signal });
      // By then its bytes are in the socket, unless a connection must be made first.
      if (attempt.onSent) setTimeout(attempt.onSent, 1);
      response = await answered;
    } catch (error) {
      if (signal.aborted) throw error;
      throw keep(networkFault(error, spec, clean));
    }
    if (!response.ok) throw keep(await httpFault(response, spec, await errorText(response), clean));
    if (response.body === null) throw keep(fault(`expected an answer of ${spec}, got none`, { reason: 'cut' }));
    const { status, headers } = response;
    const type = { 'content-type': headers.get('content-type') ?? '' };
    return new Response(response.body.pipeThrough(countedBytes(spec, keep)), { status, headers: type });
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
      if (bytes <= MOST_BYTES) controller.enqueue(chunk);
      else
        controller.error(
          keep(
            fault(`expected at most ${MOST_BYTES} bytes from ${spec}, got more`, { reason: 'flood', transient: false }),
          ),
        );
    },
  });
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
