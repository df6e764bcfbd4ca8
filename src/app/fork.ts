import type { DebateChanges } from '../core/changes.ts';
import { PitwallError } from '../core/error.ts';
import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import { hashValue } from '../core/hash.ts';
import type { Questionnaire } from '../core/questionnaire.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { Scenario } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import { configurationOf } from '../debate/setup.ts';
import type { Team } from '../project/index.ts';
import { changedFacts } from '../scenarios/change.ts';
import { changeNames, withChanges } from './changes.ts';
import type { DebateConfig } from './debate-config.ts';
import { textsOf } from './debate-config.ts';
import type { Recording, Segment } from './recording.ts';

/** Where a fork parts from its parent: the first turn of its own, and how many events it shares. */
export interface ForkPoint {
  turn: number;
  shared: number;
}

/**
 * The point before a turn. Turns that are taken at once are one: a fork inside them begins with the first. `end` is the
 * point at which a budget stopped the debate, or the one behind the votes of a completed debate, where only its memo is written
 * anew. Throws USAGE for a turn that is not there.
 */
export function forkPoint(
  events: readonly TranscriptEvent[],
  at: number | 'end',
  changes: DebateChanges = {},
): ForkPoint {
  const grants = events.flatMap((event, index) => (event.type === 'floor.granted' ? [{ ...event.body, index }] : []));
  const last = grants.at(-1)?.turn ?? 0;
  if (at === 'end') return endPoint(events, last, changes);
  const granted = grants.find(({ turn }) => turn === at);
  if (granted === undefined) {
    throw new PitwallError('USAGE', `expected \`--at\` to be a turn from 1 to ${last}, or \`end\`, got \`${at}\``, {
      data: { at, last },
    });
  }
  if (granted.rule !== 'blind' && granted.rule !== 'vote') return { turn: at, shared: granted.index };
  const opened = events.slice(0, granted.index).findLastIndex(({ type }) => type === 'phase.opened') + 1;
  // What is put on the table before a vote belongs to its opening.
  const shared = events[opened]?.type === 'facts.shared' ? opened + 1 : opened;
  return { turn: firstTurn(events.slice(shared)), shared };
}

function firstTurn(events: readonly TranscriptEvent[]): number {
  const [event] = events.flatMap(({ body }) => ('turn' in body ? [body.turn] : []));
  return event ?? 1;
}

function endPoint(events: readonly TranscriptEvent[], last: number, changes: DebateChanges): ForkPoint {
  const closed = events.findIndex(({ type }) => type === 'debate.closed' || type === 'debate.failed');
  const reason = eventsOf(events, 'debate.closed')[0]?.stopReason;
  if (closed < 0)
    throw new PitwallError('USAGE', 'expected a finished debate, this one is unfinished: resume it first');
  if (reason !== 'budget' && reason !== 'cancelled') {
    if (reason !== undefined && reason !== 'questions' && isOfMemo(changes)) return memoPoint(events, last);
    throw new PitwallError(
      'USAGE',
      `expected a debate that was cancelled or stopped by its budget, or \`--model memo=SPEC\` and no other change, this one was completed with turn ${last}: fork it at a turn`,
    );
  }
  // A budget's votes are the last stances, cast right before the close.
  const cast = events.slice(0, closed).findLastIndex(({ type }) => type !== 'vote.cast');
  return { turn: last + 1, shared: cast + 1 };
}

/** Whether nothing is changed but who writes the memo, and the budget. */
function isOfMemo({ budget: _budget, models = {}, ...others }: DebateChanges): boolean {
  return Object.keys(models).join() === 'memo' && Object.values(others).every((change) => change === undefined);
}

/** Behind all that was said and voted: the memo that was written there, and a fork for it, are not part of the new one. */
function memoPoint(events: readonly TranscriptEvent[], last: number): ForkPoint {
  const closing = new Set<TranscriptEvent['type']>(['debate.closed', 'memo.written', 'debate.forked']);
  return { turn: last + 1, shared: events.findLastIndex(({ type }) => !closing.has(type)) + 1 };
}

/** The segments of the child: the parent's as far as they lie before the point, and the new one. */
export function forkedSegments(
  recording: Recording,
  { turn, shared }: ForkPoint,
  changes: DebateChanges,
  team: Team | undefined,
  asked?: Questionnaire,
): Recording['segments'] {
  const kept = recording.segments.filter(({ fork }) => fork === null || fork.body.turn < turn) as Recording['segments'];
  const last = kept.at(-1) as Segment;
  const config = withChanges(last.config, changes, team);
  const key = recording.key;
  const body: EventBody<'debate.forked'> = {
    turn,
    parent: { key, head: recording.chain[shared - 1]?.hash ?? '' },
    changed: changeNames(changes),
    ...configurationOf(settingsOf(config)),
    ...(asked === undefined ? {} : { asked }),
  };
  const facts = factsAt(recording.events.slice(0, shared), last.config.scenario, changes.facts ?? {});
  return [...kept, { config, fork: { body, after: shared, facts, say: changes.say ?? null } }];
}

function settingsOf({
  seats,
  desks,
  data,
  overrides,
  budget,
  moderator,
  memo,
}: DebateConfig): Parameters<typeof configurationOf>[0] {
  const files = Object.fromEntries(Object.entries(data).map(([name, { file, hash }]) => [name, { file, hash }]));
  const spec = moderator === undefined ? {} : { moderatorModel: moderator };
  const writer = memo === undefined ? {} : { memoModel: memo };
  return { seats, desks, data: files, overrides, ...(budget ? { budget } : {}), ...spec, ...writer };
}

/** The whole facts that a fork changes, checked against what they are at that point. */
function factsAt(events: readonly TranscriptEvent[], scenario: Scenario, given: Readonly<Record<string, unknown>>) {
  let facts = scenario.facts;
  for (const { set } of eventsOf(events, 'fact.changed'))
    facts = changedFacts(facts, Object.fromEntries(Object.entries(set).map(([name, { to }]) => [name, to])));
  const changed = changedFacts(facts, given);
  const names = new Set(Object.keys(given).map(headOf));
  return Object.fromEntries(
    [...names].flatMap((name) => (changed[name] ? [[name, changed[name].value] as const] : [])),
  );
}

/** Key and texts of a child: its parent's, and what it changes. */
export function childOf(store: TranscriptStore, recording: Recording, segments: Recording['segments']) {
  const forks = segments.flatMap(({ fork }) => (fork ? [{ body: fork.body, facts: fork.facts, say: fork.say }] : []));
  const texts = new Map(segments.flatMap(({ config }) => textsOf(config)).map((text) => [text.hash, text]));
  const { scenario, seed } = store.summary(recording.id);
  return { scenario, seed, key: hashValue({ key: recording.key, forks }), texts: [...texts.values()] };
}
