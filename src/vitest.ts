/** `pitwall/vitest`: matchers on debates, and the standard battery for one persona. Import it once in a test file. */
import { expect } from 'vitest';
import { MATCHERS } from './matchers/matchers.ts';
import type { FidelityMatchers } from './matchers/types.ts';

export { describePersona } from './matchers/describe-persona.ts';
export type { EvaluatedDebate } from './matchers/evaluated.ts';
export { heldDebates, recordedDebate } from './matchers/evaluated.ts';

declare module 'vitest' {
  interface Matchers<T> extends FidelityMatchers<T> {}
}

expect.extend(MATCHERS);
