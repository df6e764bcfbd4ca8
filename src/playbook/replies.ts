import type { Standing } from '../reasoning/standing.ts';
import { isUndone } from '../reasoning/standing.ts';
import type { Known, View } from '../reasoning/view.ts';
import { edgeOf, pendingQuestions } from '../reasoning/view.ts';
import type { Move, Part } from './move.ts';
import {
  claimOf,
  disputesMe,
  effectiveSide,
  FAINT,
  favours,
  isExperiment,
  lostTo,
  part,
  related,
  unsaid,
  weightFor,
} from './move.ts';

/** A member who keeps his option says that a point has hit when it costs that much of his confidence. */
const NOTABLE_FALL = 0.06;

export function answers(view: View): Move[] {
  return pendingQuestions(view.turns, view.seat.id).map(({ body }): Move => {
    const about = body.question?.about ?? null;
    const known = about === null ? undefined : view.known.get(about);
    const topic = body.question?.topic ?? null;
    const usable = known?.own ? known : null;
    const deferred = topic !== null && view.seat.defers.some((route) => route.topic === topic);
    const symbol =
      usable === null ? (deferred ? 'answer.defer' : 'answer.unknown') : deferred ? 'answer.consult' : 'answer';
    const target = { turn: body.turn, claim: 1 };
    return {
      act: 'answer',
      addressee: body.speaker,
      answers: target,
      question: null,
      parts: [part(symbol, { mine: usable, tags: usable ? [effectiveSide(usable, view)?.side ?? 'for'] : [] })],
      utility: 10,
    };
  });
}

export function concessions(view: View, { stance, previous, movers }: Standing): Move[] {
  if (previous === null) return [];
  const others = movers.flatMap((id) => {
    const known = view.known.get(id);
    return known?.said && known.said.speaker !== view.seat.id ? [known] : [];
  });
  const last = disputesMe(view);
  const mover = others.find(({ said }) => said?.turn === last) ?? others[0];
  const target = mover ? claimOf(view, mover) : null;
  if (!mover || target === null) return [];
  const moved = stance.option !== previous.option;
  const held = previous.option ?? '';
  const fell = (previous.share[held] ?? 0) - (stance.support[held] ?? 0);
  if (!moved && fell < NOTABLE_FALL) return [];
  const lost = lostTo(mover, view) ?? (moved ? heldOn(view, previous.option) : null);
  const tags = [
    ...(lostTo(mover, view) ? ['own-reason-gone'] : []),
    ...(previous.option === null ? ['from-none'] : []),
  ];
  const parts = [part(moved ? 'concede.move' : 'concede.hold', { echo: mover, target, lost, tags })];
  const tail = tailFor(view, stance.option, lost, moved);
  if (tail) parts.push(tail);
  return [
    {
      act: 'concede',
      addressee: target.speaker,
      answers: { turn: target.turn, claim: target.claim.claim },
      question: null,
      parts,
      utility: moved ? 9 : 4 + 12 * fell,
    },
  ];
}

/** What this seat had said for the option that it now gives up. */
function heldOn(view: View, option: string | null): Known | null {
  const said = [...view.known.values()].filter(
    (known) => known.said?.speaker === view.seat.id && favours(known, option, view),
  );
  const [first] = said.sort((a, b) => weightFor(view, b) - weightFor(view, a));
  return first ?? null;
}

/** After a concession: a proposal of one's own, a reason that nobody has heard, one's own part in what one now wants, or what still stands. */
function tailFor(view: View, option: string | null, lost: Known | null, moved: boolean): Part | null {
  const candidates = unsaid(view).filter((known) => favours(known, option, view));
  const proposal = candidates.find((known) => isExperiment(view, known));
  if (proposal) return part('then.propose', { mine: proposal, tags: ['for'] });
  const [best] = candidates.sort((a, b) => weightFor(view, b) - weightFor(view, a));
  if (best) {
    const side = effectiveSide(best, view)?.side ?? 'for';
    return part('then.say', { mine: best, tags: [side, ...(moved ? ['moved'] : [])] });
  }
  const { actions = [] } = view.scenario.options[option ?? ''] ?? {};
  if (moved && actions.some(({ owner }) => owner.toLowerCase() === view.seat.id)) return part('then.act', {});
  const [left] = [...view.known.values()]
    .filter(
      (known) =>
        known !== lost &&
        known.said?.speaker === view.seat.id &&
        favours(known, option, view) &&
        !isUndone(known, view),
    )
    .sort((a, b) => weightFor(view, b) - weightFor(view, a));
  return left ? part('then.left', { echo: left, target: claimOf(view, left) }) : null;
}

