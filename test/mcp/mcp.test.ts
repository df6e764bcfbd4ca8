import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Progress } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { McpOptions, McpServed } from '../../src/mcp/index.ts';
import { mcpOverHttp } from '../../src/mcp/index.ts';
import { readModelSettings } from '../../src/models/settings.ts';
import type { TranscriptStore } from '../../src/pitwall.ts';
import { openStore, verifyDebate } from '../../src/pitwall.ts';
import { loadTeam } from '../../src/project/index.ts';
import { emptyFolder, removeFolder, startingCommand } from '../e2e/cli.ts';
import { hang, wireServer } from '../models/wire-server.ts';

let folder: string;
beforeAll(() => {
  folder = emptyFolder();
});
afterAll(() => removeFolder(folder));

async function inStore<T>(file: string, read: (store: TranscriptStore) => Promise<T> | T): Promise<T> {
  const store = openStore(file, { readonly: true });
  try {
    return await read(store);
  } finally {
    store.close();
  }
}

const newClient = () => new Client({ name: 'test', version: '1' });

/** A tool's result, which has no other shape here. */
async function called(client: Client, name: string, args: object, options: Parameters<Client['callTool']>[2] = {}) {
  const result = await client.callTool({ name, arguments: { ...args } }, undefined, options);
  const [first] = result.content as { type: string; text: string }[];
  return {
    text: first?.text ?? '',
    data: (result.structuredContent ?? {}) as Record<string, unknown>,
    isError: result.isError,
  };
}

