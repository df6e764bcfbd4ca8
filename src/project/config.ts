import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { shownPath } from './files.ts';

/** What a project sets once instead of on each command line; a flag goes before it. */
const Config = z.strictObject({
  /** What `run` runs where no scenario is named. */
  scenario: z.string().optional(),
  seed: z.number().int().optional(),
  rounds: z.number().int().positive().optional(),
  /** As `--model`: one for all seats, or by member. */
  model: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  /** As `--budget`. */
  budget: z.string().optional(),
  /** As `--cast`. */
  cast: z.string().optional(),
  /** As `--pace`, in milliseconds. */
  pace: z.number().int().nonnegative().optional(),
});
export type PitwallConfig = z.infer<typeof Config>;

/** Gives `pitwall.config.ts` its type. */
export function defineConfig(config: PitwallConfig): PitwallConfig {
  return config;
}

const NAMES = ['ts', 'mts', 'js', 'mjs'].map((ending) => `pitwall.config.${ending}`);

export interface ConfigFile {
  file: string;
  url: string;
  shown: string;
}

/** The project's `pitwall.config.ts` (or .mts, .js, .mjs), undefined where there is none. */
export function configFile(projectDir: string): ConfigFile | undefined {
  const file = NAMES.map((name) => resolve(projectDir, name)).find((candidate) => existsSync(candidate));
  return file === undefined ? undefined : { file, url: pathToFileURL(file).href, shown: shownPath(projectDir, file) };
}

/** What the module of a config exports, checked. Throws USAGE with the first field that does not fit. */
export function configIn(exported: unknown, { shown }: Pick<ConfigFile, 'shown'>): PitwallConfig {
  const parsed = Config.safeParse(exported);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? '' : `\`${issue.path.join('.')}\`: `;
  throw new PitwallError(
    'USAGE',
    `expected \`${shown}\` to export \`defineConfig({ ${Object.keys(Config.shape).join(', ')} })\` as its default, ${at}${issue?.message ?? 'it does not'}`,
    { data: { file: shown }, cause: parsed.error },
  );
}
