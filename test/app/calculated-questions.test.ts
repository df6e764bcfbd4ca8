import { describe, expect, it } from 'vitest';
import { calculatedQuestions } from '../../src/app/calculated-questions.ts';
import { interview } from '../../src/app/interview.ts';
import { loadTeam } from '../../src/project/index.ts';

const team = loadTeam({ projectDir: process.cwd() });

describe('an interview', () => {
  it.each(['ko', 'en'] as const)('asks Blaze what can be calculated and hears the figure (%s)', async (language) => {
    const { answers } = await interview({ team, member: 'blaze', language });
    const figures = answers.filter(({ probe }) => probe.id.startsWith('calculation-'));
    expect(figures.map(({ probe }) => probe.id)).toEqual([
      'calculation-communication_share',
      'calculation-decode_bound',
      'calculation-step_time_bound',
    ]);
    // Pope et al. 2022, section 3.1, and Shoeybi et al. 2019, section 3: 192 tokens a second (docs/TOOLS.md, Audit).
    expect(figures[1]?.answer).toContain('193');
    expect(figures.map(({ outcome }) => outcome)).toEqual(['in character', 'in character', 'in character']);
  });

  it('asks in words, without the names of a program', async () => {
    for (const language of ['ko', 'en'] as const) {
      const { answers } = await interview({ team, member: 'blaze', language });
      for (const { probe, answer } of answers) expect(`${probe.question} ${answer}`).not.toMatch(/->|\w_\w/);
    }
  });

  it('asks members only for what their own calculators give, each with a figure', () => {
    for (const { card } of team.members)
      for (const language of ['ko', 'en'] as const)
        for (const { probe, says } of calculatedQuestions(card, language)) {
          expect(card.persona.tools).toContain(probe.id.replace('calculation-', ''));
          expect(says).toMatch(/\d/);
          expect(says).not.toMatch(/NaN|[{}]/);
        }
  });
});
