import { setFlagsFromString } from 'node:v8';

/**
 * Most commands end before code that is optimised has paid for the optimising: V8 waits about fifteen times as long as it would by itself. A third of
 * the processor time of `run` and `show`; a debate of a thousand turns takes as long as before.
 */
setFlagsFromString('--interrupt-budget=1000000');
