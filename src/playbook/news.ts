import type { HeardFact } from '../core/briefing.ts';
import type { FactValue } from '../core/scenario.ts';
import { subjectOf } from '../core/turn.ts';
import { namesIn } from '../reasoning/formula.ts';
import type { CompiledNeed } from '../reasoning/model.ts';
import { bearsOn, criterionOf } from '../reasoning/model.ts';
import { comesWhole } from '../reasoning/solve.ts';
import { assess } from '../reasoning/support.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { Teller } from '../wording/tell.ts';
import { standing, TO_ALL } from './addressing.ts';
import { limitThen } from './begun.ts';
import { butFor } from './combined.ts';
import type { Threshold } from './measuring.ts';
import { settingAt, thresholdOf } from './measuring.ts';
import type { Move, Sentence } from './move.ts';
import { byFact } from './move.ts';
import { lastNews, newsRow } from './news-row.ts';
import type { Talk } from './talk.ts';
import type { State } from './view.ts';
import { turnsSinceNews } from './view.ts';

/** `option/goal~news:fact`: what news has made of an option; `option/fact~firm`: up to where it may be off. */
const NEWS = '~news:';
const FIRM = '~firm';
const THROUGH = '~through:';

const saidSinceNews = ({ view }: Talk): string[] =>
  turnsSinceNews(view).flatMap(({ claims }) => claims.flatMap(({ reason }) => reason ?? []));

/** Of what counts on a goal: less is not worth saying of the news. */
const NOTED = 0.5;

/** How the options stood before the last news, for who knows all that is known now. */
export function beforeNews({ view }: Pick<Talk, 'view'>): Pick<State, 'world' | 'assessment'> | null {
  const news = lastNews({ view });
  if (news === undefined) return null;
  const { model, now, seat } = view;
  const facts = new Map<string, FactValue>(now.world.facts);
  for (const [name, { from }] of Object.entries(news.set)) facts.set(name, from);
  const world = { ...now.world, facts };
  return { world, assessment: assess(model, world, seat.values) };
}

/** What the last news has made of an option: what it came to and what it comes to now, wherever that counts; nothing where that has been said. */
export function pricedNews(talk: Talk, option: string | null): Sentence[] {
  const { view, tell } = talk;
  const news = lastNews(talk);
  if (option === null || news === undefined) return [];
  if (saidSinceNews(talk).some((reason) => reason.startsWith(`${option}/`) && reason.includes(NEWS))) return [];
  // As it is set now it never stood before.
  if (isSetSinceNews(talk, option)) return [];
  const { model } = view;
  const names = Object.keys(news.set);
  const before = beforeNews(talk);
  const then = before?.assessment.options.get(option)?.values;
  if (before === null || then === undefined) return [];
  const values = talk.values(option);
  const earlier = new Teller(model, tell.language, talk.citing.trying(before, names).refOf);
  const parts = model.criteria.flatMap((goal) => {
    if (goal.kind === 'need') return [];
    const [had, has, worth] = [then.of(goal.quantity), values.of(goal.quantity), values.ofExpression(goal.worth)];
    if (had === null || has === null || !worth || Math.abs(has - had) < NOTED * Math.abs(worth)) return [];
    const [was, is] = [earlier.amount(goal.quantity, then), tell.amount(goal.quantity, values)];
    if (was === null || is === null || was.text === is.text) return [];
    return [{ goal, label: tell.label(goal.quantity), was, now: is }];
  });
  const [first] = parts;
  if (first === undefined) return [];
  const say = tell.withSettings(
    tell.say.shifted(tell.option(option), parts),
    parts.map(({ goal }) => goal.quantity),
    [values],
  );
  return [
    {
      symbol: 'reopen',
      slots: { why: say, ...standing(talk) },
      asserts: {
        slot: 'why',
        what: {
          reason: `${option}/${first.goal.id}${NEWS}${names[0]}`,
          option,
          side: null,
          evidence: { kind: 'none', ref: null },
          figure: null,
          gist: say,
        },
      },
    },
  ];
}

