import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { checkSeat } from '../../src/app/check/check-seat.ts';
import type { CheckName, LineOf, SeatCheck } from '../../src/app/check/report.ts';
import { TURN_KINDS } from '../../src/app/check/report.ts';
import { CHECK_WORDS } from '../../src/cli/print/check-words.ts';
import type { ModelReply, Structured } from '../../src/core/effects.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { Language } from '../../src/core/language.ts';
import { readModelSettings } from '../../src/models/settings.ts';
import { fitsStrict } from '../../src/models/strict-schema.ts';
import { loadScenario, loadTeam, openStore, runDebate, verifyDebate } from '../../src/pitwall.ts';
import type { Setup } from './mocks/endpoints.ts';
import { anthropic, azure, gemini, ollama, openai, openrouter, vllm } from './mocks/endpoints.ts';
import type { Act, WireServer } from './wire-server.ts';
import { inTurn, says, status, wireServer } from './wire-server.ts';

const servers: WireServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const projectDir = mkdtempSync(join(tmpdir(), 'pitwall-'));
afterAll(() => rmSync(projectDir, { recursive: true }));
const team = loadTeam({ projectDir });
const settings = readModelSettings({
  env: {
    OPENAI_API_KEY: 'sk-openai',
    AZURE_OPENAI_API_KEY: 'azure-key',
    ANTHROPIC_API_KEY: 'sk-ant-1',
    GEMINI_API_KEY: 'AIza-gemini',
    OPENROUTER_API_KEY: 'sk-or-1',
  },
  config: { text: 'prices: { "openai:gpt-4.1": { input: 2, output: 8 } }', file: 'models.yaml' },
});
const waiting = { sleep: async () => undefined, chance: () => 0 };

async function serve(act: Act): Promise<{ server: WireServer; origin: string }> {
  const server = await wireServer(act);
  servers.push(server);
  return { server, origin: server.url.replace(/\/v1$/, '') };
}

async function check(act: Act, specAt: (origin: string) => string, language: Language = 'ko') {
  const { server, origin } = await serve(act);
  const report = await checkSeat({ spec: specAt(origin), settings, team, language, waiting });
  return { report, server, line: <C extends CheckName>(name: C) => lineOf(report, name) };
}

function lineOf<C extends CheckName>({ lines }: SeatCheck, name: C): LineOf<C> {
  const line = lines.find((one) => one.check === name);
  if (line === undefined) throw new Error(`expected a line of ${name}`);
  return line as LineOf<C>;
}

interface Case {
  what: string;
  act: () => Act;
  spec: (origin: string) => string;
  way: Structured;
  /** Ways that were refused before it. */
  refused?: Structured[];
}

const CASES: Case[] = [
  { what: 'OpenAI', act: openai, spec: (o) => `openai:gpt-4.1@${o}/v1,structured=schema`, way: 'schema' },
  {
    what: 'a model of OpenAI without schemas',
    act: () => openai({ schema: false }),
    spec: (o) => `openai:gpt-4.1@${o}/v1,structured=schema`,
    way: 'tool',
    refused: ['schema'],
  },
  { what: 'Azure', act: azure, spec: (o) => `azure:team-gpt@${o}`, way: 'schema' },
  {
    what: 'Azure under a dated version',
    act: azure,
    spec: (o) => `azure:team-gpt@${o},api-version=2024-10-21`,
    way: 'schema',
  },
  { what: 'Anthropic', act: anthropic, spec: (o) => `anthropic:claude-sonnet-4-5@${o}`, way: 'tool' },
  { what: 'Gemini', act: gemini, spec: (o) => `gemini:gemini-3-flash@${o}/v1beta/openai`, way: 'tool' },
  {
    what: 'Gemini that is asked by a schema',
    act: gemini,
    spec: (o) => `gemini:gemini-3-flash@${o}/v1beta/openai,structured=schema`,
    way: 'tool',
    refused: ['schema'],
  },
  { what: 'OpenRouter', act: openrouter, spec: (o) => `openrouter:qwen/qwen3@${o}/api/v1`, way: 'tool' },
  {
    what: 'a model of OpenRouter that takes no tools',
    act: () => openrouter({ tools: false }),
    spec: (o) => `openrouter:qwen/qwen3@${o}/api/v1`,
    way: 'json',
    refused: ['tool'],
  },
  {
    what: 'a model of OpenRouter that takes neither tools nor schemas',
    act: () => openrouter({ tools: false, schema: false }),
    spec: (o) => `openrouter:qwen/qwen3@${o}/api/v1`,
    way: 'text',
    refused: ['tool', 'json'],
  },
  { what: 'Ollama', act: ollama, spec: (o) => `ollama:qwen3:8b@${o},context=32768`, way: 'tool' },
  {
    what: 'a model of Ollama that takes no tools',
    act: () => ollama({ tools: false }),
    spec: (o) => `ollama:qwen3:8b@${o},context=32768`,
    way: 'json',
    refused: ['tool'],
  },
  { what: 'vLLM', act: vllm, spec: (o) => `vllm:Qwen/Qwen3-8B@${o}/v1`, way: 'tool' },
  {
    what: 'vLLM without a parser of tool calls',
    act: () => vllm({ tools: false }),
    spec: (o) => `vllm:Qwen/Qwen3-8B@${o}/v1`,
    way: 'json',
    refused: ['tool'],
  },
];

