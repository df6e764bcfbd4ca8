/** Short debates of the playbook, one after the other in one process and one database: what is alive after each twentieth of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { built } from '../bench/debate.ts';
import { SMALL_SCRIPT } from '../e2e/small-script.ts';

export interface Soak {
  debates: number;
  /** Bytes of live heap and of all memory, after so many debates. */
  samples: { held: number; heap: number; resident: number }[];
  /** Bytes of live heap and of all memory that a debate leaves behind, by least squares over all samples but the first four. */
  heapEach: number;
  residentEach: number;
}

const STEPS = 20;
/** Until then, what is loaded and compiled on its first use grows. */
const WARM = 4;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const [, , debates = '2000'] = process.argv;
const { loadScenario, loadTeam, openStore, runDebate } = await built();
const projectDir = mkdtempSync(join(tmpdir(), 'pitwall-soak-'));
writeFileSync(join(projectDir, 'small.yaml'), SMALL_SCRIPT.replace('[opening blind, vote]', '[opening blind]'));
const team = loadTeam({ projectDir });
const scenario = loadScenario('./small.yaml', { projectDir, team });
const store = openStore(join(projectDir, 'debates.db'));
const samples: Soak['samples'] = [];
for (let seed = 1; seed <= Number(debates); seed += 1) {
  await runDebate({ scenario, team, store, seed });
  if (seed % Math.ceil(Number(debates) / STEPS) !== 0) continue;
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  samples.push({ held: seed, heap: heapUsed, resident: rss });
}
store.close();
rmSync(projectDir, { recursive: true, force: true });
const slope = (of: 'heap' | 'resident') => {
  const late = samples.slice(WARM);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(late.map(({ held }) => held)), mean(late.map((one) => one[of]))];
  const over = late.reduce((sum, one) => sum + (one.held - x) * (one[of] - y), 0);
  return over / late.reduce((sum, one) => sum + (one.held - x) ** 2, 0);
};
const measured: Soak = {
  ...{ debates: Number(debates), samples, heapEach: slope('heap'), residentEach: slope('resident') },
};
process.stdout.write(`${JSON.stringify(measured)}\n`);