export function undercuts(view: View, { stance }: Standing): Move[] {
  return unsaid(view).flatMap((known): Move[] => {
    const attacked = view.known.get(edgeOf(known.consideration).target);
    if (attacked === undefined || known.consideration.against === undefined || known.strength < 0) return [];
    const target = claimOf(view, attacked);
    if (target === null || target.speaker === view.seat.id) return [];
    const ownSide = favours(attacked, stance.option, view);
    return [
      {
        act: 'rebut',
        addressee: target.speaker,
        answers: { turn: target.turn, claim: target.claim.claim },
        question: null,
        parts: [
          part('rebut.undercut', {
            mine: known,
            echo: attacked,
            target,
            tags: [
              target.claim.side ?? 'for',
              ...(ownSide ? [isExperiment(view, attacked) ? 'plan' : 'own-side'] : []),
            ],
          }),
        ],
        utility: 6 + 2 * Math.abs(known.strength) - (ownSide ? 1 : 0),
      },
    ];
  });
}

/** The value that the answered reason promotes. */
function overTag(attacked: Known | null): string[] {
  return attacked === null ? [] : [`over:${attacked.consideration.value}`];
}

export function counters(view: View, { stance }: Standing): Move[] {
  return unsaid(view).flatMap((known): Move[] => {
    const root = effectiveSide(known, view);
    if (root === null || isExperiment(view, known) || !favours(known, stance.option, view)) return [];
    if (!(edgeOf(known.consideration).target in view.scenario.options)) return [];
    const opposed = view.claims.filter(
      ({ speaker, claim }) =>
        speaker !== view.seat.id &&
        claim.reason !== null &&
        claim.evidence.kind !== 'colleague' &&
        claim.option === root.option &&
        claim.side !== null &&
        claim.side !== root.side,
    );
    return opposed.slice(-3).map((target): Move => {
      const attacked = view.known.get(target.claim.reason ?? '') ?? null;
      const meets = attacked !== null && related(known, attacked);
      return {
        act: 'rebut',
        addressee: target.speaker,
        answers: { turn: target.turn, claim: target.claim.claim },
        question: null,
        parts: [
          part('rebut.counter', {
            mine: known,
            echo: attacked,
            target,
            tags: [root.side, ...(meets ? ['related'] : []), ...overTag(attacked)],
          }),
        ],
        utility: 5 + 2.5 * weightFor(view, known) + (meets ? 1.2 : 0),
      };
    });
  });
}

/** A weighing is made on one of the values that the card puts first. */
const DEAR = 4;

/** The same reasons, another order of values: said once per claim, on the authority of the speaker's own card only. */
export function weighings(view: View, { stance, carrier }: Standing): Move[] {
  if (stance.option === null || view.seat.principle === null) return [];
  if (carrier === null) return [];
  const { values } = view.seat;
  const weighed = view.turns.filter(
    ({ body }) => body.speaker === view.seat.id && body.claims.some((c) => c.evidence.kind === 'card'),
  );
  if (weighed.length > 0) return [];
  return view.claims.flatMap((target): Move[] => {
    const other = view.known.get(target.claim.reason ?? '');
    if (target.speaker === view.seat.id || other === undefined || target.claim.evidence.kind === 'colleague') return [];
    if (favours(other, stance.option, view)) return [];
    const root = effectiveSide(carrier, view);
    if (root === null || root.option !== target.claim.option) return [];
    const rank = values.indexOf(carrier.consideration.value);
    if (rank >= DEAR || rank >= values.indexOf(other.consideration.value)) return [];
    return [
      {
        act: 'rebut',
        addressee: target.speaker,
        answers: { turn: target.turn, claim: target.claim.claim },
        question: null,
        parts: [part('weigh', { echo: other, target, principle: true, tags: overTag(other) })],
        utility: view.brief.lastRound ? 4.6 : 2.4,
      },
    ];
  });
}

export function agreements(view: View, { stance }: Standing): Move[] {
  const mentioned = new Set(
    view.turns
      .filter(({ body }) => body.speaker === view.seat.id)
      .flatMap(({ body }) => body.claims.map(({ reason }) => reason)),
  );
  return [...view.known.values()].flatMap((known): Move[] => {
    const target = claimOf(view, known);
    if (target === null || target.speaker === view.seat.id || mentioned.has(known.consideration.id)) return [];
    const agrees = favours(known, stance.option, view);
    if (Math.abs(known.strength) < FAINT) return [];
    const lost = lostTo(known, view);
    const symbol = lost ? 'concede.hold' : agrees ? 'agree' : 'grant';
    return [
      {
        act: agrees && !lost ? 'support' : 'concede',
        addressee: target.speaker,
        answers: { turn: target.turn, claim: target.claim.claim },
        question: null,
        parts: [part(symbol, { echo: known, target, lost, tags: lost ? ['own-reason-gone'] : [] })],
        utility: 0.6 + weightFor(view, known) + (lost ? 2.5 : 0),
      },
    ];
  });
}
