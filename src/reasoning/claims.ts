import type { Heard } from '../core/briefing.ts';
import { canonicalJson } from '../core/canonical.ts';
import type { FactValue } from '../core/scenario.ts';
import type { Claim, ClaimRef } from '../core/turn.ts';

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
}

export const sameValue = (a: FactValue | undefined, b: FactValue | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

export const refKey = ({ turn, claim }: ClaimRef): string => `${turn}.${claim}`;

/**
 * Follows every claim through a debate. A speaker's later claim about the same thing supersedes the earlier one; a change of a fact that
 * a claim's figure rests on makes it stale; a rebuttal that gives another value for the same thing refutes it, unless its speaker comes
 * back to it; who concedes a claim accepts it; who withdraws it takes it back.
 */
export function livesOf(heard: readonly Heard[]): ClaimLife[] {
  const lives = new Map<string, ClaimLife>();
  const rests = new Map<string, Readonly<Record<string, FactValue>>>();
  const end = (life: ClaimLife | undefined, status: ClaimStatus, member: string | null, turn: number | null) => {
    if (life === undefined || life.status === 'withdrawn' || life.status === 'superseded') return;
    life.status = status;
    life.by = { member, turn };
  };
  for (const said of heard) {
    if (said.kind === 'fact') {
      for (const [key, life] of lives) {
        const inputs = rests.get(key) ?? {};
        const isHit = Object.entries(said.set).some(
          ([name, { to }]) => (name in inputs && !sameValue(inputs[name], to)) || restsOnFact(life.claim, name),
        );
        if (isHit && life.status !== 'withdrawn' && life.status !== 'superseded') end(life, 'stale', null, null);
      }
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
      if (claim.reason !== null && claim.side !== null)
        for (const life of lives.values())
          if (life.speaker === speaker && life.claim.reason === claim.reason) end(life, 'superseded', speaker, turn);
      const key = refKey({ turn, claim: claim.claim });
      lives.set(key, { claim, turn, speaker, status: 'open', by: null });
      const call = Number(/^tool:\d+\.(\d+)/.exec(claim.evidence.ref ?? '')?.[1] ?? 0);
      const cited = said.tools.find((tool) => tool.call === call);
      rests.set(key, (cited?.args['facts'] as Record<string, FactValue> | undefined) ?? {});
    }
  }
  return [...lives.values()];
}

function restsOnFact({ evidence, numbers }: Claim, name: string): boolean {
  const isIt = (ref: string | null) => ref === `fact:${name}` || ref?.startsWith(`fact:${name}.`) === true;
  return isIt(evidence.ref) || numbers.some(({ refs }) => refs.some(isIt));
}

/** Whether a claim may still be given as a reason. */
export const stands = ({ status }: ClaimLife): boolean => status === 'open' || status === 'conceded';
