import type { OwnResult } from '../core/briefing.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import { sameValue } from '../reasoning/claims.ts';
import { factAt, referenceIn } from '../reasoning/references.ts';
import type { ChangedFact } from './scenario.ts';

/**
 * What a result rests on that an event has changed since, in words; null where it still holds. An evaluation names the facts that it
 * was given; a calculator of the question is held against the facts that the scenario hands it.
 */
export function staleness(
  { name, args }: OwnResult,
  { quantities }: Pick<Scenario, 'quantities'>,
  changed: ReadonlyMap<string, ChangedFact>,
): string | null {
  const rests = [...changed].filter(([fact, change]) => {
    const given = args['facts'];
    if (isMapping(given) && Object.hasOwn(given, fact)) return !sameValue(given[fact] as FactValue, change.to);
    return Object.values(quantities).some(
      (quantity) => 'tool' in quantity && quantity.tool === name && wasGiven(quantity.args, args, fact, change),
    );
  });
  if (rests.length === 0) return null;
  const told = rests.map(
    ([fact, { from, to }]) => `fact:${fact} was ${JSON.stringify(from)} and is ${JSON.stringify(to)} now`,
  );
  return told.join('; ');
}

/** Whether a call was given the old value where the scenario hands over the fact. */
function wasGiven(written: unknown, given: unknown, fact: string, { from, to }: ChangedFact): boolean {
  const reference = typeof written === 'string' ? referenceIn(written) : null;
  if (reference?.kind === 'name') {
    if (reference.name.split('.')[0] !== fact) return false;
    const at = (value: FactValue) => factAt({ [fact]: { value } }, reference.name);
    return sameValue(given as FactValue, at(from)) && !sameValue(at(from), at(to));
  }
  if (!isMapping(written) || !isMapping(given)) return false;
  return Object.entries(written).some(([key, inner]) => wasGiven(inner, given[key], fact, { from, to, after: 0 }));
}

const isMapping = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
