import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { parseCard } from '../src/cards/parse.ts';
import { PitwallError } from '../src/core/error.ts';
import { TurnFault } from '../src/fidelity/findings/fault.ts';
import type { CompiledCard, SpokenTurn } from '../src/fidelity/index.ts';
import { compileCard, readTurns } from '../src/fidelity/index.ts';
import type { Team } from '../src/project/index.ts';

/** Older files name the class by its commonest case. */
const SAME: Readonly<Record<string, TurnFault>> = { hardware_overclaim: 'domain_overclaim' };

const Label = z.looseObject({
  author: z.string().min(1).optional(),
  label: z.enum(['in_character', 'corrupted']),
  corruption: z.preprocess(
    (value) => (typeof value === 'string' ? (SAME[value] ?? value) : value),
    TurnFault.nullish(),
  ),
});

/** A turn that somebody wrote for this purpose, with what they did to it. */
export interface LabelledTurn {
  turn: SpokenTurn;
  author: string;
  /** Null: in character. */
  corruption: TurnFault | null;
}

/**
 * Turns of files in the format of `pitwall eval turns`, each with `label`, `corruption` and `author`; a file that names no author
 * is one author's. Throws DATA_INVALID for a line without a label.
 */
export function labelledTurns(
  files: readonly string[],
  memberOf: (name: string) => string | undefined,
): LabelledTurn[] {
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const labels = text.split('\n').flatMap((row, index) => {
      if (row.trim() === '') return [];
      const parsed = Label.safeParse(JSON.parse(row));
      if (parsed.success && (parsed.data.label === 'in_character') === (parsed.data.corruption == null))
        return [parsed.data];
      const sentence = 'expected `label` in_character, or corrupted with a known `corruption`';
      throw new PitwallError('DATA_INVALID', sentence, { place: { file, line: index + 1 } });
    });
    const name = basename(file).replace(/\.jsonl$/u, '');
    return readTurns(text, file, memberOf).map(({ turn }, index): LabelledTurn => {
      const label = labels[index];
      const author = label?.author ?? name;
      return { turn: { ...turn, id: `${name}:${turn.id}` }, author, corruption: label?.corruption ?? null };
    });
  });
}

/** Cards that labelled turns may be of: the team's, and those of the files; who is told from whom sits at one table, the cards of one folder. */
export function cardsFor(team: Team, files: readonly string[]): Map<string, CompiledCard> {
  const own = files.map((file) => {
    const cardText = readFileSync(file, 'utf8');
    return { table: dirname(file), card: parseCard(cardText, file), cardText };
  });
  const tables = [...new Set(own.map(({ table }) => table))].map((one) => own.filter(({ table }) => table === one));
  const compiled = [team.members, ...tables].flatMap((members) => {
    const colleagues = members.map(({ card }) => card);
    return members.map(({ card, cardText }) => compileCard(card, { colleagues, text: cardText }));
  });
  return new Map(compiled.map((card) => [card.id, card]));
}

/** Cards in the tests that turns were written of, beside the team's. */
export const OTHER_CARDS = [
  'test/fixtures/cards/mason.md',
  'test/fixtures/cards/sail.md',
  ...['caveat', 'dice', 'lantern', 'a19/kiln', 'a19/bough', 'a20/felt', 'a20/hoof'].map(
    (name) => `test/fixtures/turns/cards/${name}.md`,
  ),
] as const;

/** The card that a name in a file means. */
export const idAmongCards =
  (cards: readonly CompiledCard[]) =>
  (name: string): string | undefined =>
    cards.find(({ id, names }) => id === name.toLowerCase() || names.includes(name.toLowerCase()))?.id;
