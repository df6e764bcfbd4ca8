import type { TranscriptStore } from '../core/record.ts';
import type { ModelSettings } from '../models/settings.ts';
import type { Place, Team } from '../project/index.ts';

/** What a server that lets members answer rests on, whatever it speaks. */
export interface ServingParts {
  store: () => TranscriptStore;
  place: Place;
  /** The team as its files are now, with what its modules bring. */
  team: () => Promise<Team>;
  /** Model spec by member id, `*` for everybody else; checked. */
  models: Readonly<Record<string, string>>;
  modelSettings: () => ModelSettings;
  program: string;
  /** Hears of faults of the server's own. */
  report: (fault: Error) => void;
}
