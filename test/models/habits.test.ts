import { afterEach, describe, expect, it } from 'vitest';
import { checkModel } from '../../src/models/check.ts';
import { NO_SETTINGS } from '../../src/models/settings.ts';
import type { Habit, HabitServer } from './habit-server.ts';
import { answers, chunkOf, documents, habitServer, refuses, streams } from './habit-server.ts';
import { spokenTurn } from './scripted.ts';
import { speakWith } from './speak.ts';

const servers: HabitServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serverFor(habit: Habit): Promise<HabitServer> {
  const server = await habitServer(habit);
  servers.push(server);
  return server;
}

const USAGE = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 };
const SPOKEN = spokenTurn().utterance;
const firstThen =
  (first: Habit, then: Habit): Habit =>
  (asked, index) =>
    (index === 0 ? first : then)(asked, index);
const isFirst = ({ body }: { body: Record<string, unknown> }) => 'stream_options' in body;
/** Two bills at once in some style, then the turn. */
const twoBills = (calls: readonly object[]): Habit =>
  firstThen(
    () => ({
      pieces: [...calls.map((call) => chunkOf({ tool_calls: [call] })), chunkOf({}, 'tool_calls')].map(
        (one) => `data: ${JSON.stringify(one)}\n\n`,
      ),
    }),
    streams(),
  );
const bill = (hours: number) => ({ name: 'bill', arguments: `{"hours":${hours}}` });

interface Expected {
  error?: [transient: boolean, says: string];
  calls?: number;
  tools?: number;
  options?: string;
  usage?: object | null;
  /** What `models check` says of it. */
  finding?: string;
}

