import fc from 'fast-check';

/** What a stranger may write where something else stood. */
export const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  0.5,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  'x',
  '\ud800',
  '\u0000',
  '\u202e\u001b[2J',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  'x'.repeat(70_000),
  [],
  {},
  [[]],
  { constructor: { prototype: 1 } },
  JSON.parse('{"__proto__": {"polluted": 1}}'),
];

/** One change somewhere in a value: where, as a share of all places, and what is done there. */
export interface Change {
  at: number;
  what: 'replace' | 'remove' | 'repeat' | 'rename';
  to: number;
}

export const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  what: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'repeat', 'rename'),
  to: fc.nat(HOSTILE.length - 1),
});

type Spot = { holder: Record<string, unknown> | unknown[]; key: string | number };

function spotsIn(value: unknown, spots: Spot[] = []): Spot[] {
  if (Array.isArray(value))
    for (const [key, inner] of value.entries()) {
      spots.push({ holder: value, key });
      spotsIn(inner, spots);
    }
  else if (value !== null && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) {
      spots.push({ holder: value as Record<string, unknown>, key });
      spotsIn(inner, spots);
    }
  return spots;
}

/** A copy of a value of JSON with changes in it. */
export function mutated<T>(value: T, changes: readonly Change[]): T {
  const copy = structuredClone(value);
  for (const { at, what, to } of changes) {
    const spots = spotsIn(copy);
    const spot = spots[Math.floor(at * spots.length)];
    if (spot === undefined) continue;
    const { holder, key } = spot;
    if (Array.isArray(holder)) {
      const index = Number(key);
      if (what === 'remove') holder.splice(index, 1);
      else if (what === 'repeat') holder.splice(index, 0, structuredClone(holder[index]));
      else holder[index] = structuredClone(HOSTILE[to]);
    } else if (what === 'remove') delete holder[key];
    else if (what === 'rename') {
      holder[`${key}X`] = holder[key];
      delete holder[key];
    } else if (what === 'replace') holder[key] = structuredClone(HOSTILE[to]);
  }
  return copy;
}
