import { PHASE, StopRule } from '../core/scenario.ts';
import { isMapping } from '../scenarios/shape.ts';
import type { Path } from '../scenarios/source.ts';

/** What an axis says that leaves a part of the scripts as it is. */
export const AS_WRITTEN = 'as-written';
/** Stands for several levels of facts. */
export const RANGE = 'range';

const LEVELLED = ['facts', 'cast', 'card', 'model', 'protocol', 'floor', 'visibility', 'stop'];
const LISTED = ['arms', 'include', 'exclude'];

/** A sweep with a list wherever one value was written in place of a list of one, and where those stand in the file. */
export function completedSweep(written: unknown): { value: unknown; moved: { from: Path; to: Path }[] } {
  const moved: { from: Path; to: Path }[] = [];
  if (!isMapping(written)) return { value: written, moved };
  const listOf = (path: Path, value: unknown): unknown[] => {
    moved.push({ from: path, to: [...path, 0] });
    return [value];
  };
  const sweep = { ...written };
  for (const key of LISTED) {
    const value = sweep[key];
    if (isMapping(value) || typeof value === 'string') sweep[key] = listOf([key], value);
  }
  if (Array.isArray(sweep['include'])) sweep['include'] = sweep['include'].map(withProtocol);
  if (!isMapping(sweep['axes'])) return { value: sweep, moved };
  const axes = { ...sweep['axes'] };
  for (const axis of LEVELLED) {
    if (!Object.hasOwn(axes, axis)) continue;
    const given = axis === 'protocol' ? protocolLevels(axes[axis]) : axes[axis];
    axes[axis] = isOne(axis, given) ? listOf(['axes', axis], given) : given;
  }
  return { value: { ...sweep, axes }, moved };
}

const withProtocol = (entry: unknown): unknown =>
  isMapping(entry) && Object.hasOwn(entry, 'protocol') ? { ...entry, protocol: phasesIn(entry['protocol']) } : entry;

/** Protocols as lists of phases, each of which may stand on one line: `opening blind, rebuttal 2, vote`. */
function protocolLevels(written: unknown): unknown {
  if (Array.isArray(written)) return written.some(isPhase) ? written : written.map(phasesIn);
  if (isMapping(written))
    return Object.fromEntries(Object.entries(written).map(([name, one]) => [name, phasesIn(one)]));
  return phasesIn(written);
}

function phasesIn(written: unknown): unknown {
  if (typeof written !== 'string' || written === AS_WRITTEN) return written;
  return written
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((phase) => phase.trim());
}

const isPhase = (value: unknown) => typeof value === 'string' && PHASE.test(value);

/** Whether this is one level of its axis, and neither a list of them nor names for them. */
function isOne(axis: string, value: unknown): boolean {
  if (Array.isArray(value)) return axis === 'protocol' && value.some(isPhase);
  if (!isMapping(value)) return value !== null && value !== undefined;
  const values = Object.values(value);
  if (axis === 'stop') return StopRule.safeParse(value).success;
  // A fact's value is no level, but for a mapping, which may be either: then it is a name's.
  if (axis === 'facts')
    return values.length > 0 && values.some((one) => !isMapping(one) && one !== AS_WRITTEN && one !== RANGE);
  return axis === 'card' && values.length > 0 && values.every((one) => typeof one === 'string' && one !== AS_WRITTEN);
}
