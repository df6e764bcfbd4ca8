import { PitwallError } from '../../core/error.ts';
import { checkTypedModels, withAgents } from '../../door.ts';
import type { Place } from '../../project/index.ts';
import { loadTeam } from '../../project/index.ts';
import { configured } from './configured.ts';
import { modelsBySeat } from './flags.ts';
import { modelsAtHand } from './models-at-hand.ts';
import type { Shell } from './shell.ts';
import { sayBroken } from './team-at-hand.ts';
import { agentTrust, sayAgents } from './trust.ts';

interface PlaceFlags {
  team?: string;
  trust?: boolean;
}

/** Flags of every server that lets members answer. */
export interface ServingFlags extends PlaceFlags {
  port?: string;
  token?: string;
  model?: string[];
  db?: string;
}

/** The folders that a server's members and scenarios are in. */
export const placeOf = (shell: Shell, flags: PlaceFlags): Place => ({
  projectDir: shell.cwd,
  ...(flags.team === undefined ? {} : { teamDir: flags.team }),
  trust: agentTrust(shell, flags),
});

/** Tells of faults of a server's own. */
export const reporterOf = (shell: Shell) => (fault: Error) => shell.remark(fault.stack ?? fault.message);

/** Throws USAGE for a token that is none. */
export function checkToken({ token }: ServingFlags): void {
  if (token === '') throw new PitwallError('USAGE', 'expected `--token` to be a secret, got an empty text');
}

/** The team as it is now, its models checked, and what a server of it rests on. */
export async function servingOptions(shell: Shell, command: 'serve' | 'mcp', typed: ServingFlags) {
  const place = placeOf(shell, typed);
  const { flags } = await configured(shell, command, typed);
  const team = async () => withAgents(loadTeam(place), place.trust);
  const now = await team();
  sayBroken(shell, now);
  sayAgents(shell, now, 'run');
  const models = modelsBySeat(flags.model, (name) => now.find(name).card.id);
  await checkTypedModels(Object.values(models), { modelSettings: modelsAtHand(shell) });
  const options = {
    ...{ file: shell.databaseFile(flags), place, team, models, modelSettings: () => modelsAtHand(shell) },
    ...{ program: shell.programName(), report: reporterOf(shell) },
  };
  return { now, options };
}
