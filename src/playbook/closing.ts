import type { Measurement } from '../core/scenario.ts';
import { spokenOf } from '../wording/address.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { standing, TO_ALL } from './addressing.ts';
import { barAt, barOf, comesTooLate, isLate, priceOf, refusalOf, saidThreshold, thresholdOf } from './measuring.ts';
import type { Move } from './move.ts';
import { nextBest } from './next-best.ts';
import { heldUpTo } from './ranges.ts';
import { conditionOf } from './settings.ts';
import type { Point, Talk } from './talk.ts';
import { isTooLate } from './testing.ts';
import { thinLead } from './thin.ts';
import { isWeighed } from './weighing.ts';
import { costsMoreThanItGains } from './worth.ts';

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
    // What their vote or a sum has just said is not said again beside their bar.
    const isTold =
      point !== null &&
      threshold !== null &&
      ((point.what.reason !== null && talk.reasons.has(point.what.reason)) ||
        (point.rival !== undefined && isWeighed(talk, talk.best ?? '', point.rival)));
    const why = isTold ? null : point;
    return {
      ...base,
      ...(threshold === null ? {} : { condition: threshold }),
      sentences: [
        {
          symbol: 'close.dissent',
          slots: { why: why?.say, threshold: threshold ?? undefined, ...named },
          ...(why === null ? {} : { asserts: { slot: 'why', what: why.what } }),
        },
      ],
    };
  }
  const next = nextBest(talk, decision);
  const seated = new Set(view.question.roster.map(({ id }) => id));
  const actions = (view.model.scenario.options[decision]?.actions ?? []).filter(({ owner }) =>
    seated.has(owner.toLowerCase()),
  );
  const own = actions.find(({ owner }) => owner.toLowerCase() === view.seat.id);
  const others = actions.filter(({ owner }) => owner.toLowerCase() !== view.seat.id);
  const [plan] = others;
  const condition = conditionOf(talk, decision);
  const test = testOf(talk, decision);
  const act = own === undefined ? undefined : plainPhrase(own.do);
  return {
    ...base,
    sentences: [
      {
        symbol: 'close.commit',
        slots: {
          act,
          plan: plan === undefined ? undefined : plainPhrase(plan.do),
          who: plan === undefined ? undefined : plainPhrase(plan.owner),
          condition: condition ?? undefined,
          test: test ?? undefined,
          ...named,
        },
      },
      ...(condition === null ? [] : [{ symbol: 'close.given', slots: { condition, ...named }, unless: 'condition' }]),
      ...(test === null ? [] : [{ symbol: 'close.test', slots: { test, ...named }, unless: 'test' }]),
      ...(next === undefined ? [] : thinLead(talk, decision, next.option)),
      ...(act === undefined ? [] : [{ symbol: 'close.mine', slots: { act, ...named }, unless: 'act' }]),
      ...others.map(({ owner, do: task }) => ({
        symbol: 'close.theirs',
        slots: { say: tell.say.task(spokenOf(view, owner.toLowerCase()), task), ...named },
      })),
      // Where the option names nobody who does something, whoever closes sees to it.
      ...(actions.length > 0
        ? []
        : [
            {
              symbol: 'close.own',
              slots: named,
              asserts: {
                slot: 'decision',
                what: {
                  reason: `own:${decision}`,
                  option: decision,
                  side: null,
                  evidence: { kind: 'none' as const, ref: null },
                  figure: null,
                  gist: named.decision,
                },
              },
            },
          ]),
    ],
  };
}

/** The measurement that somebody has proposed, as what is done first, with its bar; where none was, up to where the decision holds. */
function testOf(talk: Talk, decision: string): Phrase | null {
  const { view, tell, reasons } = talk;
  const { measurements } = view.question.model;
  // Where the figures are everybody's, what could turn them is told though nobody came to propose it.
  const isOpen = ({ learns }: Measurement) =>
    view.model.scenario.weights === 'equal' &&
    !reasons.has(refusalOf(learns)) &&
    barAt(talk, { learns, how: '' }) !== null;
  const proposed = measurements.find(({ learns }) => reasons.has(`measure:${learns}`)) ?? measurements.find(isOpen);
  const isDone =
    proposed !== undefined &&
    !isTooLate(talk, proposed) &&
    !comesTooLate(talk, proposed) &&
    !costsMoreThanItGains(talk, proposed, decision);
  const bar = isDone ? barOf(talk, proposed) : null;
  if (proposed !== undefined && bar !== null) {
    const index = view.question.model.measurements.indexOf(proposed);
    const owner = proposed.owner?.toLowerCase();
    const isSeated = owner !== undefined && view.question.roster.some(({ id }) => id === owner);
    const who = !isSeated ? null : owner === view.seat.id ? tell.say.mine : spokenOf(view, owner);
    const by = tell.say.bracket([priceOf(talk, proposed, index), who === null ? null : plainPhrase(who)]);
    const isBeside = isLate(talk, proposed.days ?? 0, talk.values(decision));
    return tell.say.first(proposed.how, by, bar, view.model.scenario.weights !== 'equal', isBeside);
  }
  return heldUpTo(talk).find(({ what }) => what.reason === null || !reasons.has(what.reason))?.say ?? null;
}

/** The value of a fact that people argue about, nearest to what it is, at which this member would go with the decision. */
function agreesAt(talk: Talk, decision: string): Phrase | null {
  const { view, tell } = talk;
  const found = Object.entries(view.model.scenario.facts).flatMap(([name, fact]) => {
    const now = view.now.world.facts.get(name);
    const isArgued = fact.range !== undefined || fact.assumed !== undefined || isNews(talk, name);
    if (typeof now !== 'number' || now === 0 || !isArgued) return [];
    const threshold = thresholdOf(talk, name, now);
    if (threshold === null || threshold.option !== decision) return [];
    const at = asPhrase(printAmount(threshold.at, fact.unit ?? '', tell.language), [`rule:threshold.${name}`]);
    const say = saidThreshold(talk, { name, label: tell.label(name) }, at, threshold);
    return [{ say, distance: Math.abs(threshold.at / now - 1) }];
  });
  return found.sort((a, b) => a.distance - b.distance)[0]?.say ?? null;
}

const isNews = ({ view }: Talk, name: string) => view.heard.some((said) => said.kind === 'fact' && name in said.set);