describe('over stdio, with the SDK’s own client', () => {
  let client: Client;
  let transport: StdioClientTransport;
  const said: string[] = [];
  const file = () => join(folder, '.pitwall', 'debates.db');
  beforeAll(async () => {
    const { PATH = '' } = process.env;
    const [path = '', ...args] = startingCommand();
    transport = new StdioClientTransport({
      ...{ command: process.execPath, args: [path, ...args, 'mcp'], cwd: folder, stderr: 'pipe' },
      env: { PATH, HOME: folder },
    });
    transport.stderr?.on('data', (chunk: Buffer) => said.push(String(chunk)));
    client = newClient();
    await client.connect(transport);
    // So that results are checked against the schemas that the server tells.
    await client.listTools();
  });
  afterAll(async () => {
    await client.close();
    expect(said.join('')).toBe('');
  });

  it('offers six tools, each with schemas of what it takes and gives', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      ...['list_scenarios', 'run_debate', 'get_transcript', 'ask_member', 'evaluate_model', 'score_turns'],
    ]);
    for (const { inputSchema, outputSchema, description } of tools) {
      expect([inputSchema.type, outputSchema?.type]).toEqual(['object', 'object']);
      expect(description?.length).toBeGreaterThan(20);
    }
    expect(client.getInstructions()).toContain('run_debate');
  });

  it('lists scenarios', async () => {
    const { data } = await called(client, 'list_scenarios', {});
    expect(data['scenarios']).toContainEqual(expect.objectContaining({ id: 'spike-at-12k', problem: null }));
  });

  it('runs a debate to its memo, tells of each turn, and the record is executed again to the same', async () => {
    const heard: Progress[] = [];
    const onprogress = (progress: Progress) => void heard.push(progress);
    const { data, text } = await called(client, 'run_debate', { scenario: 'spike-at-12k' }, { onprogress });
    expect(data).toMatchObject({ status: 'closed', stopReason: 'rounds', decision: 'rewind', turns: heard.length });
    expect(heard.map(({ progress }) => progress)).toEqual(heard.map((_, index) => index + 1));
    expect(heard[0]?.message).toMatch(/^turn 1: \w+ → all$/);
    expect(text).toMatch(/^### The spike at 12k/);
    const id = String(data['id']);
    expect(await inStore(file(), (store) => verifyDebate({ store, id }))).toMatchObject({ equal: true });
    const transcript = await called(client, 'get_transcript', { debate: id.slice(0, 8) });
    expect(transcript.data).toMatchObject({ id, kind: 'debate', stopReason: 'rounds' });
    expect(transcript.data['turns']).toHaveLength(heard.length);
    const memo = await client.readResource({ uri: `pitwall://memos/${id}` });
    expect(memo.contents).toMatchObject([{ mimeType: 'text/markdown', text: data['memo'] }]);
  });

  it('changes a fact, past its flip', async () => {
    const args = { scenario: 'spike-at-12k', facts: { rewindSteps: 1200 } };
    expect((await called(client, 'run_debate', args)).data).toMatchObject({ decision: 'continue' });
  });

  it('refuses a fact of a name that every object has, which a reader would pass over', async () => {
    const args = { scenario: 'spike-at-12k', facts: JSON.parse('{"__proto__": 1}') as object };
    await expect(called(client, 'evaluate_model', args)).rejects.toThrow('another name than `__proto__`');
    expect((await called(client, 'evaluate_model', { scenario: 'spike-at-12k' })).isError).toBeFalsy();
  });

  it('scores no more at one go than others can wait for', async () => {
    const turn = (id: number) => ({ id, persona: 'pulse', utterance: '2^'.repeat(4000) });
    const { text, isError } = await called(client, 'score_turns', {
      turns: Array.from({ length: 13 }, (_, at) => turn(at)),
    });
    expect([isError, text]).toEqual([
      true,
      '`turns`: expected at most 100000 characters in all turns of a call, got 104000',
    ]);
  });

  it('holds no debate of which nobody could choose anything: it says what is missing, whose trade it is, and takes the script filled in', async () => {
    const args = { question: 'Do we freeze the tokenizer?', options: ['freeze', 'wait'] };
    const { text, isError } = await called(client, 'run_debate', args);
    expect(isError).toBe(true);
    expect(text).toMatch(
      /^No debate was held\. .*It is the trade of (?:Pulse|Cortex) .*Fill it in and send it as the argument `script`/,
    );
    const draft = /```yaml\n([\s\S]*)```/.exec(text)?.[1] ?? '';
    expect(draft.match(/^cast: \[\w+, \w+, \w+\]$/m)).not.toBeNull();
    const script = draft
      .replace(/^facts: .*$/m, 'facts: { days: { value: 2 days }, left: 5 days }')
      .replace(/^ {2}freeze: .*$/m, '  freeze: { label: freeze it, short: freezing, set: { days: 1 days } }')
      .replace(/^ {2}wait: .*$/m, '  wait: { label: wait for it, short: waiting, set: { days: 9 days } }')
      .replace(/^quantities: .*$/m, 'quantities: { spare: { is: left - days, unit: days } }')
      .replace(/^criteria: .*$/m, 'criteria: [{ need: spare >= 0 days, value: schedule }]');
    expect((await called(client, 'run_debate', { script })).data).toMatchObject({ decision: 'freeze' });
    const outside = await called(client, 'run_debate', { script: `${script}data: { log: ../secret.csv }\n` });
    expect([outside.isError, outside.text]).toEqual([
      true,
      expect.stringContaining('expected a script without `data`'),
    ]);
  });

  it('ends a debate on the record when the client cancels it', async () => {
    const cancel = new AbortController();
    const onprogress = ({ progress }: Progress) => {
      if (progress === 4) cancel.abort();
    };
    const asked = called(client, 'run_debate', { scenario: 'loss-drop-3000' }, { signal: cancel.signal, onprogress });
    await expect(asked).rejects.toThrow();
    await expect
      .poll(() => inStore(file(), (store) => store.list()[0]))
      .toMatchObject({ scenario: 'loss-drop-3000', status: 'closed', decision: null });
    const { data } = await called(client, 'get_transcript', { debate: 'last' });
    expect(data).toMatchObject({ stopReason: 'cancelled' });
    const id = String(data['id']);
    expect(await inStore(file(), (store) => verifyDebate({ store, id }))).toMatchObject({ equal: true });
  });

  it('asks a member, and goes on with the chat', async () => {
    const question = '8B QLoRA가 RTX 4090 메모리에 들어가나요?';
    const first = await called(client, 'ask_member', { member: 'Pulse', question });
    expect(first.text).toMatch(/빠진 것이 있음: 시퀀스 길이/);
    const { chat } = first.data;
    const second = await called(client, 'ask_member', { member: 'pulse', question: '시퀀스 2048', chat });
    expect(second.data).toMatchObject({ chat, member: 'pulse', tools: [{ name: 'finetune_memory' }] });
    const { data } = await called(client, 'get_transcript', { debate: String(chat) });
    expect(data).toMatchObject({ kind: 'chat', lines: [{ asked: question }, { asked: '시퀀스 2048' }] });
    expect(await inStore(file(), (store) => verifyDebate({ store, id: String(chat) }))).toMatchObject({ equal: true });
  });

  it('says what a scenario computes, as one member sees it', async () => {
    const { data } = await called(client, 'evaluate_model', { scenario: 'spike-at-12k', as: 'pulse' });
    expect(data).toMatchObject({ scenario: 'spike-at-12k', as: 'pulse' });
  });

  it('scores turns of any system', async () => {
    const turns = [
      { id: 1, persona: 'pulse', utterance: '나는 지금 베를린에 살아.' },
      { id: 2, persona: 'pulse', utterance: '일단 작은 걸로 오늘 걸어 두자!' },
    ];
    const { data } = await called(client, 'score_turns', { turns });
    expect(data['turns']).toMatchObject([
      { id: 1, failed: true, judged: true },
      { id: 2, failed: false, judged: false, score: null },
    ]);
    expect(data['turns']).not.toContainEqual(expect.objectContaining({ judged: false, score: expect.any(Number) }));
    const debate = [
      { id: 1, persona: 'blaze', utterance: 'The step takes 7 s, and the links carry most of it.', debate: 'd' },
      { id: 2, persona: 'pulse', utterance: '측정은 필요 없어, 그냥 감으로 지금 바로 전체로 돌리자!', debate: 'd' },
    ];
    const told = await called(client, 'score_turns', { turns: debate });
    expect(told.data['turns']).toMatchObject([
      { id: 1, judged: false, score: null },
      { id: 2, judged: true, score: expect.any(Number) },
    ]);
  });

  it('gives cards, transcripts and memos to read', async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain('pitwall://cards/pulse');
    expect(resources.some(({ uri }) => uri.startsWith('pitwall://transcripts/'))).toBe(true);
    const { contents } = await client.readResource({ uri: 'pitwall://cards/pulse' });
    expect(contents).toMatchObject([{ text: expect.stringContaining('## "Pulse"') }]);
    await expect(client.readResource({ uri: 'pitwall://cards/nobody' })).rejects.toThrow(
      /no member is called `nobody`/,
    );
    await expect(client.readResource({ uri: 'pitwall://cards/..%2F..%2Fpackage.json' })).rejects.toThrow(/no member/);
  });

  it.each([
    ['run_debate', { scenario: 'nowhere' }, /^no scenario is called `nowhere`; there is/],
    ['run_debate', { scenario: '../../etc/passwd' }, /expected the id of a scenario/],
    ['run_debate', {}, /^expected the id of a scenario, or a question/],
    ['run_debate', { question: 'Do we?', options: ['only'] }, /^expected two or more different answers/],
    ['run_debate', { scenario: 'spike-at-12k', facts: { nothing: 1 } }, /nothing/],
    ['get_transcript', { debate: 'zzzz' }, /^expected the id of a debate/],
    ['ask_member', { member: 'nobody', question: 'hi' }, /^no member is called `nobody`/],
    ['ask_member', { member: 'pulse', question: '' }, /question/],
    ['evaluate_model', { scenario: 'spike-at-12k', as: 'cortex' }, /^`cortex` is not in the cast/],
    ['score_turns', { turns: [{ id: 1, persona: 'nobody', utterance: 'hi' }] }, /nobody is called `nobody`/],
  ])('says what is wrong with %s in one sentence, as an error of the tool: %j', async (name, args, sentence) => {
    const { text, isError } = await called(client, name, args);
    expect([isError, text.trim().split('\n').length]).toEqual([true, 1]);
    expect(text).toMatch(sentence);
    expect(text).not.toMatch(/\[[A-Z_]+\]$/);
  });
});

