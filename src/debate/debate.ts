import { createActor, fromPromise } from 'xstate';
import { factAt } from '../core/considerations.ts';
import { decide } from '../core/decision.ts';
import { PitwallError } from '../core/error.ts';
import type { EventBody, StopReason, TranscriptEvent } from '../core/events.ts';
import { EVENT_SCHEMA_VERSION, eventsOf } from '../core/events.ts';
import type { Grant } from '../core/floor.ts';
import { closingSpeakers, nextSpeaker } from '../core/floor.ts';
import { fillWording } from '../core/playbook/content.ts';
import { withParticles } from '../core/playbook/particles.ts';
import type { FactValue } from '../core/scenario.ts';
import { phaseWords } from '../core/scenario.ts';
import { stalled } from '../core/termination.ts';
import type { DebateRun } from './debate-run.ts';
import { Ledger } from './ledger.ts';
import type { Floor, Verdict } from './machine.ts';
import { debateMachine } from './machine.ts';
import type { TurnRecorder } from './recorder.ts';
import type { SeatSetup } from './table.ts';
import type { Place } from './turn-taker.ts';
import { TurnTaker } from './turn-taker.ts';

const MOST_STALLED_TURNS = 4;

/** Runs a debate to its close and returns its events. Throws what ended it when it failed; the record keeps what was said. */
export async function holdDebate(run: DebateRun): Promise<TranscriptEvent[]> {
  const debate = new Debate(run);
  const actor = createActor(
    debateMachine.provide({
      actors: {
        open: fromPromise(() => debate.open()),
        openPhase: fromPromise(({ input }) => debate.openPhase(input)),
        gather: fromPromise(({ input, signal }) => debate.gather(input, signal)),
        grant: fromPromise(async ({ input }) => debate.grant(input)),
        consult: fromPromise(({ input, signal }) => debate.consult(input, signal)),
        speak: fromPromise(({ input, signal }) => debate.speak(input, signal)),
        record: fromPromise(({ input }) => debate.record(input)),
        close: fromPromise(() => debate.close()),
        fail: fromPromise(({ input }) => debate.fail(input.error)),
      },
    }),
    { input: { protocol: run.table.scenario.protocol } },
  );
  const error = await new Promise<unknown>((resolve, reject) => {
    const stop = () => {
      // Stopping completes the actor for its subscribers: what it comes to must be settled first.
      resolve(new PitwallError('INTERRUPTED', 'the debate was interrupted; what was said so far is kept'));
      actor.stop();
    };
    if (run.signal?.aborted) return stop();
    run.signal?.addEventListener('abort', stop, { once: true });
    const settled = () => run.signal?.removeEventListener('abort', stop);
    actor.subscribe({
      error: (thrown) => {
        settled();
        reject(thrown);
      },
      complete: () => {
        settled();
        resolve(actor.getSnapshot().output?.error ?? null);
      },
    });
    actor.start();
  });
  const how =
    error === null
      ? 'closed'
      : error instanceof PitwallError && error.code === 'INTERRUPTED'
        ? 'interrupted'
        : 'failed';
  await run.record?.end(how);
  if (error !== null) throw error;
  return debate.ledger.events;
}

class Debate {
  readonly ledger: Ledger;
  private readonly turns: TurnTaker;
  /** Events of the turn, or of the parallel turns, that are waiting to be recorded. */
  private pending: TranscriptEvent[] = [];
  private grantGiven: (Grant & { turn: number }) | null = null;
  private recorder: TurnRecorder | null = null;
  private place: Place | null = null;
  private stopReason: StopReason = 'rounds';

  constructor(private readonly run: DebateRun) {
    this.ledger = new Ledger(run.table);
    this.turns = new TurnTaker(run, this.ledger, () => this.decision().decision);
  }

