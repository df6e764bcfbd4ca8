import type { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { isJSONRPCNotification, isJSONRPCRequest } from '@modelcontextprotocol/sdk/types.js';

type Id = string | number;

/** Ids of a client's requests that are not answered yet: a second one of the same id would take the answer of the first away. */
export class UnderWay {
  private readonly ids = new Set<Id>();

  constructor(transport: WebStandardStreamableHTTPServerTransport) {
    const send = transport.send.bind(transport);
    transport.send = (message, options) => {
      if (!('method' in message) && message.id !== undefined) this.ids.delete(message.id);
      return send(message, options);
    };
  }

  /** Takes up the requests of a body; null where one has an id of another. */
  begin(body: unknown): Id[] | null {
    const messages = Array.isArray(body) ? body : [body];
    const ids = messages.flatMap((one) => (isJSONRPCRequest(one) ? [one.id] : []));
    if (new Set(ids).size < ids.length || ids.some((id) => this.ids.has(id))) return null;
    for (const id of ids) this.ids.add(id);
    for (const one of messages) if (isJSONRPCNotification(one)) this.forget(one.params?.['requestId']);
    return ids;
  }

  /** Requests that nobody will answer. */
  end(ids: readonly Id[]): void {
    for (const id of ids) this.ids.delete(id);
  }

  /** A cancelled request gets no answer. */
  private forget(id: unknown): void {
    if (typeof id === 'string' || typeof id === 'number') this.ids.delete(id);
  }
}
