import type { PrintContext } from '../../report/context.ts';
import { nameOf, optionName } from '../../report/context.ts';
import type { TurnChange, TurnSide } from '../../report/diff.ts';
import { formatShare } from '../../report/number.ts';
import { padTo, wrap } from '../../report/width.ts';
import type { Page } from './page.ts';
import type { Style } from './style.ts';

/** Least columns for each side before they go under one another. */
const SIDE = 36;

/** One turn in both debates: who, what changed, and the words side by side where the page is wide enough. */
export function turnLines(
  context: PrintContext,
  { turn, changed, a, b }: TurnChange,
  page: Page,
  style: Style,
): string[] {
  const speakers = [...new Set([a, b].flatMap((side) => (side ? [nameOf(context, side.speaker)] : [])))];
  const head = `${String(turn).padStart(2)}  ${style.bold(speakers.join(' / '))} · ${changed.join(', ')}`;
  const half = Math.floor((page.width - 7) / 2);
  const sides = [a, b].map((side) => sideText(context, side));
  if (half < SIDE) {
    return [
      head,
      ...sides.flatMap((text, index) =>
        wrap(`${index === 0 ? '<' : '>'} ${text}`, page.width - 4).map((line) => `    ${line}`),
      ),
    ];
  }
  const [left = [], right = []] = sides.map((text) => wrap(text, half));
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, row) => row);
  return [head, ...rows.map((row) => `    ${padTo(left[row] ?? '', half)} │ ${right[row] ?? ''}`.trimEnd())];
}

function sideText(context: PrintContext, side: TurnSide | null): string {
  if (side === null) return '—';
  const { option, confidence } = side.stance;
  return `${side.utterance}  ▸ ${optionName(context, option)} ${formatShare(confidence)}`;
}
