import { subscribe } from 'node:diagnostics_channel';

/** What `fetch` unpacks at most. */
const MOST_CODINGS = 5;
const ENCODING = 'content-encoding';

interface Answered {
  response: { headers: unknown };
}

let isWatched = false;

/**
 * Keeps an answer that says it is packed more than five times from ending the process: `fetch` refuses it, and throws what nobody can catch
 * as soon as its connection fails or is hung up on (Node 20). With one packing left in its head it is an answer that cannot be unpacked.
 */
export function withstandPacking(): void {
  if (isWatched) return;
  isWatched = true;
  subscribe('undici:request:headers', (message) => {
    const { headers } = (message as Answered).response;
    // Names and values in turn, as bytes.
    if (!Array.isArray(headers)) return;
    const at = headers.flatMap((name, index) =>
      index % 2 === 0 && String(name).toLowerCase() === ENCODING ? [index] : [],
    );
    const codings = at.flatMap((index) => String(headers[index + 1]).split(','));
    if (codings.length <= MOST_CODINGS) return;
    for (const [place, index] of at.entries()) {
      if (place === 0) headers[index + 1] = Buffer.from('gzip');
      else headers[index] = Buffer.from(`x-${ENCODING}`);
    }
  });
}
