import { answers, asks, consulted } from './asking.ts';
import { compared, noise, price } from './comparing.ts';
import { reveals } from './facts-told.ts';
import { judgements } from './judging.ts';
import { limits } from './limits.ts';
import { measures } from './measuring.ts';
import type { Move } from './move.ts';
import { bounds, strains } from './ranges.ts';
import { recomputed } from './recomputing.ts';
import { seconds, settings } from './settings.ts';
import type { Talk } from './talk.ts';
import { holds, moved, reopened, updates } from './yielding.ts';

/** Moves of a rebuttal that this member could make now, in no order. */
export function movesOf(talk: Talk): Move[] {
  return [
    ...answers(talk),
    ...reopened(talk),
    ...moved(talk),
    ...recomputed(talk),
    ...reveals(talk),
    ...updates(talk),
    ...limits(talk),
    ...bounds(talk),
    ...strains(talk),
    ...settings(talk),
    ...seconds(talk),
    ...consulted(talk),
    ...noise(talk),
    ...price(talk),
    ...compared(talk),
    ...asks(talk),
    ...measures(talk),
    ...judgements(talk),
    ...holds(talk),
  ];
}
