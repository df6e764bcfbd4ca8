import type { Verdict } from './desk.ts';
import { judgedList } from './desk.ts';

const Z = 1.96;
const AUTHORS = [
  ['author-1', 'seen while the desk was mended'],
  ['author-2', 'seen, held out before'],
  ['author-3', 'seen while the desk was mended'],
  ['author-4', 'seen, held out before'],
  ['author-5', 'seen while the desk was mended'],
  ['author-6', 'seen while the desk was mended'],
  ['author-7', 'seen while the desk was mended, 30 of 40 before'],
  ['author-8', 'seen while the desk was mended, 14 of 40 before'],
  ['author-9', 'seen while the desk was mended, 32 of 40 before'],
  ['author-10', 'seen while the desk was mended, 26 of 40 before'],
  ['author-11', 'held out'],
  ['author-12', 'seen while the desk was mended, 24 of 40 before'],
  ['author-13', 'seen while the desk was mended, 29 of 40 before'],
  ['author-14', 'held out'],
  ['author-15', 'seen while the desk was mended, 27 of 40 before'],
  ['author-16', 'held out'],
  ['author-17', 'seen while the desk was mended, 24 of 40 before'],
  ['author-18', 'held out'],
] as const;
const VERDICTS: readonly (readonly [string, readonly Verdict[]])[] = [
  ['right', ['right']],
  ['wrong number', ['wrong number']],
  ['asked', ['asked']],
  ['declined', ['declined']],
  ['confidently wrong', ['assumed', 'another question']],
];

/** The 95 % interval of a share (Wilson 1927). */
function wilson(hits: number, all: number): [low: number, high: number] {
  const share = hits / all;
  const middle = (share + Z ** 2 / (2 * all)) / (1 + Z ** 2 / all);
  const half = (Z * Math.sqrt((share * (1 - share)) / all + Z ** 2 / (4 * all ** 2))) / (1 + Z ** 2 / all);
  return [middle - half, middle + half];
}

/** `npm run desk:measure`: what becomes of the questions of eighteen authors who did not know the calculators; `-- misses author-3` lists what is not right. */
const [wish, only] = process.argv.slice(2);
for (const [author, label] of AUTHORS) {
  const judgements = judgedList(new URL(`../workbench/desk/${author}.jsonl`, import.meta.url));
  const counts = VERDICTS.map(([name, verdicts]) => ({
    name,
    count: judgements.filter(({ verdict }) => verdicts.includes(verdict)).length,
  }));
  const all = judgements.length;
  const [low, high] = wilson(counts[0]?.count ?? 0, all);
  const shown = counts.map(({ name, count }) => `${name} ${count}`).join(', ');
  process.stdout.write(
    `${author} (${label}), ${all} questions: ${shown}; right ${low.toFixed(2)} to ${high.toFixed(2)}\n`,
  );
  if (wish === 'misses' && only === author)
    for (const { row, verdict } of judgements)
      if (verdict !== 'right') process.stdout.write(`  ${row.id} ${row.kind} ${verdict}: ${row.q}\n`);
}
