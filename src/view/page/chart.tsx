import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { shownTheme, useSettings } from './settings.ts';

export type Draw = (colour: (name: string) => string) => Omit<uPlot.Options, 'width' | 'height'>;

interface ChartProps {
  data: uPlot.AlignedData;
  /** Options with the page's colours in them; drawn again when the theme changes. */
  draw: Draw;
  height: number;
  /** What is seen, for who does not see it; the table below says it in full. */
  label: string;
  /** Gets the drawn chart, to move its cursor. */
  onReady?: (plot: uPlot | null) => void;
}

/** A uPlot chart as wide as its place; the library is loaded by the first one. */
export function Chart({ data, draw, height, label, onReady }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  useSettings();
  const theme = shownTheme();
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    let plot: uPlot | null = null;
    let isGone = false;
    const observer = new ResizeObserver(() => plot?.setSize({ width: element.clientWidth, height }));
    import('uplot').then(({ default: Plot }) => {
      if (isGone) return;
      const style = getComputedStyle(document.documentElement);
      const options = draw((name) => style.getPropertyValue(name).trim());
      plot = new Plot({ ...options, width: element.clientWidth, height }, data, element);
      onReady?.(plot);
      observer.observe(element);
    });
    return () => {
      isGone = true;
      observer.disconnect();
      onReady?.(null);
      plot?.destroy();
    };
  }, [data, draw, height, theme]);
  return <div ref={place} class="chart" role="img" aria-label={label} style={{ height: `${height}px` }} />;
}

/** Axes in the page's type and colours. */
export function axis(colour: (name: string) => string, more: Partial<uPlot.Axis> = {}): uPlot.Axis {
  return {
    stroke: colour('--quiet'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1, size: 4 },
    font: '12px system-ui, sans-serif',
    size: 30,
    ...more,
  };
}
