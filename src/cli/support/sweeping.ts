import { basename } from 'node:path';
import type { SweepPlan } from '../../door.ts';
import { planSweep } from '../../door.ts';
import { databaseServer } from './machines.ts';
import { modelsAtHand } from './models-at-hand.ts';
import type { Shell } from './shell.ts';
import { agentTrust } from './trust.ts';

export interface SweepFlags {
  db?: string;
  team?: string;
  trust?: boolean;
}

/** What a sweep is planned and read on: its file, whatever that names, and the database of its debates. */
export async function sweepAt(shell: Shell, file: string, flags: SweepFlags) {
  const grounds = {
    projectDir: shell.cwd,
    teamDir: flags.team,
    trust: agentTrust(shell, flags),
    settings: modelsAtHand(shell),
  };
  const plan: SweepPlan = await planSweep(file, grounds);
  // A sweep on many machines has no file.
  if (databaseServer(shell, flags) !== null) return { plan, grounds, database: '' };
  const own = `.pitwall/sweeps/${basename(file).replace(/\.ya?ml$/i, '')}.db`;
  return { plan, grounds, database: shell.databaseFile({ db: flags.db ?? own }) };
}
