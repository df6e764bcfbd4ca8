import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pack } from '../cards/repair/packed.ts';
import { count, ngramsOf, noCounts } from './hangul/count.ts';
import { textIn } from './hangul/text-of.ts';

/**
 * Counts Korean text and writes what the repair of damaged cards knows of Korean:
 * `npx tsx src/dev/train-hangul.ts --words LIST FOLDER...`, each folder an unpacked package, each list a file with one word a
 * line. docs/DATA.md names the packages behind the file that is shipped.
 */
const TARGET = new URL('../cards/repair/ngrams-data.ts', import.meta.url);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { words: { type: 'string', multiple: true, default: [] } },
});
if (positionals.length === 0) throw new Error('Expected folders with Korean text, got none.');

const counts = noCounts();
const seen = new Set<string>();
for (const folder of positionals) {
  let syllables = 0;
  for (const text of textIn(folder, seen)) {
    count(counts, text);
    syllables += text.match(/[가-힣]/g)?.length ?? 0;
  }
  console.log(`${path.basename(folder)}: ${syllables} syllables`);
}
const words = new Set(values.words.flatMap((file) => readFileSync(file, 'utf8').split('\n')));
for (const word of words) if (/^[가-힣]{2,}$/.test(word)) count(counts, word);

const ngrams = ngramsOf(counts);
const base64 = Buffer.from(pack(ngrams)).toString('base64');
writeFileSync(
  TARGET,
  `/** Written by src/dev/train-hangul.ts; sources and licences are in docs/DATA.md. */
export const ALPHABET =
  ${quote(ngrams.alphabet)};
/** \`pack\` of packed.ts, as base64. */
export const PACKED =
  '${base64}';
`,
);
console.log(`${words.size} words, ${ngrams.one.length} symbols, ${base64.length} characters of data`);

/** Symbols hold no quote and no backslash. */
function quote(text: string): string {
  return `'${text}'`;
}
