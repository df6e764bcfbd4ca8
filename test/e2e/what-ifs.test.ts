import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import type { DebateDocument } from '../../src/core/document.ts';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

const SCRIPT = `id: cache
title: Cache or not
language: en
motion: Do we cache?
options: { cache: cache it, skip: leave it }
facts: { hitRate: { value: .6, unit: share }, cost: { value: 5, unit: USD } }
considerations:
  - { id: hits, for: cache, value: efficiency, from: { fact: hitRate, read: { neutral: 0, full: 1 } } }
  - { id: price, against: cache, value: cost, from: { fact: cost, read: { neutral: 0, full: 20 } } }
cast: [pulse, flux]
protocol: [opening blind, rebuttal 1, vote, close]
`;

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
  writeFileSync(join(cwd, 'cache.yaml'), SCRIPT);
});
afterAll(() => removeFolder(cwd));

/** Runs as if on a terminal; what was written to either stream, in the order in which it was. */
async function onTerminal(args: readonly string[]): Promise<{ stream: 'stdout' | 'stderr'; text: string }[]> {
  const written: { stream: 'stdout' | 'stderr'; text: string }[] = [];
  const output = (stream: 'stdout' | 'stderr') => ({
    isTTY: true,
    columns: 90,
    write: (text: string) => written.push({ stream, text }),
  });
  const host = { stdout: output('stdout'), stderr: output('stderr'), env: { HOME: cwd, NO_COLOR: '1' }, cwd };
  expect(await buildProgram(host).run(args)).toBe(0);
  return written;
}

const shown = async (...args: string[]) => (await pitwall(['show', 'last', ...args], { cwd })).stdout;
const documentIn = (text: string) => JSON.parse(text) as DebateDocument;

describe('what-ifs', () => {
  it('come after the memo, with a counter that goes to its end and is taken away', async () => {
    const written = await onTerminal(['run', 'cache.yaml', '--pace', '0', '--db', 'counted.db']);
    const memoAt = written.findIndex(({ stream, text }) => stream === 'stdout' && text.includes('── Memo'));
    const counts = written.flatMap(({ stream, text }, at) => {
      const [, now, of] = /what-ifs: .* (\d+)\/(\d+)/.exec(text) ?? [];
      return stream === 'stderr' && now !== undefined ? [{ at, now: Number(now), of: Number(of) }] : [];
    });
    expect(memoAt).toBeGreaterThan(0);
    expect(counts[0]?.at).toBeGreaterThan(memoAt);
    // Twenty seeds, and two numbers on either side.
    expect(counts.map(({ now, of }) => `${now}/${of}`)).toEqual(
      Array.from({ length: 24 }, (_, index) => `${index + 1}/24`),
    );
    const after = written.slice((counts.at(-1)?.at ?? 0) + 1);
    expect(after[0]).toMatchObject({ stream: 'stderr', text: expect.stringMatching(/^\r/) });
    expect(
      after
        .filter(({ stream }) => stream === 'stdout')
        .map(({ text }) => text)
        .join(''),
    ).toMatch(/20/);
  });

  it('are left out on request, and the memo is what it is before them', async () => {
    const without = (await pitwall(['run', 'cache.yaml', '--no-what-ifs', '--db', 'a.db'], { cwd })).stdout;
    expect(documentIn(await shown('--json', '--db', 'a.db')).outcome).toMatchObject({ seeds: null, flips: [] });
    expect(await shown('--db', 'a.db')).toBe(without);
    const whole = (await pitwall(['run', 'cache.yaml', '--db', 'b.db'], { cwd })).stdout;
    expect(documentIn(await shown('--json', '--db', 'b.db')).outcome?.seeds?.tried).toBe(20);
    expect(await shown('--db', 'b.db')).toBe(whole);
    const memo = (text: string) => text.slice(text.indexOf('── Memo'), text.indexOf('Record '));
    expect(memo(whole)).toBe(memo(without));
  });

  it('of a debate that has ended are tried when it is resumed, once', async () => {
    await pitwall(['run', 'cache.yaml', '--no-what-ifs', '--db', 'later.db'], { cwd });
    const first = await pitwall(['resume', 'last', '--json', '--db', 'later.db'], { cwd });
    expect(documentIn(first.stdout).outcome?.seeds?.tried).toBe(20);
    const again = await onTerminal(['resume', 'last', '--db', 'later.db']);
    expect(again.some(({ text }) => text.includes('what-ifs'))).toBe(false);
    expect(again.map(({ text }) => text).join('')).toMatch(/20/);
  });

  it('are not waited for by who asks for the memo alone: it is there before the first of them', async () => {
    const written = await onTerminal(['run', 'cache.yaml', '--quiet', '--db', 'quiet.db']);
    const memoAt = written.findIndex(({ stream, text }) => stream === 'stdout' && /^Decision/.test(text));
    const counterAt = written.findIndex(({ text }) => text.includes('what-ifs'));
    expect(memoAt).toBeGreaterThanOrEqual(0);
    expect(counterAt).toBeGreaterThan(memoAt);
  });
});
