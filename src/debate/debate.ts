import { createActor, fromPromise } from 'xstate';
import { PitwallError } from '../core/error.ts';
import type { EventBody, StopReason, TranscriptEvent } from '../core/events.ts';
import { EVENT_SCHEMA_VERSION, eventsOf } from '../core/events.ts';
import type { Questionnaire } from '../core/questionnaire.ts';
import type { Fact, FactValue, Phase } from '../core/scenario.ts';
import { phaseWords } from '../core/scenario.ts';
import { compileModel } from '../reasoning/model.ts';
import { unasked, unshared } from '../reasoning/pooling.ts';
import { factAt } from '../reasoning/references.ts';
import { fillFacts } from '../wording/fill.ts';
import { decide } from '../reasoning/decision.ts';
import type { Grant } from '../reasoning/floor.ts';
import { closingSpeakers, nextSpeaker } from '../reasoning/floor.ts';
import { stalled } from '../reasoning/termination.ts';
import { Account } from './account.ts';
import type { DebateRun, Fork } from './debate-run.ts';
import { Ledger } from './ledger.ts';
import type { Floor, Verdict } from './machine.ts';
import { debateMachine } from './machine.ts';
import { outboxBefore } from './outbox.ts';
import { askAll } from './questions.ts';
import type { TurnRecorder } from './recorder.ts';
import { FREE } from './recorder.ts';
import { settled } from './settled.ts';
import type { SeatSetup, Table } from './table.ts';
import { configurationOf } from './table.ts';
import type { Place } from './turn-taker.ts';
import { TurnTaker } from './turn-taker.ts';
import { Watch } from './watch.ts';

const MOST_STALLED_TURNS = 4;

/** What a timer of Node can wait for. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Members without whom there is no debate. */
const QUORUM = 2;

const FACTS_SHARED = {
  ko: '표결 전에 아직 나오지 않은 값을 모두 올립니다.',
  en: 'Before the vote, everything that has not been said goes on the table.',
};
const FACTS_CHANGED = { ko: '사실이 바뀌었습니다.', en: 'The facts have changed.' };

