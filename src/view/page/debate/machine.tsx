import type { Statechart, Status, TurnView } from '../../api.ts';
import { useWords } from '../words.ts';
import type { Live } from './use-transcript.ts';

/** Column and row of each state; one that the machine has got since stands below. */
const PLACES: Record<string, [number, number]> = {
  opening: [0, 0],
  phase: [1, 0],
  choosing: [0, 3],
  gathering: [0, 1],
  voting: [0, 2],
  floor: [2, 1],
  consulting: [2, 2],
  speaking: [1, 2],
  recording: [1, 3],
  scripting: [2, 3],
  asking: [1, 1],
  forking: [3, 1],
  closing: [2, 0],
  closed: [3, 0],
  failing: [3, 2],
  failed: [3, 3],
};

const CELL = { width: 112, height: 62 };
const BOX = { width: 84, height: 30 };

interface MachineProps {
  chart: Statechart;
  turn: TurnView | null;
  step: number;
  live: Live | null;
  status: Status;
  /** Whether the reader looks at a turn of their choice, and not at the debate as it stands. */
  isPlaced: boolean;
}

/** How a debate ends that has ended. */
const ENDINGS: Partial<Record<Status, string[]>> = { closed: ['closing', 'closed'], failed: ['failing', 'failed'] };

/** The states that a turn passed, in order; its last one is where the record has it. */
export function wayOf(turn: TurnView | null): string[] {
  if (turn === null) return [];
  if (turn.phase === 'vote') return ['voting', 'recording'];
  if (turn.isBlind) return ['gathering', 'recording'];
  const asked = turn.consults.some(({ door }) => door === 'machine');
  return ['floor', ...(asked ? ['consulting'] : []), 'speaking', 'recording'];
}

/** The machine that holds the debate, with the state that it is in lit: live, and at the present turn of a replay. */
export function Machine({ chart, turn, step, live, status, isPlaced }: MachineProps) {
  const { charts, debate } = useWords();
  const way = (isPlaced ? undefined : ENDINGS[status]) ?? wayOf(turn);
  const now = live?.state ?? way[Math.min(way.length - 1, Math.floor((step / 3) * (way.length - 1)))] ?? 'opening';
  const passed = live === null ? way : [];
  const isPassed = (from: string, to: string) => passed.some((state, at) => state === from && passed[at + 1] === to);
  const spots = new Map(chart.states.map(({ id }, index) => [id, PLACES[id] ?? [index % 4, 4]]));
  const centre = (id: string) => {
    const [column = 0, row = 0] = spots.get(id) ?? [];
    return { x: column * CELL.width + CELL.width / 2, y: row * CELL.height + 24 };
  };
  const rows = Math.max(...[...spots.values()].map(([, row]) => row ?? 0)) + 1;
  const edges = chart.edges.filter(
    ({ from, to }, index) =>
      from !== to && chart.edges.findIndex((one) => one.from === from && one.to === to) === index,
  );
  return (
    <section class="machine" aria-labelledby="machine-title">
      <h2 id="machine-title">{debate.machine}</h2>
      <svg viewBox={`0 0 ${CELL.width * 4} ${rows * CELL.height}`} role="img" aria-label={charts.states(now)}>
        <defs>
          <marker
            id="tip"
            viewBox="0 0 6 6"
            refX="5"
            refY="3"
            markerWidth="6"
            markerHeight="6"
            orient="auto"
            markerUnits="userSpaceOnUse"
          >
            <path d="M0 0 6 3 0 6z" class="head" />
          </marker>
        </defs>
        {edges.map(({ from, to }) => (
          <path
            key={`${from} ${to}`}
            class={isPassed(from, to) ? 'edge passed' : 'edge'}
            d={between(
              centre(from),
              centre(to),
              edges.some((back) => back.from === to && back.to === from),
            )}
            marker-end="url(#tip)"
          />
        ))}
        {chart.states.map(({ id, final }) => {
          const { x, y } = centre(id);
          const kind = id === now ? 'state now' : passed.includes(id) ? 'state passed' : 'state';
          return (
            <g key={id} class={final ? `${kind} final` : kind}>
              <rect x={x - BOX.width / 2} y={y - BOX.height / 2} width={BOX.width} height={BOX.height} rx="6" />
              <text x={x} y={y + 4}>
                {id}
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
              <th scope="col">{charts.state}</th>
              <th scope="col">{charts.leadsTo}</th>
            </tr>
          </thead>
          <tbody>
            {chart.states.map(({ id }) => (
              <tr key={id}>
                <th scope="row">{id === now ? <strong>{id}</strong> : id}</th>
                <td>
                  {chart.edges
                    .filter(({ from }) => from === id)
                    .map(({ to, label }) => (label === '' ? to : `${to} (${label})`))
                    .join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

interface Spot {
  x: number;
  y: number;
}

/** From border to border; pushed aside where there is a way back too. */
function between(from: Spot, to: Spot, isTwoWay: boolean): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [nx, ny] = isTwoWay ? [(-dy / length) * 7, (dx / length) * 7] : [0, 0];
  const reach = Math.min(BOX.width / 2 / Math.abs(dx / length || 1e-9), BOX.height / 2 / Math.abs(dy / length || 1e-9));
  const [ux, uy] = [(dx / length) * (reach + 2), (dy / length) * (reach + 2)];
  return `M${(from.x + ux + nx).toFixed(1)} ${(from.y + uy + ny).toFixed(1)}L${(to.x - ux + nx).toFixed(1)} ${(to.y - uy + ny).toFixed(1)}`;
}
