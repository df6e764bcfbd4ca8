import { z } from 'zod';
import { canonicalJson } from '../core/canonical.ts';
import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { FactValue } from '../core/scenario.ts';
import { Act, Stance } from '../core/turn.ts';

/** A turn as far as two debates are compared by it. */
export const TurnSide = z.strictObject({
  speaker: z.string(),
  act: Act,
  utterance: z.string(),
  /** What of the model it states. */
  reasons: z.array(z.string()),
  stance: Stance,
});
export type TurnSide = z.infer<typeof TurnSide>;

export const TurnAspect = z.enum(['speaker', 'act', 'claims', 'stance', 'utterance']);
export type TurnAspect = z.infer<typeof TurnAspect>;

/** One turn that is not the same in both; null where a debate has no such turn. */
export const TurnChange = z.strictObject({
  turn: z.number().int().positive(),
  changed: z.array(TurnAspect),
  a: TurnSide.nullable(),
  b: TurnSide.nullable(),
});
export type TurnChange = z.infer<typeof TurnChange>;

/** One thing that two debates were not held alike under; null where a side has none, or a fact is as its scenario has it. */
export const SettingChange = z.strictObject({
  of: z.enum([
    'scenario',
    'protocol',
    'seed',
    'cast',
    'card',
    'voice',
    'model',
    'desk',
    'fact',
    'data',
    'budget',
    'said',
  ]),
  /** The member, fact, data file or turn; empty where there is one of a kind. */
  name: z.string(),
  a: z.string().nullable(),
  b: z.string().nullable(),
});
export type SettingChange = z.infer<typeof SettingChange>;

const Both = <T extends z.ZodType>(schema: T) => z.strictObject({ a: schema, b: schema });

export const DebateDiff = z.strictObject({
  a: z.string(),
  b: z.string(),
  /** Events that both begin with. */
  shared: z.number().int().nonnegative(),
  /** The first event that is not the same, and the turn that it belongs to or comes before. */
  first: z
    .strictObject({
      seq: z.number().int().positive(),
      turn: z.number().int().positive(),
      a: z.string().nullable(),
      b: z.string().nullable(),
    })
    .nullable(),
  /** What was not the same: the settings after the last fork of each, and what a moderator said. */
  settings: z.array(SettingChange),
  turns: z.array(TurnChange),
  reasons: z.strictObject({ onlyA: z.array(z.string()), onlyB: z.array(z.string()) }),
  votes: z.array(z.strictObject({ member: z.string(), ...Both(z.string().nullable()).shape })),
  decision: Both(z.string().nullable()),
  usage: Both(
    z.strictObject({
      turns: z.number().int(),
      modelCalls: z.number().int(),
      inputTokens: z.number().nullable(),
      outputTokens: z.number().nullable(),
      costUsd: z.number().nullable(),
    }),
  ),
});
export type DebateDiff = z.infer<typeof DebateDiff>;

type Recorded = EventBody<'turn.recorded'>;

/** Turns that differ, aligned by number. `prompt` and `effect` only say what a turn rests on and do not count. */
export function turnChanges(a: readonly TranscriptEvent[], b: readonly TranscriptEvent[]): TurnChange[] {
  const [left, right] = [turnsOf(a), turnsOf(b)];
  const numbers = [...new Set([...left.keys(), ...right.keys()])].sort((one, other) => one - other);
  return numbers.flatMap((turn) => {
    const [one, other] = [left.get(turn), right.get(turn)];
    const changed = one && other ? aspectsOf(one, other) : TurnAspect.options;
    return changed.length === 0 ? [] : [{ turn, changed, a: sideOf(one), b: sideOf(other) }];
  });
}

/** Settings in which two debates differ, in the order in which a debate is laid from them. */
export function settingChanges(a: readonly TranscriptEvent[], b: readonly TranscriptEvent[]): SettingChange[] {
  const [left, right] = [settingsOf(a), settingsOf(b)];
  // What two scripts change on their way is not what somebody changed.
  if (left.scenario[''] === right.scenario[''])
    [left.fact, right.fact] = [factsOf(a, left.fact), factsOf(b, right.fact)];
  return SettingChange.shape.of.options.flatMap((of) => {
    const [mine, theirs] = [left[of], right[of]];
    const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
    return names.flatMap((name) => {
      const change = { of, name, a: mine[name] ?? null, b: theirs[name] ?? null };
      // Whoever sits in one debate only is a change of the cast, and of nothing else.
      const isOfStranger =
        MEMBERS.has(of) && name !== MODERATOR && (left.cast[name] === undefined || right.cast[name] === undefined);
      return change.a === change.b || isOfStranger ? [] : [change];
    });
  });
}

/** Whose model moderates where it is nobody of the cast. */
const MODERATOR = 'moderator';
const MEMBERS: ReadonlySet<SettingChange['of']> = new Set(['card', 'voice', 'model']);

/** Digits of a hash by which two texts are told apart. */
const HASH_DIGITS = 8;

