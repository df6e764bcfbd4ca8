import { join } from 'node:path';
import { said, table } from '../run.ts';
import type { Given } from './section.ts';

const TURNS = 1000;

/** A debate of a thousand turns: what it takes to hold in memory, to read, and to execute again. */
export async function record({ folder, say }: Given) {
  const measured = await said<{
    loadedMb: number;
    peakMb: number;
    replay: number;
    document: number;
    agents: number;
    loop: number;
  }>(new URL('../contestants/record.ts', import.meta.url), [TURNS, join(folder, 'record.db')]);
  const { loadedMb, peakMb, replay, document, agents, loop } = measured;
  say(`\nA debate of ${TURNS} turns on the record; turns a second of processor time\n`);
  say(
    table(
      ['', 'turns a second'],
      [
        ['replay: its events, read and checked', replay.toFixed(0)],
        ['the whole document, outcome and all', document.toFixed(0)],
        ['verify through the agents', agents.toFixed(0)],
        ['verify of a playbook debate (loss-drop-3000), in the plain loop', loop.toFixed(0)],
      ],
    ),
  );
  say(
    `Peak memory of holding it: ${peakMb.toFixed(0)} MB, of which ${loadedMb.toFixed(0)} MB are there once everything is loaded`,
  );
  return measured;
}
