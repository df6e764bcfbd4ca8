import { readLogs } from './real-logs.ts';

/** `npm run logs:measure`: how many public logs are read, and how many are judged as their label says, by halves. */
const all = readLogs();
for (const half of ['written on', 'kept apart'] as const) {
  const logs = all.filter((log) => log.half === half);
  const read = logs.filter(({ isRead }) => isRead).length;
  const judged = logs.filter(({ isJudged }) => isJudged).length;
  const share = (count: number) => `${count} of ${logs.length} (${((100 * count) / logs.length).toFixed(0)} %)`;
  process.stdout.write(`${half.padEnd(12)} read right ${share(read)}, judged right ${share(judged)}\n`);
}
for (const { name, half, isRead, isJudged, said } of all)
  if (!isRead || !isJudged) process.stdout.write(`  ${half.padEnd(12)} ${name}: ${said}\n`);
