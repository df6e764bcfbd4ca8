import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { levelsOf } from '../../../src/fidelity/korean/levels.ts';

/** `[level, sentence]` of the list beside this file. */
function listed(): [string, string][] {
  let level = '';
  return readFileSync(new URL('levels.txt', import.meta.url), 'utf8')
    .split('\n')
    .flatMap((row): [string, string][] => {
      const heading = /^\[(\w+)\]$/.exec(row)?.[1];
      if (heading !== undefined) level = heading;
      return heading !== undefined || row === '' || row.startsWith('#') ? [] : [[level, row]];
    });
}

describe('speech levels', () => {
  it('reads the level of 98 in 100 sentences of the list', () => {
    const wrong = listed().filter(([level, sentence]) => levelsOf(sentence).at(-1)?.level !== level);
    const read = wrong.map(([level, sentence]) => `${sentence} is ${level}, read ${levelsOf(sentence).at(-1)?.level}`);
    expect(read.length / listed().length, read.join('\n')).toBeLessThanOrEqual(0.02);
  });
});
