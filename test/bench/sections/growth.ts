import { contestants, heldBy } from '../contestants.ts';
import type { Measured } from '../measured.ts';
import { table } from '../run.ts';
import type { Given } from './section.ts';

const LENGTHS = [40, 200, 400, 1000];

/** How a debate costs more as it grows: the whole of it at four lengths, with the exponent from 200 turns on. */
export async function growth({ folder, say }: Given) {
  const growing = contestants(say).filter(({ growsTo }) => growsTo !== undefined);
  const rows: { name: string; held: Measured[]; cpuExponent: number; wallExponent: number; bytesExponent: number }[] =
    [];
  for (const one of growing) {
    const held: Measured[] = [];
    for (const turns of LENGTHS.filter((length) => length <= (one.growsTo ?? 0)))
      held.push(await heldBy(one, turns, folder));
    const exponent = (of: (one: Measured) => number) =>
      fitted(held.filter(({ turns }) => turns >= 200).map((at) => [at.turns, of(at)]));
    rows.push({
      ...{ name: one.name, held },
      cpuExponent: exponent(({ cpuMs }) => cpuMs),
      wallExponent: exponent(({ wallMs }) => wallMs),
      bytesExponent: exponent(({ bytes }) => bytes),
    });
  }
  say(
    `\nGrowth: CPU in µs a turn at each length; the exponent of all CPU time, wall time and bytes from 200 turns on (1 is a straight line)\n`,
  );
  const head = ['', ...LENGTHS.map(String), 'CPU ^', 'wall ^', 'bytes ^', 'bytes a turn', 'peak MB'];
  say(
    table(
      head,
      rows.map(({ name, held, cpuExponent, wallExponent, bytesExponent }) => [
        name,
        ...LENGTHS.map((length) => {
          const at = held.find(({ turns }) => turns === length);
          return at === undefined ? '' : ((at.cpuMs / length) * 1000).toFixed(0);
        }),
        ...[cpuExponent, wallExponent, bytesExponent].map((exponent) => exponent.toFixed(2)),
        ((held.at(-1)?.bytes ?? 0) / (held.at(-1)?.turns ?? 1)).toFixed(0),
        (held.at(-1)?.peakMb ?? 0).toFixed(0),
      ]),
    ),
  );
  return rows;
}

/** The power of x with which y grows: least squares on a logarithmic scale. */
function fitted(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (at: 0 | 1) => logs.reduce((sum, point) => sum + point[at], 0) / logs.length;
  const [x0, y0] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
  const under = logs.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
  return over / under;
}
