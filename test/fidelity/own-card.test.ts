import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compileCards } from '../../src/evaluate.ts';
import { loadTeam } from '../../src/pitwall.ts';
import { newTeam } from '../../src/project/new-team.ts';
import { describePersona } from '../../src/vitest.ts';
import { FACILITIES } from '../fixtures/facilities-card.ts';

const projectDir = mkdtempSync(join(tmpdir(), 'pitwall-own-'));
for (const [file, text] of newTeam({ name: 'own', language: 'en', pitwall: '*', vitest: '*' })) {
  mkdirSync(dirname(join(projectDir, file)), { recursive: true });
  writeFileSync(join(projectDir, file), text);
}
writeFileSync(join(projectDir, 'personas/thandi.md'), FACILITIES);
afterAll(() => rmSync(projectDir, { recursive: true }));

describe('a card that names no desk of the shipped team', () => {
  it('leaves work to nobody but whom it names, whoever else is at hand', () => {
    const cards = compileCards(loadTeam({ projectDir }).members);
    const own = cards.find(({ id }) => id === 'mortar');
    expect(own?.boundaries.map(({ to, topic }) => [to, topic])).toEqual([['anchor', 'the warehouse system']]);
    for (const { card, boundaries } of cards)
      for (const { to } of boundaries)
        if (to !== undefined)
          expect([...card.dependencies, ...card.persona.defers].map(({ on }) => on.toLowerCase())).toContain(to);
  });
});

// Fails as a whole where the battery tests what the card does not say.
describePersona('Mortar', { scenario: 'friday-release', seeds: 1, projectDir });
