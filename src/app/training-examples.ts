import { z } from 'zod';
import { canonicalJson } from '../core/canonical.ts';
import type { PromptMessage } from '../core/effects.ts';
import { PromptMessage as Message, ModelReply } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { EventBody } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import { nearest } from '../core/nearest.ts';
import { settableInputs, turnFormFor } from '../models/turn-form.ts';
import { CONSULT_PREFIX, TURN_REPLY } from '../playbook/reply.ts';
import { toolIndex } from '../workbench/index.ts';
import { eventsIn } from './debate-config.ts';
import type { Recorded } from './document.ts';
import { debateScenario } from './document.ts';
import { EVALUATE, evaluateTool } from './evaluate-tool.ts';

type TurnBody = EventBody<'turn.recorded'>;

export interface ChatCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

/** A message as OpenAI's chat API takes it; `weight` 0 keeps what an assistant said before out of the loss. */
export type ChatMessage =
  | { role: 'system' | 'user'; content: string; name?: string }
  | { role: 'assistant'; content: string | null; name?: string; tool_calls?: ChatCall[]; weight?: 0 | 1 }
  | { role: 'tool'; content: string; tool_call_id: string };

interface ChatTool {
  type: 'function';
  function: { name: string; description: string; parameters: unknown };
}

/** One line of a file for fine-tuning: the prompt of a turn as it was recorded, and the turn. */
export interface TrainingExample {
  messages: ChatMessage[];
  tools: ChatTool[];
  parallel_tool_calls: false;
}

/** One line of a file of preferences in the conversational form of TRL, with what is known of the choice beside it. */
export interface PreferencePair {
  prompt: ChatMessage[];
  chosen: ChatMessage[];
  rejected: ChatMessage[];
  tools: ChatTool[];
  decided_by: string;
  turn: number;
  member: string;
  chosen_debate: string;
  rejected_debate: string;
  /** Whether both answered the same prompt; else `prompt` is the one of the turn that was chosen. */
  same_prompt: boolean;
}

/** Every turn of a member as an example. Throws UNKNOWN_NAME for somebody who did not speak. */
export function trainingExamples(debate: Recorded, member: string): TrainingExample[] {
  const turns = turnsIn(debate).filter(({ speaker }) => speaker === member);
  if (turns.length === 0) {
    const spoke = [...new Set(turnsIn(debate).map(({ speaker }) => speaker))];
    throw new PitwallError('UNKNOWN_NAME', `\`${member}\` has no turn in this debate${nearest(member, spoke)}`);
  }
  const record = reading(debate);
  return turns.map((turn) => {
    const prompt = record.prompt(turn);
    const messages = [...prompt.messages, record.reply(turn)];
    return { messages, tools: record.toolsOf(messages), parallel_tool_calls: false };
  });
}

/** Which of two debates' turns is the better one, and who says so; null where nobody does. */
export type Preference = (a: TurnBody, b: TurnBody) => { chosen: 'a' | 'b'; decidedBy: string } | null;

/**
 * Pairs of turns that a member took after hearing the same, and took differently: where two debates part. Throws USAGE for two that share
 * nothing.
 */
export function preferencePairs(a: Recorded, b: Recorded, prefer: Preference): PreferencePair[] {
  const [left, right] = [turnsIn(a), turnsIn(b)];
  const [opened, other] = [a, b].map(({ store, id }) => eventsOf(eventsIn(store, id), 'debate.opened')[0]);
  if (opened?.scenarioHash !== other?.scenarioHash)
    throw new PitwallError(
      'USAGE',
      'expected two debates that begin alike, as a fork and its parent; these are of different scenarios',
    );
  const records = { a: reading(a), b: reading(b) };
  return left.flatMap((one) => {
    const two = right.find(({ turn, speaker }) => turn === one.turn && speaker === one.speaker);
    if (two === undefined || one.utterance === two.utterance) return [];
    if (canonicalJson(heardBefore(left, one)) !== canonicalJson(heardBefore(right, two))) return [];
    const preference = prefer(one, two);
    if (preference === null) return [];
    const [chosen, rejected] = preference.chosen === 'a' ? ([one, two] as const) : ([two, one] as const);
    const [better, worse] = preference.chosen === 'a' ? (['a', 'b'] as const) : (['b', 'a'] as const);
    const asked = { a: records.a.prompt(one), b: records.b.prompt(two) };
    const prompt = asked[better].messages;
    const answers = [records[better].reply(chosen), records[worse].reply(rejected)].map(withoutWeight);
    return [
      {
        prompt: prompt.map(withoutWeight),
        chosen: answers.slice(0, 1),
        rejected: answers.slice(1),
        tools: records[better].toolsOf([...prompt, ...answers]),
        decided_by: preference.decidedBy,
        turn: one.turn,
        member: one.speaker,
        chosen_debate: (better === 'a' ? a : b).id,
        rejected_debate: (better === 'a' ? b : a).id,
        same_prompt: asked.a.text === asked.b.text,
      },
    ];
  });
}

const turnsIn = ({ store, id }: Recorded): TurnBody[] => eventsOf(eventsIn(store, id), 'turn.recorded');

