import { BARE, contestants, FLOOR, heldBy } from '../contestants.ts';
import type { Measured } from '../measured.ts';
import { median, table } from '../run.ts';
import type { Given } from './section.ts';

const TURNS = 100;

/** What a turn costs: 100 turns, each contestant in processes of its own, one after the other in each round. */
export async function turns({ folder, runs, say }: Given) {
  const all = contestants(say);
  const held = new Map<string, Measured[]>(all.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run += 1)
    for (const one of all) held.get(one.name)?.push(await heldBy(one, TURNS, folder));
  const medians = new Map([...held].map(([name, list]) => [name, costsOf(list)]));
  const ratio = (name: string, to: string, of: 'wall' | 'cpu') =>
    (medians.get(name)?.[of] ?? Number.NaN) / (medians.get(to)?.[of] ?? Number.NaN);
  const rows = [...medians].map(([name, { wall, cpu, bytes, written, peakMb }]) => ({
    ...{ name, wallUs: wall, cpuUs: cpu, bytes, written, peakMb },
    ...{ cpuToFloor: ratio(name, FLOOR, 'cpu'), cpuToBare: ratio(name, BARE, 'cpu') },
    ...{ wallToFloor: ratio(name, FLOOR, 'wall'), wallToBare: ratio(name, BARE, 'wall') },
  }));
  say(`\nA turn of ${TURNS}, medians of ${runs}; µs and bytes a turn, multiples of the ${FLOOR} and of ${BARE}\n`);
  const head = ['', 'wall', 'x floor', `x ${BARE}`, 'CPU', 'x floor', `x ${BARE}`, 'kept', 'written', 'peak MB'];
  say(
    table(
      head,
      rows.map((row) => [
        row.name,
        ...[row.wallUs.toFixed(0), row.wallToFloor.toFixed(1), row.wallToBare.toFixed(2)],
        ...[row.cpuUs.toFixed(0), row.cpuToFloor.toFixed(1), row.cpuToBare.toFixed(2)],
        ...[row.bytes.toFixed(0), row.written.toFixed(0), row.peakMb.toFixed(0)],
      ]),
    ),
  );
  return { turns: TURNS, runs, rows };
}

function costsOf(list: readonly Measured[]) {
  const of = (what: (one: Measured) => number) => median(list.map(what));
  return {
    wall: of(({ wallMs }) => wallMs / TURNS) * 1000,
    cpu: of(({ cpuMs }) => cpuMs / TURNS) * 1000,
    bytes: of(({ bytes }) => bytes / TURNS),
    written: of(({ writtenBytes }) => writtenBytes / TURNS),
    peakMb: of(({ peakMb }) => peakMb),
  };
}
