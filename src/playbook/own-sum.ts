import type { CompiledGoal } from '../reasoning/model.ts';
import { goalsOf } from '../reasoning/model.ts';
import type { GoalSteps } from '../reasoning/steps.ts';
import { stepsBetween, stepsOn } from '../reasoning/steps.ts';
import type { Phrase } from '../wording/amounts.ts';
import { displayed } from '../wording/amounts.ts';
import type { Weighed } from '../wording/clause.ts';
import { keptByProposal } from './limits.ts';
import type { Point, Talk } from './talk.ts';
import type { There } from './weighing.ts';
import { asProposed, coinOf, halfPlace, inCoin, isCoin, isHeard, isWeighed, totalIn } from './weighing.ts';

/**
 * What a member went by before it moved, set against what outweighs that for the option that it moved to; where its own reason speaks for
 * that one by now, how. Null where neither is so, or somebody has said it.
 */
function outweighed(talk: Talk): Pick<Point, 'say' | 'what'> | null {
  const { from, to } = talk.change ?? { from: null, to: null };
  const there = asProposed(talk);
  const { assessment, tell } = there;
  if (from === null || to === null || from === to || to !== talk.best || to !== assessment.best) return null;
  // Once somebody has added all of it up, a part of that is no reason of one's own.
  if (isWeighed(talk, from, to)) return null;
  const steps = stepsBetween(assessment, to, from) ?? [];
  const own = wentBy(talk, from)
    .flatMap((goal) => steps.filter((one) => one.goal.id === goal))
    .at(-1);
  if (own === undefined || assessment.options.get(from)?.missed.length !== 0) return null;
  if (own.steps > 0) {
    const turned = talk.goal(own.goal, to, from);
    return turned?.what.reason == null || talk.reasons.has(turned.what.reason) ? null : turned;
  }
  const others = fewestOver(
    steps.filter((one) => one.steps > 0).sort((a, b) => b.steps - a.steps),
    -own.steps,
  );
  const [heaviest] = others;
  const told = addedUp(talk, there, { option: to, rival: from }, [own, ...others]);
  if (heaviest === undefined || told === null) return null;
  const { mine, theirs, total } = told;
  const reason = `${to}/${heaviest.goal.id}~over:${own.goal.id}`;
  if (talk.reasons.has(reason)) return null;
  return {
    say: tell.say.outweighed(mine, theirs, total, hasSaid(talk, from, own.goal, to), tell.option(to)),
    what: {
      reason,
      option: to,
      side: 'for',
      evidence: there.tell === talk.tell ? talk.evidence(heaviest.goal.quantity, to) : { kind: 'none', ref: null },
      figure: null,
      gist: tell.say.echoGap(tell.label(heaviest.goal.quantity), theirs[0]?.gap ?? mine.gap),
    },
  };
}

/** What a member went by and what outweighs it in that unit, with as many digits as it takes that the latter add up as they are printed. */
function addedUp(
  talk: Talk,
  { assessment, tell }: There,
  { option, rival }: Record<'option' | 'rival', string>,
  [own, ...others]: readonly [GoalSteps, ...GoalSteps[]],
): { mine: Weighed; theirs: Weighed[]; total: Phrase } | null {
  const [here, there] = [option, rival].map((name) => assessment.options.get(name)?.values);
  const coin = here === undefined ? null : coinOf(talk, tell, here, [own]);
  if (here === undefined || there === undefined || coin === null) return null;
  const gaps = [own, ...others].flatMap(({ goal, steps }) => {
    const between = tell.between(goal, here, there);
    return between === null ? [] : [{ goal, steps: Math.abs(steps), between }];
  });
  const [mine, ...rest] = gaps;
  if (mine === undefined || gaps.length < others.length + 1) return null;
  for (const digits of [0, 1, 2, 3]) {
    const told = ({ goal, steps, between }: (typeof gaps)[number]): Weighed => ({
      label: tell.label(goal.quantity),
      gap: between.gap,
      isLess: goal.kind === 'less',
      as: isCoin(coin, goal, here) ? null : inCoin(talk, coin, steps, between, digits),
      rate:
        isCoin(coin, goal, here) || isHeard(talk, between.worth.amount)
          ? null
          : { of: coin.amount, for: between.worth.amount },
    });
    const theirs = rest.map(told);
    const total = totalIn(talk, coin, rest, digits);
    const sum = theirs.reduce((all, { as, gap }) => all + displayed((as ?? gap).numbers[0]?.text ?? ''), 0);
    const text = total.numbers[0]?.text ?? '';
    if (theirs.length > 1 && Math.abs(sum - displayed(text)) > halfPlace(text)) continue;
    return {
      mine: told(mine),
      theirs,
      total,
    };
  }
  return null;
}

