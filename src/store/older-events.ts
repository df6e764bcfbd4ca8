import { EVENT_SCHEMA_VERSION } from '../core/events.ts';

/** Why events of an older version are refused: a record of listed reasons holds no model to compute anything from. */
export function madeBeforeModels(version: number, place: string): string {
  return `expected events of version ${EVENT_SCHEMA_VERSION}, found version ${version}: ${place} was made before questions became models, and nothing of it can be computed again; read it with the version of pitwall that made it`;
}
