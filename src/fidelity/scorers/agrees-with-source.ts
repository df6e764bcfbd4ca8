import { isMeasured } from '../../reasoning/said-figures.ts';
import { agrees } from '../../reasoning/said-numbers.ts';
import type { Unit } from '../../reasoning/units.ts';
import { sameDimensions, unitOf } from '../../reasoning/units.ts';
import type { CitedNumber } from '../model/turn.ts';

/** Whether a number is what the operation makes of its sources. Null when the record has no value for a source, or none to compare with. */
export function agreesWithSource({ text, value, unit, op, sources }: CitedNumber): boolean | null {
  const [first] = sources;
  // A ratio has another unit than what it is made of.
  const common = [unit, first?.unit ?? '']
    .map(unitOf)
    .find((one) => first !== undefined && areAlike(one, unitOf(first.unit)));
  const values = sources.flatMap((source) =>
    source.value === null ? [] : [inUnitOf(common, source.value, source.unit)],
  );
  if (values.length < sources.length) return null;
  return agrees({ text, value, op }, values);
}

/** Of a share and a count it is said otherwise what they are. */
const areAlike = (a: Unit, b: Unit): boolean => isMeasured(a.dimensions) && sameDimensions(a.dimensions, b.dimensions);

/** 3,780만 원 in won, where the figure is said in won; as it is where it is of another kind. */
function inUnitOf(wanted: Unit | undefined, value: number, written: string): number {
  const unit = unitOf(written);
  return wanted === undefined || written === '' || !areAlike(unit, wanted)
    ? value
    : (value * unit.factor) / wanted.factor;
}