const CASES: [what: string, habit: Habit, expected?: Expected][] = [
  ['bytes cut in the middle of letters', streams({ size: 7 })],
  ['one byte at a time', streams({ size: 1 })],
  ['`data:` without a space', streams({ frame: (json) => `data:${json}\n\n`, done: 'data:[DONE]\n\n' })],
  ['CRLF', streams({ frame: (json) => `data: ${json}\r\n\r\n`, done: 'data: [DONE]\r\n\r\n', size: 50 })],
  ['bare CR', streams({ frame: (json) => `data: ${json}\r\r`, done: 'data: [DONE]\r\r' })],
  ['a byte order mark', streams({ frame: (json) => `\ufeffdata: ${json}\n\n`.replace(/^\ufeff(?!.*"c0")/, '') })],
  [
    'comments, keep-alives, names and ids of events',
    streams({ frame: (json) => `: ping\n\nretry: 10\nid: 4\nevent: message\ndata: ${json}\n\n:\n\n` }),
  ],
  ['events of several lines', streams({ frame: (json) => `data: ${json.replace('{', '{\ndata: ')}\n\n` })],
  ['empty events', streams({ frame: (json) => `data:\n\ndata: ${json}\n\n` })],
  [
    'usage in a last chunk without choices',
    streams({ last: [chunkOf({}, 'tool_calls'), { choices: [], usage: USAGE }] }),
    { usage: { inputTokens: 7, outputTokens: 3 } },
  ],
  [
    'usage beside the reason',
    streams({ last: [chunkOf({}, 'tool_calls', { usage: USAGE })] }),
    { usage: { inputTokens: 7, outputTokens: 3 } },
  ],
  ['no usage', streams(), { usage: null, finding: 'reports no usage' }],
  ...[{ prompt_tokens: 7.5 }, { completion_tokens: -3 }, { prompt_tokens: '7' }, { completion_tokens: 2 ** 60 }].map(
    (odd): (typeof CASES)[number] => [
      `usage that is no count of tokens: ${JSON.stringify(odd)}`,
      streams({ last: [chunkOf({}, 'tool_calls', { usage: { ...USAGE, ...odd } })] }),
      { usage: null },
    ],
  ),
  ['usage that is null until the end', streams({ before: [chunkOf({}, null, { usage: null })] }), { usage: null }],
  ['a reason in a chunk without a delta', streams({ last: [chunkOf(null, 'tool_calls')] })],
  ['a reason of its own, `eos`', streams({ finish: 'eos' })],
  [
    'calls without an index',
    streams({
      call: (args, part, name) =>
        part === 0 ? { id: 'c', function: { name, arguments: args } } : { function: { arguments: args } },
    }),
    { finding: 'does not number its tool calls' },
  ],
  [
    'the id in every delta, and no index',
    streams({ call: (args, _, name) => ({ id: 'c', function: { name, arguments: args } }) }),
    { finding: 'does not number' },
  ],
  [
    'id and name in every delta',
    streams({ call: (args, _, name) => ({ index: 0, id: 'c', function: { name, arguments: args } }) }),
  ],
  [
    'two calls of one index, with ids of their own',
    twoBills([
      { index: 0, id: 'a', function: bill(1) },
      { index: 0, id: 'b', function: bill(2) },
    ]),
    { calls: 2, tools: 2 },
  ],
  ['two calls without index or id', twoBills([{ function: bill(1) }, { function: bill(2) }]), { calls: 2, tools: 2 }],
  [
    'two calls of one id each, mixed',
    twoBills([
      { index: 0, id: 'a', function: { name: 'bill', arguments: '{"hou' } },
      { index: 1, id: 'b', function: { name: 'bill', arguments: '{"ho' } },
      { index: 0, function: { arguments: 'rs":1}' } },
      { index: 1, function: { arguments: 'urs":2}' } },
    ]),
    { calls: 2, tools: 2 },
  ],
  ['the role in every delta', streams({ delta: (delta) => ({ role: 'assistant', content: null, ...delta }) })],
  ['`content` as null', streams({ delta: (delta) => ({ content: null, ...delta }) })],
  [
    'arguments as an object',
    (asked, index) =>
      documents((name, args) => ({ content: null, tool_calls: [{ id: 'c', function: { name, arguments: args } }] }))(
        asked,
        index,
      ),
    { finding: 'as an object' },
  ],
  [
    'reasoning before the reply',
    streams({ before: [chunkOf({ reasoning_content: 'Let me think: {"utterance": "no"' })] }),
    { finding: 'its reasoning' },
  ],
  [
    'the call of an older protocol',
    documents((name, args) => ({ content: null, function_call: { name, arguments: JSON.stringify(args) } })),
  ],
  [
    'content in parts',
    documents((_, args) => ({ content: [{ type: 'text', text: JSON.stringify(args) }] })),
    { options: ',structured=text' },
  ],
  [
    'JSON where a stream was asked for',
    documents((name, args) => ({ tool_calls: [{ id: 'c', function: { name, arguments: JSON.stringify(args) } }] })),
    { finding: 'one JSON document' },
  ],
  [
    'JSON that is called text',
    documents((name, args) => ({ tool_calls: [{ id: 'c', function: { name, arguments: JSON.stringify(args) } }] }), {
      'Content-Type': 'text/plain',
    }),
    { finding: 'names a content type' },
  ],
  ['events that are called JSON', streams({ headers: { 'Content-Type': 'application/json' }, size: 3 })],
  ['events without a content type', streams({ headers: { 'Content-Type': '' } })],
  [
    'no `response_format`',
    refuses(
      ({ body }) => 'response_format' in body,
      answers('400 Bad Request', '{"error":"Unknown field: response_format"}'),
    ),
    { calls: 2, options: ',structured=schema', finding: 'refuses `response_format`' },
  ],
  [
    'no `stream_options`',
    refuses(
      isFirst,
      answers(
        '422 Unprocessable Entity',
        '{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}',
      ),
    ),
    { calls: 2, finding: 'refuses `stream_options`' },
  ],
  [
    'no `parallel_tool_calls`, which nobody sends',
    refuses(({ body }) => 'parallel_tool_calls' in body, answers('400 Bad Request', '{"error":"no"}')),
  ],
  [
    'no demand for a tool',
    refuses(
      ({ body }) => body['tool_choice'] === 'required',
      answers('400 Bad Request', '{"message":"tool_choice must be auto or none"}'),
    ),
    { calls: 2, finding: '`tool_choice`' },
  ],
  [
    'no /responses',
    refuses(({ path }) => path.endsWith('/responses'), answers('404 Not Found', '404 page not found', 'text/plain')),
    { calls: 2, options: ',api=responses', finding: 'no `/responses`' },
  ],
  [
    'fields of its own',
    streams({ before: [chunkOf({}, null, { x_groq: { id: 1 }, prompt_filter_results: [], nvext: null })] }),
  ],
  ['HTTP/1.0, and closes', streams({ version: '1.0' })],
  ['gzip', streams({ gzip: true, size: 11 })],
  ['no `[DONE]`', streams({ done: '' }), { finding: 'without `[DONE]`' }],
  ['`[DONE]` twice', streams({ done: 'data: [DONE]\n\ndata: [DONE]\n\n' })],
  ['another choice among the chunks', streams({ before: [{ choices: [{ index: 1, delta: { content: 'other' } }] }] })],
  [
    'an error in text, then a reply',
    firstThen(() => answers('500 Internal Server Error', 'CUDA out of memory', 'text/plain'), streams()),
    { calls: 2 },
  ],
  [
    'an error as a page',
    () => answers('403 Forbidden', '<!doctype html><h1>Forbidden</h1>', 'text/html'),
    { error: [false, '403: a web page'], calls: 1 },
  ],
  [
    '200 with an error that may pass, then a reply',
    firstThen(() => answers('200 OK', '{"error":{"message":"busy","code":429}}'), streams()),
    { calls: 2 },
  ],
  [
    '200 with an error that does not pass',
    () => answers('200 OK', '{"error":{"message":"context too long","code":400}}'),
    { error: [false, 'context too long'], calls: 1 },
  ],
  [
    '200 with an error that says nothing of it, for ever',
    () => answers('200 OK', '{"error":"model is loading"}'),
    { error: [true, 'model is loading'], calls: 4 },
  ],
  [
    'an error event in the words of another server',
    () => ({ pieces: ['data: {"object":"error","message":"bad request","code":400}\n\n'] }),
    { error: [false, 'bad request'], calls: 1 },
  ],
  [
    'text that is neither',
    () => answers('200 OK', 'hello there', 'text/plain'),
    { error: [false, '`text/plain`'], calls: 1 },
  ],
];

