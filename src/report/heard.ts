import type { Claim } from '../core/turn.ts';

/** A claim with where it was said. */
export interface Heard {
  turn: number;
  speaker: string;
  claim: Claim;
}

interface Spoken {
  turn: number;
  speaker: string;
  claims: readonly Claim[];
}

/**
 * The claim that a reason in `movedBy` points at, among the turns up to `until`: for `turn:T.C` that claim, for a reason
 * of the model the first time that someone other than the listener stated it, else its first statement.
 * Null for a fact, and for a reason that nobody put into words.
 */
export function heardReason(turns: readonly Spoken[], reason: string, listener: string, until: number): Heard | null {
  const [, turnText, claimText] = /^turn:(\d+)\.(\d+)$/.exec(reason) ?? [];
  const fits = (turn: number, claim: Claim) =>
    turnText === undefined ? claim.reason === reason : turn === Number(turnText) && claim.claim === Number(claimText);
  let own: Heard | null = null;
  for (const { turn, speaker, claims } of turns) {
    if (turn > until) continue;
    const claim = claims.find((one) => fits(turn, one));
    if (claim === undefined) continue;
    if (speaker !== listener) return { turn, speaker, claim };
    own ??= { turn, speaker, claim };
  }
  return own;
}
