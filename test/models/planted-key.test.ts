import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pitwall } from '../e2e/cli.ts';
import { SMALL_SCRIPT } from '../e2e/small-script.ts';
import { spokenTurn } from './scripted.ts';
import type { Act, WireServer } from './wire-server.ts';
import { says, status, wireServer } from './wire-server.ts';

const KEY = 'planted/Xq7+zz.9d81-no-known-shape';
const OTHER = 'sk-live-0f9e8d7c6b5a4321';
const FORMS = [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString('base64'), OTHER];

let dir: string;
let server: WireServer;
const answers = { act: (() => undefined) as Act };

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'pitwall-key-'));
  mkdirSync(join(dir, 'scenarios'));
  writeFileSync(join(dir, 'scenarios', 'small.yaml'), SMALL_SCRIPT);
  server = await wireServer((response, request, index) => answers.act(response, request, index));
});

afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

async function run(args: string[]): Promise<{ out: string; code: number | null }> {
  const { stdout, stderr, code } = await pitwall(args, { cwd: dir });
  return { out: stdout + stderr, code };
}

/** Every byte that is left behind in the folder, `.env` apart, which is where the key was put. */
function leftBehind(): Buffer {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== '.env',
  );
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}

const option = { option: 'rent', confidence: 0.6, support: { rent: 0.6, wait: 0.4 }, movedBy: [] };
const turn = (utterance: string) =>
  says({
    calls: [
      { name: 'turn_reply', arguments: JSON.stringify({ ...spokenTurn({ utterance, claims: [] }), stance: option }) },
    ],
  });

describe('a key', () => {
  it.each([
    [
      'in the text of a 401',
      status(401, { error: { message: `Incorrect API key provided: ${KEY} (also ${OTHER})` } }),
      4,
    ],
    [
      'in the address of a redirect',
      status(307, '', { location: `https://x.example/?key=${encodeURIComponent(KEY)}` }),
      4,
    ],
    ['in the words of the model', turn(`My key is ${KEY}, said the model.`), 0],
    ['in a refusal', says({ refusal: `No. ${KEY}` }), 4],
  ] as [string, Act, number][])('that comes back %s is nowhere: terminal, database, exports', async (_, act, code) => {
    answers.act = act;
    writeFileSync(join(dir, '.env'), `MY_KEY=${KEY}\n`);
    const before = server.requests.length;
    const spec = `openai:m@${server.url},key-env=MY_KEY`;
    const ran = await run(['run', 'small', '--model', spec, '--json']);
    expect(server.requests.length).toBeGreaterThan(before);
    expect(server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect([code, 1]).toContain(ran.code);
    const shown = await run(['show', 'last']);
    const exported = await run(['export', 'last']);
    const everything = Buffer.concat([Buffer.from(ran.out + shown.out + exported.out), leftBehind()]);
    for (const form of FORMS) expect(everything.includes(form), form).toBe(false);
  });

  it('in an address is refused before anything is sent, and not said again', async () => {
    const before = server.requests.length;
    const ran = await run(['run', 'small', '--model', `openai:m@${server.url}?key=${OTHER}`]);
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('key-env=NAME');
    expect(ran.out).not.toContain(OTHER);
    expect(server.requests.length).toBe(before);
  });
});
