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

interface Written {
  stream: 'stdout' | 'stderr';
  text: string;
}

/** Runs as if on a terminal; what was written to either stream, in the order in which it was. */
async function onTerminal(...args: string[]): Promise<Written[]> {
  const written: Written[] = [];
  const output = (stream: Written['stream']) => ({
    isTTY: true,
    columns: 90,
    write: (text: string) => written.push({ stream, text }),
  });
  const host = { stdout: output('stdout'), stderr: output('stderr'), env: { HOME: cwd, NO_COLOR: '1' }, cwd };
  expect(await buildProgram(host).run(args)).toBe(0);
  return written;
}

const stdoutOf = (written: readonly Written[]) =>
  written.flatMap(({ stream, text }) => (stream === 'stdout' ? [text] : [])).join('');
const counterAt = (written: readonly Written[]) => written.findIndex(({ text }) => text.includes('what-ifs: '));

async function outcomeIn(db: string): Promise<DebateDocument['outcome']> {
  const { stdout } = await pitwall(['show', 'last', '--json', '--db', db], { cwd });
  return (JSON.parse(stdout) as DebateDocument).outcome;
}

describe('what-ifs', () => {
  let whole: Written[];
  let without: Written[];
  beforeAll(async () => {
    whole = await onTerminal('run', 'cache.yaml', '--pace', '0', '--db', 'whole.db');
    without = await onTerminal('run', 'cache.yaml', '--pace', '0', '--no-what-ifs', '--db', 'without.db');
  });

  it('come after the memo, with a counter that goes to its end and is taken away', () => {
    const memoAt = whole.findIndex(({ stream, text }) => stream === 'stdout' && text.includes('── Memo'));
    expect(memoAt).toBeGreaterThan(0);
    expect(counterAt(whole)).toBeGreaterThan(memoAt);
    const counts = whole.flatMap(({ stream, text }) => {
      const [, count] = /what-ifs: .* (\d+\/\d+)/.exec(text) ?? [];
      return stream === 'stderr' && count !== undefined ? [count] : [];
    });
    // Twenty seeds, and two numbers on either side.
    expect(counts).toEqual(Array.from({ length: 24 }, (_, index) => `${index + 1}/24`));
    const last = whole.findLastIndex(({ text }) => text.includes('what-ifs: '));
    expect(whole[last + 1]).toMatchObject({ stream: 'stderr', text: expect.stringMatching(/^\r/) });
    expect(stdoutOf(whole.slice(last + 1))).toMatch(/20/);
  });

  it('add to the memo and change nothing of it; on request they are left out', async () => {
    expect(counterAt(without)).toBe(-1);
    const memo = (written: readonly Written[]) => /── Memo[\s\S]*?^Record.*$/m.exec(stdoutOf(written))?.[0];
    const withoutId = (text = '') => text.replace(/^(Record +)\S+/m, '$1ID');
    expect(withoutId(memo(whole))).toBe(withoutId(memo(without)));
    expect(await outcomeIn('whole.db')).toMatchObject({ seeds: { tried: 20 } });
    expect(await outcomeIn('without.db')).toMatchObject({ seeds: null, flips: [] });
  });

  it('are shown as the run showed them, and not tried again', async () => {
    expect(stdoutOf(await onTerminal('show', 'last', '--db', 'whole.db'))).toBe(stdoutOf(whole));
    expect(stdoutOf(await onTerminal('show', 'last', '--db', 'without.db'))).toBe(stdoutOf(without));
  });

  it('of a debate that has ended are tried when it is resumed, once, behind a memo that is there at once', async () => {
    const first = await onTerminal('resume', 'last', '--quiet', '--db', 'without.db');
    const memoAt = first.findIndex(({ stream, text }) => stream === 'stdout' && /^Decision/.test(text));
    expect(memoAt).toBeGreaterThanOrEqual(0);
    expect(counterAt(first)).toBeGreaterThan(memoAt);
    expect(await outcomeIn('without.db')).toMatchObject({ seeds: { tried: 20 } });
    const again = await onTerminal('resume', 'last', '--quiet', '--db', 'without.db');
    expect(counterAt(again)).toBe(-1);
    expect(stdoutOf(again)).toBe(stdoutOf(first));
  });
});
