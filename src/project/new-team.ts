import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language } from '../core/language.ts';
import { readText } from './files.ts';

export interface NewTeam {
  /** As package.json calls it. */
  name: string;
  language: Language;
  /** What npm is to install: the range or the `file:` of Pitwall, and a range of vitest. */
  pitwall: string;
  vitest: string;
}

/** The files of a team of two with one question and one test, by path with `/`. */
export function newTeam({ name, language, pitwall, vitest }: NewTeam): Map<string, string> {
  const folder = fileURLToPath(new URL(`starter/${language}`, import.meta.url));
  const written = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file): [string, string] => [
      file.slice(folder.length + 1).replaceAll('\\', '/'),
      readText(file).replaceAll('TEAM', name),
    ]);
  const manifest = {
    name,
    private: true,
    type: 'module',
    scripts: { start: 'pitwall run', test: 'vitest run' },
    devDependencies: { pitwall, vitest },
    // Installs that run no scripts by default would leave SQLite uncompiled.
    allowScripts: { 'better-sqlite3': true },
  };
  return new Map([
    ['package.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ['.gitignore', 'node_modules/\n.pitwall/\n'],
    ['test/team.test.ts', TEST],
    ...written,
  ]);
}

const TEST = `import { describePersona } from 'pitwall/vitest';

describePersona('ferry', { scenario: 'friday-release' });
describePersona('anchor', { scenario: 'friday-release' });
`;