/** Runs a debate to its close and returns its events. Throws what ended it when it failed; the record keeps what was said. */
export async function holdDebate(given: DebateRun): Promise<TranscriptEvent[]> {
  const run: DebateRun = { ...given, record: given.record && outboxBefore(given.record) };
  const debate = new Debate(run);
  const actor = createActor(
    debateMachine.provide({
      actors: {
        open: fromPromise(() => debate.open()),
        openPhase: fromPromise(({ input }) => debate.openPhase(input)),
        gather: fromPromise(({ input, signal }) => debate.gather(input, signal)),
        grant: fromPromise(({ input }) => debate.grant(input)),
        consult: fromPromise(({ input, signal }) => debate.consult(input, signal)),
        speak: fromPromise(({ input, signal }) => debate.speak(input, signal)),
        record: fromPromise(({ input }) => debate.record(input)),
        close: fromPromise(() => debate.close()),
        fail: fromPromise(({ input }) => debate.fail(input.error)),
      },
    }),
    { input: { protocol: protocolOf(run.table) } },
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
      next: ({ value }) => void run.on?.({ kind: 'state', state: String(value) }),
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
  await run.record?.end(error === null ? 'closed' : isFinal(error) ? 'failed' : 'interrupted');
  if (error !== null) throw error;
  return debate.ledger.events;
}

/** A mapping with its members in the order that they had: a record keeps none, and a prompt shows them in one. */
function ordered(value: FactValue, from: FactValue | undefined): FactValue {
  if (typeof value !== 'object' || Array.isArray(value) || typeof from !== 'object' || Array.isArray(from))
    return value;
  const known = Object.keys(from).filter((member) => Object.hasOwn(value, member));
  return Object.fromEntries(
    [...new Set([...known, ...Object.keys(value)])].map((member) => [member, value[member] as number]),
  );
}

/** An interview has no phase. */
function protocolOf({ asked, scenario }: Table): Phase[] {
  return asked === undefined ? scenario.protocol : [];
}

/** Whether a debate that ended by this failure has failed for good; after any other it can be resumed. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof PitwallError)) return true;
  if (error.code === 'MODEL_FAILED') return error.data['transient'] === false;
  return error.code !== 'INTERRUPTED' && error.code !== 'STORE_FAILED' && error.code !== 'RECORD_DIFFERS';
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
  private readonly left = new Set<string>();
  private readonly account: Account;
  private readonly watch: Watch;
  /** Set once the next call does not fit. */
  private spent = false;
  /** Set once a questionnaire has been asked, with which a debate ends. */
  private asked = false;
  private readonly forks: Fork[];
  /** Its table and outside are those of the last fork. */
  private readonly run: DebateRun;

  constructor(run: DebateRun) {
    this.run = { ...run };
    this.forks = [...(run.forks ?? [])];
    this.account = new Account(run.table.budget);
    this.watch = new Watch(run);
    this.ledger = new Ledger(run.table);
    this.turns = new TurnTaker(this.run, this.ledger, () => this.decision().decision);
  }

  async open(): Promise<void> {
    const { scenario, scenarioHash, termsHash, genericVoiceHash, seed, asked } = this.run.table;
    await this.keep([
      {
        type: 'debate.opened',
        body: {
          schema: EVENT_SCHEMA_VERSION,
          scenario: scenario.id,
          scenarioHash,
          termsHash,
          language: scenario.language,
          seed,
          genericVoiceHash,
          ...configurationOf(this.run.table),
          protocol: protocolOf(this.run.table).map(phaseWords),
          ...(asked === undefined ? {} : { asked }),
        },
      },
    ]);
    if (asked !== undefined) await this.ask(asked);
  }

  async openPhase(place: Place): Promise<void> {
    await this.keep([{ type: 'phase.opened', body: { phase: place.phase.kind, index: place.index } }]);
  }

  /** All seats at once on the same transcript; their events wait in seat order. */
  async gather(place: Place, signal: AbortSignal): Promise<void> {
    await this.forkBefore(this.ledger.nextTurn, place);
    if (this.asked) return;
    const blind = place.phase.kind === 'opening';
    if (await this.isSpent(this.seats, this.ledger.nextTurn)) return;
    if (!blind) {
      await this.openJoiners(place, signal);
      await this.share();
    }
    const first = this.ledger.nextTurn;
    const upTo = this.ledger.length;
    const { seats } = this;
    const purses = seats.map(({ card }) => this.account.purseFor(card.id, seats.length));
    const late = this.late();
    const groups = await settled(
      seats.map(async (setup, index) => {
        const grant: Grant = blind
          ? { speaker: setup.card.id, rule: 'blind', why: 'opens without having heard the others' }
          : { speaker: setup.card.id, rule: 'vote', why: 'votes' };
        const turn = first + index;
        const recorder = this.turns.recorderFor(setup, place, turn, signal, { purse: purses[index], late });
        return this.withinBudget(this.turns.take({ setup, place, grant, turn, recorder, upTo }));
      }),
    );
    this.pending = groups.flat();
    this.dismiss(this.pending);
    const said = this.pending.flatMap((event) => (event.type === 'turn.recorded' ? [event.body] : []));
    this.pending.push(...said.map((body) => ({ type: 'vote.cast' as const, body: voteFrom(body, blind) })));
  }

  async grant(place: Place): Promise<Floor | null> {
    if (this.grantAt(place) === null) return null;
    await this.forkBefore(this.ledger.nextTurn, place);
    if (this.asked) return null;
    const joiner = place.phase.kind === 'rebuttal' ? this.joiners()[0] : undefined;
    const grant = joiner ? joining(joiner) : this.grantAt(place);
    if (grant === null) return null;
    const turn = this.ledger.nextTurn;
    if (await this.isSpent([this.setupOf(grant.speaker)], turn)) return null;
    this.grantGiven = { ...grant, turn };
    this.place = joiner ? openingFor(place) : place;
    return {
      speaker: grant.speaker,
      turn,
      consult: place.phase.kind !== 'close' && this.ledger.consultFor(grant.speaker) !== null,
    };
  }

  async consult({ speaker, turn }: Floor, signal: AbortSignal): Promise<void> {
    const call = this.ledger.consultFor(speaker);
    const setup = this.setupOf(speaker);
    this.recorder = this.recorderOf(setup, this.place as Place, turn, signal);
    if (call !== null) await this.recorder.consult(call, 'floor');
  }

  async speak({ speaker, turn }: Floor, signal: AbortSignal): Promise<void> {
    const setup = this.setupOf(speaker);
    const place = this.place as Place;
    const recorder = this.recorder ?? this.recorderOf(setup, place, turn, signal);
    this.recorder = null;
    const grant = this.grantGiven as Grant;
    const upTo = this.ledger.length;
    this.pending = await this.withinBudget(this.turns.take({ setup, place, grant, turn, recorder, upTo }));
  }

  /** Makes the waiting events durable, then says how the debate goes on. */
  async record(place: Place): Promise<Verdict> {
    const events = this.pending;
    this.pending = [];
    await this.keep(events);
    this.dismiss(events);
    if (this.asked) return 'stop';
    if (this.spent) {
      this.stopReason = 'budget';
      return 'stop';
    }
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
    // Nobody could be asked to vote any more: where each stood last is his vote.
    if (this.spent && this.votes().length === 0) await this.keep(this.lastStances());
    await this.keep([{ type: 'debate.closed', body: { stopReason: this.stopReason, ...this.decision(), turns } }]);
  }

  async fail(error: unknown): Promise<void> {
    if (!isFinal(error)) return;
    const sentence = error instanceof Error ? error.message : String(error);
    await this.keep([
      { type: 'debate.failed', body: { stopReason: 'failed', error: sentence, turns: this.ledger.turns } },
    ]);
  }

  private stallLength(): number {
    return Math.min(MOST_STALLED_TURNS, this.seats.length);
  }

  private nextGrant({ phase, round }: Place): Grant | null {
    const { scenario, seed } = this.run.table;
    if (phase.kind !== 'rebuttal' && phase.kind !== 'opening') return null;
    const policy = phase.kind === 'opening' ? 'round-robin' : scenario.floor;
    const state = { events: this.ledger.events, phase: phase.kind, round, seed };
    const seats = this.seats.map(({ card }) => card.id);
    if (phase.kind !== 'rebuttal') return nextSpeaker(policy, { ...state, seats });
    // Who has nothing to say is passed over.
    const silent = new Set<string>();
    for (;;) {
      const grant = nextSpeaker(policy, { ...state, seats: seats.filter((seat) => !silent.has(seat)) });
      if (grant === null || this.wantsFloor(grant, round)) return grant;
      silent.add(grant.speaker);
    }
  }

  private wantsFloor({ speaker, why }: Grant, round: number): boolean {
    const { seat } = this.setupOf(speaker);
    return seat.wants?.(this.turns.briefFor(speaker, { phase: 'rebuttal', round, turn: this.ledger.nextTurn, why })) ?? true;
  }

  private grantAt(place: Place): Grant | null {
    return place.phase.kind === 'close' ? this.grantClose() : this.nextGrant(place);
  }

  private grantClose(): Grant | null {
    const spoken = eventsOf(this.ledger.events, 'turn.recorded').filter(({ phase }) => phase === 'close');
    const { decision } = this.decision();
    const closers = closingSpeakers(this.votes(), decision).filter(
      ({ member }) => !this.left.has(member) && spoken.every(({ speaker }) => speaker !== member),
    );
    const next = closers[0];
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
      const facts = { ...this.ledger.facts };
      for (const [name, { to }] of Object.entries(changes)) facts[name] = { ...(facts[name] as Fact), value: to };
      const said = fillFacts(say, facts, this.run.table.scenario.language);
      await this.keep([{ type: 'fact.changed', body: { phase: phase.kind, round, set: changes, say: said } }]);
    }
  }

  /** Before the vote, what only some know and nobody has said is put on the table. */
  private async share(): Promise<void> {
    const { scenario, data } = this.run.table;
    const { said } = this.ledger;
    const model = compileModel({ ...scenario, facts: this.ledger.facts });
    const shared = unshared(model, said, {
      seats: this.seats.map(({ card }) => card.id),
      data: Object.fromEntries(Object.entries(data).map(([name, { file }]) => [name, file])),
      calculate: (name, args) => ({ figures: this.run.outside.calculate({ name, args }, '').figures, headline: undefined }),
      closed: unasked(scenario, said),
    });
    if (shared === null) return;
    await this.keep([{ type: 'facts.shared', body: { ...shared, say: FACTS_SHARED[scenario.language] } }]);
  }

  /** Whole facts before and after; `name.member` changes one member of a fact. */
  private changes(set: Record<string, FactValue>): EventBody<'fact.changed'>['set'] {
    const changes: EventBody<'fact.changed'>['set'] = {};
    for (const [path, value] of Object.entries(set)) {
      const [name = '', member] = path.split('.');
      const from = changes[name]?.to ?? factAt(this.ledger.facts, name);
      const to =
        member === undefined
          ? ordered(value, from)
          : { ...(from as Record<string, number>), [member]: value as number };
      changes[name] = { from: changes[name]?.from ?? from, to };
    }
    return changes;
  }

  /** Whether the budget has no room for what these seats would be asked now; then nobody is asked any more. */
  private async isSpent(seats: readonly SeatSetup[], turn: number): Promise<boolean> {
    const { budget } = this.run.table;
    if (budget === undefined) return false;
    const { seconds } = this.account;
    const late = seconds !== undefined && (await this.watch.elapsedSeconds(turn)) >= seconds;
    const calls = seats.map(({ card, worst }) => ({
      member: card.id,
      worst: worst?.(this.ledger.heardBy(card.id)) ?? FREE,
    }));
    this.spent = late || !this.account.admits(calls);
    return this.spent;
  }

  private recorderOf(setup: SeatSetup, place: Place, turn: number, signal: AbortSignal): TurnRecorder {
    const purse = this.account.purseFor(setup.card.id);
    return this.turns.recorderFor(setup, place, turn, signal, { purse, late: this.late() });
  }

  /** Aborted when the time of the debate is over, under whatever call is being made then. */
  private late(): AbortSignal | undefined {
    const { seconds } = this.account;
    const leftMs = seconds === undefined ? null : this.watch.leftMs(seconds);
    return leftMs === null ? undefined : AbortSignal.timeout(Math.min(Math.ceil(leftMs), LONGEST_TIMER_MS));
  }

  /** The events of a turn; none of one that ran out of budget, whose calls stay on the record. */
  private async withinBudget(turn: Promise<TranscriptEvent[]>): Promise<TranscriptEvent[]> {
    try {
      return await turn;
    } catch (error) {
      if (!(error instanceof PitwallError) || error.code !== 'BUDGET_SPENT') throw error;
      this.spent = true;
      return [];
    }
  }

  private lastStances(): TranscriptEvent[] {
    const spoken = eventsOf(this.ledger.events, 'turn.recorded');
    return this.seats.flatMap(({ card }) => {
      const last = spoken.findLast(({ speaker }) => speaker === card.id);
      return last ? [{ type: 'vote.cast' as const, body: voteFrom(last, false) }] : [];
    });
  }

  /** Those who sit at the table now. */
  private get seats(): SeatSetup[] {
    return this.run.table.seats.filter(({ card }) => !this.left.has(card.id));
  }

  /** Members who came by a fork and have not opened. */
  private joiners(): SeatSetup[] {
    if (!this.ledger.events.some(({ type }) => type === 'debate.forked')) return [];
    const opened = new Set(
      eventsOf(this.ledger.events, 'turn.recorded').flatMap(({ phase, speaker }) =>
        phase === 'opening' ? [speaker] : [],
      ),
    );
    return this.seats.filter(({ card }) => !opened.has(card.id));
  }

  /** Before a vote, whoever has joined opens first, each heard by the next. */
  private async openJoiners(place: Place, signal: AbortSignal): Promise<void> {
    for (const setup of this.joiners()) {
      const opening = openingFor(place);
      const turn = this.ledger.nextTurn;
      const recorder = this.turns.recorderFor(setup, opening, turn, signal);
      const upTo = this.ledger.length;
      const events = await this.turns.take({ setup, place: opening, grant: joining(setup), turn, recorder, upTo });
      await this.keep(events);
      this.dismiss(events);
    }
  }

  /** Takes note of who has left; a debate needs two who answer. */
  private dismiss(events: readonly TranscriptEvent[]): void {
    const gone = eventsOf(events, 'member.left').filter(({ why }) => why === 'failed');
    for (const { member } of gone) this.left.add(member);
    if (gone.length > 0 && this.seats.length < QUORUM) {
      const errors = gone.map(({ member, error }) => `${member}: ${error}`).join('; ');
      const sentence = `expected at least ${QUORUM} members whose models answer, ${this.seats.length} is left: ${errors}`;
      throw new PitwallError('MODEL_FAILED', sentence, { data: { transient: false } });
    }
  }

  /** Puts the settings of the fork that begins at this turn in place, and says on the record what has changed. */
  private async forkBefore(turn: number, { phase, round }: Place): Promise<void> {
    for (let fork = this.forks[0]; fork !== undefined && fork.body.turn <= turn; fork = this.forks[0]) {
      this.forks.shift();
      await this.take(fork, turn, { phase, round });
    }
  }

  private async take(fork: Fork, turn: number, { phase, round }: Pick<Place, 'phase' | 'round'>): Promise<void> {
    const before = this.seats;
    this.run.table = fork.table;
    this.run.outside = fork.outside;
    this.ledger.reseat(fork.table);
    this.account.recap(fork.table.budget);
    const stays = new Set(fork.table.seats.map(({ card }) => card.id));
    const gone = before.filter(({ card }) => !stays.has(card.id));
    for (const { card } of fork.table.seats)
      if (fork.body.changed.includes(`model ${card.id}`)) this.left.delete(card.id);
    const changes = this.changes(fork.facts);
    await this.keep([
      { type: 'debate.forked', body: fork.body },
      ...gone.map(({ card }) => ({
        type: 'member.left' as const,
        body: { turn, member: card.id, why: 'fork' as const, error: null, effect: null },
      })),
      ...(Object.keys(changes).length === 0
        ? []
        : [
            {
              type: 'fact.changed' as const,
              body: { phase: phase.kind, round, set: changes, say: FACTS_CHANGED[fork.table.scenario.language] },
            },
          ]),
      ...(fork.say === null ? [] : [{ type: 'moderator.spoke' as const, body: { turn, text: fork.say } }]),
    ]);
    if (fork.body.asked !== undefined) await this.ask(fork.body.asked);
  }

  private async ask(questionnaire: Questionnaire): Promise<void> {
    await this.keep(await askAll(this.run, this.ledger, questionnaire, this.seats));
    this.asked = true;
    this.stopReason = 'questions';
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

/** A member who came by a fork gives his opening before anything else. */
function joining({ card }: SeatSetup): Grant {
  return { speaker: card.id, rule: 'joined', why: 'has joined and opens' };
}

function openingFor({ index }: Place): Place {
  return { phase: { kind: 'opening', blind: false }, index, round: 1 };
}

function voteFrom(
  { speaker, stance, claims, turn, condition }: EventBody<'turn.recorded'>,
  blind: boolean,
): EventBody<'vote.cast'> {
  const { option, confidence } = stance;
  return {
    member: speaker,
    option,
    confidence,
    blind,
    reason: claims.find(({ reason }) => reason !== null)?.reason ?? null,
    condition,
    turn,
  };
}
