/** Reads answers against the sealed key: `npm run reading:score -- DIR`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Rubric = z.strictObject({
  R1: z.number(),
  R2: z.number(),
  R3: z.number(),
  R4: z.number(),
  R5: z.number(),
  R6: z.number(),
});
const Answers = z.array(
  z.strictObject({
    pair: z.number().int(),
    prefer: z.enum(['A', 'B', 'tie']),
    A: Rubric,
    B: Rubric,
    because: z.string(),
  }),
);
const Key = z.record(
  z.string(),
  z.array(z.strictObject({ pair: z.string(), scenario: z.string(), A: z.string(), B: z.string() })),
);

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('expected the folder of the packs');
const key = Key.parse(JSON.parse(readFileSync(join(directory, 'key.json'), 'utf8')));

const against = new Map<string, { wins: number; ties: number; losses: number }>();
const rubric = new Map<string, number[][]>();
const perPair = new Map<string, string[]>();
for (const [reader, rows] of Object.entries(key)) {
  const file = join(directory, `answers-${reader}.json`);
  if (!existsSync(file)) continue;
  for (const { pair, prefer, A, B } of Answers.parse(JSON.parse(readFileSync(file, 'utf8')))) {
    const row = rows[pair - 1];
    if (row === undefined) continue;
    const other = row.A === 'P' ? row.B : row.A;
    const result = prefer === 'tie' ? 'ties' : row[prefer] === 'P' ? 'wins' : 'losses';
    const tally = against.get(other) ?? { wins: 0, ties: 0, losses: 0 };
    tally[result] += 1;
    against.set(other, tally);
    perPair.set(row.pair, [...(perPair.get(row.pair) ?? []), `${reader}:${result}`]);
    for (const [arm, marks] of [
      [row.A, A],
      [row.B, B],
    ] as const) {
      rubric.set(arm, [...(rubric.get(arm) ?? []), [marks.R1, marks.R2, marks.R3, marks.R4, marks.R5, marks.R6]]);
    }
  }
}

/** Lower end of the 95 % Wilson interval. */
function wilson(wins: number, count: number): number {
  const z2 = 1.96 ** 2;
  const share = wins / count;
  return (
    (share + z2 / (2 * count) - 1.96 * Math.sqrt((share * (1 - share) + z2 / (4 * count)) / count)) / (1 + z2 / count)
  );
}

for (const [arm, { wins, ties, losses }] of against) {
  const count = wins + ties + losses;
  console.log(
    `P against ${arm}: ${wins} preferred, ${ties} tied, ${losses} not, of ${count} (lower bound ${wilson(wins, count).toFixed(2)})`,
  );
}
for (const [arm, marks] of rubric) {
  const means = [0, 1, 2, 3, 4, 5].map((index) =>
    (marks.reduce((sum, row) => sum + (row[index] ?? 0), 0) / marks.length).toFixed(1),
  );
  console.log(
    `${arm}: answering ${means[0]}, numbers ${means[1]}, movement ${means[2]}, person ${means[3]}, language ${means[4]}, use ${means[5]} (${marks.length} readings)`,
  );
}
for (const [pair, results] of perPair) console.log(`  ${pair}: ${results.join(' ')}`);
