import { z } from 'zod';
import { Budget } from './budget.ts';
import { Figure, ReplyFlaw, ToolCall } from './effects.ts';
import { WrittenMemo } from './memo.ts';
import { Questionnaire } from './questionnaire.ts';
import { FactValue } from './scenario.ts';
import { Turn } from './turn.ts';

/** Raised when a body changes shape; a file written under a later number is refused by name. */
export const EVENT_SCHEMA_VERSION = 2;

const TurnNumber = z.number().int().positive();
const PhaseKind = z.enum(['opening', 'rebuttal', 'vote', 'close']);
const Hash = z.string();

/**
 * Why a debate was closed. `rounds`: its protocol was held to the end. `rule`: the scenario's own rule ended the rebuttals. `floor`: whoever names the
 * speakers named nobody any more. `questions`: nothing but a questionnaire was to be held.
 * `cancelled`: whoever had asked for it did not want it any more.
 */
export const StopReason = z.enum(['rounds', 'stall', 'rule', 'floor', 'budget', 'questions', 'cancelled']);
export type StopReason = z.infer<typeof StopReason>;

/** The settings of a debate that a fork may change. */
export const Configuration = z.strictObject({
  cast: z.array(z.strictObject({ persona: z.string(), cardHash: Hash, voiceHash: Hash.nullable(), model: z.string() })),
  /** Members whose desk answers consults, cast or not. */
  desks: z.array(z.strictObject({ member: z.string(), topic: z.string() })),
  /** Data name -> file name, as tools take it, and content hash. */
  data: z.record(z.string(), z.strictObject({ file: z.string(), hash: Hash })),
  /** Facts changed on the command line. */
  overrides: z.record(z.string(), FactValue),
  budget: Budget.optional(),
  /** Spec of the model that moderates, where it is none of the cast. */
  moderator: z.string().optional(),
  /** Spec of the model that writes the memo; left out where it is composed from the record. */
  memo: z.string().optional(),
});

export type Configuration = z.infer<typeof Configuration>;