describe('a model behind', () => {
  it.each(CASES)(
    '$what sits at a Korean table: a turn of each kind, in the way that the endpoint takes',
    async ({ act, spec, way, refused = [] }) => {
      const { report, line } = await check(act(), spec);
      expect(report.lines.filter(({ state }) => state === 'fail')).toEqual([]);
      expect(report.verdict).toBe('sits');
      expect(line('way').way).toBe(way);
      expect(line('way').tried.map(({ way: tried, came }) => [tried, came?.kind ?? 'turn'])).toEqual([
        ...refused.map((one) => [one, 'refused']),
        [way, 'turn'],
      ]);
      for (const kind of TURN_KINDS) expect(line(kind)).toMatchObject({ state: 'pass', repaired: [] });
      expect(line('answer').answers).toBe(true);
      expect(line('korean')).toMatchObject({ turns: 5, korean: 5, leveled: 5 });
      const takesTools = way === 'schema' || way === 'tool';
      expect(line('tool')).toMatchObject(takesTools ? { called: true, usesResult: true } : { called: null });
      expect(line('open').tools).toBe(takesTools ? 1 : 0);
      // The spec that is proposed is one that nothing is refused of.
      const proposed = report.advice.find(({ code }) => code === 'spec');
      expect(proposed ?? null).toEqual(
        refused.length === 0 ? null : { code: 'spec', spec: expect.stringMatching(`,structured=${way}$`) },
      );
    },
  );

  it.each(CASES)(
    '$what holds a debate, and each reply on its record says how it was asked',
    async ({ act, spec, way, refused = [] }) => {
      const { origin } = await serve(act());
      const store = openStore(':memory:');
      const scenario = loadScenario('example', { projectDir, team, cast: 'pulse,cortex', rounds: 1 });
      const { id, events } = await runDebate({
        scenario,
        team,
        store,
        models: { '*': spec(origin) },
        modelSettings: settings,
      });
      // The memo is prose, asked for in one way by every endpoint.
      const replies = store
        .effects(id)
        .flatMap(({ call, kind, result }) =>
          kind === 'model' && !call.includes('/memo/') ? [result as ModelReply] : [],
        );
      const verified = await verifyDebate({ store, id });
      store.close();
      expect(eventsOf(events, 'debate.closed')).toHaveLength(1);
      expect(verified.equal).toBe(true);
      expect([...new Set(replies.filter(({ failure }) => failure === undefined).map((reply) => reply.way))]).toEqual([
        way,
      ]);
      expect(new Set(replies.filter(({ failure }) => failure !== undefined).map((reply) => reply.way))).toEqual(
        new Set(refused),
      );
    },
  );
});

