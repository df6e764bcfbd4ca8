import { PitwallError } from '../../core/error.ts';
import type { Place } from '../../project/index.ts';
import { scenarioFile } from '../../project/index.ts';

/** What to type after `pitwall run` for the scenario of a record, which knows its id but not the file it came from. */
export function runAgainAs(id: string, place: Place): string {
  try {
    scenarioFile(id, place);
    return place.teamDir === undefined ? id : `${id} --team ${place.teamDir}`;
  } catch (error) {
    if (error instanceof PitwallError) return `path/to/${id}.yaml`;
    throw error;
  }
}
