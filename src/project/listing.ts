import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { PitwallError, withoutCode } from '../core/error.ts';
import type { Language } from '../core/language.ts';
import { nearest } from '../core/nearest.ts';
import { parseScenario } from '../scenarios/parse.ts';
import { filesIn, readScript, shownPath } from './files.ts';
import type { Origin, Place } from './folders.ts';
import { sourcesOf } from './folders.ts';

export interface ScenarioEntry {
  id: string;
  title: string;
  language: Language | null;
  file: string;
  origin: Origin | 'asked';
  /** Why it cannot be run as it is; null when it can. */
  problem: string | null;
}

const SCRIPT = /\.ya?ml$/i;

function scenarioFolders(place: Place): { folder: string; origin: ScenarioEntry['origin'] }[] {
  return sourcesOf(place).flatMap(({ folder, origin }) => {
    const own = { folder: join(folder, 'scenarios'), origin };
    return folder === resolve(place.projectDir)
      ? [own, { folder: join(folder, '.pitwall', 'asked'), origin: 'asked' as const }]
      : [own];
  });
}

/** Files with scripts in the folders of a place, unread. */
export const scriptFiles = (place: Place): { file: string; origin: ScenarioEntry['origin'] }[] =>
  scenarioFolders(place).flatMap(({ folder, origin }) => filesIn(folder, SCRIPT).map((file) => ({ file, origin })));

/** Every script that can be named by its id; of two with one id the first of team, project and package stands. */
export function listScenarios(place: Place): ScenarioEntry[] {
  const { projectDir } = place;
  const entries = new Map<string, ScenarioEntry>();
  for (const { file, origin } of scriptFiles(place)) {
    const entry = entryOf(file, shownPath(projectDir, file), origin);
    if (!entries.has(entry.id)) entries.set(entry.id, entry);
  }
  return [...entries.values()];
}

function entryOf(file: string, shown: string, origin: ScenarioEntry['origin']): ScenarioEntry {
  try {
    const { id, title, language } = parseScenario(readScript(file, shown), shown);
    return { id, title, language, file, origin, problem: null };
  } catch (error) {
    if (!(error instanceof PitwallError)) throw error;
    const sentence = withoutCode(error.message);
    return { id: basename(file).replace(SCRIPT, ''), title: '', language: null, file, origin, problem: sentence };
  }
}

/** The script behind an id or a path. Throws UNKNOWN_NAME with the nearest id, or FILE_UNREADABLE. */
export function scenarioFile(name: string, place: Place): string {
  const { projectDir } = place;
  const path = resolve(projectDir, name);
  const isPath = SCRIPT.test(name) || /[/\\]/.test(name) || name.startsWith('.');
  if (isPath) return path;
  for (const { folder } of scenarioFolders(place)) {
    const file = [`${name}.yaml`, `${name}.yml`]
      .map((base) => join(folder, base))
      .find((candidate) => existsSync(candidate));
    if (file !== undefined) return file;
  }
  const known = listScenarios(place);
  const named = known.find(({ id }) => id === name);
  if (named !== undefined) return named.file;
  if (existsSync(path)) return path;
  const ids = known.map(({ id }) => id);
  throw new PitwallError('UNKNOWN_NAME', `no scenario is called \`${name}\`${nearest(name, ids)}`, {
    data: { name, known: ids },
  });
}

/** The one scenario of the team's folder, else of the project. Throws USAGE where there is none or more than one. */
export function onlyScenario(place: Place): string {
  for (const wanted of ['team', 'project'] as const) {
    const own = listScenarios(place).filter(({ origin }) => origin === wanted);
    if (own.length === 1 && own[0] !== undefined) return own[0].id;
    if (own.length > 1)
      throw new PitwallError(
        'USAGE',
        `expected the name of a scenario, as \`scenarios/\` holds ${own.length}: ${own.map(({ id }) => id).join(', ')}`,
      );
  }
  throw new PitwallError(
    'USAGE',
    'expected the name of a scenario, as this folder has none of its own; `pitwall scenario list` has those that ship',
  );
}
