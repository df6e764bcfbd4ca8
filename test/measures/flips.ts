import type { OutcomeFlip } from '../../src/core/outcome.ts';
import { script, voted } from './debates.ts';
import { held } from './held.ts';

export interface TriedFlip {
  scenario: string;
  flip: OutcomeFlip;
  decision: string | null;
  /** What whole debates decided with the fact on either side. */
  holds: string | null;
  flips: string | null;
}

/** Holds a debate anew on either side of each printed flip of a scenario, or of so many of them, from the nearest to the farthest. */
export async function triedFlips(
  scenario: string,
  { seed = 1, most = Number.POSITIVE_INFINITY } = {},
): Promise<TriedFlip[]> {
  const { outcome } = (await held(scenario, seed)).trial;
  const tried: TriedFlip[] = [];
  const decisionAt = async (fact: string, value: number) =>
    (await voted(script(scenario, { facts: { [fact]: value } }), seed)).decision;
  for (const flip of spread(outcome?.flips ?? [], most))
    tried.push({
      scenario,
      flip,
      decision: outcome?.decision ?? null,
      holds: await decisionAt(flip.fact, flip.tried.holds),
      flips: await decisionAt(flip.fact, flip.tried.flips),
    });
  return tried;
}

/** Of a list no more than so many, its first and its last and those between them at equal steps. */
function spread<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, at) => list[Math.round((at * (list.length - 1)) / (most - 1))] as T);
}

/** Whether a whole debate decides on both sides as was printed; past a value that counts days which are waited first it decides as before. */
export const isTrue = ({ flip, decision, holds, flips }: TriedFlip): boolean =>
  holds === decision && flips === (flip.isAfterWait === true ? decision : flip.to);
