import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ModelReply } from '../../src/core/effects.ts';
import { eventsOf } from '../../src/core/events.ts';
import { debateDocument, openRecordFile, verifyDebate } from '../../src/pitwall.ts';

const FOLDER = fileURLToPath(new URL('../fixtures/records/', import.meta.url));
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.language-models.jsonl'));

describe('debates in which language models sat in the seats', () => {
  it('are in Korean and in English', () => {
    const languages = FILES.map((file) => {
      const { store, id } = openRecordFile(FOLDER + file);
      const [opened] = eventsOf(
        store.events(id).map(({ event }) => event),
        'debate.opened',
      );
      store.close();
      return opened?.language;
    });
    expect(languages.sort()).toEqual(['en', 'ko', 'ko']);
  });

  it.each(FILES)('come out as recorded, with every live call forbidden: %s', async (file) => {
    const { store, id } = openRecordFile(FOLDER + file);
    const report = await verifyDebate({ store, id });
    expect(report.stopped).toBeNull();
    expect(report.equal).toBe(true);
    store.close();
  });

  it.each(FILES)('moved somebody, by a reason, and every reply was a whole one: %s', (file) => {
    const { store, id } = openRecordFile(FOLDER + file);
    const events = store.events(id).map(({ event }) => event);
    expect(eventsOf(events, 'turn.recorded').some(({ stance }) => stance.movedBy.length > 0)).toBe(true);
    expect(eventsOf(events, 'debate.opened')[0]?.cast.every(({ model }) => model.includes('behind-bridge'))).toBe(true);
    const replies = store.effects(id).filter(({ kind }) => kind === 'model');
    expect(replies.every(({ purity }) => purity === 'live')).toBe(true);
    const finishes = replies.map(({ result }) => (result as ModelReply).finishReason);
    expect(new Set(finishes)).toEqual(new Set(['tool_calls']));
    store.close();
  });

  it.each(FILES)('say in their memos what was said, and nothing that was taken back: %s', (file) => {
    const { store, id } = openRecordFile(FOLDER + file);
    const document = debateDocument({ store, id });
    const { outcome, turns } = document;
    const words = turns.flatMap(({ utterance, claims }) => [utterance, ...claims.map(({ text }) => text)]).join('\n');
    const back = new Set(turns.flatMap(({ withdraws }) => withdraws.map(({ turn, claim }) => `${turn}.${claim}`)));
    const taken = turns.flatMap(({ turn, claims }) =>
      claims.filter(({ claim }) => back.has(`${turn}.${claim}`)).map(({ text }) => text),
    );
    for (const { text, turn } of outcome?.claims ?? []) {
      expect(words).toContain(text);
      expect(taken.includes(text) && turns.find((one) => one.turn === turn)?.claims.length === 1).toBe(false);
    }
    for (const { do: what, from, turn } of outcome?.actions ?? [])
      if (from === 'said') expect(turns.find((one) => one.turn === turn)?.action).toBe(what);
    store.close();
  });
});

describe('the debate in which a turn is little work', () => {
  const FILE = `${FOLDER}step-time.language-models.jsonl`;
  const record = () => {
    const { store, id } = openRecordFile(FILE);
    const events = store.events(id).map(({ event }) => event);
    const replies = store.effects(id).filter(({ kind }) => kind === 'model');
    store.close();
    return { events, replies: replies.map(({ result }) => result as ModelReply) };
  };

  it('takes less than three characters of JSON for one of speech', () => {
    const turns = record().replies.flatMap(({ toolCalls }) => toolCalls.filter(({ name }) => name === 'turn_reply'));
    const written = turns.reduce((sum, { args }) => sum + JSON.stringify(args).length, 0);
    const said = turns.reduce((sum, { args }) => sum + String(args['utterance']).length, 0);
    expect(written / said).toBeLessThan(2.7);
  });

  it('gives back what stands nowhere once, and by which numbers, and records that it stayed so', () => {
    const { events } = record();
    const returned = eventsOf(events, 'reply.repaired');
    // The member's sheet held this figure when the debate was held; nobody had said what it rests on.
    expect(returned.map(({ flaw, detail }) => [flaw, /`3\.54`/.test(detail)])).toEqual([['unfounded', true]]);
    expect(eventsOf(events, 'turn.flawed').map(({ turn }) => turn)).toEqual(returned.map(({ turn }) => turn));
  });

  it('goes on for one exchange after the event behind its last round, with what rests on it corrected', () => {
    const { events } = record();
    const after = events.slice(events.findIndex(({ type }) => type === 'fact.changed'));
    const rebuttals = eventsOf(after, 'turn.recorded').filter(({ phase }) => phase === 'rebuttal');
    expect(rebuttals.map(({ round }) => round)).toEqual(rebuttals.map(() => 2));
    expect(rebuttals.some(({ withdraws }) => withdraws.length > 0)).toBe(true);
    expect(rebuttals.some(({ stance }) => stance.movedBy.includes('fact:overhead'))).toBe(true);
  });

  it('has every number of a figure looked up, and the question answered by whom it was put to, next', () => {
    const turns = eventsOf(record().events, 'turn.recorded');
    expect(turns.flatMap(({ claims }) => claims.flatMap(({ numbers }) => numbers)).length).toBeGreaterThan(30);
    for (const [index, { question, addressee }] of turns.entries())
      if (question !== null) expect(turns[index + 1]?.speaker).toBe(addressee);
  });
});
