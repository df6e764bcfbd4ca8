import { useMemo } from 'preact/hooks';
import type uPlot from 'uplot';
import type { Curve } from '../../api.ts';
import type { Draw } from '../chart.tsx';
import { axis, Chart } from '../chart.tsx';
import { Trouble, useGet } from '../load.tsx';
import { useWords } from '../words.ts';
import { shortNumber } from './result.tsx';

interface Finding {
  kind: string;
  from: number;
  to: number;
  strength: number;
}

/** The findings of a diagnosis, where a result holds any. */
function findingsIn(result: unknown): Finding[] {
  const list = typeof result === 'object' && result !== null && 'findings' in result ? result.findings : [];
  const isFinding = (one: unknown): one is Finding =>
    typeof one === 'object' && one !== null && 'kind' in one && 'from' in one && 'to' in one && 'strength' in one;
  return Array.isArray(list) ? list.filter(isFinding) : [];
}

/** A training log with what a diagnosis found marked on it. */
export function LossCurve({ path, result }: { path: string; result: unknown }) {
  const { charts } = useWords();
  const { value, error, again } = useGet<Curve>(path);
  const findings = useMemo(() => findingsIn(result), [result]);
  const data = useMemo((): uPlot.AlignedData => [value?.steps ?? [], value?.losses ?? []], [value]);
  const draw = useMemo<Draw>(() => (colour) => optionsFor(colour, value, findings), [value, findings]);
  if (error !== null) return <Trouble error={error} again={again} />;
  if (value === null) return <div class="chart" style={{ height: '220px' }} />;
  const label = charts.lossCurve(value.file);
  return (
    <figure>
      <figcaption>{label}</figcaption>
      <Chart data={data} draw={draw} height={220} label={label} />
      <p class="under">{charts.points(value.steps.length, value.points)}</p>
      {findings.length > 0 && (
        <ul class="findings">
          {findings.map(({ kind, from, to, strength }) => (
            <li key={`${kind} ${from}`}>
              <strong>{kind}</strong> {shortNumber(from)} – {shortNumber(to)} ({strength.toFixed(2)})
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{charts.table}</summary>
        <CurveTable curve={value} />
      </details>
    </figure>
  );
}

/** About as many rows as a person reads. */
const ROWS = 40;

function CurveTable({ curve: { steps, losses } }: { curve: Curve }) {
  const { charts } = useWords();
  const stride = Math.max(1, Math.floor(steps.length / ROWS));
  return (
    <table class="rows">
      <thead>
        <tr>
          <th scope="col">{charts.step}</th>
          <th scope="col">{charts.loss}</th>
        </tr>
      </thead>
      <tbody>
        {steps.flatMap((step, index) =>
          index % stride === 0
            ? [
                <tr key={step}>
                  <td class="number">{shortNumber(step)}</td>
                  <td class="number">{shortNumber(losses[index] ?? 0)}</td>
                </tr>,
              ]
            : [],
        )}
      </tbody>
    </table>
  );
}

/** Share of the curve at its start that may be cut off, where it falls from far above the rest. */
const STEEP_START = 1 / 12;

function optionsFor(
  colour: (name: string) => string,
  curve: Curve | null,
  findings: readonly Finding[],
): Omit<uPlot.Options, 'width' | 'height'> {
  const losses = curve?.losses ?? [];
  const later = losses.slice(Math.floor(losses.length * STEEP_START));
  const top = Math.max(...later);
  const bottom = Math.min(...losses);
  const room = (top - bottom) * 0.08;
  return {
    legend: { show: false },
    cursor: { drag: { x: true, y: false } },
    scales: { x: { time: false }, y: { range: () => [bottom - room, top + room] } },
    axes: [axis(colour), axis(colour, { size: 46 })],
    series: [{}, { stroke: colour('--accent'), width: 1.5, points: { show: false } }],
    hooks: { drawAxes: [(plot) => shade(plot, findings, colour('--found'))] },
  };
}

/** The stretch of each finding, at least wide enough to see. */
function shade(plot: uPlot, findings: readonly Finding[], fill: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = fill;
  for (const { from, to } of findings) {
    const left = Math.max(bbox.left, plot.valToPos(from, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(to, 'x', true));
    ctx.fillRect(left, bbox.top, Math.max(3, right - left), bbox.height);
  }
  ctx.restore();
}
