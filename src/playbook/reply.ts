import { canonicalJson } from '../core/canonical.ts';
import type { PromptMessage, ToolCall } from '../core/effects.ts';
import { randomFrom } from '../core/random.ts';
import type { Turn } from '../core/turn.ts';
import { standingOf } from '../reasoning/standing.ts';
import type { View } from '../reasoning/view.ts';
import { callFor, viewOf } from '../reasoning/view.ts';
import { movesOf } from './moves.ts';
import { renderTurn } from './render.ts';

/** Name of the structured reply that ends a turn. */
export const TURN_REPLY = 'turn_reply';
/** Prefix of the tool that asks a colleague: `consult_hardware`. */
export const CONSULT_PREFIX = 'consult_';

export type PlaybookReply = { toolCalls: ToolCall[] } | { turn: Turn };

/**
 * The offline model: a pure function of the prompt. First it asks for the calculations that its reasons rest on, then it
 * moves. Throws a RangeError when the prompt has no typed briefing: prose alone it cannot use, and it does not pretend to.
 */
export function playbookReply(messages: readonly PromptMessage[]): PlaybookReply {
  const view = viewOf(messages);
  const calls = view.failures.length > 0 ? [] : callsNeeded(view);
  if (calls.length > 0) return { toolCalls: calls };
  const standing = standingOf(view);
  const [move] = movesOf(view, standing);
  if (move === undefined) throw new RangeError('expected the playbook to have a move');
  if (move.consult) {
    const { topic, question, calculation } = move.consult;
    return { toolCalls: [{ name: `${CONSULT_PREFIX}${topic}`, args: { question: question.join(' '), calculation } }] };
  }
  return { turn: renderTurn(view, standing, move) };
}

/** Calculations behind this seat's own reasons that it has not made with the facts as they stand. */
function callsNeeded(view: View): ToolCall[] {
  const { brief, scenario, seat } = view;
  if (brief.task === 'close') return [];
  const wanted = new Set([...scenario.mine, ...view.asked]);
  const plan = scenario.considerations.find(({ id }) => id === scenario.experiment?.consideration);
  const planned = keyOf(plan ? callFor(plan, view.facts, scenario.data) : null);
  const early = brief.task === 'open' && !leapsAhead(view);
  const calls = new Map<string, ToolCall>();
  for (const consideration of scenario.considerations) {
    const { id, from } = consideration;
    if (!wanted.has(id) || !('tool' in from)) continue;
    if ('consult' in from && !seat.desk.includes(from.consult)) continue;
    const call = callFor(consideration, view.facts, scenario.data);
    if (call === null) continue;
    const key = keyOf(call);
    if (early && key === planned) continue;
    if (view.results.some((result) => keyOf(result) === key)) continue;
    calls.set(key, call);
  }
  return [...calls.values()];
}

function keyOf(call: Pick<ToolCall, 'name' | 'args'> | null): string {
  return call === null ? '' : `${call.name} ${canonicalJson(call.args)}`;
}

/** Some members reach for the experiment before anybody has disagreed; how often is their trait. */
function leapsAhead({ scenario, seat }: View): boolean {
  return randomFrom(scenario.seed, 'leap', seat.id)() < 0.45 * seat.initiative;
}