/** What a turn's speaker had heard; those of one blind round have not heard each other. */
function heardBefore(turns: readonly TurnBody[], { turn, phase, round }: TurnBody): unknown[] {
  const isBlind = phase === 'opening' || phase === 'vote';
  return turns
    .filter((one) => one.turn < turn && !(isBlind && one.phase === phase && one.round === round))
    .map(({ speaker, utterance, act, addressee, stance }) => ({ speaker, utterance, act, addressee, stance }));
}

const withoutWeight = (message: ChatMessage): ChatMessage => {
  if (message.role !== 'assistant') return message;
  const { weight: _, ...rest } = message;
  return rest;
};

/** What a record says of a turn, in the words of the chat API. */
function reading({ store, id, recipes }: Recorded) {
  const { scenario } = debateScenario({ store, id, recipes });
  const options = Object.keys(scenario.options);
  const turnForm = turnFormFor(options, settableInputs(scenario.options));
  const form = Object.keys(turnForm['properties'] as object);
  const effects = new Map(store.effects(id).map((effect) => [effect.hash, effect]));
  const evaluate = evaluateTool(
    scenario,
    () => {
      throw new RangeError('expected nothing to be calculated for a description');
    },
    {},
  );
  const definition = (name: string): ChatTool => {
    if (name === TURN_REPLY) return tool(name, 'Your turn.', turnForm);
    if (name.startsWith(CONSULT_PREFIX))
      return tool(name, 'Asks a colleague whose question it is.', z.toJSONSchema(Consult));
    const known = name === EVALUATE ? evaluate : toolIndex.get(name);
    // A model may call what there is not; the call is on the record as refused.
    if (known === undefined) return tool(name, 'Not offered.', { type: 'object' });
    return tool(name, known.description, z.toJSONSchema(known.args, { io: 'input', unrepresentable: 'any' }));
  };
  return {
    prompt({ prompt }: TurnBody): { messages: ChatMessage[]; text: string } {
      const ours = store.promptMessages(prompt).map((body) => Message.parse(JSON.parse(body)));
      const text = canonicalJson(ours.map(({ typed: _, ...said }) => said));
      return { messages: chatMessages(ours), text };
    },
    reply(turn: TurnBody): ChatMessage {
      const reply = ModelReply.safeParse(effects.get(turn.effect)?.result);
      const filled = reply.success ? reply.data.toolCalls.find(({ name }) => name === TURN_REPLY)?.args : undefined;
      const isForm = filled !== undefined && Object.keys(filled).every((field) => form.includes(field));
      const args = isForm ? filled : asForm(turn);
      return { role: 'assistant', content: null, tool_calls: [call(TURN_REPLY, args, 'turn')], weight: 1 };
    },
    toolsOf(messages: readonly ChatMessage[]): ChatTool[] {
      const called = messages.flatMap((one) =>
        one.role === 'assistant' ? (one.tool_calls ?? []).map(({ function: { name } }) => name) : [],
      );
      return [...new Set(called)].map(definition);
    },
  };
}

/** A claim is `T.C` in the form and `turn:T.C` on the record. */
const shortRef = (ref: string) => ref.replace(/^turn:/, '');

/** A recorded turn as a language model fills in its form. */
function asForm({ utterance, act, addressee, stance, answers, claims }: TurnBody): Record<string, unknown> {
  return {
    utterance,
    act,
    option: stance.option,
    confidence: stance.confidence,
    to: addressee,
    ...(answers === null ? {} : { answers: [`${answers.turn}.${answers.claim}`] }),
    ...(claims.length === 0
      ? {}
      : {
          claims: claims.map(({ text, option, side, evidence: { ref } }) => ({
            text,
            ...(option === null || side === null ? {} : { [side]: option }),
            refs: ref === null ? [] : [shortRef(ref)],
          })),
        }),
    ...(stance.movedBy.length === 0 ? {} : { movedBy: stance.movedBy.map(shortRef) }),
  };
}

const Consult = z.strictObject({ question: z.string(), calculation: z.unknown() });

const tool = (name: string, description: string, parameters: unknown): ChatTool => ({
  type: 'function',
  function: { name, description, parameters },
});

const call = (name: string, args: unknown, id: string): ChatCall => ({
  id: `call_${id}`,
  type: 'function',
  function: { name, arguments: JSON.stringify(args) },
});

/** Our messages with ids for the calls, so that each result names its call. What the member said in earlier turns is not trained on again. */
function chatMessages(ours: readonly PromptMessage[]): ChatMessage[] {
  const open: string[] = [];
  return ours.map(({ role, content, name, toolCalls = [] }, index): ChatMessage => {
    const named = name === undefined ? {} : { name };
    if (role === 'tool') return { role, content, tool_call_id: open.shift() ?? 'call_0' };
    if (role !== 'assistant') return { role, content, ...named };
    const made = toolCalls.map((one, at) => call(one.name, one.args, `${index}_${at + 1}`));
    open.push(...made.map(({ id }) => id));
    return made.length === 0
      ? { role, content, ...named, weight: 0 }
      : { role, content: content === '' ? null : content, ...named, tool_calls: made, weight: 1 };
  });
}