describe('what an endpoint is asked', () => {
  it('is Azure’s own: its key in its own header, the deployment in the path of a dated version, and that version', async () => {
    const { server } = await check(azure(), (o) => `azure:team-gpt@${o},api-version=2024-10-21`);
    for (const { path, headers } of server.requests) {
      expect(path).toBe('/openai/deployments/team-gpt/chat/completions?api-version=2024-10-21');
      expect(headers['api-key']).toBe('azure-key');
      expect(headers.authorization).toBeUndefined();
    }
    const { server: current } = await check(azure(), (o) => `azure:team-gpt@${o}`);
    expect(new Set(current.requests.map(({ path }) => path))).toEqual(new Set(['/openai/v1/chat/completions']));
  });

  it('is who takes all of it, at OpenRouter, and only there', async () => {
    const { server } = await check(openrouter(), (o) => `openrouter:qwen/qwen3@${o}/api/v1`);
    expect(
      server.requests.every(({ body }) => JSON.stringify(body['provider']) === '{"require_parameters":true}'),
    ).toBe(true);
    const { server: other } = await check(vllm(), (o) => `vllm:Qwen/Qwen3-8B@${o}/v1`);
    expect(other.requests.some(({ body }) => 'provider' in body)).toBe(false);
  });

  it('is Ollama’s window, which it would cut a prompt to', async () => {
    const { report, line } = await check(ollama(), (o) => `ollama:qwen3:8b@${o}`);
    expect(report.verdict).toBe('cannot');
    expect(line('context')).toMatchObject({ state: 'fail', window: null, problem: null });
    expect(line('context').counted).toBeLessThan(line('context').sent * 0.6);
    expect(report.advice).toContainEqual({ code: 'window', needed: line('context').needed, provider: 'ollama' });
    const { server, line: given } = await check(ollama(), (o) => `ollama:qwen3:8b@${o},context=32768`);
    expect(given('context')).toMatchObject({ state: 'pass', window: 32_768 });
    expect(server.requests.every(({ body }) => (body['options'] as { num_ctx: number }).num_ctx === 32_768)).toBe(true);
  });

  it('is to cache at Anthropic what the next prompt of the seat begins with', async () => {
    const { server, line } = await check(anthropic(), (o) => `anthropic:claude-sonnet-4-5@${o}`);
    const { inputTokens, cachedTokens } = line('cache');
    // Of five prompts four are Flux's, and each begins as the one before.
    expect(cachedTokens).toBeGreaterThan(inputTokens * 0.4);
    const marks = server.requests.map(({ body }) => JSON.stringify(body).split('"cache_control"').length - 1);
    // None on the tiny requests, which have no next one.
    expect(Math.max(...marks)).toBe(1);
    expect(marks.slice(0, 2)).toEqual([0, 0]);
  });

  it('is a strict schema where the schema is one, and a plain one where it would be refused', async () => {
    const { server } = await check(openai(), (o) => `openai:gpt-4.1@${o}/v1,structured=schema`);
    const formats = server.requests.flatMap(({ body }) => {
      const format = body['response_format'] as { json_schema: { schema: object; strict: boolean } } | undefined;
      return format === undefined ? [] : [format.json_schema];
    });
    expect(formats.length).toBeGreaterThan(4);
    for (const { schema, strict } of formats) expect(strict).toBe(fitsStrict(schema));
    const object = {
      type: 'object',
      properties: { a: { type: 'number' } },
      required: ['a'],
      additionalProperties: false,
    };
    expect(fitsStrict(object)).toBe(true);
    expect(fitsStrict({ ...object, additionalProperties: { type: 'number' } })).toBe(false);
    expect(fitsStrict({ ...object, required: [] })).toBe(false);
    expect(fitsStrict({ anyOf: [object, { type: 'string', minLength: 1 }] })).toBe(false);
    expect(
      fitsStrict({ type: 'array', items: { ...object, properties: { a: { type: 'null', default: null } } } }),
    ).toBe(false);
  });
});

