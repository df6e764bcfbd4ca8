import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeatCheck } from '../../src/pitwall.ts';
import { pitwall } from '../e2e/cli.ts';
import { gemini, ollama, openai, openrouter, vllm } from '../models/mocks/endpoints.ts';
import type { Act, WireServer } from '../models/wire-server.ts';
import { hang, raw, resetAtOnce, status, wireServer } from '../models/wire-server.ts';

let cwd: string;
let server: WireServer | null = null;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'pitwall-'));
});
afterEach(async () => {
  rmSync(cwd, { recursive: true });
  await server?.close();
  server = null;
});

const ENV = { OPENAI_API_KEY: 'sk-openai', GEMINI_API_KEY: 'AIza-gemini', OPENROUTER_API_KEY: 'sk-or-1' };

async function check(
  act: Act,
  specAt: (origin: string) => string,
  flags: string[] = [],
  env: Record<string, string> = ENV,
) {
  server = await wireServer(act);
  const origin = server.url.replace(/\/v1$/, '');
  return pitwall(['models', 'check', specAt(origin), ...flags], { cwd, env: { COLUMNS: '110', ...env } });
}

const page = raw('<!doctype html><title>Welcome</title>', 'text/html');

describe('models check', () => {
  it('prints a line a check, the verdict, and what to do, in the language of the table', async () => {
    const { code, stdout, stderr } = await check(openai(), (o) => `openai:gpt-4.1@${o}/v1`, ['--lang', 'en']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const names = [...stdout.matchAll(/^ {2}(?:ok|note) +(\w+)/gm)].map(([, name]) => name);
    expect(names).toEqual([
      ...[
        'endpoint',
        'tool',
        'form',
        'opening',
        'rebuttal',
        'answer',
        'vote',
        'close',
        'Korean',
        'context',
        'cache',
        'price',
      ],
    ]);
    expect(stdout).toMatch(/form +tool call: a whole turn\./);
    expect(stdout).toMatch(/needs [\d,]+ tokens at its longest/);
    expect(stdout).toMatch(/It can sit at an English table; see price\. Checked in/);
    expect(stdout).toContain('prices: { "openai:gpt-4.1": { input: USD, output: USD } }');
  });

  it('speaks Korean of a Korean table, which is the usual one', async () => {
    const { code, stdout } = await check(vllm({ tools: false }), (o) => `vllm:Qwen/Qwen3-8B@${o}/v1`);
    expect(code).toBe(0);
    expect(stdout).toMatch(/형식 +도구 호출: 거절됨 \(400: "auto" tool choice requires/);
    expect(stdout).toContain('발언 5개가 한국어이고, 5개가 카드에 적힌 말투입니다.');
    expect(stdout).toContain('한국어 토론에 쓸 수 있습니다.');
    expect(stdout).toContain('--enable-auto-tool-choice');
  });

  it('gives all of it as JSON, and nothing else', async () => {
    const { code, stdout } = await check(ollama(), (o) => `ollama:qwen3:8b@${o}`, ['--json', '--lang', 'en']);
    const { models } = JSON.parse(stdout) as { models: SeatCheck[] };
    expect(code).toBe(1);
    expect(models).toMatchObject([{ verdict: 'cannot', language: 'en', scenario: 'build-or-buy', fault: null }]);
    expect(models[0]?.lines.find(({ check: name }) => name === 'context')).toMatchObject({ state: 'fail' });
  });

  it('checks every model of models.yaml where none is named', async () => {
    server = await wireServer(openai());
    mkdirSync(join(cwd, '.config/pitwall'), { recursive: true });
    writeFileSync(join(cwd, '.config/pitwall/models.yaml'), `models:\n  fast: openai:gpt-4.1@${server.url}\n`);
    const { code, stdout } = await pitwall(['models', 'check', '--json'], { cwd, env: ENV });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ models: [{ spec: `openai:gpt-4.1@${server.url}`, verdict: 'sits' }] });
  });

  const FAULTS: [what: string, act: Act, spec: (origin: string) => string, says: RegExp, then: RegExp][] = [
    [
      'a wrong key',
      openai({ key: 'sk-other' }),
      (o) => `openai:gpt-4.1@${o}/v1`,
      /401: Incorrect API key/,
      /Set OPENAI_API_KEY/,
    ],
    [
      'a wrong key that is called a wrong argument',
      gemini({ key: 'AIza-other' }),
      (o) => `gemini:gemini-3-flash@${o}/v1beta/openai`,
      /400: API key not valid/,
      /Set GEMINI_API_KEY/,
    ],
    [
      'a model that is not there',
      openai(),
      (o) => `openai:gpt-4.2@${o}/v1`,
      /404: The model `gpt-4\.2` does not exist/,
      /Name a model that is there: gpt-4\.1, gpt-4\.1-mini/,
    ],
    [
      'a model that is no model, at OpenRouter',
      openrouter(),
      (o) => `openrouter:qwen/qwen9@${o}/api/v1`,
      /is not a valid model ID/,
      /Name a model that is there: qwen\/qwen3/,
    ],
    ['a model that was not pulled', ollama(), (o) => `ollama:llama9@${o}`, /model 'llama9' not found/, /`ollama list`/],
    [
      'too many requests',
      status(429, { error: { message: 'Rate limit reached' } }),
      (o) => `openai:x@${o}/v1`,
      /429: Rate limit/,
      /again later/,
    ],
    [
      'no credit',
      status(429, { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } }),
      (o) => `openai:x@${o}/v1`,
      /429: You exceeded your current quota/,
      /Add credit/,
    ],
    ['a web page', page, (o) => `openai:x@${o}/v1`, /`text\/html`/, /Check the address/],
    [
      'a web page as a refusal',
      status(403, '<html>Forbidden</html>'),
      (o) => `openai:x@${o}/v1`,
      /403: a web page/,
      /Check the address/,
    ],
    [
      'a path that is not there',
      status(404, '404 page not found'),
      (o) => `openai:x@${o}`,
      /404: 404 page not found/,
      /most end in `\/v1`/,
    ],
    [
      'text that is no JSON',
      raw('hello there', 'text/plain'),
      (o) => `openai:x@${o}/v1`,
      /`text\/plain`/,
      /Check the address/,
    ],
    [
      'a redirect',
      status(307, '', { location: 'https://elsewhere.example/' }),
      (o) => `openai:x@${o}/v1`,
      /a redirect to elsewhere\.example/,
      /Check the address/,
    ],
    ['no TLS', openai(), (o) => `openai:x@${o.replace('http:', 'https:')}/v1`, /ERR_SSL|EPROTO/, /certificate/],
    [
      'a connection that is cut',
      resetAtOnce,
      (o) => `openai:x@${o}/v1`,
      /the connection was (?:cut|reset)/,
      /Start the server/,
    ],
  ];

  it.each(FAULTS)('says in a sentence what came, and what to do: %s', async (_, act, spec, says, then) => {
    const { code, stdout, stderr } = await check(act, spec, ['--lang', 'en']);
    expect(code).toBe(4);
    expect(stderr).toBe('');
    const said = stdout.replace(/\n +/g, ' ');
    expect(said).toMatch(says);
    expect(said).toMatch(then);
    expect(said).toContain('No verdict on the model');
    expect(stdout).not.toMatch(/^\s+at /m);
    expect(stdout.match(/FAIL/g)).toHaveLength(1);
  });

  it('ends at once when it is told to', async () => {
    server = await wireServer(hang);
    const args = ['models', 'check', `openai:x@${server.url}`, '--lang', 'en'];
    const { code, stderr } = await pitwall(args, { cwd, env: ENV, onOutput: (_, stop) => stop('SIGINT') });
    expect(code).toBe(130);
    expect(stderr).toBe('the check was stopped\n');
  });

  it('says that nobody answers there', async () => {
    const closed = await wireServer(openai());
    await closed.close();
    const { code, stdout } = await pitwall(['models', 'check', `vllm:x@${closed.url}`, '--lang', 'en'], {
      cwd,
      env: ENV,
    });
    expect(code).toBe(4);
    expect(stdout).toContain('nobody answers there');
    expect(stdout).toContain('Start the server');
  });

  it.each([
    ['azure:mine', /azure:mine needs an address, as in `azure:DEPLOYMENT@https:\/\/RESOURCE\.openai\.azure\.com`/],
    ['azure:mine@https://r.openai.azure.com', /set AZURE_OPENAI_API_KEY/],
    ['openrouter:x', /set OPENROUTER_API_KEY/],
    ['azure:mine@https://r.openai.azure.com,api-version=latest', /expected `api-version` as Azure writes it/],
    ['playbook', /expected a language model to check/],
    ['openai:x@http://127.0.0.1:1/v1', /expected `--lang` ko or en/, ['--lang', 'fr']],
  ])('refuses %s before anything is asked', async (spec, says, flags: string[] = []) => {
    const { code, stderr } = await pitwall(['models', 'check', spec, ...flags], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });
});

describe('models', () => {
  it('lists the endpoints that are ready-made, and whose key is set', async () => {
    const { code, stdout } = await pitwall(['models'], { cwd, env: { GEMINI_API_KEY: 'k' } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Gemini +GEMINI_API_KEY +set +gemini:/m);
    expect(stdout).toMatch(/^OpenAI +OPENAI_API_KEY +not set +openai:/m);
    expect(stdout).toMatch(/^vLLM +VLLM_API_KEY +not needed +vllm:/m);
    expect(stdout).not.toMatch(/ k$/m);
    expect((await pitwall(['models', 'list'], { cwd, env: { GEMINI_API_KEY: 'k' } })).stdout).toBe(stdout);
    const listed = JSON.parse((await pitwall(['models', '--json'], { cwd, env: { GEMINI_API_KEY: 'k' } })).stdout);
    expect(listed.endpoints).toContainEqual(
      expect.objectContaining({ provider: 'gemini', keyVariable: 'GEMINI_API_KEY', keySet: true, structured: 'tool' }),
    );
    expect(listed.models).toEqual({});
  });

  it('names the command that was meant', async () => {
    const { code, stderr } = await pitwall(['models', 'chek'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('no command is called `chek`; did you mean `check`?');
  });
});
