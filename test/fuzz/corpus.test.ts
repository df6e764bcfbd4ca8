import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, pitwall, removeFolder } from '../e2e/cli.ts';

const BROKEN = fileURLToPath(new URL('../fixtures/broken/', import.meta.url));
const filesOf = (kind: string) => readdirSync(join(BROKEN, kind)).sort();

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
  for (const kind of ['cards', 'scenarios']) {
    mkdirSync(join(cwd, kind));
    for (const name of filesOf(kind)) copyFileSync(join(BROKEN, kind, name), join(cwd, kind, name));
  }
});
afterAll(() => removeFolder(cwd));

/** One sentence on stderr and nothing else; or an answer, with what there is to remark on it. */
async function answered(args: string[]): Promise<'refused' | 'answered'> {
  const { code, stdout, stderr } = await pitwall(args, { cwd });
  expect(stderr).not.toMatch(/^ +at /m);
  if (code !== 2) {
    expect([args.join(' '), code]).toEqual([args.join(' '), expect.toBeOneOf([0, 1])]);
    return 'answered';
  }
  expect([stdout, stderr.trimEnd().split('\n').length]).toEqual(['', 1]);
  return 'refused';
}

describe('a card that broke a reader once', () => {
  const READ: readonly string[] = ['headings-of-the-prompt.md', 'tools-that-are-patterns.md'];

  it.each(filesOf('cards'))('%s', async (name) => {
    const file = `cards/${name}`;
    const answers = [
      await answered(['persona', 'lint', file]),
      await answered(['persona', 'import', file]),
      await answered(['run', 'build-or-buy', '--card', `ada=${file}`, '--cast', '+ada', '--dry-run']),
    ];
    expect(answers).toEqual(answers.map(() => (READ.includes(name) ? 'answered' : 'refused')));
  });
});

describe('a scenario that broke a reader once', () => {
  it.each(filesOf('scenarios'))('%s', async (name) => {
    const file = `./scenarios/${name}`;
    for (const args of [
      ['scenario', 'lint', file],
      ['model', file],
      ['run', file, '--dry-run'],
    ])
      expect(await answered(args)).toBe('refused');
  });
});
