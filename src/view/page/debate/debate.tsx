import { memo } from 'preact/compat';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { BlockView, DebateHead, MemoView, Statechart, TurnView } from '../../api.ts';
import { PageWaiting, Trouble, useGet, Waiting } from '../load.tsx';
import { useTitle } from '../title.ts';
import { useWords } from '../words.ts';
import { Cast } from './cast.tsx';
import { Contents } from './contents.tsx';
import { DebateContext } from './context.ts';
import { Fidelity } from './fidelity.tsx';
import { Front } from './front.tsx';
import { Machine } from './machine.tsx';
import { ArgumentSection } from './map.tsx';
import { Memo } from './memo.tsx';
import { Moves } from './moves.tsx';
import { Player } from './player.tsx';
import { Question } from './question.tsx';
import { RecordSection } from './record.tsx';
import { Transcript } from './transcript.tsx';
import { TryFacts } from './try-facts.tsx';
import { NotesProvider, useNotes } from './use-notes.ts';
import { usePlayer } from './use-player.ts';
import { useTranscript } from './use-transcript.ts';

/** One debate: what it came to, who moved, and every word of it along a timeline. */
export const Debate = memo(function Debate({ id }: { id: string }) {
  // Going on with one that was cut off begins with everything anew.
  const [opening, setOpening] = useState(0);
  return <Opened key={opening} id={id} again={() => setOpening(opening + 1)} />;
});

function Opened({ id, again }: { id: string; again: () => void }) {
  const words = useWords();
  const head = useGet<DebateHead>(`/api/debates/${id}`);
  const running = useTranscript(id, head.value?.status ?? null);
  const { blocks, isWhole, live, status } = running;
  // What is drawn from all turns waits for all of them.
  const turns = isWhole ? running.turns : NO_TURNS;
  const isOver = live === null && status !== 'running';
  const hasTurns = running.turns.length > 0 || !isOver;
  // Why it was cut off is known once it was.
  const wasCut = head.value?.status === 'running' && status === 'unfinished';
  useEffect(() => {
    if (wasCut) head.again();
  }, [wasCut]);
  const result = useGet<MemoView>(head.value !== null && isOver && blocks !== null ? `/api/debates/${id}/memo` : null);
  const isLate = useLate(blocks !== null && isOver);
  const chart = useGet<Statechart>('/api/statechart');
  // A finished debate appears whole, so that its memo does not push down what is being read; unless the memo takes long.
  const wasReady = useRef(false);
  // What has been shown stays: a debate that ends while it is read is not taken away and drawn anew.
  const isReady =
    wasReady.current ||
    (head.value !== null && blocks !== null && (!isOver || result.value !== null || result.error !== null || isLate));
  wasReady.current = isReady;
  useTitle(head.value?.title ?? null);
  const player = usePlayer(turns, live !== null, isReady);
  const context = useMemo(
    () => head.value && { head: head.value, seek: player.seekTurn },
    [head.value, player.seekTurn],
  );

  const notes = useNotes(id, isWhole);
  const error = head.error ?? running.error;
  if (error !== null) return <Trouble error={error} again={head.again} isPage />;
  if (head.value === null || context === null) return <PageWaiting />;
  const memo = result.value?.memo ?? null;
  // Beside a debate while it runs, with its record once it is over: below what grows it would be pushed away.
  const machine = chart.value !== null && (
    <Machine
      chart={chart.value}
      turn={turns[player.at] ?? null}
      step={player.step}
      live={live}
      status={status}
      isPlaced={player.isPlaced}
    />
  );
  return (
    <DebateContext.Provider value={context}>
      <article class="debate">
        <Front
          memo={result}
          live={live}
          status={status}
          turns={turns}
          isWhole={isWhole}
          at={player.isPlaced ? (turns[player.at]?.turn ?? 0) : 0}
          failure={failureIn(blocks ?? [])}
          again={again}
        />
        {isOver && hasTurns && isWhole && result.value !== null && <ArgumentSection id={id} />}
        <div class="column">
          {hasTurns && <Contents isOver={isOver} hasMemo={memo !== null} />}
          <Question />
          {memo !== null && <Memo memo={memo} />}
          {isReady && blocks !== null ? (
            <>
              {memo !== null && <TryFacts />}
              {hasTurns && <Moves turns={turns} at={player.at} decision={memo?.decision?.id ?? null} />}
              <NotesProvider value={notes}>
                <Transcript blocks={blocks} live={live} player={player} />
              </NotesProvider>
              {isOver && hasTurns && <Fidelity id={id} />}
            </>
          ) : (
            <Waiting lines={14} />
          )}
          {isOver && (
            <RecordSection id={id} usage={result.value?.usage ?? null}>
              {machine}
            </RecordSection>
          )}
        </div>
        <aside class="beside" aria-label={words.debate.cast}>
          <Cast head={head.value} turns={turns} at={player.at} live={live} />
          {!isOver && machine}
        </aside>
      </article>
      <Player player={player} turns={turns} live={live} isMemoThere={memo !== null} />
    </DebateContext.Provider>
  );
}

const failureIn = (blocks: readonly BlockView[]): string | null =>
  blocks.flatMap((block) => (block.kind === 'failed' ? [block.text] : [])).at(-1) ?? null;

const NO_TURNS: TurnView[] = [];

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
