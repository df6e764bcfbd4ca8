import type { Outcome, Spoken, StandingClaim } from '../core/outcome.ts';
import { isAlike } from '../reasoning/alike.ts';
import { mentions } from '../reasoning/mentions.ts';
import type { PrintContext } from './context.ts';
import { nameOf, optionName } from './context.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import { shortened } from './shortened.ts';
import { widthOf } from './width.ts';

/** Claims that stand in full on each side. */
const MOST_CLAIMS = 4;
/** Of those that are told beside the figures. */
const MOST_QUOTED = 2;
/** What is longer is a turn of the talk, which says little to whoever was not there. */
const SHORT = 140;

/** The most telling claims of those who voted for the decision, or of whoever speaks against it. */
export function tellingClaims(
  { claims, votes, decision, dissent }: Outcome,
  side: 'for' | 'against',
  most = MOST_CLAIMS,
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

/** What is longer than a condition by this factor says more than it. */
const LONGER = 1.6;

/** A plan, a condition or a price of a measurement that stands elsewhere in the memo is no reason, nor is what an option comes to that is out. */
export function isReason(outcome: Outcome): (claim: StandingClaim) => boolean {
  const elsewhere = [
    ...outcome.votes.flatMap(({ condition }) => condition ?? []),
    ...outcome.measures.flatMap(({ what, threshold }) => [what, ...(threshold === null ? [] : [threshold])]),
    ...outcome.actions.map((action) => action.do),
  ];
  const out = new Set(outcome.figures?.options.flatMap(({ option, missed }) => (missed.length > 0 ? [option] : [])));
  return ({ text, option }) =>
    /\d/.test(text) &&
    // What an option comes to that cannot be taken anyway decides nothing.
    !(option !== null && out.has(option)) &&
    !elsewhere.some((one) => text.length < LONGER * one.length && isAlike(one, text));
}

/** Of a reason that says up to which value of a fact a member holds their option. */
const BAR = '~bound';

/** What was said for a decision against what the figures put ahead, in the words of those who voted for it. */
export function quotedFor(context: PrintContext, outcome: Outcome, ahead: string): MemoLine[] {
  const all = tellingClaims(outcome, 'for', Number.POSITIVE_INFINITY);
  // Past which value they would vote otherwise is no reason for their vote.
  const reasons = all.filter(isReason(outcome)).filter(({ reason }) => reason === null || !reason.endsWith(BAR));
  const isOfBoth = ({ text }: StandingClaim) => mentions(context, text, ahead);
  // Those that speak of both options first, and of each member one.
  const ranked = [...reasons.filter(isOfBoth), ...reasons.filter((claim) => !isOfBoth(claim))];
  const said = ranked.filter(({ member }, index) => ranked.findIndex((one) => one.member === member) === index);
  if (said.length === 0) return comparedFor(context, outcome, ahead);
  return said.slice(0, MOST_QUOTED).map((claim) => ({ ...claimLine(context, claim), command: null }));
}

/** Who compared both in figures gave a reason, whichever side it speaks for; where nobody did, that none stands. */
function comparedFor(context: PrintContext, { compared, decision }: Outcome, ahead: string): MemoLine[] {
  const both = compared.filter(
    ({ options }) => options.includes(ahead) && decision !== null && options.includes(decision),
  );
  if (both.length === 0) return [says(context.labels.memo.noReason(optionName(context, ahead)))];
  return both
    .slice(-MOST_QUOTED)
    .map(({ member, turn, text }) =>
      says(`${shortened(text)} (${context.labels.memo.turn(turn)})`, { head: nameOf(context, member), turns: [turn] }),
    );
}

/** What others accepted aloud, and stands in full nowhere else. */
export function agreedLines(context: PrintContext, outcome: Outcome): MemoLine[] {
  const isTold = isReason(outcome);
  const shown =
    outcome.figures === null ? [...tellingClaims(outcome, 'for'), ...tellingClaims(outcome, 'against')] : [];
  const isShown = ({ member, text }: StandingClaim) => shown.some((one) => one.member === member && one.text === text);
  return outcome.agreements
    .filter((claim) => !isShown(claim) && (outcome.figures === null || (isTold(claim) && widthOf(claim.text) <= SHORT)))
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
