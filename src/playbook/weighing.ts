import { worldWith } from '../reasoning/evaluate.ts';
import type { CompiledGoal } from '../reasoning/model.ts';
import { goalsOf } from '../reasoning/model.ts';
import type { GoalSteps } from '../reasoning/steps.ts';
import { leadOf, stepsBetween, stepsOn } from '../reasoning/steps.ts';
import type { Assessment } from '../reasoning/support.ts';
import { assess, differences } from '../reasoning/support.ts';
import type { Phrase } from '../wording/amounts.ts';
import { numberPhrase, plainPhrase } from '../wording/amounts.ts';
import type { Term, Weighed } from '../wording/clause.ts';
import { Teller } from '../wording/tell.ts';
import { against, standing } from './addressing.ts';
import type { Assertion, Move, Sentence } from './move.ts';
import type { Point, Talk } from './talk.ts';
import { turnsSinceNews } from './view.ts';

/** `option/goal~sum:rival`: two options weighed over all that tells them apart. */
const SUM = '~sum:';

/** A sum that somebody did since the last news. */
export interface Sum {
  option: string;
  rival: string;
  turn: number;
  claim: number;
  speaker: string;
}

export function sumsSaid({ view }: Talk): Sum[] {
  return turnsSinceNews(view).flatMap(({ turn, speaker, claims }) =>
    claims.flatMap(({ reason, claim, option }) => {
      const rival = reason?.split(SUM)[1];
      return rival === undefined || option === null ? [] : [{ option, rival, turn, claim, speaker }];
    }),
  );
}

/** Whether two options have been weighed against each other and nothing has changed since. */
export function isWeighed(talk: Talk, one: string, other: string): boolean {
  return sumsSaid(talk).some(({ option, rival }) => new Set([option, rival, one, other]).size === 2);
}

/** The two options between which the choice lies, weighed in the units in which the question says what counts. */
export function weighed(talk: Talk): Move[] {
  const { best } = talk;
  const rival = best === null ? null : rivalToWeigh(talk, best);
  if (best === null || rival === null) return [];
  const sentence = sumOf(talk, best, rival);
  if (sentence === null) return [];
  // Whom the sum favours says it, where somebody is of that mind.
  if (sentence.symbol !== 'weigh' && [...talk.stances().values()].some(({ option }) => option === rival)) return [];
  return [{ kind: 'weigh', ...against(talk, rival), utility: 8.2, sentences: [sentence] }];
}

/** The option that most colleagues hold against this member's, else the next best: where it can be chosen. */
function rivalToWeigh(talk: Talk, best: string): string | null {
  const { options } = talk.view.now.assessment;
  const isOpen = (option: string) => options.get(option)?.missed.length === 0;
  const held = talk.rival();
  if (held !== null && isOpen(held)) return held;
  const [next] = [...options.values()]
    .filter(({ option }) => option !== best && isOpen(option))
    .sort((a, b) => b.share - a.share);
  return next?.option ?? null;
}

/** How the options stand, and who puts that into words: as it is, or with a setting that somebody proposes. */
interface There {
  assessment: Assessment;
  tell: Teller;
}