function isSetSinceNews({ view }: Talk, option: string): boolean {
  const since = new Set(turnsSinceNews(view).map(({ turn }) => turn));
  return view.now.knowledge.proposals.some(
    (one) => one.option === option && (since.has(one.turn) || since.has(one.seconded ?? 0)),
  );
}

/**
 * Of the first who speaks after news that bears on a limit: how every option stands on it now, and which of those that miss it would lead
 * but for that. Nothing where it puts none of them out, or all.
 */
export function newsTable(talk: Talk): Sentence[] {
  const { view, best } = talk;
  const news = lastNews(talk);
  if (news === undefined || best === null || view.brief.task !== 'rebut' || turnsSinceNews(view).length > 0) return [];
  const told = newsRow(talk);
  if (told === null) return limitMoved(talk, news, best);
  const { row, point } = told;
  return [
    {
      symbol: 'reopen',
      slots: { why: row.say, so: row.so, ...standing(talk) },
      asserts: { slot: 'why', what: point.what },
    },
    ...butFor(talk, best),
  ];
}

/** News that changes only what a limit asks and puts nothing out: that the option which leads keeps it. */
function limitMoved(talk: Talk, news: HeardFact, best: string): Sentence[] {
  for (const need of talk.view.model.criteria) {
    if (need.kind !== 'need' || !namesIn(need.right).some((name) => name in news.set)) continue;
    const point = talk.values(best).meets(need) === true ? limitThen(talk, best, need) : null;
    if (point === null) continue;
    return [
      { symbol: 'reopen', slots: { why: point.say, ...standing(talk) }, asserts: { slot: 'why', what: point.what } },
    ];
  }
  return [];
}

/** Who stays with an option that the news has touched says what it has made of it, and why it still stands. */
export function defended(talk: Talk): Move[] {
  const { best, view, change } = talk;
  const news = lastNews(talk);
  if (best === null || news === undefined || (change !== null && change.from !== change.to)) return [];
  const priced = pricedNews(talk, best);
  const verdict = stillHolds(talk, best, Object.keys(news.set));
  if (priced.length === 0 || verdict === null || view.brief.task !== 'rebut') return [];
  return [
    {
      kind: 'defend',
      act: 'support',
      ...TO_ALL,
      utility: 8.7,
      sentences: [
        ...priced,
        ...throughNews(talk, best, toldIn(talk, priced)),
        { symbol: 'defend', slots: { say: verdict, ...standing(talk) } },
      ],
    },
  ];
}

/** The quantity of the goal that sentences have told. */
function toldIn({ view }: Talk, sentences: readonly Sentence[]): string | null {
  const [subject] = sentences.flatMap(({ asserts }) => subjectOf(asserts?.what.reason) ?? []);
  const criterion = criterionOf(view.model, subject ?? '');
  return criterion === undefined || criterion.kind === 'need' ? null : criterion.quantity;
}

/** By way of what the last news has changed an option's figure on a criterion, where it did most of that and nobody has said so. */
export function throughNews(talk: Talk, option: string, quantity: string | null): Sentence[] {
  const { view, tell } = talk;
  const news = lastNews(talk);
  const before = beforeNews(talk);
  const then = before?.assessment.options.get(option)?.values;
  if (news === undefined || before === null || then === undefined || view.question.audience === 'junior') return [];
  const names = Object.keys(news.set);
  const values = talk.values(option);
  const earlier = new Teller(view.model, tell.language, talk.citing.trying(before, names).refOf);
  const say = quantity === null ? null : tell.through(quantity, values, earlier, then, names);
  const reason = `${option}/${quantity}${THROUGH}${names[0]}`;
  if (say === null || talk.reasons.has(reason)) return [];
  return [
    {
      symbol: 'cause',
      slots: { say, ...standing(talk) },
      asserts: {
        slot: 'say',
        what: { reason, option, side: null, evidence: { kind: 'none', ref: null }, figure: null, gist: say },
      },
    },
  ];
}

