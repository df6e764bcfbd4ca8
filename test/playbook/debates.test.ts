import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/canonical.ts';
import type { EventBody, TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { FACTS_ONLY, PORTS, scenarioOf, setupOf, WITH_TOOLS } from './fixture.ts';

type Recorded = EventBody<'turn.recorded'>;
const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);
const held = new Map<string, Promise<TranscriptEvent[]>>();
/** A debate that several facts look at is held once. */
function run(scenario: Scenario, seed: number, setup: Parameters<typeof setupOf>[0] = {}): Promise<TranscriptEvent[]> {
  const key = canonicalJson({ scenario, seed, ...setup });
  const debate =
    held.get(key) ?? holdDebate({ setup: setupOf({ scenario, seed, ...setup }), ports: PORTS, record: null });
  held.set(key, debate);
  return debate;
}
const turnsOf = (events: readonly TranscriptEvent[]) => eventsOf(events, 'turn.recorded');

/** What a rebuttal, concession or answer does wrong, in words; null when it answers a claim as it should. */
function fault(turn: Recorded, turns: readonly Recorded[]): string | null {
  const answered = turns.find((earlier) => earlier.turn === turn.answers?.turn);
  const target = answered?.claims.find(({ claim }) => claim === turn.answers?.claim);
  if (answered === undefined || target === undefined) return 'answers nothing that was said';
  if (answered.turn >= turn.turn) return 'answers what comes later';
  if (answered.speaker === turn.speaker) return 'answers itself';
  if (turn.addressee !== answered.speaker) return 'speaks to somebody else than it answers';
  return turn.act === 'answer' && answered.question === null ? 'answers where nothing was asked' : null;
}

describe.each([
  ['facts only', FACTS_ONLY],
  ['tools and a consult', WITH_TOOLS],
])('a debate over %s', (_, input) => {
  const scenario = scenarioOf(input);

  it('answers, in every rebuttal, concession and answer, an earlier claim of another', async () => {
    const acts = new Map<string, number>();
    for (const seed of SEEDS) {
      const turns = turnsOf(await run(scenario, seed));
      for (const turn of turns.filter(({ act }) => ['rebut', 'concede', 'answer'].includes(act))) {
        acts.set(turn.act, (acts.get(turn.act) ?? 0) + 1);
        expect([seed, turn.turn, turn.utterance, fault(turn, turns)]).toEqual([seed, turn.turn, turn.utterance, null]);
      }
    }
    expect(acts.get('rebut') ?? 0).toBeGreaterThan(0);
    expect(acts.get('concede') ?? 0).toBeGreaterThan(10);
  });

  it('lets nobody repeat a turn, their own or another’s', async () => {
    for (const seed of SEEDS) {
      const said = turnsOf(await run(scenario, seed))
        .filter(({ phase }) => phase === 'opening' || phase === 'rebuttal')
        .map(({ utterance }) => utterance);
      expect(new Set(said).size).toBe(said.length);
    }
  });

  it('has every change of option explained by what stands in an earlier turn or changed since', async () => {
    let changes = 0;
    for (const seed of SEEDS) {
      const turns = turnsOf(await run(scenario, seed));
      for (const turn of turns) {
        const last = turns.findLast((other) => other.speaker === turn.speaker && other.turn < turn.turn);
        if (last === undefined || last.stance.option === turn.stance.option) continue;
        changes += 1;
        expect(turn.stance.movedBy).not.toEqual([]);
        for (const reason of turn.stance.movedBy) {
          const [, cited] = /^(?:turn|tool):(\d+)\./.exec(reason) ?? [];
          expect(cited === undefined ? reason : Number(cited) < turn.turn).toBe(
            cited === undefined ? 'fact:rentPrice' : true,
          );
        }
      }
    }
    expect(changes).toBeGreaterThan(10);
  });

  it('has shares of support that sum to one, and as confidence the share of the option held', async () => {
    for (const { stance } of turnsOf(await run(scenario, 3))) {
      expect(Object.values(stance.support).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 5);
      expect(stance.confidence).toBe(stance.option === null ? 0 : stance.support[stance.option]);
    }
  });
});

describe('a scenario with a tool and a desk', () => {
  const scenario = scenarioOf(WITH_TOOLS);
  const bills = (events: readonly TranscriptEvent[]) =>
    eventsOf(events, 'tool.called').filter(({ name }) => name === 'bill');

  it('has its calculation made first by who has the tool', async () => {
    for (const seed of SEEDS) expect(bills(await run(scenario, seed))[0]?.speaker).toMatch(/pulse|blaze/);
  });

  it('has nothing computed on the desk’s topic while the desk is closed', async () => {
    const without = { ...scenario, cast: scenario.cast.filter((id) => id !== 'blaze') };
    for (const seed of SEEDS) {
      const events = await run(without, seed, { desks: [] });
      expect(eventsOf(events, 'consult.answered')).toEqual([]);
      const claims = turnsOf(events).flatMap((turn) => turn.claims);
      expect(claims.filter(({ figure }) => figure?.name === 'wires' || figure?.name === 'traffic')).toEqual([]);
    }
  });
});

describe('a member who alone knows a fact', () => {
  it('takes it along when they are not there', async () => {
    const scenario = scenarioOf(FACTS_ONLY);
    const says = (events: readonly TranscriptEvent[]) =>
      turnsOf(events).some(({ claims }) =>
        claims.some(({ numbers }) => numbers.some(({ refs }) => refs.includes('fact:rework'))),
      );
    const without = { ...scenario, cast: scenario.cast.filter((id) => id !== 'flux') };
    for (const seed of SEEDS) {
      expect(says(await run(scenario, seed))).toBe(true);
      expect(says(await run(without, seed))).toBe(false);
    }
  });
});

describe('a question that nothing is judged by', () => {
  it('is debated to no decision, and every turn says what it could not use', async () => {
    const scenario = scenarioOf(FACTS_ONLY, {
      criteria: [],
      judgements: [],
      quantities: {},
      measurements: [],
      facts: {},
      options: { a: 'a', b: 'b' },
      events: [],
    });
    const events = await run(scenario, 1);
    for (const turn of turnsOf(events).filter(({ phase }) => phase !== 'close')) {
      expect(turn.stance).toMatchObject({ option: null, confidence: 0 });
      expect(turn.unused).not.toEqual([]);
      expect(turn.claims).toEqual([]);
    }
    expect(eventsOf(events, 'debate.closed')).toMatchObject([{ decision: null, margin: 0 }]);
  });
});
