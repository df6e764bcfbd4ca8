/** Prints how a vote before anybody has heard anybody, the debate, and each member alone do on cases with a known outcome: `npm run hindsight`. */
import type { CaseResult, Marks } from './hindsight.ts';
import { bestMember, cases, holdAll, marksOf } from './hindsight.ts';

const SEEDS = [1, 2, 3];
const results = await holdAll(SEEDS);
const two = (share: number) => share.toFixed(2).replace(/^0/, '').padStart(4);

console.log(`${'case'.padEnd(26)} ${'by'.padEnd(12)} blind debate   of ${SEEDS.length} seeds that are right`);
for (const { id, by, answer } of cases()) {
  const mine = results.filter((result) => result.id === id);
  const right = (held: (result: CaseResult) => string | null) =>
    mine.filter((result) => held(result) === answer).length;
  const debate = right((result) => result.debate.option);
  const wrong =
    debate < mine.length ? `   says ${[...new Set(mine.map((result) => result.debate.option))].join(', ')}` : '';
  console.log(
    `${id.padEnd(26)} ${by.padEnd(12)} ${String(right((result) => result.blind.option)).padStart(5)} ${String(debate).padStart(6)}${wrong}`,
  );
}

console.log(`\n${''.padEnd(28)} accuracy  Brier`);
const row = (name: string, { accuracy, brier }: Marks) =>
  console.log(`${name.padEnd(28)} ${two(accuracy).padStart(8)}  ${brier.toFixed(3)}`);
for (const by of ['calculation', 'publication', null] as const) {
  const some = results.filter((result) => by === null || result.by === by);
  const of = `${new Set(some.map(({ id }) => id)).size} ${by === null ? 'cases' : `by ${by}`}`;
  row(
    `${of}, blind`,
    marksOf(some, ({ blind }) => blind),
  );
  row(
    `${of}, debate`,
    marksOf(some, ({ debate }) => debate),
  );
  const best = bestMember(some);
  row(`${of}, ${best.member} alone`, best);
}

const decided = (held: (result: CaseResult) => string | null) =>
  cases().filter(({ id, answer }) =>
    results.filter((result) => result.id === id).every((result) => held(result) === answer),
  ).length;
console.log(
  `\n${decided((result) => result.debate.option)} of ${cases().length} decisions equal the truth on every seed; ${decided((result) => result.blind.option)} of the blind votes`,
);
