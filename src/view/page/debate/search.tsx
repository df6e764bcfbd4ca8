import type { RefObject } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { TurnView } from '../../api.ts';
import { useWords } from '../words.ts';
import { useDebate } from './context.ts';
import { turnElement } from './use-player.ts';

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

/** Turns in which somebody says it, asks it or is answered so. */
function turnsWith(turns: readonly TurnView[], text: string): number[] {
  const wanted = folded(text.trim());
  if (wanted === '') return [];
  return turns
    .filter(({ said, consults, tools }) =>
      folded(
        [
          said?.utterance,
          ...consults.flatMap(({ question, answer }) => [question, answer]),
          ...tools.map(({ name }) => name),
        ].join('\n'),
      ).includes(wanted),
    )
    .map(({ turn }) => turn);
}

/** Finds in the transcript, goes from place to place with Enter, and marks the words where the browser can. */
export function Search({ field, turns }: { field: RefObject<HTMLInputElement | null>; turns: readonly TurnView[] }) {
  const { player } = useWords();
  const { seek } = useDebate();
  // A list of what was said leads here with its words.
  const [asked] = useState(() => new URLSearchParams(location.search).get('find') ?? '');
  const [text, setText] = useState(asked);
  const [at, setAt] = useState(-1);
  const found = useMemo(() => turnsWith(turns, text), [turns, text]);
  useEffect(() => highlight(found, text), [found, text]);
  const show = (place: number) => {
    const turn = found[place];
    setAt(place);
    if (turn !== undefined) seek(turn);
  };
  const isAsked = asked !== '' && text === asked && at < 0 && found.length > 0;
  useEffect(() => {
    if (isAsked) show(0);
  }, [isAsked]);
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setText('');
      field.current?.blur();
    }
    if (event.key !== 'Enter' || event.isComposing || found.length === 0) return;
    event.preventDefault();
    // Backwards from no place yet is the last one.
    show(event.shiftKey ? (Math.max(0, at) + found.length - 1) % found.length : (at + 1) % found.length);
  };
  const typed = (value: string) => {
    setText(value);
    // The next Enter goes to the first place.
    setAt(-1);
  };
  return (
    <search class="search">
      <input
        ref={field}
        type="search"
        value={text}
        aria-label={player.search}
        placeholder={player.searchShort}
        onInput={(event) => typed(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <output>
        {text.trim() === '' || turns.length === 0
          ? ''
          : player.found(Math.max(0, at) + (found.length > 0 ? 1 : 0), found.length)}
      </output>
    </search>
  );
}

const NAME = 'found';

/** Marks without touching the elements: the browser's own highlights. */
function highlight(found: readonly number[], text: string): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete(NAME);
  const wanted = folded(text.trim());
  const ranges = found.flatMap((turn) => {
    const element = turnElement(turn);
    return element === null ? [] : rangesIn(element, wanted);
  });
  if (ranges.length > 0) CSS.highlights.set(NAME, new Highlight(...ranges));
}

function rangesIn(element: Element, wanted: string): Range[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const ranges: Range[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = folded(node.textContent ?? '');
    // Folding keeps the length but for a few letters of other scripts; a mark that would not fit is left out.
    if (text.length !== node.textContent?.length) continue;
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      ranges.push(range);
    }
  }
  return ranges;
}
