import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiError, get } from './client.ts';
import { useWords } from './words.ts';

export interface Loaded<T> {
  value: T | null;
  error: ApiError | null;
  again: () => void;
}

/** The answer at a path; null while it is on its way, and again when the path changes. `null` asks for nothing. */
export function useGet<T>(path: string | null): Loaded<T> {
  const [state, setState] = useState<{ path: string | null; value: T | null; error: ApiError | null }>({
    path: null,
    value: null,
    error: null,
  });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (path === null) return;
    const abort = new AbortController();
    get<T>(path, abort.signal).then(
      (value) => setState({ path, value, error: null }),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        setState({
          path,
          value: null,
          error: error instanceof ApiError ? error : new ApiError('FAULT', String(error)),
        });
      },
    );
    return () => abort.abort();
  }, [path, tries]);
  const isCurrent = state.path === path;
  return {
    value: isCurrent ? state.value : null,
    error: isCurrent ? state.error : null,
    again: () => setTries((count) => count + 1),
  };
}

/** What went wrong, in words, and what to do about it. `isPage`: there is nothing else on the page. */
export function Trouble({
  error,
  again,
  isPage = false,
  children,
}: {
  error: ApiError;
  again?: () => void;
  isPage?: boolean;
  children?: ComponentChildren;
}) {
  const words = useWords();
  const sentence = error.code === 'UNREACHABLE' ? words.unreachable : error.message;
  return (
    <section class="trouble" role="alert">
      {isPage ? <h1>{words.troubleTitle}</h1> : <h2>{words.troubleTitle}</h2>}
      <p>{sentence}</p>
      {children}
      {again !== undefined && (
        <p>
          <button type="button" onClick={again}>
            {words.tryAgain}
          </button>
        </p>
      )}
    </section>
  );
}

/** Holds the place of what is on its way. */
export function Waiting({ lines = 6 }: { lines?: number }) {
  const words = useWords();
  return (
    <div class="waiting" role="status" aria-label={words.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} style={{ width: `${92 - ((line * 37) % 46)}%` }} />
      ))}
    </div>
  );
}

/** The same for a whole page, which has a heading from the start. */
export function PageWaiting({ lines = 12 }: { lines?: number }) {
  const words = useWords();
  return (
    <>
      <h1 class="unseen">{words.loading}</h1>
      <Waiting lines={lines} />
    </>
  );
}
