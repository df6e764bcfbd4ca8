import type { Audience, Reason, Support } from '../argument.ts';
import { bestOption, weigh } from '../argument.ts';
import { randomFrom } from '../random.ts';
import type { Stance } from '../turn.ts';
import type { Value } from '../values.ts';
import type { Known, View } from './view.ts';
import { reasonsOf } from './view.ts';

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

function once<T>(compute: () => T): () => T {
  let kept: { value: T } | null = null;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
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
  if (option === null) return null;
  const options = Object.keys(view.scenario.options);
  const audience = audienceOf(view.seat, view.scenario.seed);
  const reasons = reasonsOf(view);
  const full = weigh(reasons, options, audience).share[option] ?? 0;
  const ranked = reasons
    .map((reason) => {
      const rest = reasons.filter(({ id }) => id !== reason.id);
      return { id: reason.id, fall: full - (weigh(rest, options, audience).share[option] ?? 0) };
    })
    .filter(({ fall }) => fall > 0.005)
    // That another option is impossible leaves room for this one; it is named as its reason only where there is no other.
    .sort((a, b) => Number(bars(view, a.id)) - Number(bars(view, b.id)) || b.fall - a.fall);
  const late = view.brief.task === 'vote' || view.brief.task === 'close';
  const heard = late ? ranked.find(({ id }) => view.known.get(id)?.said) : undefined;
  const first = heard ?? ranked[0];
  return first === undefined ? null : (view.known.get(first.id) ?? null);
}

function bars(view: View, id: string): boolean {
  return view.known.get(id)?.consideration.excludes !== undefined;
}