/** What changed in a member's own sum as it moved, by what it went by before. */
export const ownSum = (talk: Talk): Pick<Point, 'say' | 'what'> | null => outweighed(talk) ?? lostByLimit(talk);

/** Whether a member has told two options apart by a goal, and both came to then what they do now. */
function hasSaid(talk: Talk, option: string, goal: CompiledGoal, rival: string): boolean {
  const figures = [option, rival].map((one) => ({
    of: `/${goal.quantity}@${one}`,
    value: talk.values(one).amount(goal.quantity)?.value,
  }));
  return talk.said.some(
    ({ speaker, claim, subject }) =>
      speaker === talk.view.seat.id &&
      subject === goal.id &&
      figures.every(({ of, value }) =>
        claim.numbers.some(
          ({ refs, value: said, op }) =>
            op === 'is' &&
            refs.some((ref) => ref.endsWith(of)) &&
            value !== undefined &&
            Math.abs(said - value) <= 1e-6 * Math.abs(value),
        ),
      ),
  );
}

/** The goals by which a member has spoken for an option, the last one last. */
const wentBy = ({ said, view }: Talk, held: string): string[] =>
  said.flatMap(({ speaker, option, claim, subject }) =>
    speaker === view.seat.id && option === held && claim.side === 'for' ? [subject.split('~')[0] ?? subject] : [],
  );

/** What a member loses with what it went by, where a limit that a colleague has told put out its option; null where somebody has said that. */
function lostByLimit(talk: Talk): Pick<Point, 'say' | 'what'> | null {
  const { change, best, tell } = talk;
  if (change === null || change.from === null || best === null || change.to !== best) return null;
  const [need] = talk.view.now.assessment.options.get(change.from)?.missed ?? [];
  // What a setting that somebody has proposed keeps is not lost.
  if (keptByProposal(talk, change.from)) return null;
  const limit = need === undefined ? null : talk.limit(change.from, need);
  if (limit === null || limit.what.reason === null || !talk.reasons.has(limit.what.reason)) return null;
  const { from } = change;
  // Once somebody has said so, whoever follows need not.
  if ([...talk.reasons].some((one) => one.startsWith(`${from}/`) && one.endsWith(`~after:${best}`))) return null;
  const [goal] = lostGoals(talk, from, best);
  const between = goal === undefined ? null : tell.between(goal, talk.values(best), talk.values(from));
  if (goal === undefined || between === null) return null;
  const reason = `${from}/${goal.id}~after:${best}`;
  const miss = need === undefined ? null : tell.miss(need, talk.values(from));
  const { gap, isNoise } = between;
  // What is too little to count is no loss to speak of.
  if (miss === null || isNoise) return null;
  const own = { label: tell.label(goal.quantity), gap };
  const say = tell.say.lostWith(tell.option(from), { ...own, isLess: goal.kind === 'less' }, miss);
  return {
    say,
    what: {
      reason,
      option: from,
      side: 'against',
      evidence: talk.evidence(goal.quantity, best),
      figure: null,
      gist: tell.say.echoGap(own.label, gap),
    },
  };
}

/** Goals on which the option that a member held is better than the one left: what it spoke of first, then by what it cares for. */
function lostGoals(talk: Talk, from: string, to: string): CompiledGoal[] {
  const { model, seat } = talk.view;
  const spoken = wentBy(talk, from).reverse();
  const rank = ({ id, value }: CompiledGoal) => {
    const at = spoken.indexOf(id);
    return at >= 0 ? at - spoken.length : seat.values.indexOf(value) + 1 || seat.values.length + 1;
  };
  return stepsOn(goalsOf(model), talk.values(to), talk.values(from))
    .filter(({ difference }) => difference < -1e-9)
    .map(({ goal }) => goal)
    .sort((a, b) => rank(a) - rank(b));
}

/** The heaviest parts, as many as it takes to outweigh so much; none where all together do not. */
function fewestOver(parts: readonly GoalSteps[], weight: number): GoalSteps[] {
  let sum = 0;
  const at = parts.findIndex(({ steps }) => {
    sum += steps;
    return sum > weight;
  });
  return at < 0 ? [] : parts.slice(0, at + 1);
}
