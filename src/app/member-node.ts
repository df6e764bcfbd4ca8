import type { BaseMessage } from '@langchain/core/messages';
import { AIMessage, HumanMessage } from '@langchain/core/messages';
import type { RunnableConfig } from '@langchain/core/runnables';
import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import type { EventBody, EventType, TranscriptEvent } from '../core/events.ts';
import { EVENT_BODIES, eventsOf, parseEvent } from '../core/events.ts';
import { oneTurn } from '../debate/one-turn.ts';
import type { LoadedScenario, Team } from '../project/index.ts';
import { fromProject } from './debate-config.ts';
import type { Listening } from './listening.ts';
import { liveSeats } from './listening.ts';
import { checkModels, modelsOfCast, settingsOf } from './models.ts';
import { buildSetup, plainSeat } from './setup.ts';

export interface MemberNodeOptions extends Omit<Listening, 'signal' | 'on' | 'onWhatIf' | 'paceMs'> {
  /** What is argued; the member must be in its cast. */
  scenario: LoadedScenario;
  team: Team;
  /** By any of their names. */
  member: string;
  /** Model spec; without one the model that the scenario or the card names, else the playbook. */
  model?: string;
  /** As in `runDebate`. */
  seed?: number;
}

/** State of a LangGraph graph, as `MessagesAnnotation` has it. */
interface Messages {
  messages: BaseMessage[];
}

/**
 * A member as a node of a LangGraph graph, which decides who speaks when. The node hears what members said, and messages of a
 * person as lines of the moderator; it adds one message of its own with the turn in it (`turnOf`). It keeps no record: what was
 * said is in the state of the graph alone. Throws USAGE for a member who is not in the cast, and what their model throws.
 */
export function memberNode({
  scenario,
  team,
  member: name,
  model,
  seed = 1,
  ...atHand
}: MemberNodeOptions): (state: Messages, config?: RunnableConfig) => Promise<{ messages: AIMessage[] }> {
  const member = team.find(name).card.id;
  const settings = settingsOf(atHand);
  const given = model === undefined ? {} : { [member]: model };
  const specs = modelsOfCast(scenario.scenario, (id) => team.find(id).card, given, settings);
  const spec = specs[member];
  if (spec === undefined) {
    const { id, cast } = scenario.scenario;
    throw new PitwallError('USAGE', `expected a member of the cast of ${id} (${cast.join(', ')}), got \`${name}\``);
  }
  const config = fromProject({ loaded: scenario, team, seed, models: { [member]: spec }, without: [] });
  const { seatFor, portsFor } = liveSeats(atHand);
  return async ({ messages }, { signal } = {}) => {
    signal?.throwIfAborted();
    await checkModels([spec], atHand);
    // A seat has one turn at a time, and a graph may call a node more than once.
    const setup = await buildSetup(config, (seat) =>
      seat.card.id === member ? seatFor(seat, config) : plainSeat(seat, config),
    );
    const events = await oneTurn({ setup, ports: portsFor(config), member, heard: heardIn(messages), signal });
    const [said] = eventsOf(events, 'turn.recorded');
    if (said === undefined) throw new PitwallError('TURN_INVALID', `${member}: expected a turn, got none`);
    return {
      messages: [new AIMessage({ name: member, content: said.utterance, additional_kwargs: { pitwall: events } })],
    };
  };
}

/** The turn that a message of a `memberNode` holds: stance, claims, what it answers. Null for any other message. */
export function turnOf(message: BaseMessage): Omit<EventBody<'turn.recorded'>, 'prompt' | 'effect'> | null {
  const [said] = eventsOf(eventsIn(message) ?? [], 'turn.recorded');
  if (said === undefined) return null;
  const { prompt: _prompt, effect: _effect, ...turn } = said;
  return turn;
}

const Carried = z.array(
  z.object({ type: z.enum(Object.keys(EVENT_BODIES) as [EventType, ...EventType[]]), body: z.unknown() }),
);

/** Null for a message that no member said. Its state may have been on a disk since. */
function eventsIn({ additional_kwargs: { pitwall } }: BaseMessage): TranscriptEvent[] | null {
  if (pitwall === undefined) return null;
  try {
    return Carried.parse(pitwall).map(({ type, body }) => parseEvent(type, body));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const sentence = 'expected a message to hold the turn that its member took';
    throw new PitwallError('TURN_INVALID', `${sentence}, got ${z.prettifyError(error)}`, { cause: error });
  }
}

/** Other agents and tools are not heard: their text would carry the moderator's word. */
function heardIn(messages: readonly BaseMessage[]): TranscriptEvent[] {
  const heard: TranscriptEvent[] = [];
  for (const message of messages) {
    const said = eventsIn(message);
    const turn = 1 + Math.max(0, ...eventsOf(heard, 'turn.recorded').map((one) => one.turn));
    if (said !== null) heard.push(...said);
    else if (HumanMessage.isInstance(message) && message.text.trim() !== '')
      heard.push({ type: 'moderator.spoke', body: { turn, text: message.text } });
  }
  return heard;
}
