import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { BlockView, LiveNotice, Status, Transcript, TurnView } from '../../api.ts';
import type { ApiError } from '../client.ts';
import { isFile } from '../client.ts';
import { useGet } from '../load.tsx';
import { visibleAll } from '../text.ts';

/** What goes on between two turns of a debate that is running. */
export interface Live {
  isConnected: boolean;
  speaking: { speaker: string; words: string; tool: string | null } | null;
  state: string | null;
  projecting: boolean;
}

export interface Running {
  blocks: BlockView[] | null;
  turns: TurnView[];
  status: Status;
  /** Null when nothing more will come. */
  live: Live | null;
  error: ApiError | null;
}

const QUIET: Live = { isConnected: true, speaking: null, state: null, projecting: false };

/** A debate's transcript, which grows while the debate runs. */
export function useTranscript(id: string, known: Status | null): Running {
  const { value, error } = useGet<Transcript>(`/api/debates/${id}/transcript`);
  const [more, setMore] = useState<BlockView[]>([]);
  const [live, setLive] = useState<Live | null>(null);
  const [ended, setEnded] = useState<Status | null>(null);
  const last = useRef(0);
  const isRunning = known === 'running' && ended === null && value !== null && !isFile;
  useEffect(() => {
    if (!isRunning || value === null) return;
    last.current = value.last;
    setLive(QUIET);
    const source = new EventSource(`/api/debates/${id}/stream?after=${value.last}`);
    const shown = <T>(event: MessageEvent<string>) => visibleAll(JSON.parse(event.data) as T);
    source.addEventListener('open', () => setLive((before) => before && { ...before, isConnected: true }));
    source.addEventListener('error', () => setLive((before) => before && { ...before, isConnected: false }));
    source.addEventListener('block', (event) => {
      const block = shown<BlockView>(event);
      setMore((before) =>
        before.some((one) => one.seq === block.seq && one.kind === block.kind) ? before : [...before, block],
      );
      if (block.kind === 'turn') setLive((before) => before && { ...before, speaking: null });
    });
    source.addEventListener('notice', (event) => {
      const notice = shown<LiveNotice>(event);
      setLive((before) => before && heard(before, notice));
    });
    source.addEventListener('end', (event) => {
      source.close();
      setLive(null);
      setEnded(shown<{ status: Status }>(event).status);
    });
    return () => source.close();
  }, [id, isRunning, value]);
  const blocks = useMemo(() => (value === null ? null : [...value.blocks, ...more]), [value, more]);
  const turns = useMemo(() => (blocks ?? []).filter((block) => block.kind === 'turn'), [blocks]);
  return { blocks, turns, status: ended ?? known ?? 'closed', live, error };
}

function heard(before: Live, notice: LiveNotice): Live {
  switch (notice.kind) {
    case 'thinking':
      return { ...before, projecting: false, speaking: { speaker: notice.speaker, words: '', tool: null } };
    case 'words':
      return { ...before, speaking: { speaker: notice.speaker, words: notice.utterance, tool: null } };
    case 'calling':
      return { ...before, speaking: { words: '', ...before.speaking, speaker: notice.speaker, tool: notice.tool } };
    case 'projecting':
      return { ...before, speaking: null, projecting: true };
    case 'state':
      return { ...before, state: notice.state };
  }
}
