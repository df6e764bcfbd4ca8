import { weighed } from './adding-up.ts';
import { answers, asks, consulted } from './asking.ts';
import { combined } from './combined.ts';
import { compared, noise, price } from './comparing.ts';
import { doubts } from './doubting.ts';
import { ensured } from './ensuring.ts';
import { reveals } from './facts-told.ts';
import { heeded } from './heeding.ts';
import { judgements } from './judging.ts';
import { limits } from './limits.ts';
import { measures, movedBars } from './measuring.ts';
import type { Move } from './move.ts';
import { defended, firmness } from './news.ts';
import { bounds, strains } from './ranges.ts';
import { recomputed } from './recomputing.ts';
import { seconds, settings } from './settings.ts';
import type { Talk } from './talk.ts';
import { fallbacks, lates, refusals, walls } from './testing.ts';
import { together } from './together.ts';
import { turning } from './turning.ts';
import { worths } from './worth.ts';
import { holds, moved, reopened, updates } from './yielding.ts';

const KINDS: readonly ((talk: Talk) => Move[])[] = [
  answers,
  heeded,
  combined,
  reopened,
  defended,
  moved,
  recomputed,
  reveals,
  updates,
  limits,
  bounds,
  strains,
  doubts,
  ensured,
  settings,
  seconds,
  consulted,
  weighed,
  turning,
  fallbacks,
  walls,
  noise,
  price,
  compared,
  asks,
  measures,
  movedBars,
  refusals,
  lates,
  worths,
  together,
  judgements,
  firmness,
  holds,
];

/** Moves of a rebuttal that this member could make now, in no order. */
export function movesOf(talk: Talk): Move[] {
  return KINDS.flatMap((movesOfKind) => movesOfKind(talk));
}

/** Whether there is such a move, without looking for all of them. */
export function isAnyMove(talk: Talk, is: (move: Move) => boolean): boolean {
  return KINDS.some((movesOfKind) => movesOfKind(talk).some(is));
}