describe('the process on stdio', () => {
  /** Lines that it wrote to stdout, and how it ended, when its input is closed. */
  function written(
    args: readonly string[],
    input: string | Buffer,
    cwd: string,
  ): Promise<{ code: number | null; lines: string[] }> {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, [...startingCommand(), 'mcp', ...args], {
      ...{ cwd, env: { PATH, HOME: cwd }, stdio: ['pipe', 'pipe', 'ignore'] },
    });
    let stdout = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += String(chunk);
    });
    child.stdin?.end(input);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, lines: stdout.split('\n').filter((line) => line !== '') }));
    });
  }

  it('answers what is no message, and goes on', async () => {
    const own = emptyFolder();
    onTestFinished(() => removeFolder(own));
    const wrong = [
      '{',
      '\0',
      '[]',
      '{"jsonrpc":"2.0","id":{},"method":"ping"}',
      '{"jsonrpc":"2.0","id":1.5,"method":"ping"}',
    ];
    const { lines } = await written([], [...wrong, '{"jsonrpc":"2.0","id":7,"method":"ping"}', ''].join('\n'), own);
    const said = lines.map((line): { id?: number; error?: { code: number } } => JSON.parse(line));
    expect(said.map(({ error }) => error?.code)).toEqual([-32700, -32700, -32600, -32600, -32600, undefined]);
    expect(said.at(-1)).toMatchObject({ id: 7, result: {} });
  });

  it('passes over a line of two megabytes, and one that is not UTF-8, and goes on', async () => {
    const own = emptyFolder();
    onTestFinished(() => removeFolder(own));
    const wrong = [
      Buffer.from('x'.repeat(2_000_000)),
      Buffer.from('{"jsonrpc":"2.0","id":1,"method":"caf\xff"}', 'latin1'),
    ];
    const ping = Buffer.from('{"jsonrpc":"2.0","id":7,"method":"ping"}');
    const input = Buffer.concat([...wrong, ping].flatMap((line) => [line, Buffer.from('\n')]));
    const { lines } = await written([], input, own);
    const said = lines.map((line): { id?: number; error?: { message: string } } => JSON.parse(line));
    expect(said.map(({ error }) => error?.message)).toEqual([
      'expected a line of at most 1048576 bytes',
      'expected a line of JSON, found bytes that are not UTF-8, from offset 37 on',
      undefined,
    ]);
    expect(said.at(-1)).toMatchObject({ id: 7, result: {} });
  });

  it('closes what is under way on the record when nobody reads its answers any more', async () => {
    const own = emptyFolder();
    onTestFinished(() => removeFolder(own));
    const endpoint = await wireServer(hang);
    onTestFinished(() => endpoint.close());
    const { PATH = '' } = process.env;
    const model = `openai:m@${endpoint.url}`;
    const child = spawn(process.execPath, [...startingCommand(), 'mcp', '--model', model], {
      ...{ cwd: own, env: { PATH, HOME: own }, stdio: ['pipe', 'pipe', 'ignore'] },
    });
    const left = new Promise((resolve) => child.on('exit', resolve));
    const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } };
    const ask = { name: 'ask_member', arguments: { member: 'pulse', question: 'hi' } };
    for (const message of [
      { jsonrpc: '2.0', id: 1, method: 'initialize', params: hello },
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { jsonrpc: '2.0', id: 2, method: 'tools/call', params: ask },
    ])
      child.stdin?.write(`${JSON.stringify(message)}\n`);
    await expect.poll(() => endpoint.requests.length).toBe(1);
    child.stdout?.destroy();
    child.stdin?.write('{"jsonrpc":"2.0","id":3,"method":"ping"}\n');
    expect(await left).toBe(0);
    const [held] = await inStore(join(own, '.pitwall', 'debates.db'), (store) => store.list({ all: true }));
    expect(held).toMatchObject({ status: 'closed' });
  });

  it('writes nothing but the protocol to stdout, and ends when its client has gone', async () => {
    const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } };
    const messages = [
      { jsonrpc: '2.0', id: 1, method: 'initialize', params: hello },
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'list_scenarios', arguments: {} } },
    ];
    const own = emptyFolder();
    onTestFinished(() => removeFolder(own));
    mkdirSync(join(own, 'agents'));
    const talkative = "console.log('hello');\nexport default { tools: [], desk: [], guidance: 'Be brief.' };\n";
    writeFileSync(join(own, 'agents/pulse.mjs'), talkative);
    const input = messages.map((one) => `${JSON.stringify(one)}\n`).join('');
    const { code, lines } = await written(['--trust'], input, own);
    expect(code).toBe(0);
    expect(lines.length).toBeGreaterThanOrEqual(1);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
  });
});

