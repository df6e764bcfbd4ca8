import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ModelReply } from '../../src/core/effects.ts';
import { eventsOf } from '../../src/core/events.ts';
import { openRecordFile, verifyDebate } from '../../src/pitwall.ts';

const FOLDER = fileURLToPath(new URL('../fixtures/records/', import.meta.url));
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.language-models.jsonl'));

describe('debates in which language models sat in the seats', () => {
  it('are one in Korean and one in English', () => {
    const languages = FILES.map((file) => {
      const { store, id } = openRecordFile(FOLDER + file);
      const [opened] = eventsOf(
        store.events(id).map(({ event }) => event),
        'debate.opened',
      );
      store.close();
      return opened?.language;
    });
    expect(languages.sort()).toEqual(['en', 'ko']);
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
});
