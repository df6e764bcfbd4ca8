import { z } from 'zod';
import { TurnFault } from '../findings/fault.ts';
import { Finding } from '../findings/finding.ts';
import { gates } from '../proven/proven.ts';
import { Estimate } from '../statistics/intervals.ts';
import { Rate } from '../statistics/rates.ts';
import { Scorecard } from './scorecard.ts';

/** A scorer's mean over the turns of one round. */
export const RoundMean = z.strictObject({ round: z.number().int(), ...Estimate.shape });

export const MemberReport = z.strictObject({
  persona: z.string(),
  /** As the table calls them. */
  name: z.string(),
  /** Who wrote the turns: what the `playbook` wrote is expected to pass and is no evidence that a scorer measures the card. */
  hand: z.enum(['playbook', 'model', 'mixed', 'unknown']),
  models: z.array(z.string()),
  debates: z.number().int().nonnegative(),
  card: Scorecard,
  /** By scorer; only where the score is not null. Over debates. */
  intervals: z.record(z.string(), Estimate),
  /** By scorer that scores turn by turn, where there are two rounds at least. */
  rounds: z.record(z.string(), z.array(RoundMean)),
});
export type MemberReport = z.infer<typeof MemberReport>;

/** Who a turn sounds like, by who said it: rows are speakers. */
export const Confusion = z.strictObject({
  classes: z.array(z.string()),
  rows: z.array(z.strictObject({ persona: z.string(), counts: z.array(z.number().int()) })),
});
export type Confusion = z.infer<typeof Confusion>;

export const QuotedTurn = z.strictObject({
  id: z.string(),
  debate: z.string(),
  /** Its number in the debate, or null where it is from elsewhere. */
  turn: z.number().int().nullable(),
  persona: z.string(),
  utterance: z.string(),
});

export const VERDICTS = ['in character', 'out of character', 'cannot judge'] as const;
export type VerdictWord = (typeof VERDICTS)[number];

/** What a judge says of one turn. */
export const Verdict = z.strictObject({
  turn: z.string(),
  verdict: z.enum(VERDICTS),
  /** What is wrong with the turn; null unless it is out of character. */
  fault: TurnFault.nullable(),
  /** Verbatim from the utterance; empty unless it is out of character. */
  turnQuote: z.string(),
  /** Verbatim from the card, or from what was said before; may be empty where nothing written says it. */
  cardQuote: z.string(),
  /** Line of the card, from 1, that the quote is of; null where it is of none. */
  cardLine: z.number().int().positive().nullable(),
  /** The judge's own words. */
  why: z.string(),
  /** Why it is `cannot judge` where the judge did not say so itself; null otherwise. */
  note: Finding.nullable(),
});
export type Verdict = z.infer<typeof Verdict>;

/** How well a judge tells who speaks, beside the letters of A8: on the same quotes, after the same samples; `beats`: whether it may judge anything else. */
export const Telling = z.strictObject({ n: z.number().int(), judge: Rate, letters: Rate, beats: z.boolean() });
export type Telling = z.infer<typeof Telling>;

/** Turns of each row's member against the card of each column, by the soft scores. */
export const SwapScores = z.strictObject({
  personas: z.array(z.string()),
  values: z.array(z.array(z.number().nullable())),
  /** Share of the rows whose own card wins, ties lost. */
  top1: Rate.nullable(),
});

/** An answer off the record, and how it stands to the one before it. */
const ProbedAnswer = z.strictObject({
  debate: z.string(),
  persona: z.string(),
  probe: z.string(),
  question: z.string(),
  round: z.number().int(),
  answer: z.string().nullable(),
  change: z.enum(['first', 'kept', 'updated', 'drifted', 'unanswered']),
});

/** Raised when reports of before can no longer be read. */
export const REPORT_VERSION = 3;

/** What `eval` prints, keeps and compares. */
export const FidelityReport = z.strictObject({
  schema: z.literal(REPORT_VERSION),
  subject: z.strictObject({ kind: z.enum(['debate', 'scenario', 'interview', 'turns']), name: z.string() }),
  /** Of one recorded debate: what it rests on, by hash, so that a kept report is known to be of all of it. */
  head: z.string().optional(),
  debates: z.array(z.strictObject({ id: z.string(), scenario: z.string(), seed: z.number().int() })),
  /** Of a scenario: member -> hash of the card that was scored, by which an edit after it is known. */
  cards: z.record(z.string(), z.string()).optional(),
  members: z.array(MemberReport),
  confusion: Confusion.nullable(),
  swap: SwapScores.nullable().optional(),
  /** Only where a table was probed. */
  probes: z.array(ProbedAnswer).optional(),
  turns: z.array(QuotedTurn),
  /** Whether a judge ran: green must never mean that it did not. */
  judge: z.strictObject({
    ran: z.boolean(),
    /** False when it missed a canary; null when it did not run. */
    valid: z.boolean().nullable(),
    findings: z.array(Finding),
    /** Turns that it takes to be out of character, with quotes. */
    verdicts: z.array(Verdict),
    /** One a judge. */
    telling: z.array(Telling).optional(),
    /** On sentences whose verdict is known. */
    quality: z.strictObject({ sensitivity: Rate.nullable(), specificity: Rate.nullable() }).optional(),
    rate: z
      .strictObject({
        observed: Rate,
        corrected: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
      })
      .nullable()
      .optional(),
  }),
  remarks: z.array(Finding),
});
export type FidelityReport = z.infer<typeof FidelityReport>;

/** Whether a kept body is a report that an older version made: its numbers stand, its sentences cannot be read as data. */
export const isOlderReport = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  'members' in body &&
  'schema' in body &&
  typeof body.schema === 'number' &&
  body.schema < REPORT_VERSION;

/** The worst verdict of the members: `fail` before no verdict before `pass`. A judge that was asked and is invalid leaves no verdict. */
export function verdictOf({ members, judge }: Pick<FidelityReport, 'members' | 'judge'>): 'pass' | 'fail' | 'none' {
  const verdicts = members.map(({ card }) => card.verdict);
  if (verdicts.includes('fail')) return 'fail';
  if (judge.valid === false) return 'none';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'pass') ? 'pass' : 'none';
}

/** Whether a check that fails nobody found something in a turn; `--strict` holds it against the members. */
export const hasNotes = ({ members }: Pick<FidelityReport, 'members'>): boolean =>
  members.some(({ card }) =>
    card.scores.some(({ turns }) => turns.some(({ evidence }) => evidence.some(({ finding }) => !gates(finding)))),
  );

/** Table name of a debate's turn: `t7` where one debate is meant, else `t7 of 01J…`. */
export function turnLabel({ turn, id, debate }: z.infer<typeof QuotedTurn>, debates: number): string {
  if (turn === null) return id;
  return debates > 1 ? `t${turn} of ${debate.slice(0, 8)}` : `t${turn}`;
}
