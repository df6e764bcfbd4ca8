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
  if (value === null) return <div class="chart" style={{ height: `${HEIGHT}px` }} />;
  const label = charts.lossCurve(value.file);
  return (
    <figure>
      <figcaption>{label}</figcaption>
      <Chart data={data} draw={draw} height={HEIGHT} label={label} />
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

/** From this ratio between its highest and its lowest value on, a curve is drawn on a logarithmic scale: nothing is cut off, and the tail is seen. */
const WIDE_RATIO = 2;
const HEIGHT = 260;

function optionsFor(
  colour: (name: string) => string,
  curve: Curve | null,
  findings: readonly Finding[],
): Omit<uPlot.Options, 'width' | 'height'> {
  const losses = curve?.losses ?? [];
  const [bottom, top] = [Math.min(...losses), Math.max(...losses)];
  const isWide = bottom > 0 && top / bottom > WIDE_RATIO;
  const room = isWide ? (top / bottom) ** 0.05 : (top - bottom) * 0.08;
  const range: [number, number] = isWide ? [bottom / room, top * room] : [bottom - room, top + room];
  return {
    legend: { show: false },
    cursor: { drag: { x: true, y: false } },
    scales: { x: { time: false }, y: { range: () => range, ...(isWide ? { distr: 3 as const } : {}) } },
    axes: [axis(colour), axis(colour, { size: 46, ...(isWide ? ticksIn(range) : {}) })],
    series: [{}, { stroke: colour('--accent'), width: 1.5, points: { show: false } }],
    hooks: { drawAxes: [(plot) => shade(plot, findings, colour('--found'))] },
  };
}

/** About as many ticks as there is room for. */
const MOST_TICKS = 8;

/** Round values at even distances of a logarithmic scale. */
function ticksIn([from, to]: readonly [number, number]): Pick<uPlot.Axis, 'splits' | 'values'> {
  const steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
  const decades = Array.from(
    { length: Math.ceil(Math.log10(to)) - Math.floor(Math.log10(from)) + 1 },
    (_, index) => 10 ** (Math.floor(Math.log10(from)) + index),
  );
  const all = decades.flatMap((decade) => steps.map((step) => Number((step * decade).toPrecision(3))));
  const within = all.filter((value) => value >= from && value <= to);
  const stride = Math.ceil(within.length / MOST_TICKS);
  const shown = within.filter((_, index) => index % stride === 0);
  return { splits: () => shown, values: (_, ticks) => ticks.map((tick) => shortNumber(tick)) };
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
