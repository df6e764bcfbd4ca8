import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = [
  ...['README.md', 'README.ko.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/studies/README.md'],
  ...readdirSync(join(ROOT, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
  ...['en', 'ko'].map((lang) => `src/project/starter/${lang}/README.md`),
];
const nowhere = { write: () => true };
const { command: program } = buildProgram({ stdout: nowhere, stderr: nowhere, env: {}, cwd: ROOT });

/** What stands in code and begins with the name of the program: to the end of the code, a comment, or words beside it. */
function typedIn(page: string): string[] {
  const code = [...page.matchAll(/^(?:```.*\n([\s\S]*?)^```|((?: {4}.*\n)+))|`([^`\n]+)`/gm)];
  return code.flatMap(([, fenced, indented, inline]) =>
    (fenced ?? indented ?? inline ?? '')
      .split(/\n|&&|;|\|\s/)
      .map((line) => line.trim().replace(/^(?:[A-Z_]+=\S+ )*(?:npx )?/, ''))
      .filter((line) => /^pitwall [a-z]/.test(line))
      .map((line) => line.split(/ {2,}| # | > | < /)[0] ?? ''),
  );
}

/** Commands and flags of a line that there are not; `a|b` stands for both. */
function unknownIn(line: string): string[] {
  const words = line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)?.slice(1) ?? [];
  let at: Command[] = [program];
  const unknown: string[] = [];
  let isValue = false;
  for (const word of words) {
    const flag: string | undefined = isValue ? undefined : /^\[?(--?[a-z][\w-]*)/.exec(word)?.[1];
    const nested = isValue ? [] : at.flatMap(({ commands }) => commands);
    isValue = false;
    if (flag !== undefined) {
      const known: (Option | undefined)[] = at.map((one) =>
        one.options.find(({ long, short }) => long === flag || short === flag),
      );
      isValue = known.some((option) => option?.required === true) && !word.includes('=');
      if (known.includes(undefined) && flag !== '--help') unknown.push(flag);
    } else if (nested.length > 0 && /^[a-z|-]+$/.test(word)) {
      const named = word.split('|').map((name) => nested.find((one) => one.name() === name));
      if (named.every((one) => one !== undefined)) at = named as Command[];
      else if (at.every(({ registeredArguments }) => registeredArguments.length === 0)) unknown.push(word);
    }
  }
  return unknown;
}

describe('a command in a document', () => {
  it.each(PAGES)('has a command and flags that there are: %s', (name) => {
    const lines = typedIn(readFileSync(join(ROOT, name), 'utf8'));
    expect(lines.flatMap((line) => unknownIn(line).map((word) => `${word} in: ${line}`))).toEqual([]);
  });

  it('is found in code of every kind, and a flag of another command is none of its own', () => {
    const found = typedIn(
      '`pitwall list`\n\n```sh\nnpx pitwall run x  # a\n```\n\n    A=1 pitwall eval debate|scenario x --out f\n',
    );
    expect(found).toEqual(['pitwall list', 'pitwall run x', 'pitwall eval debate|scenario x --out f']);
    expect(found.map(unknownIn)).toEqual([[], [], ['--out']]);
    expect(unknownIn('pitwall personas list')).toEqual(['personas']);
    const all = PAGES.flatMap((name) => typedIn(readFileSync(join(ROOT, name), 'utf8')));
    expect(all.length).toBeGreaterThan(100);
  });
});