describe('over HTTP', () => {
  let served: McpServed;
  const file = () => join(folder, 'http.db');
  const opened = (change: Partial<McpOptions> = {}, token: string | null = null) => {
    const place = { projectDir: folder };
    return mcpOverHttp(
      {
        ...{ file: file(), place, team: async () => loadTeam(place), models: {}, program: 'pitwall', version: '0' },
        ...{ modelSettings: () => readModelSettings({}), report: (fault: Error) => expect(fault).toBeUndefined() },
        ...change,
      },
      { port: 0, token },
    );
  };
  const connected = async ({ url }: McpServed, requestInit: RequestInit = {}) => {
    const client = newClient();
    const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit });
    await client.connect(transport as Parameters<typeof client.connect>[0]);
    return { client, transport };
  };
  beforeAll(async () => {
    served = await opened();
  });
  afterAll(() => served.close());

  it('serves several clients, each with a session of its own', async () => {
    const [a, b] = [await connected(served), await connected(served)];
    expect(a.transport.sessionId).not.toBe(b.transport.sessionId);
    const answer = await called(a.client, 'ask_member', { member: 'pulse', question: 'Where do you live?' });
    expect(answer.text).toBe('I live in Seoul.');
    expect((await called(b.client, 'list_scenarios', {})).isError).toBeUndefined();
    await a.transport.terminateSession();
    await expect(a.client.listTools()).rejects.toThrow();
    await b.client.close();
  });

  it.each(['cancels', 'drops its connection'])(
    'closes what is under way on the record when its client %s',
    async (how) => {
      const endpoint = await wireServer(hang);
      const behind = await opened({ models: { '*': `openai:m@${endpoint.url}` } });
      const { client, transport } = await connected(behind);
      const cancel = new AbortController();
      const asked = called(client, 'ask_member', { member: 'pulse', question: 'hi' }, { signal: cancel.signal });
      const failed = asked.catch((error: unknown) => error);
      await expect.poll(() => endpoint.requests.length).toBe(1);
      if (how === 'cancels') cancel.abort();
      else await transport.close();
      expect(await failed).toBeInstanceOf(Error);
      await expect
        .poll(() => inStore(file(), (store) => store.list({ all: true })[0]))
        .toMatchObject({ kind: 'chat', status: 'closed' });
      expect(endpoint.requests[0]?.gone).toBe(true);
      await behind.close();
      await endpoint.close();
    },
  );

  const post = (body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(served.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

  it('refuses a seventeenth call at once, from whichever client, and an id that is under way', async () => {
    const endpoint = await wireServer(hang);
    const busy = await opened({ models: { '*': `openai:m@${endpoint.url}` } });
    const [a, b] = [await connected(busy), await connected(busy)];
    const ask = { name: 'ask_member', arguments: { member: 'pulse', question: 'hi' } };
    const message = (id: number) => ({ jsonrpc: '2.0', id, method: 'tools/call', params: ask });
    const sent = (body: unknown, signal: AbortSignal) =>
      fetch(busy.url, {
        ...{ method: 'POST', signal, body: JSON.stringify(body) },
        headers: {
          ...{ 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
          'mcp-session-id': a.transport.sessionId ?? '',
        },
      });
    const leave = new AbortController();
    const batch = await sent(
      Array.from({ length: 16 }, (_, at) => message(100 + at)),
      leave.signal,
    );
    expect(batch.status).toBe(200);
    await expect.poll(() => endpoint.requests.length).toBe(16);
    expect(await called(b.client, 'ask_member', ask.arguments)).toMatchObject({
      isError: true,
      text: 'expected at most 16 calls at once: call again when one of them is answered',
    });
    for (const body of [message(107), [message(300), message(300)]]) {
      const refused = await sent(body, leave.signal);
      expect([refused.status, await refused.json()]).toMatchObject([400, { error: { code: -32600 } }]);
    }
    leave.abort();
    await expect.poll(async () => (await called(b.client, 'list_scenarios', {})).isError).toBeUndefined();
    const again = async () => {
      const answer = await sent({ ...message(107), method: 'ping', params: {} }, new AbortController().signal);
      return [answer.status, await answer.text()];
    };
    // Each call ends in its own time.
    await expect.poll(again).toEqual([200, expect.stringContaining('"id":107')]);
    await busy.close();
    await endpoint.close();
  });

  it('has no fault to tell where a client leaves in the middle of its body', async () => {
    const faults: Error[] = [];
    const left = await opened({ report: (fault) => faults.push(fault) });
    const { port, host } = new URL(left.url);
    const head = `POST /mcp HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
    for (const body of ['Transfer-Encoding: chunked\r\n\r\n2\r\n{"', 'Content-Length: 50\r\n\r\n{"']) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () =>
          socket.write(head + body, () => setTimeout(() => socket.destroy(), 50)),
        );
        socket.on('close', () => resolve());
      });
    }
    const { client } = await connected(left);
    expect((await client.listTools()).tools).toHaveLength(6);
    await left.close();
    expect(faults).toEqual([]);
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a form', { 'content-type': 'text/plain' }, 415],
    ['a session that is none', { 'mcp-session-id': 'guess' }, 404],
  ])('refuses %s', async (_, headers, status) => {
    expect((await post('{}', headers)).status).toBe(status);
  });

  it('refuses another host name, as after DNS rebinding', async () => {
    const { port } = new URL(served.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest({
        host: '127.0.0.1',
        port,
        path: '/mcp',
        method: 'POST',
        headers: { host: 'evil.example' },
      });
      sent.on('response', (response) => resolve(response.resume().statusCode));
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(421);
  });

  it.each([
    ['100,000 levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400],
    [
      'a name that every object has',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"evaluate_model","arguments":{"scenario":"spike-at-12k","facts":{"__proto__":1}}}}',
      400,
    ],
    ['no JSON', '{', 400],
    ['bytes that are not UTF-8', Buffer.from('{"jsonrpc":"2.0","id":1,"method":"caf\xff"}', 'latin1'), 400],
    ['two megabytes', JSON.stringify({ a: 'a'.repeat(2_000_000) }), 413],
  ])('refuses a body of %s', async (_, body, status) => {
    expect((await post(body, { connection: 'close' })).status).toBe(status);
  });

  it('refuses a client without the token where one is set', async () => {
    const closed = await opened({}, 'secret');
    await expect(connected(closed)).rejects.toThrow();
    const { client } = await connected(closed, { headers: { authorization: 'Bearer secret' } });
    expect((await client.listTools()).tools).toHaveLength(6);
    await client.close();
    await closed.close();
  });

  it('makes no room for a request that is refused', async () => {
    const few = await opened();
    const clients = [];
    for (let at = 0; at < 16; at += 1) clients.push(await connected(few));
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } };
    const refused = await fetch(few.url, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/html' } },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
    });
    expect(refused.status).toBe(406);
    expect((await clients[0]?.client.listTools())?.tools).toHaveLength(6);
    await few.close();
  });

  it('makes room for a new client by the one that was silent longest', async () => {
    const few = await opened();
    const clients = [];
    for (let at = 0; at < 17; at += 1) clients.push(await connected(few));
    await expect(clients[0]?.client.listTools()).rejects.toThrow();
    expect((await clients[1]?.client.listTools())?.tools).toHaveLength(6);
    await few.close();
  });
});
