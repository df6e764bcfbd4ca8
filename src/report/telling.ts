import type { Outcome, Spoken, StandingClaim } from '../core/outcome.ts';
import { isAlike } from './alike.ts';
import type { PrintContext } from './context.ts';
import { nameOf } from './context.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import { shortened } from './shortened.ts';

/** Claims that stand in full on each side. */
const MOST_CLAIMS = { for: 4, against: 2 };
/** Of those that are told beside the figures. */
const MOST_QUOTED = 2;

/** The most telling claims of those who voted for the decision, or of whoever speaks against it. */
export function tellingClaims(
  { claims, votes, decision, dissent }: Outcome,
  side: 'for' | 'against',
  most = MOST_CLAIMS[side],
): StandingClaim[] {
  const carriers = new Set(
    votes.flatMap(({ blind, option, member }) => (!blind && option === decision ? [member] : [])),
  );
  const hasVotes = decision !== null && carriers.size > 0;
  // What a dissenter says for it stands under dissent.
  const isDissent = ({ member, text }: StandingClaim) =>
    dissent.some((one) => one.member === member && one.text === text);
  return claims
    .filter((claim) =>
      side === 'for'
        ? claim.speaks === 'for' && (!hasVotes || carriers.has(claim.member))
        : claim.speaks === 'against' && !isDissent(claim),
    )
    .slice(0, most);
}

/** A plan, a condition or a price of a measurement that stands elsewhere in the memo is no reason. */
export function isReason(outcome: Outcome): (claim: StandingClaim) => boolean {
  const elsewhere = [
    ...outcome.votes.flatMap(({ condition }) => condition ?? []),
    ...outcome.measures.flatMap(({ what, threshold }) => [what, ...(threshold === null ? [] : [threshold])]),
    ...outcome.actions.map((action) => action.do),
  ];
  return ({ text }) => /\d/.test(text) && !elsewhere.some((one) => isAlike(one, text));
}

/** What was said for a decision that the figures do not make, in the words of those who voted for it. */
export function quotedFor(context: PrintContext, outcome: Outcome): MemoLine[] {
  const all = tellingClaims(outcome, 'for', Number.POSITIVE_INFINITY);
  return all
    .filter(isReason(outcome))
    .slice(0, MOST_QUOTED)
    .map((claim) => {
      const { head, text, turns } = claimLine(context, claim);
      return says(`${head}: ${text}`, { turns });
    });
}

/** What others accepted aloud, and stands in full nowhere else. */
export function agreedLines(context: PrintContext, outcome: Outcome): MemoLine[] {
  const isTold = isReason(outcome);
  const shown =
    outcome.figures === null ? [...tellingClaims(outcome, 'for'), ...tellingClaims(outcome, 'against')] : [];
  const isShown = ({ member, text }: StandingClaim) => shown.some((one) => one.member === member && one.text === text);
  return outcome.agreements
    .filter((claim) => !isShown(claim) && (outcome.figures === null || isTold(claim)))
    .slice(0, outcome.figures === null ? undefined : MOST_QUOTED)
    .map((claim) => ({ ...claimLine(context, claim), command: null }));
}

export function claimLine(context: PrintContext, claim: StandingClaim): MemoLine {
  const { memo } = context.labels;
  const names = (spoken: readonly Spoken[]) => spoken.map(({ member }) => nameOf(context, member));
  const where = [
    memo.turn(claim.turn),
    ...(claim.alsoBy.length === 0 ? [] : [memo.alsoBy(names(claim.alsoBy))]),
    ...(claim.acceptedBy.length === 0 ? [] : [memo.acceptedBy(names(claim.acceptedBy))]),
  ];
  return says(`${shortened(claim.text)} (${where.join(', ')})`, {
    head: nameOf(context, claim.member),
    command: claim.command === null ? null : asTyped(context, claim.command),
    turns: [claim.turn, ...claim.acceptedBy.map(({ turn }) => turn)],
  });
}

/** A command of the record as the reader types it where they are. */
export function asTyped({ program }: PrintContext, command: string): string {
  return command.replace(/^pitwall\b/, program);
}
