/**
 * Options and reasons as a graph of supports and attacks, weighed by one audience.
 *
 * Strengths follow DF-QuAD (Rago, Toni, Aurisicchio, Baroni 2016), which is QuAD (Baroni et al. 2015) without its jump
 * where an attacker of strength zero appears: a fact that fades must fade, not switch. A reason for or against an option
 * is practical and weighs by the audience's order of values (Bench-Capon 2003). A reason against another reason is
 * epistemic: it disputes what that reason rests on, and weighs alike for everybody.
 */
import type { Value } from '../core/values.ts';

export interface Reason {
  id: string;
  /** An option, or another reason. */
  target: string;
  side: 'for' | 'against';
  value: Value;
  /** -1..1 as the consideration's reading gives it; below zero it speaks for the other side. */
  strength: number;
  /** 0..1: how far the audience trusts whoever brought it; 1 for one's own. */
  trust: number;
  /** When true and at full strength the target cannot be chosen. */
  excludes: boolean;
}

export interface Audience {
  /** Most important first; a value that is not listed ranks last. */
  values: readonly Value[];
  /** How this member happens to read a reason that day: a factor near 1. */
  temper(reason: string): number;
}

/** Support of each option: `strength` 0..1 by the graph, `share` of all of them, summing to 1. */
export interface Support {
  strength: Record<string, number>;
  share: Record<string, number>;
}

/** What a reason of full strength for the audience's first value adds; two such reasons do not yet saturate. */
const PRACTICAL = 0.62;
const EPISTEMIC = 0.95;
/** Each step down the order of values keeps this much. */
const DECAY = 0.87;
/** Exponent of the choice among options: how sharply a lead in strength shows as a lead in share. */
const SHARPNESS = 3;
const OPTION_BASE = 0.5;

export function weightOf(audience: Audience, value: Value): number {
  const rank = audience.values.indexOf(value);
  return DECAY ** (rank < 0 ? audience.values.length : rank);
}

/** Base score of a reason for this audience, 0..1, before anything attacks it. */
export function baseOf(reason: Reason, audience: Audience, options: ReadonlySet<string>): number {
  const weight = options.has(reason.target) ? PRACTICAL * weightOf(audience, reason.value) : EPISTEMIC;
  const trust = 0.75 + 0.25 * reason.trust;
  return clamp(Math.abs(reason.strength) * weight * trust * audience.temper(reason.id));
}

/** Support of each option once every reason is weighed. Reasons about reasons may be nested, never circular. */
export function weigh(reasons: readonly Reason[], options: readonly string[], audience: Audience): Support {
  const optionSet = new Set(options);
  const strengthOf = (reason: Reason): number =>
    combine(baseOf(reason, audience, optionSet), ...sidesOf(reason.id, strengthOf));
  function sidesOf(target: string, strength: (reason: Reason) => number): [number[], number[]] {
    const attackers: number[] = [];
    const supporters: number[] = [];
    for (const reason of reasons) {
      if (reason.target !== target || reason.excludes) continue;
      const speaksFor = (reason.side === 'for') === reason.strength >= 0;
      (speaksFor ? supporters : attackers).push(strength(reason));
    }
    return [attackers, supporters];
  }
  const excluded = new Set(
    reasons.filter((reason) => reason.excludes && reason.strength >= 1).map((reason) => reason.target),
  );
  const strength: Record<string, number> = {};
  for (const option of options) {
    strength[option] = excluded.has(option) ? 0 : combine(OPTION_BASE, ...sidesOf(option, strengthOf));
  }
  return { strength, share: sharesOf(strength) };
}

/** DF-QuAD's combination: attackers and supporters cancel, and what is left moves the base toward 0 or 1. */
function combine(base: number, attackers: readonly number[], supporters: readonly number[]): number {
  const against = aggregate(attackers);
  const inFavour = aggregate(supporters);
  const lead = inFavour - against;
  return lead >= 0 ? base + (1 - base) * lead : base + base * lead;
}

function aggregate(strengths: readonly number[]): number {
  return 1 - strengths.reduce((rest, strength) => rest * (1 - strength), 1);
}

function sharesOf(strength: Record<string, number>): Record<string, number> {
  const powers = Object.entries(strength).map(([option, value]) => [option, value ** SHARPNESS] as const);
  const total = powers.reduce((sum, [, power]) => sum + power, 0);
  return Object.fromEntries(powers.map(([option, power]) => [option, total === 0 ? 1 / powers.length : power / total]));
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Option with the largest share; null when nothing tells the first two apart. */
export function bestOption(share: Record<string, number>): string | null {
  const [first, second] = Object.entries(share).sort(([, a], [, b]) => b - a);
  if (first === undefined) return null;
  return second !== undefined && first[1] - second[1] < 1e-9 ? null : first[0];
}
