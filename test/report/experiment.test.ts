import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { loadScenario, loadTeam, tryDebate } from '../../src/pitwall.ts';
import { printContext } from '../../src/report/context.ts';
import { missedBy } from '../../src/report/others.ts';

const projectDir = new URL('../../', import.meta.url).pathname;
const team = loadTeam({ projectDir });

describe('a measurement in the memo', () => {
  it.each(['build-or-buy', 'loss-drop-3000', 'step-time', 'lost-checkpoint'])(
    '%s turns where the flips of its fact turn',
    async (name) => {
      const { outcome } = await tryDebate({ scenario: loadScenario(name, { projectDir, team }), team, seed: 1 });
      const { experiment, flips = [] } = outcome ?? {};
      expect(experiment).not.toBeNull();
      const own = flips.filter(({ fact }) => fact === experiment?.learns).map(({ at }) => at);
      const edges = experiment?.stretches.slice(1).map(({ from }) => from) ?? [];
      expect(own.length).toBeGreaterThan(0);
      for (const at of own) expect(edges).toContain(at);
      // And it says of the edge itself what the flip says of it.
      for (const { at, to } of flips.filter(({ fact }) => fact === experiment?.learns)) {
        const index = experiment?.stretches.findIndex((stretch) => stretch.from === at) ?? 0;
        const [below, above] = [experiment?.stretches[index - 1], experiment?.stretches[index]];
        expect([at, below?.holdsAtTo === true ? below.decision : above?.decision]).toEqual([at, to]);
      }
    },
  );
});

describe('what a turn says moved its speaker', () => {
  it('is the very figure on which the change rests, where no claim states it', async () => {
    const { events } = await tryDebate({
      scenario: loadScenario('loss-drop-3000', { projectDir, team }),
      team,
      seed: 3,
    });
    const [turns, calls] = [eventsOf(events, 'turn.recorded'), eventsOf(events, 'tool.called')];
    const moved = turns.filter(({ stance }) => stance.movedBy.some((ref) => /^tool:\d+\.\d+\//.test(ref)));
    expect(moved.length).toBeGreaterThan(0);
    for (const { stance, speaker } of moved)
      for (const ref of stance.movedBy) {
        const [call = '', figure = ''] = ref.split('/');
        const by = calls.find((one) => `tool:${one.turn}.${one.call}` === call);
        expect([ref, by?.speaker !== speaker, by?.figures[figure] !== undefined]).toEqual([ref, true, true]);
        const claims = turns.find(({ turn }) => turn === by?.turn)?.claims ?? [];
        expect(claims.filter(({ evidence }) => evidence.ref?.split('/')[0] === call)).toEqual([]);
      }
  });
});

describe('an option that was not taken', () => {
  it('is told by the limit that it misses, where that limit is another for each option', async () => {
    const scenario = loadScenario('loss-drop-3000', { projectDir, team, facts: { cleanCheckpoints: 0 } });
    const { outcome } = await tryDebate({ scenario, team, seed: 1 });
    if (outcome === null) throw new Error('expected an outcome');
    const context = printContext(
      scenario.scenario,
      team.members.map(({ card }) => card),
    );
    expect(['rollback', 'ablate'].flatMap((option) => missedBy(context, outcome, option))).toEqual([
      '깨끗한 체크포인트 0개: ✗ 1개 모자람',
      '깨끗한 체크포인트 0개: ✗ 1개 모자람',
    ]);
  });
});
