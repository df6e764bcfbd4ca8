import type { HeardTurn } from '../core/briefing.ts';
import type { View } from '../playbook/view.ts';
import { amountOf } from '../prompt/index.ts';
import { quoted } from '../prompt/quote.ts';
import { isAlike, isSameJob, isSameWords } from '../reasoning/alike.ts';
import { missedBy } from '../reasoning/amend.ts';
import { barIn } from '../reasoning/bars.ts';
import { valuesOf, withFact } from '../reasoning/evaluate.ts';
import { needsOf } from '../reasoning/model.ts';

type Body = HeardTurn['body'];

/** Two deeds at one thing have many words in common and are still two. */
const SAME_DEED = 0.8;

/**
 * What was settled and stands: the bar of each measurement as it was put last, who does what, and on which condition somebody stands. It is
 * shown to whoever speaks after, so that no vote sets another bar by mistake; and what bars come to that hold one by one and not together.
 */
export function settledLines(view: View): string[] {
  const turns = view.turns.map(({ body }) => body).filter((body) => !isTakenBack(body, view));
  const bars = barsOf(turns);
  const jobs = turns.flatMap((body) => (body.action === undefined ? [] : [{ ...body, action: body.action }]));
  const last = jobs.filter(
    (one, at) =>
      !jobs
        .slice(at + 1)
        .some(
          (later) =>
            isSameJob(one.action, later.action, SAME_DEED) ||
            (one.speaker === later.speaker && isAlike(one.action, later.action)),
        ),
  );
  const conditions = [
    ...new Map(turns.flatMap((body) => (body.condition === null ? [] : [[body.speaker, body] as const]))).values(),
  ];
  return [
    ...bars.map(
      ({ body, what, price, threshold, before }) =>
        `- bar of ${[quoted(what), price].filter((part) => part !== null).join(', ')}: ${quoted(threshold)} (${body.speaker}, turn ${body.turn}${before === null ? '' : `, in place of turn ${before}`})`,
    ),
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

/** Whether all that a turn claimed has been taken back since: what it set goes with it. */
function isTakenBack({ turn, speaker, claims }: Body, { turns }: View): boolean {
  return (
    claims.length > 0 &&
    claims.every(({ claim }) =>
      turns.some(
        ({ body }) =>
          body.speaker === speaker && body.withdraws.some((ref) => ref.turn === turn && ref.claim === claim),
      ),
    )
  );
}

interface SettledBar {
  body: Body;
  what: string;
  price: string | null;
  threshold: string;
  /** The turn that set it otherwise before. */
  before: number | null;
}

/** The bar of each measurement as it was put last; who names a measurement without a bar leaves the bar that it has. */
function barsOf(turns: readonly Body[]): SettledBar[] {
  const bars: SettledBar[] = [];
  for (const body of turns) {
    const { measures } = body;
    if (measures === undefined || measures.threshold === null) continue;
    const { what, price, threshold } = measures;
    const at = bars.findIndex((one) => isSameWords(one.what, what) || isAlike(one.what, what));
    const known = bars[at];
    const next = { body, what, price: price ?? known?.price ?? null, threshold, before: known?.body.turn ?? null };
    if (at < 0) bars.push(next);
    else bars[at] = next;
  }
  return bars;
}

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
