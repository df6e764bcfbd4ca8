import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bridge } from '../../src/bridge/bridge.ts';
import { openBridge } from '../../src/bridge/bridge.ts';
import { checkModel } from '../../src/models/check.ts';
import { readModelSettings } from '../../src/models/settings.ts';
import { spokenTurn } from './scripted.ts';

let dir: string;
let bridge: Bridge;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'pitwall-bridge-'));
});
afterEach(async () => {
  await bridge.close();
  rmSync(dir, { recursive: true, force: true });
});

const ask = (body: object) => fetch(`${bridge.url}/chat/completions`, { method: 'POST', body: JSON.stringify(body) });
const completion = async (response: Response) =>
  (await response.json()) as { choices: { finish_reason: string; message: { content: string } }[] };
const REQUEST = { model: 'm', messages: [{ role: 'user', content: 'Say it.' }] };

describe('the bridge', () => {
  it('writes each request to a file and waits for its answer, a turn or whatever the schema says', async () => {
    bridge = await openBridge({
      dir,
      onRequest: (file) => writeFileSync(file.replace('request', 'answer'), JSON.stringify(spokenTurn())),
    });
    const reply = await completion(await ask(REQUEST));
    expect(reply.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ function: { name: 'turn_reply' } }] },
    });
    expect(JSON.parse(readFileSync(join(dir, '0001.request.json'), 'utf8'))).toMatchObject({ number: 1, ...REQUEST });
    expect(readFileSync(join(dir, '0001.request.txt'), 'utf8')).toContain('=== user\nSay it.');
    expect(JSON.parse(readFileSync(join(dir, 'answer.schema.json'), 'utf8'))).toMatchObject({ type: 'object' });
  });

  it('says what is wrong with an answer and waits for a better one', async () => {
    bridge = await openBridge({
      dir,
      onRequest: (file) => writeFileSync(file.replace('request', 'answer'), '{"contents":"typo"}'),
    });
    const reply = ask(REQUEST);
    await expect.poll(() => existsSync(join(dir, '0001.answer.error.txt'))).toBe(true);
    writeFileSync(join(dir, '0001.answer.json'), '{"content":"Said."}');
    expect((await completion(await reply)).choices[0]?.message.content).toBe('Said.');
  });

  it('goes on counting from what the folder holds', async () => {
    writeFileSync(join(dir, '0041.request.json'), '{}');
    bridge = await openBridge({
      dir,
      onRequest: (file) => writeFileSync(file.replace('request', 'answer'), '{"content":"x"}'),
    });
    await ask(REQUEST);
    expect(existsSync(join(dir, '0042.request.json'))).toBe(true);
  });

  it('answers nothing but chat completions of this machine', async () => {
    bridge = await openBridge({ dir });
    expect((await fetch(`${bridge.url}/models`)).status).toBe(404);
    expect((await ask({ model: 'm' })).status).toBe(400);
  });

  it('passes the check of a model, with streaming, tools, a structured turn and usage', async () => {
    const usage = { inputTokens: 9, outputTokens: 4 };
    bridge = await openBridge({
      dir,
      onRequest: (file) => {
        const { tools } = JSON.parse(readFileSync(file, 'utf8'));
        const call =
          tools[0].function.name === 'add'
            ? { name: 'add', arguments: { a: 2, b: 40 } }
            : {
                name: 'turn_reply',
                arguments: { utterance: 'Two and forty make forty-two; the receipt is K7-4417.', sum: 42 },
              };
        writeFileSync(file.replace('request', 'answer'), JSON.stringify({ toolCalls: [call], usage }));
      },
    });
    expect(await checkModel(`openai:m@${bridge.url}`, readModelSettings({}))).toEqual({
      spec: `openai:m@${bridge.url}`,
      reachable: true,
      streams: true,
      tools: true,
      usesResult: true,
      structured: 'tool',
      usage: true,
      costUsd: null,
      findings: [],
      problem: null,
      fault: null,
    });
  });
});
