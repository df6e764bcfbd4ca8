import type { PersonaCard } from '../../core/card.ts';
import type { Finding } from '../../core/finding.ts';
import { plainText } from '../parse.ts';
import { conflictsIn } from './conflicts.ts';
import { gapsIn } from './gaps.ts';
import { frontMatterAgainstProse } from './persona.ts';

/** What a card holds against itself, leaves open, or leaves out; by line. `text` is what it was read from. */
export function lintCard(card: PersonaCard, text: string): Finding[] {
  const plain = plainText(text);
  const rows = plain.split('\n');
  return [
    ...conflictsIn(card, rows),
    ...frontMatterAgainstProse(card, plain),
    ...uncertain(card),
    ...gapsIn(card, rows),
  ].sort((a, b) => a.line - b.line);
}

function uncertain(card: PersonaCard): Finding[] {
  return card.uncertain.map(({ line, column, text, candidates }) => ({
    level: 'warning',
    rule: 'uncertain',
    line,
    sentence: `column ${column}: \`${text}\` is a guess${candidates.length > 1 ? ` among ${candidates.slice(0, 6).join(' ')}${candidates.length > 6 ? ' …' : ''}` : ''}; put it right, then delete its entry in the front matter`,
  }));
}
