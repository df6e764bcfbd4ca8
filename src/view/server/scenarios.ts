import { readFileSync } from 'node:fs';
import { plainValue } from '../../cli/print/phrases.ts';
import { PitwallError } from '../../core/error.ts';
import type { Place } from '../../project.ts';
import { listScenarios } from '../../project.ts';
import { parseScenario } from '../../scenarios/parse.ts';
import type { ScenarioList, ScenarioRow } from '../api.ts';

/** Every script that can be started, with what a form needs to know of it. */
export function scenarioList(place: Place): ScenarioList {
  return { version: 1, scenarios: listScenarios(place).map(rowOf) };
}

function rowOf({ id, title, language, file, problem }: ReturnType<typeof listScenarios>[number]): ScenarioRow {
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
    const { motion, options, cast, protocol, facts } = parseScenario(readFileSync(file, 'utf8'), file);
    return {
      ...empty,
      motion,
      options: Object.values(options).map(({ short }) => short),
      cast,
      rounds: protocol.flatMap((phase) => (phase.kind === 'rebuttal' ? [phase.rounds] : []))[0] ?? null,
      facts: Object.entries(facts).map(([name, { value, unit = '', label = name }]) => ({
        name,
        label,
        unit,
        value: typeof value === 'object' ? plainValue(value) : String(value),
      })),
    };
  } catch (error) {
    if (error instanceof PitwallError) return { ...empty, problem: error.message };
    throw error;
  }
}
