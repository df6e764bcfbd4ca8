import { createParser } from 'eventsource-parser';
import { DocumentEnd } from './document-end.ts';
import { fault } from './fault.ts';
import type { About } from './reply-events.ts';

const JSON_TYPE = /^application\/(?:[a-z.+-]+\+)?json/i;
const EVENTS_TYPE = /^text\/event-stream/i;

type Event = Record<string, unknown>;

/** So long is waited for more behind a whole document, on a connection that stays open. */
const BEHIND_MS = 200;
/** A connection serves the next call if it ends by then. */
const ENDS_WITHIN_MS = 1000;

/**
 * The events of an answer as they arrive, several at once where several came, up to `[DONE]`: whether the connection ends with it is not
 * waited for. An endpoint that answers with one JSON document where a stream was asked for is understood. Throws MODEL_FAILED for bytes
 * that are neither.
 */
export async function* eventsOf(response: Response, about: About): AsyncGenerator<Event[]> {
  const { spec } = about;
  const type = response.headers.get('content-type') ?? '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw fault(`expected UTF-8 from ${spec}, got bytes that are none`, { reason: 'garbled' });
    }
  };
  let arrived: Event[] = [];
  let isDone = false;
  const parser = createParser({
    onEvent({ data }) {
      if (isDone) return;
      const text = data.trim();
      if (text === '[DONE]') {
        isDone = true;
        about.habits.add('done');
      } else if (text !== '') arrived.push(parsed(text, spec));
    },
  });
  const taken = () => {
    const events = arrived;
    arrived = [];
    return events;
  };
  let form: Form = null;
  const document = new DocumentEnd();
  let behind: NodeJS.Timeout | undefined;
  /** What came before it was clear what it is, and all of a document. */
  const held: string[] = [];
  const reader = response.body?.getReader();
  try {
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
      const text = decoded(read.value);
      if (form !== 'events') held.push(text);
      const isNew = form === null;
      form ??= formOf(held.join(''), type, about);
      if (form === 'json' && document.endsIn(isNew ? held.join('') : text))
        behind ??= setTimeout(() => void reader?.cancel().catch(() => undefined), BEHIND_MS);
      if (form !== 'events') continue;
      parser.feed(held.length > 0 ? held.splice(0).join('') : text);
      if (arrived.length > 0) yield taken();
      if (isDone) return;
    }
  } finally {
    clearTimeout(behind);
    if (reader) void leave(reader);
  }
  held.push(decoded());
  form ??= formOf(held.join(''), type, about, true);
  if (form === 'json') {
    about.habits.add('whole');
    yield [wholeReply(held.join(''), spec)];
    return;
  }
  // The last event may lack the empty line behind it.
  parser.feed(`${held.join('')}\n\n`);
  if (arrived.length > 0) yield taken();
}

/** Reads what little may follow, so that the connection can be kept, and closes one that goes on or is silent. */
async function leave(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const patience = setTimeout(() => void reader.cancel().catch(() => undefined), ENDS_WITHIN_MS);
  try {
    while (!(await reader.read()).done);
  } catch {
    // Nothing of it is part of the reply.
  }
  clearTimeout(patience);
}

type Form = 'json' | 'events' | null;

/** How an answer begins says what it is; its content type may not. Null as long as nothing does. */
function formOf(start: string, type: string, { spec, clean, habits }: About, isAll = false): Form {
  const begun = start.slice(0, 1000).replace(/^[\ufeff\s]+/, '');
  if (begun === '') return null;
  const found = begun.startsWith('{') ? 'json' : /^(?:data|event|id|retry)?:/.test(begun) ? 'events' : null;
  const named = JSON_TYPE.test(type) ? 'json' : EVENTS_TYPE.test(type) ? 'events' : null;
  if (found !== null && found !== named) habits.add('mislabelled');
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
}

function wholeReply(text: string, spec: string): Event {
  const document = parsed(text, spec);
  const { choices, output, error, object } = document;
  const holdsReply = [choices, output].some((list) => Array.isArray(list) && list.length > 0);
  if (holdsReply || error || object === 'error') return document;
  throw fault(`expected a reply of ${spec}, got JSON without one`, { reason: 'garbled', transient: false });
}

function parsed(text: string, spec: string): Event {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Event;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw fault(`expected JSON in each event of ${spec}, got something else`, { reason: 'garbled' });
}
