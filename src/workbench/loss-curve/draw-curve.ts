import type { Finding, FindingKind } from './finding.ts';
import { median } from './robust.ts';
import type { Logged } from './series.ts';
import { toSeries } from './series.ts';

const ROWS = 12;
const MARKS: Record<FindingKind, string> = {
  plateau: '_',
  spike: '^',
  oscillation: '~',
  'slow-convergence': '\\',
  divergence: '!',
  improvement: 'v',
};

/**
 * The curve in braille dots, loss upward and steps to the right, with one line a finding under the axis that marks where it is.
 * Each dot column shows the lowest and the highest value in it; a steep start is cut off so that the rest can be seen.
 */
export function drawCurve(points: Logged, findings: readonly Finding[], width: number): string {
  const { series } = toSeries(points);
  const { steps, losses } = series;
  const first = steps[0];
  const last = steps.at(-1);
  if (first === undefined || last === undefined) return 'no finite loss to draw';
  const margin = 9;
  const columns = Math.max(20, width - margin - 1);
  const dots = columns * 2;
  const column = (step: number): number =>
    last === first ? 0 : Math.min(dots - 1, Math.max(0, Math.floor(((step - first) / (last - first)) * dots)));
  const low = new Float64Array(dots).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(dots).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < steps.length; i++) {
    const at = column(steps[i] as number);
    low[at] = Math.min(low[at] as number, losses[i] as number);
    high[at] = Math.max(high[at] as number, losses[i] as number);
  }
  const shown = range(low, high, findings, column);
  const row = (loss: number): number => {
    const share = (shown.top - loss) / (shown.top - shown.bottom || 1);
    return Math.max(0, Math.min(ROWS * 4 - 1, Math.round(share * (ROWS * 4 - 1))));
  };
  const cells = Array.from({ length: ROWS }, () => new Uint8Array(columns));
  for (let x = 0; x < dots; x++) {
    if ((low[x] as number) > (high[x] as number)) continue;
    for (let y = row(high[x] as number); y <= row(low[x] as number); y++) {
      const line = cells[y >> 2] as Uint8Array;
      line[x >> 1] = (line[x >> 1] as number) | dot(x & 1, y & 3);
    }
  }
  const lines = cells.map((line, index) => {
    const label = index === 0 ? shown.top : index === ROWS - 1 ? shown.bottom : null;
    const braille = Array.from(line, (bits) => (bits === 0 ? ' ' : String.fromCharCode(0x2800 + bits))).join('');
    return `${label === null ? ' '.repeat(margin - 2) : label.toPrecision(4).padStart(margin - 2)} ┤${braille}`.trimEnd();
  });
  const left = `${first}`;
  const right = `${last}`;
  lines.push(`${' '.repeat(margin - 1)}└${'─'.repeat(columns)}`);
  lines.push(`${'step'.padStart(margin - 1)} ${left}${right.padStart(Math.max(1, columns - left.length))}`);
  for (const finding of findings) lines.push(...mark(finding, (step) => column(step) >> 1, columns, margin));
  return lines.join('\n');
}

function dot(x: number, y: number): number {
  const bits = [
    [0x01, 0x02, 0x04, 0x40],
    [0x08, 0x10, 0x20, 0x80],
  ];
  return bits[x]?.[y] ?? 0;
}

/** From the lowest to the highest value, without the start where it stands far above the rest and nothing was found there. */
function range(
  low: Float64Array,
  high: Float64Array,
  findings: readonly Finding[],
  column: (step: number) => number,
): { top: number; bottom: number } {
  const seen = Array.from(high).filter((value) => Number.isFinite(value));
  const bottom = Math.min(...Array.from(low).filter((value) => Number.isFinite(value)));
  const top = Math.max(...seen);
  const centre = median(seen);
  const early = Math.floor(high.length / 12);
  const later = Math.max(...Array.from(high.subarray(early)).filter((value) => Number.isFinite(value)), centre);
  const cut = later + 0.15 * (later - bottom);
  const startMatters = findings.some(({ from, kind }) => kind !== 'slow-convergence' && column(from) < early);
  return { top: startMatters ? top : Math.min(top, cut), bottom };
}

function mark(
  { kind, from, to, strength, statistic }: Finding,
  column: (step: number) => number,
  columns: number,
  margin: number,
): string[] {
  const start = column(from);
  const end = Math.max(start, column(to));
  const bar = MARKS[kind].repeat(end - start + 1);
  const about: Partial<Record<FindingKind, string>> = {
    improvement: ` ${number(statistic.before)} -> ${number(statistic.after)}`,
    spike: ` +${number(statistic.height)}`,
    oscillation: ` ±${number(statistic.amplitude)}, period ${number(statistic.period)}`,
    divergence: statistic.rise === undefined ? ` ${statistic.nonFinite} not finite` : ` +${number(statistic.rise)}`,
  };
  const text = `${kind} ${number(from)}..${number(to)}${about[kind] ?? ''} (${strength.toFixed(2)})`;
  const room = columns - end - 2;
  const pad = ' '.repeat(margin);
  if (text.length <= room) return [`${pad}${' '.repeat(start)}${bar} ${text}`];
  if (text.length + 1 <= start) return [`${pad}${`${text} `.padStart(start)}${bar}`];
  return [`${pad}${' '.repeat(start)}${bar}`, `${pad}${text}`];
}

function number(value: number | undefined): string {
  return value === undefined ? '?' : Number.isInteger(value) ? `${value}` : `${Number(value.toPrecision(3))}`;
}
