import { memo } from 'preact/compat';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { BlockView } from '../../api.ts';
import { useWords } from '../words.ts';
import { memberName, optionClass, speakerClass, useDebate } from './context.ts';
import { Note, Turn } from './turn.tsx';
import type { Playing } from './use-player.ts';
import { turnElement } from './use-player.ts';
import type { Live } from './use-transcript.ts';
import { FIRST_BLOCKS } from './use-transcript.ts';

interface TranscriptProps {
  blocks: readonly BlockView[];
  live: Live | null;
  player: Playing;
}

/** The whole conversation in plain elements, so that finding, printing and reading aloud work on all of it. */
export function Transcript({ blocks, live, player }: TranscriptProps) {
  const { debate } = useWords();
  const { head } = useDebate();
  const { at, isPlaced } = player;
  const end = useRef<HTMLDivElement>(null);
  const drawn = useDrawn(blocks.length, isPlaced || new URLSearchParams(location.search).has('turn'));
  useMarks(blocks, isPlaced ? at : null, drawn);
  const isFollowing = live !== null && !isPlaced;
  const length = blocks.length;
  useEffect(() => {
    if (isFollowing) end.current?.scrollIntoView({ block: 'end', behavior: 'instant' });
  }, [isFollowing, length]);
  return (
    <section class="transcript" aria-labelledby="transcript-title">
      <h2 id="transcript-title">{debate.transcript}</h2>
      {blocks.length === 0 && live === null && <p class="note">{debate.noTurns}</p>}
      <div class="turns" lang={head.language}>
        <Blocks blocks={blocks} drawn={drawn} />
        {live !== null && <Growing key={`growing ${blocks.length}`} live={live} />}
      </div>
      <div ref={end} class="end" />
    </section>
  );
}

/** By itself, so that a move of the timeline does not go through a thousand blocks. */
const Blocks = memo(function Blocks({ blocks, drawn }: { blocks: readonly BlockView[]; drawn: number }) {
  return (
    <>
      {blocks.slice(0, drawn).map((block) => (
        <Block key={block.kind === 'turn' ? `turn ${block.turn}` : `${block.seq} ${block.kind}`} block={block} />
      ))}
    </>
  );
});

const Block = memo(function Block({ block }: { block: BlockView }) {
  const { head } = useDebate();
  switch (block.kind) {
    case 'turn':
      return <Turn block={block} />;
    case 'phase':
      return <h3 class="phase">{block.text}</h3>;
    case 'fact':
      return (
        <div class="between">
          <p>
            <strong>{head.words.moderator}</strong>
          </p>
          <p class="announced">{block.text}</p>
          {block.changes.map((change) => (
            <p key={change} class="note">
              {change}
            </p>
          ))}
        </div>
      );
    case 'spoke':
      return (
        <div class="between">
          <p>
            <strong>{head.words.moderator}</strong> {block.text}
          </p>
        </div>
      );
    case 'votes':
      return (
        <ul class="votes">
          {block.ballots.map(({ member, last }) => (
            <li key={member}>
              <span class={speakerClass(head, member)}>{memberName(head, member)}</span>{' '}
              <span class={optionClass(head, last?.option ?? null)}>{last?.text ?? '—'}</span>
            </li>
          ))}
        </ul>
      );
    default:
      return <p class={`notice ${block.kind}`}>{block.text}</p>;
  }
});

/** What is being said now; as high as a short turn from the start, so that the page does not jump when it is recorded. */
function Growing({ live: { speaking, isConnected } }: { live: Live }) {
  const words = useWords();
  const { head } = useDebate();
  const isOneAlone = speaking.length === 1;
  return (
    <div class="turn growing" aria-live="off">
      <span class="number" aria-hidden="true">
        …
      </span>
      <div>
        {!isConnected && <p class="note">{words.debate.disconnected}</p>}
        {speaking.map((one) => (
          <div key={one.speaker}>
            <p class="byline">
              <span class={speakerClass(head, one.speaker)}>{memberName(head, one.speaker)}</span>
              {one.tool !== null && <code>{one.tool}</code>}
              {!isOneAlone && one.tool === null && <span class="to">{words.debate.writing}</span>}
            </p>
            {one.notes.map((note, index) => (
              <Note key={index} note={note} />
            ))}
            {/* Turns of one phase are shown together: nobody is read before all are in. */}
            {isOneAlone && <p class="utterance">{one.words === '' ? '…' : one.words}</p>}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Blocks that each later task draws. */
const MORE_BLOCKS = 160;

/** How many blocks to draw: a screenful at once, the rest in small tasks behind it, all when a place within is asked for. */
function useDrawn(count: number, isSought: boolean): number {
  const [drawn, setDrawn] = useState(FIRST_BLOCKS);
  useEffect(() => {
    if (isSought || drawn >= count) return;
    const task = setTimeout(() => setDrawn(drawn + MORE_BLOCKS), 0);
    return () => clearTimeout(task);
  }, [drawn, count, isSought]);
  return isSought ? count : Math.min(count, Math.max(drawn, FIRST_BLOCKS));
}

/** Marks the present turn and those after it without drawing any turn again. */
function useMarks(blocks: readonly BlockView[], at: number | null, drawn: number): void {
  const before = useRef<{ at: number | null; count: number; drawn: number }>({ at: null, count: 0, drawn: 0 });
  useLayoutEffect(() => {
    const turns = blocks.filter((block) => block.kind === 'turn').map(({ turn }) => turn);
    const last = turns.length - 1;
    const { at: was, count, drawn: seen } = before.current;
    const isSame = count === turns.length && seen === drawn;
    // Between the old place and the new one; all of them when there are new turns.
    const [from, to] = isSame ? [was ?? last, at ?? last].sort((a, b) => a - b) : [0, last];
    for (let index = Math.max(0, from ?? 0); index <= (to ?? last); index += 1) {
      const element = turnElement(turns[index] ?? 0);
      if (element === null) continue;
      element.toggleAttribute('data-later', at !== null && index > at);
      element.toggleAttribute('data-now', at === index);
    }
    before.current = { at, count: turns.length, drawn };
  }, [blocks, at, drawn]);
}
