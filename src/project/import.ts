import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CardFinding } from '../cards/lint/finding.ts';
import { lintCard } from '../cards/lint/lint.ts';
import { parseCard } from '../cards/parse.ts';
import { MOST_BYTES } from '../cards/repair/decode.ts';
import { readCardBytes } from '../cards/repair/read-card.ts';
import { withUncertain } from '../cards/written.ts';
import type { PersonaCard } from '../core/card.ts';
import { PitwallError } from '../core/error.ts';
import type { RepairReport } from '../core/repair.ts';
import { readUserFile } from '../files/user-file.ts';
import { refusing, shownPath } from './files.ts';
import type { Place } from './folders.ts';
import { sourcesOf } from './folders.ts';

export interface ImportedCard {
  card: PersonaCard;
  /** The card's text, restored if need be; the report's lines count in it. */
  text: string;
  /** How it is written: with what a person has still to look at in its front matter, the lines of that counted anew. */
  written: string;
  /** The card as it reads from `written`. */
  writtenCard: PersonaCard;
  report: RepairReport;
  /** What the linter says of the card as it is written. */
  findings: CardFinding[];
  /** Whether a voice file waits for the member. */
  voice: 'own' | 'generic';
}

export interface ImportOptions extends Place {
  repair?: boolean;
  /** Sound texts by or about the same people, which help to restore a damaged one. */
  lexicon?: readonly string[];
}

/**
 * Reads any file of the profile format as a card, and writes nothing.
 * Throws FILE_UNREADABLE for what is no text, CARD_INVALID for damage without `repair` and for what is no card.
 */
export function importCard(
  file: string,
  { projectDir, teamDir, repair = false, lexicon = [] }: ImportOptions,
): ImportedCard {
  const path = resolve(projectDir, file);
  const shown = shownPath(projectDir, path);
  const { text, report } = readCardBytes(bytesOf(path, shown), shown, { repair, lexicon });
  const written = withUncertain(text, report.uncertain);
  const card = parseCard(text, shown);
  const writtenCard = written === text ? card : parseCard(written, shown);
  const hasVoice = sourcesOf({ projectDir, teamDir }).some(({ folder }) =>
    existsSync(join(folder, 'personas', 'voices', `${card.id}.yaml`)),
  );
  return {
    card: { ...card, uncertain: [...card.uncertain, ...report.uncertain] },
    text,
    written,
    writtenCard,
    report,
    findings: lintCard(writtenCard, written),
    voice: hasVoice ? 'own' : 'generic',
  };
}

/** The text of a card that is to take its seat as it is; a damaged one is refused with the command that restores it. */
export function readCardText(path: string, shown: string): string {
  try {
    return readCardBytes(bytesOf(path, shown), shown, { repair: false }).text;
  } catch (error) {
    if (!(error instanceof PitwallError) || error.data['damage'] === undefined) throw error;
    throw new PitwallError(
      'CARD_INVALID',
      `expected sound text, found ${String(error.data['damage'])}; restore it first: pitwall persona import ${shown} --repair --out FILE`,
      { place: { file: shown }, data: { ...error.data }, cause: error },
    );
  }
}

function bytesOf(path: string, shown: string): Uint8Array {
  return readUserFile(path, { most: MOST_BYTES, refuse: refusing(path, shown) });
}
