import type { AgentTrust, PitwallConfig } from '../../project/index.ts';
import { configFile, configHash, onlyScenario } from '../../project/index.ts';
import type { RunFlags } from './running.ts';
import type { Shell } from './shell.ts';
import type { TrustFlags } from './trust.ts';
import { agentTrust } from './trust.ts';

type Key = keyof PitwallConfig;

/** Which keys mean something where; docs/COMMANDS.md has the same table. */
const KEYS = {
  run: ['scenario', 'seed', 'rounds', 'model', 'budget', 'cast', 'pace'],
  ask: ['seed', 'rounds', 'model', 'budget', 'cast', 'pace'],
  chat: ['model', 'budget'],
  serve: ['model'],
  mcp: ['model'],
  'eval scenario': ['scenario', 'rounds', 'model', 'cast'],
  model: ['scenario', 'cast'],
} as const satisfies Record<string, readonly Key[]>;

/** Commands that only look: code that is not trusted is left out of them, where it ends the others. */
const LOOKING: ReadonlySet<string> = new Set(['model', 'eval scenario']);

/** What a config sets, as flags. */
type Given = Pick<RunFlags, 'seed' | 'rounds' | 'model' | 'budget' | 'cast' | 'pace'>;

/** The flags with what the project's config says where they say nothing, and its scenario. An estimate runs no config. */
export async function configured<Flags extends Partial<RunFlags> & TrustFlags>(
  shell: Shell,
  command: keyof typeof KEYS,
  flags: Flags,
): Promise<{ flags: Flags & Given; scenario: PitwallConfig['scenario'] }> {
  const config = await configFor(shell, command, flags);
  const { scenario, seed, rounds, model, budget, cast, pace } = only(config, KEYS[command]);
  const models = typeof model === 'object' ? Object.entries(model).map(([member, spec]) => `${member}=${spec}`) : model;
  const given: Given = {
    ...(seed === undefined ? {} : { seed: String(seed) }),
    ...(rounds === undefined ? {} : { rounds: String(rounds) }),
    ...(models === undefined ? {} : { model: [models].flat() }),
    ...(budget === undefined ? {} : { budget: [budget] }),
    ...(cast === undefined ? {} : { cast }),
    ...(pace === undefined ? {} : { pace: String(pace) }),
  };
  return { flags: { ...given, ...flags }, scenario };
}

/** The scenario that is named, else the config's, else the only one of the folder. */
export const scenarioNamed = (
  shell: Shell,
  named: string | undefined,
  usual: string | undefined,
  team?: string,
): string => named ?? usual ?? onlyScenario({ projectDir: shell.cwd, teamDir: team });

async function configFor(
  shell: Shell,
  command: keyof typeof KEYS,
  flags: Partial<RunFlags> & TrustFlags,
): Promise<PitwallConfig> {
  const file = configFile(shell.cwd);
  if (file === undefined) return {};
  if (flags.dryRun === true) {
    shell.remark(`not run for an estimate, as code of this folder: ${file.shown}`);
    return {};
  }
  const trust = agentTrust(shell, flags);
  if (LOOKING.has(command) && !isTrusted(trust, configHash(file))) {
    const program = shell.programName();
    shell.remark(`not read, as nobody has trusted it: ${file.shown} (\`${program} run --trust\` does)`);
    return {};
  }
  const { readConfig } = await import('../../door.ts');
  const config = await readConfig(shell.cwd, trust);
  shell.remark(`run, as code of this folder: ${file.shown}`);
  return config;
}

const isTrusted = (trust: AgentTrust, hash: string) => trust === 'all' || trust.hashes.includes(hash);

const only = (config: PitwallConfig, keys: readonly Key[]): PitwallConfig =>
  Object.fromEntries(Object.entries(config).filter(([key]) => keys.some((one) => one === key)));
