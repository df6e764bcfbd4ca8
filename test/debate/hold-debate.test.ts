import { setImmediate as turnOfTheLoop, setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { eventsOf, parseEvent } from '../../src/core/events.ts';
import { randomFrom } from '../../src/core/random.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { configurationOf } from '../../src/debate/setup.ts';
import { canonicalLines } from '../../src/report/canonical-export.ts';
import type { SeatFor } from '../playbook/fixture.ts';
import { agentSeat, FACTS_ONLY, PORTS, plainSeat, scenarioOf, setupOf, WITH_TOOLS } from '../playbook/fixture.ts';
import { HeldRecord } from '../playbook/held-record.ts';

async function held(options: Parameters<typeof setupOf>[0]) {
  const record = new HeldRecord();
  const events = await holdDebate({ setup: setupOf(options), ports: PORTS, record });
  return { record, events };
}

/** What holding a debate threw. */
async function thrownBy(debate: Promise<unknown>): Promise<unknown> {
  return debate.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('the two adapters of the playbook', () => {
  it.each([
    ['facts only', FACTS_ONLY],
    ['tools and a consult', WITH_TOOLS],
  ])('give byte-equal turns and equal effects over five seeds: %s', async (_, input) => {
    const scenario = scenarioOf(input);
    const seen = new Set<string>();
    for (let seed = 1; seed <= 5; seed += 1) {
      const plain = await held({ scenario, seed, seatFor: plainSeat });
      const agent = await held({ scenario, seed, seatFor: agentSeat });
      expect(canonicalLines(agent.events)).toBe(canonicalLines(plain.events));
      expect([...agent.record.effects.values()]).toEqual([...plain.record.effects.values()]);
      expect([...agent.record.prompts.keys()].sort()).toEqual([...plain.record.prompts.keys()].sort());
      for (const { kind } of agent.record.effects.values()) seen.add(kind);
    }
    expect([...seen].sort()).toEqual(input === WITH_TOOLS ? ['consult', 'model', 'tool'] : ['model', 'tool']);
  });
});

describe('the events of a debate', () => {
  it('have checked bodies and are on the record as they are returned', async () => {
    const { record, events } = await held({ scenario: scenarioOf(WITH_TOOLS), seed: 3 });
    expect(record.events).toEqual(events);
    for (const { type, body } of events) expect(parseEvent(type, body)).toEqual({ type, body });
    expect(record.ended).toBe('closed');
  });

  it('are the same bytes for the same seed, and others for another', async () => {
    const lines = async (seed: number) => canonicalLines((await held({ seed })).events);
    expect(await lines(4)).toBe(await lines(4));
    expect(await lines(4)).not.toBe(await lines(5));
  });

  it('do not depend on who answers first', async () => {
    const scenario = scenarioOf(WITH_TOOLS);
    const expected = new Map<number, string>();
    const slow =
      (delay: number): SeatFor =>
      (card, ...rest) => {
        const seat = plainSeat(card, ...rest);
        const random = randomFrom('delay', delay, card.id);
        return {
          ...seat,
          async speak(brief, io) {
            await wait(Math.floor(4 * random()));
            const turn = await seat.speak(brief, io);
            await wait(Math.floor(4 * random()));
            return turn;
          },
        };
      };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.nat(), async (seed, delay) => {
        const straight = expected.get(seed) ?? canonicalLines((await held({ scenario, seed })).events);
        expected.set(seed, straight);
        expect(canonicalLines((await held({ scenario, seed, seatFor: slow(delay) })).events)).toBe(straight);
      }),
      { numRuns: 12 },
    );
  });

  it('name the hash of the prompt and of the reply that each turn rests on', async () => {
    const { record, events } = await held({ scenario: scenarioOf(WITH_TOOLS) });
    for (const { prompt, effect, turn, phase } of eventsOf(events, 'turn.recorded')) {
      if (phase !== 'opening') expect(record.whole(prompt).length).toBeGreaterThan(5);
      expect(record.whole(prompt).some((body) => body.includes(`"turn":${turn}`))).toBe(true);
      expect(effect).toMatch(/^[0-9a-f]{64}$/);
    }
  });
});

