import { parseArgs } from 'node:util';
import { thisProcess } from '../../src/cli/process.ts';
import { Shell } from '../../src/cli/support/shell.ts';
import { SCORERS } from '../../src/evaluate.ts';
import { loadTeam } from '../../src/pitwall.ts';
import { measureScorers, TARGETS } from './meta.ts';
import { metaPage } from './page.ts';
import { anchorsOf, cardsOf } from './sources.ts';

/**
 * `npm run meta`: how good the scorers are. `-- --cards DIR` measures on other cards, `--anchor FILE` on a public set too
 * (repeatable), `--survivors N` shows so many mutants of each class that nothing caught, `--json` prints all of it. Exits 1
 * when the measure as a whole misses a target; unproven classes are named and fail nothing.
 */
const MOST_FALSE_POSITIVES = 0.1;

const { values } = parseArgs({
  options: {
    cards: { type: 'string' },
    anchor: { type: 'string', multiple: true, default: [] },
    survivors: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
  },
});
const shell = new Shell(thisProcess());
const cards = cardsOf(values.cards, loadTeam({ projectDir: shell.cwd }));
const meta = measureScorers(cards, SCORERS);
const anchors = anchorsOf(values.anchor);
if (values.json) shell.printJson({ ...meta, anchors });
else shell.print(metaPage(meta, anchors, { ...shell.page(), survivors: Number(values.survivors) }));
const { auroc, falsePositiveRate } = meta.mutation.overall;
const holds =
  (auroc ?? 0) >= TARGETS.auroc &&
  (falsePositiveRate?.value ?? 1) <= MOST_FALSE_POSITIVES &&
  (meta.dose.spearman ?? 0) <= TARGETS.dose &&
  meta.swap.every(({ top1 }) => (top1?.value ?? 0) >= TARGETS.swapTop1) &&
  meta.canariesMissed.length === 0;
if (!holds) process.exitCode = 1;
