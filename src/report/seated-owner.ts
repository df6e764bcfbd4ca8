import type { Measurement, Scenario } from '../core/scenario.ts';

/** Who is to make a measurement; null where nobody is named, or whoever is does not sit there. */
export function seatedOwner({ cast }: Scenario, { owner }: Measurement): string | null {
  const id = owner?.toLowerCase();
  return id !== undefined && cast.includes(id) ? id : null;
}
