import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { emptyFolder, pathsIn, pitwall, removeFolder } from './cli.ts';

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
});
afterAll(() => removeFolder(cwd));

/** Serves until it has said where, asks what is asked there, and is interrupted. */
async function interrupted(args: readonly string[], ask: (url: string) => Promise<unknown>) {
  let [stdout, stderr] = ['', ''];
  let stop = (): void => undefined;
  let asked: Promise<unknown> | undefined;
  const { run } = buildProgram({
    stdout: { write: (text) => (stdout += text) },
    stderr: {
      write(text) {
        stderr += text;
        const [url] = /http:\/\/\S+/.exec(stderr) ?? [];
        if (url !== undefined && stderr.includes('Ctrl-C')) asked ??= ask(url).finally(() => stop());
      },
    },
    env: { HOME: cwd },
    cwd,
    onStop(handle) {
      stop = handle;
      return () => undefined;
    },
  });
  const code = await run(args);
  return { code, stdout, stderr, answer: await asked };
}

describe('a server on the command line', () => {
  it.each([
    [['serve', '--port', '0'], '/models'],
    [['mcp', '--http', '--port', '0'], ''],
  ])('answers until it is interrupted, and leaves nothing where nothing was held: %s', async (args, path) => {
    const status = async (url: string) => (await fetch(`${url}${path}`)).status;
    const { code, stdout, stderr, answer } = await interrupted(args, status);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/http:\/\/127\.0\.0\.1:\d+\//);
    expect(stderr).toMatch(/\nStopped\.\n$/);
    expect(answer).toBe(args[0] === 'serve' ? 200 : 404);
    expect(pathsIn(cwd)).toEqual([]);
  });

  it.each(['serve', 'mcp'])('says in a sentence that its port is taken: %s', async (command) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await pitwall([command, '--port', String(port)], { cwd });
    expect([code, stderr]).toEqual([4, expect.stringContaining(`expected port ${port} to be free, got EADDRINUSE`)]);
    await new Promise((resolve) => other.close(resolve));
  });

  it.each([
    [['serve', '--port', '70000'], /whole number up to 65535/],
    [['serve', '--token', ''], /expected `--token` to be a secret/],
    [['serve', '--model', 'nothing'], /no model is called `nothing`/],
    [['serve', '--model', 'nobody=playbook'], /no member is called `nobody`/],
    [['serve', '--model', 'openai:gpt-4.1'], /needs a key: set OPENAI_API_KEY/],
    [['mcp', '--token', 'secret'], /expected `--token` with `--http`/],
    [['mcp', '--model', 'openai:gpt-4.1'], /needs a key: set OPENAI_API_KEY/],
  ])('is refused before it begins: %s', async (args, sentence) => {
    const { code, stderr } = await pitwall(args, { cwd });
    expect([code, stderr]).toEqual([2, expect.stringMatching(sentence)]);
  });
});
