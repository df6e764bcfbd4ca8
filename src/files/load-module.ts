import { fileURLToPath } from 'node:url';
import { PitwallError } from '../core/error.ts';

/** What a module exports, by name. */
export type Module = Record<string, unknown>;

export interface LoadOptions {
  /** Names an error gives it. */
  shown: string;
  /** What it imports by a package's name, where that need not be installed beside it. */
  given?: Readonly<Record<string, Module>>;
}

/**
 * Runs a JavaScript or TypeScript module that somebody trusts, and gives what it exports. Types are not checked, and nothing of it
 * is kept on disk. Throws USAGE for one that does not load.
 */
export async function loadModule(url: string, { shown, given = {} }: LoadOptions): Promise<Module> {
  try {
    if (!/\.m?ts$/.test(url) && Object.keys(given).length === 0) return (await import(url)) as Module;
    const { createJiti } = await import('jiti');
    const file = fileURLToPath(url);
    // What ran before stays out: a cache on disk could be written by others, and one in memory is of the file before it changed.
    const jiti = createJiti(file, { fsCache: false, moduleCache: false, virtualModules: { ...given } });
    return await jiti.import<Module>(file);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new PitwallError('USAGE', `expected a module at \`${shown}\`, found one that does not load: ${why}`, {
      data: { file: shown },
      cause: error,
    });
  }
}