/** The sum of two options; null where it has been done, or where all speaks for one side and nothing is to be weighed. */
export function sumOf(
  talk: Talk,
  best: string,
  rival: string,
  { assessment, tell }: There = { assessment: talk.view.now.assessment, tell: talk.tell },
): Sentence | null {
  if (isWeighed(talk, best, rival)) return null;
  const steps = stepsBetween(assessment, best, rival);
  if (steps === null || !steps.some((one) => one.steps > 0) || !steps.some((one) => one.steps < 0)) return null;
  const lead = leadOf(steps);
  const [first, second, sign] = lead > 0 ? [best, rival, 1] : [rival, best, -1];
  const parts = [...steps]
    .map(({ goal, difference, steps: size }) => ({ goal, difference: sign * difference, steps: sign * size }))
    .sort((a, b) => Math.abs(b.steps) - Math.abs(a.steps));
  const said =
    parts.length > MOST_PARTS ? null : printed(talk, { assessment, tell }, first, second, parts, Math.abs(lead));
  const [heaviest] = parts.filter((one) => one.steps > 0);
  if (said === null || heaviest === undefined) return null;
  const say = tell.say.weighed(
    tell.option(first),
    tell.option(second),
    said.items.filter((_, index) => (parts[index]?.steps ?? 0) > 0),
    said.items.filter((_, index) => (parts[index]?.steps ?? 0) < 0),
    said.lead,
  );
  const what: Assertion = {
    reason: `${first}/${heaviest.goal.id}${SUM}${second}`,
    option: first,
    side: 'for',
    evidence:
      assessment === talk.view.now.assessment
        ? talk.evidence(heaviest.goal.quantity, first)
        : { kind: 'none', ref: null },
    figure: null,
    gist: tell.say.echoLead(tell.option(first), tell.option(second), said.lead),
  };
  if (first === best) return { symbol: 'weigh', slots: { say, ...standing(talk) }, asserts: { slot: 'say', what } };
  // One for one it is the other option; whoever ranks goals otherwise says which one comes first.
  const [dear] = differences(assessment, best, rival).filter(
    ({ gain, criterion }) => gain > 0 && criterion.kind !== 'need',
  );
  if (dear === undefined || dear.criterion.kind === 'need') return null;
  return {
    symbol: 'weigh.despite',
    slots: { say, what: plainPhrase(tell.label(dear.criterion.quantity)), ...standing(talk) },
    asserts: { slot: 'say', what },
  };
}

/** A listener follows as many. */
const MOST_PARTS = 6;
/** Digits behind the point of each part, and of the lead. */
const DIGITS = [
  [1, 1],
  [2, 2],
  [2, 1],
  [3, 2],
] as const;

/** Each part and the lead, with as many digits as it takes that the sum comes out as it is printed. */
function printed(
  talk: Talk,
  { tell, assessment }: There,
  first: string,
  second: string,
  parts: readonly GoalSteps[],
  lead: number,
): { items: Weighed[]; lead: Phrase } | null {
  const values = (option: string) => assessment.options.get(option)?.values;
  const [a, b] = [values(first), values(second)];
  if (a === undefined || b === undefined) return null;
  for (const [digits, short] of DIGITS) {
    const round = (value: number, places: number = digits) => Number(value.toFixed(places));
    const sum = parts.reduce((total, { steps }) => total + Math.sign(steps) * round(Math.abs(steps)), 0);
    const shown = round(lead, short);
    if (shown === 0 || Math.abs(round(sum, short) - shown) > 1e-9) continue;
    const items = parts.flatMap(({ goal, steps }): Weighed[] => {
      const between = tell.between(goal, a, b);
      if (between === null) return [];
      const { amount } = between.worth;
      const refs = [...refsIn(between.gap), ...refsIn(amount)];
      const times = numberPhrase(String(round(Math.abs(steps))), Math.abs(steps), refs, 'ratio');
      const worth = isHeard(talk, amount) ? null : amount;
      return [{ label: tell.label(goal.quantity), gap: between.gap, worth, times }];
    });
    if (items.length < parts.length) return null;
    const refs = items.flatMap(({ times }) => refsIn(times));
    return { items, lead: numberPhrase(String(shown), lead, refs, 'difference') };
  }
  return null;
}

/** Whether somebody has said what counts on a goal: it is not said twice. */
function isHeard({ view }: Talk, { numbers }: Phrase): boolean {
  const said = view.turns.flatMap(({ body }) => body.claims.flatMap((claim) => claim.numbers));
  return numbers.every(({ text, unit, refs }) =>
    said.some((one) => one.text === text && one.unit === unit && refs.every((ref) => one.refs.includes(ref))),
  );
}

/**
 * What a member went by before it moved, set against what outweighs that for the option that it moved to; where its own reason speaks for
 * that one by now, how. Null where neither is so, or somebody has said it.
 */
