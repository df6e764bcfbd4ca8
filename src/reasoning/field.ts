import type { Scenario } from '../core/scenario.ts';
import { unitOf } from './units.ts';

/** Amounts that only machines are asked about: operations and data. */
const OF_MACHINES: ReadonlySet<string> = new Set(['flop', 'BIT']);

/**
 * Whether a question is of the field of calculators and desks that cards bring along: it names one, hands out data for one, or counts
 * operations or bytes. `files`: how many data files it has.
 */
export function isOfField({ facts, quantities }: Pick<Scenario, 'facts' | 'quantities'>, files: number): boolean {
  // Of a question that computes nothing it is not known.
  const isOpen = Object.keys(quantities).length === 0;
  if (isOpen || files > 0 || Object.values(quantities).some((quantity) => 'tool' in quantity)) return true;
  const units = [...Object.values(facts), ...Object.values(quantities)].flatMap(({ unit }) => unit ?? []);
  return units.some((unit) => Object.keys(unitOf(unit).dimensions).some((name) => OF_MACHINES.has(name)));
}