/** Why an option still stands after news: the limit that it comes nearest to, or that it is still ahead. */
function stillHolds(talk: Talk, option: string, names: readonly string[]): Phrase | null {
  const { view, tell } = talk;
  const values = talk.values(option);
  const needs = view.model.criteria.filter(
    (one): one is CompiledNeed =>
      one.kind === 'need' && names.some((name) => bearsOn(view.model, name, one, option)) && values.meets(one) === true,
  );
  const room = (need: CompiledNeed) =>
    Math.abs(values.margin(need) ?? 0) / (Math.abs(values.ofExpression(need.right) ?? 0) / need.unit.factor || 1);
  const [nearest] = needs.sort((a, b) => room(a) - room(b));
  if (nearest !== undefined) {
    const say = limitThen(talk, option, nearest)?.say ?? tell.limit(nearest, values);
    return say?.brief?.[0] ?? say;
  }
  const [next] = [...view.now.assessment.options.values()]
    .filter((one) => one.option !== option && one.missed.length === 0)
    .sort((a, b) => b.share - a.share);
  return next === undefined ? null : tell.say.leads(tell.option(option), tell.option(next.option));
}

/** News is as good as whoever brought it: up to where it may be off before this member would choose otherwise. */
export function firmness(talk: Talk): Move[] {
  const { best, view, tell } = talk;
  const news = lastNews(talk);
  const since = turnsSinceNews(view);
  if (best === null || news === undefined || since.length === 0 || view.brief.task !== 'rebut') return [];
  if (since.some(({ claims }) => claims.some(({ reason }) => reason?.endsWith(FIRM)))) return [];
  const measured = new Set(view.question.model.measurements.map(({ learns }) => learns));
  const found = Object.entries(news.set).flatMap(([name, { to }]) => {
    const fact = view.model.scenario.facts[name];
    // What has been counted is not off by a part of one.
    if (typeof to !== 'number' || to === 0 || measured.has(name) || fact === undefined || comesWhole(fact, to))
      return [];
    const threshold = thresholdOf(talk, name, to);
    const distance = threshold === null ? Number.POSITIVE_INFINITY : Math.abs(threshold.at / to - 1);
    return threshold === null || distance > AS_FAR ? [] : [{ name, threshold, distance }];
  });
  const [near] = found.sort((a, b) => a.distance - b.distance);
  if (near === undefined) return [];
  const { name, threshold } = near;
  const label = tell.label(name);
  const at = asPhrase(printAmount(threshold.at, view.model.scenario.facts[name]?.unit ?? '', tell.language), [
    `rule:threshold.${name}`,
  ]);
  return [
    {
      kind: 'firm',
      act: 'support',
      ...TO_ALL,
      utility: 5.5,
      sentences: [
        {
          symbol: 'firm',
          slots: {
            say: heldTo(talk, best, name, at, threshold),
            what: plainPhrase(label),
            ...standing(talk),
          },
          asserts: {
            slot: 'say',
            what: byFact(name, {
              reason: `${best}/${name}${FIRM}`,
              option: best,
              side: 'for',
              gist: tell.say.echo({ label, amount: at }),
            }),
          },
        },
      ],
    },
  ];
}

/** Up to where an option holds, with the setting that it takes there. */
function heldTo(talk: Talk, best: string, name: string, at: Phrase, threshold: Threshold): Phrase {
  const { tell } = talk;
  const said = tell.say.upTo(tell.option(best), tell.label(name), at, threshold.beyond);
  const set = settingAt(talk, best, name, threshold.holds);
  return set === null ? said : tell.setThere(said, best, set);
}

/** Nobody asks how sure a value is that would have to be off by more than itself. */
const AS_FAR = 1;
