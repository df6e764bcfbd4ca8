/** Prints the measures of a debate that need no taste: `npm run measure`. */
import { eventsOf } from '../../src/core/events.ts';
import { script, trial } from './debates.ts';
import { deletions } from './deletion.ts';
import { cellsOf, SPREADS } from './firmness.ts';
import { MONOTONE, movedSupport, rightWay } from './monotone.ts';
import { largestContainment, repeatedAcross } from './repetition.ts';
import { varianceShares } from './variance.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const SCENARIOS = ['loss-drop-3000', 'spike-at-12k'];
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const right = MONOTONE.flatMap((change) => movedSupport(change, SEEDS.slice(0, 10)).map(rightWay));
console.log(
  `direction     ${right.filter(Boolean).length} of ${right.length} changes of a fact move support the right way (${MONOTONE.length} facts, 10 seeds)`,
);

for (const name of SCENARIOS) {
  const rows = (await Promise.all([1, 2, 3].map((seed) => deletions(name, seed)))).flat();
  const cited = rows.filter((row) => row.cited === 'for');
  const uncited = rows.filter((row) => row.cited === null);
  const fall = cited.filter(({ inDebate }) => inDebate < 0).length;
  const still = uncited.filter(({ inDebate }) => Math.abs(inDebate) <= 0.02).length;
  console.log(
    `deletion      ${name}: without a cited reason a new debate's support falls in ${fall} of ${cited.length} (${percent(fall / cited.length)}); without an uncited one it moves at most .02 in ${still} of ${uncited.length} (${percent(still / uncited.length)})`,
  );
}
for (const spread of SPREADS) {
  const shares = varianceShares(await cellsOf(spread));
  console.log(
    `variance      ${spread.scenario}: facts ${percent(shares.facts)}, cast ${percent(shares.cast)}, seed ${percent(shares.seed)}`,
  );
}
for (const name of SCENARIOS) {
  const loaded = script(name);
  const debates = await Promise.all(
    SEEDS.map(async (seed) =>
      eventsOf((await trial(loaded, seed)).events, 'turn.recorded').map(({ utterance }) => utterance),
    ),
  );
  const [worst] = repeatedAcross(debates);
  const contained = Math.max(...debates.map(largestContainment));
  console.log(
    `repetition    ${name}: the most frequent long sentence stands in ${worst?.debates ?? 0} of ${SEEDS.length} debates (${worst?.sentence ?? 'none'}); within a debate at most ${percent(contained)} of a turn stood before`,
  );
}
