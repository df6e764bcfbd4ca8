import { canonicalJson } from '../core/canonical.ts';
import { hashOfEffect } from '../core/effect-hash.ts';
import type { Effect } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { AskedCall, DebateRecord, Recalled, StoredEffect } from '../core/record.ts';
import { isCancellation } from './cancelled.ts';
import { isRefusal } from './refusal.ts';

/** What a record holds of a debate that is executed again. */
export interface Recorded {
  id: string;
  events: readonly TranscriptEvent[];
  effects: readonly StoredEffect[];
}

/** Where a debate that is executed again parts from its record. */
export type Difference =
  /** A call is asked something else than the recorded one; `prompt` holds the messages of a model's new prompt. */
  | { kind: 'request'; call: string; of: Effect['kind']; live: boolean; prompt: string[] | null }
  /** A call that the record does not have. */
  | { kind: 'call'; call: string; of: Effect['kind']; live: boolean }
  /** The same request of a pure call comes to another result. */
  | { kind: 'result'; call: string; recorded: unknown; again: unknown }
  /** From here on the events are others: position from 1; null where one side has ended. */
  | { kind: 'event'; seq: number; recorded: TranscriptEvent | null; again: TranscriptEvent | null };

/**
 * Goes on with a record: what it holds is served, whatever its kind, and compared; what it lacks is written. Throws
 * RECORD_DIFFERS when the debate does not come out as it was recorded.
 */
export function resumeRecord(record: DebateRecord, recorded: Recorded): DebateRecord {
  const served = servedBy(recorded);
  const expected = comparison(recorded);
  return {
    ...record,
    id: record.id,
    recall: async (asked) => served(asked),
    async append(events) {
      const fresh = events.slice(expected(events));
      if (fresh.length > 0) await record.append(fresh);
    },
  };
}

/**
 * Goes the way of a parent and leaves it at a fork: until then everything is served from the parent and compared with it, and
 * nothing is written; with the fork, behind `until` shared events, the child begins, with all that was shared and its fork in
 * one commit, so that no death leaves a child that could go on as its parent. A call that is asked after the fork as it was
 * in the parent is served too.
 */
export function forkRecord(
  parent: Recorded,
  until: number,
  begin: (opening: readonly TranscriptEvent[], effects: readonly StoredEffect[]) => Promise<DebateRecord>,
): DebateRecord & { child(): DebateRecord | null } {
  const served = servedBy(parent, 'lenient');
  const strictly = servedBy(parent);
  const expected = comparison(parent);
  const shared: TranscriptEvent[] = [];
  const owed: StoredEffect[] = [];
  const effects = new Map(parent.effects.map((effect) => [effect.call, effect]));
  let child: DebateRecord | null = null;
  const parted = () => {
    if (child !== null) return child;
    throw differs(`expected debate ${parent.id} to reach the turn of the fork from its record, it makes further calls`);
  };
  return {
    id: parent.id,
    child: () => child,
    async recall(asked) {
      // That the parent was cancelled says nothing of its child.
      if (isCancellation(asked.call)) return null;
      // Past the fork only what costs or varies is served: a calculation is cheaper than to ask whether its turn is still the same.
      const mayServe = child === null || asked.purity === 'live';
      const recalled = !mayServe ? null : child === null ? strictly(asked) : served(asked);
      const effect = effects.get(asked.call);
      if (recalled && effect) {
        if (child === null) owed.push(effect);
        else await child.effect(effect, effect.measured);
      }
      return recalled;
    },
    async append(events) {
      if (child !== null) return child.append(events);
      if (events[0]?.type !== 'debate.forked' || shared.length < until) {
        if (expected(events) < events.length) parted();
        shared.push(...events);
        return;
      }
      child = await begin([...shared, ...events], owed);
    },
    effect: (effect, measured, waiting) => parted().effect(effect, measured, waiting),
    prompt: (...deltas) => parted().prompt(...deltas),
    async end(how) {
      await child?.end(how);
    },
  };
}

/**
 * Executes a record again and writes nothing: pure calls are made again and compared, live ones are served. Each difference
 * is handed on; a live call that the record does not answer throws RECORD_DIFFERS, since nothing may be asked.
 */
export function verifyRecord(
  recorded: Recorded,
  onDifference: (difference: Difference) => void,
): DebateRecord & { events: TranscriptEvent[] } {
  const effects = new Map(recorded.effects.map((effect) => [effect.call, effect]));
  const events: TranscriptEvent[] = [];
  const unknown = new Map<string, Difference>();
  return {
    id: recorded.id,
    events,
    async recall({ call, kind, purity, request, prompt }) {
      const stored = effects.get(call);
      const live = purity === 'live';
      if (stored?.request === request) return live ? recalledFrom(stored) : null;
      if (kind === 'failure') return null;
      const difference: Difference =
        stored === undefined
          ? { kind: 'call', call, of: kind, live }
          : { kind: 'request', call, of: kind, live, prompt: prompt?.() ?? null };
      // Records of earlier versions hold no refused call: whether this one is, is known once it is made.
      if (stored === undefined && !live && kind === 'tool') unknown.set(call, difference);
      else onDifference(difference);
      if (live)
        throw differs(`expected the record to hold \`${call}\`, ${stored ? 'its request differs' : 'it does not'}`);
      return null;
    },
    async effect(effect) {
      const stored = effects.get(effect.call);
      const unheld = unknown.get(effect.call);
      if (unheld !== undefined && !isRefusal(effect.result)) onDifference(unheld);
      if (stored?.request === effect.request && canonicalJson(stored.result) !== canonicalJson(effect.result))
        onDifference({ kind: 'result', call: effect.call, recorded: stored.result, again: effect.result });
      return hashOfEffect(effect);
    },
    async append(more) {
      for (const event of more) {
        const before = recorded.events[events.length] ?? null;
        events.push(event);
        if (before === null || canonicalJson(before) !== canonicalJson(event))
          onDifference({ kind: 'event', seq: events.length, recorded: before, again: event });
      }
    },
    prompt: async () => undefined,
    async end() {
      const missing = recorded.events[events.length];
      if (missing) onDifference({ kind: 'event', seq: events.length + 1, recorded: missing, again: null });
    },
  };
}

/** What the record answers; `strict` refuses a call that was asked something else, `lenient` lets it be made. */
function servedBy({ id, effects }: Recorded, mode: 'strict' | 'lenient' = 'strict') {
  const byCall = new Map(effects.map((effect) => [effect.call, effect]));
  return ({ call, kind, request }: AskedCall): Recalled | null => {
    const stored = byCall.get(call);
    if (stored === undefined) return null;
    if (stored.request === request) return recalledFrom(stored);
    if (mode === 'lenient' || kind === 'failure') return null;
    throw differs(`expected \`${call}\` of debate ${id} to repeat its recorded request, got a different one`);
  };
}

/** Checks events against the record as they come and returns how many of a batch it holds. */
function comparison({ id, events: recorded }: Recorded) {
  let next = 0;
  return (events: readonly TranscriptEvent[]): number => {
    let held = 0;
    for (const event of events) {
      const before = recorded[next];
      if (before === undefined) break;
      if (canonicalJson(before) !== canonicalJson(event))
        throw differs(
          `expected event ${next + 1} of debate ${id} to be as recorded (${before.type}), got a different ${event.type}`,
        );
      next += 1;
      held += 1;
    }
    return held;
  };
}

function recalledFrom({ result, hash, measured }: StoredEffect): Recalled {
  return { result, hash, measured };
}

function differs(sentence: string): PitwallError {
  return new PitwallError('RECORD_DIFFERS', sentence);
}
