import type { Place } from '../core/error.ts';
import { Scenario } from '../core/scenario.ts';
import type { ToolIndex } from '../core/tool.ts';
import { withArguments } from './arguments.ts';
import { checks } from './checks.ts';
import { refuseFirst } from './finding.ts';
import { shapeFindings } from './shape.ts';
import type { Path } from './source.ts';
import { Source } from './source.ts';
import type { ScenarioReading } from './written.ts';
import { completed } from './written.ts';

/** A checked scenario, and how it was read where its script could have been written otherwise. */
export interface ReadScenario {
  scenario: Scenario;
  readings: ScenarioReading[];
}

/**
 * A scenario script as a checked value. Without `tools` nothing is held against a calculator or its arguments.
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
  const { value, readings, moved, findings } = completed(source.value, file);
  source.move(moved);
  refuseFirst(findings, source);
  refuseFirst(shapeFindings(value, Scenario), source);
  const { scenario, readings: added } = withArguments(Scenario.parse(value), tools);
  refuseFirst([...checks(scenario, tools)], source);
  return { scenario, readings: [...readings, ...added] };
}

/** Finds where parts of a scenario stand in its text; the nearest part around one that is not there. */
export function placesIn(text: string, file: string): (path: Path) => Place {
  const source = new Source(text, file);
  source.move(completed(source.value, file).moved);
  return (path) => source.place(source.offset(path, 'key'));
}

/** Where one part of a scenario stands in its text. */
export function placeIn(text: string, file: string, path: Path): Place {
  return placesIn(text, file)(path);
}
