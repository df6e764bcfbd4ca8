/**
 * Prints the measures of a debate that need no taste: `npm run measure`, and with cards of one's own beside the casts
 * `npm run measure -- CARD.md...`.
 */
import { countNumbers, orphanNumbers } from '../playbook/numbers.ts';
import { SHIPPED } from './debates.ts';
import { isTrue, triedFlips } from './flips.ts';
import { heldAll, SEEDS } from './held.ts';
import { MONOTONE, movedSupport, rightWay } from './monotone.ts';
import { largestContainment } from './repetition.ts';
import { looseReplies, silentMoves, staleFigures, unresolved, votesForImpossible } from './sound.ts';
import { heldWithUnseen, pairwiseAccuracy } from './unseen.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const columns = [
  'scenario',
  'turns',
  'numbers',
  'orphans',
  'stale',
  'silent',
  'impossible',
  'unresolved',
  'loose',
  'repeated',
  'flips',
];
const row = (cells: readonly (string | number)[]) =>
  console.log(
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(18) : String(cell).padStart(10))).join(' '),
  );

row(columns);
const all = await heldAll();
const examples: string[] = [];
for (const name of SHIPPED) {
  const debates = all.filter((one) => one.name === name);
  const count = (measure: (debate: (typeof debates)[number]) => string[]) => {
    const found = debates.flatMap(measure);
    examples.push(...found.slice(0, 2));
    return found.length;
  };
  const flips = await triedFlips(name);
  const contained = debates.map(({ turns }) =>
    largestContainment(
      turns.filter(({ phase }) => phase === 'opening' || phase === 'rebuttal').map(({ utterance }) => utterance),
    ),
  );
  row([
    name,
    debates.reduce((sum, { turns }) => sum + turns.length, 0),
    debates.reduce((sum, { document, scenario }) => sum + countNumbers(document, scenario), 0),
    count(({ document, scenario, seed }) =>
      orphanNumbers(document, scenario).map(
        ({ turn, text }) => `${name} seed ${seed}, turn ${turn}: ${text} from nowhere`,
      ),
    ),
    count(staleFigures),
    count(silentMoves),
    count(votesForImpossible),
    count(unresolved),
    count(looseReplies),
    percent(Math.max(...contained)),
    `${flips.filter(isTrue).length}/${flips.length}`,
  ]);
}
for (const example of examples) console.log(`  ${example}`);

const moved = [];
for (const change of MONOTONE) moved.push(...(await movedSupport(change, SEEDS)));
const wrong = moved.filter((one) => !rightWay(one));
console.log(
  `\ndirection: ${moved.length - wrong.length} of ${moved.length} changes of a fact move support the right way for every member (${MONOTONE.length} facts, ${SEEDS.length} seeds)`,
);
for (const { scenario, fact, to, option, moves, seed, before, after } of wrong)
  console.log(
    `  ${scenario} ${fact}=${to}: ${option} should go ${moves}, ${before.toFixed(3)} -> ${after.toFixed(3)} (seed ${seed})`,
  );

const cards = process.argv.slice(2);
if (cards.length > 0) {
  const { debates, unseen } = await heldWithUnseen(
    cards,
    ['loss-drop-3000', 'lost-checkpoint', 'build-or-buy'],
    [1, 2, 3, 4],
  );
  console.log(
    `unseen cards: ${unseen.join(', ')} in ${debates.length} debates: ${debates.flatMap(votesForImpossible).length} impossible votes, ${debates.flatMap(looseReplies).length} loose replies, ${debates.flatMap(({ document, scenario }) => orphanNumbers(document, scenario)).length} numbers without a reference; told apart in pairs ${percent(pairwiseAccuracy(debates, unseen))}`,
  );
}
