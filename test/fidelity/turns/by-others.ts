import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledTurn } from '../../../dev/labelled.ts';
import { cardsFor, idAmongCards, labelledTurns, OTHER_CARDS } from '../../../dev/labelled.ts';
import { loadTeam } from '../../../src/project/index.ts';

const FOLDER = 'test/fixtures/turns';

/** The cards that turns by others are of. */
export const cardsOfOthers = () => cardsFor(loadTeam({ projectDir: process.cwd() }), OTHER_CARDS);

/** Labelled turns in the repository, none of them by the hand that wrote the checks. */
export function turnsByOthers(): LabelledTurn[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.jsonl'));
  const cards = [...cardsOfOthers().values()];
  return labelledTurns(
    files.sort().map((file) => join(FOLDER, file)),
    idAmongCards(cards),
  );
}
