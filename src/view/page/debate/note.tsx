import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../client.ts';
import { mayChange } from '../client.ts';
import { Trouble } from '../load.tsx';
import { useWords } from '../words.ts';
import { useTurnNote } from './use-notes.ts';

/** A star and words of the reader's own about a turn; without the token they are shown and not changed. */
export function useKept(turn: number) {
  const held = useTurnNote(turn);
  const [isWriting, setWriting] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  if (held === null) return null;
  const { note: kept } = held;
  const keep = async (change: { star?: boolean; text?: string }) => {
    setError(null);
    try {
      await held.keep({ turn, star: kept?.star ?? false, text: kept?.text ?? '', ...change });
      setWriting(false);
    } catch (caught) {
      setError(caught as ApiError);
    }
  };
  return { turn, kept, isWriting, setWriting, keep, error };
}

type Kept = NonNullable<ReturnType<typeof useKept>>;

/** In the line under a turn. */
export function KeptButtons({ kept: { turn, kept, isWriting, setWriting, keep } }: { kept: Kept }) {
  const { notes } = useWords();
  const isStarred = kept?.star === true;
  if (!mayChange()) {
    return isStarred ? (
      <span class="kept">
        <span class="star" role="img" aria-label={notes.star(turn)}>
          ★
        </span>
      </span>
    ) : null;
  }
  return (
    <span class="kept">
      <button
        type="button"
        class="star"
        aria-pressed={isStarred}
        aria-label={notes.star(turn)}
        onClick={() => keep({ star: !isStarred })}
      >
        {isStarred ? '★' : '☆'}
      </button>
      <button type="button" aria-expanded={isWriting} onClick={() => setWriting(!isWriting)}>
        {notes.write}
        <span class="unseen"> {notes.turn(turn)}</span>
      </button>
    </span>
  );
}

/** Under the line: the words, or the field in which they are written. */
export function KeptWords({ kept: { turn, kept, isWriting, setWriting, keep, error } }: { kept: Kept }) {
  const { notes } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isWriting) field.current?.focus();
  }, [isWriting]);
  const text = kept?.text ?? '';
  return (
    <>
      {error !== null && <Trouble error={error} />}
      {isWriting ? (
        <form
          class="note-form"
          onSubmit={(event) => {
            event.preventDefault();
            void keep({ text: field.current?.value ?? '' });
          }}
        >
          <textarea ref={field} rows={2} maxLength={10_000} aria-label={notes.note(turn)} defaultValue={text} />
          <span>
            <button type="submit" class="small">
              {notes.save}
            </button>{' '}
            <button type="button" class="small" onClick={() => setWriting(false)}>
              {notes.cancel}
            </button>
          </span>
        </form>
      ) : (
        text !== '' && (
          <p class="own-note">
            <span class="unseen">{notes.note(turn)}: </span>
            {text}
          </p>
        )
      )}
    </>
  );
}