describe('blind openings', () => {
  it('are all given before anybody hears one', async () => {
    const { record, events } = await held({});
    const openings = eventsOf(events, 'turn.recorded').filter(({ phase }) => phase === 'opening');
    expect(openings).toHaveLength(5);
    for (const { prompt } of openings) {
      const messages = record.whole(prompt).map((body) => JSON.parse(body) as { typed?: { kind: string } });
      const kinds = messages.flatMap(({ typed }) => typed?.kind ?? []);
      // Behind the brief come the member's own calls, which carry no briefing, and what they gave.
      expect(kinds.filter((kind) => kind !== 'result')).toEqual(['seat', 'scenario', 'brief']);
    }
  });
});

describe('a debate that is interrupted', () => {
  it('ends as such and keeps what was said', async () => {
    const record = new HeldRecord();
    const controller = new AbortController();
    const error = await thrownBy(
      holdDebate({
        setup: setupOf(),
        ports: PORTS,
        record,
        signal: controller.signal,
        on: (notice) => {
          if (notice.kind === 'event' && notice.event.type === 'turn.recorded' && notice.event.body.turn === 7)
            controller.abort();
        },
      }),
    );
    expect(error).toBeInstanceOf(PitwallError);
    expect(error).toMatchObject({ code: 'INTERRUPTED', exitCode: 130 });
    expect(record.ended).toBe('interrupted');
    const turns = eventsOf(record.events, 'turn.recorded').map(({ turn }) => turn);
    expect(turns).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(eventsOf(record.events, 'debate.failed')).toEqual([]);
  });

  it('at the end of a round does not hear the script’s next event either', async () => {
    const record = new HeldRecord();
    const controller = new AbortController();
    const seen: string[] = [];
    const lastOfRound = eventsOf((await held({})).events, 'turn.recorded').findLast(
      ({ phase, round }) => phase === 'rebuttal' && round === 1,
    );
    const error = await thrownBy(
      holdDebate({
        setup: setupOf(),
        ports: PORTS,
        record,
        signal: controller.signal,
        on: (notice) => {
          if (notice.kind !== 'event') return;
          seen.push(notice.event.type);
          if (notice.event.type === 'turn.recorded' && notice.event.body.turn === lastOfRound?.turn) controller.abort();
        },
      }),
    );
    for (let turns = 0; turns < 20; turns += 1) await turnOfTheLoop();
    expect(error).toMatchObject({ code: 'INTERRUPTED' });
    expect(seen.at(-1)).toBe('turn.recorded');
    expect(record.events.at(-1)?.type).toBe('turn.recorded');
  });

  it('in the middle of a turn records nothing of that turn but the calls that came back', async () => {
    const record = new HeldRecord();
    const controller = new AbortController();
    const hanging: SeatFor = (card, ...rest) => {
      const seat = plainSeat(card, ...rest);
      return {
        ...seat,
        async speak(brief, io) {
          const turn = await seat.speak(brief, io);
          if (record.events.some(({ type }) => type === 'phase.opened') && record.events.length > 15) {
            controller.abort();
            await new Promise((_, reject) => io.signal.addEventListener('abort', () => reject(io.signal.reason)));
          }
          return turn;
        },
      };
    };
    const setup = setupOf({ seatFor: hanging });
    const error = await thrownBy(holdDebate({ setup, ports: PORTS, record, signal: controller.signal }));
    expect(error).toMatchObject({ code: 'INTERRUPTED' });
    const turns = eventsOf(record.events, 'turn.recorded').length;
    const asked = [...record.effects].flatMap(([call, { kind }]) =>
      kind === 'model' ? [call.split('/model')[0]] : [],
    );
    const models = new Set(asked).size;
    expect(turns).toBe(5);
    expect(models).toBe(6);
  });

  it('before it begins says nothing at all', async () => {
    const record = new HeldRecord();
    const error = await thrownBy(holdDebate({ setup: setupOf(), ports: PORTS, record, signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: 'INTERRUPTED' });
    expect(record.events).toEqual([]);
    expect(record.ended).toBe('interrupted');
  });

  it('leaves nothing listening on the signal once it has ended by itself', async () => {
    const { signal } = new AbortController();
    let listening = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listening += 1;
      return add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listening -= 1;
      return remove(...args);
    };
    await holdDebate({ setup: setupOf(), ports: PORTS, record: null, signal });
    expect(listening).toBe(0);
  });
});

