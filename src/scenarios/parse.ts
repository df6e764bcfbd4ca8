import type { Place } from '../core/error.ts';
import { Scenario } from '../core/scenario.ts';
import type { ToolIndex } from '../core/tool.ts';
import { figuresGiven } from '../core/tool.ts';
import { checkBases, checkEvents } from './bases.ts';
import { withBases, withWords } from './complete.ts';
import type { Finding } from './finding.ts';
import { refuseFirst } from './finding.ts';
import { checkLinks } from './links.ts';
import { shapeFindings } from './shape.ts';
import type { Path } from './source.ts';
import { Source } from './source.ts';
import type { Spoken } from './wording.ts';
import { checkWording, spokenIn } from './wording.ts';
import type { ScenarioReading } from './written.ts';
import { completed } from './written.ts';

/** A checked scenario, and how it was read where its script could have been written otherwise. */
export interface ReadScenario {
  scenario: Scenario;
  readings: ScenarioReading[];
}

/**
 * A scenario script as a checked value. Without `tools` nothing is held against a tool or its arguments.
 * Throws SCENARIO_INVALID with file, line and column of the first thing wrong.
 */
export function parseScenario(text: string, file: string, options: { tools?: ToolIndex | undefined } = {}): Scenario {
  return readScenario(text, file, options).scenario;
}

/** The same with a note on everything that was left out or written in short. */
export function readScenario(
  text: string,
  file: string,
  { tools }: { tools?: ToolIndex | undefined } = {},
): ReadScenario {
  const source = new Source(text, file);
  const { value, readings, moved } = completed(source.value, file);
  source.move(moved);
  refuseFirst(shapeFindings(value, Scenario), source);
  const based = withBases(Scenario.parse(value), tools);
  refuseFirst([...checks(based.scenario, tools)], source);
  const worded = withWords(based.scenario);
  return { scenario: worded.scenario, readings: [...readings, ...based.readings, ...worded.readings] };
}

/** Where a part of a scenario stands in its text; the nearest part around it when it is not there. */
export function placeIn(text: string, file: string, path: Path): Place {
  const source = new Source(text, file);
  source.move(completed(source.value, file).moved);
  return source.place(source.offset(path, 'key'));
}

function* checks(scenario: Scenario, tools: ToolIndex | undefined): Generator<Finding> {
  yield* checkLinks(scenario);
  yield* checkBases(scenario, tools);
  const unresolved = [...checkBases(scenario, undefined)];
  if (unresolved.length === 0) yield* checkEvents(scenario, tools);
  const figuresOf = (name: string, args: unknown): Spoken['figures'] => {
    const tool = tools?.get(name);
    return (tool && figuresGiven(tool, args)) ?? 'all';
  };
  for (const spoken of spokenIn(scenario, figuresOf)) yield* checkWording(spoken, scenario.facts);
}
