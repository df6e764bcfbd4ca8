import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { count, ngramsOf, noCounts } from './count.ts';
import { pack } from './pack.ts';
import { textIn } from './text-of.ts';

/**
 * Counts Korean text and writes what the repair of damaged cards knows of Korean:
 * `npx tsx dev/hangul/train.ts --words LIST FOLDER...`, each folder an unpacked package, each list a file with one word a
 * line. docs/DATA.md names the packages behind the file that is shipped.
 */
const TARGET = new URL('../../src/cards/repair/ngrams.json.br', import.meta.url);

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
const bytes = pack(ngrams);
writeFileSync(TARGET, bytes);
console.log(`${words.size} words, ${ngrams.one.length} symbols, ${bytes.length} bytes of data`);
