import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { cacheScript } from './cache-script.ts';
import { emptyFolder, pitwall, removeFolder, spawned, startingCommand } from './cli.ts';

const SCRIPT = cacheScript('90 %');
const RUN = ['run', 'cache.yaml'];

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
  writeFileSync(join(cwd, 'cache.yaml'), SCRIPT);
  writeFileSync(join(cwd, 'hope.yaml'), `${SCRIPT.replace('id: cache', 'id: hope')}expect: { decision: [skip] }\n`);
});
afterAll(() => removeFolder(cwd));

/** A child whose standard streams are what the caller says. */
function started(args: readonly string[], stdio: ('ignore' | 'pipe' | number)[]) {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...startingCommand(), ...args], { cwd, env: { PATH, HOME }, stdio });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  });
  return { child, ended };
}

describe('the process of the command line', () => {
  it('says what the same call in this process says, and ends as it does', async () => {
    const args = ['persona', 'show', 'pulse'];
    expect(await spawned(args, { cwd })).toEqual(await pitwall(args, { cwd }));
  });

  it('exits 1 where it ran and what was expected did not hold, 2 where it was asked for nothing that there is', async () => {
    const ran = await spawned(['run', 'hope.yaml', '--db', 'hope.db'], { cwd });
    expect([ran.code, ran.stderr]).toEqual([1, 'expected the decision to be skip, got cache\n']);
    const none = await spawned(['rnu'], { cwd });
    expect(none).toEqual({ code: 2, stdout: '', stderr: 'no command is called `rnu`; did you mean `run`?\n' });
  });

  it('reads what is piped in', async () => {
    const { child, ended } = started(['eval', 'levels', '-', '--json'], ['pipe', 'pipe', 'pipe']);
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stdin?.end('그렇게 합시다.\n');
    expect(await ended).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ sentences: [{ text: '그렇게 합시다.' }] });
  });

  it('has nothing to complain of where its reader has seen enough', async () => {
    const { child, ended } = started(['persona', 'show', 'pulse', '--json'], ['ignore', 'pipe', 'pipe']);
    child.stdout?.destroy();
    expect(await ended).toEqual({ code: 0, stderr: '' });
  });

  it.skipIf(!existsSync('/dev/full'))('says in one sentence that what it writes to is full', async () => {
    await pitwall([...RUN, '--db', 'full.db'], { cwd });
    const full = openSync('/dev/full', 'w');
    const { ended } = started(['export', 'last', '--db', 'full.db'], ['ignore', full, 'pipe']);
    const { code, stderr } = await ended;
    closeSync(full);
    expect([code, stderr]).toEqual([4, expect.stringMatching(/^expected to be able to write to stdout, got: .+\n$/)]);
  });

  it('waits for nothing once it is asked to stop: the pace of an hour is over', async () => {
    let isAsked = false;
    const cut = await spawned([...RUN, '--pace', '3600000', '--db', 'slow.db'], {
      cwd,
      onOutput(_, kill) {
        if (isAsked) return;
        isAsked = true;
        kill('SIGINT');
      },
    });
    expect([cut.code, /^Decision /m.test(cut.stdout)]).toEqual([130, false]);
  });

  it('leaves at once when it is asked a second time', async () => {
    const left: number[] = [];
    let stop = (): void => undefined;
    const { run } = buildProgram({
      stdout: {
        write() {
          stop();
          stop();
        },
      },
      stderr: { write: () => undefined },
      env: { HOME: cwd },
      cwd,
      onStop(handle) {
        stop = handle;
        return () => {
          stop = () => undefined;
        };
      },
      leave: (code) => left.push(code),
    });
    expect(await run([...RUN, '--db', 'twice.db'])).toBe(130);
    expect(left[0]).toBe(130);
  });
});
