import { memo } from 'preact/compat';
import { useMemo, useState } from 'preact/hooks';
import type { TurnView } from '../../api.ts';
import { Behind } from '../behind.tsx';
import { Wide } from '../wide.tsx';
import { useWords } from '../words.ts';
import { memberName, optionClass, optionName, speakerClass, useDebate } from './context.ts';
import { TurnLinks } from './memo.tsx';
import { SupportChart } from './support-chart.tsx';

interface MovesProps {
  turns: readonly TurnView[];
  at: number;
  /** The option that the chart begins with; null while nothing is decided. */
  decision: string | null;
}

/** Each member's way through the debate, and the turns that moved them. */
export function Moves({ turns, at, decision }: MovesProps) {
  const { debate, charts } = useWords();
  const { head } = useDebate();
  const [option, setOption] = useState<string | null>(null);
  const shown = option ?? decision ?? lastOption(turns) ?? head.options[0]?.id ?? '';
  const spoken = useMemo(() => turns.filter(({ said }) => said !== null), [turns]);
  return (
    <section class="moves" aria-labelledby="moves-title">
      <h2 id="moves-title">{debate.moves}</h2>
      <Lanes turns={spoken} at={turns[at]?.turn ?? 0} />
      <fieldset class="choices">
        <legend>{charts.support}</legend>
        {head.options.map(({ id, short }) => (
          <label key={id} lang={head.language}>
            <input type="radio" name="option" checked={shown === id} onChange={() => setOption(id)} /> {short}
          </label>
        ))}
      </fieldset>
      <SupportChart turns={spoken} option={shown} now={turns[at]?.turn ?? 0} />
      <MoveTable turns={spoken} />
    </section>
  );
}

/** What the last speaker stands for: the option that the debate was about in the end. */
const lastOption = (turns: readonly TurnView[]): string | null =>
  turns.findLast(({ said }) => said?.stance.option != null)?.said?.stance.option ?? null;

interface Stretch {
  option: string | null;
  from: number;
  to: number;
}

function stretchesOf(turns: readonly TurnView[], member: string, end: number): Stretch[] {
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

/** One row a member, from left to right the options that they stood for; a dot where they moved. */
function Lanes({ turns, at }: { turns: readonly TurnView[]; at: number }) {
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
    <section class="lanes" aria-label={charts.lanes} lang={head.language}>
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
          </div>
        );
      })}
    </section>
  );
}

const shareOf = (turn: number, end: number): number => ((turn - 1) / Math.max(1, end - 1)) * 100;

const Way = memo(function Way({ turns, member, end }: { turns: readonly TurnView[]; member: string; end: number }) {
  const { player } = useWords();
  const { head } = useDebate();
  const name = memberName(head, member);
  return (
    <>
      {stretchesOf(turns, member, end).map(({ option, from, to }) => (
        <span
          key={from}
          class={optionClass(head, option)}
          style={{ left: `${shareOf(from, end)}%`, width: `${shareOf(to, end) - shareOf(from, end)}%` }}
        >
          {optionName(head, option)}
        </span>
      ))}
      {movesOf(turns, member).map(({ turn }) => (
        <i key={turn} class="dot" style={{ left: `${shareOf(turn, end)}%` }} title={player.moved(turn, name)} />
      ))}
    </>
  );
});

const movesOf = (turns: readonly TurnView[], member: string): TurnView[] =>
  turns.filter(({ speaker, said }) => speaker === member && said?.stance.moved === true);

/** Every move as a row: what the marks of the charts stand for. */
const MoveTable = memo(function MoveTable({ turns }: { turns: readonly TurnView[] }) {
  const { charts } = useWords();
  const { head } = useDebate();
  const moves = turns.filter(({ said }) => said?.stance.moved === true);
  return (
    <Behind title={`${charts.moves} (${moves.length})`}>
      {() =>
        moves.length === 0 ? (
          <p class="note">{charts.noMoves}</p>
        ) : (
          <Wide label={charts.moves}>
            <table class="rows">
              <thead>
                <tr>
                  <th scope="col">{charts.turn}</th>
                  <th scope="col">{charts.who}</th>
                  <th scope="col">{charts.move}</th>
                  <th scope="col">{charts.why}</th>
                </tr>
              </thead>
              <tbody lang={head.language}>
                {moves.map(({ turn, speaker, said }) => (
                  <tr key={turn}>
                    <td>
                      <TurnLinks turns={[turn]} />
                    </td>
                    <td>
                      <span class={speakerClass(head, speaker)}>{memberName(head, speaker)}</span>
                    </td>
                    <td>{said?.stance.text}</td>
                    <td>{said?.stance.because.map(({ text }) => text).join(' · ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )
      }
    </Behind>
  );
});
