import type { OptionValues } from '../reasoning/evaluate.ts';
import type { CompiledGoal } from '../reasoning/model.ts';
import { stepsOn } from '../reasoning/steps.ts';
import type { Phrase } from '../wording/amounts.ts';
import { plainPhrase } from '../wording/amounts.ts';
import { against, isAgreed, standing } from './addressing.ts';
import { newFacts } from './facts-told.ts';
import type { Move } from './move.ts';
import type { Talk } from './talk.ts';
import { coinFor, inCoin, isHeard, isWeighed } from './weighing.ts';

/** A difference that a colleague holds up is less than what would count. */
export function noise(talk: Talk): Move[] {
  const { view, tell } = talk;
  return talk.said.flatMap((said): Move[] => {
    const goal = view.model.criteria.find(({ id }) => id === said.subject);
    const { best } = talk;
    if (
      said.speaker === view.seat.id ||
      goal === undefined ||
      goal.kind === 'need' ||
      best === null ||
      best === said.option
    )
      return [];
    if (said.claim.side !== 'for' || !talk.holds(said.speaker, said.option)) return [];
    if (talk.reasons.has(`${said.option}/${goal.id}~noise`)) return [];
    const between = tell.between(goal, talk.values(said.option), talk.values(best));
    // What is better about one's own option nobody calls too little.
    const [theirs, own] = [said.option, best].map((option) => talk.values(option).of(goal.quantity) ?? 0) as [
      number,
      number,
    ];
    const isTheirs = goal.kind === 'more' ? theirs > own : theirs < own;
    if (between === null || !between.isNoise || !isTheirs) return [];
    const say = tell.say.noise(between.gap, between.worth, tell.label(goal.quantity));
    return [
      {
        kind: 'noise',
        act: 'rebut',
        addressee: said.speaker,
        answers: said.ref,
        question: null,
        utility: 6,
        sentences: [
          {
            symbol: 'noise',
            slots: {
              say,
              echo: talk.quoted(said) ?? plainPhrase(tell.label(goal.quantity)),
              theirs: plainPhrase(tell.option(said.option)),
              ...standing(talk),
            },
            asserts: {
              slot: 'say',
              what: {
                reason: `${said.option}/${goal.id}~noise`,
                option: said.option,
                side: 'against',
                evidence: talk.evidence(goal.quantity, said.option),
                figure: null,
                gist: tell.say.echoGap(tell.label(goal.quantity), between.gap),
              },
            },
          },
        ],
      },
    ];
  });
}

/** What the dearer of two options costs more, and what that buys. */
export function price(talk: Talk): Move[] {
  const { view, tell, best } = talk;
  const rival = talk.rival();
  // What cannot be chosen is no saving.
  if (best === null || rival === null || view.now.assessment.options.get(rival)?.missed.length !== 0) return [];
  if (isWeighed(talk, best, rival)) return [];
  const goals = view.model.criteria.flatMap((criterion) => (criterion.kind === 'need' ? [] : [criterion]));
  const paid = goals.filter((goal) => goal.kind === 'less' && isMoney(talk, goal.quantity));
  const cost = paid.find(({ value }) => value === 'cost') ?? paid[0];
  if (
    cost === undefined ||
    talk.reasons.has(`${rival}/${cost.id}~price`) ||
    talk.reasons.has(`${best}/${cost.id}~price`)
  )
    return [];
  const [own, other] = [talk.values(best), talk.values(rival)];
  const [a, b] = [own.of(cost.quantity), other.of(cost.quantity)];
  if (a === null || b === null || a >= b) return [];
  const gap = tell.between(cost, own, other);
  if (gap === null || gap.isNoise) return [];
  const bought = goals.flatMap((goal) => {
    // What money saves elsewhere is no worth of it: a sum says that better.
    if (goal === cost || isMoney(talk, goal.quantity)) return [];
    const between = tell.between(goal, own, other);
    const [mine, theirs] = [own.of(goal.quantity), other.of(goal.quantity)];
    const isTheirs = mine !== null && theirs !== null && (goal.kind === 'more' ? theirs > mine : theirs < mine);
    return between !== null && isTheirs ? [{ goal, between }] : [];
  });
  const [first] = bought;
  if (first === undefined) return [];
  const label = tell.label(first.goal.quantity);
  const so = first.between.isNoise
    ? briefly(tell.say.noise(first.between.gap, first.between.worth, label))
    : worthOfGain(talk, cost, first, other);
  if (so === null) return [];
  const say = tell.say.price(
    tell.option(rival),
    gap.gap,
    { label, gap: first.between.gap, isLess: first.goal.kind === 'less' },
    so,
  );
  const asked = against(talk, rival);
  return [
    {
      kind: 'price',
      ...asked,
      // Whoever holds the dearer one may add up what it buys; where nobody does, it is added up at once.
      utility: asked.act === 'rebut' ? 8.3 : first.between.isNoise ? 6.2 : 4.8,
      sentences: [
        {
          symbol: 'price',
          slots: { say, theirs: plainPhrase(tell.option(rival)), ...standing(talk) },
          asserts: {
            slot: 'say',
            what: {
              reason: `${rival}/${cost.id}~price`,
              option: rival,
              side: 'against',
              evidence: talk.evidence(cost.quantity, rival),
              figure: null,
              gist: tell.say.echoGap(tell.label(cost.quantity), gap.gap),
            },
          },
        },
      ],
    },
  ];
}

/** What the gain is worth in the unit of its price. */
function worthOfGain(
  talk: Talk,
  cost: CompiledGoal,
  { goal, between }: { goal: CompiledGoal; between: NonNullable<ReturnType<Talk['tell']['between']>> },
  values: OptionValues,
): Phrase | null {
  const coin = coinFor(talk.tell, cost, values);
  const [counted] = stepsOn([goal], values, talk.values(talk.best ?? values.option));
  const [paid] = stepsOn([cost], talk.values(talk.best ?? values.option), values);
  // What is worth its price is no reason against it.
  if (coin === null || counted === undefined || paid === undefined || counted.steps >= paid.steps) return null;
  const rate = isHeard(talk, between.worth.amount) ? null : { of: coin.amount, for: between.worth.amount };
  return talk.tell.say.paid(inCoin(talk, coin, Math.abs(counted.steps), between), rate);
}

/** Right behind the figure itself. */
const briefly = ({ brief, ...whole }: Phrase): Phrase => brief?.[0] ?? whole;

function isMoney({ view }: Talk, quantity: string): boolean {
  const [option] = view.now.assessment.options.values();
  return Object.keys(option?.values.unitOf(quantity).dimensions ?? {}).some((name) => name.startsWith('MONEY'));
}

/** What speaks for this member's option and has not been said. */
export function compared(talk: Talk): Move[] {
  if (isAgreed(talk)) return [];
  const held = new Set([...talk.stances().values()].map(({ option }) => option));
  return talk
    .points()
    .filter(
      ({ what, rival, isNoise }) =>
        what.reason !== null &&
        !talk.reasons.has(what.reason) &&
        what.side === 'for' &&
        isNoise !== true &&
        rival !== undefined &&
        held.has(rival) &&
        // Whoever adds up says what each part comes to.
        !isWeighed(talk, talk.best ?? '', rival),
    )
    .slice(0, 2)
    .map(
      (point, index): Move => ({
        kind: 'compare',
        ...against(talk, point.rival ?? ''),
        utility: 5 - index,
        sentences: [...newFacts(talk, point.what.reason), talk.sentence('compare', point, standing(talk))],
      }),
    );
}
