import type { TurnBrief } from '../core/briefing.ts';
import { PitwallError } from '../core/error.ts';
import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { eventsOf, parseEvent } from '../core/events.ts';
import type { Phase } from '../core/scenario.ts';
import type { SeatBrief } from '../core/seat.ts';
import type { Turn } from '../core/turn.ts';
import { quoted } from '../prompt/index.ts';
import type { Grant } from '../reasoning/floor.ts';
import { eventsHeardBy } from '../reasoning/hearing.ts';
import type { Crossing } from './boundary.ts';
import { calledBy, crossingsOf, repairMessage } from './boundary.ts';
import { checkTurn } from './check-turn.ts';
import { lateSignal } from './clock.ts';
import type { DebateContext, Floor } from './context.ts';
import { MODERATOR } from './floor.ts';
import type { TurnsTaken } from './next-step.ts';
import type { Failure, Trail, TurnRecorder } from './recorder.ts';
import { turnRecorder } from './recorder.ts';
import type { SeatSetup } from './setup.ts';
import type { TurnBudget } from './spending.ts';
import { turnBudget } from './spending.ts';
import type { Surroundings } from './surroundings.ts';
import { decisionOf } from './votes.ts';

const TASKS: Record<Phase['kind'], TurnBrief['task']> = {
  opening: 'open',
  rebuttal: 'rebut',
  vote: 'vote',
  close: 'close',
};

/** Who was asked or named, joins, or speaks when all do, has something to say. */
const OWED: ReadonlySet<Grant['rule']> = new Set(['asked', 'joined', 'together', 'named', 'ordered']);

/** One turn of a seat, and what a colleague answered before it. */
interface TurnTask extends Pick<Floor, 'place' | 'grant' | 'turn' | 'consults'>, Partial<Pick<Floor, 'notes'>> {
  seat: SeatSetup;
  /** How much of the transcript it hears. */
  upTo: number;
  /** How many seats speak at once. */
  atOnce?: number;
}

/** The recorder of one turn: before it, for a colleague's answer, and in it. */
export function recorderFor(
  { setup, ports, clock, events, passed }: DebateContext,
  { record, prompts, on }: Surroundings,
  { seat: { card, live, worst }, place: { phase, round }, turn, consults }: Omit<TurnTask, 'upTo'>,
  signal: AbortSignal,
  budget?: TurnBudget,
): TurnRecorder {
  const before = eventsOf(events, 'turn.recorded').filter(
    (turn) => turn.speaker === card.id && turn.phase === phase.kind && turn.round === round,
  ).length;
  const passes = passed.filter(
    (one) => one.member === card.id && one.phase === phase.kind && one.round === round,
  ).length;
  const times = before + passes;
  const seconds = setup.budget?.debate?.seconds;
  return turnRecorder({
    record,
    ports,
    // A second turn of a seat in the same round is a place of its own: each call has one name on the record.
    place: `${phase.kind}/${round}/${card.id}${times === 0 ? '' : `.${times + 1}`}`,
    speaker: card.id,
    turn,
    live,
    signal,
    late: budget === undefined ? undefined : lateSignal({ setup, ports, clock }),
    seconds,
    prompts,
    consults,
    budget,
    worst,
    onWords: (utterance) => void on?.({ kind: 'words', speaker: card.id, turn, utterance }),
    onNote: (noted) => void on?.({ kind: 'ahead', event: noteEvent(turn, card.id, noted) }),
    onTool: ({ name, args }) => void on?.({ kind: 'calling', speaker: card.id, tool: name, args }),
  });
}

