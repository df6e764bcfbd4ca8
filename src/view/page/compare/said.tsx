import type { Piece, TurnView } from '../../api.ts';
import { Behind } from '../behind.tsx';
import { memberName, speakerClass, useDebate } from '../debate/context.ts';
import { Evidence } from '../debate/evidence.tsx';
import { useWords } from '../words.ts';

interface SaidProps {
  turn: TurnView;
  /** The utterance in pieces, what the other side does not have marked; null: as it is. */
  pieces: readonly Piece[] | null;
  side: 'a' | 'b';
}

/** A turn in one of two columns: what was said, and where it leaves the speaker; what it rests on behind a click. */
export function Said({ turn: block, pieces, side }: SaidProps) {
  const words = useWords();
  const { head } = useDebate();
  const { turn, speaker, said, tools, consults } = block;
  const name = memberName(head, speaker);
  return (
    <article class="turn" id={`${side}turn-${turn}`} aria-label={words.turn.label(turn, name)}>
      <span class="number" aria-hidden="true">
        {turn}
      </span>
      <div>
        <p class="byline">
          <span class={speakerClass(head, speaker)}>{name}</span>
        </p>
        {said === null ? (
          <p class="note">{words.turn.broke}</p>
        ) : (
          <>
            <p class="utterance">
              {pieces === null
                ? said.utterance
                : pieces.map(({ text, changed }, index) => (changed ? <mark key={index}>{text}</mark> : text))}
            </p>
            <p class={said.stance.moved ? 'stance moved' : 'stance'}>
              <span aria-hidden="true">▸ </span>
              {said.stance.text}
            </p>
            {said.claims.length + tools.length + consults.length > 0 && (
              <Behind title={words.tryIt.evidence}>{() => <Evidence block={block} />}</Behind>
            )}
          </>
        )}
      </div>
    </article>
  );
}
