import { describe, expect, it } from 'vitest';
import { numbers } from '../../src/fidelity/scorers/numbers.ts';
import { compiledCard } from './judge/cards.ts';

/** Pulse's card has a line on a small run against a colleague's 7B. */
const SAID = 'Small one on three times the tokens, and if it loses to the 70B, lunch is on me.';

const differs = (situation: string) =>
  numbers
    .score(
      [{ id: 't', persona: 'pulse', addressee: 'cortex', utterance: SAID, lang: 'en', context: [{ text: situation }] }],
      compiledCard('pulse'),
    )
    .evidence.filter(({ finding }) => finding.code === 'stated.differs');

describe('a figure of the card said ten times as large', () => {
  it('is a slip, where nobody has spoken of it', () => {
    expect(differs('Planning the summer.')).toHaveLength(1);
  });

  it('is none where the situation is about that very figure', () => {
    expect(differs('Jihyun proposes a 70B run for the summer.')).toEqual([]);
  });
});
