import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readModelSettings } from '../../src/models/settings.ts';
import type { TranscriptStore } from '../../src/pitwall.ts';
import { openStore, verifyDebate } from '../../src/pitwall.ts';
import { loadTeam } from '../../src/project/index.ts';
import type { Served, ServeOptions } from '../../src/serve/index.ts';
import { openServe } from '../../src/serve/index.ts';
import { emptyFolder, removeFolder } from '../e2e/cli.ts';
import type { WireServer } from '../models/wire-server.ts';
import { drips, hang, wireServer } from '../models/wire-server.ts';

let folder: string;
let served: Served;
let client: OpenAI;
const faults: Error[] = [];

function opened(change: Partial<ServeOptions> = {}): Promise<Served> {
  const place = { projectDir: folder };
  return openServe({
    ...{ file: join(folder, 'debates.db'), place, team: async () => loadTeam(place), models: {} },
    ...{ modelSettings: () => readModelSettings({}), program: 'pitwall', token: null, port: 0 },
    report: (fault) => void faults.push(fault),
    ...change,
  });
}

const clientOf = ({ url }: Served, apiKey = 'any') => new OpenAI({ baseURL: url, apiKey, maxRetries: 0 });

async function inStore<T>(read: (store: TranscriptStore) => Promise<T> | T): Promise<T> {
  const store = openStore(join(folder, 'debates.db'), { readonly: true });
  try {
    return await read(store);
  } finally {
    store.close();
  }
}

beforeAll(async () => {
  folder = emptyFolder();
  served = await opened();
  client = clientOf(served);
});
afterAll(async () => {
  await served.close();
  removeFolder(folder);
  expect(faults).toEqual([]);
});

const user = (content: string) => ({ role: 'user' as const, content });

describe('a member as a model of the official client', () => {
  it('is listed with the others and the team, each by its name', async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(['pulse', 'blaze', 'sentinel', 'team']));
    expect(await client.models.retrieve('pulse')).toMatchObject({ id: 'pulse', object: 'model', owned_by: 'pitwall' });
    await expect(client.models.retrieve('nobody')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });

  it('answers in character, on a record that is executed again to the same, with no count that nobody made', async () => {
    const asked = client.chat.completions.create({ model: 'pulse', messages: [user('어디 살아?')] });
    const { data, response } = await asked.withResponse();
    expect(data).toMatchObject({ object: 'chat.completion', model: 'pulse', usage: null });
    expect(data.choices).toMatchObject([
      { finish_reason: 'stop', message: { role: 'assistant', content: '서울, 대한민국에 살아.' } },
    ]);
    const id = response.headers.get('x-pitwall-record') ?? '';
    expect(await inStore((store) => verifyDebate({ store, id }))).toMatchObject({ equal: true });
  });

  it('knows what was said before', async () => {
    const { choices } = await client.chat.completions.create({
      model: 'pulse',
      messages: [
        { role: 'system', content: 'Be brief.' },
        user('8B QLoRA가 RTX 4090 메모리에 들어가나요?'),
        { role: 'assistant', content: '시퀀스 길이를 알려 줘.' },
        { role: 'user', content: [{ type: 'text', text: '시퀀스 2048' }] },
      ],
    });
    expect(choices[0]?.message.content).toMatch(/모두 12GB/);
  });

  it('says that a line is longer than the offline engine reads', async () => {
    const { choices } = await client.chat.completions.create({ model: 'pulse', messages: [user('가'.repeat(20_000))] });
    expect(choices[0]?.message.content).toBe('그건 너무 길어. 한 번에 8000자까지만 읽어.');
  });

  it('streams chunks that end as they should', async () => {
    const stream = await client.chat.completions.create({
      ...{ model: 'sentinel', stream: true, stream_options: { include_usage: true } },
      messages: [user('누구세요?')],
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const said = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
    expect(said).toBe('저는 Sentinel (배준혁)입니다. 신뢰성 엔지니어(SRE)로 일하고 있습니다.');
    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: null });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  });
});