function outweighed(talk: Talk): Pick<Point, 'say' | 'what'> | null {
  const { from, to } = talk.change ?? { from: null, to: null };
  const there = asProposed(talk);
  const { assessment, tell } = there;
  if (from === null || to === null || from === to || to !== talk.best || to !== assessment.best) return null;
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
  const [mine, ...theirs] = [own, ...others].flatMap((one) => partOf(talk, there, to, from, one) ?? []);
  if (heaviest === undefined || mine === undefined || theirs.length < others.length) return null;
  const reason = `${to}/${heaviest.goal.id}~over:${own.goal.id}`;
  if (talk.reasons.has(reason)) return null;
  const sum = theirs.reduce((all, { times }) => all + Number(times.text), 0);
  const total = numberPhrase(
    String(Number(sum.toFixed(1))),
    sum,
    theirs.flatMap(({ times }) => refsIn(times)),
    'sum',
  );
  return {
    say: tell.say.outweighed(mine, theirs, total),
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

/** What changed in a member's own sum as it moved, by what it went by before. */
export const ownSum = (talk: Talk): Pick<Point, 'say' | 'what'> | null => outweighed(talk) ?? lostByLimit(talk);

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
  const limit = need === undefined ? null : talk.limit(change.from, need);
  if (limit === null || limit.what.reason === null || !talk.reasons.has(limit.what.reason)) return null;
  const { from } = change;
  const goal = lostGoals(talk, from, best).find(({ id }) => !talk.reasons.has(`${best}/${id}~after:${from}`));
  const between = goal === undefined ? null : tell.between(goal, talk.values(best), talk.values(from));
  if (goal === undefined || between === null) return null;
  const reason = `${best}/${goal.id}~after:${from}`;
  const { gap, worth, isNoise } = between;
  const own = { label: tell.label(goal.quantity), gap, worth: worth.amount, times: inSteps(between) };
  const short = limit.say.brief?.[0] ?? limit.say;
  const say = isNoise
    ? tell.say.lostLittle(short, own)
    : tell.say.lostWith(short, isHeard(talk, worth.amount) ? { ...own, worth: null } : own);
  return {
    say,
    what: {
      reason,
      option: best,
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

function partOf(talk: Talk, there: There, option: string, rival: string, { goal }: GoalSteps): Weighed | null {
  const [own, other] = [option, rival].map((name) => there.assessment.options.get(name)?.values);
  const between = own === undefined || other === undefined ? null : there.tell.between(goal, own, other);
  if (between === null) return null;
  const { gap, worth } = between;
  return {
    label: there.tell.label(goal.quantity),
    gap,
    worth: isHeard(talk, worth.amount) ? null : worth.amount,
    times: inSteps(between),
  };
}

/** With what colleagues have proposed and nobody has taken up yet: whoever answers counts with it. */
function asProposed(talk: Talk): There {
  const { view } = talk;
  const settings = view.now.knowledge.proposals
    .filter(({ seconded, by }) => seconded === null && by !== view.seat.id)
    .flatMap(({ option, set }) => Object.entries(set).map(([input, to]) => ({ option, input, to })));
  return settings.length === 0 ? { assessment: view.now.assessment, tell: talk.tell } : withSettings(talk, settings);
}

/** How the options stand with settings that somebody proposes. */
export function withSettings(talk: Talk, settings: Parameters<typeof worldWith>[1]): There {
  const { model, seat, now } = talk.view;
  const world = worldWith(now.world, settings);
  const assessment = assess(model, world, seat.values);
  const { refOf } = talk.citing.trying({ world, assessment }, []);
  return { assessment, tell: new Teller(model, talk.tell.language, refOf) };
}

/** How many times what counts goes into a gap. */
export function inSteps({ gap, worth }: { gap: Phrase; worth: Term }): Phrase {
  const [of, by] = [gap.numbers[0]?.value ?? 0, worth.amount.numbers[0]?.value ?? 1];
  return numberPhrase(
    String(Number((of / by).toFixed(1))),
    of / by,
    [...refsIn(gap), ...refsIn(worth.amount)],
    'ratio',
  );
}

const refsIn = ({ numbers }: Phrase) => numbers.flatMap(({ refs }) => refs);
