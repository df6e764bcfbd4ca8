import { randomFrom } from '../random.ts';
import { conditions, consults, proposals, questions, supports, updates, withItsHardwareSide } from './initiatives.ts';
import type { Move } from './move.ts';
import { effectiveSide, favours, isExperiment, part, unsaid, weightFor } from './move.ts';
import { agreements, answers, concessions, counters, undercuts, weighings } from './replies.ts';
import type { Standing } from './standing.ts';
import type { View } from './view.ts';
import { edgeOf } from './view.ts';

const SPREAD = 0.35;

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
    .map((move) => ({
      ...move,
      utility: move.utility + SPREAD * randomFrom(scenario.seed, 'move', brief.turn, seat.id, keyOf(move))(),
    }))
    .sort((a, b) => b.utility - a.utility);
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
      parts: [part(proposes ? 'propose' : 'open', { mine: known, tags: [side] })],
      utility: 4 * weightFor(view, known) - (proposes ? 1.5 : 0),
    };
  });
  return moves.length > 0 ? moves : [empty(view, 'open')];
}

/** Nothing that could be used: said as such, never dressed up. */
function empty(view: View, act: 'open' | 'support'): Move {
  const wants = view.scenario.considerations.length === 0;
  return {
    act: wants ? 'ask' : act,
    addressee: 'all',
    answers: null,
    question: null,
    parts: [part(wants ? 'nothing.asked' : 'nothing', {})],
    utility: 0,
  };
}

function rebuttals(view: View, standing: Standing): Move[] {
  const moves = [
    ...answers(view),
    ...concessions(view, standing),
    ...updates(view, standing),
    ...undercuts(view),
    ...counters(view, standing),
    ...proposals(view),
    ...supports(view, standing),
    ...questions(view, standing),
    ...consults(view),
    ...weighings(view, standing),
    ...conditions(view, standing),
    ...agreements(view, standing),
  ];
  const fresh = moves.filter((move) => !repeats(view, move));
  return fresh.length > 0 ? fresh : [empty(view, 'support')];
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

function vote(_view: View, { stance, previous, movers, carrier }: Standing): Move {
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
    parts: [part(stance.option === null ? 'vote.none' : carrier ? 'vote' : 'vote.bare', { echo: carrier, tags })],
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
