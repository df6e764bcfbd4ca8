import { memo } from 'preact/compat';
import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import type { DebateHead, TurnView } from '../../api.ts';
import { Behind } from '../behind.tsx';
import type { Draw } from '../chart.tsx';
import { axis, Chart } from '../chart.tsx';
import { colourOf } from '../colour.ts';
import { Wide } from '../wide.tsx';
import { useWords } from '../words.ts';
import { memberName, optionName, speakerClass, useDebate } from './context.ts';

interface SupportProps {
  turns: readonly TurnView[];
  option: string;
  /** The present turn: a line stands there. */
  now: number;
}

/** Support of one option by each member, a step where they spoke, a point where they moved. */
export function SupportChart({ turns, option, now }: SupportProps) {
  const { charts } = useWords();
  const { head } = useDebate();
  const plot = useRef<uPlot | null>(null);
  const line = useRef<HTMLElement | null>(null);
  const present = useRef(now);
  const series = useMemo(() => supportOf(head, turns, option), [head, turns, option]);
  // An element over the drawing: a move of the timeline draws nothing again.
  const place = useCallback(() => {
    if (plot.current === null || line.current === null) return;
    line.current.hidden = present.current < 1;
    line.current.style.left = `${plot.current.valToPos(present.current, 'x')}px`;
  }, []);
  const draw = useMemo<Draw>(() => (colour) => optionsFor(colour, head, series.moved, place), [head, series, place]);
  useEffect(() => {
    present.current = now;
    place();
  }, [now, place]);
  const label = `${charts.support}: ${optionName(head, option)}`;
  return (
    <figure>
      <ul class="legend" aria-hidden="true">
        {head.cast.map(({ id }, index) => (
          <li key={id} class={speakerClass(head, id)}>
            <i class={`dash d${index % DASHES.length}`} /> {memberName(head, id)}
          </li>
        ))}
      </ul>
      <Chart
        data={series.data}
        draw={draw}
        height={240}
        label={label}
        onReady={(drawn) => {
          plot.current = drawn;
          line.current = drawn === null ? null : document.createElement('i');
          if (drawn === null || line.current === null) return;
          line.current.className = 'now';
          drawn.over.append(line.current);
          place();
        }}
      />
      <SupportTable turns={turns} series={series} />
    </figure>
  );
}

interface Support {
  data: uPlot.AlignedData;
  /** By place in the cast: places in the data where they moved. */
  moved: number[][];
}

export function supportOf({ cast }: DebateHead, turns: readonly TurnView[], option: string): Support {
  const numbers = turns.map(({ turn }) => turn);
  const lines = cast.map(({ id }) => {
    let last: number | null = null;
    return turns.map(({ speaker, said }) => {
      if (speaker === id && said !== null) last = said.stance.support[option] ?? 0;
      return last;
    });
  });
  const moved = cast.map(({ id }) =>
    turns.flatMap(({ speaker, said }, index) => (speaker === id && said?.stance.moved === true ? [index] : [])),
  );
  return { data: [numbers, ...lines], moved };
}

/** So that lines are told apart without their colour. */
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [4, 2]];

function optionsFor(
  colour: (name: string) => string,
  { cast }: DebateHead,
  moved: readonly number[][],
  drawn: () => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  return {
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false }, y: { range: [0, 1] } },
    axes: [
      axis(colour, { incrs: [1, 2, 5, 10, 20, 50, 100, 200] }),
      axis(colour, {
        size: 38,
        values: (_, ticks) => ticks.map((tick) => (tick % 1 === 0 ? String(tick) : `.${Math.round(tick * 10)}`)),
      }),
    ],
    series: [
      {},
      ...cast.map(
        ({ id }, index): uPlot.Series => ({
          stroke: colour(`--s${colourOf(id)}`),
          width: 2,
          dash: DASHES[index % DASHES.length] ?? [],
          paths: steps,
          points: { show: true, size: 9, width: 2, fill: colour('--paper'), filter: () => moved[index] ?? [] },
        }),
      ),
    ],
    hooks: { draw: [drawn] },
  };
}

/** A value holds until the next turn in which it changes. */
const steps: uPlot.Series.PathBuilder = (plot, index, from, to) => {
  const path = new Path2D();
  const xs = plot.data[0];
  const ys = plot.data[index] ?? [];
  let before: number | null = null;
  for (let at = from; at <= to; at += 1) {
    const value = ys[at];
    if (value === null || value === undefined) continue;
    const x = plot.valToPos(xs[at] ?? 0, 'x', true);
    const y = plot.valToPos(value, 'y', true);
    if (before === null) path.moveTo(x, y);
    else {
      path.lineTo(x, before);
      path.lineTo(x, y);
    }
    before = y;
  }
  return { stroke: path };
};

const SupportTable = memo(function SupportTable({ turns, series }: { turns: readonly TurnView[]; series: Support }) {
  const { charts } = useWords();
  const { head } = useDebate();
  const [, ...lines] = series.data;
  return (
    <Behind title={charts.table}>
      {() => (
        <Wide label={charts.support}>
          <table class="rows">
            <thead>
              <tr>
                <th scope="col">{charts.turn}</th>
                {head.cast.map(({ id }) => (
                  <th key={id} scope="col">
                    {memberName(head, id)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {turns.map(({ turn, speaker }, row) => (
                <tr key={turn}>
                  <th scope="row">{turn}</th>
                  {head.cast.map(({ id }, index) => {
                    const value = lines[index]?.[row];
                    return (
                      <td key={id} class={speaker === id ? 'number own' : 'number'}>
                        {value == null ? '' : value.toFixed(2)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </Behind>
  );
});
