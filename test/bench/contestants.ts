import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measured } from './measured.ts';
import { said } from './run.ts';

export interface Contestant {
  name: string;
  file: URL;
  /** The folder of `peers/node_modules` without which it cannot be measured. */
  peer?: string;
  /** Measured at every length up to so many turns, and not only at that of the workload. */
  growsTo?: number;
}

export const FLOOR = 'raw loop';
export const BARE = 'createAgent';
export const OURS = 'Pitwall';

const at = (path: string) => new URL(path, import.meta.url);

export const CONTESTANTS: readonly Contestant[] = [
  { name: FLOOR, file: at('contestants/raw-loop.ts'), growsTo: 1000 },
  { name: OURS, file: at('contestants/pitwall.ts'), growsTo: 1000 },
  { name: BARE, file: at('contestants/create-agent.ts'), growsTo: 1000 },
  // Its database grows with the square: a thousand turns would be a gigabyte.
  { name: 'LangGraph, SQLite saver', file: at('peers/langgraph.mjs'), peer: '@langchain/langgraph', growsTo: 400 },
  { name: 'OpenAI Agents SDK', file: at('peers/openai-agents.mjs'), peer: '@openai/agents' },
  { name: 'Mastra', file: at('peers/mastra.mjs'), peer: '@mastra/core' },
];

const PEERS = fileURLToPath(at('peers/'));

/** Contestants that can be measured here, and one sentence for each that cannot. Installs the peers when they are missing. */
export function contestants(say: (line: string) => void): Contestant[] {
  if (!existsSync(join(PEERS, 'node_modules'))) {
    say('Installing what Pitwall is measured beside, in test/bench/peers; this happens once and takes some minutes.');
    // Its lock file says the version of every package: what is published later changes nothing here.
    const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: PEERS,
      encoding: 'utf8',
    });
    if (npm.status !== 0) say(`npm could not install them: ${npm.stderr.trim().slice(-300)}`);
  }
  return CONTESTANTS.filter(({ name, peer }) => {
    if (peer === undefined || existsSync(join(PEERS, 'node_modules', peer))) return true;
    say(`${name} is left out: ${peer} is not installed in test/bench/peers.`);
    return false;
  });
}

/** One debate of one contestant in a process and a database of its own. */
export async function heldBy({ file }: Contestant, turns: number, folder: string): Promise<Measured> {
  const database = join(folder, 'debate.db');
  try {
    return await said<Measured>(file, [turns, database]);
  } finally {
    for (const end of ['', '-wal', '-shm', '.lock']) rmSync(`${database}${end}`, { force: true, recursive: true });
  }
}
