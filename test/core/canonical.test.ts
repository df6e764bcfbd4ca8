import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/canonical.ts';
import { hashText, hashValue } from '../../src/core/hash.ts';

/** The same value with the members of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

describe('canonical JSON', () => {
  it('sorts keys at every depth and leaves no space', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: 'x' })).toBe('{"a":"x","b":[{"c":2,"d":1}]}');
  });

  it('gives equal values equal bytes whatever the order of their members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('loses nothing that JSON can hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    [{ a: undefined, b: 1 }, '{"b":1}'],
    [[undefined, Number.NaN, Number.POSITIVE_INFINITY], '[null,null,null]'],
    [undefined, 'null'],
    [-0, '0'],
    ['\ud800x', '"\ufffdx"'],
    ['a\u0000b', '"a\\u0000b"'],
    [{ 10: 'x', 9: 'y', a: 'z' }, '{"9":"y","10":"x","a":"z"}'],
    [JSON.parse('{"__proto__":1,"a":2}'), '{"__proto__":1,"a":2}'],
    [JSON.parse('{"b":1,"__proto__":{"d":1,"c":2},"a":2}'), '{"__proto__":{"c":2,"d":1},"a":2,"b":1}'],
  ])('writes %j as %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('writes bytes that survive UTF-8, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.integer({ min: 0xd800, max: 0xdfff })), (text, halves) => {
        const json = canonicalJson([text, String.fromCharCode(...halves)]);
        expect(Buffer.from(json, 'utf8').toString('utf8')).toBe(json);
      }),
    );
  });
});

describe('hashes', () => {
  it('are SHA-256 over UTF-8', () => {
    expect(hashText('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hashText('안녕')).not.toBe(hashText('안녕 '));
  });

  it('of values are those of their canonical JSON', () => {
    expect(hashValue({ b: 1, a: 2 })).toBe(hashText('{"a":2,"b":1}'));
    expect(hashValue({ a: 2, b: 1 })).toBe(hashValue({ b: 1, a: 2 }));
  });
});
