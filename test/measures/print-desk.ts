import { judgedList } from './desk.ts';

/** `npm run desk:measure`: what becomes of the questions in words of two authors who did not know the calculators. */
for (const author of ['author-1', 'author-2']) {
  const judgements = judgedList(new URL(`../workbench/desk/${author}.jsonl`, import.meta.url));
  const count = (verdict: string) => judgements.filter((one) => one.verdict === verdict).length;
  process.stdout.write(
    `${author}  ${count('right')} of ${judgements.length} right, ${count('declined')} declined, ${count('asked back')} asked back, ${count('assumed')} by an assumption, ${count('another answer')} another number\n`,
  );
}
