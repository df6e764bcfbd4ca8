import { memo } from 'preact/compat';
import { useMemo } from 'preact/hooks';
import type { TurnView } from '../../api.ts';
import { useWords } from '../words.ts';
import { memberName, speakerClass, useDebate } from './context.ts';

interface Edge {
  kind: 'answers' | 'consults';
  from: string;
  to: string;
  count: number;
}

export function edgesOf(turns: readonly TurnView[]): Edge[] {
  const speakers = new Map(turns.map(({ turn, speaker }) => [turn, speaker]));
  const edges = new Map<string, Edge>();
  const add = (kind: Edge['kind'], from: string, to: string | undefined) => {
    if (to === undefined || to === from) return;
    const key = `${kind} ${from} ${to}`;
    const edge = edges.get(key) ?? { kind, from, to, count: 0 };
    edge.count += 1;
    edges.set(key, edge);
  };
  for (const { speaker, said, consults } of turns) {
    if (said?.answers != null) add('answers', speaker, speakers.get(said.answers.turn));
    for (const { from, to } of consults) add('consults', from, to);
  }
  return [...edges.values()];
}

const SIZE = { width: 520, height: 340 };
const RADIUS = { x: 190, y: 120 };

/** Who answered whom, and who consulted whom: thicker where it was more often, dashed for a consult. */
export const Graph = memo(function Graph({ turns }: { turns: readonly TurnView[] }) {
  const { debate, charts } = useWords();
  const { head } = useDebate();
  const edges = useMemo(() => edgesOf(turns), [turns]);
  const members = [...head.cast, ...head.desks]
    .map(({ id }) => id)
    .filter((id) => head.cast.some((seat) => seat.id === id) || edges.some(({ to }) => to === id));
  const place = (id: string) => {
    const angle = (members.indexOf(id) / members.length) * 2 * Math.PI - Math.PI / 2;
    const name = memberName(head, id);
    return {
      x: SIZE.width / 2 + RADIUS.x * Math.cos(angle),
      y: SIZE.height / 2 + RADIUS.y * Math.sin(angle),
      half: Math.max(30, widthOf(name) * 4.6 + 14),
    };
  };
  return (
    <section class="graph" aria-labelledby="graph-title">
      <h2 id="graph-title">{debate.graph}</h2>
      {edges.length === 0 ? (
        <p class="note">{charts.nobody}</p>
      ) : (
        <>
          <ul class="legend" aria-hidden="true">
            <li>
              <i class="dash d0" /> {charts.answers}
            </li>
            <li>
              <i class="dash d1" /> {charts.consults}
            </li>
          </ul>
          <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={debate.graph}>
            <defs>
              <marker
                id="arrow"
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerWidth="8"
                markerHeight="8"
                markerUnits="userSpaceOnUse"
                orient="auto"
              >
                <path d="M0 0 8 4 0 8z" class="head" />
              </marker>
            </defs>
            {edges.map((edge) => (
              <path
                key={`${edge.kind} ${edge.from} ${edge.to}`}
                class={`edge ${edge.kind}`}
                d={curve(place(edge.from), place(edge.to), edge.kind === 'consults' ? -34 : 26)}
                stroke-width={Math.min(6, 0.8 + edge.count)}
                marker-end="url(#arrow)"
              />
            ))}
            {members.map((id) => {
              const { x, y, half } = place(id);
              const name = memberName(head, id);
              return (
                <g key={id} class={speakerClass(head, id)}>
                  <rect x={x - half} y={y - HALF_HEIGHT} width={half * 2} height={HALF_HEIGHT * 2} rx="16" />
                  <text x={x} y={y + 5}>
                    {name}
                  </text>
                </g>
              );
            })}
          </svg>
          <details class="behind">
            <summary>{charts.table}</summary>
            <table class="rows">
              <thead>
                <tr>
                  <th scope="col">{charts.from}</th>
                  <th scope="col">{charts.kind}</th>
                  <th scope="col">{charts.to}</th>
                  <th scope="col">{charts.count}</th>
                </tr>
              </thead>
              <tbody>
                {edges.map((edge) => (
                  <tr key={`${edge.kind} ${edge.from} ${edge.to}`}>
                    <td>{memberName(head, edge.from)}</td>
                    <td>{charts[edge.kind]}</td>
                    <td>{memberName(head, edge.to)}</td>
                    <td class="number">{edge.count}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
});

interface Spot {
  x: number;
  y: number;
  /** Half of the width of the name that stands there. */
  half: number;
}

const HALF_HEIGHT = 16;
/** Between a line's end and the name it leads to. */
const GAP = 5;

/** Columns that a name takes: a syllable of Hangul takes two. */
const widthOf = (name: string): number =>
  [...name].reduce(
    (sum, character) => sum + (/[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff]/.test(character) ? 1.7 : 1),
    0,
  );

/** Bent to one side, so that the way there and the way back are two lines; ends short of the names. */
function curve(from: Spot, to: Spot, bend: number): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [nx, ny] = [-dy / length, dx / length];
  const middle = { x: (from.x + to.x) / 2 + nx * bend, y: (from.y + to.y) / 2 + ny * bend };
  const short = (end: Spot): Pick<Spot, 'x' | 'y'> => {
    const [ex, ey] = [middle.x - end.x, middle.y - end.y];
    const away = Math.hypot(ex, ey) || 1;
    const reach = Math.min((end.half * away) / Math.abs(ex || 1e-9), (HALF_HEIGHT * away) / Math.abs(ey || 1e-9));
    const gap = reach + GAP;
    return { x: end.x + (ex / away) * gap, y: end.y + (ey / away) * gap };
  };
  const [a, b] = [short(from), short(to)];
  return `M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${middle.x.toFixed(1)} ${middle.y.toFixed(1)} ${b.x.toFixed(1)} ${b.y.toFixed(1)}`;
}
