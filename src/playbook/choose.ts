import { subjectOf } from '../core/turn.ts';
import { criterionOf } from '../reasoning/model.ts';
import { differences } from '../reasoning/support.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { CARES, careFor, standing, TO_ALL } from './addressing.ts';
import { asksForCurve } from './asking.ts';
import { causeRef, NOTICEABLE } from './change.ts';
import { newFacts, reveals } from './facts-told.ts';
import { remarks } from './judging.ts';
import { isTheirs, measures, thresholdOf } from './measuring.ts';
import type { Move, Sentence } from './move.ts';
import { isAnyMove, movesOf } from './moves.ts';
import type { Point, Talk } from './talk.ts';
import { isPresent } from './view.ts';
import { saidSince } from './yielding.ts';

/** Below this a move adds nothing for anybody, and the floor goes on. */
const WORTH_SAYING = 3;

/** What this member does with the floor; null where there is nothing to say. */
export function chosenMove(talk: Talk): Move | null {
  const move = withRemark(talk, bestMove(talk));
  // What somebody said stands when they have left; it is answered before all.
  const isGone = move !== null && move.addressee !== 'all' && !isPresent(talk.view, move.addressee);
  return isGone ? { ...move, addressee: 'all' } : move;
}

/** Whether this member would do anything with the floor: what `chosenMove` finds, without choosing. */
export function hasMove(talk: Talk): boolean {
  if (talk.view.brief.task !== 'rebut') return chosenMove(talk) !== null;
  return isAnyMove(talk, isWorthSaying) || explained(talk) !== null;
}

const isWorthSaying = ({ utility }: Move) => utility >= WORTH_SAYING;

/** A turn with more in it than this takes no remark; a junior can follow one thing at a time. */
const ROOM = { peers: 2, lead: 2, junior: 1 };

/** What the member has seen and no figure holds is said beside something else, where there is room for it. */
function withRemark(talk: Talk, move: Move | null): Move | null {
  const { task } = talk.view.brief;
  const { audience } = talk.view.question;
  if (move === null || move.kind === 'judge' || move.kind === 'bound' || (task !== 'open' && task !== 'rebut'))
    return move;
  // Who reads curves asks for the one that nobody has brought before anything else is argued.
  const [curve] = task === 'open' ? asksForCurve(talk) : [];
  if (curve !== undefined)
    return { ...move, question: curve.question, sentences: [...move.sentences, ...curve.sentences] };
  if (move.sentences.length > ROOM[audience]) return move;
  const measure = task === 'rebut' && audience !== 'junior' ? measureBeside(talk, move) : undefined;
  const [remark = measure] = remarks(talk);
  return remark === undefined ? move : { ...move, sentences: [...move.sentences, ...remark.sentences] };
}

const TAKES_MEASURE: ReadonlySet<Move['kind']> = new Set(['second', 'amend', 'move', 'reopen', 'concede']);
/** The measurement that a choice hangs on, once somebody has chosen. */
function measureBeside(talk: Talk, move: Move): Move | undefined {
  if (!TAKES_MEASURE.has(move.kind)) return undefined;
  return measures(talk, (one) => isTheirs(talk, one))[0];
}

function bestMove(talk: Talk): Move | null {
  const { brief } = talk.view;
  if (brief.task === 'open') return forAudience(talk, opening(talk));
  if (brief.task === 'vote') return forAudience(talk, vote(talk));
  if (brief.task === 'close') return closing(talk);
  const [first] = movesOf(talk).sort((a, b) => b.utility - a.utility);
  if (first === undefined || !isWorthSaying(first)) return explained(talk);
  return withAside(talk, first);
}

/** A lead hears first what it comes to, and then what that rests on. */
function forAudience({ view }: Talk, move: Move): Move {
  if (view.question.audience !== 'lead') return move;
  const plain = move.sentences.map((one) => ({
    ...one,
    symbol: one.symbol.replace(/^(open\.then|vote\.move)$/, (symbol) => symbol.split('.')[0] ?? symbol),
  }));
  const concludes = ({ symbol }: Sentence) => /^(open|vote)(\.bare)?$/.test(symbol);
  return { ...move, sentences: [...plain.filter(concludes), ...plain.filter((one) => !concludes(one))] };
}

