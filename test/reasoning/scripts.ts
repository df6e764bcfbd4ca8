import type { Scenario } from '../../src/core/scenario.ts';
import type { DecisionModel } from '../../src/reasoning/model.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import type { Calculate, World } from '../../src/reasoning/worlds.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';
import { withFacts } from '../../src/scenarios/change.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';

/** A run that may not end in time: three options, one limit, two goals. */
export const LATE = `motion: Stop or finish?
options:
  stop: { label: stop now }
  some: { label: go on for a while, set: { tokens: 100e9 }, adjust: { tokens: [0, 200e9] } }
  finish: { label: finish it, set: { tokens: 300e9 }, adjust: { tokens: [100e9, 300e9] } }
facts:
  deadline: { value: 9, unit: days, range: [1, 30] }
  perDay: { value: 80e9, unit: tokens/day, range: [1e10, 4e11], knownBy: [flux], assumed: 100e9 }
  dayUsd: { value: 20000, unit: USD/day, range: [1000, 200000] }
  slope: { value: 1e-11, unit: points/token, range: [1e-13, 1e-10] }
  tokens: { value: 0, unit: tokens }
quantities:
  run: { is: tokens / perDay, unit: days }
  spare: { is: deadline - run, unit: days }
  points: { is: tokens * slope, unit: points }
  cost: { is: run * dayUsd, unit: USD }
criteria:
  - { need: spare >= 6 days, value: schedule }
  - { more: points, worth: 0.3, value: progress }
  - { less: cost, worth: 10000, value: cost }
cast: [pulse, flux]
`;

const NOTHING: Calculate = () => ({ figures: {}, headline: undefined });

export interface Compiled {
  scenario: Scenario;
  model: DecisionModel;
  world: World;
}

export function compiled(text: string, facts: Readonly<Record<string, unknown>> = {}, calculate = NOTHING): Compiled {
  const scenario = withFacts(parseScenario(text, 'late.yaml'), facts);
  return { scenario, model: compileModel(scenario), world: worldOf(scenario, calculate) };
}

export const TABLE = {
  rule: 'plurality' as const,
  members: [
    { id: 'pulse', values: ['progress', 'schedule', 'cost'] as const },
    { id: 'flux', values: ['cost', 'schedule', 'progress'] as const },
    { id: 'forge', values: ['schedule', 'progress', 'cost'] as const },
  ],
};
