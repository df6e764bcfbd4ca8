import { PitwallError } from '../../core/error.ts';
import type { Place, Team } from '../../project/index.ts';
import { listScenarios, loadTeam, readScript, seatedFor } from '../../project/index.ts';
import { parseScenario } from '../../scenarios/parse.ts';
import type { ScenarioList, ScenarioRow } from '../api.ts';
import { factRows } from './fact-rows.ts';

/** Every script that can be started, with what a form needs to know of it. */
export function scenarioList(place: Place): ScenarioList {
  let team: Team | undefined;
  const teamOnce = () => {
    team ??= loadTeam(place);
    return team;
  };
  return { version: 1, scenarios: listScenarios(place).map((entry) => rowOf(entry, teamOnce)) };
}

function rowOf(
  { id, title, language, file, problem }: ReturnType<typeof listScenarios>[number],
  teamOnce: () => Team,
): ScenarioRow {
  const empty: ScenarioRow = {
    id,
    title,
    language,
    motion: '',
    options: [],
    cast: [],
    rounds: null,
    facts: [],
    problem,
  };
  if (problem !== null) return empty;
  try {
    const scenario = parseScenario(readScript(file, file), file);
    const { motion, options, protocol, facts } = scenario;
    // Who is seated where a script names nobody is shown, so that it can be changed.
    const cast = scenario.cast.length > 0 ? scenario.cast : seatedFor(scenario, teamOnce()).map(({ id }) => id);
    return {
      ...empty,
      motion,
      options: Object.values(options).map(({ short }) => short),
      cast,
      rounds: protocol.flatMap((phase) => (phase.kind === 'rebuttal' ? [phase.rounds] : []))[0] ?? null,
      facts: factRows(facts),
    };
  } catch (error) {
    if (error instanceof PitwallError) return { ...empty, problem: error.sentence };
    throw error;
  }
}
