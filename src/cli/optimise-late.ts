import { setFlagsFromString } from 'node:v8';

/**
 * Most commands end before code that is optimised has paid for the optimising: V8 waits about fifteen times as long as it would by itself. That is a quarter
 * to a third of the processor time of `run` and `show`.
 */
setFlagsFromString('--interrupt-budget=1000000');
