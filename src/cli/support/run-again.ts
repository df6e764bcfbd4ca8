import { PitwallError } from '../../core/error.ts';
import type { Place } from '../../project/index.ts';
import { scenarioFile } from '../../project/index.ts';

/**
 * What to type after `pitwall run` for a scenario: its id where that leads to the same file, else what was `typed`; null where neither is
 * known, as for the record of a script from somewhere else.
 */
export function runAgainAs(id: string, place: Place, typed?: string): string | null {
  const byId = fileOf(id, place);
  const isSame = typed === undefined || byId === scenarioFile(typed, place);
  const name = byId !== null && isSame ? id : typed;
  if (name === undefined) return null;
  return place.teamDir === undefined ? word(name) : `${word(name)} --team ${word(place.teamDir)}`;
}

function fileOf(id: string, place: Place): string | null {
  try {
    return scenarioFile(id, place);
  } catch (error) {
    if (error instanceof PitwallError) return null;
    throw error;
  }
}

/** One word of a command, whatever its letters. */
const word = (text: string) => (/^[\p{L}\p{N}_./~@%+=:,-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
