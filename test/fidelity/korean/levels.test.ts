import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { levelsOf, registerOfMessage } from '../../../src/fidelity/korean/levels.ts';

/** `[heading, line]` of a list beside this file. */
function listed(file: string): [string, string][] {
  let heading = '';
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .flatMap((row): [string, string][] => {
      const found = /^\[(\w+)\]$/.exec(row)?.[1];
      if (found !== undefined) heading = found;
      return found !== undefined || row === '' || row.startsWith('#') ? [] : [[heading, row]];
    });
}

describe('speech levels', () => {
  it('reads the level of 98 in 100 sentences of the list', () => {
    const rows = listed('levels.txt');
    const wrong = rows.filter(([level, sentence]) => levelsOf(sentence).at(-1)?.level !== level);
    const read = wrong.map(([level, sentence]) => `${sentence} is ${level}, read ${levelsOf(sentence).at(-1)?.level}`);
    expect(read.length / rows.length, read.join('\n')).toBeLessThanOrEqual(0.02);
  });

  it.each(['chat.txt', 'chat-2.txt'])('reads how 98 in 100 messages of %s are said', (file) => {
    const rows = listed(file);
    const wrong = rows.filter(([register, message]) => registerOfMessage(message) !== register);
    const read = wrong.map(([register, message]) => `${message} is ${register}, read ${registerOfMessage(message)}`);
    expect(read.length / rows.length, read.join('\n')).toBeLessThanOrEqual(0.02);
  });

  it.each([
    ['개꿀', 'plain'],
    ['ㅇㅋㅇㅋ', 'plain'],
    ['노래방 가실 분', 'polite'],
    ['ㅋㅋㅋ', null],
    ['Sounds good!', null],
  ])('takes the fragment %s as %s', (message, register) => {
    expect(registerOfMessage(message)).toBe(register);
  });
});
