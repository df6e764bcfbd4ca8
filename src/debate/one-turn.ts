import { PitwallError } from '../core/error.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { DebateContext, Place } from './context.ts';
import { contextOf, nextTurnOf, withEvents } from './context.ts';
import type { Ports } from './ports.ts';
import { PromptContext } from './prompt-context.ts';
import { PromptLog } from './prompt-log.ts';
import type { DebateSetup } from './setup.ts';
import { recorderFor, takeTurn } from './take-turn.ts';

/**
 * One turn of a member where somebody else decides who speaks: they open if they have not spoken, else they reply. Nothing is
 * recorded. Gives the events of the turn, which whoever speaks next must be given.
 *
 * @param heard all that was said before, in its order
 */
export async function oneTurn({
  setup,
  ports,
  member,
  heard,
  signal = new AbortController().signal,
}: {
  setup: DebateSetup;
  ports: Ports;
  member: string;
  heard: readonly TranscriptEvent[];
  signal?: AbortSignal | undefined;
}): Promise<TranscriptEvent[]> {
  const seat = setup.seats.find(({ card }) => card.id === member);
  if (seat === undefined) {
    const cast = setup.seats.map(({ card }) => card.id).join(', ');
    throw new PitwallError(
      'USAGE',
      `expected a member of the cast of ${setup.scenario.id} (${cast}), got \`${member}\``,
    );
  }
  const context = withEvents(contextOf({ setup, ports }), heard);
  const promptContext = new PromptContext(setup);
  promptContext.add(heard);
  const around = { record: null, promptContext, prompts: new PromptLog(), signal };
  const task = {
    seat,
    place: placeFor(context, member),
    // Who is asked has no choice to pass.
    grant: { speaker: member, rule: 'asked' as const, why: 'was given the floor' },
    turn: turnFor(context, member),
    upTo: promptContext.length,
  };
  const consult = promptContext.consultFor(member);
  const before = recorderFor(context, around, { ...task, consults: [] }, signal);
  if (consult !== null) await before.consult(consult, 'floor');
  const { waiting } = await takeTurn(context, around, { ...task, consults: before.trail.consults }, signal);
  const [left] = eventsOf(waiting, 'member.left');
  if (left !== undefined)
    throw new PitwallError('MODEL_FAILED', left.error ?? `${member}: expected a turn`, { data: { transient: false } });
  return [...waiting];
}

/** The opening, or as many rounds of rebuttal as they have spoken before. */
function placeFor({ protocol, events }: DebateContext, member: string): Place {
  const spoken = eventsOf(events, 'turn.recorded').filter(({ speaker }) => speaker === member).length;
  if (spoken === 0) return { phase: { kind: 'opening', blind: false }, index: 0, round: 1 };
  const planned = protocol.find((phase) => phase.kind === 'rebuttal');
  return { phase: planned ?? { kind: 'rebuttal', rounds: 1 }, index: 1, round: spoken };
}

/** Numbers go round the table, so that members who speak at once never take the same one. */
function turnFor(context: DebateContext, member: string): number {
  const { seats } = context.setup;
  const at = seats.findIndex(({ card }) => card.id === member);
  const first = nextTurnOf(context);
  return first + ((((at - (first - 1)) % seats.length) + seats.length) % seats.length);
}
