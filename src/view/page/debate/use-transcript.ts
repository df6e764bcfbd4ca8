import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { BlockView, LiveNotice, NoteView, Status, Transcript, TurnView } from '../../api.ts';
import type { ApiError } from '../client.ts';
import { isFile } from '../client.ts';
import { useGet } from '../load.tsx';
import { visibleAll } from '../text.ts';

export interface Speaking {
  speaker: string;
  phase: string;
  words: string;
  tool: string | null;
  notes: NoteView[];
}

/** What goes on between two turns of a debate that is running. */
export interface Live {
  isConnected: boolean;
  /** Whoever is at work on a turn: one, or all of a phase whose turns are shown together. */
  speaking: Speaking[];
  state: string | null;
}

/** Blocks that fill the first screens. */
export const FIRST_BLOCKS = 24;

export interface Running {
  blocks: BlockView[] | null;
  /** False while only the beginning of it has come. */
  isWhole: boolean;
  turns: TurnView[];
  status: Status;
  /** Null when nothing more will come. */
  live: Live | null;
  error: ApiError | null;
}

const QUIET: Live = { isConnected: true, speaking: [], state: null };

/** A debate's transcript, which grows while the debate runs. */
export function useTranscript(id: string, known: Status | null): Running {
  const path = `/api/debates/${id}/transcript`;
  // A long debate is read from its beginning while the rest is on its way; a turn that the address names may be anywhere.
  const [isBegun] = useState(() => !isFile && !new URLSearchParams(location.search).has('turn'));
  const beginning = useGet<Transcript>(isBegun ? `${path}?first=${FIRST_BLOCKS}` : null);
  const isLong = beginning.value?.isWhole === false;
  const isPainted = usePainted(beginning.value !== null);
  const all = useGet<Transcript>(!isBegun || (isLong && isPainted) ? path : null);
  const value = all.value ?? beginning.value;
  const error = all.error ?? beginning.error;
  const isWhole = value?.isWhole === true;
  const [more, setMore] = useState<BlockView[]>([]);
  const [live, setLive] = useState<Live | null>(null);
  const [ended, setEnded] = useState<Status | null>(null);
  const last = useRef(0);
  const isRunning = known === 'running' && ended === null && isWhole && !isFile;
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
      if (block.kind === 'turn') setLive((before) => before && without(before, block.speaker));
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
  return { blocks, isWhole, turns, status: ended ?? known ?? 'closed', live, error };
}

/** True from the frame after `isThere` has become so. */
function usePainted(isThere: boolean): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    if (!isThere) return;
    let task = 0;
    const frame = requestAnimationFrame(() => {
      task = setTimeout(() => setPainted(true), 0);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(task);
    };
  }, [isThere]);
  return isPainted;
}

const without = (live: Live, speaker: string): Live => ({
  ...live,
  speaking: live.speaking.filter((one) => one.speaker !== speaker),
});

function heard(before: Live, notice: LiveNotice): Live {
  switch (notice.kind) {
    case 'thinking': {
      const { speaker, phase } = notice;
      // Openings and votes are asked for at once; in any other phase one follows the other.
      const others = without(before, speaker).speaking.filter((one) => one.phase === phase && phase !== 'rebuttal');
      return { ...before, speaking: [...others, begun(speaker, phase)] };
    }
    case 'words':
      return changed(before, notice.speaker, (one) => ({ ...one, words: notice.utterance, tool: null }));
    case 'calling':
      return changed(before, notice.speaker, (one) => ({ ...one, tool: notice.tool }));
    case 'note':
      return changed(before, notice.speaker, (one) => ({ ...one, notes: [...one.notes, notice.note], words: '' }));
    case 'state':
      return { ...before, state: notice.state };
  }
}

const begun = (speaker: string, phase = ''): Speaking => ({ speaker, phase, words: '', tool: null, notes: [] });

function changed(live: Live, speaker: string, to: (one: Speaking) => Speaking): Live {
  const known = live.speaking.some((one) => one.speaker === speaker);
  const speaking = known ? live.speaking : [...live.speaking, begun(speaker)];
  return { ...live, speaking: speaking.map((one) => (one.speaker === speaker ? to(one) : one)) };
}