describe('a model that', () => {
  const at = (setup: Setup, language: Language = 'ko') =>
    check(vllm(setup), (o) => `vllm:Qwen/Qwen3-8B@${o}/v1`, language);

  it('finds no way to a whole turn cannot sit, after each way was tried', async () => {
    const { report, line } = await at({ rambles: true });
    expect(report.verdict).toBe('cannot');
    expect(line('way').way).toBeNull();
    expect(line('way').tried.map(({ way, came }) => [way, came?.kind])).toEqual([
      ['tool', 'flawed'],
      ['schema', 'refused'],
      ['json', 'flawed'],
      ['text', 'flawed'],
    ]);
    expect(report.lines.map(({ check: name }) => name)).not.toContain('rebut');
    expect(report.advice).toContainEqual({ code: 'larger' });
  });

  it('refuses has its refusal where its form is told', async () => {
    const { report, line } = await check(says({ refusal: 'I take no part.' }), (o) => `vllm:x@${o}/v1`, 'en');
    expect(line('way').tried).toMatchObject([
      { came: { kind: 'flawed', sentence: expect.stringContaining('I take no part.') } },
    ]);
    expect(report.verdict).toBe('cannot');
  });

  it('speaks 반말 to those whom its card has it speak politely to cannot sit at a Korean table', async () => {
    const { report, line } = await at({ speaks: 'plain' });
    expect(line('korean')).toMatchObject({ state: 'fail', korean: 5, leveled: 0, example: { said: 'plain' } });
    expect(report.verdict).toBe('cannot');
  });

  it('speaks no Korean can sit at an English table only', async () => {
    const { report, line } = await at({ speaks: 'english' });
    expect(line('korean')).toMatchObject({ state: 'fail', korean: 0 });
    expect(report.verdict).toBe('cannot');
    const { report: english, line: beside } = await at({ speaks: 'english' }, 'en');
    expect(beside('korean')).toMatchObject({ state: 'fail', turns: 1 });
    expect(english.verdict).toBe('sits');
  });

  it('reads too little says so with the endpoint’s words', async () => {
    const { counted } = (await at({})).line('context');
    const window = (counted ?? 0) - 1;
    const { report, line } = await at({ window });
    expect(report.verdict).toBe('cannot');
    expect(line('context').problem).toContain(`maximum context length is ${window} tokens`);
  });

  it('has a price has one for the whole debate, by what was counted', async () => {
    const { line } = await check(openai(), (o) => `openai:gpt-4.1@${o}/v1`);
    const { usd, inputTokens, outputTokens, turns, key } = line('price');
    expect(key).toBe('openai:gpt-4.1');
    expect(turns).toBeGreaterThan(15);
    expect(usd).toBeCloseTo((inputTokens * 2 + outputTokens * 8) / 1e6, 9);
    expect(line('cache').cachedTokens).toBeGreaterThan(0);
  });
});

describe('an endpoint that stops answering', () => {
  it('in the middle leaves the model without a verdict', async () => {
    const working = vllm();
    const act: Act = (response, request, index) => (index < 4 ? working : status(503))(response, request, index);
    const { report } = await check(act, (o) => `vllm:Qwen/Qwen3-8B@${o}/v1`);
    expect(report.verdict).toBe('unasked');
    expect(report.fault).toMatchObject({ status: 503 });
    expect(report.advice).toContainEqual({ code: 'later' });
  });

  it('before any turn came has no form to be judged by, and says so in both languages', async () => {
    const working = vllm();
    const act: Act = (response, request, index) => (index < 3 ? working : status(500))(response, request, index);
    const { report } = await check(act, (o) => `vllm:Qwen/Qwen3-8B@${o}/v1`);
    const way = report.lines.find((line) => line.check === 'way');
    expect(way).toMatchObject({ state: 'skipped', tried: [], way: null });
    const said = (['en', 'ko'] as const).map((language) => way && CHECK_WORDS[language].line(way, (member) => member));
    expect(said).toEqual(['No reply to judge.', '판단할 답이 없습니다.']);
  });

  it('once is asked again, and nothing is held against it', async () => {
    const working = vllm();
    const { report } = await check(inTurn(working, status(429), working), (o) => `vllm:Qwen/Qwen3-8B@${o}/v1`);
    expect(report.verdict).toBe('sits');
  });
});
