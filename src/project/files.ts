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
  const refuse = (what: string, cause?: unknown) =>
    new PitwallError('FILE_UNREADABLE', `expected a text file at \`${shown}\`, found ${what}`, {
      cause,
      data: { file },
    });
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const known: Record<string, string> = {
      ENOENT: 'nothing',
      EISDIR: 'a folder',
      ENOTDIR: 'nothing',
      EACCES: 'one that may not be read',
    };
    throw refuse(known[code] ?? code, error);
  }
  if (bytes.includes(0)) throw refuse('a binary one');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw refuse('bytes that are not UTF-8', error);
  }
}

/** Files of a folder that end in `ending`, sorted by name, with their full paths; none when there is no such folder. */
export function filesIn(folder: string, ending: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && ending.test(entry.name))
    .map((entry) => resolve(folder, entry.name))
    .sort();
}
