import { memo } from 'preact/compat';
import { useMemo, useState } from 'preact/hooks';
import type { TurnView } from '../../api.ts';
import { Behind } from '../behind.tsx';
import { Wide } from '../wide.tsx';
import { useWords } from '../words.ts';
import { memberName, speakerClass, useDebate } from './context.ts';
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
