import { hash } from 'fast-sha256';

/** As much of `node:crypto` as hashing a text takes, for a browser: there it works at once, which SubtleCrypto does not. */
export function createHash(algorithm: 'sha256') {
  if (algorithm !== 'sha256') throw new RangeError(`expected sha256, got ${String(algorithm)}`);
  const bytes: Uint8Array[] = [];
  return {
    update(text: string) {
      bytes.push(new TextEncoder().encode(text));
      return this;
    },
    digest: () => [...hash(joined(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(), ...more] = parts;
  return more.length === 0 ? first : Uint8Array.from(parts.flatMap((part) => [...part]));
}
