import { PitwallError } from '../../core/error.ts';
import { eventsOf } from '../../core/events.ts';
import { readCurve } from '../../workbench/loss-curve/read-curve.ts';
import { toSeries } from '../../workbench/loss-curve/series.ts';
import type { Curve } from '../api.ts';
import type { RecordSource } from './records.ts';

/** Points that a screen can tell apart, twice over. */
const MOST_POINTS = 1600;

/** A data file of a debate, from its record, as a curve. Throws UNKNOWN_NAME, or DATA_INVALID where it holds no curve. */
export function curveOf(records: RecordSource, id: string, name: string): Curve {
  const store = records.read();
  const events = records.events(id).map(({ event }) => event);
  const settings = eventsOf(events, 'debate.forked').at(-1) ?? eventsOf(events, 'debate.opened')[0];
  const data = settings !== undefined && Object.hasOwn(settings.data, name) ? settings.data[name] : undefined;
  if (data === undefined) throw new PitwallError('UNKNOWN_NAME', `no data of debate ${id} is called \`${name}\``);
  const { series } = toSeries(readCurve(store.text(data.hash), data.file));
  const kept = thinned(series.losses);
  return {
    version: 1,
    file: data.file,
    points: series.steps.length,
    steps: kept.map((at) => series.steps[at] ?? 0),
    losses: kept.map((at) => series.losses[at] ?? 0),
  };
}

/** Places of the lowest and the highest value of each stretch, in order, so that no spike is lost. */
export function thinned(values: Float64Array, most = MOST_POINTS): number[] {
  const size = values.length;
  if (size <= most) return Array.from({ length: size }, (_, at) => at);
  const stretches = Math.floor(most / 2);
  const kept: number[] = [];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * size) / stretches);
    const to = Math.floor(((stretch + 1) * size) / stretches);
    let low = from;
    let high = from;
    for (let at = from; at < to; at += 1) {
      if ((values[at] ?? 0) < (values[low] ?? 0)) low = at;
      if ((values[at] ?? 0) > (values[high] ?? 0)) high = at;
    }
    kept.push(...(low === high ? [low] : [Math.min(low, high), Math.max(low, high)]));
  }
  return kept;
}
