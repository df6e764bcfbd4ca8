import type { Move, Part } from './move.ts';
import { claimOf, effectiveSide, FAINT, favours, isExperiment, part, related, unsaid, weightFor } from './move.ts';
import type { Standing } from './standing.ts';
import type { Known, View } from './view.ts';
import { edgeOf, pendingQuestions } from './view.ts';

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
  const mover = movers
    .map((id) => view.known.get(id))
    .find((known) => known?.said && known.said.speaker !== view.seat.id);
  const target = mover ? claimOf(view, mover) : null;
  if (!mover || target === null) return [];
  const moved = stance.option !== previous.option;
  const held = previous.option ?? '';
  const fell = (previous.share[held] ?? 0) - (stance.support[held] ?? 0);
  if (!moved && fell < NOTABLE_FALL) return [];
  const undone = tookOwnGround(view, mover);
  const parts = [
    part(moved ? 'concede.move' : 'concede.hold', { echo: mover, target, tags: undone ? ['own-reason-gone'] : [] }),
  ];
  const tail = tailFor(view, stance.option);
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

/** Whether the mover undercuts a reason that this seat itself had brought. */
function tookOwnGround(view: View, mover: Known): boolean {
  const target = view.known.get(edgeOf(mover.consideration).target);
  return target?.said?.speaker === view.seat.id;
}

/** After a concession: a proposal of one's own, or the reason that still stands. */
function tailFor(view: View, option: string | null): Part | null {
  const candidates = unsaid(view).filter((known) => favours(known, option, view));
  const proposal = candidates.find((known) => isExperiment(view, known));
  if (proposal) return part('then.propose', { mine: proposal, tags: ['for'] });
  const [best] = candidates.sort((a, b) => weightFor(view, b) - weightFor(view, a));
  return best ? part('then.say', { mine: best, tags: [effectiveSide(best, view)?.side ?? 'for'] }) : null;
}

export function undercuts(view: View): Move[] {
  return unsaid(view).flatMap((known): Move[] => {
    const attacked = view.known.get(edgeOf(known.consideration).target);
    if (attacked === undefined || known.consideration.against === undefined || known.strength < 0) return [];
    const target = claimOf(view, attacked);
    if (target === null || target.speaker === view.seat.id) return [];
    return [
      {
        act: 'rebut',
        addressee: target.speaker,
        answers: { turn: target.turn, claim: target.claim.claim },
        question: null,
        parts: [part('rebut.undercut', { mine: known, echo: attacked, target, tags: [] })],
        utility: 6 + 2 * Math.abs(known.strength),
      },
    ];
  });
}

export function counters(view: View, { stance }: Standing): Move[] {
  return unsaid(view).flatMap((known): Move[] => {
    const root = effectiveSide(known, view);
    if (root === null || isExperiment(view, known)) return [];
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
            tags: [root.side, ...(meets ? ['related'] : [])],
          }),
        ],
        utility:
          4 + 2.5 * weightFor(view, known) + (favours(known, stance.option, view) ? 1 : -1.5) + (meets ? 1.2 : 0),
      };
    });
  });
}

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
    if (values.indexOf(carrier.consideration.value) >= values.indexOf(other.consideration.value)) return [];
    return [
      {
        act: 'rebut',
        addressee: target.speaker,
        answers: { turn: target.turn, claim: target.claim.claim },
        question: null,
        parts: [part('weigh', { echo: other, target, principle: true, tags: [] })],
        utility: 2.4,
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
    return [
      {
        act: agrees ? 'support' : 'concede',
        addressee: target.speaker,
        answers: { turn: target.turn, claim: target.claim.claim },
        question: null,
        parts: [part(agrees ? 'agree' : 'grant', { echo: known, target, tags: [] })],
        utility: 0.6 + weightFor(view, known),
      },
    ];
  });
}
