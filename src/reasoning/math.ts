import math from 'mathjs/lib/browser/math.js';

/** What is used of mathjs. A build puts the few parts of it in this file's place that these two are made of (`dev/few-of-mathjs.mjs`). */
export const { parse, Unit } = math;
