import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Files that hold Hangul which is not running text: spelling data, recognition models, key maps, pictures and fonts. */
const NOT_TEXT = /tesseract|hunspell|traineddata|keymap|\.(map|png|jpe?g|gif|woff2?|exr|so|svgz|xkb)$/;
const LARGEST = 30_000_000;
/** Tags that stand inside a sentence. */
const INLINE = /<\/?(b|i|em|strong|span|a|code|guiseq?|gui|link|app|key|tt)\b[^>]*>/g;
const BREAKS = /\p{Cc}|<[^>]*>|["`]|'(?=[,}\s]|$)/u;

/** Korean sentences and phrases in the files of a folder, each once for all folders that share `seen`. */
export function* textIn(folder: string, seen: Set<string>): Generator<string> {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(folder, name);
    const about = statSync(file, { throwIfNoEntry: false });
    if (NOT_TEXT.test(file) || !about?.isFile() || about.size > LARGEST) continue;
    const text = contentOf(file);
    if (text === undefined || !/[가-힣]|\\u[a-dA-D]/.test(text)) continue;
    for (const piece of phrases(text, file)) {
      if (!seen.has(piece)) yield piece;
      seen.add(piece);
    }
  }
}

function contentOf(file: string): string | undefined {
  const stored = readFileSync(file);
  const gzipped = stored[0] === 0x1f && stored[1] === 0x8b;
  const bytes = gzipped ? gunzipSync(stored) : stored;
  // A compiled message catalogue is binary around its strings, which are UTF-8.
  if (file.endsWith('.mo')) return bytes.toString('utf8');
  const text = bytes.toString('utf8');
  return text.includes('\uFFFD') ? undefined : text;
}

function phrases(content: string, file: string): string[] {
  let text = content
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/&nbsp;/g, ' ')
    .replace(/&(lt|gt|amp|quot);/g, "'")
    .replace(/\\[nrt]/g, '\n')
    .normalize('NFC');
  if (/\.\d(\.gz)?$/.test(file)) text = text.replace(/([^\n.])\n(?=[^\n.])/g, '$1 ').replace(/\\f[BIRP]|\\-/g, '');
  if (/html|page|xml|txt/.test(file)) text = text.replace(INLINE, '').replace(/([^\n>])\n\s*(?=[^\n<\s])/g, '$1 ');
  return text
    .split(BREAKS)
    .map((piece) => piece.replace(/\s+/g, ' ').trim())
    .filter((piece) => (piece.match(/[가-힣]/g)?.length ?? 0) >= 2 && !piece.includes('\uFFFD'));
}
