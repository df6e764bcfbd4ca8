import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import { missedBy } from '../../src/reasoning/amend.ts';
import { amendmentsOf } from '../../src/reasoning/amendments.ts';
import { valuesOf } from '../../src/reasoning/evaluate.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';
import { scriptOf, trial } from './debates.ts';
import { question } from './generated.ts';

const RUNS = { numRuns: 40, seed: 21 };
const NO_TOOLS = () => ({ figures: {}, headline: undefined });
const GIVES_UP = /no other way|nothing left to choose|none of them works|고를 게 없|남는 안이 없|어느 안도/;

/** A small question that hides nothing, of which every option may be set otherwise. */
const settable = fc.tuple(question, fc.boolean()).map(([text, isEqual]) => {
  const raw = JSON.parse(text);
  for (const option of Object.values<Record<string, unknown>>(raw.options)) {
    const { effort } = option['set'] as { effort: number };
    option['adjust'] = { effort: [effort / 4, effort * 3] };
  }
  for (const fact of Object.values<Record<string, unknown>>(raw.facts)) {
    delete fact['knownBy'];
    delete fact['assumed'];
  }
  return JSON.stringify({ ...raw, ...(isEqual ? { weights: 'equal' } : {}) });
});

/** Whether some option keeps every limit, as it is or set otherwise. */
function hasWay(scenario: Scenario): boolean {
  const [model, world] = [compileModel(scenario), worldOf(scenario, NO_TOOLS)];
  return model.options.some(
    (option) =>
      missedBy(model, valuesOf(model, world, option)).length === 0 ||
      amendmentsOf(model, world, option).some(({ repairs }) => repairs.length > 0),
  );
}

describe('any small question whose options may be set otherwise', () => {
  it('is given up by nobody while a setting keeps the limits', async () => {
    await fc.assert(
      fc.asyncProperty(settable, async (text) => {
        const loaded = scriptOf(text);
        if (!hasWay(loaded.scenario)) return;
        const { events } = await trial(loaded, 1);
        const said = eventsOf(events, 'turn.recorded').map(({ utterance }) => utterance);
        expect(said.filter((utterance) => GIVES_UP.test(utterance))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('is voted on with settings that a member has argued for, and with conditions on the option that is voted for', async () => {
    await fc.assert(
      fc.asyncProperty(settable, async (text) => {
        const { events } = await trial(scriptOf(text), 1);
        const turns = eventsOf(events, 'turn.recorded');
        const argued = new Set(turns.flatMap(({ proposes }) => proposes?.option ?? []));
        const shared = eventsOf(events, 'facts.shared').flatMap(({ amended }) => Object.keys(amended));
        expect(shared.filter((option) => !argued.has(option))).toEqual([]);
        const conditioned = turns.filter(({ phase, condition }) => phase === 'vote' && condition !== null);
        for (const { stance } of conditioned) expect([...argued, ...shared]).toContain(stance.option);
      }),
      RUNS,
    );
  });

  it('is voted on with a word on what decided it, wherever figures tell the options apart', async () => {
    await fc.assert(
      fc.asyncProperty(settable, async (text) => {
        const script = scriptOf(text);
        const { events } = await trial(script, 1);
        const names = Object.values(script.scenario.quantities).flatMap(({ label }) => label ?? []);
        const votes = eventsOf(events, 'turn.recorded').filter(
          ({ phase, stance }) => phase === 'vote' && stance.option !== null && stance.confidence < 1,
        );
        const bare = votes.filter(({ stance, utterance, claims }) => {
          const shares = Object.values(stance.support).sort((a, b) => b - a);
          const isTold = (shares[0] ?? 0) - (shares[1] ?? 0) > 0.1;
          const isNamed =
            /\d/.test(utterance) || names.some((name) => utterance.toLowerCase().includes(name.toLowerCase()));
          return isTold && !isNamed && claims.length === 0;
        });
        expect(bare.map(({ utterance }) => utterance)).toEqual([]);
      }),
      RUNS,
    );
  });
});
