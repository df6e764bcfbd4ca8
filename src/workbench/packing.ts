/** `count` samples of `length` tokens. */
export interface LengthGroup {
  length: number;
  count: number;
}

export interface Packing {
  samples: number;
  tokens: number;
  /** Sequences after packing, and the share of them that holds no token; before it, each sample takes a sequence. */
  packed: number;
  packedPadding: number;
  padding: number;
}

/** Best fit, longest first, on groups instead of samples, so that a histogram of millions costs nothing. */
export function packed(lengths: readonly LengthGroup[], sequence: number): Packing {
  const samples = lengths.reduce((sum, { count }) => sum + count, 0);
  const tokens = lengths.reduce((sum, { length, count }) => sum + length * count, 0);
  const rooms = new Map<number, number>();
  let bins = 0;
  const put = (room: number, count: number): void => {
    if (count > 0 && room > 0) rooms.set(room, (rooms.get(room) ?? 0) + count);
  };
  for (const { length, count } of [...lengths].sort((a, b) => b.length - a.length)) {
    let left = count;
    while (left > 0) {
      const room = tightest(rooms, length);
      if (room === null) {
        const each = Math.floor(sequence / length);
        const full = Math.floor(left / each);
        const rest = left - full * each;
        bins += full + (rest > 0 ? 1 : 0);
        put(sequence - each * length, full);
        put(sequence - rest * length, rest > 0 ? 1 : 0);
        left = 0;
        continue;
      }
      const each = Math.floor(room / length);
      const there = rooms.get(room) as number;
      const full = Math.min(there, Math.floor(left / each));
      const rest = full < there ? left - full * each : 0;
      const partly = Math.min(rest, each);
      rooms.set(room, there - full - (partly > 0 ? 1 : 0));
      if (rooms.get(room) === 0) rooms.delete(room);
      put(room - each * length, full);
      if (partly > 0) put(room - partly * length, 1);
      left -= full * each + partly;
    }
  }
  return {
    samples,
    tokens,
    packed: bins,
    packedPadding: 1 - tokens / (bins * sequence),
    padding: 1 - tokens / (samples * sequence),
  };
}

function tightest(rooms: ReadonlyMap<number, number>, length: number): number | null {
  let best: number | null = null;
  for (const room of rooms.keys()) if (room >= length && (best === null || room < best)) best = room;
  return best;
}
