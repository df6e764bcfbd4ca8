import { memo } from 'preact/compat';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TurnView } from '../../api.ts';
import { mayChange } from '../client.ts';
import { useWords } from '../words.ts';
import { goToPart } from './contents.tsx';
import { memberName, useDebate } from './context.ts';
import { ForkDialog } from './fork.tsx';
import { Search } from './search.tsx';
import type { Playing } from './use-player.ts';
import { SPEEDS } from './use-player.ts';
import type { Live } from './use-transcript.ts';

interface PlayerProps {
  player: Playing;
  turns: readonly TurnView[];
  live: Live | null;
  isMemoThere: boolean;
}

/** True where a key belongs to what has the focus. */
function isTaken(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog') !== null;
}

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, summary') !== null;

/** The timeline at the foot of a debate: play, pause, speed, any turn, and finding. */
export function Player({ player, turns, live, isMemoThere }: PlayerProps) {
  const words = useWords();
  const { head } = useDebate();
  const search = useRef<HTMLInputElement>(null);
  const [isForking, setForking] = useState(false);
  const { at, isPlaying, toggle, seek, seekBy } = player;
  const wasLive = useRef(false);
  if (live !== null) wasLive.current = true;
  const [isMemoSeen, setMemoSeen] = useState(false);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
      if (event.key === '/') search.current?.focus();
      else if (event.key === ' ' && !isControl(event.target)) toggle();
      else if (event.key === 'ArrowLeft') seekBy(-1);
      else if (event.key === 'ArrowRight') seekBy(1);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [toggle, seekBy]);
  const now = turns[at];
  const last = Math.max(0, turns.length - 1);
  const place = now === undefined ? '–' : words.player.of(now.turn, turns.at(-1)?.turn ?? 0);
  return (
    <section class="player" aria-label={words.player.label}>
      <div class="buttons">
        <button
          type="button"
          aria-label={words.player.previous}
          title={words.player.previous}
          disabled={at <= 0}
          onClick={() => seekBy(-1)}
        >
          <Icon path="M15 5 7 12l8 7z" />
        </button>
        <button
          type="button"
          class="play"
          aria-label={isPlaying ? words.player.pause : words.player.play}
          title={words.player.keys}
          disabled={turns.length === 0}
          onClick={toggle}
        >
          <Icon path={isPlaying ? 'M7 5h4v14H7zM13 5h4v14h-4z' : 'M8 5l11 7-11 7z'} />
        </button>
        <button
          type="button"
          aria-label={words.player.next}
          title={words.player.next}
          disabled={at >= turns.length - 1}
          onClick={() => seekBy(1)}
        >
          <Icon path="M9 5l8 7-8 7z" />
        </button>
      </div>
      <div class="scrub">
        <Marks turns={turns} />
        <input
          type="range"
          min={0}
          max={last}
          value={Math.max(0, at)}
          aria-label={words.player.position}
          aria-valuetext={now === undefined ? place : `${place}, ${memberName(head, now.speaker)}`}
          onInput={(event) => seek(Number(event.currentTarget.value))}
        />
      </div>
      <p class="place">
        <strong>{place}</strong> <span>{now === undefined ? '' : memberName(head, now.speaker)}</span>
      </p>
      <label class="speed">
        <span class="unseen">{words.player.speed}</span>
        <select value={player.speed} onChange={(event) => player.setSpeed(Number(event.currentTarget.value))}>
          {SPEEDS.map((speed) => (
            <option key={speed} value={speed}>
              {speed}×
            </option>
          ))}
        </select>
      </label>
      <Search field={search} turns={turns} />
      {live !== null && (
        <button type="button" aria-pressed={!player.isPlaced} onClick={player.follow}>
          {words.debate.follow}
        </button>
      )}
      {wasLive.current && live === null && isMemoThere && !isMemoSeen && (
        <button
          type="button"
          class="primary"
          onClick={() => {
            setMemoSeen(true);
            goToPart('memo');
          }}
        >
          {words.debate.memoReady}
        </button>
      )}
      {mayChange() && live === null && now !== undefined && (
        <button type="button" onClick={() => setForking(true)}>
          {words.player.fork}
        </button>
      )}
      {isForking && now !== undefined && <ForkDialog turn={now.turn} close={() => setForking(false)} />}
    </section>
  );
}

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={path} fill="currentColor" />
    </svg>
  );
}

/** Turns whose ticks are still told from one another. */
const MOST_APART = 150;

/** A tick over the bar for every turn in which somebody moved. */
const Marks = memo(function Marks({ turns }: { turns: readonly TurnView[] }) {
  const last = Math.max(1, turns.length - 1);
  return (
    <div class={turns.length > MOST_APART ? 'marks dense' : 'marks'} aria-hidden="true">
      {turns.map(({ turn, said }, index) =>
        said?.stance.moved === true ? <i key={turn} style={{ left: `${(index / last) * 100}%` }} /> : null,
      )}
    </div>
  );
});
