import { randomFrom } from '../core/random.ts';
import { bestOption, weigh } from '../reasoning/argument.ts';
import { factsOf } from '../reasoning/considerations.ts';
import type { Standing } from '../reasoning/standing.ts';
import { audienceOf, isLessSure, TELLING, voteReason } from '../reasoning/standing.ts';
import type { Known, View } from '../reasoning/view.ts';
import { edgeOf, optionOf, reasonsOf, statesReason } from '../reasoning/view.ts';
import { newsIn, restsOn } from '../wording/compared.ts';
import { curveQuestion, wantsCurve } from './curve.ts';
import {
  caveats,
  conditions,
  consults,
  proposals,
  questions,
  supports,
  updates,
  withItsHardwareSide,
} from './initiatives.ts';
import { withLesson } from './lessons.ts';
import type { Move, Part } from './move.ts';
import {
  BARS,
  claimOf,
  disputesMe,
  effectiveSide,
  favours,
  isBar,
  isExperiment,
  lostTo,
  part,
  related,
  unsaid,
  weightFor,
} from './move.ts';
import { agreements, answers, concessions, counters, undercuts, weighings } from './replies.ts';

const SPREAD = 0.35;
/** Change of the share of the option held that a member owns up to. */
const NOTICED = 0.1;
/** Below this it waits for a turn that has to do with it. */
const NOTICED_ANYWHERE = 0.12;
const NEWS_TURNS = 2;

/** Every move that the rules of the playbook allow now, best first. Never empty outside a close. */
export function movesOf(view: View, standing: Standing): Move[] {
  const { brief, scenario, seat } = view;
  const moves =
    brief.task === 'open'
      ? openings(view, standing)
      : brief.task === 'vote'
        ? [vote(view, standing)]
        : brief.task === 'close'
          ? [closing(view, standing)]
          : rebuttals(view, standing);
  return moves
    .map((move) => withItsHardwareSide(view, move))
    .map((move) => withWhatMovedHim(view, standing, move))
    .map((move) => withLesson(view, move))
    .map((move) => ({
      ...move,
      utility:
        move.utility +
        followsUp(view, move) +
        SPREAD * randomFrom(scenario.seed, 'move', brief.turn, seat.id, keyOf(move))(),
    }))
    .sort((a, b) => b.utility - a.utility);
}

/** What a turn says in passing before what it is about: a reason of one's own that is gone, news, or what has shifted the ground. */
function withWhatMovedHim(view: View, standing: Standing, move: Move): Move {
  const { stance, previous, movers } = standing;
  const held = previous?.option ?? null;
  const { task } = view.brief;
  if (previous === null || held === null || (task !== 'rebut' && task !== 'vote')) return move;
  if (move.act === 'concede' || move.parts.length > 1) return move;
  // A vote says what has just shifted it; the rest had its turn.
  if (task === 'vote' && stance.option !== held) return move;
  const { audience } = view.scenario;
  const passing = task === 'vote' ? null : (lostUnanswered(view, move) ?? newsAside(view, standing, move));
  if (passing !== null) return { ...move, parts: [passing, ...move.parts] };
  // A junior is not given more terms than a turn needs.
  if (audience === 'junior') return move;
  const change = (stance.support[held] ?? 0) - (previous.share[held] ?? 0);
  if (Math.abs(change) < NOTICED || stance.option === null) return move;
  if (change < 0 && !isLessSure(view, standing)) return move;
  const mentioned = new Set(
    view.turns
      .filter(({ body }) => body.speaker === view.seat.id)
      .flatMap(({ body }) => body.claims.flatMap(({ reason, side }) => (side === null ? [] : [reason]))),
  );
  const echo = movers
    .map((id) => view.known.get(id))
    .find((known) => known?.said && known.said.speaker !== view.seat.id && !mentioned.has(known.consideration.id));
  const target = echo ? claimOf(view, echo) : null;
  if (!echo || target === null || move.parts.some((one) => one.echo === echo)) return move;
  const about = move.parts[0]?.mine ?? move.parts[0]?.echo;
  const isBeside = Math.abs(change) < NOTICED_ANYWHERE && !(about && related(echo, about));
  if (isBeside || favours(echo, stance.option, view) !== change > 0) return move;
  const aside = part(change > 0 ? 'aside.up' : 'aside.down', { echo, target });
  // A lead hears the conclusion first.
  return { ...move, parts: task === 'vote' && audience === 'lead' ? [...move.parts, aside] : [aside, ...move.parts] };
}

