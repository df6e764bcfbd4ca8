import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How much a heap may grow over what is alive in it before it is collected. */
const PERCENT = 30;

/**
 * Keeps a process that holds debate after debate at the size that one debate takes: by itself, V8 lets garbage pile up to several times what
 * is alive, in each thread. What is alive may grow as it needs to. The limit is worked out whenever all is collected, and the first time V8
 * comes to that late: so what planning left behind is collected here.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${PERCENT}`);
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collect === 'function') collect();
}
