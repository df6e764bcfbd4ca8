import { describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { parseToolWordings } from '../../src/voices/wordings.ts';

const FILE = 'wordings.yaml';
const GOOD = `ko:
  mixture_shift:
    residual:
      say: ["{figure:residual|abs}만큼 모자라(|요|는 계산입니다)"]
      echo: ["모자란 {figure:residual|abs}"]
en:
  mixture_shift:
    residual:
      say: ["we are {figure:residual|abs} short of {fact:mix.code|percent}"]
      echo: ["a gap of {figure:residual|abs}"]
`;

function errorOf(text: string): PitwallError {
  try {
    parseToolWordings(text, FILE);
  } catch (error) {
    if (error instanceof PitwallError) return error;
    throw error;
  }
  throw new Error('expected wordings that are refused, they were taken');
}

describe('parseToolWordings', () => {
  it('reads language, tool, figure, and the two forms', () => {
    const { ko, en } = parseToolWordings(GOOD, FILE);
    expect(ko['mixture_shift']?.['residual']?.echo).toEqual(['모자란 {figure:residual|abs}']);
    expect(en['mixture_shift']?.['residual']?.say).toHaveLength(1);
  });

  it('takes a file with one language', () => {
    expect(parseToolWordings(GOOD.slice(GOOD.indexOf('en:')), FILE).ko).toEqual({});
  });

  it.each([
    ['a slot of a voice', '{fact:mix.code|percent}', '{echo}', 'found `{echo}`', 9],
    ['a symbol', 'a gap of', '<gap> of', 'found the symbol `<gap>`', 10],
    ['a digit', 'a gap of', 'a gap of 3 in', 'found `3`', 10],
    ['two speech levels', '(|요|는 계산입니다)', '(|요)', 'found 2 in', 4],
    ['a missing form', '\n      echo: ["a gap of {figure:residual|abs}"]', '', 'found no `echo`', 9],
    ['an unknown form', 'echo: ["a gap', 'ehco: ["a gap', 'found no `echo`', 9],
    ['an unknown language', 'en:', 'fr:', 'unknown language `fr`', 6],
  ])('points at %s', (_, from, to, sentence, line) => {
    const error = errorOf(GOOD.replace(from, to));
    expect(error.code).toBe('VOICE_INVALID');
    expect(error.message).toContain(sentence);
    expect(error.place).toMatchObject({ file: FILE, line });
  });
});
