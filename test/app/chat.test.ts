import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import type { Notice } from '../../src/pitwall.ts';
import { askMember, openStore, resumeChat, verifyDebate } from '../../src/pitwall.ts';
import { scripted } from '../../src/testing.ts';
import type { WireServer } from '../models/wire-server.ts';
import { drips, hang, inTurn, says, status, wireServer } from '../models/wire-server.ts';
import { shippedTeam } from '../reexecution/held.ts';

let store: TranscriptStore;
beforeAll(() => {
  store = openStore(':memory:');
});
afterAll(() => store.close());

const eventsIn = (id: string): TranscriptEvent[] => store.events(id).map(({ event }) => event);
const isEqual = async (id: string) => (await verifyDebate({ store, id })).equal;

describe('a chat with a language model', () => {
  it('lets it calculate and ask a colleague, each on the record, and answer from what came back', async () => {
    const calls = [
      {
        name: 'calculate',
        args: { values: { cards: 64 }, steps: { half: { formula: 'cards / 2', unit: 'cards' } } },
      },
      {
        name: 'consult_hardware',
        args: { question: 'How many tokens a second can 8 H100s give for 70B?', calculation: null },
      },
    ];
    const script = scripted({ one: [{ calls }, { says: 'Half is 32. Blaze says 193 at most.' }] });
    const asked = {
      store,
      team: shippedTeam(),
      member: 'pulse',
      model: 'scripted:one',
      text: 'Half of 64, and the rate?',
    };
    const answer = await askMember({ ...asked, chatModels: script.seats.chatModels });
    script.done();
    expect(answer.said).toBe('Half is 32. Blaze says 193 at most.');
    expect(answer.tools).toMatchObject([{ name: 'calculate', figures: { half: { value: 32 } } }]);
    expect(answer.consults).toMatchObject([{ to: 'blaze', stub: true }]);
    const [, second] = script.callsOf('one');
    expect(second?.slice(-2).map((message) => message.text)).toEqual([
      expect.stringContaining('half=32'),
      expect.stringContaining('193'),
    ]);
    expect(await isEqual(answer.id)).toBe(true);
  });

  it('tells it all that was said before, and who the colleagues are', async () => {
    const script = scripted({ one: [{ says: 'Seoul.' }, { says: 'Since 2024.' }] });
    const { chatModels } = script.seats;
    const asked = { store, team: shippedTeam(), member: 'pulse', model: 'scripted:one', chatModels };
    const before = [
      { by: 'person' as const, text: 'Hello.' },
      { by: 'member' as const, text: 'Hi!' },
    ];
    const first = await askMember({ ...asked, text: 'Where do you live?', before, keep: true });
    const second = await askMember({ ...asked, text: 'Since when?', chat: first.id });
    expect([second.id, second.said]).toEqual([first.id, 'Since 2024.']);
    const [, messages = []] = script.callsOf('one');
    expect(messages.map((message) => message.text).slice(1)).toEqual([
      ...['Hello.', 'Hi!', 'Where do you live?', 'Seoul.', 'Since when?'],
    ]);
    expect(messages[0]?.text).toMatch(
      /in a chat with somebody who writes to you[\s\S]*Your colleagues:\n[\s\S]*- Blaze: /,
    );
    expect(messages[0]?.text).not.toContain('turn_reply');
    expect(await isEqual(first.id)).toBe(true);
  });

  it('gives back what no tool takes, and goes on', async () => {
    const script = scripted({
      one: [{ calls: [{ name: 'nothing', args: {} }] }, { says: 'I cannot calculate that.' }],
    });
    const asked = { store, team: shippedTeam(), member: 'pulse', model: 'scripted:one', text: 'Calculate.' };
    const answer = await askMember({ ...asked, chatModels: script.seats.chatModels });
    expect(answer.said).toBe('I cannot calculate that.');
    expect(script.callsOf('one')[1]?.at(-1)?.text).toContain('no tool is called `nothing`');
    expect(await isEqual(answer.id)).toBe(true);
  });

  it('ends a loop of calls', async () => {
    const loop = Array.from({ length: 5 }, () => ({ calls: [{ name: 'nothing', args: {} }] }));
    const script = scripted({ one: [...loop, { says: 'Enough.' }] });
    const asked = { store, team: shippedTeam(), member: 'pulse', model: 'scripted:one', text: 'Calculate.' };
    expect((await askMember({ ...asked, chatModels: script.seats.chatModels })).said).toBe('Enough.');
    script.done();
  });
});

describe('a chat with an endpoint', () => {
  let server: WireServer;
  let act: Parameters<typeof wireServer>[0];
  beforeEach(async () => {
    server = await wireServer((response, request, index) => act(response, request, index));
  });
  afterEach(() => server.close());
  const asking = (text: string) => ({
    store,
    team: shippedTeam(),
    member: 'pulse',
    text,
    model: `openai:m@${server.url}`,
  });

  it('hears its words as they come, and counts what it reports', async () => {
    act = drips({ text: 'The curve first, then the learning rate, and only then the data.' });
    const heard: string[] = [];
    const on = (notice: Notice) => {
      if (notice.kind === 'words') heard.push(notice.utterance);
    };
    const answer = await askMember({ ...asking('What first?'), on });
    expect(heard.length).toBeGreaterThan(2);
    for (const [index, words] of heard.entries()) expect(words.startsWith(heard[index - 1] ?? '')).toBe(true);
    expect(answer.said.startsWith(heard.at(-1) ?? '')).toBe(true);
    expect(answer.usage).toEqual({ inputTokens: 120, outputTokens: 30 });
    expect(server.requests[0]?.body).toMatchObject({ tool_choice: 'auto' });
  });

  it('goes without tools where it takes none', async () => {
    const refused = { error: { message: 'tools are not supported by this model' } };
    act = inTurn(status(400, refused), says({ text: 'Without tools, then.' }));
    const answer = await askMember(asking('What first?'));
    expect(answer.said).toBe('Without tools, then.');
    expect(server.requests.at(-1)?.body['tools']).toBeUndefined();
    expect(await isEqual(answer.id)).toBe(true);
  });

  it('is closed as cancelled where nobody waits any more, and executed again to the same', async () => {
    const nobody = new AbortController();
    act = (response, request, index) => {
      hang(response, request, index);
      nobody.abort();
    };
    const failed = await askMember({ ...asking('What first?'), signal: nobody.signal }).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 'INTERRUPTED' });
    const { id, status: now } = store.list({ all: true })[0] ?? { id: '' };
    expect([now, eventsOf(eventsIn(id), 'debate.closed')[0]?.stopReason]).toEqual(['closed', 'cancelled']);
    expect(await isEqual(id)).toBe(true);
  });

  it('has failed, in the words of the endpoint, where it will never answer', async () => {
    act = status(401, { error: { message: 'bad key' } });
    const failed = await askMember(asking('What first?')).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'MODEL_FAILED', message: expect.stringContaining('bad key') });
    expect(store.list({ all: true })[0]?.status).toBe('failed');
  });
});

it('a debate is no chat to be gone on with', async () => {
  const script = scripted({ one: [{ says: 'Yes.' }] });
  const asked = { store, team: shippedTeam(), member: 'pulse', model: 'scripted:one', text: 'Ready?' };
  const { id } = await askMember({ ...asked, chatModels: script.seats.chatModels });
  await expect(resumeChat({ store, id, line: async () => null })).rejects.toMatchObject({ code: 'CHECK_FAILED' });
  await expect(askMember({ ...asked, member: 'flux', chat: id })).rejects.toMatchObject({ code: 'USAGE' });
});
