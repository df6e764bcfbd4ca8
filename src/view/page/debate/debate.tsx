import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DebateHead, MemoView, Statechart } from '../../api.ts';
import { isFile } from '../client.ts';
import { Trouble, useGet, Waiting } from '../load.tsx';
import { useWords } from '../words.ts';
import { Cast } from './cast.tsx';
import { DebateContext } from './context.ts';
import { Fidelity } from './fidelity.tsx';
import { Graph } from './graph.tsx';
import { Header } from './header.tsx';
import { Machine } from './machine.tsx';
import { Memo } from './memo.tsx';
import { Moves } from './moves.tsx';
import { Player } from './player.tsx';
import { RecordSection } from './record.tsx';
import { Transcript } from './transcript.tsx';
import { usePlayer } from './use-player.ts';
import { useTranscript } from './use-transcript.ts';

/** One debate: what it came to, who moved, and every word of it along a timeline. */
export function Debate({ id }: { id: string }) {
  const words = useWords();
  const head = useGet<DebateHead>(`/api/debates/${id}`);
  const running = useTranscript(id, head.value?.status ?? null);
  const { blocks, turns, live, status } = running;
  const isOver = live === null && status !== 'running';
  // After the transcript: what-ifs that nobody has run yet would keep the server from answering anything else.
  const memo = useGet<MemoView>(head.value !== null && isOver && blocks !== null ? `/api/debates/${id}/memo` : null);
  const isLate = useLate(blocks !== null && isOver);
  const chart = useGet<Statechart>('/api/statechart');
  // A finished debate appears whole, so that its memo does not push down what is being read; unless the memo takes long.
  const isReady =
    head.value !== null && blocks !== null && (!isOver || memo.value !== null || memo.error !== null || isLate);
  const player = usePlayer(turns, live !== null, isReady);
  const context = useMemo(
    () => head.value && { head: head.value, seek: player.seekTurn },
    [head.value, player.seekTurn],
  );

  const error = head.error ?? running.error;
  if (error !== null) return <Trouble error={error} again={head.again} />;
  if (head.value === null || context === null) return <Waiting lines={12} />;
  return (
    <DebateContext.Provider value={context}>
      <article class="debate">
        <div class="column">
          <Header head={head.value} status={status} isLive={live !== null} />
          <Memo id={id} memo={memo} live={live} status={status} />
          {isReady && blocks !== null ? (
            <>
              <Moves turns={turns} at={player.at} decision={memo.value?.memo?.decision?.id ?? null} />
              <Transcript blocks={blocks} live={live} player={player} />
              {isOver && <Graph turns={turns} />}
              {isOver && !isFile && <Fidelity id={id} />}
              {isOver && <RecordSection id={id} usage={memo.value?.usage ?? null} />}
            </>
          ) : (
            <Waiting lines={14} />
          )}
        </div>
        <aside class="beside" aria-label={words.debate.cast}>
          <Cast head={head.value} turns={turns} at={player.at} live={live} />
          {chart.value !== null && (
            <Machine
              chart={chart.value}
              turn={turns[player.at] ?? null}
              step={player.step}
              live={live}
              status={status}
            />
          )}
        </aside>
      </article>
      <Player player={player} turns={turns} live={live} isMemoThere={memo.value?.memo != null} />
    </DebateContext.Provider>
  );
}

const PATIENCE_MS = 150;

/** True once something has been awaited for longer than a reader should be. */
function useLate(isAwaited: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isAwaited) return;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isAwaited]);
  return isLate;
}
