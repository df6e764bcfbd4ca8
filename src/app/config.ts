import { loadModule } from '../files/load-module.ts';
import type { AgentTrust, PitwallConfig } from '../project/index.ts';
import { configFile, configIn, defineConfig, refuseUntrusted } from '../project/index.ts';

/** What the project's config sets, which is run to be read. Throws USAGE for one that is not trusted, or does not fit. */
export async function readConfig(projectDir: string, trust: AgentTrust): Promise<PitwallConfig> {
  const config = configFile(projectDir);
  if (config === undefined) return {};
  refuseUntrusted(config, trust);
  const { default: exported } = await loadModule(config.url, {
    shown: config.shown,
    given: { pitwall: { defineConfig } },
  });
  return configIn(exported, config);
}