/** A reason of this seat's own that somebody has taken the ground from since it last spoke, unless the move disputes just that. */
function lostUnanswered(view: View, move: Move): Part | null {
  const own = view.lastOwn?.body.turn ?? 0;
  const attacks = view.claims.filter(({ turn, speaker }) => turn > own && speaker !== view.seat.id);
  for (const target of attacks) {
    const echo = view.known.get(target.claim.reason ?? '');
    const lost = echo && statesReason(target.claim) ? lostTo(echo, view) : null;
    if (!echo || lost === null || Math.abs(echo.strength) < TELLING) continue;
    const disputes = move.parts.some(({ mine }) => mine && edgeOf(mine.consideration).target === echo.consideration.id);
    const takenUp = move.parts.some(
      (one) => one.mine === lost || (one.echo === echo && one.symbol !== 'rebut.counter'),
    );
    if (!disputes && !takenUp) return part('aside.lost', { echo, target, lost });
  }
  return null;
}

/** Two members take up what the moderator has changed; who has computed it again does so in his own turn. */
function newsAside(view: View, { stance }: Standing, move: Move): Part | null {
  const news = newsIn(view);
  if (news === null || news.turnsSince >= NEWS_TURNS || move.parts.some(({ mine }) => mine && restsOn(mine, news)))
    return null;
  const touched = view.scenario.considerations
    .filter(({ from }) => factsOf(from).some((path) => path.split('.')[0] === news.fact))
    .flatMap((consideration) => optionOf(consideration, view.scenario.considerations, view.scenario.options) ?? []);
  if (touched.length === 0) return null;
  return part('news', {
    tags: [touched.some(({ option }) => option === stance.option) ? 'price-mine' : 'price-theirs'],
  });
}

/** An argument goes on where it is: an answer to whoever answered this seat, then to whoever spoke last. */
function followsUp(view: View, { answers }: Move): number {
  const answered = view.turns.find(({ body }) => body.turn === answers?.turn)?.body;
  if (answered === undefined) return 0;
  const own = view.lastOwn?.body.turn ?? 0;
  const disputedMe = view.turns.some(
    ({ body }) => body.speaker === view.seat.id && body.turn === answered.answers?.turn,
  );
  return (disputedMe && answered.turn > own ? 2 : 0) + (answered.turn === view.turns.at(-1)?.body.turn ? 0.8 : 0);
}

function keyOf({ act, answers, parts }: Move): string {
  return [act, answers?.turn, answers?.claim, parts[0]?.symbol, parts[0]?.mine?.consideration.id].join(' ');
}

function openings(view: View, { stance }: Standing): Move[] {
  const candidates = unsaid(view).filter((known) => edgeOf(known.consideration).target in view.scenario.options);
  const fitting = candidates.filter((known) => favours(known, stance.option, view));
  const pool = fitting.length > 0 ? fitting : candidates;
  const moves = pool.map((known): Move => {
    const side = effectiveSide(known, view)?.side ?? 'for';
    const proposes = isExperiment(view, known);
    return {
      act: proposes ? 'propose' : 'open',
      addressee: 'all',
      answers: null,
      question: null,
      parts: [
        part(proposes ? 'propose' : 'open', { mine: known, tags: [side, ...(stance.option === null ? ['none'] : [])] }),
      ],
      utility: 4 * weightFor(view, known) - (proposes ? 1.5 : 0) + (barsTheBest(view, known) ? 6 : 0),
    };
  });
  return moves.length > 0 ? moves : [empty(view, 'open')];
}

