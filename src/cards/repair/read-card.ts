import { PitwallError } from '../../core/error.ts';
import type { RepairReport } from '../../core/repair.ts';
import { decode } from './decode.ts';
import { readMojibake } from './mojibake.ts';
import { restore } from './restore.ts';

/** Latin-1 without its control characters takes half of all bytes; the other pages break a quarter of the characters. */
const HOPELESS = 0.6;
/** Characters in a text before a share of them says something. */
const ENOUGH = 50;

/**
 * The text of a card from the bytes of its file, without byte order mark and with `\n` at line ends. UTF-8 that was read as
 * Windows-1252, 1254 or Latin-1 and saved again is put right with `repair`; bytes that were lost on the way are guessed from
 * what stands around them, and the report lists each guess that is not sure. Text that is not damaged stays as it is.
 *
 * @param file only named in errors
 * @param lexicon sound texts by or about the same people; words in them are trusted more than Korean at large
 * @throws PitwallError FILE_UNREADABLE for a file that is too large or no text; CARD_INVALID for bytes in no known encoding,
 *   and for a damaged file without `repair`
 */
export function readCardBytes(
  bytes: Uint8Array,
  file: string,
  { repair, lexicon = [] }: { repair: boolean; lexicon?: readonly string[] },
): { text: string; report: RepairReport } {
  const { text, encoding } = decode(bytes, file);
  const mojibake = readMojibake(text);
  if (mojibake === undefined) return { text, report: { encoding, restored: 0, uncertain: [], dropped: [] } };
  const damage = `UTF-8 read as ${mojibake.page}`;
  const count = (...kinds: string[]) => mojibake.pieces.filter(({ kind }) => kinds.includes(kind)).length;
  const [broken, all] = [count('broken'), count('broken', 'whole')];
  if (!repair) {
    const lost = broken === 0 ? 'no byte of it is lost' : `${broken} of its ${all} characters lost bytes`;
    const sentence = `expected sound text, found ${damage} and saved again (${lost}); --repair restores it`;
    throw new PitwallError('CARD_INVALID', sentence, { place: { file }, data: { damage, broken } });
  }
  if (all > ENOUGH && broken > all * HOPELESS) {
    const sentence = `expected text that can be restored, found ${damage}, and ${broken} of ${all} characters lost bytes; ask for the original`;
    throw new PitwallError('CARD_INVALID', sentence, { place: { file }, data: { damage, broken } });
  }
  const [first] = mojibake.pieces;
  const { text: restored, ...rest } = restore(mojibake.pieces.slice(first?.text === '\uFEFF' ? 1 : 0), lexicon);
  return {
    text: restored,
    report: { encoding: encoding === 'UTF-8' ? damage : `${damage}, in ${encoding}`, ...rest, dropped: [] },
  };
}
