import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { script, trial } from '../measures/debates.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];

async function turnsOf(name: string, seed: number) {
  return eventsOf((await trial(script(name), seed)).events, 'turn.recorded');
}

describe('what is said and what is recorded of it', () => {
  it('has every claim as a sentence of its own, also where it was carried on into another', async () => {
    let carriedOn = 0;
    for (const seed of SEEDS) {
      for (const { utterance, claims } of await turnsOf('loss-drop-3000', seed)) {
        if (/(니까|지만) /.test(utterance)) carriedOn += 1;
        for (const { text } of claims) expect(text).not.toMatch(/(니까|지만)$/);
      }
    }
    expect(carriedOn).toBeGreaterThan(6);
  });

  it('names the reason that a concession gives up', async () => {
    let given = 0;
    for (const seed of SEEDS) {
      const turns = await turnsOf('loss-drop-3000', seed);
      const drop = turns.flatMap(({ claims }) => claims).find(({ reason, figure }) => reason === 'drop' && figure);
      const concession = turns.find(
        ({ speaker, act, claims }) => speaker === 'pulse' && act === 'concede' && claims[0]?.reason === 'composition',
      );
      if (concession === undefined) continue;
      given += 1;
      expect(concession.utterance).toContain(drop?.gist);
    }
    expect(given).toBeGreaterThan(3);
  });

  it('lets nobody vote on a reason of his own that was taken from him', async () => {
    let taken = 0;
    for (const seed of SEEDS) {
      const turns = await turnsOf('spike-at-12k', seed);
      if (!turns.some(({ claims }) => claims.some(({ reason }) => reason === 'bigUpdate'))) continue;
      taken += 1;
      const vote = turns.find(({ speaker, phase }) => speaker === 'pulse' && phase === 'vote');
      expect(vote?.claims.map(({ reason }) => reason)).not.toContain('recovered');
    }
    expect(taken).toBeGreaterThan(2);
  });

  it('has the close say what somebody else does first', async () => {
    const named = await Promise.all(
      SEEDS.map(async (seed) => {
        const [commit] = (await turnsOf('spike-at-12k', seed)).filter(({ phase }) => phase === 'close');
        return /\b(Doyun|Harin|Sunghoon|Junhyuk) will\b/.test(commit?.utterance ?? '');
      }),
    );
    expect(named.filter(Boolean).length).toBeGreaterThan(SEEDS.length / 2);
  });
});
