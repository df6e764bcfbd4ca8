import { PitwallError } from '../core/error.ts';
import { scenarioFile } from '../project.ts';

/** What to type after `pitwall run` for the scenario of a record, which knows its id but not the file it came from. */
export function runAgainAs(id: string, projectDir: string): string {
  try {
    scenarioFile(id, projectDir);
    return id;
  } catch (error) {
    if (error instanceof PitwallError) return `path/to/${id}.yaml`;
    throw error;
  }
}
