import type { ModelReply, ReplyFlaw } from '../core/effects.ts';
import type { LineFault, MemoDraft, MemoFaults, WrittenLine } from '../core/memo.ts';
import { MEMO_PARTS } from '../core/memo.ts';
import type { Writing } from '../core/seat.ts';
import { TURN_REPLY } from '../playbook/reply.ts';
import { memoForm } from '../prompt/index.ts';
import type { ModelClient, ToolDefinition } from './client.ts';
import { Conversation } from './conversation.ts';
import { dialectOf } from './dialect.ts';
import { plainText, plainValue } from './plain-text.ts';
import type { Reading } from './reply-reading.ts';
import { lostReply, objectIn } from './reply-reading.ts';
import type { ModelSpec } from './spec.ts';
import { cutText } from './turn-limits.ts';

/** Lines of one part, and characters of a line. */
const MOST_LINES = 12;
const MOST_TEXT = 2400;
/** Characters of a sentence, and of the beginning of a line, by which its writer finds it. */
const MOST_QUOTED = 240;
const MOST_BEGUN = 90;
/** Faults that are named at once. */
const MOST_FAULTS = 12;

/** What the reading of a memo knows: who may be named, and what of the lines does not hold. */
export interface MemoReading {
  /** Each by the name under which the writer knows them. */
  members: readonly { id: string; name: string }[];
  faultsOf: (lines: readonly WrittenLine[]) => MemoFaults;
  /** What is kept of a memo that is too long. */
  fitted: (draft: MemoDraft) => MemoDraft;
}

/** A model that writes a memo, asked as a seat's model is: lines that do not hold, and what a reader is not told, are given back once with the reason; then lines that do not hold are left out. */
export function modelMemo(
  spec: ModelSpec,
  clientFor: (spec: ModelSpec) => ModelClient,
  { members, faultsOf, fitted }: MemoReading,
): Writing {
  return async (messages, io) => {
    let isReturned = false;
    const flawed = (flaw: ReplyFlaw, detail: string): Reading => ({ kind: 'flawed', flaw, detail, salvage: null });
    const read = (given: ModelReply): Reading => {
      const reply = plainValue(given);
      const lost = lostReply(reply);
      if (lost !== null) return flawed(lost.flaw, lost.detail);
      const called = reply.toolCalls.find(({ name }) => name === TURN_REPLY);
      if (called === undefined && reply.content.trim() === '') return flawed('empty', 'the reply is empty');
      const object = called === undefined ? objectIn(reply.content) : { object: called.args };
      if (object === null) return flawed('prose', 'text came where a memo was asked for');
      if ('wrong' in object) return flawed('malformed', `the parts of the memo ${object.wrong}`);
      const { lines, missing } = linesIn(object.object, members);
      if (missing !== null) return flawed('schema', missing);
      const { lines: faults, gaps } = faultsOf(lines);
      if (faults.length + gaps.length > 0 && !isReturned) {
        isReturned = true;
        return flawed('unfounded', [...named(lines, faults), ...gaps].slice(0, MOST_FAULTS).join('; '));
      }
      const draft = fitted(withoutFaults(lines, faults));
      if (draft.lines.every(({ part }) => part !== 'decision'))
        return flawed(
          'invalid',
          `no sentence of \`decision\` holds: ${named(lines, ofDecision(lines, faults)).join('; ')}`,
        );
      return { kind: 'calls', calls: [{ name: TURN_REPLY, args: draft }] };
    };
    const expected = {
      speaker: 'memo',
      options: [],
      roster: new Map(),
      said: [],
      tools: [],
      materialIn: () => null,
      read,
      repair: repairOf,
    };
    const tool: ToolDefinition = {
      type: 'function',
      function: { name: TURN_REPLY, description: 'The memo.', parameters: memoForm(members.map(({ name }) => name)) },
    };
    const conversation = new Conversation(io, expected, dialectOf(spec), clientFor, messages);
    const { reading } = await conversation.next([], [tool]);
    if (reading.kind !== 'calls') throw new RangeError('expected a memo');
    return reading.calls[0]?.args as unknown as MemoDraft;
  };
}

/** Each fault with the sentence that has it, whole where that can be; of a line its beginning. */
const named = (lines: readonly WrittenLine[], faults: readonly LineFault[]): string[] =>
  faults.map(({ line, why, sentences }) => {
    const told = sentences?.map((one) => cutText(one, MOST_QUOTED)) ?? [cutText(lines[line]?.text ?? '', MOST_BEGUN)];
    return `${lines[line]?.part ?? ''}: ${told.map((one) => `"${one}"`).join(' and ')}: ${why}`;
  });

/** What leaves nothing of the decision. */
const ofDecision = (lines: readonly WrittenLine[], faults: readonly LineFault[]): LineFault[] =>
  faults.filter(({ line, isGap }) => isGap !== true && lines[line]?.part === 'decision');

const repairOf = (flaw: ReplyFlaw, detail: string) =>
  flaw === 'unfounded'
    ? `[moderator] This of the memo does not hold, or is missing: ${detail}. Mend it, or leave out what you cannot mend, and give the whole memo again, no longer than it is now: what is too long is cut.`
    : `[moderator] ${detail}. Give the whole memo again, as \`turn_reply\` and nothing beside it.`;

/** What is left where faults are left out: a sentence where it is one, else the line; what only leaves a reader without a deed stands. */
function withoutFaults(lines: readonly WrittenLine[], faults: readonly LineFault[]): MemoDraft {
  const leftOut: MemoDraft['leftOut'] = [];
  const kept = lines.flatMap((line, index): WrittenLine[] => {
    let { text } = line;
    for (const { why, sentences = [line.text] } of faults.filter((one) => one.line === index && !one.isGap))
      for (const sentence of sentences) {
        leftOut.push({ text: sentence, why });
        text = text.replace(sentence, '').replace(/\s+/g, ' ').trim();
      }
    return text === '' ? [] : [{ ...line, text }];
  });
  return { lines: kept, leftOut };
}

type Loose = Record<string, unknown>;

/** The lines of a memo as they were given: a part that is one line or a text is a list of one. */
function linesIn(given: Loose, members: MemoReading['members']): { lines: WrittenLine[]; missing: string | null } {
  const lines = MEMO_PARTS.flatMap((part) => {
    const value = given[part] ?? [];
    const list = Array.isArray(value) ? value : [value];
    return list.slice(0, MOST_LINES).flatMap((one: unknown): WrittenLine[] => {
      const line = typeof one === 'string' ? { text: one } : (one as Loose | null);
      if (line === null || typeof line !== 'object' || typeof line['text'] !== 'string') return [];
      const text = cutText(plainText(line['text']).replace(/\s+/g, ' ').trim(), MOST_TEXT);
      if (text === '') return [];
      const turns = (Array.isArray(line['turns']) ? line['turns'] : []).map(Number);
      const named = String(line['who'] ?? '')
        .trim()
        .toLowerCase();
      const isAction = part === 'actions';
      return [
        {
          part,
          text,
          turns: [...new Set(turns.filter((turn) => Number.isInteger(turn) && turn > 0))],
          who: isAction
            ? (members.find(({ id, name }) => id === named || name.toLowerCase() === named)?.id ?? null)
            : null,
          when: null,
        },
      ];
    });
  });
  const missing = (['decision', 'why'] as const).find((part) => lines.every((line) => line.part !== part));
  return { lines, missing: missing === undefined ? null : `\`${missing}\` is missing or empty` };
}
