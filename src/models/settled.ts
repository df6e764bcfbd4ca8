import type { View } from '../playbook/view.ts';
import { amountOf } from '../prompt/index.ts';
import { quoted } from '../prompt/quote.ts';
import { isSameJob, isSameWork } from '../reasoning/alike.ts';
import { missedBy } from '../reasoning/amend.ts';
import { barIn } from '../reasoning/bars.ts';
import { valuesOf, withFact } from '../reasoning/evaluate.ts';
import { needsOf } from '../reasoning/model.ts';
import type { SaidBar } from '../reasoning/said-measures.ts';
import { barsIn } from '../reasoning/said-measures.ts';
import { isDropped } from '../reasoning/withdrawn.ts';

/** Two deeds at one thing have many words in common and are still two. */
const SAME_DEED = 0.8;

/**
 * What was settled and stands: the bar of each measurement that another accepted or all have voted on, who does what, and on which condition somebody stands. It is
 * shown to whoever speaks after, so that no vote sets another bar by mistake; and what bars come to that hold one by one and not together.
 */
export function settledLines(view: View): string[] {
  const turns = view.turns.map(({ body }) => body);
  const bars = barsOf(view).filter(({ isSettled }) => isSettled);
  const jobs = turns.flatMap((body) =>
    body.action === undefined || isDropped(body, body.action, turns) ? [] : [{ ...body, action: body.action }],
  );
  const last = jobs.filter(
    (one, at) =>
      !jobs
        .slice(at + 1)
        .some(
          (later) =>
            isSameJob(one.action, later.action, SAME_DEED) ||
            (one.speaker === later.speaker && isSameWork(one.action, later.action)),
        ),
  );
  const conditions = [
    ...new Map(
      turns.flatMap((body) =>
        body.condition === null || isDropped(body, body.condition, turns) ? [] : [[body.speaker, body] as const],
      ),
    ).values(),
  ];
  return [
    ...bars.map(barLine),
    ...together(view, [
      ...bars.map(({ what, threshold }) => `${what}: ${threshold}`),
      ...conditions.map(({ condition }) => condition ?? ''),
    ]),
    ...conditions.map(
      ({ speaker, turn, condition }) =>
        `- ${speaker} stands on the condition that ${quoted(condition ?? '')} (turn ${turn})`,
    ),
    ...last.map(({ speaker, turn, action }) => `- ${speaker} does: ${quoted(action)} (turn ${turn})`),
  ];
}

/** Bars that nobody has accepted yet. */
export const proposedBars = (view: View): string[] =>
  barsOf(view)
    .filter(({ isSettled }) => !isSettled)
    .map((bar) => barLine(bar));

const barsOf = ({ turns, brief }: View): SaidBar[] =>
  barsIn(
    turns.map(({ body }) => body),
    { isVoted: brief.task === 'vote' || brief.task === 'close' },
  );

const barLine = ({ body, what, price, threshold, before }: SaidBar): string =>
  `- bar of ${[quoted(what), price].filter((part) => part !== null).join(', ')}: ${quoted(threshold)} (${body.speaker}, turn ${body.turn}${before === null ? '' : `, in place of turn ${before}`})`;

/** Bars of several facts of which each keeps the limits of where this member stands, and which miss one together. */
function together({ model, now, own, brief, question }: View, texts: readonly string[]): string[] {
  const option = brief.closing?.decision ?? own?.body.stance.option ?? null;
  if (option === null) return [];
  const held = new Map(
    texts.flatMap((text) => {
      const bar = barIn(text, model.scenario, now.world.facts);
      return bar === null ? [] : [[bar.fact, bar.value] as const];
    }),
  );
  const missed = (world: View['now']['world']) => missedBy(model, valuesOf(model, world, option));
  const alone = [...held].filter(([fact, value]) => missed(withFact(now.world, fact, value)).length === 0);
  if (alone.length < 2) return [];
  const all = alone.reduce((world, [fact, value]) => withFact(world, fact, value), now.world);
  const [need] = missed(all);
  if (need === undefined || !needsOf(model).includes(need)) return [];
  const said = alone.map(([fact, value]) => `fact:${fact} at ${amountOf(model, fact, value, question.language)}`);
  return [
    `- each of these bars holds alone and not together: with ${said.join(' and ')} ${option} misses the limit on ${need.id}; set them so that they hold at once`,
  ];
}
