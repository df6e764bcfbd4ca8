import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashText, hashValue } from '../../src/core/hash.ts';
import type { OpenStore } from './contract-debates.ts';
import { debatesContract } from './contract-debates.ts';
import { debateEvents, newDebate, opened, range, recorded, SCENARIO_TEXT, writeDebate } from './sample.ts';

/** What holds for every store. `open` gives an empty one that goes away with the test. */
export function storeContract(name: string, open: OpenStore): void {
  describe(`${name} as a store of transcripts`, () => {
    it('gives back the events that were appended, in order, numbered from 1', async () => {
      const store = open();
      const id = await writeDebate(store, 10);
      const events = store.events(id);
      expect(events.map(({ event }) => event)).toEqual(debateEvents(10));
      expect(events.map(({ seq }) => seq)).toEqual(range(events.length));
    });

    it('chains each event to the one before by the hash of its canonical JSON', async () => {
      const store = open();
      const events = store.events(await writeDebate(store, 2));
      let prev = '';
      for (const { event, hash } of events) {
        prev = hashText(`${prev}${JSON.stringify({ body: sortKeys(event.body), type: event.type })}`);
        expect(hash).toBe(prev);
      }
    });

    it('gives equal debates equal hashes, and another seed other ones', async () => {
      const store = open();
      const heads = [];
      for (const seed of [1, 1, 2]) heads.push(store.events(await writeDebate(store, 3, seed)).at(-1)?.hash);
      expect(heads[0]).toBe(heads[1]);
      expect(heads[2]).not.toBe(heads[0]);
    });

    it('writes all events of one append or none', async () => {
      const store = open();
      const record = await store.create(newDebate());
      const broken = recorded(2, { turn: -1 });
      await expect(record.append([opened(), recorded(1), broken])).rejects.toThrow(/turn\.recorded.*turn/);
      expect(store.events(record.id)).toEqual([]);
      await record.append([opened()]);
      expect(store.events(record.id)).toHaveLength(1);
    });

    it('answers an effect with the hash of what it stores', async () => {
      const store = open();
      const record = await store.create(newDebate());
      const effect = {
        call: 'opening/1/pulse/model#1',
        kind: 'model',
        purity: 'live',
        request: 'abc',
        result: { b: [1, null], a: '가' },
      } as const;
      const measured = {
        latencyMs: 812.5,
        attempts: 2,
        usage: { inputTokens: 10, outputTokens: 3, cachedTokens: 4, reasoningTokens: 2 },
        costUsd: 0.0125,
      };
      const hash = await record.effect(effect, measured);
      expect(hash).toBe(hashValue(effect));
      expect(store.effects(record.id)).toMatchObject([{ ...effect, hash, measured }]);
    });

    it('keeps one result for a call', async () => {
      const store = open();
      const record = await store.create(newDebate());
      const effect = { call: 'a', kind: 'tool', purity: 'pure', request: 'r', result: 1 } as const;
      const measured = { latencyMs: 0, attempts: 1, usage: null };
      await record.effect(effect, measured);
      await expect(record.effect({ ...effect, result: 2 }, measured)).rejects.toMatchObject({ code: 'STORE_FAILED' });
      expect(store.effects(record.id).map(({ result }) => result)).toEqual([1]);
    });

    it('holds the texts of a debate by their hash', async () => {
      const store = open();
      await store.create(newDebate());
      expect(store.text(hashText(SCENARIO_TEXT))).toBe(SCENARIO_TEXT);
      expect(() => store.text(hashText('another'))).toThrow(/UNKNOWN_NAME/);
    });

    it('refuses a text under a hash that is not its own, and begins no debate', async () => {
      const store = open();
      const texts = [{ hash: hashText('one'), body: 'two' }];
      await expect(store.create({ ...newDebate(), texts })).rejects.toMatchObject({ code: 'STORE_FAILED' });
      expect(store.list()).toEqual([]);
    });

    it('rebuilds each prompt from its deltas', async () => {
      const store = open();
      const record = await store.create(newDebate());
      const bodies = fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 4 });
      const delta = fc.record({ parent: fc.nat(), bodies });
      await fc.assert(
        fc.asyncProperty(fc.array(delta, { minLength: 1, maxLength: 12 }), async (deltas) => {
          const written: { hash: string; messages: string[] }[] = [];
          for (const { parent, bodies } of deltas) {
            const from = written[parent % (written.length + 1)] ?? null;
            const appended = bodies.map((body) => ({ hash: hashText(body), body }));
            const hash = chainOf(from?.hash ?? '', appended);
            await record.prompt({ hash, parent: from?.hash ?? null, appended });
            written.push({ hash, messages: [...(from?.messages ?? []), ...bodies] });
          }
          for (const { hash, messages } of written) expect(store.promptMessages(hash)).toEqual(messages);
        }),
        { numRuns: 25 },
      );
    });

    it('refuses a prompt under a hash that is not its own', async () => {
      const record = await open().create(newDebate());
      const appended = [{ hash: hashText('heard'), body: 'heard' }];
      await expect(record.prompt({ hash: hashText('other'), parent: null, appended })).rejects.toThrow(
        /expected a prompt to match its hash .*STORE_FAILED/,
      );
    });

    it('reads any string back as its well-formed self, under a hash that still fits', async () => {
      const store = open();
      const record = await store.create(newDebate());
      const units = fc.array(fc.oneof(fc.constantFrom(0, 0xd800, 0xdfff, 0xdc00, 0x41), fc.nat(0xffff)), {
        minLength: 1,
        maxLength: 8,
      });
      const said: string[] = [];
      await record.append([opened()]);
      await fc.assert(
        fc.asyncProperty(units, async (codes) => {
          const utterance = String.fromCharCode(...codes);
          const hash = hashText(utterance);
          await record.append([recorded(said.length + 1, { utterance })]);
          await record.effect(
            {
              call: `${said.length} ${utterance}`,
              kind: 'tool',
              purity: 'pure',
              request: utterance,
              result: utterance,
            },
            { latencyMs: 0, attempts: 1, usage: null },
          );
          const prompt = chainOf('', [{ hash }]);
          await record.prompt({ hash: prompt, parent: null, appended: [{ hash, body: utterance }] });
          const [message = ''] = store.promptMessages(prompt);
          expect(message).toBe(stored(utterance));
          expect(hashText(message)).toBe(hash);
          said.push(utterance);
        }),
        { numRuns: 60 },
      );
      expect(
        store
          .events(record.id)
          .slice(1)
          .map(({ event }) => (event.type === 'turn.recorded' ? event.body.utterance : null)),
      ).toEqual(said.map((text) => text.toWellFormed()));
      const effects = store.effects(record.id);
      expect(effects.map(({ call, request, result }) => [call, request, result])).toEqual(
        said.map((text, index) => [`${index} ${stored(text)}`, stored(text), text.toWellFormed()]),
      );
      for (const { call, kind, purity, request, result, hash } of effects)
        expect(hashValue({ call, kind, purity, request, result })).toBe(hash);
    });

    debatesContract(open);
  });
}

const stored = (text: string) => text.toWellFormed().replaceAll('\0', '␀');

/** A prompt's hash, written apart from the code under test. */
const chainOf = (parent: string, appended: { hash: string }[]) =>
  appended.reduce((chain, { hash }) => hashText(chain + hash), parent);

/** Keys in order, written apart from the code under test. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(members)
      .sort()
      .map((key) => [key, sortKeys(members[key])]),
  );
}
