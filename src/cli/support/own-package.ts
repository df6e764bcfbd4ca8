import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { packageRoot, readText } from '../../project/index.ts';

const Manifest = z.object({ version: z.string(), devDependencies: z.record(z.string(), z.string()) });

/** What npm leaves of an install, as far as it is read here. */
const Installed = z.object({ packages: z.record(z.string(), z.object({ resolved: z.string().optional() })) });

export interface OwnPackage {
  /** What npm installs this very Pitwall by: a range of versions, or `file:` where it came from a file or is a clone. */
  pitwall: string;
  /** Whether that is a folder, which npm has to pack first. */
  isFolder: boolean;
  /** The vitest that its matchers are tested with. */
  vitest: string;
}

/** How a team gets the Pitwall that made it: from where this one came, so that no package of the same name is taken for it. */
export function ownPackage(root: string = packageRoot()): OwnPackage {
  const { version, devDependencies } = Manifest.parse(JSON.parse(readText(join(root, 'package.json'))));
  const vitest = `^${devDependencies['vitest']}`;
  const modules = dirname(root);
  if (basename(modules) !== 'node_modules') return { pitwall: `file:${root}`, isFolder: true, vitest };
  const record = join(modules, '.package-lock.json');
  const { packages } = existsSync(record) ? Installed.parse(JSON.parse(readText(record))) : { packages: {} };
  const { resolved = '' } = packages['node_modules/pitwall'] ?? {};
  if (!resolved.startsWith('file:')) return { pitwall: `^${version}`, isFolder: false, vitest };
  return {
    pitwall: `file:${resolve(dirname(modules), resolved.slice('file:'.length))}`,
    isFolder: false,
    vitest,
  };
}