/** An opening says where one stands and what weighs most; what only the speaker knows comes first. */
function opening(talk: Talk): Move {
  const first = openingPoint(talk);
  const base = { kind: 'open' as const, act: 'open' as const, ...TO_ALL, utility: 1 };
  if (talk.best === null || first === null) {
    const judged = movesOf(talk).find(({ kind }) => kind === 'judge' || kind === 'ask');
    if (judged !== undefined) return { ...judged, act: judged.kind === 'ask' ? 'ask' : 'open', utility: 1 };
    return { ...base, sentences: [{ symbol: talk.best === null ? 'open.none' : 'open.bare', slots: standing(talk) }] };
  }
  // What only the speaker knows comes first, where it changes how the options stand.
  const [reveal] = reveals(talk);
  if (reveal !== undefined && first.what.side !== null) {
    const shown = reveal.sentences.flatMap(({ asserts }) => asserts?.what.reason ?? []);
    const { reason } = first.what;
    const isSaid = reason !== null && shown.some((one) => subjectOf(one) === subjectOf(reason));
    return {
      ...base,
      sentences: [
        ...reveal.sentences,
        ...(isSaid
          ? [{ symbol: 'open.bare', slots: standing(talk) }]
          : [
              ...newFacts(talk, reason).filter(({ asserts }) => !shown.includes(asserts?.what.reason ?? '')),
              talk.sentence('open.then', first, standing(talk)),
            ]),
      ],
    };
  }
  const facts = newFacts(talk, first.what.reason);
  return {
    ...base,
    sentences: [...facts, talk.sentence(facts.length > 0 ? 'open.then' : 'open', first, standing(talk))],
  };
}

/** What the member cares for most comes first, where it tells the options apart; else what weighs most. */
function openingPoint(talk: Talk): Point | null {
  const { model, seat } = talk.view;
  const points = talk.points();
  const servedBy = ({ what }: Point) => criterionOf(model, subjectOf(what.reason) ?? '')?.value;
  const telling = points.filter(({ isNoise }) => isNoise !== true);
  const cared = seat.values
    .slice(0, CARES)
    .flatMap((value) => telling.find((point) => servedBy(point) === value) ?? []);
  return cared[0] ?? points[0] ?? null;
}

/** A change of mind or of confidence is said aloud, whatever else the turn does. */
export function withAside(talk: Talk, move: Move): Move {
  const saysIt = move.sentences.some(({ symbol }) => /^(concede|reopen|aside)/.test(symbol));
  if (talk.change === null || saysIt) return move;
  const aside = asideOf(talk);
  return aside === null || isEchoed(talk) ? move : { ...move, sentences: [aside, ...move.sentences] };
}

/** Whether a colleague has named the same cause for his own change already, and this member only grew surer or less sure. */
function isEchoed({ change, view }: Talk): boolean {
  if (change === null || change.from !== change.to || change.cause === null) return false;
  const cause = causeRef(change.cause);
  const since = view.own?.body.turn ?? 0;
  return view.turns.some(({ body }) => body.turn > since && cause !== null && body.stance.movedBy.includes(cause));
}

function asideOf(talk: Talk): Sentence | null {
  const { change } = talk;
  if (change === null || (change.from === change.to && Math.abs(change.gain) < NOTICEABLE)) return null;
  const { cause } = change;
  const echo = echoOf(talk);
  if (echo === null) return null;
  const hasMoved = change.from !== change.to;
  if (hasMoved && change.to === null) return { symbol: 'concede.lost', slots: { why: echo, ...standing(talk) } };
  const value = hasMoved && cause?.kind === 'event' && saidSince(talk, cause.name) ? talk.fact(cause.name) : null;
  if (value !== null) return { symbol: 'aside.follow', slots: { value, ...standing(talk) } };
  const symbol = hasMoved ? 'aside.move' : change.gain > 0 ? 'aside.up' : 'aside.down';
  // What follows from it is said where nobody has said it yet; a setting of another option lets that one in.
  const isOthers = cause?.kind === 'setting' && cause.option !== talk.best && !hasMoved;
  const why = isOthers
    ? talk.tell.say.possible(talk.tell.option(cause.option))
    : change.effect === null || isSaid(talk, change.effect)
      ? undefined
      : (talk.effect(change.effect) ?? undefined);
  return { symbol, slots: { echo, why, ...standing(talk) } };
}

/** What moved the member, as a noun phrase: a fact with its value, or a setting. */
function echoOf(talk: Talk): Phrase | null {
  const { change, tell, view } = talk;
  const cause = change?.cause ?? null;
  if (cause === null) return null;
  if (cause.kind === 'setting') {
    return conditionOf(talk, cause.option);
  }
  if (cause.kind === 'figure') {
    const term = tell.term(cause.name, talk.values(talk.best ?? change?.from ?? view.model.options[0] ?? ''));
    return term === null ? plainPhrase(tell.label(cause.name)) : tell.say.echo(term);
  }
  const amount = talk.fact(cause.name);
  return amount === null
    ? plainPhrase(tell.label(cause.name))
    : tell.say.echo({ label: tell.label(cause.name), amount });
}

