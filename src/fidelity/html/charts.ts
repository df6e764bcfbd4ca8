import type { MemberReport } from '../evaluation/report.ts';
import { figure, text } from './page.ts';

const NAME = 220;
const WIDE = 250;
const ROW = 22;

/** A dot a scorer from 0 to 1, with its interval over debates; a broken gate in red. */
export function dotPlot(
  member: MemberReport,
  nameOf: (scorer: string) => string,
  isHard: (scorer: string) => boolean,
): string {
  const shown = member.card.scores.filter(({ score }) => score !== null);
  const x = (value: number) => (NAME + value * WIDE).toFixed(1);
  const high = shown.length * ROW + 24;
  const rows = shown.map(({ scorer, score }, index) => {
    const y = index * ROW + 12;
    const bad = isHard(scorer) && score !== 1 ? ' bad' : '';
    const { low = null, high: top = null } = member.intervals[scorer] ?? {};
    const range =
      low === null || top === null
        ? ''
        : `<line class="range${bad}" x1="${x(low)}" x2="${x(top)}" y1="${y}" y2="${y}"/>`;
    const label = `<text x="${NAME - 10}" y="${y + 4}" text-anchor="end">${text(nameOf(scorer))}</text>`;
    const said = `${nameOf(scorer)}: ${figure(score)}${low === null ? '' : `, ${figure(low)} to ${figure(top)}`}`;
    return `${label}${range}<circle class="dot${bad}" cx="${x(score ?? 0)}" cy="${y}" r="4.5"><title>${text(said)}</title></circle>`;
  });
  const grid = [0, 0.5, 1].map(
    (at) =>
      `<line class="axis" x1="${x(at)}" x2="${x(at)}" y1="0" y2="${high - 20}"/><text x="${x(at)}" y="${high - 4}" text-anchor="middle">${at}</text>`,
  );
  return `<figure><figcaption>${text(member.name)}</figcaption><svg viewBox="0 0 ${NAME + WIDE + 16} ${high}" width="${NAME + WIDE + 16}" role="img" aria-label="Scores of ${text(member.name)}">${grid.join('')}${rows.join('')}</svg></figure>`;
}

const DRIFT = { width: 230, height: 96, left: 30, bottom: 18 };

/** A scorer's mean by round with its interval over debates. */
export function driftLine(member: MemberReport, scorer: string, nameOf: (scorer: string) => string): string {
  const points = member.rounds[scorer] ?? [];
  const { width, height, left, bottom } = DRIFT;
  const [first, last] = [points[0]?.round ?? 0, points.at(-1)?.round ?? 1];
  const x = (round: number) => (left + ((round - first) / Math.max(1, last - first)) * (width - left - 8)).toFixed(1);
  const y = (value: number) => (4 + (1 - value) * (height - bottom - 8)).toFixed(1);
  const sure = points.filter(({ low, high }) => low !== null && high !== null);
  const band = [
    ...sure.map(({ round, high }) => `${x(round)},${y(high ?? 0)}`),
    ...[...sure].reverse().map(({ round, low }) => `${x(round)},${y(low ?? 0)}`),
  ].join(' ');
  const line = points.map(({ round, value }) => `${x(round)},${y(value)}`).join(' ');
  const axis = [0, 1].map(
    (at) =>
      `<line class="axis" x1="${left}" x2="${width}" y1="${y(at)}" y2="${y(at)}"/><text x="${left - 6}" y="${Number(y(at)) + 4}" text-anchor="end">${at}</text>`,
  );
  const rounds = points.map(
    ({ round }) => `<text x="${x(round)}" y="${height - 2}" text-anchor="middle">${round}</text>`,
  );
  const dots = points.map(
    ({ round, value }) =>
      `<circle class="dot" cx="${x(round)}" cy="${y(value)}" r="3"><title>round ${round}: ${figure(value)}</title></circle>`,
  );
  const drawn = `${axis.join('')}${sure.length > 1 ? `<polygon class="band" points="${band}"/>` : ''}<polyline class="ink" points="${line}"/>${dots.join('')}${rounds.join('')}`;
  return `<figure><figcaption class="soft">${text(nameOf(scorer))}</figcaption><svg viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="${text(`${member.name}, ${nameOf(scorer)} by round`)}">${drawn}</svg></figure>`;
}

/** A table whose cells darken as `shade` says; the cell of a row that is its own is framed. */
export function matrix(
  columns: readonly string[],
  rows: readonly { name: string; values: readonly (number | null)[]; own?: number }[],
  {
    corner,
    format,
    shade,
  }: { corner: string; format(value: number): string; shade(value: number, row: readonly (number | null)[]): number },
): string {
  const head = `<thead><tr><th>${text(corner)}</th>${columns.map((name) => `<th>${text(name)}</th>`).join('')}</tr></thead>`;
  const body = rows.map(({ name, values, own }) => {
    const cells = values.map((value, at) =>
      value === null
        ? '<td class="cell soft">–</td>'
        : `<td class="cell${at === own ? ' own' : ''}" style="background: rgba(var(--hue), ${(0.55 * shade(value, values)).toFixed(3)})">${format(value)}</td>`,
    );
    return `<tr><th>${text(name)}</th>${cells.join('')}</tr>`;
  });
  return `<div class="scroll"><table>${head}<tbody>${body.join('')}</tbody></table></div>`;
}
