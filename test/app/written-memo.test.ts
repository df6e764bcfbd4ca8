import { AIMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import {
  forecastDebate,
  forkDebate,
  loadScenario,
  openStore,
  resumeDebate,
  runDebate,
  verifyDebate,
} from '../../src/pitwall.ts';
import { printContext } from '../../src/report/context.ts';
import { memoSections } from '../../src/report/memo.ts';
import { ROOT, shippedTeam } from '../reexecution/held.ts';
import { HAY, table } from './table.ts';

const SPEC = 'scripted:scribe';
const team = shippedTeam();
const scenario = loadScenario('spike-at-12k', { projectDir: ROOT, team, rounds: 1 });

type Line = { text: string; turns: number[]; who?: string };
type Draft = Partial<Record<'decision' | 'why' | 'changes' | 'actions' | 'open', Line[]>> & {
  title?: string;
  sums?: string[];
};

const NAME = scenario.scenario.options;

/** A writer that gives these memos one after the other; `decided` is what its prompt says was decided. */
function scribe(...drafts: ((decided: string) => Draft)[]) {
  const model = fakeModel();
  const heard: string[] = [];
  for (const draft of drafts)
    model.respond((messages) => {
      const asked = messages.map(({ content }) => String(content));
      heard.push(String(messages.at(-1)?.content));
      const decided = /^Decided: (.+)\.$/m.exec(asked.join('\n'))?.[1] ?? '';
      const tool_calls = [{ name: 'turn_reply', args: draft(decided), id: 'm', type: 'tool_call' as const }];
      return new AIMessage({ content: '', tool_calls, response_metadata: { finish_reason: 'tool_calls' } });
    });
  return { model, heard, chatModels: { [SPEC]: model } };
}

const sound = (decided: string): Draft => ({
  decision: [{ text: `We take this: ${decided}.`, turns: [1] }],
  why: [{ text: 'It keeps what must be kept.', turns: [1, 2] }],
  actions: [{ text: `Starts it (${decided}) and watches the loss.`, turns: [2], who: 'Kim Doyun' }],
});

const invented = (decided: string): Draft => ({
  ...sound(decided),
  why: [
    { text: 'It saves 987,654 USD.', turns: [1] },
    { text: 'Somebody said so.', turns: [999] },
    { text: 'It keeps what must be kept.', turns: [1] },
    { text: 'Nobody said where.', turns: [] },
  ],
});

let store: TranscriptStore;
beforeAll(() => {
  store = openStore(':memory:');
});
afterAll(() => store.close());

const held = (chatModels: ReturnType<typeof scribe>['chatModels'], more: object = {}) =>
  runDebate({ scenario, team, store, models: { memo: SPEC }, chatModels, ...more });
const writtenIn = (id: string) =>
  eventsOf(
    store.events(id).map(({ event }) => event),
    'memo.written',
  )[0];
const sectionsOf = ({ document }: Awaited<ReturnType<typeof held>>) => {
  if (document.outcome === null) throw new Error('expected an outcome');
  const cards = team.members.map(({ card }) => card);
  return memoSections(printContext(scenario.scenario, cards), document, document.outcome);
};

describe('a memo that a model writes', () => {
  it('stands on the record before the close, and comes out as recorded with no model at hand', async () => {
    const { model, chatModels } = scribe(sound);
    const result = await held(chatModels);
    expect(model.callCount).toBe(1);
    expect(result.events.slice(-2).map(({ type }) => type)).toEqual(['memo.written', 'debate.closed']);
    expect(eventsOf(result.events, 'debate.opened')[0]?.memo).toBe(SPEC);
    expect(await verifyDebate({ store, id: result.id })).toMatchObject({ equal: true, stopped: null });
  });

  it('is what the memo says, beside the table and the votes', async () => {
    const sections = sectionsOf(await held(scribe(sound).chatModels));
    const said = new Map(sections.map(({ key, lines }) => [key, lines]));
    expect(said.get('why')?.[0]).toMatchObject({ text: 'It keeps what must be kept.', turns: [1, 2] });
    expect(said.get('actions')?.[0]).toMatchObject({
      head: 'Kim Doyun (Pulse)',
    });
    expect([...said.keys()]).toEqual(['decision', 'why', 'table', 'actions', 'trying', 'record']);
    expect(said.get('record')?.[1]?.text).toContain(SPEC);
  });

  it('says under which name the record has somebody where they are first named', async () => {
    const why = [{ text: 'Kim Doyun watches it, and Kim Doyun says when.', turns: [1] }];
    const sections = sectionsOf(await held(scribe((decided) => ({ ...sound(decided), why })).chatModels));
    expect(sections.find(({ key }) => key === 'why')?.lines[0]?.text).toBe(
      'Kim Doyun (Pulse) watches it, and Kim Doyun says when.',
    );
  });

  it('is given back once with the lines that do not hold', async () => {
    const { model, heard, chatModels } = scribe(invented, sound);
    const { id } = await held(chatModels);
    expect(model.callCount).toBe(2);
    expect(heard[1]).toMatch(/987,654.*stands neither in the debate nor under Computed/s);
    expect(heard[1]).toContain('there is no turn 999');
    expect(heard[1]).toContain('`turns` is empty');
    expect(writtenIn(id)).toMatchObject({ leftOut: [], error: null, notes: [{ kind: 'repaired' }] });
  });

  it('leaves out and names what does not hold the second time', async () => {
    const result = await held(scribe(invented, invented).chatModels);
    const written = writtenIn(result.id);
    expect(written?.lines.filter(({ part }) => part === 'why').map(({ text }) => text)).toEqual([
      'It keeps what must be kept.',
    ]);
    expect(written?.leftOut.map(({ text }) => text)).toEqual([
      'It saves 987,654 USD.',
      'Somebody said so.',
      'Nobody said where.',
    ]);
    const record = sectionsOf(result).find(({ key }) => key === 'record');
    expect(record?.lines.map(({ text }) => text).join('\n')).toContain('987,654');
  });

  it('is given back once where it leaves its reader without what to do, and stands where it comes so again', async () => {
    const open = (decided: string): Draft => ({
      ...sound(decided),
      changes: [{ text: 'If the loss rises we reconsider.', turns: [1] }],
      actions: [{ text: 'Watches.', turns: [2], who: 'Kim Doyun' }],
    });
    const { model, heard, chatModels } = scribe(open, open);
    const { id } = await held(chatModels);
    expect(model.callCount).toBe(2);
    expect(heard[1]).toMatch(/If the loss rises we reconsider.*say what is done then/s);
    expect(heard[1]).toContain('no line of `actions` carries out the decision');
    const written = writtenIn(id);
    expect(written?.leftOut).toEqual([]);
    expect(written?.lines.map(({ text }) => text)).toContain('If the loss rises we reconsider.');
  });

  it('is given back once where it forgets who took something on, or counts in steps of the weighing', async () => {
    const forgets = (decided: string): Draft => ({
      ...sound(decided),
      changes: [{ text: 'At a higher price it is 0.5 steps behind, and Kim Doyun stops the run.', turns: [1] }],
    });
    const { heard, chatModels } = scribe(forgets, sound);
    const { document } = await held(chatModels);
    const idle = document.outcome?.actions.filter(({ owner, from }) => from === 'said' && owner !== 'pulse') ?? [];
    expect(heard[1]).toContain('it counts steps, which a reader does not know');
    for (const { do: job } of idle) expect(heard[1]).toContain(job);
  });

  it('leaves out the sentence that does not hold, and keeps the rest of its paragraph', async () => {
    const mixed = (decided: string): Draft => ({
      ...sound(decided),
      why: [{ text: 'It keeps what must be kept. It saves 987,654 USD.', turns: [1] }],
    });
    const written = writtenIn((await held(scribe(mixed, mixed).chatModels)).id);
    expect(written?.lines.find(({ part }) => part === 'why')?.text).toBe('It keeps what must be kept.');
    expect(written?.leftOut.map(({ text }) => text)).toEqual(['It saves 987,654 USD.']);
  });

  it('shows how a figure follows where nobody reads it, and not from what stands nowhere', async () => {
    const [given = ''] = Object.values(scenario.scenario.facts).flatMap(({ value }) =>
      typeof value === 'number' && value > 100 ? [String(value)] : [],
    );
    const summed = (sum: string) => (decided: string) => ({
      ...sound(decided),
      why: [{ text: `It comes to ${Number(given) * 7}.`, turns: [1] }],
      sums: [`${sum} = ${Number(given) * 7}`],
    });
    const whole = summed(`${given} x 7`);
    const result = await held(scribe(whole).chatModels);
    expect(writtenIn(result.id)).toMatchObject({ leftOut: [], notes: [] });
    expect(JSON.stringify(sectionsOf(result))).not.toContain(`${given} x 7`);
    const invented = summed(`987,654 - ${987_654 - Number(given) * 7}`);
    expect(writtenIn((await held(scribe(invented, invented).chatModels)).id)?.leftOut).toHaveLength(2);
  });

  it('cites no turn for what is computed and stands in the question', async () => {
    const [one = 0, other = 0] = Object.values(scenario.scenario.facts).flatMap(({ value }) =>
      typeof value === 'number' && Number.isInteger(value) && value > 100 ? [value] : [],
    );
    const told = (text: string) => (decided: string) => ({ ...sound(decided), why: [{ text, turns: [] }] });
    const computed = told(`The one is ${one} and the other is ${other}.`);
    expect(writtenIn((await held(scribe(computed).chatModels)).id)).toMatchObject({ leftOut: [], notes: [] });
    const said = told('Somebody said so.');
    expect(writtenIn((await held(scribe(said, said).chatModels)).id)?.leftOut).toHaveLength(1);
  });

  it.each(['%p', 'points', 'percentage points'])('says what two percentages differ by in %s', async (said) => {
    let sums: string[] = [];
    const model = fakeModel();
    model.respond((messages) => {
      const asked = messages.map(({ content }) => String(content)).join('\n');
      const shares = [...asked.matchAll(/(?<![\d.,])(\d{1,2}(?:\.\d)?)\s?%/g)].map(([, share]) => Number(share));
      const [most, least] = [Math.max(...shares), Math.min(...shares)];
      const apart = Number((most - least).toPrecision(4));
      const decided = /^Decided: (.+)\.$/m.exec(asked)?.[1] ?? '';
      sums = [`${most} % - ${least} % = ${apart} points`];
      const why = [{ text: `They are ${apart} ${said} apart.`, turns: [1] }];
      const args = { ...sound(decided), why, sums };
      const tool_calls = [{ name: 'turn_reply', args, id: 'm', type: 'tool_call' as const }];
      return new AIMessage({ content: '', tool_calls, response_metadata: { finish_reason: 'tool_calls' } });
    });
    const written = writtenIn((await held({ [SPEC]: model })).id);
    expect(sums.join()).toMatch(/^[\d.]+ % - [\d.]+ % = [1-9][\d.]* points$/);
    expect(written).toMatchObject({ leftOut: [], notes: [] });
  });

  it('leaves the sign of a percentage out of a sum', async () => {
    let given = '';
    const writer = (decided: string): Draft => ({
      ...sound(decided),
      why: [{ text: `It comes to ${Number(given) * 12}.`, turns: [1] }],
      sums: [`${given} x 12 = ${Number(given) * 12}`],
    });
    const model = fakeModel();
    model.respond((messages) => {
      const asked = messages.map(({ content }) => String(content)).join('\n');
      given = /(?<![\d.,])([2-9][1-9])\s?%/.exec(asked)?.[1] ?? '';
      const decided = /^Decided: (.+)\.$/m.exec(asked)?.[1] ?? '';
      const tool_calls = [{ name: 'turn_reply', args: writer(decided), id: 'm', type: 'tool_call' as const }];
      return new AIMessage({ content: '', tool_calls, response_metadata: { finish_reason: 'tool_calls' } });
    });
    const written = writtenIn((await held({ [SPEC]: model })).id);
    expect(given).not.toBe('');
    expect(written).toMatchObject({ leftOut: [], notes: [] });
  });

  it('is given back once with its length, and then cut where a reader can do without it', async () => {
    const tale = (words: number) => `${'It keeps what must be kept and '.repeat(words / 7)}so on.`;
    const long = (decided: string): Draft => ({
      ...sound(decided),
      why: [
        { text: tale(210), turns: [1] },
        { text: tale(196), turns: [2] },
      ],
      open: [{ text: 'Nobody knows the rest.', turns: [1] }],
    });
    const { heard, chatModels } = scribe(long, long);
    const result = await held(chatModels);
    const [, words, more] = /has (4\d\d) words, (\d+) more than the 350 that are printed/.exec(heard[1] ?? '') ?? [];
    expect(Number(words) - Number(more)).toBe(350);
    expect(heard[1]).toMatch(/the longest parts are `why` \(4\d\d\), `(?:actions|decision)` \(\d+\)/);
    const written = writtenIn(result.id);
    expect(written?.lines.map(({ part }) => part)).toEqual(['decision', 'why', 'open', 'actions']);
    expect(written?.leftOut).toMatchObject([{ text: tale(196), isCut: true }]);
    const record = sectionsOf(result).find(({ key }) => key === 'record');
    expect(record?.lines.map(({ text }) => text).join('\n')).toContain('cut for length');
  });

  it.each([
    ['It takes 6.67 hours.', 'a decimal of hours'],
    ['It is 1 of 2, 3 of 4 and 5 of 6.', 'figures at once'],
    ['Pulse starts it.', 'by that one name'],
  ])('is given back once where it reads like a sheet: %s', async (text, why) => {
    const { heard, chatModels } = scribe(
      (decided) => ({ ...sound(decided), decision: [{ text: `${decided}. ${text}`, turns: [1] }] }),
      sound,
    );
    await held(chatModels);
    // A figure that stands nowhere is said first.
    expect(heard[1]).toMatch(new RegExp(`${why}|stands neither`));
  });

  it('says of a job that it has no owner where nobody took it on', async () => {
    const alone = (decided: string): Draft => ({
      ...sound(decided),
      actions: [{ text: `Start ${decided}.`, turns: [2], who: 'unassigned' }],
    });
    const actions = sectionsOf(await held(scribe(alone).chatModels)).find(({ key }) => key === 'actions');
    expect(actions?.lines.map(({ head }) => head)).toEqual(['no owner yet']);
  });

  it('does not decide anew', async () => {
    const another = (): Draft => {
      const [first, second] = Object.values(NAME).map(({ short }) => short);
      return {
        decision: [{ text: `Take ${first} or ${second}.`, turns: [1] }],
        why: [{ text: 'So it is.', turns: [1] }],
      };
    };
    const wrong = (decided: string): Draft => {
      const other = Object.values(NAME).find(({ short }) => !decided.includes(short));
      return { ...another(), decision: [{ text: `Take ${other?.short}.`, turns: [1] }] };
    };
    const { heard, chatModels } = scribe(wrong, sound);
    await held(chatModels);
    expect(heard[1]).toContain('the table decided');
  });

  it('is composed from the record where the model fails, and says so', async () => {
    const result = await held(
      scribe(
        () => ({}),
        () => ({}),
      ).chatModels,
    );
    expect(writtenIn(result.id)).toMatchObject({ lines: [], error: expect.stringContaining('`decision` is missing') });
    const sections = sectionsOf(result);
    expect(sections.some(({ key }) => key === 'flips')).toBe(true);
    expect(sections.find(({ key }) => key === 'record')?.lines[1]?.text).toContain('could not write the memo');
    expect(await verifyDebate({ store, id: result.id })).toMatchObject({ equal: true });
  });

  it('is told which sentence and figure of the decision do not hold, so that it is mended at once', async () => {
    const wrong = (decided: string): Draft => ({
      ...sound(decided),
      decision: [{ text: `We take ${decided} for 987,654 USD.`, turns: [1] }],
    });
    const { heard, model, chatModels } = scribe(wrong, wrong, sound);
    const { id } = await held(chatModels);
    expect(model.callCount).toBe(3);
    expect(heard[2]).toMatch(
      /no sentence of `decision` holds: decision: "We take .* for 987,654 USD\.": `987,654` stands/,
    );
    expect(writtenIn(id)).toMatchObject({ error: null, leftOut: [] });
  });

  it('is asked for once when the debate is cut and resumed', async () => {
    const nobody = new AbortController();
    const cut = held(scribe(sound).chatModels, {
      signal: nobody.signal,
      on: (notice: { kind: string; event?: { type: string } }) => {
        if (notice.kind === 'event' && notice.event?.type === 'memo.written') nobody.abort();
      },
    });
    await expect(cut).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const [last] = store.list();
    const { model, chatModels } = scribe(sound);
    const { id } = await resumeDebate({ store, id: last?.id ?? '', chatModels });
    expect(model.callCount).toBe(0);
    expect(writtenIn(id)?.lines).toHaveLength(3);
  });

  it('is left to the record where the budget has no room for it', async () => {
    const { model, chatModels } = scribe(sound);
    const { id } = await held(chatModels, { budget: { members: { memo: { calls: 0 } } } });
    expect(model.callCount).toBe(0);
    expect(writtenIn(id)?.error).toContain('budget');
  });

  it('is counted beforehand', async () => {
    const ahead = await forecastDebate({ scenario, team, models: { memo: 'openai:gpt-4.1-mini' } });
    expect(ahead.seats.find(({ member }) => member === 'memo')).toMatchObject({ calls: 1 });
  });
});

describe('a memo that is written afterwards', () => {
  const afterwards = (id: string, { chatModels }: ReturnType<typeof scribe>) =>
    forkDebate({ store, id, at: 'end', changes: { models: { memo: SPEC } }, team, chatModels });

  it('is the one thing that is new at the end of a completed debate, and executes again', async () => {
    const { id, events } = await runDebate({ scenario, team, store });
    const writer = scribe(sound);
    const child = await afterwards(id, writer);
    expect(writer.model.callCount).toBe(1);
    expect(child.events.slice(-3).map(({ type }) => type)).toEqual(['debate.forked', 'memo.written', 'debate.closed']);
    expect(child.events.slice(1, -3)).toEqual(events.slice(1, -1));
    expect(eventsOf(child.events, 'debate.closed')).toEqual(eventsOf(events, 'debate.closed'));
    expect(await verifyDebate({ store, id: child.id })).toMatchObject({ equal: true, stopped: null });
  });

  it('takes the place of the one that was written before', async () => {
    const first = await held(scribe(sound).chatModels);
    const second = await afterwards(first.id, scribe(sound));
    const third = await afterwards(second.id, scribe(sound));
    for (const { id, events } of [second, third]) {
      expect(eventsOf(events, 'memo.written')).toHaveLength(1);
      expect(eventsOf(events, 'debate.forked')).toHaveLength(1);
      expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
    }
  });
});

describe('who writes the memo', () => {
  it('is nobody where only the offline engine speaks, or where that is asked for', async () => {
    const { events } = await runDebate({ scenario, team, store });
    expect(eventsOf(events, 'memo.written')).toEqual([]);
    const ahead = await forecastDebate({
      ...{ scenario, team },
      models: { '*': 'openai:gpt-4.1-mini', memo: 'playbook' },
    });
    expect(ahead.seats.some(({ member }) => member === 'memo')).toBe(false);
  });

  it('is the first language model at the table otherwise', async () => {
    const ahead = await forecastDebate({
      scenario,
      team,
      models: { [scenario.scenario.cast[1] ?? '']: 'openai:gpt-4.1-mini' },
    });
    expect(ahead.seats.find(({ member }) => member === 'memo')?.model).toContain('gpt-4.1-mini');
  });
});

describe('the figures that a sentence of a memo holds', () => {
  const givenBack = async (text: string) => {
    const draft = () => ({
      title: 'We buy hay',
      decision: [{ text: `We go on buying hay. ${text}`, turns: [1] }],
      why: [{ text: 'It is what there is.', turns: [1] }],
      actions: [{ text: 'buys the hay', turns: [1], who: 'Jung Harin' }],
    });
    const { memos } = await table(() => undefined, { memo: draft });
    return memos[1]?.split('We buy hay').at(-1) ?? memos[1] ?? '';
  };
  const FIVE = 'Of 20 t in the stack 26 t are eaten and 25 % spoils, hay is 90 EUR a tonne, the weighing errs by 1 t';

  it('are what somebody has to hold: not at what an option is set, nor by when or for how long', async () => {
    expect(await givenBack(`${FIVE}.`)).toBe('');
    expect(await givenBack(`${FIVE}; buying is 4 t, selling saves 5 t, sending them away saves 8 t from day 9.`)).toBe(
      '',
    );
    expect(await givenBack(`${FIVE}, and weighing takes 1 day.`)).toBe('');
  });

  it('are one in a time of several units', async () => {
    expect(await givenBack(`${FIVE}; a load takes 33 min 45 s.`)).not.toContain('figures at once');
  });

  it('are too many with one more that an option comes to', async () => {
    expect(await givenBack(`${FIVE}, and sending them away leaves 2 t.`)).toContain('it holds 6 figures at once');
    // To begin in 10 days is how it is set; the day by which something must have begun is a limit.
    expect(await givenBack(`${FIVE}, and they go in 10 days where there are 12 days.`)).toContain(
      'it holds 6 figures at once',
    );
  });
});

describe('the writer of a memo', () => {
  const nine = () => ({
    title: 'We buy hay.',
    decision: { text: 'We are buying hay.', turns: [1] },
    why: [{ text: 'I stay with it, said everybody.', turns: [1] }],
    changes: [
      {
        text: 'If the stack is low we order 15 t in all, which cost €1,350 in all; Jung Harin does it by noon.',
        turns: [1],
      },
    ],
    open: [],
    actions: [{ who: 'Jung Harin', text: 'orders the hay we are buying', turns: [1] }],
    sums: ['15 * 90 = 1350'],
  });

  it('reads what the decision comes to at the settings next to its own, with the limits that it misses there', async () => {
    const { memos } = await table(() => undefined, { memo: nine });
    const [, beside = ''] = (memos.at(-1) ?? '').split('the decision at settings next to its own');
    // 20 t in the stack and as many as are bought, less 26: 1 t has to be left. Of 2 to 20 t it is 4.
    expect(beside.split('Computed, ')[0]).toMatch(
      /the hay bought 3 t: the hay left −3 t ✗.*, the cost €270\n- the hay bought 5 t: the hay left −1 t ✗.*, the cost €450\n- the hay bought 6 t: the hay left 0 t ✗.*, the cost €540/s,
    );
  });

  it('reads options by their names, and once by what calculations call them', async () => {
    const { memos } = await table(() => undefined, { memo: nine });
    const asked = memos.at(-1) ?? '';
    expect(asked).toContain('- buying hay, in what was computed `buy`: buy hay');
    expect(asked).toMatch(/^ {2}votes for buying hay$/m);
    expect(asked).not.toMatch(/votes for buy$/m);
  });

  it('reads no doubt of a fact that news has told anew', async () => {
    const news = `events: [{ after: rebuttal 1, set: { stack: 22 t }, say: "It was weighed: 22 t." }]\n`;
    const readBy = async (yaml: string) => (await table(() => undefined, { yaml, memo: nine })).memos.at(-1) ?? '';
    expect(await readBy(HAY)).toContain('the hay in the stack: 20 t, between 14 and 26; nobody has weighed it');
    const told = await readBy(HAY + news);
    expect(told).toMatch(/the hay in the stack: 22 t, between 14 and 26$/m);
    expect(told).not.toContain('nobody has weighed it');
  });

  it('may work out any setting that an option may have, and no other', async () => {
    const held = await table(() => undefined, { memo: nine });
    expect(held.document.outcome?.written).toMatchObject({ leftOut: [] });
    const wrong = await table(() => undefined, {
      memo: () => ({
        ...nine(),
        changes: [{ text: 'If the stack is low we order 37 t, which cost €3,330.', turns: [1] }],
        sums: ['37 * 90 = 3330'],
      }),
    });
    expect(JSON.stringify(wrong.document.outcome?.written?.leftOut)).toContain('3,330');
  });
});