function isSaid(talk: Talk, effect: NonNullable<NonNullable<Talk['change']>['effect']>): boolean {
  const id = effect.kind === 'goal' ? effect.goal.id : effect.need.id;
  const since = talk.view.own?.body.turn ?? 0;
  return talk.view.turns.some(
    ({ body }) => body.turn > since && body.claims.some(({ reason }) => reason === `${effect.option}/${id}`),
  );
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
    const missed = [...talk.view.now.assessment.options.values()].flatMap(({ option, missed: needs }) =>
      needs.flatMap((need) => talk.limit(option, need) ?? []),
    )[0];
    return { ...base, sentences: [{ symbol: 'vote.none', slots: { why: missed?.say } }] };
  }
  const point = ownPoint(talk);
  const hasMoved = change !== null && change.from !== change.to;
  // What everybody has heard moved others too; a vote says what the voter makes of it.
  const condition = conditionOf(talk, best);
  const isBySetting = condition !== null && change?.cause?.kind === 'setting' && change.cause.option === best;
  const isNews = hasMoved && !isBySetting && change.effect !== null && !isSaid(talk, change.effect);
  const { options } = talk.view.now.assessment;
  const isOnly =
    options.size > 1 && [...options.values()].every(({ option, missed }) => option === best || missed.length > 0);
  const effect = (isNews || point === null) && change?.effect ? talk.effect(change.effect) : null;
  const symbolOf = () => {
    if (hasMoved && !isBySetting) return 'vote.move';
    if (effect !== null || point !== null) return 'vote';
    return isOnly ? 'vote.only' : 'vote.bare';
  };
  return {
    ...base,
    ...(condition === null ? {} : { condition }),
    sentences: [
      {
        symbol: symbolOf(),
        slots: { why: effect ?? point?.say, condition: condition ?? undefined, ...standing(talk) },
        ...(point === null || effect !== null ? {} : { asserts: { slot: 'why', what: point.what } }),
      },
      ...(hasMoved || change === null || Math.abs(change.gain) < NOTICEABLE
        ? []
        : [isEchoed(talk) ? null : asideOf(talk)].filter((one) => one !== null)),
      ...(effect === null ? givenUp(talk, point) : []),
    ],
  };
}

/**
 * What tells the option from those that are still open, by what the voter cares about most; of equals, what nobody has said.
 * That others are out comes last, since everybody has heard it.
 */
function ownPoint(talk: Talk): Point | null {
  const { view, said } = talk;
  const points = talk.points();
  const telling = points.filter(({ rival, isNoise }) => rival !== undefined && isNoise !== true);
  const [first] = telling;
  // One rival at a time: the one that is disputed comes first among the points.
  const same = telling.filter(({ rival }) => rival === first?.rival);
  const near = telling.length > 0 ? same : points;
  const others = ({ what }: Point) =>
    said.filter(({ speaker, claim }) => speaker !== view.seat.id && claim.reason === what.reason).length;
  const rank = (point: Point) => careFor(talk, point) + others(point);
  return [...near].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** What the voter gives up with their option against the one that it was set beside: the heaviest difference that counts. */
function givenUp(talk: Talk, point: Point | null): Sentence[] {
  const { best, view } = talk;
  const rival = point?.rival;
  if (best === null || rival === undefined || view.question.audience === 'junior') return [];
  const [worst] = differences(view.now.assessment, best, rival)
    .filter(({ gain }) => gain < 0)
    .flatMap(({ criterion }) => {
      if (criterion.kind === 'need' || talk.reasons.has(`${best}/${criterion.id}~despite`)) return [];
      const between = talk.tell.between(criterion, talk.values(best), talk.values(rival));
      const found = between === null || between.isNoise ? null : talk.goal(criterion, best, rival);
      return found === null ? [] : [found];
    });
  // Whoever cares for something else has no word about it.
  if (worst === undefined || careFor(talk, worst) >= CARES) return [];
  const what = { ...worst.what, reason: `${worst.what.reason}~despite`, side: 'against' as const };
  const say = worst.say.brief?.[0] ?? worst.say;
  return [{ symbol: 'despite', slots: { say, ...standing(talk) }, asserts: { slot: 'say', what } }];
}

/** The setting on which a vote for an amended option rests. */
function conditionOf({ view, tell }: Talk, option: string): Phrase | null {
  const [setting] = view.now.knowledge.amended.get(option) ?? [];
  if (setting === undefined) return null;
  const [input, to] = setting;
  const values = view.now.assessment.options.get(option)?.values;
  if (values === undefined) return null;
  const amount = asPhrase(printAmount(to, values.unitOf(input).text, tell.language, 2), [`option:${option}.${input}`]);
  return tell.say.setAt({ label: tell.label(input), amount });
}

function closing(talk: Talk): Move {
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
