import { hash } from 'node:crypto';
import { canonicalJson, storable } from './canonical.ts';

/** SHA-256 of a text as it is stored, hexadecimal. */
export function hashText(text: string): string {
  return hash('sha256', storable(text), 'hex');
}

/** SHA-256 of a value's canonical JSON. */
export function hashValue(value: unknown): string {
  return hashText(canonicalJson(value));
}