describe('the team as a model', () => {
  it('debates a scenario that is named, and answers with the memo', async () => {
    const { data, response } = await client.chat.completions
      .create({ model: 'team', messages: [user('What do we do about spike-at-12k?')] })
      .withResponse();
    const [{ message } = { message: { content: '' } }] = data.choices;
    expect(message.content).toMatch(/^### The spike at 12k\n[\s\S]*\*\*Decision: rewinding/);
    expect(message.content).toMatch(/pitwall verify \w+$/);
    const id = response.headers.get('x-pitwall-record') ?? '';
    expect(await inStore((store) => store.summary(id))).toMatchObject({ status: 'closed', scenario: 'spike-at-12k' });
  });

  it('holds no debate of a question that nobody could answer without a model, and debates the script that it gives once it is filled in', async () => {
    const asked = async (text: string) => {
      const { choices } = await client.chat.completions.create({ model: 'team', messages: [user(text)] });
      return choices[0]?.message.content ?? '';
    };
    const said = await asked('토크나이저를 얼릴까?\n선택지: 얼린다; 기다린다');
    expect(said).toMatch(/^토론을 열지 않았습니다\..*이 일을 하는 사람은 .*```yaml 블록으로/);
    const draft = /```yaml\n([\s\S]*)```$/.exec(said)?.[1] ?? '';
    const filled = draft
      .replace(/^ {2}(\S+): "얼린다"$/m, '  $1: { label: 얼린다, short: 얼리기, set: { days: 1 days } }')
      .replace(/^ {2}(\S+): "기다린다"$/m, '  $1: { label: 기다린다, short: 기다리기, set: { days: 9 days } }')
      .replace(/^facts: .*$/m, 'facts: { days: 2 days, left: 5 days }')
      .replace(/^quantities: .*$/m, 'quantities: { spare: { is: left - days, unit: days, label: 여유 } }')
      .replace(/^criteria: .*$/m, 'criteria: [{ need: spare >= 0 days, value: schedule }]');
    expect(await asked(`\`\`\`yaml\n${filled}\`\`\``)).toMatch(/얼리기/);
  });

  it.each([
    ['Do we freeze the tokenizer?', /^The team decides among answers[\s\S]*options: /],
    ['토크나이저를 얼릴까?', /^팀은 정해진 답 가운데 하나를 고릅니다[\s\S]*선택지: /],
  ])('says what it needs where no answers are named: %s', async (text, said) => {
    const { choices } = await client.chat.completions.create({ model: 'team', messages: [user(text)] });
    expect(choices[0]?.message.content).toMatch(said);
  });

  it.each([
    ['scenario: nowhere', 404, /no scenario is called `nowhere`/],
    ['scenario: ../../etc/passwd', 400, /expected the id of a scenario/],
    ['Do we?\noptions: only one', 400, /expected two or more different answers/],
  ])('refuses in a sentence: %s', async (text, status, message) => {
    const asked = client.chat.completions.create({ model: 'team', messages: [user(text)] });
    await expect(asked).rejects.toMatchObject({ status, message: expect.stringMatching(message) });
  });
});

describe('a language model behind a member', () => {
  let endpoint: WireServer;
  let behind: Served;
  let act: Parameters<typeof wireServer>[0];
  beforeAll(async () => {
    endpoint = await wireServer((response, request, index) => act(response, request, index));
    behind = await opened({ models: { '*': `openai:m@${endpoint.url}` } });
  });
  afterAll(async () => {
    await behind.close();
    await endpoint.close();
  });

  it('streams as it is heard, with the counts that it reported', async () => {
    act = drips({ text: 'The curve first, then the learning rate, and only then the data.' });
    const stream = await clientOf(behind).chat.completions.create({
      ...{ model: 'pulse', stream: true, stream_options: { include_usage: true } },
      messages: [user('What first?')],
    });
    const said: string[] = [];
    let usage: unknown;
    for await (const chunk of stream) {
      const words = chunk.choices[0]?.delta.content ?? '';
      if (words !== '') said.push(words);
      usage = chunk.usage ?? usage;
    }
    expect(said.length).toBeGreaterThan(2);
    expect(said.join('')).toBe('The curve first, then the learning rate, and only then the data.');
    expect(usage).toEqual({ prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 });
  });

  it.each([false, true])(
    'is hung up on when the client hangs up (streamed: %s), and the record says so',
    async (stream) => {
      const nobody = new AbortController();
      const reached = new Promise<void>((resolve) => {
        act = (response, request, index) => {
          hang(response, request, index);
          response.on('close', resolve);
          nobody.abort();
        };
      });
      const asked = clientOf(behind).chat.completions.create(
        { model: 'pulse', messages: [user('What first?')], stream },
        { signal: nobody.signal },
      );
      await expect(
        asked.then(async (answer) => {
          if (Symbol.asyncIterator in answer) for await (const _ of answer);
          throw nobody.signal.reason;
        }),
      ).rejects.toThrow();
      await reached;
      await expect
        .poll(() => inStore((store) => store.list({ all: true })[0]))
        .toMatchObject({ kind: 'chat', status: 'closed' });
      const last = await inStore((store) => store.events(store.list({ all: true })[0]?.id ?? '').at(-1)?.event);
      expect(last).toMatchObject({ type: 'debate.closed', body: { stopReason: 'cancelled' } });
    },
  );

  it('tells what the endpoint said, in the shape of an error', async () => {
    act = (response) => void response.writeHead(401).end('{"error":{"message":"bad key"}}');
    const messages = [user('What first?')];
    const plain = clientOf(behind).chat.completions.create({ model: 'pulse', messages });
    await expect(plain).rejects.toMatchObject({ status: 502, code: 'model_failed' });
    const stream = await clientOf(behind).chat.completions.create({ model: 'pulse', messages, stream: true });
    const read = async () => {
      for await (const _ of stream);
    };
    await expect(read()).rejects.toThrow(/bad key/);
  });
});

