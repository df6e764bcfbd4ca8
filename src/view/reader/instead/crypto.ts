import { hash as sha256 } from 'fast-sha256';

/** As much of `node:crypto` as hashing a text takes, for a browser: there it works at once, which SubtleCrypto does not. */
export function hash(algorithm: 'sha256', text: string, encoding: 'hex'): string {
  if (algorithm !== 'sha256' || encoding !== 'hex')
    throw new RangeError(`expected sha256 in hex, got ${String(algorithm)} in ${String(encoding)}`);
  return [...sha256(new TextEncoder().encode(text))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