/** Every event type with the schema of its body. Bodies hold no time, no duration and no process. */
export const EVENT_BODIES = {
  'debate.opened': z.strictObject({
    schema: z.literal(EVENT_SCHEMA_VERSION),
    scenario: z.string(),
    scenarioHash: Hash,
    /** Content hash of the words for tool results. */
    termsHash: Hash,
    language: z.enum(['ko', 'en']),
    seed: z.number().int(),
    /** The neutral voice, which says what a member's own does not. */
    genericVoiceHash: Hash,
    ...Configuration.shape,
    protocol: z.array(z.string()),
    /** An interview: questions and no debate. */
    asked: Questionnaire.optional(),
  }),
  /** A fork parts from its parent here: what comes before is the parent's, what comes after is under these settings. */
  'debate.forked': z.strictObject({
    /** The first turn under the new settings. */
    turn: TurnNumber,
    /** The parent by content: its key, and the hash of the last event that both share. */
    parent: z.strictObject({ key: z.string(), head: Hash }),
    /** What was changed, as the command line spells it: `card pulse`, `fact gpuHourUsd`, `model *`, `cast axiom`, `budget`. */
    changed: z.array(z.string()),
    ...Configuration.shape,
    /** A probe: what is asked here, and then it ends. */
    asked: Questionnaire.optional(),
  }),
  /** A line that a person put between two turns. */
  'moderator.spoke': z.strictObject({ turn: TurnNumber, text: z.string().min(1) }),
  /** A member who speaks no more: taken away by a fork, or because their model failed for good. */
  'member.left': z.strictObject({
    /** The turn that they did not take. */
    turn: TurnNumber,
    member: z.string(),
    why: z.enum(['fork', 'failed']),
    error: z.string().nullable(),
    effect: Hash.nullable(),
  }),
  /** A reply that was no turn, and was given back to its model with what is wrong with it. */
  'reply.repaired': z.strictObject({
    turn: TurnNumber,
    speaker: z.string(),
    flaw: ReplyFlaw,
    detail: z.string(),
    /** The reply that was given back. */
    effect: Hash,
  }),
  /** Another model took the turn, because the one before it failed. */
  'model.substituted': z.strictObject({
    turn: TurnNumber,
    speaker: z.string(),
    from: z.string(),
    to: z.string(),
    detail: z.string(),
    effect: Hash,
  }),
  /** The turn that follows is not whole: prose without a stance, or lines that are not the speaker's. Its stance is not scored. */
  'turn.flawed': z.strictObject({
    turn: TurnNumber,
    speaker: z.string(),
    flaw: ReplyFlaw,
    detail: z.string(),
    effect: Hash,
  }),
  'phase.opened': z.strictObject({ phase: PhaseKind, index: z.number().int().nonnegative() }),
  'floor.granted': z.strictObject({
    turn: TurnNumber,
    round: TurnNumber,
    phase: PhaseKind,
    speaker: z.string(),
    /** Why this speaker, in a sentence, and its machine-readable reason. */
    why: z.string(),
    rule: z.enum([
      'blind',
      'seat-order',
      'asked',
      'reply',
      'answered',
      'waiting',
      'champion',
      'dissent',
      'firmest',
      'vote',
      'joined',
      'drawn',
      'bid',
      'together',
      /** Chosen by a moderator, named by a person, next in the scenario's order. */
      'moderated',
      'named',
      'ordered',
    ]),
    /** The member who moderates; absent where it is nobody of the cast. */
    by: z.string().optional(),
    /** Hash of the reply by which a model or a person chose. */
    effect: Hash.optional(),
  }),
  'tool.called': z.strictObject({
    turn: TurnNumber,
    call: TurnNumber,
    speaker: z.string(),
    ...ToolCall.shape,
    result: z.unknown(),
    figures: z.record(z.string(), Figure),
    effect: Hash,
  }),
  'consult.answered': z.strictObject({
    turn: TurnNumber,
    call: TurnNumber,
    from: z.string(),
    to: z.string(),
    topic: z.string(),
    question: z.string(),
    calculation: ToolCall.nullable(),
    answer: z.string(),
    figures: z.record(z.string(), Figure),
    confidence: z.number(),
    method: z.string(),
    stub: z.boolean(),
    /** `machine`: asked before the floor, because a colleague's question was on a deferred topic. `turn`: asked by the speaker. */
    door: z.enum(['machine', 'turn']),
    effect: Hash,
  }),
  /** A draft that claims work which the speaker's card defers; recorded before its turn. */
  'boundary.crossed': z.strictObject({
    turn: TurnNumber,
    speaker: z.string(),
    crossings: z
      .array(
        z.strictObject({
          /** Position in the draft, from 1. */
          claim: z.number().int().positive(),
          topic: z.string(),
          /** Whom the card names for the topic. */
          to: z.string(),
          /** `claimed`: on no evidence of its own. `calculated`: on a desk's calculation that the speaker ran. */
          rule: z.enum(['claimed', 'calculated']),
          /** That the claim is about the topic; null where the calculation says so. */
          probability: z.number().min(0).max(1).nullable(),
          evidence: z.array(z.string()),
        }),
      )
      .min(1),
    /** The draft that was given back, where the scenario grants a repair; null when it is the turn that was recorded. */
    draft: Turn.nullable(),
    effect: Hash,
  }),
  'turn.recorded': z.strictObject({
    turn: TurnNumber,
    round: TurnNumber,
    phase: PhaseKind,
    speaker: z.string(),
    ...Turn.shape,
    /** Hash of the last prompt and of the model's reply. */
    prompt: Hash,
    effect: Hash,
  }),
  /** What a person wrote to the member in a chat. */
  'question.asked': z.strictObject({
    /** Its number in the chat. */
    turn: TurnNumber,
    member: z.string(),
    text: z.string().min(1),
    effect: Hash,
  }),
  /** An answer to a question of the record's questionnaire, which nobody else has heard. */
  'question.answered': z.strictObject({
    /** In an interview or a chat its number; in a probe the turn before which it was asked. */
    turn: TurnNumber,
    member: z.string(),
    question: z.string(),
    /** Null for an open question, and where no letter was given that was offered. */
    letter: z.string().nullable(),
    said: z.string(),
    prompt: Hash,
    effect: Hash,
  }),
  'fact.changed': z.strictObject({
    phase: PhaseKind,
    round: TurnNumber,
    set: z.record(z.string(), z.strictObject({ from: FactValue, to: FactValue })),
    say: z.string(),
  }),
  /** Before the vote, what only some knew and nobody has said is put on the table, so that all vote on the same numbers. */
  'facts.shared': z.strictObject({
    facts: z.record(z.string(), z.strictObject({ value: FactValue, by: z.array(z.string()) })),
    /** Option -> input -> the setting at which it keeps its limits, where nobody had proposed one. */
    amended: z.record(z.string(), z.record(z.string(), z.number())),
    say: z.string(),
  }),
  'vote.cast': z.strictObject({
    member: z.string(),
    option: z.string().nullable(),
    confidence: z.number(),
    blind: z.boolean(),
    /** The reason that carries it, where one can be named. */
    reason: z.string().nullable(),
    /** On what it depends, as it was said. */
    condition: z.string().nullable(),
    /** The turn in which it was said. */
    turn: TurnNumber,
  }),
  /** The memo, where a model writes it. */
  'memo.written': z.strictObject({
    ...WrittenMemo.shape,
    /** How its replies were given back, or another model took over. */
    notes: z.array(z.strictObject({ kind: z.enum(['repaired', 'substituted', 'flawed']), detail: z.string() })),
    /** Hashes of the last prompt and of the reply, or of the failure; empty where nothing was asked. */
    prompt: z.string(),
    effect: z.string(),
  }),
  'debate.closed': z.strictObject({
    stopReason: StopReason,
    /** The conditions that held, where a rule ended the rebuttals: `consensus`, `turns 12`. */
    because: z.array(z.string()).min(1).optional(),
    decision: z.string().nullable(),
    margin: z.number(),
    confidence: z.number(),
    turns: z.number().int().nonnegative(),
  }),
  'debate.failed': z.strictObject({
    stopReason: z.literal('failed'),
    error: z.string(),
    turns: z.number().int().nonnegative(),
  }),
} as const;

export type EventType = keyof typeof EVENT_BODIES;
export type EventBody<T extends EventType> = z.infer<(typeof EVENT_BODIES)[T]>;

/** What the debate made of its effects, in an order that never depends on who answered first. */
export type TranscriptEvent = { [T in EventType]: { type: T; body: EventBody<T> } }[EventType];

export function isEventType(type: string): type is EventType {
  return type in EVENT_BODIES;
}

/** The event with a checked body; throws a ZodError that names the field. */
export function parseEvent(type: EventType, body: unknown): TranscriptEvent {
  return { type, body: EVENT_BODIES[type].parse(body) } as TranscriptEvent;
}

export function eventsOf<T extends EventType>(events: readonly TranscriptEvent[], type: T): EventBody<T>[] {
  return events.filter((event) => event.type === type).map((event) => event.body as EventBody<T>);
}