describe('what a client may not do', () => {
  const post = (body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${served.url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const errorOf = async (response: Response) => ((await response.json()) as { error: Record<string, unknown> }).error;

  it('an unknown model is 404 in the shape of OpenAI', async () => {
    const asked = client.chat.completions.create({ model: 'gpt-4', messages: [user('hi')] });
    await expect(asked).rejects.toMatchObject({
      ...{ status: 404, code: 'model_not_found', param: 'model', type: 'invalid_request_error' },
    });
  });

  it.each([
    ['no JSON', '{', null],
    ['no messages', '{"model":"pulse"}', 'messages'],
    ['a last message of its own', '{"model":"pulse","messages":[{"role":"assistant","content":"hi"}]}', 'messages'],
    [
      'a picture',
      '{"model":"pulse","messages":[{"role":"user","content":[{"type":"image_url"}]}]}',
      'messages.0.content',
    ],
    ['two answers', '{"model":"pulse","n":2,"messages":[{"role":"user","content":"hi"}]}', 'n'],
    [
      'a form',
      '{"model":"pulse","response_format":{"type":"json_object"},"messages":[{"role":"user","content":"hi"}]}',
      'response_format.type',
    ],
    ['a call', '{"model":"pulse","tool_choice":"required","messages":[{"role":"user","content":"hi"}]}', 'tool_choice'],
    ['a line of 40,000 letters', JSON.stringify({ model: 'pulse', messages: [user('a'.repeat(40_000))] }), 'messages'],
    [
      'a name that every object has',
      '{"model":"pulse","messages":[{"role":"user","content":"hi"}],"metadata":{"__proto__":{"a":1}}}',
      null,
    ],
    [
      'a body of 100,000 levels',
      `{"model":"pulse","messages":[{"role":"user","content":"hi"}],"metadata":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      null,
    ],
    [
      'a byte that is not UTF-8',
      Buffer.from('{"model":"pulse","messages":[{"role":"user","content":"caf\xff"}]}', 'latin1'),
      null,
    ],
  ])('%s is refused with the field', async (_, body, param) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ type: 'invalid_request_error', param });
  });

  it('more than a megabyte is refused unread', async () => {
    const response = await post(JSON.stringify({ model: 'pulse', messages: [user('a'.repeat(2_000_000))] }), {
      connection: 'close',
    });
    expect([response.status, (await errorOf(response))['type']]).toEqual([413, 'invalid_request_error']);
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a form', { 'content-type': 'text/plain' }, 415],
  ])('%s is refused', async (_, headers, status) => {
    const response = await post('{}', headers);
    expect([response.status, typeof (await errorOf(response))['message']]).toEqual([status, 'string']);
  });

  it('another host name is refused, as after DNS rebinding', async () => {
    const { port } = new URL(served.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest({ host: '127.0.0.1', port, path: '/v1/models', headers: { host: 'evil.example' } });
      sent.on('response', (response) => resolve(response.resume().statusCode));
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(421);
  });

  it('another method or path is refused', async () => {
    expect((await fetch(`${served.url}/models`, { method: 'DELETE' })).status).toBe(405);
    expect((await fetch(`${served.url}/embeddings`)).status).toBe(404);
  });

  it('a client without the token is refused where one is set', async () => {
    const closed = await opened({ token: 'secret' });
    await expect(clientOf(closed, 'guess').models.list()).rejects.toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    });
    expect((await clientOf(closed, 'secret').models.list()).data.length).toBeGreaterThan(8);
    await closed.close();
  });

  it('a fifth answer at once waits', async () => {
    const endpoint = await wireServer(hang);
    const busy = await opened({ models: { '*': `openai:m@${endpoint.url}` } });
    const nobody = new AbortController();
    const ask = () =>
      clientOf(busy).chat.completions.create({ model: 'pulse', messages: [user('hi')] }, { signal: nobody.signal });
    const waiting = Array.from({ length: 4 }, () => ask().catch((error: unknown) => error));
    await expect.poll(() => endpoint.requests.length).toBe(4);
    await expect(ask()).rejects.toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
    nobody.abort();
    await Promise.all(waiting);
    await busy.close();
    await endpoint.close();
  });

  it('a server that closes cancels what is under way, on the record', async () => {
    const endpoint = await wireServer(hang);
    const closing = await opened({ models: { '*': `openai:m@${endpoint.url}` } });
    const asked = clientOf(closing).chat.completions.create({ model: 'pulse', messages: [user('hi')] });
    const failed = asked.catch((error: unknown) => error);
    await expect.poll(() => endpoint.requests.length).toBe(1);
    await closing.close();
    await failed;
    const [newest] = await inStore((store) => store.list({ all: true }));
    expect(newest).toMatchObject({ kind: 'chat', status: 'closed' });
    await endpoint.close();
  });
});
