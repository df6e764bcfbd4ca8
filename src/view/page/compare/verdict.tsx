import type { Forecast } from '../../api.ts';
import { useWords } from '../words.ts';

/** Whether the change did what the memo had predicted of it, said plainly either way. */
export function Verdict({ forecast, language }: { forecast: Forecast; language: string }) {
  const { tryIt } = useWords();
  const { facts, flip, before, after, verdict } = forecast;
  const isOne = facts.length === 1;
  return (
    <section class={`forecast ${verdict}`} aria-label={tryIt.change}>
      <p class="what">
        <strong>{sentenceOf(forecast, tryIt.verdict)}</strong>
      </p>
      <ul class="plain">
        {facts.map(({ label, from, to }) => (
          <li key={label}>
            {tryIt.change}: <span lang={language}>{label}</span>{' '}
            <span lang={language}>
              {from} → {to}
            </span>
          </li>
        ))}
        {flip !== null && (
          <li>
            {tryIt.memoSaid}: <span lang={language}>{flip.line}</span>
          </li>
        )}
        {!isOne && before !== after && <li>{tryIt.severalHint}</li>}
      </ul>
    </section>
  );
}

function sentenceOf(
  { facts, flip, before, after, verdict }: Forecast,
  words: ReturnType<typeof useWords>['tryIt']['verdict'],
): string {
  if (verdict === 'open') return words.open;
  if (facts.length > 1) return words.several(before, after);
  return words[verdict](before, after, flip?.to ?? '');
}
