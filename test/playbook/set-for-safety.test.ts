import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { printContext } from '../../src/report/context.ts';
import type { MemoKey } from '../../src/report/memo.ts';
import { memoSections } from '../../src/report/memo.ts';
import { documentFrom, scriptOf, team, trial } from '../measures/debates.ts';

const SEEDS = [1, 2, 3];

const questionOf = (name: string) => readFileSync(new URL(`../fixtures/safety/${name}.yaml`, import.meta.url), 'utf8');

async function held(name: string, seed: number) {
  const loaded = scriptOf(questionOf(name));
  const done = await trial(loaded, seed);
  const { events, outcome } = done;
  if (outcome === null) throw new Error('the debate is closed');
  const context = printContext(
    loaded.scenario,
    team.members.map(({ card }) => card),
  );
  const sections = memoSections(context, documentFrom(done, loaded.scenario, seed), outcome);
  const linesOf = (key: MemoKey) => (sections.find((one) => one.key === key)?.lines ?? []).map(({ text }) => text);
  const setAt = (option: string) =>
    outcome.settings.flatMap((one) => (one.option === option ? [[one.label, one.at] as const] : []));
  return { turns: eventsOf(events, 'turn.recorded'), outcome, linesOf, setAt };
}

describe('an option that keeps all limits more surely than what was decided', () => {
  it('is told in the memo with what it costs, and every option has its share in the table', async () => {
    const { outcome, linesOf } = await held('timber-crossing', 7);
    const shares = Object.fromEntries((outcome.figures?.options ?? []).map(({ option, holds }) => [option, holds]));
    const { culvert = 0, ford = 0 } = shares as Record<string, number>;
    expect(outcome.decision).toBe('culvert');
    expect(ford - culvert).toBeGreaterThan(0.2);
    const percent = (share: number) => `${Math.round(100 * share)}%`;
    expect(linesOf('risks').join(' ')).toMatch(
      new RegExp(
        `The surer one is the ford .*${percent(ford)} of cases, the culvert in ${percent(culvert)}; that costs €`,
      ),
    );
  });
});

describe('a setting that stands in more of what may come, for at most a quarter of a step', () => {
  // By hand, of 11 hours of crossing: 12 packs are enough today, 1.1 × 20 = 22 for any two facts that turn out badly at once, and each pack is a fiftieth of a step.
  it.each(SEEDS)('is taken before the vote, for two facts that turn out badly at once too: seed %i', async (seed) => {
    const { outcome, setAt, turns } = await held('vaccine-box', seed);
    expect([outcome.decision, outcome.figures?.ahead]).toEqual(['ferry', 'ferry']);
    expect(setAt('ferry')).toEqual([['the ice packs', 22]]);
    const argued = turns.filter(
      ({ phase, proposes }) => phase === 'rebuttal' && proposes?.option === 'ferry' && proposes.set['packs'] === 22,
    );
    expect(argued.length).toBeGreaterThan(0);
    expect(argued.map(({ utterance }) => utterance.replace(/\s+/g, ' ')).join(' ')).toMatch(/22 ice packs/);
  });

  it.each(SEEDS)('is told in the memo with what it costs and up to which values it stands: seed %i', async (seed) => {
    const { linesOf } = await held('vaccine-box', seed);
    const why = linesOf('why').join(' ');
    expect(why).toMatch(/Set at 22 packs and not at 12 packs, which is best by the figures: that costs \$60/);
    expect(why).toMatch(/up to 1\.1 \(0\.8 at 12 packs\)/);
    expect(why).toMatch(/at once/);
  });

  it.each(SEEDS)('is not called a risk in a vote for what it stands in: seed %i', async (seed) => {
    const { turns } = await held('vaccine-box', seed);
    const votes = turns.filter(({ phase }) => phase === 'vote').map(({ utterance }) => utterance.replace(/\s+/g, ' '));
    for (const said of votes) expect(said).not.toMatch(/1\.1/);
  });

  // 80 batteries and 19 chargers are 0.18 of a step ahead of the quick chargers: 85 batteries would cost 0.2, one more charger 0.07.
  it.each(SEEDS)('does not give away the lead of the option: seed %i', async (seed) => {
    const { outcome, setAt } = await held('battery-swap', seed);
    expect([outcome.decision, outcome.figures?.ahead]).toEqual(['stock', 'stock']);
    expect(setAt('stock').map(([, at]) => at)).toEqual([80, 20]);
  });

  // By hand: one node breaks a limit at 302.4 requests, two at 316.8; of 285..320 the one is safe in half and the other in nine tenths, for a third of a step.
  it('is taken for more than that where it takes away as much of the chance that a limit is missed', async () => {
    const { outcome, setAt, linesOf } = await held('night-power', 7);
    expect(outcome.decision).toBe('shift');
    expect(setAt('shift').map(([, at]) => at)).toEqual([100, 2]);
    expect(linesOf('why').join(' ')).toMatch(/100%, 2노드로 둔다.*316요청까지.*302요청까지/);
  });

  it('is proposed from the start in place of one that breaks a limit within a range', async () => {
    const { turns } = await held('lunch-rice', 1);
    const rice = turns.flatMap(({ proposes }) => (proposes?.option === 'kitchen' ? [proposes.set['rice'] ?? 0] : []));
    // 1,100 people eat 143 kg and 1,240 eat 161.2: 166.2 kg with 3 % spoiled.
    expect(Math.min(...rice)).toBeGreaterThanOrEqual(166);
  });
});

describe('an option that a value turns to', () => {
  it('is told up to where it keeps its limits itself, and what is taken past that', async () => {
    const { outcome, linesOf } = await held('battery-swap', 1);
    const flip = outcome.figures?.flips.find(({ fact, beyond }) => fact === 'swaps' && beyond === 'above');
    expect(flip?.to).toBe('fast');
    const chargers = flip?.toSet[0]?.to ?? 0;
    // 40 batteries of which 5 % are dead, and so many chargers at 1.9 an hour, over three hours.
    const lasts = (40 * 0.95 + chargers * 1.9 * 3) / 3;
    expect(flip?.then?.at).toBeCloseTo(Math.floor(lasts * 10) / 10, 6);
    expect(flip?.then?.to).toBe('stock');
    expect(linesOf('flips').join('\n')).toMatch(new RegExp(`${flip?.then?.at}개까지만. 그다음은 배터리 더 사기`));
  });
});

describe('why in a memo', () => {
  it('begins with the decision beside the next best, goal by goal, and has the news behind it', async () => {
    const { linesOf } = await held('lunch-rice', 1);
    const why = linesOf('why');
    expect(why[0]).toMatch(/^급식실이 반반.*비용\(.*조리 시간\(/);
    expect(why.findIndex((text) => text.includes('올렸다'))).toBeGreaterThan(0);
  });

  it('sets the decision beside the next best at the setting at which that is next', async () => {
    const { linesOf } = await held('vaccine-box', 1);
    expect(linesOf('why')[0]).toMatch(/^Against the courier \(8 packs\), the ferry saves \$646/);
  });
});
