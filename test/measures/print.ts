/**
 * Prints the measures of a debate that need no taste: `npm run measure`, and with cards of one's own beside the casts
 * `npm run measure -- CARD.md...`.
 */
import { countNumbers, orphanNumbers } from '../playbook/numbers.ts';
import { SHIPPED } from './debates.ts';
import { deletions } from './deletion.ts';
import { cellsOf, SPREADS } from './firmness.ts';
import { held, heldAll, SEEDS } from './held.ts';
import { MONOTONE, movedSupport, rightWay } from './monotone.ts';
import { largestContainment, repeatedAcross } from './repetition.ts';
import { impossibleOptions, looseReplies, votesForImpossible } from './sound.ts';
import { heldWithUnseen, pairwiseAccuracy } from './unseen.ts';
import { varianceShares } from './variance.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const right = MONOTONE.flatMap((change) => movedSupport(change, SEEDS.slice(0, 10)).map(rightWay));
console.log(
  `direction     ${right.filter(Boolean).length} of ${right.length} changes of a fact move support the right way (${MONOTONE.length} facts, 10 seeds)`,
);

for (const name of ['loss-drop-3000', 'spike-at-12k']) {
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
for (const name of SHIPPED) {
  const debates = await Promise.all(
    SEEDS.map(async (seed) => (await held(name, seed)).turns.map(({ utterance }) => utterance)),
  );
  const [worst] = repeatedAcross(debates);
  const contained = debates.map(largestContainment);
  const over = contained.filter((share) => share > 0.3).length;
  console.log(
    `repetition    ${name}: the most frequent long sentence stands in ${worst?.debates ?? 0} of ${SEEDS.length} debates (${worst?.sentence ?? 'none'}); within a debate at most ${percent(Math.max(...contained))} of a turn stood before, above 30 % in ${over}`,
  );
}

const all = await heldAll();
const rebuttals = all.flatMap(({ turns }) => turns.filter(({ act }) => act === 'rebut')).length;
console.log(
  `soundness     ${all.length} debates: ${all.flatMap(votesForImpossible).length} votes for what is impossible (${all.filter((one) => impossibleOptions(one).length > 0).length} had something impossible to vote for); ${all.flatMap(looseReplies).length} of ${rebuttals} rebuttals answer nothing; ${all.flatMap(({ document, scenario }) => orphanNumbers(document, scenario)).length} of ${all.reduce((sum, { document, scenario }) => sum + countNumbers(document, scenario), 0)} numbers without a reference`,
);

const cards = process.argv.slice(2);
if (cards.length > 0) {
  const { debates, unseen } = await heldWithUnseen(
    cards,
    ['loss-drop-3000', 'lost-checkpoint', 'build-or-buy'],
    [1, 2, 3, 4],
  );
  console.log(
    `unseen cards  ${unseen.join(', ')} in ${debates.length} debates: ${debates.flatMap(votesForImpossible).length} impossible votes, ${debates.flatMap(looseReplies).length} loose rebuttals, ${debates.flatMap(({ document, scenario }) => orphanNumbers(document, scenario)).length} numbers without a reference; told apart in pairs ${percent(pairwiseAccuracy(debates, unseen))}`,
  );
}
