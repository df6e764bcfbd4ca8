import { PitwallError } from '../../core/error.ts';
import { forkDebate, loadTeam, withAgents } from '../../pitwall.ts';
import { terminalAsker } from '../ask-human.ts';
import { wholeNumber } from '../flags.ts';
import { modelsAtHand } from '../models-at-hand.ts';
import { projectDir } from '../place.ts';
import type { ChangeFlags } from '../reexecuting.ts';
import { changesFrom, holdAgain } from '../reexecuting.ts';
import type { RunFlags } from '../running.ts';

export interface ForkFlags extends ChangeFlags, Pick<RunFlags, 'db' | 'json' | 'quiet' | 'team'> {
  at: string;
}

/** `pitwall fork`: everything before the turn comes from the record, everything after it is held under the changes. */
export async function fork(name: string, flags: ForkFlags): Promise<void> {
  const at = flags.at.trim().toLowerCase() === 'end' ? 'end' : (wholeNumber('--at', flags.at, 1) ?? 1);
  const changes = changesFrom(flags);
  if (changes.scenario !== undefined)
    throw new PitwallError(
      'USAGE',
      'expected a card after `--with`: a fork keeps its script; run the other script instead',
    );
  const team = await withAgents(loadTeam({ projectDir: projectDir(), teamDir: flags.team }));
  const asker = terminalAsker();
  try {
    await holdAgain(name, flags, (held) =>
      forkDebate({ ...held, at, changes, team, ask: asker.ask, modelSettings: modelsAtHand() }),
    );
  } finally {
    asker.close();
  }
}
