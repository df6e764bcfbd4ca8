import { coverageOf, FAMILIES, madeUp, publicLogs } from './extrapolation.ts';
import { readLogs } from './real-logs.ts';

/** `npm run logs:measure`: how many public logs are read, and how many are judged as their label says, by halves. */
const all = readLogs();
for (const half of ['written on', 'kept apart', 'by shape'] as const) {
  const logs = all.filter((log) => log.half === half);
  const read = logs.filter(({ isRead }) => isRead).length;
  const judged = logs.filter(({ isJudged }) => isJudged).length;
  const share = (count: number) => `${count} of ${logs.length} (${((100 * count) / logs.length).toFixed(0)} %)`;
  process.stdout.write(`${half.padEnd(12)} read right ${share(read)}, judged right ${share(judged)}\n`);
}
for (const { name, half, isRead, isJudged, said } of all)
  if (!isRead || !isJudged) process.stdout.write(`  ${half.padEnd(12)} ${name}: ${said}\n`);

const shown = ({ of, held, refused, width }: ReturnType<typeof coverageOf>) =>
  `${held} of ${of} (${((100 * held) / of).toFixed(0)} %), ${refused} refused, width ${(100 * width).toFixed(0)} % of the loss`;
const constant = { kind: 'constant' } as const;
const families = Object.entries(FAMILIES).map(([name, family], at) => ({
  name,
  cases: madeUp(family, 9001 + 1000 * at, 60),
}));
for (const { name, cases } of families)
  process.stdout.write(`95 % interval on made-up laws ${name.padEnd(26)} ${shown(coverageOf(cases, constant))}\n`);
const pooled = coverageOf(
  families.flatMap(({ cases }) => cases),
  constant,
);
process.stdout.write(`95 % interval on all made-up laws   ${shown(pooled)}\n`);
for (const share of [0.5, 0.6, 0.7, 0.8])
  process.stdout.write(`95 % interval on logs cut at ${share}   ${shown(coverageOf(publicLogs([share])))}\n`);
process.stdout.write(`95 % interval on all cut logs   ${shown(coverageOf(publicLogs([0.5, 0.6, 0.7, 0.8])))}\n`);
