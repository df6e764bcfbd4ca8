import type { TypedMessage } from '../core/briefing.ts';
import type { PromptMessage, ToolCall } from '../core/effects.ts';
import type { Turn } from '../core/turn.ts';
import { withAside } from './aside.ts';
import { chosenMove, hasMove } from './choose.ts';
import { isWaiting } from './citing.ts';
import type { Move } from './move.ts';
import { renderTurn } from './render.ts';
import { Talk } from './talk.ts';
import type { Peek, View } from './view.ts';
import { keyOf, viewOf } from './view.ts';

/** Name of the structured reply that ends a turn. */
export const TURN_REPLY = 'turn_reply';
/** A turn calls tools in fewer rounds than this, and says with the next what it knows by then. */
export const MOST_TOOL_ROUNDS = 8;
/** Prefix of the tool that asks a colleague: `consult_hardware`. */
export const CONSULT_PREFIX = 'consult_';

export type PlaybookReply = { toolCalls: ToolCall[] } | { turn: Turn };

/**
 * The offline model: a pure function of the prompt. First it runs the calculators behind its own quantities and asks the desk where
 * its card says so, then it moves, and calculates what it is about to cite. Throws a RangeError when the prompt has no typed briefing:
 * prose alone it cannot use, and it does not pretend to.
 */
export function playbookReply(messages: readonly PromptMessage[]): PlaybookReply {
  const view = viewOf(messages);
  const mayCall = view.failures.length === 0 && roundsIn(messages) < MOST_TOOL_ROUNDS - 1;
  if (view.wanted.length > 0 && mayCall) return { toolCalls: view.wanted };
  const consult = mayCall ? consultOf(view) : null;
  if (consult !== null) return { toolCalls: [consult] };
  const talk = new Talk(view);
  const move = chosenMove(talk) ?? withAside(talk, passing(talk));
  const turn = renderTurn(talk, move);
  const calls = talk.citing.calls(refsIn(turn));
  // What an evaluation refuses cannot be cited, and the turn says so.
  if (calls.length === 0 || view.failures.length > 0) return { turn };
  const fresh = calls.filter((call) => !view.results.has(keyOf(call)));
  // What has been answered is not asked again: it would be answered alike.
  if (fresh.length > 0 && mayCall) return { toolCalls: fresh };
  return { turn: renderTurn(talk, withWhatIsKnown(talk, move)) };
}

/** How often tools have been called for this turn. */
function roundsIn(messages: readonly PromptMessage[]): number {
  const asked = messages.findLastIndex(({ typed }) => (typed as TypedMessage | undefined)?.kind === 'brief');
  return messages.slice(asked + 1).filter(({ role, toolCalls }) => role === 'assistant' && (toolCalls ?? []).length > 0)
    .length;
}

/** A move without the sentences whose numbers are not calculated; where none is left, where its speaker stands. */
function withWhatIsKnown(talk: Talk, { condition, ...move }: Move): Move {
  const known = move.sentences.filter((sentence) => !isWaiting(sentence));
  const isKept = condition !== undefined && !isWaiting(condition);
  return {
    ...move,
    ...(isKept ? { condition } : {}),
    sentences: known.length > 0 ? known : passing(talk).sentences,
  };
}

/** What a turn's claims and numbers are cited by. */
function refsIn({ claims }: Turn): Set<string> {
  return new Set(
    claims.flatMap(({ evidence, numbers }) => [
      ...(evidence.ref ?? '').split(' '),
      ...numbers.flatMap(({ refs }) => refs),
    ]),
  );
}

/** Whether this member has something to say now; the floor goes by those who have not. */
export function hasSomethingToSay(messages: readonly PromptMessage[], peek: Peek): boolean {
  const view = viewOf(messages, peek);
  if (consultOf(view) !== null) return true;
  return hasMove(new Talk(view));
}

/** One question to a desk a turn, and none before others have spoken. */
function consultOf(view: View): ToolCall | null {
  const { brief, consultable, failures } = view;
  if (brief.task !== 'rebut' || failures.length > 0) return null;
  const [first] = consultable.values();
  if (first === undefined) return null;
  return { name: `${CONSULT_PREFIX}${first.topic}`, args: { question: first.ask, calculation: first.call } };
}

/** Given the floor with nothing to add, a member says where it stands. */
function passing({ best, tell }: Talk): Move {
  return {
    kind: 'pass',
    act: 'support',
    addressee: 'all',
    answers: null,
    question: null,
    utility: 0,
    sentences: [
      {
        symbol: best === null ? 'open.none' : 'pass',
        slots: { option: best === null ? undefined : { text: tell.option(best), numbers: [] } },
      },
    ],
  };
}
