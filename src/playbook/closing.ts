import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { standing, TO_ALL } from './addressing.ts';
import { thresholdOf } from './measuring.ts';
import type { Move } from './move.ts';
import { conditionOf } from './settings.ts';
import type { Point, Talk } from './talk.ts';

export function closing(talk: Talk): Move {
  const { view, tell } = talk;
  const decision = view.brief.closing?.decision ?? null;
  const base = { kind: 'close' as const, act: 'close' as const, ...TO_ALL, utility: 1 };
  if (decision === null) return { ...base, sentences: [{ symbol: 'close.undecided', slots: standing(talk) }] };
  const named = { decision: plainPhrase(tell.option(decision)), ...standing(talk) };
  if (view.brief.closing?.role === 'dissent') {
    const against = (point: Point) =>
      point.rival === decision || (point.rival === undefined && point.what.option === decision);
    const point = talk.points().find((one) => against(one) && one.isNoise !== true) ?? null;
    const threshold = agreesAt(talk, decision);
    return {
      ...base,
      ...(threshold === null ? {} : { condition: threshold }),
      sentences: [
        {
          symbol: 'close.dissent',
          slots: { why: point?.say, threshold: threshold ?? undefined, ...named },
          ...(point === null ? {} : { asserts: { slot: 'why', what: point.what } }),
        },
      ],
    };
  }
  const actions = view.model.scenario.options[decision]?.actions ?? [];
  const own = actions.find(({ owner }) => owner.toLowerCase() === view.seat.id);
  const others = actions.filter(({ owner }) => owner.toLowerCase() !== view.seat.id);
  const plan = others[0];
  return {
    ...base,
    sentences: [
      {
        symbol: 'close.commit',
        slots: {
          act: own === undefined ? undefined : plainPhrase(own.do),
          plan: plan === undefined ? undefined : plainPhrase(plan.do),
          who: plan === undefined ? undefined : plainPhrase(plan.owner),
          condition: conditionOf(talk, decision) ?? undefined,
          test: testOf(talk) ?? undefined,
          ...named,
        },
      },
    ],
  };
}

/** The measurement that somebody has proposed. */
function testOf({ view, tell, reasons }: Talk): Phrase | null {
  const proposed = view.question.model.measurements.find(({ learns }) => reasons.has(`measure:${learns}`));
  return proposed === undefined ? null : tell.say.measurement(proposed.how, tell.label(proposed.learns), null);
}

/** The nearest value of a fact that people argue about at which this member would go with the decision. */
function agreesAt(talk: Talk, decision: string): Phrase | null {
  const { view, tell } = talk;
  for (const [name, fact] of Object.entries(view.model.scenario.facts)) {
    const now = view.now.world.facts.get(name);
    if (typeof now !== 'number' || (fact.range === undefined && fact.assumed === undefined)) continue;
    const threshold = thresholdOf(talk, name, now);
    if (threshold === null || threshold.option !== decision) continue;
    const at = asPhrase(printAmount(threshold.at, fact.unit ?? '', tell.language), [`rule:threshold.${name}`]);
    return tell.say.threshold(tell.label(name), at, threshold.beyond, tell.option(decision));
  }
  return null;
}
