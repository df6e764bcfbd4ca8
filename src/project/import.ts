import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { SourceReport } from '../cards/exchange/compose.ts';
import { exportCard } from '../cards/exchange/export-card.ts';
import type { Remainder } from '../cards/exchange/remainder.ts';
import { cutRemainder, REMAINDER_MARKS, readRemainder, withRemainder } from '../cards/exchange/remainder.ts';
import { looksLikeProfile } from '../cards/likely.ts';
import type { CardFinding } from '../cards/lint/finding.ts';
import { lintCard } from '../cards/lint/lint.ts';
import { parseCard } from '../cards/parse.ts';
import { withPlainTitle } from '../cards/plain-title.ts';
import { readCardBytes } from '../cards/repair/read-card.ts';
import { withUncertain } from '../cards/written.ts';
import type { PersonaCard } from '../core/card.ts';
import { PitwallError } from '../core/error.ts';
import type { RepairReport } from '../core/repair.ts';
import { readUserFile } from '../files/user-file.ts';
import { userText } from '../files/user-text.ts';
import { refusing, shownPath } from './files.ts';
import type { Place } from './folders.ts';
import { sourcesOf } from './folders.ts';
import type { Foreign, ForeignOptions } from './foreign-source.ts';
import { readForeign, readPrompt } from './foreign-source.ts';

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
  /** What became of a file in another format; null for a profile of ours. */
  source: SourceReport | null;
}

export interface ImportOptions extends Place {
  repair?: boolean;
  /** Sound texts by or about the same people, which help to restore a damaged one. */
  lexicon?: readonly string[];
  /** What `{{user}}` of a Character Card becomes. */
  user?: string;
  /** What a person from another format is called, whatever it says. */
  name?: string | undefined;
  /** A name as the name of a file; an id is made of it where a source has none. */
  slugOf?: ForeignOptions['slugOf'];
}

/** Bytes of a picture that carries a card, or of a card with all that is kept of its source. */
const MOST_SOURCE = 32 * 2 ** 20;
const latinSlug = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 48);

/**
 * Reads a file as a card, and writes nothing: a profile of ours in any encoding, a Character Card (JSON or PNG), a TinyTroupe agent or
 * fragment, or a system prompt. What it is, is told by its content.
 * Throws FILE_UNREADABLE for what is no text and no picture with a card, CARD_INVALID for damage without `repair` and for what is no card.
 */
export function importCard(
  file: string,
  { projectDir, teamDir, repair = false, lexicon = [], user = 'User', name, slugOf = latinSlug }: ImportOptions,
): ImportedCard {
  const path = resolve(projectDir, file);
  const shown = shownPath(projectDir, path);
  const read = readSource(bytesOf(path, shown), shown, {
    ...{ repair, lexicon, user, slugOf },
    ...(name === undefined ? {} : { name }),
  });
  const { text, report, kept } = read;
  const marked = withUncertain(text, report.uncertain);
  const card = parseCard(text, shown);
  const writtenCard = marked === text ? card : parseCard(marked, shown);
  const hasVoice = sourcesOf({ projectDir, teamDir }).some(({ folder }) =>
    existsSync(join(folder, 'personas', 'voices', `${card.id}.yaml`)),
  );
  return {
    card: { ...card, uncertain: [...card.uncertain, ...report.uncertain] },
    text,
    written: kept === null ? marked : withRemainder(marked, kept),
    writtenCard,
    report,
    findings: lintCard(writtenCard, marked),
    voice: hasVoice ? 'own' : 'generic',
    source: read.source,
  };
}

interface Read {
  text: string;
  report: RepairReport;
  kept: Remainder | null;
  source: SourceReport | null;
}

type ReadOptions = ForeignOptions & { repair: boolean; lexicon: readonly string[] };

const SOUND: RepairReport = { encoding: 'UTF-8', restored: 0, uncertain: [], dropped: [] };

