import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { circles, tableRooms, violations } from './rooms.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function repositoryFiles(): Record<string, string> {
  const names = ['src', 'agents', 'dev', 'examples']
    .filter((folder) => existsSync(`${ROOT}${folder}`))
    .flatMap((folder) =>
      readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.m?tsx?$|\.mjs$/.test(name) && !name.includes('/node_modules/'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(`${ROOT}${name}`, 'utf8')]));
}

describe('the rooms of ARCHITECTURE.md', () => {
  it('import only what they may', () => {
    const files = repositoryFiles();
    expect(Object.keys(files)).toContain('src/core/scenario.ts');
    expect(violations(files)).toEqual([]);
  });

  it('import one another in no circle, neither files nor folders', () => {
    const files = repositoryFiles();
    expect(circles(files, 'files')).toEqual([]);
    expect(circles(files, 'folders')).toEqual([]);
  });
});

describe('docs/ARCHITECTURE.md', () => {
  const page = readFileSync(`${ROOT}docs/ARCHITECTURE.md`, 'utf8');
  const [, folders = ''] = /^## Folders\n([\s\S]*?)^## /m.exec(page) ?? [];

  it('names in its table the rooms that are checked, and no others', () => {
    const first = folders.split('\n').flatMap((line) => (line.startsWith('| `') ? (line.split('|')[1] ?? '') : []));
    const named = first.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    expect(named.sort()).toEqual(tableRooms());
  });

  it('links to files that are there', () => {
    // The walk of a turn has a test of its own.
    const rest = page.replace(/^## The walk of a turn\n[\s\S]*?(?=^## )/m, '');
    const links = [...rest.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter((link) => !existsSync(`${ROOT}docs/${link}`))).toEqual([]);
  });
});

describe('the check of circles', () => {
  const files = {
    'src/core/a.ts': "import type { B } from './b.ts';",
    'src/core/b.ts': "import { c } from '../store/c.ts';",
    'src/store/c.ts': "export * from '../core/a.ts';",
    'src/store/d.ts': "import { c } from './c.ts';",
  };

  it('finds files that import one another, types included', () => {
    expect(circles(files, 'files')).toEqual([['src/core/a.ts', 'src/core/b.ts', 'src/store/c.ts']]);
  });

  it('finds folders that do', () => {
    expect(circles(files, 'folders')).toEqual([['src/core', 'src/store']]);
  });
});

describe('the check of the rooms', () => {
  /** What is said of one file, without its name. */
  const saidOf = (file: string, text: string) =>
    violations({ [file]: text }).map((said) => said.slice(file.length + 1));

  it.each([
    ['src/core/a.ts', "import { readFileSync } from 'node:fs';", '1: imports node:fs'],
    ['src/core/a.ts', "import { createHash } from 'node:crypto';", '1: imports node:crypto'],
    ['src/core/a.ts', "\nimport {\n  x,\n} from '../store/b.ts';", '2: imports ../store/b.ts'],
    [
      'src/core/a.ts',
      "import type { BaseMessage } from '@langchain/core/messages';",
      '1: imports @langchain/core/messages',
    ],
    ['src/core/a.ts', "export * from 'yaml';", '1: imports yaml'],
    ['src/core/a.ts', "type T = import('xstate').Actor;", '1: imports xstate'],
    ['src/cards/a.ts', "import { readFile } from 'node:fs/promises';", '1: imports node:fs/promises'],
    ['src/debate/a.ts', "import { x } from '../store/b.ts';", '1: imports ../store/b.ts'],
    ['src/pitwall.ts', "import { x } from '../dev/b.ts';", '1: imports ../dev/b.ts'],
    ['src/app/a.ts', "const x = await import('../../dev/meta/b.ts');", '1: imports ../../dev/meta/b.ts'],
    ['src/workbench/a.ts', "const x = await import('langchain');", '1: imports langchain'],
    ['src/models/a.ts', "import { x } from '../../agents/index.ts';", '1: imports ../../agents/index.ts'],
    ['src/pitwall.ts', "import { x } from '../agents/pulse.ts';", '1: imports ../agents/pulse.ts'],
    ['src/cli/a.ts', "import { x } from '../store/b.ts';", '1: imports ../store/b.ts'],
    ['src/cli/a.ts', 'const x = await import(name);', '1: imports (computed)'],
    ['agents/a.ts', "import { x } from '../src/workbench/b.ts';", '1: imports ../src/workbench/b.ts'],
    ['examples/a.ts', "import { x } from '../src/pitwall.ts';", '1: imports ../src/pitwall.ts'],
  ])('finds what %s must not import: %s', (file, text, said) => {
    expect(saidOf(file, text)).toEqual([said]);
  });

  it.each([
    ['Math.random()', '1: is not pure: Math.random'],
    ["Math['random']()", '1: is not pure: Math.random'],
    ['const x = 1;\nDate.now()', '2: is not pure: Date.now'],
    ['new Date()', '1: is not pure: Date'],
    ['new Date', '1: is not pure: Date'],
    ['setTimeout(f, 1)', '1: is not pure: setTimeout'],
    ['process.env.HOME', '1: touches process'],
    ['globalThis.process', '1: touches process'],
    ['f({ process })', '1: touches process'],
  ])('finds that core is not pure in %s', (text, said) => {
    expect(saidOf('src/core/a.ts', text)).toEqual([said]);
  });

  it('finds `process` outside the command line, by its name and by its module', () => {
    expect(saidOf('src/pitwall.ts', 'process.cwd();')).toEqual(['1: touches process']);
    expect(saidOf('src/store/a.ts', "import { env } from 'node:process';")).toEqual(['1: imports node:process']);
    expect(saidOf('src/cli/main.ts', "import process from 'node:process';\nprocess.exitCode = 1;")).toEqual([]);
  });

  it('finds a file that belongs to no room', () => {
    expect(violations({ 'src/misc/a.ts': '' })).toEqual(['src/misc/a.ts: is in no room of ARCHITECTURE.md']);
  });

  it('leaves alone what is allowed, and words that only look forbidden', () => {
    const core = [
      "import { z } from 'zod';",
      "import { x } from './b.ts';",
      '// Math.random and process are not used; new Date() neither',
      "const text = 'Date.now()';",
      'interface Step { process: string; date: Date }',
      'const step = { process: 1 };',
      'x.process(step.process, Math.round(2));',
    ].join('\n');
    expect(saidOf('src/core/a.ts', core)).toEqual([]);
    expect(saidOf('src/core/hash.ts', "import { createHash } from 'node:crypto';\nimport './a.ts';")).toEqual([]);
    expect(saidOf('src/cards/a.ts', "import remarkGfm from 'remark-gfm';\nimport type { Root } from 'mdast';")).toEqual(
      [],
    );
    expect(saidOf('src/pitwall.ts', "import { x } from '../agents/index.ts';\nimport './store/b.ts';")).toEqual([]);
    expect(saidOf('agents/a.ts', "import { tool } from 'langchain';\nimport '../src/models/b.ts';")).toEqual([]);
  });
});
