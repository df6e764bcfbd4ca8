import type { ReplyFlaw, Structured, Usage } from '../../core/effects.ts';
import type { Language } from '../../core/language.ts';
import type { Act } from '../../core/turn.ts';
import type { FaultReason } from '../../models/fault.ts';

export const TURN_KINDS = ['open', 'rebut', 'answer', 'vote', 'close'] as const;
export type TurnKind = (typeof TURN_KINDS)[number];

/** `note`: it works, and there is something to know. `skipped`: what came before left nothing to try. */
export type CheckState = 'pass' | 'note' | 'fail' | 'skipped';

/** What a check took of the endpoint. */
export interface Spent {
  calls: number;
  seconds: number;
  /** Null where some call reported none. */
  usage: Usage | null;
}

/** A way of asking for a turn, and what came of it: null where a whole turn came. */
export interface TriedWay {
  way: Structured;
  came: { kind: 'refused' | 'flawed'; sentence: string } | null;
}

/** One check: what was tried, what came, what it took. Texts are the endpoint's, the model's, or sentences of errors. */
export type CheckLine = { state: CheckState; spent: Spent } & (
  | { check: 'reach'; streams: boolean | null; problem: string | null }
  | { check: 'tool'; called: boolean | null; usesResult: boolean | null }
  | { check: 'way'; tried: TriedWay[]; way: Structured | null }
  | {
      check: TurnKind;
      /** Who was asked. */
      member: string;
      act: Act | null;
      /** Whether the turn takes up what was asked of the member; null where nothing was. */
      answers: boolean | null;
      tools: number;
      repaired: ReplyFlaw[];
      utterance: string | null;
      problem: string | null;
    }
  | { check: 'korean'; turns: number; korean: number; leveled: number; example: LevelSlip | null }
  | {
      check: 'context';
      /** Tokens that the longest prompt of the debate takes with its tools and its reply, estimated. */
      needed: number;
      turns: number;
      /** Tokens that the endpoint counted of the prompt that was sent, and about how many it had. */
      counted: number | null;
      sent: number;
      /** As the spec or the shipped list has it. */
      window: number | null;
      problem: string | null;
    }
  | { check: 'cache'; inputTokens: number; cachedTokens: number | null }
  | {
      check: 'price';
      turns: number;
      inputTokens: number;
      outputTokens: number;
      usd: number | null;
      /** By which `prices` of models.yaml names it. */
      key: string;
    }
);

export type CheckName = CheckLine['check'];
/** The line of one check: kinds of turns share a shape. */
export type LineOf<C extends CheckName, L = CheckLine> = L extends { check: CheckName }
  ? C extends L['check']
    ? L
    : never
  : never;

/** A turn that was said in another level than its card has for whom it speaks to. */
export interface LevelSlip {
  to: string;
  asked: 'plain' | 'polite' | 'formal';
  said: 'plain' | 'polite' | 'formal';
  utterance: string;
}

export type Advice =
  | { code: 'key'; variable: string | null }
  | { code: 'names'; names: string[] }
  | { code: 'model' }
  | { code: 'address'; url: string | null }
  | { code: 'server'; url: string | null; ollama: boolean }
  | { code: 'credit' }
  | { code: 'later' }
  | { code: 'certificate' }
  | { code: 'spec'; spec: string }
  | { code: 'tools'; vllm: boolean }
  | { code: 'window'; needed: number; provider: string }
  | { code: 'larger' }
  | { code: 'price'; key: string };

/** Whether a model can sit at this table; `unasked` where its endpoint gave no answer that says anything of the model. */
export interface SeatCheck {
  spec: string;
  language: Language;
  /** The debate whose prompts were given. */
  scenario: string;
  verdict: 'sits' | 'cannot' | 'unasked';
  fault: { reason: FaultReason; status: number | null } | null;
  lines: CheckLine[];
  /** What the endpoint does otherwise than most, in sentences. */
  findings: string[];
  advice: Advice[];
  seconds: number;
}
