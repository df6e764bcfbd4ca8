import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { NOTICEABLE } from './change.ts';
import type { Move, Sentence } from './move.ts';
import { movesOf, newFacts, standing, thresholdOf } from './moves.ts';
import type { Talk } from './talk.ts';

/** Below this a move adds nothing for anybody, and the floor goes on. */
const WORTH_SAYING = 3;

/** What this member does with the floor; null where there is nothing to say. */
export function chosenMove(talk: Talk): Move | null {
  const { brief } = talk.view;
  if (brief.task === 'open') return opening(talk);
  if (brief.task === 'vote') return vote(talk);
  if (brief.task === 'close') return closing(talk);
  const [first] = movesOf(talk).sort((a, b) => b.utility - a.utility);
  if (first === undefined || first.utility < WORTH_SAYING) return explained(talk);
  return withAside(talk, first);
}

const TO_ALL = { addressee: 'all', answers: null, question: null } as const;

/** An opening says where one stands and what weighs most; what only the speaker knows comes first. */
function opening(talk: Talk): Move {
  const points = talk.points();
  const [first] = points;
  const base = { kind: 'open' as const, act: 'open' as const, ...TO_ALL, utility: 1 };
  if (talk.best === null || first === undefined) {
    const judged = movesOf(talk).find(({ kind }) => kind === 'judge' || kind === 'ask');
    if (judged !== undefined) return { ...judged, act: judged.kind === 'ask' ? 'ask' : 'open', utility: 1 };
    return { ...base, sentences: [{ symbol: talk.best === null ? 'open.none' : 'open.bare', slots: standing(talk) }] };
  }
  const facts = newFacts(talk, first.what.reason);
  return { ...base, sentences: [...facts, talk.sentence(facts.length > 0 ? 'open.then' : 'open', first, standing(talk))] };
}

/** A change of mind or of confidence is said aloud, whatever else the turn does. */
function withAside(talk: Talk, move: Move): Move {
  const { change } = talk;
  const saysIt = ['concede', 'move', 'reopen'].includes(move.kind);
  if (change === null || saysIt) return move;
  const aside = asideOf(talk);
  return aside === null ? move : { ...move, sentences: [aside, ...move.sentences] };
}

function asideOf(talk: Talk): Sentence | null {
  const { change } = talk;
  if (change === null || (change.from === change.to && Math.abs(change.gain) < NOTICEABLE)) return null;
  const why = change.effect === null ? null : talk.effect(change.effect);
  if (why === null) return null;
  const hasMoved = change.from !== change.to;
  const symbol = hasMoved ? (change.to === null ? 'concede.lost' : 'aside.move') : change.gain > 0 ? 'aside.up' : 'aside.down';
  return { symbol, slots: { why, ...standing(talk) } };
}

/** Nothing new to add: only a change of mind is worth the floor. */
function explained(talk: Talk): Move | null {
  const { change } = talk;
  if (change === null || change.from === change.to) return null;
  const aside = asideOf(talk);
  return aside === null ? null : { kind: 'move', act: 'support', ...TO_ALL, utility: 4, sentences: [aside] };
}

function vote(talk: Talk): Move {
  const base = { kind: 'vote' as const, act: 'support' as const, ...TO_ALL, utility: 1 };
  const { best, change } = talk;
  if (best === null) {
    const missed = [...talk.view.now.assessment.options.values()].flatMap(
      ({ option, missed: needs }) => needs.flatMap((need) => talk.limit(option, need) ?? []),
    )[0];
    return { ...base, sentences: [{ symbol: 'vote.none', slots: { why: missed?.say } }] };
  }
  const point = talk.mainPoint();
  const hasMoved = change !== null && change.from !== change.to;
  const effect = hasMoved && change.effect !== null ? talk.effect(change.effect) : null;
  const condition = conditionOf(talk, best);
  return {
    ...base,
    ...(condition === null ? {} : { condition }),
    sentences: [
      {
        symbol: hasMoved ? 'vote.move' : point === null ? 'vote.bare' : 'vote',
        slots: { why: effect ?? point?.say, condition: condition ?? undefined, ...standing(talk) },
        ...(point === null || effect !== null ? {} : { asserts: { slot: 'why', what: point.what } }),
      },
      ...(hasMoved || change === null || Math.abs(change.gain) < NOTICEABLE ? [] : [asideOf(talk)].filter((one) => one !== null)),
    ],
  };
}

/** The setting on which a vote for an amended option rests. */
function conditionOf({ view, tell }: Talk, option: string): Phrase | null {
  const [setting] = view.now.knowledge.amended.get(option) ?? [];
  if (setting === undefined) return null;
  const [input, to] = setting;
  const values = view.now.assessment.options.get(option)?.values;
  if (values === undefined) return null;
  const amount = asPhrase(printAmount(to, values.unitOf(input).text, tell.language, 2), [`option:${option}.${input}`]);
  return tell.say.echo({ label: tell.label(input), amount });
}

function closing(talk: Talk): Move {
  const { view, tell } = talk;
  const decision = view.brief.closing?.decision ?? null;
  const base = { kind: 'close' as const, act: 'close' as const, ...TO_ALL, utility: 1 };
  if (decision === null) return { ...base, sentences: [{ symbol: 'close.undecided', slots: standing(talk) }] };
  const named = { decision: plainPhrase(tell.option(decision)), ...standing(talk) };
  if (view.brief.closing?.role === 'dissent') {
    const point = talk.mainPoint();
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
          ...named,
        },
      },
    ],
  };
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
