import { PitwallError } from '../../core/error.ts';
import { checkTypedModels, withAgents } from '../../pitwall.ts';
import { loadTeam } from '../../project/index.ts';
import { modelsBySeat } from '../support/flags.ts';
import { modelsAtHand } from '../support/models-at-hand.ts';
import { isTaken, portFrom } from '../support/ports.ts';
import type { Shell } from '../support/shell.ts';
import { agentTrust, sayAgents } from '../support/trust.ts';

export interface ServeFlags {
  port?: string;
  token?: string;
  model?: string[];
  db?: string;
  team?: string;
  trust?: boolean;
}

/** Taken when it is free; with `--port` nothing else will do. */
const USUAL_PORT = 4715;

/** `pitwall serve`: answers until it is interrupted. */
export async function serve(shell: Shell, flags: ServeFlags): Promise<void> {
  const port = portFrom(flags.port);
  if (flags.token === '') throw new PitwallError('USAGE', 'expected `--token` to be a secret, got an empty text');
  const place = {
    projectDir: shell.cwd,
    ...(flags.team === undefined ? {} : { teamDir: flags.team }),
    trust: agentTrust(shell, flags),
  };
  const team = async () => withAgents(loadTeam(place), place.trust);
  const now = await team();
  sayAgents(shell, now, 'run');
  const models = modelsBySeat(flags.model, (name) => now.find(name).card.id);
  await checkTypedModels(Object.values(models), { modelSettings: modelsAtHand(shell) });
  const { openServe } = await import('../../serve/index.ts');
  const options = {
    file: shell.databaseFile(flags),
    place,
    team,
    models,
    modelSettings: () => modelsAtHand(shell),
    program: shell.programName(),
    token: flags.token ?? null,
    report: (fault: Error) => shell.remark(fault.stack ?? fault.message),
  };
  const served = await openServe({ ...options, port: port ?? USUAL_PORT }).catch((error: unknown) => {
    if (port !== undefined || !isTaken(error)) throw error;
    return openServe({ ...options, port: 0 });
  });
  shell.remark(`\n  ${served.url}\n`);
  const key = flags.token === undefined ? 'any key' : 'the token as its key';
  shell.remark(
    `For this machine alone, with ${key}. Models: ${now.members.map(({ card }) => card.id).join(', ')}, team. Ctrl-C stops it.`,
  );
  await shell.stopped();
  await served.close();
}
