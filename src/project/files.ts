import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PitwallError } from '../core/error.ts';
import { readUserFile } from '../files/user-file.ts';
import { userText } from '../files/user-text.ts';

let root: string | undefined;

/** The installed package's folder: the nearest one upwards whose package.json is Pitwall's own. */
export function packageRoot(): string {
  if (root !== undefined) return root;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isPackage(folder)) {
    const parent = dirname(folder);
    if (parent === folder) {
      throw new PitwallError('FILE_UNREADABLE', `expected Pitwall's package.json above ${import.meta.url}, found none`);
    }
    folder = parent;
  }
  root = folder;
  return folder;
}

function isPackage(folder: string): boolean {
  const file = join(folder, 'package.json');
  return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }).name === 'pitwall';
}

/** A path as a person would type it: relative to the project when it lies inside. */
export function shownPath(projectDir: string, file: string): string {
  const inside = relative(projectDir, file);
  return inside === '' || inside.startsWith('..') ? file : inside;
}

const MIB = 2 ** 20;

/** What a text file may hold that a person names: a table of questions or turns. */
const MOST_TEXT = 64 * MIB;
/** What a script or a voice may hold; their readers take less. */
export const MOST_SCRIPT = MIB;

/** A file's text; `shown` names it in errors. Throws FILE_UNREADABLE for what is missing, no file, too large, or not UTF-8. */
export function readText(file: string, shown: string = file, most: number = MOST_TEXT): string {
  const refuse = refusing(file, shown);
  return userText(readUserFile(file, { most, refuse }), refuse);
}

/** The text of a script or a voice. */
export function readScript(file: string, shown: string): string {
  return readText(file, shown, MOST_SCRIPT);
}

/** The text that standard input holds, under the rules of a file. Throws FILE_UNREADABLE. */
export async function readInput(input: AsyncIterable<string | Uint8Array>): Promise<string> {
  const refuse = refusing('-', 'standard input');
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of input) {
    pieces.push(Buffer.from(piece as Uint8Array));
    length += piece.length;
    if (length > MOST_TEXT) throw refuse(`more than the ${MOST_TEXT / MIB} MB that are read`);
  }
  return userText(Buffer.concat(pieces), refuse);
}

/** The error for what stands in the place of a text file. */
export function refusing(file: string, shown: string): (what: string, cause?: unknown) => PitwallError {
  return (what, cause) =>
    new PitwallError('FILE_UNREADABLE', `expected a text file at \`${shown}\`, found ${what}`, {
      cause,
      data: { file },
    });
}

/** Files of a folder that end in `ending`, sorted by name, with their full paths; none when there is no such folder. */
export function filesIn(folder: string, ending: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && ending.test(entry.name))
    .map((entry) => resolve(folder, entry.name))
    .sort();
}
