import { memo } from 'preact/compat';
import type { TurnView } from '../../api.ts';
import { useWords } from '../words.ts';
import { memberName, optionClass, optionName, speakerClass, useDebate } from './context.ts';
import { TurnLinks } from './memo.tsx';

interface LanesProps {
  turns: readonly TurnView[];
  /** Number of the present turn; 0 while there is none. */
  at: number;
}

/** One row a member, from left to right the options that they stood for; a dot where they moved, and below it why they changed. */
export function Lanes({ turns, at }: LanesProps) {
  const { charts } = useWords();
  const { head, seek } = useDebate();
  const end = (turns.at(-1)?.turn ?? 1) + 1;
  /** To the move next to the pointer; by the keyboard to the next one, and round. */
  const jump = (event: MouseEvent & { currentTarget: HTMLElement }, member: string) => {
    const moves = movesOf(turns, member);
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const pointed = 1 + ((event.clientX - left) / width) * (end - 1);
    const distance = ({ turn }: TurnView) => Math.abs(turn - pointed);
    const next = moves.find(({ turn }) => turn > at) ?? moves[0];
    const nearest = [...moves].sort((a, b) => distance(a) - distance(b))[0];
    const to = event.detail === 0 ? next : nearest;
    if (to !== undefined) seek(to.turn);
  };
  return (
    <section class="lanes" aria-labelledby="lanes-title" lang={head.language}>
      <h3 id="lanes-title" class="label">
        {charts.lanes}
      </h3>
      {head.cast.map(({ id }) => {
        const name = memberName(head, id);
        return (
          <div key={id} class="lane">
            <span class={speakerClass(head, id)}>{name}</span>
            <button type="button" class="way" onClick={(event) => jump(event, id)}>
              <span class="unseen">{name}</span>
              <Way turns={turns} member={id} end={end} />
              {at > 0 && <i class="now" style={{ left: `${shareOf(at, end)}%` }} />}
            </button>
            <Changes turns={turns} member={id} />
          </div>
        );
      })}
    </section>
  );
}

interface Stretch {
  option: string | null;
  from: number;
  to: number;
}

export function stretchesOf(turns: readonly TurnView[], member: string, end: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { turn, speaker, said } of turns) {
    if (speaker !== member || said === null) continue;
    const last = stretches.at(-1);
    if (last !== undefined) last.to = turn;
    if (last?.option !== said.stance.option) stretches.push({ option: said.stance.option, from: turn, to: end });
  }
  const last = stretches.at(-1);
  if (last !== undefined) last.to = end;
  return stretches;
}

const shareOf = (turn: number, end: number): number => ((turn - 1) / Math.max(1, end - 1)) * 100;

const movesOf = (turns: readonly TurnView[], member: string): TurnView[] =>
  turns.filter(({ speaker, said }) => speaker === member && said?.stance.moved === true);

/** Moves of one member that keep their own place on a lane; more are a blur, and stand in the table of moves. */
const MOST_DOTS = 60;

const Way = memo(function Way({ turns, member, end }: { turns: readonly TurnView[]; member: string; end: number }) {
  const { player } = useWords();
  const { head } = useDebate();
  const name = memberName(head, member);
  const moves = movesOf(turns, member);
  return (
    <>
      {stretchesOf(turns, member, end).map(({ option, from, to }) => (
        <span
          key={from}
          class={optionClass(head, option)}
          style={{ left: `${shareOf(from, end)}%`, width: `${shareOf(to, end) - shareOf(from, end)}%` }}
        >
          <span class="fits">{optionName(head, option)}</span>
        </span>
      ))}
      {moves.length <= MOST_DOTS &&
        moves.map(({ turn }) => (
          <i key={turn} class="dot" style={{ left: `${shareOf(turn, end)}%` }} title={player.moved(turn, name)} />
        ))}
    </>
  );
});

/** Changes of one member that are told; those before them are counted. */
const MOST_CHANGES = 2;

/** The turns in which a member came to stand for another option, each with what moved them. */
const Changes = memo(function Changes({ turns, member }: { turns: readonly TurnView[]; member: string }) {
  const { front } = useWords();
  const { head } = useDebate();
  const changes = changesOf(turns, member);
  if (changes.length === 0) return null;
  const earlier = changes.length - MOST_CHANGES;
  return (
    <ul class="changes">
      {changes.slice(-MOST_CHANGES).map(({ turn, said }) => {
        const why = said?.stance.because[0]?.text ?? optionName(head, said?.stance.option ?? null);
        return (
          <li key={turn} title={why}>
            <TurnLinks turns={[turn]} /> {why}
          </li>
        );
      })}
      {earlier > 0 && <li>{front.earlier(earlier)}</li>}
    </ul>
  );
});

function changesOf(turns: readonly TurnView[], member: string): TurnView[] {
  const own = turns.filter(({ speaker, said }) => speaker === member && said !== null);
  return own.filter(({ said }, index) => {
    const before = own[index - 1]?.said;
    return before != null && before.stance.option !== said?.stance.option;
  });
}
