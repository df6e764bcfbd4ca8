/** Writes blind reading packs: `npm run reading:pack -- DIR [READERS]`. One file a reader; the key stays sealed beside them. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomFrom, shuffled } from '../../src/core/random.ts';
import { readable } from './arms.ts';

const SCENARIOS = ['loss-drop-3000', 'spike-at-12k'];
const SEEDS_A_SCENARIO = 4;
const HANDWRITTEN: Record<string, string> = {
  'loss-drop-3000': 'loss-drop-3000.ko.md',
  'spike-at-12k': 'spike-at-12k.en.md',
};

const [directory, readers = '3'] = process.argv.slice(2);
if (directory === undefined) throw new Error('expected a folder for the packs');
// Seeds are drawn from the commit, so that nobody picks them.
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();

interface Pair {
  pair: string;
  scenario: string;
  seed: number;
  arms: [string, string];
  texts: [string, string];
}

const pairs: Pair[] = [];
for (const scenario of SCENARIOS) {
  const random = randomFrom(commit, scenario);
  const seeds = Array.from({ length: SEEDS_A_SCENARIO }, () => 1000 + Math.floor(random() * 9000));
  for (const [index, seed] of seeds.entries()) {
    const playbook = await readable(scenario, seed, 'P');
    pairs.push({
      pair: `${scenario}-${seed}`,
      scenario,
      seed,
      arms: ['P', 'F'],
      texts: [playbook, await readable(scenario, seed, 'F')],
    });
    if (index === 0) {
      pairs.push({
        pair: `${scenario}-${seed}-s`,
        scenario,
        seed,
        arms: ['P', 'S'],
        texts: [playbook, scrambled(playbook, random)],
      });
      const hand = readFileSync(new URL(`hand/${HANDWRITTEN[scenario]}`, import.meta.url), 'utf8');
      pairs.push({ pair: `${scenario}-${seed}-h`, scenario, seed, arms: ['P', 'H'], texts: [playbook, hand] });
    }
  }
}

/** The control: the same turns in another order and from other mouths. */
function scrambled(text: string, random: () => number): string {
  const isTurn = (line: string) => /^\d+\\?\. \*\*/.test(line);
  const turns = text.split('\n').filter(isTurn);
  const names = [...new Set(turns.map((line) => /\*\*(.+?)\*\*/.exec(line)?.[1] ?? ''))];
  const others = new Map(names.map((name, index) => [name, names[(index + 1) % names.length] ?? name]));
  const order = shuffled(random, turns);
  let next = 0;
  return text
    .split('\n')
    .map((line) => {
      if (!isTurn(line)) return line;
      const number = /^\d+/.exec(line)?.[0] ?? '';
      const moved = (order[next++] ?? line).replace(/^\d+/, number);
      return moved.replace(/\*\*(.+?)\*\*/, (_, name: string) => `**${others.get(name) ?? name}**`);
    })
    .join('\n');
}

mkdirSync(directory, { recursive: true });
const key: Record<string, { pair: string; scenario: string; A: string; B: string }[]> = {};
for (let reader = 1; reader <= Number(readers); reader += 1) {
  const random = randomFrom(commit, 'reader', reader);
  const sheet: string[] = [];
  const rows: (typeof key)[string] = [];
  key[reader] = rows;
  for (const [index, { pair, scenario, arms, texts }] of shuffled(random, pairs).entries()) {
    // Each pair stands in both orders across readers.
    const flipped = (reader + (randomFrom(commit, pair)() < 0.5 ? 0 : 1)) % 2 === 0;
    const [first, second] = flipped ? ([1, 0] as const) : ([0, 1] as const);
    sheet.push(`# PAIR ${index + 1}\n\n## TRANSCRIPT A\n\n${texts[first]}\n\n## TRANSCRIPT B\n\n${texts[second]}\n`);
    rows.push({ pair, scenario, A: arms[first], B: arms[second] });
  }
  writeFileSync(join(directory, `reader-${reader}.md`), sheet.join('\n---\n\n'));
}
writeFileSync(join(directory, 'key.json'), JSON.stringify(key, null, 2));
console.log(`${pairs.length} pairs for ${readers} readers in ${directory}; answers go to answers-N.json beside them`);
