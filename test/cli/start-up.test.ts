import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Statement {
  type: string;
  importKind?: string;
  exportKind?: string;
  source?: { value: string } | null;
}

const imports = new Map<string, string[]>();

/** What a file imports itself, without types and `import()`; each is parsed once. */
function importsOf(file: string): string[] {
  const known = imports.get(file);
  if (known !== undefined) return known;
  const { body } = parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }, file);
  const found = (body as unknown as Statement[]).flatMap(({ type, importKind, exportKind, source }) =>
    !/^(Import|Export)/.test(type) || source == null || importKind === 'type' || exportKind === 'type'
      ? []
      : [source.value],
  );
  imports.set(file, found);
  return found;
}

/** Packages that loading a file loads with it: its static imports and theirs. */
function packagesOf(file: string, seen = new Set<string>(), packages = new Set<string>()): Set<string> {
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const source of importsOf(file)) {
    if (source.startsWith('.')) packagesOf(join(dirname(file), source), seen, packages);
    else packages.add(source);
  }
  return packages;
}

const loads = (path: string) => [...packagesOf(join(ROOT, path))].filter((name) => !name.startsWith('node:')).sort();

describe('starting', () => {
  it('for help loads commander and nothing else', () => {
    expect(loads('src/cli/main.ts')).toEqual(['commander']);
  });

  it('for the list of debates loads no schema library, no machine and no LangChain', () => {
    expect(loads('src/cli/commands/list.ts')).toEqual(['better-sqlite3', 'string-width', 'yaml']);
  });

  it.each(['chat', 'serve', 'mcp'])('%s loads no server before it must', (command) => {
    const servers = loads(`src/cli/commands/${command}.ts`).filter((name) => /modelcontextprotocol|hono/.test(name));
    expect(servers).toEqual([]);
  });

  it.each(['scenario-list', 'persona-list', 'tool', 'route'])('%s loads no machine', (command) => {
    expect(existsSync(join(ROOT, 'src/cli/commands', `${command}.ts`))).toBe(true);
    expect(loads(`src/cli/commands/${command}.ts`)).not.toContain('xstate');
  });

  // `models check` asks a model whatever it is told.
  const commands = readdirSync(join(ROOT, 'src/cli/commands')).filter((file) => file !== 'models-check.ts');
  const doors = ['src/door.ts', 'src/evaluate.ts', 'src/app/sweep/worker.ts', 'src/view/server/index.ts'];
  it.each([...commands.map((file) => `src/cli/commands/${file}`), ...doors])(
    '%s loads no LangChain before a model is asked',
    (file) => {
      expect(loads(file).filter((name) => /langchain/.test(name))).toEqual([]);
    },
  );
});
