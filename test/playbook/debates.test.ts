import { describe, expect, it } from 'vitest';
import type { EventBody, TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { FACTS_ONLY, PORTS, scenarioOf, setupOf, WITH_TOOLS } from './fixture.ts';

type Recorded = EventBody<'turn.recorded'>;
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const run = (scenario: Scenario, seed: number, setup: Parameters<typeof setupOf>[0] = {}) =>
  holdDebate({ setup: setupOf({ scenario, seed, ...setup }), ports: PORTS, record: null });
const turnsOf = (events: readonly TranscriptEvent[]) => eventsOf(events, 'turn.recorded');

/** What a rebuttal, concession or answer does wrong, in words; null when it answers a claim as it should. */
function fault(turn: Recorded, turns: readonly Recorded[]): string | null {
  const answered = turns.find((earlier) => earlier.turn === turn.answers?.turn);
  const target = answered?.claims.find(({ claim }) => claim === turn.answers?.claim);
  if (answered === undefined || target === undefined) return 'answers nothing that was said';
  if (answered.turn >= turn.turn) return 'answers what comes later';
  if (answered.speaker === turn.speaker) return 'answers itself';
  if (turn.addressee !== answered.speaker) return 'speaks to somebody else than it answers';
  if (turn.act === 'answer') return answered.question === null ? 'answers where nothing was asked' : null;
  const shares = turn.claims.some(
    ({ option, figure, reason }) =>
      (option !== null && option === target.option) ||
      (reason !== null && reason === target.reason) ||
      (figure !== null && figure.name === target.figure?.name),
  );
  return shares ? null : 'shares neither quantity nor option with what it answers';
}

describe.each([
  ['facts only', FACTS_ONLY],
  ['tools and a consult', WITH_TOOLS],
])('a debate over %s', (_, input) => {
  const scenario = scenarioOf(input);

  it('answers, in every rebuttal, concession and answer, an earlier claim of another that shares its quantity or option', async () => {
    const acts = new Map<string, number>();
    for (const seed of SEEDS) {
      const turns = turnsOf(await run(scenario, seed));
      for (const turn of turns.filter(({ act }) => ['rebut', 'concede', 'answer'].includes(act))) {
        acts.set(turn.act, (acts.get(turn.act) ?? 0) + 1);
        expect([seed, turn.turn, turn.utterance, fault(turn, turns)]).toEqual([seed, turn.turn, turn.utterance, null]);
      }
    }
    expect(acts.get('rebut') ?? 0).toBeGreaterThan(20);
    expect(acts.get('concede') ?? 0).toBeGreaterThan(20);
  });

  it('lets nobody repeat a turn, his own or another’s', async () => {
    for (const seed of SEEDS) {
      const said = turnsOf(await run(scenario, seed))
        .filter(({ phase }) => phase === 'opening' || phase === 'rebuttal')
        .map(({ utterance }) => utterance);
      expect(new Set(said).size).toBe(said.length);
    }
  });

  it('has every change of option explained by a reason that stands in an earlier turn or changed since', async () => {
    let changes = 0;
    for (const seed of SEEDS) {
      const events = await run(scenario, seed);
      const turns = turnsOf(events);
      for (const turn of turns) {
        const last = turns.findLast((other) => other.speaker === turn.speaker && other.turn < turn.turn);
        if (last === undefined || last.stance.option === turn.stance.option) continue;
        changes += 1;
        expect(turn.stance.movedBy).not.toEqual([]);
        const blind = last.phase === 'opening';
        const heard = turns
          .filter((other) => other.turn < turn.turn && (other.turn > last.turn || (blind && other.phase === 'opening')))
          .flatMap(({ claims }) => claims.map(({ reason }) => reason));
        const calls = eventsOf(events, 'tool.called').filter((call) => call.turn === turn.turn).length;
        const consults = eventsOf(events, 'consult.answered').filter((call) => call.turn === turn.turn).length;
        for (const reason of turn.stance.movedBy)
          expect(heard.includes(reason) || reason === 'price' || calls + consults > 0).toBe(true);
      }
    }
    expect(changes).toBeGreaterThan(20);
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

  it('has its calculation made by who has the tool, and its question answered by the desk', async () => {
    const asked: string[] = [];
    for (const seed of SEEDS) {
      const events = await run(scenario, seed);
      expect(eventsOf(events, 'tool.called').every(({ speaker }) => ['pulse', 'blaze'].includes(speaker))).toBe(true);
      expect(eventsOf(events, 'tool.called').length).toBeGreaterThan(0);
      asked.push(...eventsOf(events, 'consult.answered').map(({ from, to, stub }) => `${from} ${to} ${stub}`));
    }
    expect(new Set(asked)).toEqual(new Set(['pulse blaze true']));
  });

  it('has nothing said on the desk’s topic by others while the desk is closed', async () => {
    const without = { ...scenario, cast: scenario.cast.filter((id) => id !== 'blaze') };
    for (const seed of SEEDS) {
      const events = await run(without, seed, { desks: [] });
      const wires = turnsOf(events).flatMap(({ claims }) => claims.filter(({ reason }) => reason === 'wires'));
      expect(eventsOf(events, 'consult.answered')).toEqual([]);
      expect(wires.filter(({ figure }) => figure !== null)).toEqual([]);
    }
  });
});

describe('a member who alone knows a fact', () => {
  it('takes its reason along when he is not there', async () => {
    const scenario = scenarioOf(FACTS_ONLY);
    const reasons = (events: readonly TranscriptEvent[]) =>
      new Set(turnsOf(events).flatMap(({ claims }) => claims.map(({ reason }) => reason)));
    const without = { ...scenario, cast: scenario.cast.filter((id) => id !== 'flux') };
    let said = 0;
    for (const seed of SEEDS) {
      if (reasons(await run(scenario, seed)).has('dirty')) said += 1;
      expect(reasons(await run(without, seed)).has('dirty')).toBe(false);
    }
    expect(said).toBeGreaterThan(10);
  });
});

describe('a question with no reasons', () => {
  it('is debated to no decision, and every turn says what it could not use', async () => {
    const scenario = scenarioOf(FACTS_ONLY, { considerations: [], facts: {}, events: [] });
    const events = await run(scenario, 1);
    for (const turn of turnsOf(events).filter(({ phase }) => phase !== 'close')) {
      expect(turn.stance).toMatchObject({ option: null, confidence: 0 });
      expect(turn.unused).not.toEqual([]);
      expect(turn.claims).toEqual([]);
    }
    expect(eventsOf(events, 'debate.closed')).toMatchObject([{ decision: null, margin: 0 }]);
  });
});
