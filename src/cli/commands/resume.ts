import { resumeDebate } from '../../pitwall.ts';
import { terminalAsker } from '../ask-human.ts';
import { modelsAtHand } from '../models-at-hand.ts';
import { holdAgain } from '../reexecuting.ts';
import type { RunFlags } from '../running.ts';

/** `pitwall resume`: goes on from the last thing that the record holds; a debate that has ended is shown as it is. */
export async function resume(name: string, flags: Pick<RunFlags, 'db' | 'json' | 'quiet'>): Promise<void> {
  const asker = terminalAsker();
  try {
    await holdAgain(name, flags, (held) => resumeDebate({ ...held, ask: asker.ask, modelSettings: modelsAtHand() }));
  } finally {
    asker.close();
  }
}
