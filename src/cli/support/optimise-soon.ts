import { setFlagsFromString } from 'node:v8';

/** So many debates in one process pay for the optimising of the code that holds them. */
const MANY = 20;

/** Takes back what `optimise-late.ts` asks of V8, down to what it does by itself: for a process that holds debate after debate, in each of its threads. */
export function optimiseSoon(debates: number): void {
  if (debates >= MANY) setFlagsFromString('--interrupt-budget=67584');
}
