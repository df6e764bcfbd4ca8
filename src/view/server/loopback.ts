import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { PitwallError } from '../../core/error.ts';
import { MOST_CONNECTIONS } from './guard.ts';

export interface Loopback {
  port: number;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Serves an app on the loopback interface alone; 0 takes a free port. Throws STORE_FAILED when the port is taken. */
export async function listenOnLoopback(app: Pick<Hono, 'fetch'>, port: number): Promise<Loopback> {
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new PitwallError(
          'STORE_FAILED',
          `expected port ${port} to be free, got ${error.code ?? error.message}; name another with \`--port\``,
          { cause: error },
        ),
      ),
    );
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
