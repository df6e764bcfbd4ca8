import { describe, expect, it } from 'vitest';
import { judgeTurns } from '../../../src/composition/judging.ts';
import { compileCard } from '../../../src/fidelity/compile/compile-card.ts';
import { verdictOf } from '../../../src/fidelity/evaluation/report.ts';
import type { JudgeModel } from '../../../src/fidelity/judge/judge.ts';
import { memoryCache } from '../../../src/fidelity/judge/judge.ts';
import { reportOf } from '../evaluation/sample-report.ts';
import { shippedCards } from '../team.ts';

const cards = shippedCards();
const pulse = compileCard(cards.find(({ id }) => id === 'pulse') ?? (cards[0] as (typeof cards)[number]), {
  colleagues: cards,
});
const turns = [
  { id: 'd/1', persona: 'pulse', utterance: '나 박사는 스탠퍼드 아니고 MIT에서 했잖아. Stanford라니.', context: [] },
];

/** Calls anything a contradiction that names MIT or a canary's lie, quoting the whole of both. */
const model: JudgeModel = {
  spec: 'scripted',
  ask: async (_system, user) =>
    JSON.stringify(
      (JSON.parse(user) as { id: string; utterance: string; card_line: string }[]).map(
        ({ id, utterance, card_line }) => ({
          id,
          verdict: /MIT|부산|sales/.test(utterance)
            ? 'contradicts'
            : /lived in Seoul/.test(utterance)
              ? 'supports'
              : 'not applicable',
          turn_quote: utterance,
          card_quote: card_line,
        }),
      ),
    ),
};

describe('a judge on turns', () => {
  it('is asked with the lines that a turn has to do with, and its contradictions are quoted', async () => {
    const judged = await judgeTurns(turns, [pulse], [model], memoryCache());
    expect(judged).toMatchObject({ ran: true, valid: true });
    expect(judged.sentence).toContain('scripted');
    expect(judged.verdicts.length).toBeGreaterThan(0);
    expect(judged.verdicts.length).toBeLessThanOrEqual(2);
    expect(judged.verdicts.some(({ facet }) => facet.text.includes('Stanford'))).toBe(true);
  });

  it('leaves no verdict when it misses a canary, and says so', async () => {
    const blind: JudgeModel = { ...model, ask: async () => '[]' };
    const judge = await judgeTurns(turns, [pulse], [blind], memoryCache());
    expect(judge.sentence).toContain('INVALID');
    expect(verdictOf({ ...reportOf([['[1] fine']]), judge })).toBe('none');
  });
});
