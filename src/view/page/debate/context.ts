import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DebateHead } from '../../api.ts';
import { colourOf } from '../colour.ts';

interface Around {
  head: DebateHead;
  /** Brings a turn into view and makes it the present one. */
  seek: (turn: number) => void;
}

export const DebateContext = createContext<Around | null>(null);

export function useDebate(): Around {
  const around = useContext(DebateContext);
  if (around === null) throw new Error('expected to be inside a debate');
  return around;
}

const OPTION_COLOURS = 5;

/** Class of a member's colour: the same in every debate, since it follows from their id alone. */
export const speakerClass = (_: DebateHead, id: string): string => `speaker s${colourOf(id)}`;

export function optionClass({ options }: DebateHead, option: string | null): string {
  const place = options.findIndex(({ id }) => id === option);
  return place < 0 ? 'option' : `option o${place % OPTION_COLOURS}`;
}

export function memberName({ cast, desks }: DebateHead, id: string): string {
  return [...cast, ...desks].find((member) => member.id === id)?.name ?? id.slice(0, 1).toUpperCase() + id.slice(1);
}

export function optionName({ options, words }: DebateHead, option: string | null): string {
  return option === null ? words.undecided : (options.find(({ id }) => id === option)?.short ?? option);
}
