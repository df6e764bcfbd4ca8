import { dirname, resolve } from 'node:path';
import { hashText } from '../core/hash.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import { factAt } from '../reasoning/references.ts';
import { withCast } from '../scenarios/cast.ts';
import type { OutsideRange } from '../scenarios/change.ts';
import { outsideRange, withData, withEvents, withFacts, withRounds } from '../scenarios/change.ts';
import type { Seated } from '../scenarios/default-cast.ts';
import { defaultCast } from '../scenarios/default-cast.ts';
import { withKeys } from '../scenarios/edit.ts';
import { placeIn, readScenario } from '../scenarios/parse.ts';
import type { ScenarioReading } from '../scenarios/written.ts';
import { toolIndex } from '../workbench/index.ts';
import type { ScenarioData } from './data.ts';
import { dataFiles, tryData } from './data.ts';
import { readScript, shownPath } from './files.ts';
import { scenarioFile } from './listing.ts';
import { checkMembers, checkSeated, mapValues, withIds } from './members.ts';
import type { Team } from './team.ts';

export { lintScenario } from '../scenarios/lint/lint.ts';
export { newScenario } from '../scenarios/new.ts';
export { placesIn } from '../scenarios/parse.ts';

/** A scenario with everything that the command line changed already in it; the cast are members' ids. */
export interface LoadedScenario {
  scenario: Scenario;
  /** The script as it stands in its file, and its hash. */
  text: string;
  hash: string;
  file: string;
  /** Fact or dotted path -> the value given for it. */
  overrides: Record<string, FactValue>;
  /** Those of them that lie outside what their fact takes for possible. */
  outside: OutsideRange[];
  data: Record<string, ScenarioData>;
  /** How it was read where its script left something out or wrote it in short. */
  readings: ScenarioReading[];
}

export interface ScenarioOptions {
  projectDir: string;
  team: Team;
  facts?: Readonly<Record<string, unknown>>;
  /** Data name -> file, relative to the project. */
  data?: Readonly<Record<string, string>>;
  /** `a,b` or `+a,-b`. */
  cast?: string | undefined;
  rounds?: number | undefined;
  /** As things stand once all events have happened. */
  afterEvents?: boolean;
  /** Keys of the script that stand in place of its own: `floor`, `order`, `visibility`, `moderator`. */
  keys?: Readonly<Record<string, unknown>>;
}

/**
 * A scenario ready to run: read, changed as asked, its members found, its data read, and every calculator that reads data tried.
 * Throws what is wrong with the first of these that fails; nothing is written anywhere.
 */
export function loadScenario(nameOrFile: string, options: ScenarioOptions): LoadedScenario {
  const file = scenarioFile(nameOrFile, { projectDir: options.projectDir, teamDir: options.team.teamDir });
  return scenarioFrom(readScript(file, shownPath(options.projectDir, file)), file, options);
}

/** The same for a script that is not in a file yet; `file` is where it would be. */
export function scenarioFrom(written: string, file: string, options: ScenarioOptions): LoadedScenario {
  const { projectDir, team, facts = {}, data = {}, cast, rounds, afterEvents = false, keys = {} } = options;
  const text = Object.keys(keys).length === 0 ? written : withKeys(written, keys);
  const shown = shownPath(projectDir, file);
  const idOf = (name: string) => team.find(name).card.id;

  const read = readScenario(text, shown, { tools: toolIndex });
  const seated = seatedFor(read.scenario, team);
  let scenario = seated.length > 0 ? { ...read.scenario, cast: seated.map(({ id }) => id) } : read.scenario;
  checkMembers(scenario, team, text, shown);
  if (afterEvents) scenario = withEvents(scenario);
  scenario = withFacts(scenario, facts, toolIndex);
  if (rounds !== undefined) scenario = withRounds(scenario, rounds);
  if (cast !== undefined) scenario = withCast(scenario, cast, idOf);
  scenario = withIds(scenario, (name) => team.lookup(name)?.card.id);
  checkSeated(scenario, text, shown);

  const given = new Map(Object.entries(data).map(([name, path]) => [name, resolve(projectDir, path)]));
  const placeOf = (name: string) => placeIn(text, shown, ['data', name]);
  scenario = withData(scenario, Object.fromEntries(given));
  const files = dataFiles(scenario, given, { projectDir, folder: dirname(file), placeOf });
  scenario = { ...scenario, data: mapValues(files, (known) => known.file) };
  tryData(scenario, files, text, shown);

  const overrides = Object.fromEntries(Object.keys(facts).map((name) => [name, factAt(scenario.facts, name)]));
  const outside = outsideRange(read.scenario.facts, overrides);
  const readings = [
    ...read.readings,
    ...(seated.length > 0 && cast === undefined ? [{ path: [], message: castWords(seated) }] : []),
  ];
  return { scenario, text, hash: hashText(text), file, overrides, outside, data: files, readings };
}

/** Whom a script that names nobody seats; nobody for one that has its own cast. */
export function seatedFor(scenario: Scenario, { members }: Pick<Team, 'members'>): Seated[] {
  if (scenario.cast.length > 0) return [];
  return defaultCast(
    scenario,
    members.map(({ card }) => card),
  );
}

function castWords(seated: readonly Seated[]): string {
  return `without a cast, seated are ${seated.map(({ id, because }) => `${id} (${because})`).join(', ')}`;
}
