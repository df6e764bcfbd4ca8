import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { MemoPart, MemoView, Status, TurnView } from '../../api.ts';
import type { Loaded } from '../load.tsx';
import { Trouble, Waiting } from '../load.tsx';
import { useWords } from '../words.ts';
import { Compared } from './compared.tsx';
import { optionClass, useDebate } from './context.ts';
import { Header } from './header.tsx';
import { Lanes } from './lanes.tsx';
import { TurnLinks } from './memo.tsx';
import { TryFlip } from './try-flip.tsx';
import { Unfinished } from './unfinished.tsx';
import type { Live } from './use-transcript.ts';

interface FrontProps {
  memo: Loaded<MemoView>;
  live: Live | null;
  status: Status;
  /** Empty while not all of them have come. */
  turns: readonly TurnView[];
  isWhole: boolean;
  /** Number of the present turn; 0 while there is none. */
  at: number;
  /** What a failed record says of its end. */
  failure: string | null;
  /** Opens the debate anew. */
  again: () => void;
}

/** The first screen: what was decided and on what condition, why, the options in figures, who moved and on what, what would flip it. */
export function Front({ memo, live, status, turns, isWhole, at, failure, again }: FrontProps) {
  const words = useWords();
  const { head } = useDebate();
  const said = memo.value?.memo ?? null;
  const spoken = useMemo(() => turns.filter((turn) => turn.said !== null), [turns]);
  const isAwaited = said === null && (live !== null || status === 'running');
  const lanes = spoken.length > 0 && <Lanes turns={spoken} at={at} />;
  return (
    <section class="memo front" id="memo" aria-labelledby="memo-title" aria-busy={isAwaited}>
      <Header status={status} isLive={live !== null} />
      <h2 id="memo-title" class="unseen" lang={head.language}>
        {head.words.memo}
      </h2>
      {said !== null ? (
        <Said memo={said}>{lanes}</Said>
      ) : (
        <>
          {memo.error !== null ? (
            <Trouble error={memo.error} again={memo.again} />
          ) : isAwaited ? (
            <p class="note">{words.debate.running}</p>
          ) : memo.value !== null && isWhole ? (
            <Unfinished status={status} turns={turns.length} failure={failure} again={again} />
          ) : (
            <Waiting lines={9} />
          )}
          {lanes}
        </>
      )}
    </section>
  );
}

type Memo = NonNullable<MemoView['memo']>;

/** What a decision hangs on, as far as the first screen has room for it; the memo below has the rest. */
const MOST_NOTES = 1;

function Said({ memo, children }: { memo: Memo; children: ComponentChildren }) {
  const { head } = useDebate();
  const part = (key: string): MemoPart | undefined => memo.sections.find((one) => one.key === key);
  const [decided, why, table] = [part('decision'), part('why'), part('table')];
  // What can be tried with one click, else what would turn it.
  const flips = part('trying') ?? part('flips');
  const [first, ...conditions] = decided?.lines ?? [];
  return (
    <div class="verdict" lang={head.language}>
      <div class="decision">
        <p class="unseen">{decided?.label}</p>
        <p class="what">
          {/* Who wrote the memo says it in a sentence, with the option's name and the votes. */}
          <span class={optionClass(head, memo.decision?.id ?? null)}>
            {decided?.isProse ? first?.text : (memo.decision?.name ?? head.words.undecided)}
          </span>
          {!decided?.isProse && <span class="score">{scoreOf(first?.text ?? '', memo.decision?.name)}</span>}
        </p>
        {conditions.slice(0, MOST_NOTES).map(({ text, turns }) => (
          <p key={text} class="note">
            {text} <TurnLinks turns={turns} />
          </p>
        ))}
      </div>
      {why !== undefined && <Line part={why} />}
      {table?.table != null && (
        <div class="figures-of">
          <Compared label={table.label} table={table.table} weighed={false} />
        </div>
      )}
      {children}
      {flips !== undefined && <Line part={{ ...flips, key: 'flips' }} />}
    </div>
  );
}

/** The first line of a section, in one sentence: memos have the nearest option and the nearest flip first. */
function Line({ part: { key, label, lines } }: { part: MemoPart }) {
  const [line] = lines;
  if (line === undefined) return null;
  return (
    <div class={`line line-${key}`}>
      <p class="label">{label}</p>
      <p>
        {line.head !== '' && <strong>{line.head}</strong>} {line.text} <TurnLinks turns={line.turns.slice(0, 1)} />{' '}
        {line.flip !== null && <TryFlip flip={line.flip} />}
      </p>
    </div>
  );
}

/** `비교 실험 (4 : 1, 확신 .54)` without its name, which stands beside it already. */
const scoreOf = (text: string, name: string | undefined): string =>
  (name !== undefined && text.startsWith(name) ? text.slice(name.length) : text).trim().replace(/^\((.*)\)$/, '$1');
