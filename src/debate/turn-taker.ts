import type { TurnBrief } from '../core/briefing.ts';
import { PitwallError } from '../core/error.ts';
import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { eventsOf, parseEvent } from '../core/events.ts';
import type { Phase } from '../core/scenario.ts';
import type { SeatBrief } from '../core/seat.ts';
import type { Turn } from '../core/turn.ts';
import type { Grant } from '../reasoning/floor.ts';
import type { Purse } from './account.ts';
import type { Crossing } from './boundary.ts';
import { calledBy, crossingsOf, repairMessage } from './boundary.ts';
import { checkTurn } from './check-turn.ts';
import type { DebateRun } from './debate-run.ts';
import type { PromptContext } from './prompt-context.ts';
import { PromptLog } from './prompt-log.ts';
import type { Failure, Trail, TurnRecorder } from './recorder.ts';
import { turnRecorder } from './recorder.ts';
import type { SeatSetup } from './setup.ts';

const TASKS: Record<Phase['kind'], TurnBrief['task']> = {
  opening: 'open',
  rebuttal: 'rebut',
  vote: 'vote',
  close: 'close',
};

export interface Place {
  phase: Phase;
  index: number;
  round: number;
}

export interface TurnTask {
  setup: SeatSetup;
  place: Place;
  grant: Grant;
  turn: number;
  recorder: TurnRecorder;
  upTo: number;
}

/** One turn of one seat: its prompt, its calls, its words, and the events that they become. */
export class TurnTaker {
  private readonly prompts = new PromptLog();

  constructor(
    private readonly run: DebateRun,
    private readonly promptContext: PromptContext,
    /** What the votes so far decide; only a close asks. */
    private readonly decision: () => string | null,
  ) {}

  recorderFor(
    { card, live, worst }: SeatSetup,
    { phase, round }: Place,
    turn: number,
    signal: AbortSignal,
    { purse, late }: { purse?: Purse | undefined; late?: AbortSignal | undefined } = {},
  ): TurnRecorder {
    const { record, ports } = this.run;
    const before = eventsOf(this.promptContext.events, 'turn.recorded').filter(
      (turn) => turn.speaker === card.id && turn.phase === phase.kind && turn.round === round,
    ).length;
    return turnRecorder({
      record,
      ports,
      // A second turn of a seat in the same round is a place of its own: each call has one name on the record.
      place: `${phase.kind}/${round}/${card.id}${before === 0 ? '' : `.${before + 1}`}`,
      speaker: card.id,
      turn,
      live,
      signal,
      late,
      seconds: this.run.setup.budget?.debate?.seconds,
      prompts: this.prompts,
      purse,
      worst,
      onWords: (utterance) => void this.run.on?.({ kind: 'words', speaker: card.id, turn, utterance }),
      onNote: (noted) => void this.run.on?.({ kind: 'ahead', event: noteEvent(turn, card.id, noted) }),
      onTool: ({ name, args }) => void this.run.on?.({ kind: 'calling', speaker: card.id, tool: name, args }),
    });
  }

