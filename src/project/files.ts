import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PitwallError } from '../core/error.ts';

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

/** A file's text; `shown` names it in errors. Throws FILE_UNREADABLE for what is missing, a folder, or not UTF-8. */
export function readText(file: string, shown: string = file): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw refusalOf(error, file, shown);
  }
  if (bytes.includes(0)) throw refused(file, shown, 'a binary one');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw refused(file, shown, 'bytes that are not UTF-8', error);
  }
}

const KNOWN: Record<string, string> = {
  ENOENT: 'nothing',
  EISDIR: 'a folder',
  ENOTDIR: 'nothing',
  EACCES: 'one that may not be read',
};

/** What reading a file threw, as a sentence of ours. */
export function refusalOf(error: unknown, file: string, shown: string): PitwallError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return refused(file, shown, KNOWN[code] ?? code, error);
}

export function refused(file: string, shown: string, what: string, cause?: unknown): PitwallError {
  return new PitwallError('FILE_UNREADABLE', `expected a text file at \`${shown}\`, found ${what}`, {
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
