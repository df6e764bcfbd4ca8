import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { spokenTurn } from '../models/scripted.ts';
import type { WireServer } from '../models/wire-server.ts';
import { drips, wireServer } from '../models/wire-server.ts';
import { emptyFolder, removeFolder } from './cli.ts';

/** What stands on a terminal for a while, in the order in which it came. */
interface Watched {
  code: number;
  stdout: string;
  /** Each state of the lines under the debate. */
  passing: string[];
  /** Remarks that stayed. */
  stderr: string;
}

let cwd: string;
let server: WireServer;
const said = (index: number) =>
  `Reply ${index}: what a rewind throws away costs more than the gap that stays, so I would look at the hosts first.`;

beforeAll(async () => {
  cwd = emptyFolder();
  server = await wireServer((response, request, index) => {
    const support = { continue: 0.2, rewind: 0.6, halve: 0.2 };
    const stance = { option: 'rewind', confidence: 0.6, support, movedBy: [] };
    const turn = spokenTurn({ utterance: said(index), claims: [], stance });
    drips({ calls: [{ name: 'turn_reply', arguments: JSON.stringify(turn) }] })(response, request, index);
  });
});
afterAll(async () => {
  await server.close();
  removeFolder(cwd);
});

/** Runs a command on a terminal; `stopAt` asks it to stop when such lines stand there. */
async function watched(args: readonly string[], stopAt?: RegExp): Promise<Watched> {
  let [stdout, stderr] = ['', ''];
  const passing: string[] = [];
  let stop = (): void => undefined;
  let asked = false;
  const { run } = buildProgram({
    stdout: { isTTY: true, columns: 80, write: (text) => (stdout += text) },
    stderr: {
      isTTY: true,
      write(text) {
        const shown = stripVTControlCharacters(text);
        if (text.startsWith('\r')) return;
        if (shown.endsWith('\n')) stderr += shown;
        else passing.push(shown);
        if (stopAt?.test(shown) === true && !asked) {
          asked = true;
          stop();
        }
      },
    },
    env: { HOME: cwd, OPENAI_API_KEY: 'none', NO_COLOR: '1' },
    cwd,
    onStop(handle) {
      stop = handle;
      return () => {
        stop = () => undefined;
      };
    },
  });
  const code = await run([...args, '--db', join(cwd, 'streamed.db')]);
  return { code, stdout, passing, stderr };
}

const RUN = ['run', 'spike-at-12k', '--pace', '0', '--rounds', '1', '--budget', 'calls=60'];
const callsIn = (passing: readonly string[]) =>
  passing.flatMap((lines) => /(\d+) \/ 60 calls$/.exec(lines)?.[1] ?? []).map(Number);

describe('a debate of language models on a terminal', () => {
  it('shows words as they come, with cost and tokens so far at the foot, and leaves none of it behind', async () => {
    const { code, stdout, passing } = await watched([...RUN, '--model', `openai:m@${server.url}`]);
    expect(code).toBe(0);
    const growing = passing.filter((lines) => /· writing\n/.test(lines));
    // Blind openings are written at once: a line each.
    expect(growing.some((lines) => /^ {4}Pulse {2,}Reply/m.test(lines) && /^ {4}Blaze {2,}Reply/m.test(lines))).toBe(
      true,
    );
    // Then one has the floor, and their words grow.
    const last = growing.filter((lines) => /^\w+ · writing\n {4}Reply 1\d: what a rewind/.test(lines));
    expect(new Set(last.map((lines) => lines.length)).size).toBeGreaterThan(3);
    const counts = callsIn(passing);
    expect(counts.length).toBeGreaterThan(20);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(passing.at(-1)).toMatch(/^what-ifs \d+\/\d+\nprice unknown · [\d,]+ tokens · \d+ \/ 60 calls$/);
    expect(stdout).toMatch(/^Decision {3}rewinding$/m);
    expect(stdout).toMatch(/^Cost +\d+ calls · [\d,]+ tokens in/m);
    expect(stdout).not.toContain('· writing');
  });

  it('ends in the middle of a reply when it is asked to, and goes on from what is paid for', async () => {
    const cut = await watched([...RUN, '--model', `openai:m@${server.url}`], /^Pulse · writing\n[\s\S]*calls$/);
    expect(cut.code).toBe(130);
    const [, id = ''] = /the record so far is kept: pitwall resume ([0-9a-z]{10})/.exec(cut.stderr) ?? [];
    const before = server.requests.length;
    const kept = await watched(['show', id, '--json']);
    const paid = (JSON.parse(kept.stdout) as { usage: { modelCalls: number } }).usage.modelCalls;
    expect(paid).toBeGreaterThan(3);
    const resumed = await watched(['resume', id]);
    expect(resumed.code).toBe(0);
    const total = Number(/^Cost +(\d+) calls/m.exec(resumed.stdout)?.[1]);
    expect(server.requests.length - before).toBe(total - paid);
    expect(callsIn(resumed.passing)[0]).toBe(paid);
  });

  it('shows no foot where no language model is asked', async () => {
    const { code, passing } = await watched(['run', 'spike-at-12k', '--pace', '0', '--rounds', '1']);
    expect(code).toBeLessThanOrEqual(1);
    expect(passing.length).toBeGreaterThan(0);
    expect(passing.filter((lines) => /tokens|calls/.test(lines))).toEqual([]);
  });
});
