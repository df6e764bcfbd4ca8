import { expect, it } from 'vitest';
import { PromptContext } from '../../src/debate/prompt-context.ts';
import { briefOf, scenarioOf, setupOf, WITH_TOOLS } from '../playbook/fixture.ts';

function cardMessage(personality: string): string {
  const setup = setupOf({ scenario: scenarioOf(WITH_TOOLS, { cast: ['pulse', 'cortex'] }), voices: 'own' });
  const seats = setup.seats.map((seat) =>
    seat.card.id === 'pulse' ? { ...seat, card: { ...seat.card, personality } } : seat,
  );
  return new PromptContext({ ...setup, seats }).promptFor('pulse', briefOf(1)).messages[0]?.content ?? '';
}

it.each([
  ['lines', '\n'],
  ['one paragraph', ' '],
])('a personality that is too long for a prompt is cut from its end, and not left out: %s', (_, between) => {
  const sentences = Array.from({ length: 600 }, (__, index) => `Trait ${index} shows when the load rises.`);
  const prompt = cardMessage(sentences.join(between));
  expect(prompt).toContain('Personality: Trait 0 shows');
  expect(prompt).toContain('Trait 20 shows');
  expect(prompt).not.toContain('Trait 599 shows');
  expect(prompt).toMatch(/\(\d+ more left out\)/);
});

it('a personality that fits stands as it is written', () => {
  expect(cardMessage('Calm.\n\nChecks twice.')).toContain('Personality: Calm.\n\nChecks twice.');
});
