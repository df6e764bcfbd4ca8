/**
 * Kills what holds a sweep on many machines: `npm run sweep:chaos -- [debates] [workers] [kills] [control]`. Default settings; with
 * `control` the keys of the record and the epochs of its leases are taken out, and what is damaged then is printed. Exits 1 where the
 * bars of the first, or the damage of the second, are not met.
 */
import { chaos } from './chaos.ts';
import { missingServers } from './servers.ts';

const missing = missingServers();
if (missing !== null) throw new Error(missing);
const words = process.argv.slice(2);
const control = words.includes('control');
const [debates = 300, workers = 3, kills = 20] = words.filter((word) => word !== 'control').map(Number);
const figures = await chaos({
  ...{ debates, workers, kills, control },
  ...{ pauses: 3, restarts: true, latencyMs: 250 },
  say: (line) => console.log(line),
});
const { seconds, closed, pauses, requests, recorded, failovers, damage } = figures;
const longest = Math.max(0, ...failovers);
const wasted = requests - recorded;
console.log(
  `${control ? 'Without keys and epochs: ' : ''}${closed} of ${debates} debates in ${seconds.toFixed(0)} s, ${workers} workers, ${figures.kills} kills, ${pauses} pauses, one restart of Redis and of Postgres`,
);
console.log(`replies asked ${requests}, on the record ${recorded}, wasted ${wasted} (bar: ${figures.kills + pauses})`);
console.log(
  `a killed worker's debate went on after ${longest.toFixed(1)} s at most (bar: 45), ${(failovers.reduce((sum, one) => sum + one, 0) / failovers.length).toFixed(1)} s on average`,
);
console.log(damage.length === 0 ? 'no damage' : damage.map(({ what, count }) => `${count} ${what}`).join(', '));
const isSound = damage.length === 0 && wasted <= figures.kills + pauses && longest <= 45;
process.exitCode = isSound !== control ? 0 : 1;
