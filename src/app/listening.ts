import type { Desk } from '../core/consult.ts';
import type { Notice } from '../core/notice.ts';
import type { Ports } from '../debate/ports.ts';
import type { AskHuman } from '../models/human-seat.ts';
import type { WhatIfs } from '../report/outcome.ts';
import type { buildRun } from './build-run.ts';
import type { ModelsAtHand } from './models.ts';
import { clientsOf } from './models.ts';
import { askingWith, portsOf, seatOf } from './setup.ts';

/** What a debate is held and watched with, whether it begins, goes on or parts from another. */
export interface Listening extends ModelsAtHand {
  /** Answers hardware questions instead of the desk that ships; the contract and every caller stay the same. */
  desk?: Desk;
  /** Asks the person in a seat whose model is `human`. */
  ask?: AskHuman;
  /** The next line of the person in a chat; null when they end it. */
  line?: (signal: AbortSignal) => Promise<string | null>;
  /** Asks the person who names the speakers where the floor is `manual`. */
  nameSpeaker?: NonNullable<Ports['nameSpeaker']>;
  /** Each turn takes at least this long when it is shown. */
  paceMs?: number;
  signal?: AbortSignal;
  on?: (notice: Notice) => void;
  /** Told, once the debate has closed, how far its outcome is computed. */
  onWhatIf?: WhatIfs;
}

export function listening({ signal, on, paceMs = 0 }: Listening) {
  return { ...(signal ? { signal } : {}), on: paced(on, paceMs, signal) };
}

export function liveSeats({ desk, ask, line, nameSpeaker, ...atHand }: Listening): Parameters<typeof buildRun>[1] {
  const clientFor = clientsOf(atHand);
  return {
    seatFor: (seat, config) => seatOf(seat, config, clientFor, ask),
    portsFor: (config) => portsOf(config, desk, { ...(line ? { line } : {}), ...(nameSpeaker ? { nameSpeaker } : {}) }),
    ...askingWith(clientFor),
  };
}

/** Holds each turn back until its time has come, so that a person can read along; who stops the debate waits no longer. */
function paced(
  on: Listening['on'],
  paceMs: number,
  signal: AbortSignal | undefined,
): (notice: Notice) => Promise<void> {
  return async (notice) => {
    if (paceMs > 0 && notice.kind === 'event' && notice.event.type === 'turn.recorded') await waited(paceMs, signal);
    on?.(notice);
  };
}

function waited(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    if (signal?.aborted === true) over();
    else signal?.addEventListener('abort', over);
  });
}
