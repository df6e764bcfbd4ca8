import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseCard } from '../../src/cards/parse.ts';
import type { PersonaCard } from '../../src/core/card.ts';
import { PitwallError } from '../../src/core/error.ts';
import type { Team } from '../../src/project/index.ts';
import { readCiTod } from '../anchors/ci-tod.ts';
import { readKvpi } from '../anchors/kvpi.ts';
import type { AnchorResult } from '../anchors/measure.ts';
import { measureCiTod, measureKvpi } from '../anchors/measure.ts';

/** Cards of a folder, whatever stands beside them; without a folder, the team's. Throws FILE_UNREADABLE or CARD_INVALID. */
export function cardsOf(folder: string | undefined, team: Team): PersonaCard[] {
  if (folder === undefined) return team.members.map(({ card }) => card);
  const files = listed(folder).filter((file) => /\.md$/i.test(file));
  const cards = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return /^#\s+\S+\s*[:：]/mu.test(text) ? [parseCard(text, file)] : [];
  });
  if (cards.length < 2)
    throw new PitwallError('USAGE', `expected a folder with two cards at least, found ${cards.length} in ${folder}`);
  return cards;
}

/** The public sets at these paths, told by their form. */
export function anchorsOf(files: readonly string[]): AnchorResult[] {
  return files.map((file) => {
    const text = unreadable(file, () => readFileSync(file, 'utf8'));
    return /\.json$/i.test(file)
      ? measureCiTod(readCiTod(text, file), `CI-ToD, ${basename(file)}`)
      : measureKvpi(readKvpi(text, file));
  });
}

const listed = (folder: string) => unreadable(folder, () => readdirSync(folder).sort());

function unreadable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new PitwallError('FILE_UNREADABLE', `expected to be able to read ${path}`, { place: { file: path }, cause });
  }
}
