import { z } from 'zod';
import type { FindingOf, FindingTable } from './finding.ts';

/** Schema of the findings of a family: only its codes, each with the parameters that are its own. */
export function findingSchema<T extends FindingTable>(table: T): z.ZodType<FindingOf<T>> {
  const [first, ...rest] = Object.entries(table).map(([code, params]) =>
    z.strictObject({ code: z.literal(code), params, sentence: z.string().optional() }),
  );
  if (first === undefined) throw new RangeError('expected a family of findings with a code at least');
  return z.discriminatedUnion('code', [first, ...rest]) as unknown as z.ZodType<FindingOf<T>>;
}
