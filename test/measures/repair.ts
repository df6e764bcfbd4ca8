import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readCardBytes } from '../../src/cards/repair/read-card.ts';
import type { CodePage } from '../cards/damage.ts';
import { damage, isBroken } from '../cards/damage.ts';

/**
 * Damages sound cards, restores them, and prints what became of the characters that lost bytes:
 * `npm run repair:measure -- [--page PAGE] [--team] [--wrong] [FILE...]`; our own cards where no file is named.
 * `--team` gives the other files as lexicon.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    page: { type: 'string', multiple: true, default: ['windows-1254', 'windows-1252'] },
    team: { type: 'boolean', default: false },
    wrong: { type: 'boolean', default: false },
  },
});
const OURS = ['blaze', 'cortex', 'flux', 'pulse', 'sentinel'].map((name) => `personas/${name}.md`);
const files = positionals.length > 0 ? positionals : OURS;
const texts = new Map(
  files.map((file) => [
    file,
    readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n'),
  ]),
);

interface Tally {
  broken: number;
  right: number;
  listed: number;
  wrongUnlisted: number;
  missing: number;
  untouched: boolean;
}

/** Compares character by character; a repair changes none of the others. */
function measure(text: string, page: CodePage, lexicon: string[]): Tally {
  const { text: restored, report } = readCardBytes(Buffer.from(damage(text, page)), 'card', { repair: true, lexicon });
  const listed = new Map(report.uncertain.map((one) => [`${one.line}:${one.column}`, one.candidates]));
  const got = restored.split('\n').map((line) => [...line]);
  const tally: Tally = { broken: 0, right: 0, listed: listed.size, wrongUnlisted: 0, missing: 0, untouched: true };
  for (const [at, line] of text.split('\n').entries())
    for (const [column, character] of [...line].entries()) {
      const found = got[at]?.[column];
      const candidates = listed.get(`${at + 1}:${column + 1}`);
      if (!isBroken(character, page)) tally.untouched &&= found === character;
      else {
        tally.broken += 1;
        if (found === character) tally.right += 1;
        else if (candidates === undefined) tally.wrongUnlisted += 1;
        else if (!candidates.includes(character)) tally.missing += 1;
        if (values.wrong && found !== character)
          console.log(
            `  ${at + 1}:${column + 1} ${character} -> ${found}${candidates ? '' : ' NOT LISTED'}  ${line.trim().slice(0, 60)}`,
          );
      }
    }
  return tally;
}

const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`.padStart(10);
console.log(
  `${'card'.padEnd(26)} ${'page'.padEnd(16)} broken      right     listed  wrong, unlisted  missing  rest untouched     ms`,
);
for (const page of values.page as CodePage[]) {
  const all: Tally = { broken: 0, right: 0, listed: 0, wrongUnlisted: 0, missing: 0, untouched: true };
  const row = (name: string, tally: Tally, durationMs: number) =>
    console.log(
      `${name.padEnd(26)} ${page.padEnd(16)} ${String(tally.broken).padStart(6)} ${share(tally.right, tally.broken)} ${share(tally.listed, tally.broken)} ${share(tally.wrongUnlisted, tally.broken).padStart(16)} ${String(tally.missing).padStart(8)} ${(tally.untouched ? 'yes' : 'NO').padStart(15)} ${durationMs.toFixed(0).padStart(6)}`,
    );
  for (const [file, text] of texts) {
    const others = values.team ? [...texts].filter(([name]) => name !== file).map(([, other]) => other) : [];
    const before = performance.now();
    const tally = measure(text, page, others);
    row(path.basename(file), tally, performance.now() - before);
    for (const key of ['broken', 'right', 'listed', 'wrongUnlisted', 'missing'] as const) all[key] += tally[key];
    all.untouched &&= tally.untouched;
  }
  row('all', all, 0);
}
