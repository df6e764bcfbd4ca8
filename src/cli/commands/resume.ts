import { resumeDebate } from '../../door.ts';
import { namingOf, terminalAsker } from '../support/ask-human.ts';
import { modelsAtHand } from '../support/models-at-hand.ts';
import { holdAgain } from '../support/reexecuting.ts';
import type { RunFlags } from '../support/running.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall resume`: goes on from the last thing that the record holds; a debate that has ended is shown as it is. */
export async function resume(
  shell: Shell,
  name: string,
  flags: Pick<RunFlags, 'db' | 'json' | 'quiet' | 'full' | 'trust'>,
): Promise<void> {
  const asker = terminalAsker(shell);
  try {
    await holdAgain(shell, name, flags, (held) =>
      resumeDebate({ ...held, ask: asker.ask, ...namingOf(asker), modelSettings: modelsAtHand(shell) }),
    );
  } finally {
    asker.close();
  }
}
