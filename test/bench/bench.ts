/** `npm run bench -- [turns] [growth] [parallel] [start] [record] [--runs 5] [--json FILE]`: what Pitwall costs beside the models. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { growth } from './sections/growth.ts';
import { parallel } from './sections/parallel.ts';
import { record } from './sections/record.ts';
import { start } from './sections/start.ts';
import { turns } from './sections/turns.ts';

const SECTIONS = { turns, growth, parallel, start, record };
const isSection = (name: string): name is keyof typeof SECTIONS => name in SECTIONS;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, json: { type: 'string' } },
});
const stray = positionals.find((name) => !isSection(name));
if (stray !== undefined) {
  process.stderr.write(`expected ${Object.keys(SECTIONS).join(', ')} or nothing for all of them, got \`${stray}\`\n`);
  process.exit(2);
}
const chosen = positionals.length === 0 ? Object.keys(SECTIONS) : positionals;
const say = (line: string) => process.stdout.write(`${line}\n`);
const folder = mkdtempSync(join(os.tmpdir(), 'pitwall-bench-'));
const [cpu] = os.cpus();
const machine = {
  cpu: cpu?.model ?? 'unknown',
  cores: os.cpus().length,
  memoryGb: Math.round(os.totalmem() / 2 ** 30),
  system: `${os.platform()} ${os.release()}`,
  node: process.version,
  /** Processes that wanted a core in the minute before. */
  load: Number(os.loadavg()[0]?.toFixed(1)),
};
say(
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, load ${machine.load} at the beginning`,
);
say('Only ratios of one run can be compared: times belong to the machine and to what else it was doing.');
const results: Record<string, unknown> = { machine };
try {
  for (const name of chosen.filter(isSection))
    results[name] = await SECTIONS[name]({ folder, runs: Number(values.runs), say });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
