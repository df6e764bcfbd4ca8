import stringWidth from 'string-width';
import { beforeAll, describe, expect, it } from 'vitest';
import { debateEnd } from '../../src/cli/print/debate.ts';
import { pageWidth } from '../../src/cli/print/page.ts';
import { loadTeam, packageRoot } from '../../src/project/index.ts';
import { printContext } from '../../src/report/context.ts';
import type { Held } from '../measures/held.ts';
import { heldAll, TESTED_SEEDS } from '../measures/held.ts';

let all: Held[] = [];
beforeAll(async () => {
  all = await heldAll(TESTED_SEEDS);
});

const team = loadTeam({ projectDir: packageRoot() });

describe.each([
  [80, 24],
  [100, 30],
  [140, 40],
])('the last screen of a run on %i columns and %i rows', (columns, rows) => {
  it('has the decision, who moved, a flip and the next command, of every scenario under five seeds', () => {
    for (const { scenario, seed, document, trial } of all) {
      const cards = scenario.cast.map((id) => team.find(id).card);
      const context = printContext(scenario, cards, { program: 'npx pitwall' });
      const page = { width: pageWidth(columns), colour: false };
      const lines = debateEnd(context, { events: trial.events, document, flipped: null }, page).trim().split('\n');
      const name = `${scenario.id}, seed ${seed}`;
      expect(lines.length, name).toBeLessThanOrEqual(Math.min(22, rows - 2));
      expect(
        lines.filter((line) => stringWidth(line) > columns),
        name,
      ).toEqual([]);
      const { memo, next } = context.labels;
      const labels = [
        memo.decision,
        memo.votes,
        memo.moved,
        next.title,
        ...(document.outcome?.flips.length ? [memo.flips] : []),
      ];
      for (const label of labels) expect(lines.filter((line) => line.startsWith(`${label}   `)).length, name).toBe(1);
      expect(lines.at(-1), name).toContain(`npx pitwall show ${document.debate.id} --memo`);
    }
  });
});
