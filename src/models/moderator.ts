import type { ModelReply, ReplyFlaw } from '../core/effects.ts';
import type { Choice, Choosing } from '../core/seat.ts';
import { TURN_REPLY } from '../playbook/reply.ts';
import { choiceForm, offeredWords } from '../prompt/index.ts';
import type { ModelClient, ToolDefinition } from './client.ts';
import { Conversation } from './conversation.ts';
import { dialectOf } from './dialect.ts';
import { plainText, plainValue } from './plain-text.ts';
import type { Reading } from './reply-reading.ts';
import { lostReply, objectIn } from './reply-reading.ts';
import type { ModelSpec } from './spec.ts';
import { cutText } from './turn-limits.ts';

/** Characters of why somebody was chosen: one sentence. */
const MOST_WHY = 400;

/** A model that names who speaks next, asked as a seat's model is: what is no choice is given back, and another takes over where it fails. */
export function modelModerator(spec: ModelSpec, clientFor: (spec: ModelSpec) => ModelClient): Choosing {
  const dialect = dialectOf(spec);
  return async ({ messages, offered }, io) => {
    const expected = {
      speaker: 'moderator',
      options: [],
      roster: new Map(),
      said: [],
      tools: [],
      materialIn: () => null,
      read: (reply: ModelReply) => readChoice(reply, offered),
    };
    const tool: ToolDefinition = {
      type: 'function',
      function: { name: TURN_REPLY, description: 'Who speaks next.', parameters: choiceForm(offered) },
    };
    const { reading } = await new Conversation(io, expected, dialect, clientFor, messages).next([], [tool]);
    if (reading.kind !== 'calls') throw new RangeError('expected a choice');
    return reading.calls[0]?.args as unknown as Choice;
  };
}

/** A choice as the one call that it is, or what is wrong with it. */
function readChoice(given: ModelReply, offered: readonly string[]): Reading {
  const flawed = (flaw: ReplyFlaw, detail: string): Reading => ({ kind: 'flawed', flaw, detail, salvage: null });
  const reply = plainValue(given);
  const lost = lostReply(reply);
  if (lost !== null) return flawed(lost.flaw, cutText(lost.detail, MOST_WHY));
  const called = reply.toolCalls.find(({ name }) => name === TURN_REPLY);
  if (called === undefined && reply.content.trim() === '') return flawed('empty', 'the reply is empty');
  const read = called === undefined ? objectIn(reply.content) : { object: called.args };
  if (read === null) return flawed('prose', 'text came where a choice was asked for');
  if ('wrong' in read) return flawed('malformed', `the parts of the choice ${read.wrong}`);
  const { speaker, why } = read.object;
  const named = typeof speaker === 'string' ? speaker.trim() : '';
  const chosen = offered.find((id) => id === named.toLowerCase());
  if (chosen === undefined) return flawed('invalid', offeredWords(offered, cutText(named, 60)));
  const reason = typeof why === 'string' ? plainText(why).replace(/\s+/g, ' ').trim() : '';
  if (reason === '') return flawed('schema', '`why` is missing');
  return { kind: 'calls', calls: [{ name: TURN_REPLY, args: { speaker: chosen, why: cutText(reason, MOST_WHY) } }] };
}
