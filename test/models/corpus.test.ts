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
    expect(languages.filter((language) => language === 'ko')).toHaveLength(7);
    expect(languages.filter((language) => language === 'en')).toHaveLength(7);
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

describe('what these debates took', () => {
  const all = FILES.map((file) => {
    const { store, id } = openRecordFile(FOLDER + file);
    const events = store.events(id).map(({ event }) => event);
    const replies = store.effects(id).filter(({ kind }) => kind === 'model');
    store.close();
    return { file, events, replies: replies.map(({ result }) => result as ModelReply) };
  });

  it('is two characters of JSON for one of speech', () => {
    const turns = all.flatMap(({ replies }) =>
      replies.flatMap(({ toolCalls }) => toolCalls.filter(({ name }) => name === 'turn_reply')),
    );
    const written = turns.reduce((sum, { args }) => sum + JSON.stringify(args).length, 0);
    const said = turns.reduce((sum, { args }) => sum + String(args['utterance']).length, 0);
    expect(written / said).toBeLessThan(2.1);
  });

  it('is a turn given back in one of sixteen requests, at most', () => {
    const requests = all.reduce((sum, { replies }) => sum + replies.length, 0);
    const returned = all.reduce((sum, { events }) => sum + eventsOf(events, 'reply.repaired').length, 0);
    expect(requests).toBeGreaterThan(380);
    expect(returned / requests).toBeLessThanOrEqual(1 / 16);
  });

  it('lets nobody take back a claim of somebody else', () => {
    for (const { events } of all) {
      const turns = eventsOf(events, 'turn.recorded');
      const speakers = new Map(turns.map(({ turn, speaker }) => [turn, speaker]));
      for (const { speaker, withdraws } of turns)
        expect(withdraws.filter(({ turn }) => speakers.get(turn) !== speaker)).toEqual([]);
    }
  });

  it('has a question to somebody at the table answered by them, next, but for one that an answer asks back', () => {
    let asked = 0;
    let late = 0;
    for (const { events } of all) {
      const turns = eventsOf(events, 'turn.recorded').filter(({ phase }) => phase === 'rebuttal');
      for (const [index, { question, addressee, act }] of turns.entries()) {
        const next = turns[index + 1];
        if (question === null || next === undefined || act === 'answer') continue;
        asked += 1;
        if (next.speaker !== addressee) late += 1;
      }
    }
    expect(asked).toBeGreaterThan(15);
    expect(late / asked).toBeLessThanOrEqual(0.1);
  });

  it('goes on for one exchange after the event behind the last round', () => {
    const { events = [] } = all.find(({ file }) => file.startsWith('step-time')) ?? {};
    const after = events.slice(events.findIndex(({ type }) => type === 'fact.changed'));
    const rebuttals = eventsOf(after, 'turn.recorded').filter(({ phase }) => phase === 'rebuttal');
    expect(rebuttals.length).toBeGreaterThan(2);
    expect(rebuttals.map(({ round }) => round)).toEqual(rebuttals.map(() => 2));
  });

  it('has every number of a figure looked up', () => {
    for (const { events } of all) {
      const numbers = eventsOf(events, 'turn.recorded').flatMap(({ claims }) =>
        claims.flatMap((claim) => claim.numbers),
      );
      expect(numbers.length).toBeGreaterThan(20);
    }
  });
});
