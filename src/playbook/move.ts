import type { Act, Claim, ClaimRef, Proposal, Question } from '../core/turn.ts';
import type { Phrase } from '../wording/amounts.ts';

/** What a turn does, in the terms of the design. */
export type MoveKind =
  | 'open'
  | 'recompute'
  | 'limit'
  | 'compare'
  | 'noise'
  | 'price'
  | 'weigh'
  | 'turn'
  | 'refuse'
  | 'fallback'
  | 'wall'
  | 'judge'
  | 'strain'
  | 'doubt'
  | 'heed'
  | 'bound'
  | 'ensure'
  | 'amend'
  | 'second'
  | 'ask'
  | 'answer'
  | 'consult'
  | 'measure'
  | 'worth'
  | 'together'
  | 'combine'
  | 'reopen'
  | 'defend'
  | 'firm'
  | 'concede'
  | 'hold'
  | 'move'
  | 'vote'
  | 'close'
  | 'pass';

/** What a sentence asserts, before it has its words. */
export type Assertion = Pick<Claim, 'reason' | 'option' | 'side' | 'evidence' | 'figure'> & { gist: Phrase };

/** What is asserted of an option by the value of a fact. */
export const byFact = (fact: string, said: Pick<Assertion, 'reason' | 'option' | 'side' | 'gist'>): Assertion => ({
  ...said,
  evidence: { kind: 'fact', ref: `fact:${fact}` },
  figure: null,
});

/** One sentence to be said: which symbol of the voice says it, and what stands in its slots. */
export interface Sentence {
  symbol: string;
  slots: Readonly<Record<string, Phrase | undefined>>;
  tags?: readonly string[];
  /** Left out where an earlier sentence of the turn has said what stands in this slot. */
  unless?: string;
  /** The slot whose text the claim is, and what it asserts. */
  asserts?: { slot: string; what: Assertion };
}

export interface Move {
  kind: MoveKind;
  act: Act;
  /** A member's id, or `all`. */
  addressee: string;
  answers: ClaimRef | null;
  question: Omit<Question, 'text'> | null;
  sentences: Sentence[];
  /** Which move is made is the one of highest utility. */
  utility: number;
  proposes?: Proposal;
  withdraws?: ClaimRef[];
  condition?: Phrase;
  /** The speaker stands by another option than the one that leads, because of a fact. */
  stands?: { option: string; because: string };
  consult?: { topic: string; to: string; question: string; name: string };
}