  async open(): Promise<void> {
    const { scenario, scenarioHash, wordingsHash, genericVoiceHash, seed, seats, desks, data, overrides } =
      this.run.table;
    await this.keep([
      {
        type: 'debate.opened',
        body: {
          schema: EVENT_SCHEMA_VERSION,
          scenario: scenario.id,
          scenarioHash,
          wordingsHash,
          language: scenario.language,
          seed,
          cast: seats.map(({ card, cardHash, voiceHash, model }) => ({ persona: card.id, cardHash, voiceHash, model })),
          genericVoiceHash,
          desks,
          data,
          overrides,
          protocol: scenario.protocol.map(phaseWords),
        },
      },
    ]);
  }

  async openPhase(place: Place): Promise<void> {
    await this.keep([{ type: 'phase.opened', body: { phase: place.phase.kind, index: place.index } }]);
  }

  /** All seats at once on the same transcript; their events wait in seat order. */
  async gather(place: Place, signal: AbortSignal): Promise<void> {
    const { seats } = this.run.table;
    const blind = place.phase.kind === 'opening';
    const first = this.ledger.turns + 1;
    const upTo = this.ledger.length;
    const groups = await Promise.all(
      seats.map(async (setup, index) => {
        const grant: Grant = blind
          ? { speaker: setup.card.id, rule: 'blind', why: 'opens without having heard the others' }
          : { speaker: setup.card.id, rule: 'vote', why: 'votes' };
        const turn = first + index;
        const recorder = this.turns.recorderFor(setup, place, turn, signal);
        return this.turns.take({ setup, place, grant, turn, recorder, upTo });
      }),
    );
    this.pending = groups.flat();
    const said = this.pending.flatMap((event) => (event.type === 'turn.recorded' ? [event.body] : []));
    this.pending.push(...said.map((body) => ({ type: 'vote.cast' as const, body: voteFrom(body, blind) })));
  }

  grant(place: Place): Floor | null {
    const grant = place.phase.kind === 'close' ? this.grantClose() : this.nextGrant(place);
    if (grant === null) return null;
    const turn = this.ledger.turns + 1;
    this.grantGiven = { ...grant, turn };
    this.place = place;
    return {
      speaker: grant.speaker,
      turn,
      consult: place.phase.kind !== 'close' && this.ledger.consultFor(grant.speaker) !== null,
    };
  }

  async consult({ speaker, turn }: Floor, signal: AbortSignal): Promise<void> {
    const call = this.ledger.consultFor(speaker);
    const setup = this.setupOf(speaker);
    this.recorder = this.turns.recorderFor(setup, this.place as Place, turn, signal);
    if (call !== null) await this.recorder.consult(call, 'floor');
  }

  async speak({ speaker, turn }: Floor, signal: AbortSignal): Promise<void> {
    const setup = this.setupOf(speaker);
    const place = this.place as Place;
    const recorder = this.recorder ?? this.turns.recorderFor(setup, place, turn, signal);
    this.recorder = null;
    this.pending = await this.turns.take({
      setup,
      place,
      grant: this.grantGiven as Grant,
      turn,
      recorder,
      upTo: this.ledger.length,
    });
  }

  /** Makes the waiting events durable, then says how the debate goes on. */
  async record(place: Place): Promise<Verdict> {
    const events = this.pending;
    this.pending = [];
    await this.keep(events);
    const { phase, round } = place;
    if (phase.kind === 'close') return this.grantClose() === null ? 'next-phase' : 'continue';
    const stall =
      this.run.table.scenario.stopWhenStalled &&
      phase.kind === 'rebuttal' &&
      stalled(this.ledger.events, this.stallLength());
    if (
      !stall &&
      !(phase.kind === 'vote' || (phase.kind === 'opening' && phase.blind)) &&
      this.nextGrant(place) !== null
    )
      return 'continue';
    await this.endRound(place);
    if (stall) {
      this.stopReason = 'stall';
      return 'next-phase';
    }
    return phase.kind === 'rebuttal' && round < phase.rounds ? 'next-round' : 'next-phase';
  }

