import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalLines } from '../../src/core/export.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { agentSeat, FACTS_ONLY, OUTSIDE, plainSeat, scenarioOf, tableOf, WITH_TOOLS } from '../playbook/fixture.ts';
import { HeldRecord } from '../playbook/held-record.ts';

async function held(options: Parameters<typeof tableOf>[0]) {
  const record = new HeldRecord();
  const events = await holdDebate({ table: tableOf(options), outside: OUTSIDE, record });
  return { record, events };
}

describe('the two adapters of the playbook', () => {
  it.each([
    ['facts only', FACTS_ONLY],
    ['tools and a consult', WITH_TOOLS],
  ])('give byte-equal turns and equal effects over ten seeds: %s', async (_, input) => {
    const scenario = scenarioOf(input);
    for (let seed = 1; seed <= 10; seed += 1) {
      const plain = await held({ scenario, seed, seatFor: plainSeat });
      const agent = await held({ scenario, seed, seatFor: agentSeat });
      expect(canonicalLines(agent.events)).toBe(canonicalLines(plain.events));
      expect([...agent.record.effects.values()]).toEqual([...plain.record.effects.values()]);
      expect([...agent.record.prompts.keys()].sort()).toEqual([...plain.record.prompts.keys()].sort());
    }
  });
});
void fc;
