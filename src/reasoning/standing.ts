import { canonicalJson } from '../core/canonical.ts';
import { once } from '../core/once.ts';
import { randomFrom } from '../core/random.ts';
import type { Consideration } from '../core/scenario.ts';
import type { Stance } from '../core/turn.ts';
import type { Value } from '../core/values.ts';
import type { Audience, Reason, Support } from './argument.ts';
import { bestOption, weigh } from './argument.ts';
import { figureRead } from './considerations.ts';
import type { Known, View } from './view.ts';
import { reasonsOf, strengthFrom } from './view.ts';

/** Half-width of the factor by which a seed shifts how a member reads one reason. */
const TEMPER = 0.06;
/** Lead in share that the least ready member asks for before he changes his option. */
const INERTIA = 0.14;
/** Change of share below which a reason is not said to have moved anybody. */
const NOTICEABLE = 0.02;

export function audienceOf(seat: { id: string; values: readonly Value[] }, seed: number): Audience {
  const drawn = new Map<string, number>();
  return {
    values: seat.values,
    temper(reason) {
      const known = drawn.get(reason);
      if (known !== undefined) return known;
      const factor = 1 + TEMPER * (2 * randomFrom(seed, 'temper', seat.id, reason)() - 1);
      drawn.set(reason, factor);
      return factor;
    },
  };
}

export interface Standing {
  stance: Stance;
  support: Support;
  /** Option and its share when this member last spoke, under what he knew then. */
  previous: { option: string | null; share: Record<string, number> } | null;
  /** Reasons behind the change since then, strongest first. */
  movers: string[];
  /** The known reason that carries the stance most; weighed when it is asked for. */
  readonly carrier: Known | null;
}

/** Where the member stands with what he knows now, and what moved him since he last spoke. */
export function standingOf(view: View): Standing {
  const options = Object.keys(view.scenario.options);
  const audience = audienceOf(view.seat, view.scenario.seed);
  const reasons = reasonsOf(view);
  const support = weigh(reasons, options, audience);
  const last = view.lastOwn?.body.stance ?? null;
  if (last === null) {
    const option = bestOption(support.share);
    const carrier = once(() => carrierOf(view, option));
    return {
      stance: stanceAt(option, support, []),
      support,
      previous: null,
      movers: [],
      get carrier() {
        return carrier();
      },
    };
  }
  const held = last.option;
  const option = yieldsTo(held, support, view.seat.readiness);
  const carrier = once(() => carrierOf(view, option));
  const movers = moversOf({ view, reasons, options, audience, held, option, support });
  return {
    stance: stanceAt(option, support, movers),
    support,
    previous: { option: held, share: last.support },
    movers,
    get carrier() {
      return carrier();
    },
  };
}

function stanceAt(option: string | null, support: Support, movedBy: string[]): Stance {
  const share = Object.fromEntries(Object.entries(support.share).map(([name, value]) => [name, round(value)]));
  return { option, confidence: option === null ? 0 : (share[option] ?? 0), support: share, movedBy };
}

/** The option held unless another one leads by more than the member's inertia, or the held one has become impossible. */
function yieldsTo(held: string | null, support: Support, readiness: number): string | null {
  const best = bestOption(support.share);
  if (held === null || best === held || support.strength[held] === 0) return best;
  const lead = (support.share[best ?? held] ?? 0) - (support.share[held] ?? 0);
  return lead > INERTIA * (1 - readiness) ? best : held;
}

/** Whether this member would hold what was decided if the figure behind a reason stood where the reason stops speaking. */
export function joinsWithout(view: View, { stance }: Standing, { consideration }: Known): boolean {
  const decision = view.brief.closing?.decision ?? null;
  const { from } = consideration;
  if (decision === null || !('read' in from)) return false;
  const { neutral } = from.read;
  const reasons = reasonsOf(view).map((reason) => {
    const other = view.known.get(reason.id)?.consideration;
    const isMoved = other !== undefined && readsOf(other) === readsOf(consideration);
    return isMoved ? { ...reason, strength: strengthFrom(other, neutral) } : reason;
  });
  const support = weigh(reasons, Object.keys(view.scenario.options), audienceOf(view.seat, view.scenario.seed));
  return yieldsTo(stance.option, support, view.seat.readiness) === decision;
}

/** What a reason reads its strength from, so that two that read the same number move together. */
function readsOf({ from, id }: Consideration): string {
  if ('fact' in from) return `fact:${from.fact}`;
  return 'tool' in from ? canonicalJson([from.tool, from.args, figureRead(from)]) : id;
}

/** Whether the confidence is lower than at the member's last turn, as far as it is shown: two decimals. */
export function isLessSure({ lastOwn }: View, { stance }: Pick<Standing, 'stance'>): boolean {
  return lastOwn !== null && Number(stance.confidence.toFixed(2)) < Number(lastOwn.body.stance.confidence.toFixed(2));
}