describe('an endpoint with', () => {
  it.each(CASES)('%s', async (_, habit, { error, calls = 1, tools, options = '', usage, finding } = {}) => {
    const server = await serverFor(habit);
    const spec = `openai:m@${server.url},timeout=600,idle=600${options}`;
    const came = await speakWith(spec);
    expect(came.error && [came.error.data['transient'], came.error.message]).toEqual(
      error ? [error[0], expect.stringContaining(error[1])] : null,
    );
    expect(came.turn?.utterance ?? null).toBe(error ? null : SPOKEN);
    expect(came.notes).toEqual([]);
    expect(server.asked).toHaveLength(calls);
    if (tools !== undefined) expect(came.tools).toBe(tools);
    if (usage !== undefined) expect(came.record.measured.at(-1)?.usage).toEqual(usage);
    if (finding === undefined) return;
    const check = await checkModel(spec, NO_SETTINGS);
    expect(check.problem).toBeNull();
    expect(check.findings.join('\n')).toContain(finding);
  });

  it('nothing odd about it has nothing said of it', async () => {
    const server = await serverFor(streams({ last: [chunkOf({}, 'tool_calls', { usage: USAGE })] }));
    expect(await checkModel(`openai:m@${server.url}`, NO_SETTINGS)).toMatchObject({
      streams: true,
      tools: true,
      structured: 'tool',
      usage: true,
      findings: [],
      problem: null,
    });
  });
});
