import type { Place } from '../core/error.ts';
import { Scenario } from '../core/scenario.ts';
import type { ToolIndex } from '../core/tool.ts';
import { checkBases, checkEvents } from './bases.ts';
import type { Finding } from './finding.ts';
import { refuseFirst } from './finding.ts';
import { checkLinks } from './links.ts';
import { shapeFindings } from './shape.ts';
import type { Path } from './source.ts';
import { Source } from './source.ts';
import type { Spoken } from './wording.ts';
import { checkWording, spokenIn } from './wording.ts';

/**
 * A scenario script as a checked value. Without `tools` nothing is held against a tool or its arguments.
 * Throws SCENARIO_INVALID with file, line and column of the first thing wrong.
 */
export function parseScenario(text: string, file: string, { tools }: { tools?: ToolIndex | undefined } = {}): Scenario {
  const source = new Source(text, file);
  refuseFirst(shapeFindings(source.value, Scenario), source);
  const scenario = Scenario.parse(source.value);
  refuseFirst([...checks(scenario, tools)], source);
  return scenario;
}

/** Where a part of a scenario stands in its text; the nearest part around it when it is not there. */
export function placeIn(text: string, file: string, path: Path): Place {
  const source = new Source(text, file);
  return source.place(source.offset(path, 'key'));
}

function* checks(scenario: Scenario, tools: ToolIndex | undefined): Generator<Finding> {
  yield* checkLinks(scenario);
  yield* checkBases(scenario, tools);
  const unresolved = [...checkBases(scenario, undefined)];
  if (unresolved.length === 0) yield* checkEvents(scenario, tools);
  const figuresOf = (name: string): Spoken['figures'] => tools?.get(name)?.figureNames ?? 'all';
  for (const spoken of spokenIn(scenario, figuresOf)) yield* checkWording(spoken, scenario.facts);
}
