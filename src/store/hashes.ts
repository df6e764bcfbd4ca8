import { canonicalJson } from '../core/canonical.ts';
import type { Effect } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';

/** The hash before a debate's first event. */
export const CHAIN_START = '';

/**
 * The next link of the chain. Equal to sha256(prev + canonicalJson({ type, body })), computed from the stored text, so
 * that a changed byte shows even where it would read as the same value.
 */
export function linkHash(prev: string, type: string, bodyJson: string): string {
  return hashText(`${prev}{"body":${bodyJson},"type":${canonicalJson(type)}}`);
}

/** Equal to hashValue of the five members, computed from the stored text of `result`. */
export function effectHash({ call, kind, purity, request }: Omit<Effect, 'result'>, resultJson: string): string {
  const head = canonicalJson({ call, kind, purity, request });
  return hashText(`${head.slice(0, -1)},"result":${resultJson}}`);
}

/** Refuses a text that is stored, or about to be, under a hash that is not its own. */
export function checkText(file: string, what: string, { hash, body }: { hash: string; body: string }): void {
  const actual = hashText(body);
  if (actual === hash) return;
  throw new PitwallError('STORE_FAILED', `expected ${what} to match its hash ${hash}, got ${actual} in ${file}`, {
    data: { hash, actual },
  });
}

/** The hash of a prompt: the chain of its parent, link by link over the hashes of the messages that it adds. */
export function promptHash(parent: string | null, appended: readonly string[]): string {
  return appended.reduce((chain, message) => hashText(`${chain}${message}`), parent ?? '');
}

/** Refuses a prompt that is stored, or about to be, under a hash that is not its own. */
export function checkPrompt(
  file: string,
  { hash, parent, appended }: { hash: string; parent: string | null; appended: readonly string[] },
): void {
  const actual = promptHash(parent, appended);
  // One that adds nothing would be its own parent.
  if (actual === hash && appended.length > 0) return;
  throw new PitwallError('STORE_FAILED', `expected a prompt to match its hash ${hash}, got ${actual} in ${file}`, {
    data: { hash, actual },
  });
}
