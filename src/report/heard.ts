import type { DebateDocument } from '../core/document.ts';
import type { EventBody } from '../core/events.ts';
import type { Visibility } from '../core/scenario.ts';
import type { Claim } from '../core/turn.ts';
import { callIn } from '../core/turn.ts';
import { hearsTurn } from '../reasoning/hearing.ts';

type Figure = EventBody<'tool.called'>['figures'][string];

/** What moved somebody, with where it was said. */
export interface Heard {
  turn: number;
  speaker: string;
  /** Null where the turn brought a calculator's result that none of its claims states. */
  claim: Claim | null;
  /** That result, where the reason names it. */
  figure: Figure | null;
}

/** A call of a calculator in the record, `tool:T.K` or `consult:T.K`, with what it gave. */
export interface Called {
  ref: string;
  figures: Readonly<Record<string, Figure>>;
}

interface Spoken {
  turn: number;
  speaker: string;
  addressee: string;
  claims: readonly Claim[];
}

export interface SpokenSoFar {
  /** Who hears a turn. */
  visibility?: Visibility | undefined;
  turns: readonly Spoken[];
  calls: readonly Called[];
  /** Facts that news changed, each with the last turn before it. */
  news?: readonly { fact: string; after: number }[];
}

/** All that was said and calculated in a debate. */
export const spokenIn = ({ turns, tools, consults, facts }: DebateDocument, visibility?: Visibility): SpokenSoFar => ({
  visibility,
  turns,
  calls: [...tools, ...consults],
  news: facts.flatMap(({ after, set }) => {
    const last = turns.findLast(({ phase, round }) => `${phase} ${round}` === after)?.turn ?? 0;
    return Object.keys(set).map((fact) => ({ fact, after: last }));
  }),
});

/**
 * The claim that a reason in `movedBy` points at, among the turns up to `until`: for `turn:T.C` that claim, for a reason
 * of the model the first time that someone other than the listener stated it, else its first statement; for a colleague's
 * `tool:T.K` or `consult:T.K` the turn that it was in. Null for a reason that nobody put into words, and for a fact that nobody has
 * spoken of since news changed it: what was said of it before is no more.
 */
export function heardReason(
  { turns, calls, visibility, news = [] }: SpokenSoFar,
  reason: string,
  listener: string,
  until: number,
): Heard | null {
  const calculated = callIn(reason);
  if (calculated !== null) {
    const by = turns.find(({ turn }) => turn === calculated.turn);
    if (by === undefined || by.speaker === listener) return null;
    const figure = calls.find(({ ref }) => ref === calculated.call)?.figures[calculated.figure ?? ''] ?? null;
    return { turn: by.turn, speaker: by.speaker, claim: null, figure };
  }
  const [, turnText, claimText] = /^turn:(\d+)\.(\d+)$/.exec(reason) ?? [];
  const fits = (turn: number, claim: Claim) =>
    turnText === undefined ? claim.reason === reason : turn === Number(turnText) && claim.claim === Number(claimText);
  const told = news.filter(({ fact, after }) => reason === `fact:${fact}` && after < until).map(({ after }) => after);
  const since = Math.max(0, ...told);
  let own: Heard | null = null;
  for (const { turn, speaker, addressee, claims } of turns) {
    if (turn <= since || turn > until || !hearsTurn(visibility, listener, { speaker, addressee })) continue;
    const claim = claims.find((one) => fits(turn, one));
    if (claim === undefined) continue;
    if (speaker !== listener) return { turn, speaker, claim, figure: null };
    own ??= { turn, speaker, claim, figure: null };
  }
  return own;
}