function moversOf({
  view,
  reasons,
  options,
  audience,
  held,
  option,
  support,
}: {
  view: View;
  reasons: readonly Reason[];
  options: readonly string[];
  audience: Audience;
  held: string | null;
  option: string | null;
  support: Support;
}): string[] {
  const before = view.before ?? new Map<string, Reason>();
  const changed = reasons.filter(({ id, strength, trust }) => {
    const then = before.get(id);
    if (then === undefined) return strength !== 0;
    return Math.abs(then.strength - strength) > 1e-9 || then.trust !== trust;
  });
  const shareThen = view.lastOwn?.body.stance.support ?? {};
  // A change of option is read on the lead of the new one over the old one; otherwise on the option held.
  const lead = (share: Record<string, number>): number =>
    option !== held && option !== null && held !== null
      ? (share[option] ?? 0) - (share[held] ?? 0)
      : (share[option ?? held ?? ''] ?? 0);
  const direction = Math.sign(lead(support.share) - lead(shareThen));
  return changed
    .map(({ id }) => {
      const then = before.get(id);
      const without = reasons.flatMap((reason) => {
        if (reason.id !== id) return [reason];
        return then === undefined ? [] : [then];
      });
      const effect = lead(support.share) - lead(weigh(without, options, audience).share);
      return { id, effect: effect * direction };
    })
    .filter(({ effect }) => effect >= NOTICEABLE)
    .sort((a, b) => b.effect - a.effect)
    .map(({ id }) => id);
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** The known reason that carries an option most for this member: without it the option's share falls furthest. A vote or a close names one that was said, if there is one. */
export function carrierOf(view: View, option: string | null): Known | null {
  const ranked = carriersOf(view, option);
  const late = view.brief.task === 'vote' || view.brief.task === 'close';
  const standing = ranked.filter(({ known }) => !isUndone(known, view));
  const heard = late ? [...standing, ...ranked].find(({ known }) => known.said) : undefined;
  return (heard ?? standing[0] ?? ranked[0])?.known ?? null;
}

/** A reason may be named in a vote when its removal costs at least this share of what the weightiest one costs. */
const NEARLY_AS_MUCH = 0.5;
/** His own argument he names a little sooner. */
const OWN_SHARE = 0.3;

/**
 * What a member says that he votes on: among the reasons that carry his option nearly alike, one that he brought himself,
 * then one that moved him, then, because voters do not hear each other, each his own by seat.
 */
export function voteReason(view: View, option: string | null, movers: readonly string[]): Known | null {
  const heard = carriersOf(view, option).filter(({ known }) => known.said && !isUndone(known, view));
  const [first] = heard;
  if (first === undefined) return carrierOf(view, option);
  const alike = heard.filter(({ fall }) => fall >= NEARLY_AS_MUCH * first.fall).map(({ known }) => known);
  const own = heard.find(
    ({ known, fall }) => fall >= OWN_SHARE * first.fall && known.said?.speaker === view.seat.id && !bars(known),
  )?.known;
  const mover = alike.find(({ consideration }) => movers.includes(consideration.id));
  const place = view.scenario.roster.findIndex(({ id }) => id === view.seat.id);
  // Who changes his option in the vote itself says on what.
  const changes = option !== (view.lastOwn?.body.stance.option ?? option);
  return (changes ? mover : null) ?? own ?? mover ?? alike[Math.max(0, place) % alike.length] ?? first.known;
}

function carriersOf(view: View, option: string | null): { known: Known; fall: number }[] {
  if (option === null) return [];
  const options = Object.keys(view.scenario.options);
  const audience = audienceOf(view.seat, view.scenario.seed);
  const reasons = reasonsOf(view);
  const full = weigh(reasons, options, audience).share[option] ?? 0;
  return (
    reasons
      .flatMap((reason) => {
        const known = view.known.get(reason.id);
        const rest = reasons.filter(({ id }) => id !== reason.id);
        const fall = full - (weigh(rest, options, audience).share[option] ?? 0);
        return known && fall > 0.005 ? [{ known, fall }] : [];
      })
      // That another option is impossible leaves room for this one; it is named as its reason only where there is no other.
      .sort((a, b) => Number(bars(a.known)) - Number(bars(b.known)) || b.fall - a.fall)
  );
}

function bars({ consideration }: Known): boolean {
  return consideration.excludes !== undefined;
}

/** An attack that takes at least this much of a reason is not passed over. */
export const TELLING = 0.4;

/** Whether somebody has taken the ground from a reason, and nobody the ground from that. */
export function isUndone({ consideration }: Known, view: View): boolean {
  return [...view.known.values()].some(
    (attack) =>
      attack.consideration.against === consideration.id &&
      attack.said !== null &&
      attack.strength >= TELLING &&
      !isUndone(attack, view),
  );
}
