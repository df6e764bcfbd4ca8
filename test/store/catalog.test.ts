import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listDebates } from '../../src/store/catalog.ts';
import { openStore } from '../../src/store/index.ts';
import { folder } from './place.ts';
import { newDebate, writeDebate } from './sample.ts';

/** Packages that a file loads when it runs, through every file of ours that it loads. */
function packagesOf(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type\b).*?from '(.+?)';$/gm)) {
    if (!from.startsWith('.')) packages.add(from);
    else for (const name of packagesOf(join(file, '..', from), seen)) packages.add(name);
  }
  return packages;
}

describe('the catalogue', () => {
  it('lists what the store lists', async () => {
    const file = join(folder(), 'debates.db');
    const store = openStore(file);
    await writeDebate(store, 3, 1);
    await store.create(newDebate(2));
    expect(listDebates(file)).toEqual(store.list());
    expect(listDebates(file).map(({ status, decision }) => [status, decision])).toEqual([
      ['running', null],
      ['closed', 'ablate'],
    ]);
    store.close();
  });

  it('loads no package but better-sqlite3, where the store loads zod as well', () => {
    const outside = (file: string) => [...packagesOf(file)].filter((name) => !name.startsWith('node:')).sort();
    expect(outside('src/store/catalog.ts')).toEqual(['better-sqlite3']);
    expect(outside('src/store/index.ts')).toEqual(['better-sqlite3', 'zod']);
  });
});