/** Lets a seat speak. A turn that runs out of budget comes to nothing, but its calls stay on the record. */
export async function takeTurn(
  context: DebateContext,
  around: Surroundings,
  task: TurnTask,
  signal: AbortSignal,
): Promise<TurnsTaken> {
  const { seat, grant, atOnce } = task;
  // What a member says who has joined before a vote is not held against the budget.
  const isFree = grant.rule === 'joined' && context.protocol[context.phase]?.kind === 'vote';
  const budget = isFree ? undefined : turnBudget(context.setup.budget, context.spending, seat.card.id, atOnce);
  const recorder = recorderFor(context, around, task, signal, budget);
  try {
    const waiting = await turnEvents(context, around, task, recorder);
    const { passed } = recorder.trail;
    return { waiting: passed ? [] : waiting, charges: budget?.charges ?? [], outOfBudget: false, passed };
  } catch (error) {
    if (budget === undefined || !(error instanceof PitwallError) || error.code !== 'BUDGET_SPENT') throw error;
    return { waiting: [], charges: budget.charges, outOfBudget: true };
  }
}

/**
 * What the record will hold of a turn, in order. Nothing is recorded yet, but the failure of a model that will not answer any
 * more: then the member has left.
 */
async function turnEvents(
  context: DebateContext,
  { promptContext, on }: Surroundings,
  { seat, place: { phase, round }, grant, turn, upTo, notes: ahead = [] }: TurnTask,
  recorder: TurnRecorder,
): Promise<TranscriptEvent[]> {
  const speaker = seat.card.id;
  await on?.({ kind: 'thinking', speaker, phase: phase.kind });
  const brief = promptContext.promptFor(
    speaker,
    {
      task: TASKS[phase.kind],
      turn,
      round,
      lastRound: phase.kind !== 'rebuttal' || round >= phase.rounds,
      blind: grant.rule === 'blind',
      why: whyTold(grant),
      consulted: recorder.trail.consults.flatMap(({ call, calculation, figures }) =>
        calculation ? [{ ...calculation, figures, ref: `consult:${turn}.${call}` }] : [],
      ),
      ...(phase.kind === 'rebuttal' && !OWED.has(grant.rule) ? { mayPass: true } : {}),
      closing:
        phase.kind === 'close'
          ? { decision: decisionOf(context).decision, role: grant.rule === 'dissent' ? 'dissent' : 'champion' }
          : null,
    },
    upTo,
  );
  const gone = await recorder.failure(brief.messages);
  if (gone !== null) return [leftEvent(turn, speaker, gone)];
  await recorder.refuseLate(brief.messages);
  let spoken: Awaited<ReturnType<typeof speakWithin>>;
  try {
    spoken = await speakWithin(context, seat, brief, recorder, turn);
  } catch (error) {
    await recorder.recordLate(brief.messages);
    if (!seat.live || !isForGood(error)) throw error;
    return [leftEvent(turn, speaker, await recorder.recordFailure(brief.messages, error.sentence))];
  }
  const { turn: reply, crossed } = spoken;
  const { tools, consults, notes, prompt, reply: effect } = recorder.trail;
  const byCall = <T extends { call: number }>(list: T[]) => [...list].sort((a, b) => a.call - b.call);
  return [
    { type: 'floor.granted', body: { turn, round, phase: phase.kind, ...grant } },
    ...ahead.map((noted) => noteEvent(turn, MODERATOR, noted)),
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
async function speakWithin(
  { setup: { scenario, seats, routing }, events }: DebateContext,
  { card, seat }: SeatSetup,
  brief: SeatBrief,
  recorder: TurnRecorder,
  turn: number,
): Promise<{ turn: Turn; crossed: EventBody<'boundary.crossed'>[] }> {
  const ids = seats.map((other) => other.card.id);
  const heard = eventsHeardBy(scenario.visibility, card.id, events);
  const draft = async (given: SeatBrief) => {
    const reply = await seat.speak(given, recorder);
    const { trail } = recorder;
    if (trail.passed) return { reply, crossings: [], effect: trail.reply };
    checkTurn(reply, { speaker: card.id, seats: ids, options: brief.options, events: heard });
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

/** Why somebody has the floor, as they are told: the words of a moderator are quoted. */
export function whyTold({ rule, why }: Grant): string {
  if (rule === 'moderated') return `the moderator gave you the floor: ${quoted(why)}`;
  if (rule === 'named') return `a person gave you the floor${why === '' ? '' : `: ${quoted(why)}`}`;
  return why;
}

/** Whether a model's failure will not pass by asking again. */
export function isForGood(error: unknown): error is PitwallError {
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
