import type { DebateDocument } from '../core/document.ts';
import type { Movement, Outcome } from '../core/outcome.ts';
import type { PrintContext } from './context.ts';
import { nameOf, optionName } from './context.ts';
import { heardReason, spokenIn } from './heard.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import { formatShare } from './number.ts';
import { causePhrase, votePhrase } from './phrases.ts';
import { wrap } from './width.ts';

/** A step of this size is worth a line where it leads to no other option. */
const LARGE_STEP = 0.1;

/** For each who moved where it led and on what; then who stayed, because standing firm is a finding too. */
export function movedLines(context: PrintContext, document: DebateDocument, { moved, votes }: Outcome): MemoLine[] {
  const changed = moved.filter(({ from, to }) => from !== to);
  const told =
    changed.length > 0
      ? changed
      : moved.filter(({ confidence: { before, after } }) => Math.abs(after - before) >= LARGE_STEP);
  const movers = [...new Set(told.map(({ member }) => member))];
  const lines = movers.map((member) =>
    moverLine(
      context,
      document,
      told.filter((step) => step.member === member),
    ),
  );
  return withStayed(context, lines, { votes, movers });
}

/** The same in brief: from which option to which, and on what in the end. */
export function movedBriefly(context: PrintContext, document: DebateDocument, { moved, votes }: Outcome): MemoLine[] {
  const spoken = spokenIn(document, context.scenario.visibility);
  const steps = moved.filter(({ from, to }) => from !== to);
  const movers = [...new Set(steps.map(({ member }) => member))];
  const lines = movers.map((member) => {
    const own = steps.filter((step) => step.member === member);
    const path = [own[0]?.from ?? null, ...own.map(({ to }) => to)].map((option) =>
      optionName(context, option, context.labels.noVote),
    );
    const last = own.at(-1);
    const [reason] = last?.reasons ?? [];
    const cause =
      last === undefined || reason === undefined
        ? ''
        : ` (${causePhrase(context, reason, heardReason(spoken, reason, member, last.turn)).brief})`;
    return says(`${path.join(' → ')}${cause}`, {
      head: nameOf(context, member),
      turns: own.map(({ turn }) => turn),
    });
  });
  return withStayed(context, lines, { votes, movers });
}

/** Who moved, and behind them who voted in the end as they had all along: not told alone, under a heading of who moved. */
function withStayed(
  context: PrintContext,
  lines: readonly MemoLine[],
  { votes, movers }: Pick<Outcome, 'votes'> & { movers: readonly string[] },
): MemoLine[] {
  if (lines.length === 0) return [];
  const still = votes
    .filter(({ member, blind, option }) => !blind && option !== null && !movers.includes(member))
    .map(({ member }) => nameOf(context, member));
  return [
    ...together(lines),
    ...(still.length === 0 ? [] : [says(`${context.labels.memo.unmoved}: ${still.join(', ')}`)]),
  ];
}

/** Those who went the same way stand in one line. */
function together(lines: readonly MemoLine[]): MemoLine[] {
  return lines.flatMap((line, index) => {
    const same = lines.filter(({ text }) => text === line.text);
    if (lines.findIndex(({ text }) => text === line.text) < index) return [];
    return [{ ...line, head: same.map(({ head }) => head).join(', '), turns: same.flatMap(({ turns }) => turns) }];
  });
}

/** What stands beside the heads on a page of 80 columns; a member gets two lines of it where that is enough. */
const LINE = 58;
const fitsTwo = (text: string) => text.length <= MOST_IN_TWO && wrap(text, LINE).length <= 2;
/** No text of more letters is measured: a member who moved in each of a hundred turns has a long one for every number of them. */
const MOST_IN_TWO = 8 * LINE;

/** All steps of one member, each with what it rests on; and what they said of it where they conceded, if that fits. */
function moverLine(context: PrintContext, document: DebateDocument, steps: readonly Movement[]): MemoLine {
  const { turns } = document;
  const spoken = spokenIn(document, context.scenario.visibility);
  const { memo } = context.labels;
  const [first] = steps;
  if (first === undefined) return says('');
  const reached = steps.map(({ member, turn, from, to, confidence, reasons: [reason] }) => {
    const now = turns.find((one) => one.turn === turn)?.stance.confidence ?? confidence.after;
    const there = from === to && to !== null ? formatShare(confidence.after) : votePhrase(context, to, now);
    if (reason === undefined) return { whole: there, brief: there };
    const { whole, brief } = causePhrase(context, reason, heardReason(spoken, reason, member, turn));
    return { whole: `${there} (${whole === brief ? brief : memo.on(whole)})`, brief: `${there} (${brief})` };
  });
  const path = (short: readonly number[]) =>
    [
      votePhrase(context, first.from, first.confidence.before),
      ...reached.map(({ whole, brief }, index) => (short.includes(index) ? brief : whole)),
    ].join(' → ');
  // The longest causes give way first, to the turn that has them.
  const gain = (index: number) => (reached[index]?.whole.length ?? 0) - (reached[index]?.brief.length ?? 0);
  const order = [...reached.keys()].sort((a, b) => gain(b) - gain(a));
  const fitting = [...order.keys()].map((count) => path(order.slice(0, count))).find(fitsTwo) ?? path(order);
  return says(`${fitting}${concession(context, turns, steps, fitting)}`, {
    head: nameOf(context, first.member),
    turns: steps.map(({ turn }) => turn),
  });
}

/** What a member said when they last conceded on their way, if all of it fits behind the path; a vote's words stand elsewhere. */
function concession(
  { labels }: PrintContext,
  turns: DebateDocument['turns'],
  steps: readonly Movement[],
  path: string,
) {
  const conceded = steps.findLast(({ turn }) =>
    turns.some((one) => one.turn === turn && one.act === 'concede' && one.phase !== 'vote'),
  );
  if (conceded === undefined) return '';
  const quote = ` · “${conceded.said.replaceAll(/\s+/g, ' ').trim()}” (${labels.memo.turn(conceded.turn)})`;
  return fitsTwo(path + quote) ? quote : '';
}
