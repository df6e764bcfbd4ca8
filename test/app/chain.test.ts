import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import { loadScenario, openStore, runDebate, verifyDebate } from '../../src/pitwall.ts';
import type { WireServer } from '../models/wire-server.ts';
import { says, wireServer } from '../models/wire-server.ts';
import { ROOT, shippedTeam } from '../reexecution/held.ts';

describe('a chain of models that ends in the playbook, of which the model answers with words alone', () => {
  const team = shippedTeam();
  let store: TranscriptStore;
  let endpoint: WireServer;
  beforeAll(async () => {
    store = openStore(':memory:');
    endpoint = await wireServer(says({ text: 'Plain words that are nothing that was asked for.' }));
  });
  afterAll(async () => {
    await endpoint.close();
    store.close();
  });

  const held = (role: string, keys: Record<string, unknown> = {}) =>
    runDebate({
      scenario: loadScenario('spike-at-12k', { projectDir: ROOT, team, rounds: 1, keys }),
      ...{ team, store, models: { [role]: `openai:m@${endpoint.url}|playbook` } },
    });

  it('writes no memo: it is composed from the record, which says so', async () => {
    const { id, events, document } = await held('memo');
    expect(document.debate.status).toBe('closed');
    expect(eventsOf(events, 'memo.written')).toMatchObject([{ lines: [], error: expect.stringContaining('memo') }]);
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true });
  });

  it('gives the floor by the offline moderator, whose reason is on the record', async () => {
    const { id, events, document } = await held('moderator', { floor: 'moderated' });
    expect(document.debate.status).toBe('closed');
    expect(eventsOf(events, 'model.substituted')).toMatchObject([{ speaker: 'moderator', to: 'playbook' }]);
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true });
  });

  it('has an end where it sits in every seat, with its memo composed', async () => {
    const { id, document } = await held('*');
    expect(document.debate.status).toBe('closed');
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true });
  });
});
