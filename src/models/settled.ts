import type { View } from '../playbook/view.ts';
import { amountOf, settingsAt } from '../prompt/index.ts';
import { quoted } from '../prompt/quote.ts';
import { areOpposed, isSameJob, isSameWork } from '../reasoning/alike.ts';
import { missedBy } from '../reasoning/amend.ts';
import { barIn } from '../reasoning/bars.ts';
import type { SaidCondition } from '../reasoning/conditions.ts';
import { conditionsIn, isSettledCondition } from '../reasoning/conditions.ts';
import { valuesOf, withFact } from '../reasoning/evaluate.ts';
import { needsOf } from '../reasoning/model.ts';
import type { SaidBar } from '../reasoning/said-measures.ts';
import { barsIn } from '../reasoning/said-measures.ts';
import { unownedIn } from '../reasoning/unowned.ts';
import { isDropped, ownerOf } from '../reasoning/withdrawn.ts';

/** Two deeds at one thing have many words in common and are still two. */
const SAME_DEED = 0.8;

/**
 * What was settled and stands: how options are set, the bar of each measurement that another accepted or all have voted on, who does what, and the conditions that another accepted or that a vote hangs on. It is
 * shown to whoever speaks after, so that no vote sets another bar by mistake; and what bars come to that hold one by one and not together.
 */
export function settledLines(view: View): string[] {
  const turns = view.turns.map(({ body }) => body);
  const bars = barsOf(view).filter(({ isSettled }) => isSettled);
  const jobs = turns.flatMap((body) => {
    const owner = ownerOf(body, turns);
    return body.action === undefined || owner === null || isDropped(body, body.action, turns)
      ? []
      : [{ turn: body.turn, action: body.action, owner, from: body.speaker }];
  });
  const last = jobs.filter(
    (one, at) =>
      !jobs
        .slice(at + 1)
        .some(
          (later) =>
            isSameJob(one.action, later.action, SAME_DEED) ||
            areOpposed(one.action, later.action) ||
            (one.owner === later.owner && isSameWork(one.action, later.action)),
        ),
  );
  const conditions = conditionsOf(view);
  return [
    ...settingLines(view),
    ...bars.map((bar) => `${barLine(bar)}${beforeNews(view, bar.body.turn)}`),
    ...together(view, [
      ...bars.map(({ what, threshold }) => `${what}: ${threshold}`),
      ...conditions.map(({ text }) => text),
    ]),
    ...conditions.filter((one) => isSettledFor(view, one)).map(conditionLine),
    ...last.map(
      ({ owner, from, turn, action }) =>
        `- ${owner} does: ${quoted(action)} (turn ${turn}${owner === from ? '' : `, handed on by ${from}`})`,
    ),
  ];
}

/** `- route with sent at 40 %: cortex in turn 9, seconded by blaze in turn 10`; the last for each input. */
function settingLines({ now: { knowledge }, model, question, turns }: View): string[] {
  const last = knowledge.agreed.filter(
    ({ option, input }, at, all) => !all.slice(at + 1).some((one) => one.option === option && one.input === input),
  );
  const plans = new Map<string, { option: string; settings: string[]; whose: string }>();
  for (const { option, input, to, by, turn, seconded } of last) {
    const second = turns.find(({ body }) => body.turn === seconded)?.body.speaker;
    const whose =
      by === null || turn === null
        ? 'as the moderator set it'
        : `${by} in turn ${turn}${second === undefined ? '' : `, seconded by ${second} in turn ${seconded}`}`;
    const plan = plans.get(`${option} ${turn}`) ?? { option, settings: [], whose };
    plan.settings.push(settingsAt(model, [{ input, to }], question.language));
    plans.set(`${option} ${turn}`, plan);
  }
  return [...plans.values()].map(({ option, settings, whose }) => `- ${option} with ${settings.join(', ')}: ${whose}`);
}

/** `- on the condition that "…": turn 4 of cortex, accepted by pulse in turn 6, their vote in turn 12` */
function conditionLine({ body, text, accepted, vote }: SaidCondition): string {
  const by = accepted.map(({ by: who, turn }) => `accepted by ${who} in turn ${turn}`);
  const voted = vote === null ? [] : [vote === body.turn ? 'their vote' : `their vote in turn ${vote}`];
  return `- on the condition that ${quoted(text)}: ${[`${body.speaker} in turn ${body.turn}`, ...by, ...voted].join(', ')}`;
}

/** What was decided and settled and is nobody's, to whoever closes for it. */
export function unownedLines({ turns, model, brief: { closing } }: View): string[] {
  if (closing === null || closing.decision === null || closing.role === 'dissent') return [];
  const { decision } = closing;
  const bodies = turns.map(({ body }) => body);
  const { isDecision, measurements, jobs } = unownedIn(bodies, model.scenario, decision);
  return [
    ...(isDecision ? [`- ${decision} itself, the whole of it`] : []),
    ...measurements.map(({ turn, what }) => `- the measurement of turn ${turn}: ${quoted(what)}`),
    ...jobs.map(({ turn, what, by }) => `- the job of turn ${turn}, which ${by} took back: ${quoted(what)}`),
  ];
}

const conditionsOf = ({ turns, model, now }: View): SaidCondition[] =>
  conditionsIn(
    turns.map(({ body }) => body),
    model,
    now.world.facts,
  );

/** Whether a condition is settled; once something is decided a vote for something else settles none of it. */
function isSettledFor({ brief: { closing } }: View, one: SaidCondition): boolean {
  const decision = closing?.decision ?? null;
  const isElse = decision !== null && one.accepted.length === 0 && one.body.stance.option !== decision;
  return isSettledCondition(one) && !isElse;
}

/** Conditions that only whoever put them stands on, and those that cannot hold together. */
export function openConditions(view: View): string[] {
  const { seat } = view;
  return conditionsOf(view)
    .filter((one) => !isSettledFor(view, one))
    .map((one) => {
      const { body, against } = one;
      const back = body.speaker === seat.id ? ` (to take it back: condition:${body.turn} in \`withdraws\`)` : '';
      const contested =
        against.length === 0 ? '' : `; contested, it cannot hold beside that of turn ${against.join(', ')}`;
      return `${conditionLine(one)}${contested}${back}`;
    });
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

/** That news has come since a turn. */
function beforeNews({ heard }: View, turn: number): string {
  let last = 0;
  const names = new Set<string>();
  for (const said of heard) {
    if (said.kind === 'turn') last = said.body.turn;
    if (said.kind === 'fact' && last >= turn) for (const name of Object.keys(said.set)) names.add(`fact:${name}`);
  }
  return names.size === 0 ? '' : `; put before ${[...names].join(', ')} changed: see whether it still holds`;
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
