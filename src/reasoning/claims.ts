import type { Heard } from '../core/briefing.ts';
import { canonicalJson } from '../core/canonical.ts';
import type { FactValue } from '../core/scenario.ts';
import type { Claim, ClaimRef } from '../core/turn.ts';
import { bearingOn } from './bearing.ts';
import type { DecisionModel } from './model.ts';
import { criterionOf, namesOfCriterion } from './model.ts';

/** What became of a claim. Only `open` and `conceded` ones stand. */
export type ClaimStatus = 'open' | 'conceded' | 'withdrawn' | 'refuted' | 'stale' | 'superseded';

/** A claim and what became of it, with the turn in which that happened. */
export interface ClaimLife {
  claim: Claim;
  turn: number;
  speaker: string;
  status: ClaimStatus;
  /** Null while it is open. */
  by: { member: string | null; turn: number | null } | null;
  /** Others who conceded or backed it aloud, each once. */
  accepted: { member: string; turn: number }[];
  /** Facts that it rests on. */
  rests: ReadonlySet<string>;
}

export const sameValue = (a: FactValue | undefined, b: FactValue | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

export const refKey = ({ turn, claim }: ClaimRef): string => `${turn}.${claim}`;

/**
 * Follows every claim through a debate. A speaker's later claim about the same thing supersedes the earlier one; a change of a fact that
 * a claim rests on makes it stale; a rebuttal that gives another value for the same thing refutes it, unless its speaker comes
 * back to it; who concedes a claim accepts it; who withdraws it takes it back.
 */
export function livesOf(heard: readonly Heard[], model: DecisionModel): ClaimLife[] {
  const lives = new Map<string, ClaimLife>();
  const rests = new Map<string, ReadonlySet<string>>();
  /** Claims by who made them and what they are about: a later one takes the place of those before it. */
  const alike = new Map<string, ClaimLife[]>();
  const end = (life: ClaimLife | undefined, status: ClaimStatus, member: string | null, turn: number | null) => {
    if (life === undefined || life.status === 'withdrawn' || life.status === 'superseded') return;
    life.status = status;
    life.by = { member, turn };
  };
  for (const said of heard) {
    if (said.kind === 'fact') {
      const changed = Object.entries(said.set).flatMap(([name, { from, to }]) => (sameValue(from, to) ? [] : [name]));
      for (const [key, life] of lives)
        if (changed.some((name) => rests.get(key)?.has(name))) end(life, 'stale', null, null);
      continue;
    }
    if (said.kind !== 'turn') continue;
    const { turn, speaker, act, answers, claims, withdraws } = said.body;
    for (const ref of withdraws) {
      const life = lives.get(refKey(ref));
      if (life?.speaker === speaker) end(life, 'withdrawn', speaker, turn);
    }
    const target = answers === null ? undefined : lives.get(refKey(answers));
    if (target !== undefined && target.speaker !== speaker) {
      if ((act === 'concede' || act === 'support') && !target.accepted.some(({ member }) => member === speaker))
        target.accepted.push({ member: speaker, turn });
      if (act === 'concede' && target.status === 'open') end(target, 'conceded', speaker, turn);
      const corrects = claims.some(
        ({ reason, figure }) =>
          reason !== null &&
          reason === target.claim.reason &&
          figure !== null &&
          figure.value !== target.claim.figure?.value,
      );
      if (act === 'rebut' && corrects) end(target, 'refuted', speaker, turn);
    }
    for (const claim of claims) {
      const about = claim.reason === null ? null : `${speaker} ${claim.reason}`;
      const earlier = about === null ? [] : (alike.get(about) ?? []);
      if (claim.side !== null) for (const life of earlier) end(life, 'superseded', speaker, turn);
      const key = refKey({ turn, claim: claim.claim });
      const behind = factsBehind(claim, model, rests);
      const life: ClaimLife = { claim, turn, speaker, status: 'open', by: null, accepted: [], rests: behind };
      lives.set(key, life);
      rests.set(key, behind);
      if (about !== null) alike.set(about, [...earlier, life]);
    }
  }
  return [...lives.values()];
}

/** Facts that a claim rests on: those it cites, those behind the quantities it cites or is about, those behind a claim that it cites. */
function factsBehind(
  claim: Claim,
  model: DecisionModel,
  rests: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const refs = [claim.evidence.ref, ...claim.numbers.flatMap((number) => number.refs)];
  // What another claim rests on depends on who has heard it; all else is the same whenever it is asked for.
  if (refs.some((ref) => ref?.startsWith('turn:'))) return newFactsBehind(claim, refs, model, rests);
  const ofModel = behindOf.get(model) ?? new WeakMap<Claim, ReadonlySet<string>>();
  behindOf.set(model, ofModel);
  const facts = ofModel.get(claim) ?? newFactsBehind(claim, refs, model, rests);
  ofModel.set(claim, facts);
  return facts;
}

const behindOf = new WeakMap<DecisionModel, WeakMap<Claim, ReadonlySet<string>>>();

function newFactsBehind(
  { reason, option }: Claim,
  refs: readonly (string | null)[],
  model: DecisionModel,
  rests: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const facts = new Set<string>();
  const add = (names: readonly string[], under: string | null) => {
    for (const name of bearingOn(model, names, under)) facts.add(name);
  };
  for (const ref of refs) {
    const [, kind = '', rest = ''] = /^(\w+):(.+)$/s.exec(ref ?? '') ?? [];
    if (kind === 'fact') add([rest], option);
    if (kind === 'turn') for (const name of rests.get(rest) ?? []) facts.add(name);
    const [, quantity, under] = /\/([^/@]+)@([^/@]+)$/.exec(rest) ?? [];
    if (quantity !== undefined && under !== undefined) add([quantity], under);
  }
  const [under = '', subject = ''] = reason?.split('/') ?? [];
  const name = subject.split('~')[0] ?? '';
  if (name !== '') {
    const criterion = criterionOf(model, name);
    add(criterion === undefined ? [name] : namesOfCriterion(criterion), under);
  }
  return facts;
}

/** Whether a claim may still be given as a reason. */
export const stands = ({ status }: ClaimLife): boolean => status === 'open' || status === 'conceded';
