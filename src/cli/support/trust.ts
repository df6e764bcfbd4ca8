import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { PitwallError } from '../../core/error.ts';
import type { AgentFile, AgentTrust, Place } from '../../project/index.ts';
import { agentFiles, agentsHash, configFile, configHash, loadTeam, readScript } from '../../project/index.ts';
import type { Shell } from './shell.ts';
import { userFile } from './user-folder.ts';

export interface TrustFlags {
  team?: string;
  trust?: boolean;
}

/** What the user has said they trust: hashes of `agents/` folders and configs, with where each was and when. */
const Trusted = z.strictObject({
  version: z.literal(1),
  agents: z.array(z.strictObject({ hash: z.string(), folder: z.string(), at: z.string() })),
});
type Trusted = z.infer<typeof Trusted>;

/**
 * The folders of modules and the configs that this user trusts; with `--trust`, those of this project and team from now on, which is
 * said. A folder of which a byte changes is another one.
 */
export function agentTrust(shell: Shell, flags: TrustFlags, otherwise: 'refuse' | 'leave out' = 'refuse'): AgentTrust {
  const file = userFile(shell, 'trusted.json');
  const trusted = trustedIn(shell, file);
  if (flags.trust === true) remember(shell, file, trusted, { projectDir: shell.cwd, teamDir: flags.team });
  return { hashes: trusted.agents.map(({ hash }) => hash), otherwise };
}

/** What runs or not, for whoever looks at the terminal. */
export function sayAgents(
  shell: Shell,
  team: Parameters<typeof agentFiles>[0],
  what: 'run' | 'not run for an estimate',
): void {
  const files = agentFiles(team);
  if (files.length > 0) shell.remark(`${what}, as code of this folder: ${files.map(({ shown }) => shown).join(', ')}`);
}

function remember(shell: Shell, file: string, trusted: Trusted, place: Place): void {
  const files = filesOf(place);
  const add = (hash: string, folder: string, until: string) => {
    if (trusted.agents.some((one) => one.hash === hash)) return;
    trusted.agents.push({ hash, folder, at: new Date().toISOString() });
    shell.remark(`trusted until ${until} (${shell.shown(file)})`);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${JSON.stringify(trusted, null, 2)}\n`, { mode: 0o600 });
  };
  for (const folder of new Set(files.map((one) => one.folder))) {
    const names = files.filter((one) => one.folder === folder).map(({ shown }) => shown);
    add(agentsHash(folder, place.projectDir), folder, `a file beside it changes: ${names.join(', ')}`);
  }
  const config = configFile(place.projectDir);
  if (config !== undefined) add(configHash(config), config.file, `it changes: ${config.shown}`);
}

function filesOf(place: Place): AgentFile[] {
  return agentFiles({ ...place, members: loadTeam(place).members });
}

function trustedIn(shell: Shell, file: string): Trusted {
  if (!existsSync(file)) return { version: 1, agents: [] };
  try {
    return Trusted.parse(JSON.parse(readScript(file, shell.shown(file))));
  } catch (cause) {
    if (cause instanceof PitwallError) throw cause;
    throw new PitwallError(
      'USAGE',
      'expected the agents that you trust, as `--trust` writes them: remove it, and trust again',
      {
        place: { file: shell.shown(file) },
        cause,
      },
    );
  }
}
