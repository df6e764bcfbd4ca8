import { useState } from 'preact/hooks';
import { ApiError, post } from '../client.ts';
import { go } from '../router.tsx';
import { useDebate } from './context.ts';

export interface Rerun {
  isSent: boolean;
  error: ApiError | null;
  /** Holds this debate again from a turn on under other facts, and opens both side by side. */
  rerun: (at: number, facts: Readonly<Record<string, string>>) => Promise<void>;
}

export function useRerun(): Rerun {
  const { head } = useDebate();
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const rerun = async (at: number, facts: Readonly<Record<string, string>>) => {
    setSent(true);
    setError(null);
    try {
      const { id } = await post<{ id: string }>(`/api/debates/${head.id}/forks`, { at, facts });
      go(`/compare/${head.id}/${id}`);
    } catch (caught) {
      setError(caught instanceof ApiError ? caught : new ApiError('FAULT', String(caught)));
      setSent(false);
    }
  };
  return { isSent, error, rerun };
}
