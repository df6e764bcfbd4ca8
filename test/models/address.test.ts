import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkKeys, readModelSettings, specText } from '../../src/models/settings.ts';
import { parseModelSpec } from '../../src/models/spec.ts';
import { pitwall } from '../e2e/cli.ts';
import { SMALL_SCRIPT } from '../e2e/small-script.ts';
import type { WireServer } from './wire-server.ts';
import { status, wireServer } from './wire-server.ts';

const URL = 'https://gateway.example/v1';
const spec = (env: object, folderEnv: object, text = 'openai:m') => {
  const settings = readModelSettings({ env: { ...env }, folderEnv: { ...folderEnv } });
  const meant = specText(text, settings);
  checkKeys([parseModelSpec(meant)], settings);
  return meant;
};
const KEY = { OPENAI_API_KEY: 'sk-mine' };
const AT = { OPENAI_BASE_URL: URL };

describe('OPENAI_BASE_URL', () => {
  it('of the user’s own environment is where a model is asked, and is written into the spec that the record keeps', () => {
    expect(spec({ ...AT, ...KEY }, {})).toBe(`openai:m@${URL}`);
    expect(spec({ ...AT, ...KEY }, {}, 'openai:m,temperature=0|openai:n')).toBe(
      `openai:m@${URL},temperature=0|openai:n@${URL}`,
    );
    expect(spec(AT, {})).toBe(`openai:m@${URL}`);
    expect(spec(AT, {}, 'openai:m@http://localhost:1/v1')).toBe('openai:m@http://localhost:1/v1');
    expect(spec({ ...AT, ANTHROPIC_API_KEY: 'k' }, {}, 'anthropic:c')).toBe('anthropic:c');
  });

  it('of a folder goes with that folder’s own key, or with none', () => {
    expect(spec({}, { ...AT, ...KEY })).toBe(`openai:m@${URL}`);
    expect(spec({}, AT)).toBe(`openai:m@${URL}`);
    expect(spec({ ...KEY, OPENAI_BASE_URL: 'https://mine.example/v1' }, AT)).toBe('openai:m@https://mine.example/v1');
  });

  it('of a folder is never sent a key from elsewhere, by whichever name', () => {
    expect(() => spec(KEY, AT)).toThrow(/^expected OPENAI_BASE_URL from your own environment, found it in this folder/);
    expect(() => spec({ MINE: 'sk-mine' }, AT, 'openai:m,key-env=MINE')).toThrow(/would be sent the MINE of your/);
    expect(() => spec(KEY, { ...AT, OPENAI_API_KEY: 'sk-theirs' })).toThrow(/expected OPENAI_BASE_URL from your own/);
  });

  it('holds no password and is no link-local address', () => {
    expect(() => spec({ OPENAI_BASE_URL: 'https://me:hunter22@host/v1' }, {})).toThrow(/without user, password/);
    expect(() => spec({ OPENAI_BASE_URL: 'http://169.254.169.254/v1' }, {})).toThrow(/link-local/);
  });
});

describe('a folder with an address in its .env', () => {
  let dir: string;
  let server: WireServer;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'pitwall-address-'));
    mkdirSync(join(dir, 'scenarios'));
    writeFileSync(join(dir, 'scenarios', 'small.yaml'), SMALL_SCRIPT);
    server = await wireServer(status(401));
    writeFileSync(join(dir, '.env'), `OPENAI_BASE_URL=${server.url}\n`);
  });

  afterAll(async () => {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('is told no key of the shell, and one sentence says so', async () => {
    const args = ['run', 'small', '--model', 'openai:m'];
    const { code, stderr } = await pitwall(args, { cwd: dir, env: { OPENAI_API_KEY: 'sk-of-the-shell' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^expected OPENAI_BASE_URL from your own environment, found it in this folder's \.env, .*\n$/,
    );
    expect(stderr).not.toContain('sk-of-the-shell');
    expect(server.requests).toEqual([]);
  });
});