  /**
   * Lets a seat speak and returns what the record will hold of it, in order. Nothing is recorded yet, but the failure of
   * a model that will not answer any more: then the member has left.
   */
  async take({ setup, place, grant, turn, recorder, upTo }: TurnTask): Promise<TranscriptEvent[]> {
    const { phase, round } = place;
    const speaker = setup.card.id;
    await this.run.on?.({ kind: 'thinking', speaker, phase: phase.kind });
    const brief = this.promptContext.promptFor(
      speaker,
      {
        task: TASKS[phase.kind],
        turn,
        round,
        lastRound: phase.kind !== 'rebuttal' || round >= phase.rounds,
        blind: grant.rule === 'blind',
        why: grant.why,
        consulted: recorder.trail.consults.flatMap(({ call, calculation, figures }) =>
          calculation ? [{ ...calculation, figures, ref: `consult:${turn}.${call}` }] : [],
        ),
        closing:
          phase.kind === 'close'
            ? { decision: this.decision(), role: grant.rule === 'dissent' ? 'dissent' : 'champion' }
            : null,
      },
      upTo,
    );
    const gone = await recorder.failure(brief.messages);
    if (gone !== null) return [leftEvent(turn, speaker, gone)];
    await recorder.refuseLate(brief.messages);
    let spoken: Awaited<ReturnType<TurnTaker['speakWithin']>>;
    try {
      spoken = await this.speakWithin(setup, brief, recorder, turn);
    } catch (error) {
      await recorder.recordLate(brief.messages);
      if (!setup.live || !isForGood(error)) throw error;
      return [leftEvent(turn, speaker, await recorder.recordFailure(brief.messages, error.message))];
    }
    const { turn: reply, crossed } = spoken;
    const { tools, consults, notes, prompt, reply: effect } = recorder.trail;
    const byCall = <T extends { call: number }>(list: T[]) => [...list].sort((a, b) => a.call - b.call);
    return [
      { type: 'floor.granted', body: { turn, round, phase: phase.kind, ...grantBody(grant) } },
      ...byCall(consults).map((body) => ({
        type: 'consult.answered' as const,
        body: { turn, from: speaker, ...body },
      })),
      ...byCall(tools).map((body) => ({ type: 'tool.called' as const, body: { turn, speaker, ...body } })),
      ...notes.map((noted) => noteEvent(turn, speaker, noted)),
      ...crossed.map((body) => ({ type: 'boundary.crossed' as const, body })),
      { type: 'turn.recorded', body: { turn, round, phase: phase.kind, speaker, ...reply, prompt, effect } },
    ];
  }

  /** The seat's turn, checked; one that crosses a boundary is given back where the scenario says so, and both are kept. */
  private async speakWithin(
    { card, seat }: SeatSetup,
    brief: SeatBrief,
    recorder: TurnRecorder,
    turn: number,
  ): Promise<{ turn: Turn; crossed: EventBody<'boundary.crossed'>[] }> {
    const { scenario, seats, routing } = this.run.setup;
    const ids = seats.map((other) => other.card.id);
    const draft = async (given: SeatBrief) => {
      const reply = await seat.speak(given, recorder);
      checkTurn(reply, { speaker: card.id, seats: ids, options: brief.options, events: this.promptContext.events });
      const { trail } = recorder;
      const namesOf = (member: string) => calledBy(seats.find((other) => other.card.id === member)?.card, member);
      const crossings = routing ? crossingsOf(reply, { card, trail, scenario, routing, namesOf }) : [];
      return { reply, crossings, effect: trail.reply };
    };
    const event = (crossings: Crossing[], given: Turn | null, effect: string) =>
      crossings.length === 0 ? [] : [{ turn, speaker: card.id, crossings, draft: given, effect }];
    const first = await draft(brief);
    if (first.crossings.length === 0 || scenario.repair === 'never')
      return { turn: first.reply, crossed: event(first.crossings, null, first.effect) };
    const again = { ...brief, messages: [...brief.messages, repairMessage(first.crossings)] };
    const second = await draft(again);
    return {
      turn: second.reply,
      crossed: [...event(first.crossings, first.reply, first.effect), ...event(second.crossings, null, second.effect)],
    };
  }
}

/** Whether a model's failure will not pass by asking again. */
function isForGood(error: unknown): error is PitwallError {
  return error instanceof PitwallError && (error.code === 'TURN_INVALID' || error.data['transient'] === false);
}

function leftEvent(turn: number, member: string, { error, effect }: Failure): TranscriptEvent {
  return { type: 'member.left', body: { turn, member, why: 'failed', error, effect } };
}

function noteEvent(turn: number, speaker: string, { note, effect }: Trail['notes'][number]): TranscriptEvent {
  const { kind, ...rest } = note;
  const body = { turn, speaker, ...rest, effect };
  const type = { repaired: 'reply.repaired', substituted: 'model.substituted', flawed: 'turn.flawed' } as const;
  return parseEvent(type[kind], body);
}

function grantBody({ speaker, why, rule }: Grant): Grant {
  return { speaker, why, rule };
}
