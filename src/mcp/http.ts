import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { PitwallError } from '../core/error.ts';
import { jsonOfBytes } from '../files/user-json.ts';
import { foreignRefusal, hasLeft, headerOf, isJson, sameToken } from '../view/server/guard.ts';
import { listenOnLoopback } from '../view/server/loopback.ts';
import type { McpParts } from './parts.ts';
import { mcpServer } from './server.ts';
import { UnderWay } from './under-way.ts';

export const MOST_BYTES = 1024 * 1024;
/** Clients that are connected at once; the one that has been silent longest makes room. */
const MOST_SESSIONS = 16;

export interface HttpOptions {
  /** 0 takes a free one. */
  port: number;
  /** What a client has to send; null where nobody has to. */
  token: string | null;
}

interface Session {
  server: ReturnType<typeof mcpServer>;
  transport: WebStandardStreamableHTTPServerTransport;
  underWay: UnderWay;
}

/** MCP's streamable HTTP on the loopback interface, each client with a session of its own. */
export async function serveHttp(
  options: Omit<McpParts, 'gone' | 'running'>,
  { port: wanted, token }: HttpOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  let port = wanted;
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  /** The signal of the request that is being answered: a client that drops its connection does not say that it cancels. */
  const requests = new AsyncLocalStorage<AbortSignal>();
  const gone = () => AbortSignal.any([closing.signal, ...[requests.getStore() ?? []].flat()]);
  const parts: McpParts = { ...options, gone, running };
  const sessions = new Map<string, Session>();

  const begun = async (): Promise<Session> => {
    const server = mcpServer(parts);
    const transport: WebStandardStreamableHTTPServerTransport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: async (id) => {
        // A request that is refused takes nobody's place.
        const [silent] = sessions;
        sessions.set(id, session);
        if (silent === undefined || sessions.size <= MOST_SESSIONS) return;
        sessions.delete(silent[0]);
        await silent[1].server.close();
      },
      onsessionclosed: (id) => void sessions.delete(id),
    });
    const session = { server, transport, underWay: new UnderWay(transport) };
    await server.connect(transport);
    return session;
  };
  /** The session of a request; whoever speaks goes to the end of the line. */
  const sessionOf = (c: Context): Session | undefined => {
    const id = c.req.header('mcp-session-id') ?? '';
    const session = sessions.get(id);
    if (session === undefined) return undefined;
    sessions.delete(id);
    sessions.set(id, session);
    return session;
  };

  const app = new Hono();
  app.use('*', async (c, next) => {
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
    const foreign = foreignRefusal(headerOf(c), port);
    if (foreign !== null) return c.json(problem(foreign.sentence), foreign.status);
    if (token !== null && !sameToken(c.req.header('authorization') ?? '', `Bearer ${token}`))
      return c.json(problem('expected the token of `pitwall mcp --token` as a bearer'), 401);
    return next();
  });
  app.use(
    '*',
    bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.json(problem(`expected at most ${MOST_BYTES} bytes`), 413) }),
  );
  app.post('/mcp', async (c) => {
    if (!isJson(headerOf(c))) return c.json(problem('expected a body of application/json'), 415);
    const body = jsonOfBytes(new Uint8Array(await c.req.arrayBuffer()));
    const isNew = c.req.header('mcp-session-id') === undefined && isInitializeRequest(body);
    const session = isNew ? await begun() : sessionOf(c);
    if (session === undefined) return c.json(problem('no such session: initialize one'), 404);
    const ids = session.underWay.begin(body);
    if (ids === null) return c.json(problem('expected an id that no request under way has', -32600), 400);
    const { transport } = session;
    const answer = await requests.run(c.req.raw.signal, () => transport.handleRequest(c.req.raw, { parsedBody: body }));
    if (!answer.ok) session.underWay.end(ids);
    return answer;
  });
  app.on(['GET', 'DELETE'], '/mcp', async (c) => {
    const session = sessionOf(c);
    return session === undefined
      ? c.json(problem('no such session: initialize one'), 404)
      : session.transport.handleRequest(c.req.raw);
  });
  app.notFound((c) => c.json(problem(`nothing answers ${c.req.method} ${c.req.path}; it is /mcp`), 404));
  app.onError((error, c) => {
    if (error instanceof PitwallError && error.code === 'USAGE') return c.json(problem(error.sentence, -32700), 400);
    if (!hasLeft(error)) options.report(error);
    return c.json(problem('the server itself failed; its terminal says more', -32603), 500);
  });

  const loopback = await listenOnLoopback(app, wanted);
  ({ port } = loopback);
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    async close() {
      closing.abort();
      await Promise.allSettled(running);
      for (const { server } of sessions.values()) await server.close();
      await loopback.close();
    },
  };
}

/** An error of JSON-RPC that belongs to no request. */
const problem = (message: string, code = -32000) => ({ jsonrpc: '2.0' as const, error: { code, message }, id: null });
