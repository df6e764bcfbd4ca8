import { resumeDebate } from '../../pitwall.ts';
import { modelsAtHand } from '../models-at-hand.ts';
import { holdAgain } from '../reexecuting.ts';
import type { RunFlags } from '../running.ts';

/** `pitwall resume`: goes on from the last thing that the record holds; a debate that has ended is shown as it is. */
export async function resume(name: string, flags: Pick<RunFlags, 'db' | 'json' | 'quiet'>): Promise<void> {
  await holdAgain(name, flags, (held) => resumeDebate({ ...held, modelSettings: modelsAtHand() }));
}