describe('a debate that fails', () => {
  const failing =
    (at: string, error: unknown): SeatFor =>
    (card, ...rest) => {
      const seat = plainSeat(card, ...rest);
      return {
        speak: async (brief, io) => {
          if (card.id === at && brief.messages.length > 8) throw error;
          return seat.speak(brief, io);
        },
      };
    };

  it('throws what ended it, and its record says so after everything that was said', async () => {
    const record = new HeldRecord();
    const error = new PitwallError('TURN_INVALID', 'expected a turn, got none');
    const thrown = await thrownBy(
      holdDebate({ setup: setupOf({ seatFor: failing('cortex', error) }), ports: PORTS, record }),
    );
    expect(thrown).toBe(error);
    const turns = eventsOf(record.events, 'turn.recorded').length;
    expect(turns).toBeGreaterThanOrEqual(5);
    expect(record.events.at(-1)).toEqual({
      type: 'debate.failed',
      body: { stopReason: 'failed', error: 'expected a turn, got none [TURN_INVALID]', turns },
    });
    expect(record.ended).toBe('failed');
  });

  it('because a model cannot be reached is left unfinished, so that it can be resumed', async () => {
    const record = new HeldRecord();
    const error = new PitwallError('MODEL_FAILED', 'expected a reply, got none');
    const thrown = await thrownBy(
      holdDebate({ setup: setupOf({ seatFor: failing('cortex', error) }), ports: PORTS, record }),
    );
    expect(thrown).toBe(error);
    expect(eventsOf(record.events, 'debate.failed')).toEqual([]);
    expect(record.ended).toBe('interrupted');
  });

  it('by a turn that is against the rules is refused before anybody hears it', async () => {
    const record = new HeldRecord();
    const rude: SeatFor = (card, ...rest) => {
      const seat = plainSeat(card, ...rest);
      return {
        speak: async (brief, io) => ({ ...(await seat.speak(brief, io)), addressee: 'nobody' }),
      };
    };
    const thrown = await thrownBy(holdDebate({ setup: setupOf({ seatFor: rude }), ports: PORTS, record }));
    expect(thrown).toMatchObject({ code: 'TURN_INVALID' });
    expect(eventsOf(record.events, 'turn.recorded')).toEqual([]);
    expect(record.ended).toBe('failed');
  });

  it('because its record fails throws that, and does not go on without one', async () => {
    const record = new HeldRecord();
    const append = record.append.bind(record);
    record.append = async (events) => {
      if (events.some(({ type }) => type === 'turn.recorded')) throw new PitwallError('STORE_FAILED', 'disk full');
      return append(events);
    };
    const thrown = await thrownBy(holdDebate({ setup: setupOf(), ports: PORTS, record }));
    expect(thrown).toMatchObject({ code: 'STORE_FAILED' });
    expect(record.events.map(({ type }) => type)).toEqual(['debate.opened', 'phase.opened']);
    expect(record.ended).toBe('interrupted');
  });
});

describe('a debate with forks', () => {
  it('puts two that begin at the same turn in force, one after the other', async () => {
    const record = new HeldRecord();
    const setup = setupOf();
    const without = (id: string) => ({ ...setup, seats: setup.seats.filter(({ card }) => card.id !== id) });
    const forks = [without('blaze'), without('flux')].map((later) => {
      const body = { turn: 6, parent: { key: '', head: '' }, changed: [], ...configurationOf(later) };
      return { body, after: 0, setup: later, ports: PORTS, facts: {}, say: null };
    });
    const events = await holdDebate({ setup, ports: PORTS, forks, record });
    const at = events.findIndex(({ type }) => type === 'debate.forked');
    expect(events.slice(at, at + 4).map(({ type, body }) => [type, 'member' in body ? body.member : ''])).toEqual([
      ['debate.forked', ''],
      ['member.left', 'blaze'],
      ['debate.forked', ''],
      ['member.left', 'flux'],
    ]);
    expect(events.at(-1)?.type).toBe('debate.closed');
  });
});
