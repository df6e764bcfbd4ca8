import type { Experiment } from '../core/outcome.ts';
import type { Measurement } from '../core/scenario.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import type { Movable } from '../reasoning/solve.ts';
import { labelIn } from './label-in.ts';

type Offered = Omit<Experiment, 'chance' | 'stretches' | 'proposed'>;

/** A measurement of the scenario with the fact that it would settle. */
export function offered(model: DecisionModel, measurement: Measurement, { path, fact, now }: Movable): Offered {
  const { how, owner, cost = null, days = null, error = null } = measurement;
  const id = owner?.toLowerCase();
  return {
    learns: path,
    label: labelIn(model, path),
    unit: fact.unit ?? '',
    how,
    owner: id !== undefined && model.scenario.cast.includes(id) ? id : null,
    cost,
    days,
    error,
    now,
  };
}
