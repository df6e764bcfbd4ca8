import { describe, expect, it } from 'vitest';
import { expertsFor } from '../../src/app/question-seats.ts';
import { loadTeam } from '../../src/project/index.ts';

describe('those whose trade a question is', () => {
  const cards = loadTeam({ projectDir: process.cwd() }).members.map(({ card }) => card);
  const named = (question: string, among = cards) => expertsFor(question, among).map(({ callsign }) => callsign);

  it('are a few, those that match best first', () => {
    expect(
      named('Which learning rate schedule for the 7B pretraining run, and when does the loss stop falling?')[0],
    ).toBe('Pulse');
    for (const question of ['Freeze the tokenizer?', 'Shard the optimizer over nodes?', 'Ship on Friday?'])
      expect(named(question).length).toBeLessThanOrEqual(3);
  });

  it('are nobody where it is the trade of none, or of nearly everybody', () => {
    expect(named('회식비는 얼마나 들까?')).toEqual([]);
    const [one] = expertsFor('Which learning rate schedule for the 7B pretraining run?', cards);
    if (one === undefined) throw new Error('expected an expert');
    expect(named('Which learning rate schedule for the 7B pretraining run?', [one, one, one, one, one])).toEqual([]);
  });
});
