import type { Readable } from 'node:stream';
import { Writable } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { unreadable } from '../core/json.ts';
import type { TranscriptStore } from '../door.ts';
import { openStore } from '../door.ts';
import type { HttpOptions } from './http.ts';
import { MOST_BYTES, serveHttp } from './http.ts';
import { readableLines } from './lines.ts';
import type { McpParts } from './parts.ts';
import { mcpServer } from './server.ts';

export interface McpOptions extends Omit<McpParts, 'store' | 'gone' | 'running'> {
  /** Database of debates; it is made by the first that is held. */
  file: string;
}

/** Speaks on a pair of streams until the client closes its own, or `signal` aborts. Nothing else may be written to `output`. */
export async function mcpOverStdio(
  { file, ...options }: McpOptions,
  { input, output, signal }: { input: Readable; output: (text: string) => void; signal: AbortSignal },
): Promise<void> {
  const kept = keptStore(file);
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  const parts = { ...options, store: kept.store, gone: () => closing.signal, running };
  const writable = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      output(String(chunk));
      done();
    },
  });
  const server = mcpServer(parts);
  const problem = (code: ErrorCode, message: string): void =>
    void transport.send({ jsonrpc: '2.0', error: { code, message } });
  const lines = readableLines(input, MOST_BYTES, (sentence) => problem(ErrorCode.ParseError, sentence));
  const transport = new StdioServerTransport(lines, writable);
  const over = new Promise<void>((resolve) => {
    const leave = () => resolve();
    lines.once('end', leave);
    lines.once('close', leave);
    server.server.onclose = leave;
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
  });
  await server.connect(transport);
  refuseUnreadable(transport, problem);
  await over;
  // An open stream keeps the process alive.
  input.pause();
  closing.abort();
  await Promise.allSettled(running);
  await server.close();
  kept.close();
}

const NO_JSON = 'expected a line of JSON';
const NO_MESSAGE = 'expected a message of JSON-RPC 2.0, one a line, whose id is a text or a whole number';

/** Answers itself what cannot be read as it was sent; of what is no message there is no id to answer by. */
function refuseUnreadable(transport: StdioServerTransport, problem: (code: ErrorCode, message: string) => void): void {
  const { onmessage } = transport;
  transport.onerror = (error) => {
    const code = error.name === 'ZodError' ? ErrorCode.InvalidRequest : ErrorCode.ParseError;
    const message = error.name === 'ZodError' ? NO_MESSAGE : error instanceof SyntaxError ? NO_JSON : error.message;
    problem(code, message);
  };
  transport.onmessage = (message) => {
    const wrong = unreadable(message);
    if (wrong === null || !('id' in message)) return onmessage?.(message);
    const { id } = message;
    void transport.send({ jsonrpc: '2.0', id, error: { code: ErrorCode.InvalidParams, message: wrong } });
  };
}

export interface McpServed {
  /** `http://127.0.0.1:PORT/mcp`. */
  url: string;
  close(): Promise<void>;
}

/** Speaks streamable HTTP on the loopback interface. Throws STORE_FAILED when the port is taken. */
export async function mcpOverHttp(
  { file, ...options }: McpOptions,
  http: Pick<HttpOptions, 'port' | 'token'>,
): Promise<McpServed> {
  const kept = keptStore(file);
  const served = await serveHttp({ ...options, store: kept.store }, http);
  return {
    url: served.url,
    async close() {
      await served.close();
      kept.close();
    },
  };
}

function keptStore(file: string): { store: () => TranscriptStore; close(): void } {
  let opened: TranscriptStore | null = null;
  return {
    store() {
      opened ??= openStore(file);
      return opened;
    },
    close: () => opened?.close(),
  };
}