/** Whether this seat would be for the option if that were possible: then that it is not comes first. */
function barsTheBest(view: View, known: Known): boolean {
  if (!isBar(known)) return false;
  const { seat, scenario } = view;
  const others = reasonsOf(view).filter(({ id }) => id !== known.consideration.id);
  const { share } = weigh(others, Object.keys(scenario.options), audienceOf(seat, scenario.seed));
  return bestOption(share) === known.consideration.excludes;
}

/** Nothing that could be used: said as such, never dressed up. */
function empty(view: View, act: 'open' | 'support'): Move {
  const wants = view.scenario.considerations.length === 0;
  return {
    act: wants ? 'ask' : act,
    addressee: 'all',
    answers: null,
    question: null,
    parts: [part(wants ? (wantsCurve(view) ? 'ask.curve.open' : 'nothing.asked') : 'nothing', {})],
    utility: 0,
  };
}

function rebuttals(view: View, standing: Standing): Move[] {
  const moves = [
    ...answers(view),
    ...curveQuestion(view, standing),
    ...concessions(view, standing),
    ...updates(view, standing),
    ...undercuts(view, standing),
    ...counters(view, standing),
    ...proposals(view),
    ...supports(view, standing),
    ...caveats(view, standing),
    ...questions(view, standing),
    ...consults(view),
    ...weighings(view, standing),
    ...conditions(view, standing),
    ...agreements(view, standing),
  ];
  const fresh = moves.filter((move) => !repeats(view, move));
  return fresh.length > 0 ? toTheLast(view, standing, fresh) : [empty(view, 'support')];
}

/** Whoever has just been disputed speaks to that, if there is anything to say to it; only a change of option goes before. */
function toTheLast(view: View, { stance, previous }: Standing, moves: Move[]): Move[] {
  const last = disputesMe(view);
  if (last === null) return moves;
  const moved = previous !== null && stance.option !== previous.option;
  const direct = moves.filter(
    ({ act, answers, utility }) => answers?.turn === last || utility >= BARS || (moved && act === 'concede'),
  );
  return direct.some(({ answers }) => answers?.turn === last) ? direct : moves;
}

/** The same act on the same claim with the same content, by the same speaker, was said before. */
function repeats(view: View, move: Move): boolean {
  const reason = move.parts[0]?.mine?.consideration.id ?? null;
  return view.turns.some(
    ({ body }) =>
      body.speaker === view.seat.id &&
      body.act === move.act &&
      body.answers?.turn === move.answers?.turn &&
      body.answers?.claim === move.answers?.claim &&
      (reason === null ||
        body.claims.some(
          (claim) => claim.reason === reason && claim.figure?.value === move.parts[0]?.mine?.figure?.value,
        )),
  );
}

function vote(view: View, { stance, previous, movers }: Standing): Move {
  const reason = voteReason(view, stance.option, movers);
  const moved = previous !== null && previous.option !== stance.option;
  const tags = [
    moved ? 'moved' : 'stayed',
    ...(movers.length > 0 ? ['shaken'] : []),
    stance.confidence < 0.45 ? 'unsure' : 'sure',
  ];
  return {
    act: 'close',
    addressee: 'all',
    answers: null,
    question: null,
    parts: [part(stance.option === null ? 'vote.none' : reason ? 'vote' : 'vote.bare', { echo: reason, tags })],
    utility: 0,
  };
}

function closing(view: View, { carrier }: Standing): Move {
  const { closing: task } = view.brief;
  const symbol =
    task?.decision == null ? 'close.undecided' : task.role === 'champion' ? 'close.commit' : 'close.dissent';
  return {
    act: 'close',
    addressee: 'all',
    answers: null,
    question: null,
    parts: [part(symbol, { echo: carrier, tags: carrier === null ? ['bare'] : [] })],
    utility: 0,
  };
}
