import { useState } from 'preact/hooks';
import { mayChange } from '../client.ts';
import type { Typed } from '../fact-fields.tsx';
import { changedIn, FactFields } from '../fact-fields.tsx';
import { Trouble } from '../load.tsx';
import { useWords } from '../words.ts';
import { useDebate } from './context.ts';
import { useRerun } from './rerun.ts';

/** Every fact of the debate as a field: what is changed is rerun, and both are opened side by side. */
export function TryFacts() {
  const { tryIt } = useWords();
  const { head } = useDebate();
  const { isSent, error, rerun } = useRerun();
  const [typed, setTyped] = useState<Typed>({});
  if (!mayChange() || head.facts.length === 0) return null;
  const changed = changedIn(head.facts, typed);
  const count = Object.keys(changed).length;
  const send = (event: Event) => {
    event.preventDefault();
    void rerun(head.rerunAt, changed);
  };
  return (
    <section class="try-facts" id="try" aria-labelledby="try-title">
      <h2 id="try-title">{tryIt.title}</h2>
      <p class="note">{tryIt.hint}</p>
      <details>
        <summary>{tryIt.facts(head.facts.length)}</summary>
        <form class="sheet" onSubmit={send}>
          <FactFields facts={head.facts} typed={typed} change={setTyped} language={head.language} />
          {error !== null && <Trouble error={error} />}
          <p class="actions">
            <button type="submit" class="primary" disabled={isSent || count === 0}>
              {isSent ? tryIt.rerunning : tryIt.rerun}
            </button>{' '}
            <span class="note" role="status">
              {count === 0 ? tryIt.none : tryIt.changed(count)}
            </span>
          </p>
        </form>
      </details>
    </section>
  );
}
