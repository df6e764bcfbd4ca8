import type { PitwallConfig } from '../../project/index.ts';
import { configFile } from '../../project/index.ts';
import type { RunFlags } from './running.ts';
import type { Shell } from './shell.ts';
import { agentTrust } from './trust.ts';

type Configured = Pick<PitwallConfig, 'scenario'>;

/** The flags with what the project's config says where they say nothing, and its scenario. An estimate runs no config. */
export async function configured<Flags extends RunFlags>(
  shell: Shell,
  flags: Flags,
): Promise<{ flags: Flags; scenario: Configured['scenario'] }> {
  const file = configFile(shell.cwd);
  if (file === undefined) return { flags, scenario: undefined };
  if (flags.dryRun === true) {
    shell.remark(`not run for an estimate, as code of this folder: ${file.shown}`);
    return { flags, scenario: undefined };
  }
  const { readConfig } = await import('../../pitwall.ts');
  const { scenario, seed, rounds, model, budget, cast, pace } = await readConfig(shell.cwd, agentTrust(shell, flags));
  shell.remark(`run, as code of this folder: ${file.shown}`);
  const models = typeof model === 'object' ? Object.entries(model).map(([member, spec]) => `${member}=${spec}`) : model;
  const given: RunFlags = {
    ...(seed === undefined ? {} : { seed: String(seed) }),
    ...(rounds === undefined ? {} : { rounds: String(rounds) }),
    ...(models === undefined ? {} : { model: [models].flat() }),
    ...(budget === undefined ? {} : { budget: [budget] }),
    ...(cast === undefined ? {} : { cast }),
    ...(pace === undefined ? {} : { pace: String(pace) }),
  };
  return { flags: { ...given, ...flags }, scenario };
}
