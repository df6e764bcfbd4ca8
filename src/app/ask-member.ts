import { languageOf } from '../chat/reply.ts';
import type { Usage } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { EventBody } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { EarlierLine } from '../core/questionnaire.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { Team } from '../project/index.ts';
import { bornIn } from './born-in.ts';
import { closeCancelled } from './cancel-debate.ts';
import { holdChat, resumeChat } from './chat.ts';
import { eventsIn } from './debate-config.ts';
import type { Listening } from './listening.ts';

export interface MemberAsked extends Omit<Listening, 'line'> {
  store: TranscriptStore;
  team: Team;
  member: string;
  text: string;
  model?: string | undefined;
  /** What was said before, on no record here. */
  before?: readonly EarlierLine[];
  /** A chat of the same member that is on record and goes on. */
  chat?: string | undefined;
  /** Whether the chat is left to be gone on with; else it ends with the answer. */
  keep?: boolean;
}

export interface MemberAnswer {
  /** Of the chat's record. */
  id: string;
  member: string;
  said: string;
  tools: EventBody<'tool.called'>[];
  consults: EventBody<'consult.answered'>[];
  /** What language models reported of this answer; null where none was asked, or one did not report it. */
  usage: Usage | null;
}

/** Asks a member one thing, on the record. Who stops waiting is thrown INTERRUPTED; a chat that began with it is closed as cancelled. */
export async function askMember({ chat, keep = false, text, ...options }: MemberAsked): Promise<MemberAnswer> {
  const { store, team, member: name, signal } = options;
  const member = team.find(name).card.id;
  let waiting: string | null = text;
  const line = async (): Promise<string | null> => {
    const next = waiting;
    waiting = null;
    if (next === null && keep) throw new PitwallError('INTERRUPTED', 'the answer is given; the chat can go on');
    return next;
  };
  const before = chat === undefined ? null : store.resolve(chat);
  if (before !== null) checkMember(store, before, member);
  let id: string | null = before;
  const watched = bornIn(store, (born) => {
    id = born;
  });
  const known = before === null ? 0 : store.events(before).length;
  const effects = before === null ? 0 : store.effects(before).length;
  try {
    if (before === null) await holdChat({ ...options, store: watched, member, line, language: languageOf(text) });
    else await resumeChat({ ...options, id: before, line, recipes: team.recipes });
  } catch (error) {
    if (!(error instanceof PitwallError) || error.code !== 'INTERRUPTED' || id === null) throw error;
    if (signal?.aborted === true) {
      if (before === null) await closeCancelled({ store, id, recipes: team.recipes });
      throw new PitwallError('INTERRUPTED', `the answer of chat ${id} was cancelled; its record is kept`, {
        data: { id },
        cause: error,
      });
    }
  }
  if (id === null) throw new RangeError('expected a chat to have a record');
  const events = eventsIn(store, id).slice(known);
  const said = eventsOf(events, 'question.answered').at(-1)?.said ?? '';
  const usage = usageOf(store.effects(id).slice(effects));
  return {
    id,
    member,
    said,
    tools: eventsOf(events, 'tool.called'),
    consults: eventsOf(events, 'consult.answered'),
    usage,
  };
}

function checkMember(store: TranscriptStore, id: string, member: string): void {
  const other = eventsOf(eventsIn(store, id), 'debate.opened')[0]?.cast[0]?.persona;
  if (other !== member)
    throw new PitwallError('USAGE', `expected a chat with ${member}, ${id} is with ${other}`, { data: { id } });
}

function usageOf(effects: ReturnType<TranscriptStore['effects']>): Usage | null {
  const asked = effects.filter(({ kind, purity }) => kind === 'model' && purity === 'live');
  const reported = asked.flatMap(({ measured }) => (measured.usage === null ? [] : [measured.usage]));
  if (asked.length === 0 || reported.length < asked.length) return null;
  return {
    inputTokens: reported.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    outputTokens: reported.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
  };
}
