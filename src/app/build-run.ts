import type { DebateRun, Fork } from '../debate/debate-run.ts';
import type { Ports } from '../debate/ports.ts';
import type { SeatSetup } from '../debate/setup.ts';
import type { DebateConfig, SeatSource } from './debate-config.ts';
import type { Segment } from './recording.ts';
import type { Asking } from './setup.ts';
import { buildSetup } from './setup.ts';

/** What a debate is held with: the first segment's set-up and ports, and each later segment as a fork. */
export async function buildRun(
  segments: readonly [Segment, ...Segment[]],
  {
    seatFor,
    portsFor,
    ...asking
  }: Asking & {
    seatFor: (seat: SeatSource, config: DebateConfig) => Promise<SeatSetup['seat']>;
    portsFor: (config: DebateConfig) => Ports;
  },
): Promise<Pick<DebateRun, 'setup' | 'ports'> & { forks: Fork[] }> {
  const built = await Promise.all(
    segments.map(async ({ config }) => ({
      setup: await buildSetup(config, (seat) => seatFor(seat, config), asking),
      ports: portsFor(config),
    })),
  );
  const [first, ...later] = built;
  if (first === undefined) throw new RangeError('expected a debate to have a first segment');
  const forks = later.flatMap(({ setup, ports }, index) => {
    const fork = segments[index + 1]?.fork;
    return fork ? [{ ...fork, setup, ports }] : [];
  });
  return { ...first, forks };
}
