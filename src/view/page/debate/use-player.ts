import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { TurnView } from '../../api.ts';
import { replace } from '../router.tsx';

export const SPEEDS = [0.5, 1, 2, 4, 8] as const;

/** Columns a second at speed 1: about ten syllables of Hangul, or four English words. */
const COLUMNS_A_SECOND = 20;
const SHORTEST_MS = 1200;
/** After a move the address names the turn. */
const ADDRESS_MS = 150;
/** Parts of a turn that the statechart steps through while it plays. */
const STEPS = 4;

export interface Playing {
  /** Place of the present turn in the list; -1 while there is none. */
  at: number;
  /** Whether the reader has gone to a place of their own; until then all of the debate is there. */
  isPlaced: boolean;
  isPlaying: boolean;
  speed: number;
  /** How far the present turn has been played: 0 to 3. */
  step: number;
  seek: (at: number) => void;
  seekBy: (turnCount: number) => void;
  seekTurn: (turn: number) => void;
  toggle: () => void;
  setSpeed: (speed: number) => void;
  follow: () => void;
}

const wide = /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]/g;

function readingMs(turn: TurnView | undefined): number {
  const text = turn?.said?.utterance ?? '';
  const columns = text.length + (text.match(wide)?.length ?? 0);
  return Math.max(SHORTEST_MS, (columns / COLUMNS_A_SECOND) * 1000);
}

export const turnElement = (turn: number): HTMLElement | null => document.getElementById(`turn-${turn}`);

/** Brings a turn to the upper part of the window, under what is fixed there. */
function show(turn: TurnView | undefined): void {
  if (turn !== undefined) turnElement(turn.turn)?.scrollIntoView({ block: 'start', behavior: 'instant' });
}

const READER_ACTS = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/** Calls again whenever the page grows, until the reader does something: what is drawn late must not push away what a link led to. */
function held(again: () => void): () => void {
  const growth = new ResizeObserver(again);
  growth.observe(document.body);
  const stop = () => {
    growth.disconnect();
    for (const act of READER_ACTS) removeEventListener(act, stop, true);
  };
  for (const act of READER_ACTS) addEventListener(act, stop, true);
  return stop;
}

/** The place of the reader in a debate, and the clock that moves it. */
export function usePlayer(turns: readonly TurnView[], isLive: boolean, isDrawn: boolean): Playing {
  const [place, setPlace] = useState<number | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const [step, setStep] = useState(STEPS - 1);
  const latest = useRef(turns);
  latest.current = turns;
  const at = Math.min(place ?? turns.length - 1, turns.length - 1);
  /** Ahead of `at` while a key is pressed faster than the page is drawn. */
  const current = useRef(at);
  current.current = at;

  const naming = useRef(0);
  const seek = useCallback((to: number) => {
    const held = latest.current;
    const next = Math.max(0, Math.min(held.length - 1, to));
    current.current = next;
    setPlace(next);
    setStep(STEPS - 1);
    show(held[next]);
    // Browsers allow only so many changes of the address in a while, and scrubbing makes more.
    clearTimeout(naming.current);
    const turn = held[next]?.turn;
    if (turn !== undefined) naming.current = setTimeout(() => replace(`${location.pathname}?turn=${turn}`), ADDRESS_MS);
  }, []);
  useEffect(() => () => clearTimeout(naming.current), []);
  const seekBy = useCallback((turnCount: number) => seek(current.current + turnCount), [seek]);
  const seekTurn = useCallback(
    (turn: number) => {
      const found = latest.current.findIndex((one) => one.turn === turn);
      if (found >= 0) seek(found);
    },
    [seek],
  );
  const toggle = useCallback(() => {
    setPlaying((before) => {
      if (before) return false;
      const held = latest.current;
      setPlace((now) => {
        const from = now === null || now >= held.length - 1 ? 0 : now;
        show(held[from]);
        return from;
      });
      setStep(0);
      return true;
    });
  }, []);
  const follow = useCallback(() => {
    setPlace(null);
    setPlaying(false);
    show(latest.current.at(-1));
  }, []);

  useEffect(() => {
    if (!isPlaying) return;
    const turn = turns[at];
    const isLastStep = step >= STEPS - 1;
    if (isLastStep && at >= turns.length - 1 && !isLive) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(
      () => {
        if (!isLastStep) setStep(step + 1);
        else if (at < turns.length - 1) {
          setPlace(at + 1);
          setStep(0);
          show(turns[at + 1]);
        }
      },
      readingMs(turn) / STEPS / speed,
    );
    return () => clearTimeout(timer);
  }, [isPlaying, turns, at, step, speed, isLive]);

  // The address may name a turn: a link to it opens there.
  const hasTurns = turns.length > 0 && isDrawn;
  useEffect(() => {
    const asked = Number(new URLSearchParams(location.search).get('turn'));
    if (!hasTurns || asked <= 0) return undefined;
    seekTurn(asked);
    return held(() => show(latest.current.find(({ turn }) => turn === asked)));
  }, [hasTurns, seekTurn]);

  return { at, isPlaced: place !== null, isPlaying, speed, step, seek, seekBy, seekTurn, toggle, setSpeed, follow };
}