function settingsOf(events: readonly TranscriptEvent[]): Record<SettingChange['of'], Record<string, string>> {
  const [opened] = eventsOf(events, 'debate.opened');
  const {
    cast = [],
    desks = [],
    data = {},
    overrides = {},
    budget,
    moderator,
  } = eventsOf(events, 'debate.forked').at(-1) ?? opened ?? {};
  const short = (hash: string) => hash.slice(0, HASH_DIGITS);
  const one = (text: string | undefined): Record<string, string> => (text === undefined ? {} : { '': text });
  const named = (entries: [string, string][]) => Object.fromEntries(entries);
  return {
    scenario: one(opened && `${opened.scenario} ${short(opened.scenarioHash)}`),
    protocol: one(opened?.protocol.join(', ')),
    seed: one(opened && String(opened.seed)),
    cast: named(cast.map(({ persona }) => [persona, 'sits'])),
    card: named(cast.map(({ persona, cardHash }) => [persona, short(cardHash)])),
    voice: named(cast.map(({ persona, voiceHash }) => [persona, voiceHash === null ? 'generic' : short(voiceHash)])),
    model: {
      ...named(cast.map(({ persona, model }) => [persona, model])),
      ...(moderator === undefined ? {} : { [MODERATOR]: moderator }),
    },
    desk: named(desks.map(({ member, topic }) => [`${member} ${topic}`, 'answers'])),
    fact: Object.fromEntries(Object.entries(overrides).flatMap(([name, value]) => membersOf(name, value))),
    data: named(Object.entries(data).map(([name, { hash }]) => [name, short(hash)])),
    budget: one(budget && canonicalJson(budget)),
    said: named(eventsOf(events, 'moderator.spoke').map(({ turn, text }) => [String(turn), text])),
  };
}

/** Facts that are not as the scenario has them: changed at the beginning, or between two turns. */
function factsOf(events: readonly TranscriptEvent[], overrides: Record<string, string>): Record<string, string> {
  const changed = eventsOf(events, 'fact.changed').flatMap(({ set }) =>
    Object.entries(set).flatMap(([name, { from, to }]) => {
      const before = new Map(membersOf(name, from));
      return membersOf(name, to).filter(([path, value]) => before.get(path) !== value);
    }),
  );
  return { ...overrides, ...Object.fromEntries(changed) };
}

/** `domainLoss.code` for each member of a fact that has some. */
function membersOf(name: string, value: FactValue): [string, string][] {
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    return Object.entries(value).flatMap(([member, inner]) => membersOf(`${name}.${member}`, inner));
  return [[name, typeof value === 'string' ? value : canonicalJson(value)]];
}

/** Whether a member said something else of substance: claims, stance or act, as against words alone. */
export function isBehaviour({ changed }: TurnChange): boolean {
  return changed.some((aspect) => aspect !== 'utterance');
}

export function decisionOf(events: readonly TranscriptEvent[]): string | null {
  return eventsOf(events, 'debate.closed')[0]?.decision ?? null;
}

export function firstDifference(a: readonly TranscriptEvent[], b: readonly TranscriptEvent[]): DebateDiff['first'] {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const [one, other] = [a[index], b[index]];
    if (one && other && canonicalJson(one) === canonicalJson(other)) continue;
    const before = eventsOf(a.slice(0, index), 'turn.recorded');
    const turn = Math.max(0, ...before.map(({ turn }) => turn)) + 1;
    return { seq: index + 1, turn, a: one?.type ?? null, b: other?.type ?? null };
  }
  return null;
}

/** Reasons of the model that were stated in one debate and not in the other. */
export function reasonsApart(a: readonly TranscriptEvent[], b: readonly TranscriptEvent[]): DebateDiff['reasons'] {
  const [left, right] = [statedIn(a), statedIn(b)];
  return {
    onlyA: [...left].filter((reason) => !right.has(reason)),
    onlyB: [...right].filter((reason) => !left.has(reason)),
  };
}

/** Last votes of every member in either debate. */
export function votesOf(a: readonly TranscriptEvent[], b: readonly TranscriptEvent[]): DebateDiff['votes'] {
  const [left, right] = [lastVotes(a), lastVotes(b)];
  const members = [...new Set([...left.keys(), ...right.keys()])];
  return members.map((member) => ({ member, a: left.get(member) ?? null, b: right.get(member) ?? null }));
}

function lastVotes(events: readonly TranscriptEvent[]): Map<string, string | null> {
  return new Map(
    eventsOf(events, 'vote.cast')
      .filter(({ blind }) => !blind)
      .map(({ member, option }) => [member, option]),
  );
}

function statedIn(events: readonly TranscriptEvent[]): Set<string> {
  return new Set(
    eventsOf(events, 'turn.recorded').flatMap(({ claims }) => claims.flatMap(({ reason }) => reason ?? [])),
  );
}

function turnsOf(events: readonly TranscriptEvent[]): Map<number, Recorded> {
  return new Map(eventsOf(events, 'turn.recorded').map((turn) => [turn.turn, turn]));
}

function aspectsOf(a: Recorded, b: Recorded): TurnAspect[] {
  const differs = (one: unknown, other: unknown) => canonicalJson(one) !== canonicalJson(other);
  const substance = ({ claims }: Recorded) =>
    claims.map(({ reason, option, side, evidence, figure }) => ({ reason, option, side, evidence, figure }));
  return [
    ...(a.speaker === b.speaker ? [] : (['speaker'] as const)),
    ...(a.act === b.act && !differs(a.answers, b.answers) ? [] : (['act'] as const)),
    ...(differs(substance(a), substance(b)) ? (['claims'] as const) : []),
    ...(differs(a.stance, b.stance) ? (['stance'] as const) : []),
    ...(a.utterance === b.utterance ? [] : (['utterance'] as const)),
  ];
}

function sideOf(turn: Recorded | undefined): TurnSide | null {
  if (turn === undefined) return null;
  const { speaker, act, utterance, claims, stance } = turn;
  return { speaker, act, utterance, reasons: claims.flatMap(({ reason }) => reason ?? []), stance };
}
