import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId, typedId } from '../../src/store/ids.ts';

const never = () => false;
const instant = fc.date({
  min: new Date('2020-01-01T00:00:00Z'),
  max: new Date('2053-12-31T00:00:00Z'),
  noInvalidDate: true,
});

describe('an id', () => {
  it('is ten characters that sort by the second', () => {
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const [first, second] = [a, b].map((now) => newId(now, () => 0.5, never)) as [string, string];
        expect(first).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
        const seconds = Math.sign(Math.floor(a.getTime() / 1000) - Math.floor(b.getTime() / 1000));
        expect(first < second ? -1 : first > second ? 1 : 0).toBe(seconds);
      }),
    );
  });

  it('is another when the one drawn is taken', () => {
    const now = new Date('2026-11-24T10:00:00Z');
    const taken = new Set<string>();
    for (let count = 0; count < 40; count += 1)
      taken.add(
        newId(
          now,
          () => 0.999999,
          (id) => taken.has(id),
        ),
      );
    expect(taken.size).toBe(40);
    expect(newId(now, () => 0, never)).toBe(`${base(now)}0000`);
  });

  it('is found however it is typed', () => {
    expect(typedId(' 6FKOIL ')).toBe('6fk011');
  });
});

/** Seconds since 2020 in Crockford base32, written apart: from JavaScript's own base 32. */
function base(now: Date): string {
  const seconds = (now.getTime() - Date.UTC(2020, 0, 1)) / 1000;
  const digits = [...seconds.toString(32)].map(
    (digit) => '0123456789abcdefghjkmnpqrstvwxyz'[Number.parseInt(digit, 32)],
  );
  return digits.join('').padStart(6, '0');
}
