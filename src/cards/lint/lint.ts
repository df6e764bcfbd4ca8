import type { PersonaCard } from '../../core/card.ts';
import { plainText } from '../parse.ts';
import { conflictsIn } from './conflicts.ts';
import type { CardFinding } from './finding.ts';
import { gapsIn } from './gaps.ts';
import { frontMatterAgainstProse } from './persona.ts';

/** What a card holds against itself, leaves open, or leaves out; by line. `text` is what it was read from. */
export function lintCard(card: PersonaCard, text: string): CardFinding[] {
  const plain = plainText(text);
  const rows = plain.split('\n');
  return [
    ...conflictsIn(card, rows),
    ...frontMatterAgainstProse(card, plain),
    ...uncertain(card),
    ...gapsIn(card, rows),
  ].sort((a, b) => a.line - b.line);
}

function uncertain(card: PersonaCard): CardFinding[] {
  return card.uncertain.map(
    ({ line, column, text, candidates }): CardFinding => ({
      level: 'warning',
      line,
      finding: { code: 'uncertain.guess', params: { column, text, candidates } },
    }),
  );
}
