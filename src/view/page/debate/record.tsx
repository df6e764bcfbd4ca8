import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { EventList, MemoView } from '../../api.ts';
import { Trouble, useGet, Waiting } from '../load.tsx';
import { useWords } from '../words.ts';

interface RecordProps {
  id: string;
  /** How it was held: the statechart. */
  children: ComponentChildren;
  usage: MemoView['usage'] | null;
}

/** The record itself, event by event, for who wants to see what all of this is drawn from. */
export function RecordSection({ id, usage, children }: RecordProps) {
  const { debate, record } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="record" aria-labelledby="record-title">
      <h2 id="record-title">{debate.record}</h2>
      {usage !== null && (
        <p class="note">
          {record.calls(usage.modelCalls, usage.toolCalls, usage.consults)}
          {usage.inputTokens !== null && ` · ${record.tokens(usage.inputTokens, usage.outputTokens ?? 0)}`}
        </p>
      )}
      <p class="note">{record.hint}</p>
      {isOpen ? (
        <Events id={id} />
      ) : (
        <button type="button" onClick={() => setOpen(true)}>
          {record.show}
        </button>
      )}
      {children}
    </section>
  );
}

function Events({ id }: { id: string }) {
  const { record } = useWords();
  const { value, error, again } = useGet<EventList>(`/api/debates/${id}/events`);
  if (error !== null) return <Trouble error={error} again={again} />;
  if (value === null) return <Waiting />;
  return (
    <>
      <p>{record.events(value.events.length)}</p>
      <ol class="events">
        {value.events.map(({ seq, type, hash, at, body }) => (
          <li key={seq}>
            <details>
              <summary>
                <code>{type}</code> <span class="under">{hash.slice(0, 12)}</span>{' '}
                <time dateTime={at}>{at.slice(11, 23)}</time>
              </summary>
              <pre>{JSON.stringify(body, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ol>
    </>
  );
}
