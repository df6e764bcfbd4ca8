import { createHash } from 'node:crypto';
import { canonicalJson, storable } from './canonical.ts';

/** SHA-256 of a text as it is stored, hexadecimal. */
export function hashText(text: string): string {
  return createHash('sha256').update(storable(text), 'utf8').digest('hex');
}

/** SHA-256 of a value's canonical JSON. */
export function hashValue(value: unknown): string {
  return hashText(canonicalJson(value));
}
