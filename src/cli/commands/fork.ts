import { PitwallError } from '../../core/error.ts';
import { forkDebate, withAgents } from '../../door.ts';
import { namingOf, terminalAsker } from '../support/ask-human.ts';
import { wholeNumber } from '../support/flags.ts';
import { modelsAtHand } from '../support/models-at-hand.ts';
import type { ChangeFlags } from '../support/reexecuting.ts';
import { changesFrom, holdAgain } from '../support/reexecuting.ts';
import type { RunFlags } from '../support/running.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';
import { agentTrust } from '../support/trust.ts';

export interface ForkFlags extends ChangeFlags, Pick<RunFlags, 'db' | 'json' | 'quiet' | 'full' | 'team' | 'trust'> {
  at: string;
}

/** `pitwall fork`: everything before the turn comes from the record, everything after it is held under the changes. */
export async function fork(shell: Shell, name: string, flags: ForkFlags): Promise<void> {
  const at = flags.at.trim().toLowerCase() === 'end' ? 'end' : (wholeNumber('--at', flags.at, 1) ?? 1);
  const changes = changesFrom(shell, flags);
  if (changes.scenario !== undefined)
    throw new PitwallError(
      'USAGE',
      'expected a card after `--with`: a fork keeps its scenario; run the other scenario instead',
    );
  const team = await withAgents(
    teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team }),
    agentTrust(shell, flags),
  );
  const asker = terminalAsker(shell);
  try {
    await holdAgain(
      shell,
      name,
      flags,
      (held) =>
        forkDebate({
          ...held,
          at,
          changes,
          team,
          ask: asker.ask,
          ...namingOf(asker),
          modelSettings: modelsAtHand(shell),
        }),
      changes.facts,
    );
  } finally {
    asker.close();
  }
}
