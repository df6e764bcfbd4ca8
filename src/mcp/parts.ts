import type { ServingParts } from '../door.ts';

/** What the tools and resources of one server rest on. */
export interface McpParts extends ServingParts {
  version: string;
  /** Aborted where a client has gone that cannot say so: the socket of its request, or the whole server. */
  gone: () => AbortSignal;
  /** What is worked on, so that a server that closes can wait for it. */
  running: Set<Promise<unknown>>;
}
