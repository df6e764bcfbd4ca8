import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { BaseMessage } from '@langchain/core/messages';
import { AIMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { PitwallError } from '../core/error.ts';
import type { Turn } from '../core/turn.ts';
import { TURN_REPLY } from '../playbook/reply.ts';

/** One reply of a scripted model: a whole turn, calls of tools, plain text, or an error that it throws. */
export type ScriptedStep = (
  | { turn: Turn }
  | { calls: readonly ScriptedCall[] }
  | { says: string }
  | { fails: Error }
) & {
  /** Text that the last message of the prompt must hold, else the call was not the one that this step is for. */
  sees?: string;
};

export interface ScriptedCall {
  name: string;
  args: Record<string, unknown>;
}

export interface Script {
  /** Spread into the options of `runDebate`: which seats have a scripted model, and the models. */
  seats: { models: Record<string, string>; chatModels: Record<string, BaseChatModel> };
  /** Messages of each call that a seat made, as LangChain passes them. */
  callsOf(seat: string): readonly (readonly BaseMessage[])[];
  /** Throws CHECK_FAILED naming every step that was not used and every call that nobody expected. */
  done(): void;
}

/**
 * Models that say what a test wrote, step by step, in the order in which a seat is asked. A call that is not expected throws
 * CHECK_FAILED, which ends the debate, and is named again by `done()`.
 *
 * @param steps member's id -> its replies
 */
export function scripted(steps: Readonly<Record<string, readonly ScriptedStep[]>>): Script {
  const seats = Object.entries(steps).map(([id, list]) => new ScriptedSeat(id, list));
  return {
    seats: {
      models: Object.fromEntries(seats.map(({ id, spec }) => [id, spec])),
      chatModels: Object.fromEntries(seats.map(({ spec, model }) => [spec, model])),
    },
    callsOf(id) {
      const seat = seats.find((candidate) => candidate.id === id);
      if (seat === undefined) throw new PitwallError('UNKNOWN_NAME', `no seat called \`${id}\` is scripted`);
      return seat.model.calls.map(({ messages }) => messages);
    },
    done() {
      const faults = seats.flatMap((seat) => seat.faults());
      if (faults.length > 0)
        throw new PitwallError('CHECK_FAILED', `expected the script to be followed: ${faults.join('; ')}`, {
          data: { faults },
        });
    },
  };
}

class ScriptedSeat {
  readonly spec: string;
  readonly model = fakeModel();
  private readonly unexpected: string[] = [];

  constructor(
    readonly id: string,
    private readonly steps: readonly ScriptedStep[],
  ) {
    this.spec = `scripted:${id}`;
    for (const [index, step] of steps.entries())
      this.model.respond((messages) => this.misfit(step, index, messages) ?? replyOf(step, `${id}-${index + 1}`));
    this.refuseTheRest();
  }

  /** LangChain's queue would run out with an error of its own, which says neither whose it is nor what was asked. */
  private refuseTheRest(): void {
    this.model.respond((messages) => {
      this.refuseTheRest();
      return this.refused(`call ${this.model.callCount} of ${this.id} has no step, it was asked: ${lastOf(messages)}`);
    });
  }

  faults(): string[] {
    const { callCount } = this.model;
    const unused = this.steps.slice(callCount).map((step, index) => {
      return `step ${callCount + index + 1} of ${this.id} was not used (${nameOf(step)})`;
    });
    return [...this.unexpected, ...unused];
  }

  private misfit({ sees }: ScriptedStep, index: number, messages: readonly BaseMessage[]): Error | null {
    if (sees === undefined || messages.at(-1)?.text.includes(sees)) return null;
    return this.refused(
      `step ${index + 1} of ${this.id} expected to see \`${sees}\`, it was asked: ${lastOf(messages)}`,
    );
  }

  private refused(sentence: string): PitwallError {
    this.unexpected.push(sentence);
    return new PitwallError('CHECK_FAILED', `expected no such call: ${sentence}`, { data: { seat: this.id } });
  }
}

function replyOf(step: ScriptedStep, id: string): BaseMessage | Error {
  if ('fails' in step) return step.fails;
  if ('says' in step) return new AIMessage({ content: step.says, response_metadata: { finish_reason: 'stop' } });
  const calls = 'turn' in step ? [{ name: TURN_REPLY, args: step.turn }] : step.calls;
  return new AIMessage({
    content: '',
    tool_calls: calls.map(({ name, args }, index) => ({ name, args, id: `${id}-${index + 1}`, type: 'tool_call' })),
    response_metadata: { finish_reason: 'tool_calls' },
  });
}

function nameOf(step: ScriptedStep): string {
  if ('turn' in step) return `says: ${shortened(step.turn.utterance)}`;
  if ('calls' in step) return `calls ${step.calls.map(({ name }) => name).join(', ')}`;
  return 'says' in step ? `says: ${shortened(step.says)}` : `throws ${step.fails.name}`;
}

const lastOf = (messages: readonly BaseMessage[]) => shortened(messages.at(-1)?.text ?? '');

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= 80 ? line : `${line.slice(0, 80)}…`;
}
