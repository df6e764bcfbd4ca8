import { createContext } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { NoteList } from '../../api.ts';
import { post } from '../client.ts';
import { useGet } from '../load.tsx';

export type TurnNote = NoteList['notes'][number];

/** What the reader keeps about the turns of one debate. Each turn listens for its own: a star is not a thousand turns drawn again. */
class Shelf {
  private readonly notes = new Map<number, TurnNote>();
  private readonly listeners = new Map<number, () => void>();

  constructor(private readonly path: string) {}

  of(turn: number): TurnNote | null {
    return this.notes.get(turn) ?? null;
  }

  /** Rejects with ApiError where it could not be kept. */
  async keep(note: Omit<TurnNote, 'at'>): Promise<void> {
    this.fill((await post<NoteList>(this.path, note)).notes);
  }

  fill(notes: readonly TurnNote[]): void {
    const touched = new Set([...this.notes.keys(), ...notes.map(({ turn }) => turn)]);
    this.notes.clear();
    for (const note of notes) this.notes.set(note.turn, note);
    for (const turn of touched) this.listeners.get(turn)?.();
  }

  listen(turn: number, listener: () => void): () => void {
    this.listeners.set(turn, listener);
    return () => this.listeners.delete(turn);
  }
}

const ShelfContext = createContext<Shelf | null>(null);
export const NotesProvider = ShelfContext.Provider;

/** Filled once the debate's notes have come. */
export function useNotes(id: string, isWanted: boolean): Shelf {
  const path = `/api/debates/${id}/notes`;
  const shelf = useMemo(() => new Shelf(path), [path]);
  const { value } = useGet<NoteList>(isWanted ? path : null);
  useEffect(() => {
    if (value !== null) shelf.fill(value.notes);
  }, [value, shelf]);
  return shelf;
}

/** The note of a turn, and how to keep another one; null where nothing is kept, as in a comparison. */
export function useTurnNote(turn: number): { note: TurnNote | null; keep: Shelf['keep'] } | null {
  const shelf = useContext(ShelfContext);
  const [note, setNote] = useState(shelf?.of(turn) ?? null);
  useEffect(() => {
    const read = () => setNote(shelf?.of(turn) ?? null);
    // The notes may have come between this turn's first drawing and its first listening.
    read();
    return shelf?.listen(turn, read);
  }, [shelf, turn]);
  return shelf && { note, keep: (change) => shelf.keep(change) };
}
