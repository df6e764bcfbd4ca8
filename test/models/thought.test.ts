import { describe, expect, it } from 'vitest';
import { GrowingReply } from '../../src/models/growing-reply.ts';
import { timesAsLong } from '../fixtures/pace.ts';

/** What a reply in plain words showed while it came in pieces of a size, and what it came to. */
function heard(text: string, size: number): { shown: string[]; said: string | undefined } {
  const reply = new GrowingReply(true);
  const shown: string[] = [];
  for (let at = 0; at < text.length; at += size) {
    reply.addText(text.slice(at, at + size));
    const grown = reply.grown();
    if (grown !== null) shown.push(grown);
  }
  reply.finishBy('stop');
  return { shown, said: reply.reply()?.content };
}

describe('a thought before what is said', () => {
  it.each([
    ['<think>They are <b>wrong</b>.</think>\n\nI would wait.', 'I would wait.'],
    ['\n<THINKING>\nhm\n</thinking>I would wait.', 'I would wait.'],
    ['<think></think>I would wait.', 'I would wait.'],
    ['<think>It never ends', ''],
    ['<thinner> is no word of mine.', '<thinner> is no word of mine.'],
    ['<', '<'],
    ['A model closes <think> with </think>, as a rule.', 'A model closes <think> with </think>, as a rule.'],
    ['{"utterance": "I would wait."}', '{"utterance": "I would wait."}'],
  ])('is neither shown nor said: %j', (text, said) => {
    for (const size of [1, 3, 1000]) {
      const { shown, said: whole } = heard(text, size);
      expect(whole).toBe(said);
      for (const one of shown) expect(said.startsWith(one)).toBe(true);
    }
  });

  it('that never ends is read in time that grows with it', () => {
    const thought = (size: number) => void heard(`<think>${'x'.repeat(size)}`, 4);
    const times = timesAsLong(
      () => thought(1_280_000),
      () => thought(20_000),
      64,
    );
    expect(times).toBeLessThan(64);
  });
});