  async close(): Promise<void> {
    const { turns } = this.ledger;
    await this.keep([{ type: 'debate.closed', body: { stopReason: this.stopReason, ...this.decision(), turns } }]);
  }

  async fail(error: unknown): Promise<void> {
    const sentence = error instanceof Error ? error.message : String(error);
    await this.keep([
      { type: 'debate.failed', body: { stopReason: 'failed', error: sentence, turns: this.ledger.turns } },
    ]);
  }

  private stallLength(): number {
    return Math.min(MOST_STALLED_TURNS, this.run.table.seats.length);
  }

  private nextGrant({ phase, round }: Place): Grant | null {
    const { scenario, seats, seed } = this.run.table;
    if (phase.kind !== 'rebuttal' && phase.kind !== 'opening') return null;
    const policy = phase.kind === 'opening' ? 'round-robin' : scenario.floor;
    return nextSpeaker(policy, {
      seats: seats.map(({ card }) => card.id),
      events: this.ledger.events,
      phase: phase.kind,
      round,
      seed,
    });
  }

  private grantClose(): Grant | null {
    const spoken = eventsOf(this.ledger.events, 'turn.recorded').filter(({ phase }) => phase === 'close');
    const { decision } = this.decision();
    const next = closingSpeakers(this.votes(), decision)[spoken.length];
    if (next === undefined) return null;
    const firm =
      decision === null ? 'is the firmest of a table that decided nothing' : 'voted most firmly for the decision';
    const why = next.role === 'champion' ? firm : 'voted most firmly against it';
    return { speaker: next.member, rule: decision === null ? 'firmest' : next.role, why };
  }

  private votes(): EventBody<'vote.cast'>[] {
    return eventsOf(this.ledger.events, 'vote.cast').filter(({ blind }) => !blind);
  }

  private decision() {
    return decide(this.run.table.scenario.decision, this.votes());
  }

  /** What the script says happens after this round. */
  private async endRound({ phase, round }: Place): Promise<void> {
    for (const { after, set, say } of this.run.table.scenario.events) {
      if (after.phase !== phase.kind || after.round !== round) continue;
      const changes = this.changes(set);
      const told = Object.fromEntries(
        Object.entries(changes).map(([name, { to }]) => [name, { ...this.ledger.facts[name], value: to }]),
      );
      const context = { facts: { ...this.ledger.facts, ...told }, scenario: this.run.table.scenario };
      const said = fillWording(say, null, context).text;
      await this.keep([
        { type: 'fact.changed', body: { phase: phase.kind, round, set: changes, say: withParticles(said) } },
      ]);
    }
  }

  /** Whole facts before and after; `name.member` changes one member of a fact. */
  private changes(set: Record<string, FactValue>): EventBody<'fact.changed'>['set'] {
    const changes: EventBody<'fact.changed'>['set'] = {};
    for (const [path, value] of Object.entries(set)) {
      const [name = '', member] = path.split('.');
      const from = changes[name]?.to ?? factAt(this.ledger.facts, name);
      const to = member === undefined ? value : { ...(from as Record<string, number>), [member]: value as number };
      changes[name] = { from: changes[name]?.from ?? from, to };
    }
    return changes;
  }

  private setupOf(speaker: string): SeatSetup {
    return this.run.table.seats.find(({ card }) => card.id === speaker) as SeatSetup;
  }

  private async keep(events: TranscriptEvent[]): Promise<void> {
    // Whatever was under way when the debate was interrupted comes too late for the record.
    this.run.signal?.throwIfAborted();
    await this.run.record?.append(events);
    this.ledger.add(events);
    for (const event of events) await this.run.on?.({ kind: 'event', event });
  }
}

function voteFrom(
  { speaker, stance, claims, turn }: EventBody<'turn.recorded'>,
  blind: boolean,
): EventBody<'vote.cast'> {
  const { option, confidence } = stance;
  return {
    member: speaker,
    option,
    confidence,
    blind,
    reason: claims.find(({ reason }) => reason !== null)?.reason ?? null,
    turn,
  };
}
