import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { PitwallError } from '../../core/error.ts';

/** Ends the names of files that lie there compressed. */
const PACKED = '.br';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface PageFile {
  body: Buffer;
  type: string;
}

/** Where the build put the page: beside the built server, or in `dist` of the sources. */
function pageFolder(): string {
  const places = ['../../../page', '../../../dist/page'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const found = places.find((folder) => existsSync(join(folder, 'index.html')));
  if (found === undefined) {
    throw new PitwallError('FILE_UNREADABLE', 'expected the built page in dist/page, found none; run `npm run build`');
  }
  return found;
}

/** The page's files by path, read once: nothing else of the disk can be asked for. */
export function pageFiles(folder = pageFolder()): Map<string, PageFile> {
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
      const isPacked = extname(name) === PACKED;
      const served = isPacked ? name.slice(0, -PACKED.length) : name;
      const type = TYPES[extname(served)];
      if (type === undefined) return [];
      const body = readFileSync(join(folder, name));
      const path = `/${served.replaceAll('\\', '/')}`;
      return [[path, { body: isPacked ? brotliDecompressSync(body) : body, type }] as const];
    }),
  );
}
