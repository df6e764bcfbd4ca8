import type { ModelSettings, TranscriptStore } from '../pitwall.ts';
import type { Place, Team } from '../project/index.ts';

/** What the tools and resources of one server rest on. */
export interface McpParts {
  store: () => TranscriptStore;
  place: Place;
  /** The team as its files are now, with what its modules bring. */
  team: () => Promise<Team>;
  /** Model spec by member id, `*` for everybody else; checked. */
  models: Readonly<Record<string, string>>;
  modelSettings: () => ModelSettings;
  program: string;
  version: string;
  /** Aborted where a client has gone that cannot say so: the socket of its request, or the whole server. */
  gone: () => AbortSignal;
  /** What is worked on, so that a server that closes can wait for it. */
  running: Set<Promise<unknown>>;
  /** Hears of faults of the server's own. */
  report: (fault: Error) => void;
}
