import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

it('CONTRIBUTING.md gives a reason for each direct dependency, and for nothing else', () => {
  const [, table = ''] = /^## Dependencies\n([\s\S]*)/m.exec(read('CONTRIBUTING.md')) ?? [];
  const named = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  expect(named.sort()).toEqual(Object.keys(dependencies).sort());
});

it('CONTRIBUTING.md and AGENTS.md name only scripts that package.json has', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const pages = ['CONTRIBUTING.md', 'AGENTS.md', 'docs/EVALUATION.md', 'docs/TESTING.md'].map(read).join('\n');
  const named = [...pages.matchAll(/`npm run ([a-z:]+)/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([]);
});

it('AGENTS.md is at most forty lines', () => {
  expect(read('AGENTS.md').trimEnd().split('\n').length).toBeLessThanOrEqual(40);
});

it('no test has a time limit of its own: the one for what hangs stands in vitest.config.ts', () => {
  const folder = new URL('../', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.test.ts') && !name.includes('node_modules'),
  );
  expect(files.length).toBeGreaterThan(100);
  const limited = files.filter((name) =>
    /^\s*\}, [\d_]{4,}\);$|\btimeout: [\d_]{3,}/m.test(readFileSync(new URL(name, folder), 'utf8')),
  );
  expect(limited).toEqual([]);
});

it('a form for issues asks for something, says what, and labels it', () => {
  const folder = new URL('../../.github/ISSUE_TEMPLATE/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name !== 'config.yml');
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    const form = parse(readFileSync(new URL(file, folder), 'utf8'));
    expect([file, form]).toEqual([
      file,
      {
        name: expect.any(String),
        description: expect.any(String),
        labels: [expect.any(String)],
        body: expect.arrayContaining([
          { type: 'textarea', id: expect.any(String), attributes: expect.any(Object), validations: { required: true } },
        ]),
      },
    ]);
    for (const { type, id, attributes } of form.body) {
      expect(['textarea', 'input']).toContain(type);
      expect([file, id, attributes.label]).toEqual([file, expect.stringMatching(/^[a-z]+$/), expect.any(String)]);
    }
  }
});