function readSource(bytes: Uint8Array, shown: string, options: ReadOptions): Read {
  const foreign = readForeign(bytes, shown, options);
  if (foreign !== undefined) return fromForeign(foreign, shown);
  const { text: whole, report } = readProfile(bytes, shown, options);
  const { text, block } = cut(whole, shown);
  const own: Read = { text, report, kept: block, source: null };
  if (block !== null || isCard(text, shown)) return own;
  // What has a title and a section of a profile is told its fault as one.
  const prompt = looksLikeProfile(text) ? undefined : readPrompt(text, shown, options);
  if (prompt !== undefined) return { text: prompt.text, report, kept: prompt.kept, source: prompt.report };
  const titled = report.uncertain.length > 0 ? null : withPlainTitle(text, options.slugOf);
  return titled !== null && isCard(titled, shown) ? { ...own, text: titled } : own;
}

function isCard(text: string, shown: string): boolean {
  try {
    parseCard(text, shown);
    return true;
  } catch (error) {
    if (error instanceof PitwallError) return false;
    throw error;
  }
}

function fromForeign({ text, kept, report, carried }: Foreign, shown: string): Read {
  if (carried === null) return { text, report: SOUND, kept, source: report };
  const own = cut(carried.text, shown);
  const isSame = () => {
    try {
      const card = parseCard(own.text, shown);
      return (['character-card', 'tiny-troupe'] as const).some((to) =>
        isDeepStrictEqual(exportCard({ card, text: own.text, kept: own.block, to }).json, carried.source),
      );
    } catch (error) {
      if (error instanceof PitwallError) return false;
      throw error;
    }
  };
  if (isSame()) return { text: own.text, report: SOUND, kept: own.block, source: null };
  const remark = 'The file carries a card of Pitwall, and its fields were changed since: the fields were taken.';
  return { text, report: SOUND, kept, source: { ...report, remarks: [...report.remarks, remark] } };
}

/** A card of ours, with what is kept of its source read from the block behind it. */
function cut(whole: string, shown: string): { text: string; block: Remainder | null } {
  const { text, block } = cutRemainder(whole);
  return { text, block: block === null ? null : readRemainder(block, shown) };
}

/** Where what is kept of a source begins in a file, behind the line end of the card; -1 where nothing is kept. */
function remainderAt(bytes: Uint8Array): number {
  const [opening, closing] = REMAINDER_MARKS;
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = data.subarray(-closing.length).toString('latin1') === closing ? data.lastIndexOf(opening) : -1;
  return at < 0 ? -1 : at + 1;
}

/** The text of a profile; what is kept behind it has its own limits and is in UTF-8. */
function readProfile(
  bytes: Uint8Array,
  shown: string,
  { repair, lexicon }: Pick<ReadOptions, 'repair' | 'lexicon'>,
): { text: string; report: RepairReport } {
  const at = remainderAt(bytes);
  if (at < 0) return readCardBytes(bytes, shown, { repair, lexicon });
  const { text, report } = readCardBytes(bytes.subarray(0, at), shown, { repair, lexicon });
  return { text: text + userText(bytes.subarray(at), refusing(shown, shown)), report };
}

/** The text of a card that is to take its seat as it is; a damaged one is refused with the command that restores it. */
export function readCardText(path: string, shown: string): string {
  try {
    const bytes = bytesOf(path, shown);
    const at = remainderAt(bytes);
    return readCardBytes(at < 0 ? bytes : bytes.subarray(0, at), shown, { repair: false }).text;
  } catch (error) {
    if (!(error instanceof PitwallError) || error.data['damage'] === undefined) throw error;
    throw new PitwallError(
      'CARD_INVALID',
      `expected sound text, found ${String(error.data['damage'])}; restore it first: pitwall persona import ${shown} --repair --out FILE`,
      { place: { file: shown }, data: { ...error.data }, cause: error },
    );
  }
}

/** What is kept of the source of a card, from its file; null where it is a profile of ours. */
export function keptOf(path: string, shown: string): Remainder | null {
  return cut(readProfile(bytesOf(path, shown), shown, { repair: false, lexicon: [] }).text, shown).block;
}

function bytesOf(path: string, shown: string): Uint8Array {
  return readUserFile(path, { most: MOST_SOURCE, refuse: refusing(path, shown) });
}
