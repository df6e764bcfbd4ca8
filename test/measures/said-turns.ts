import type { TypedMessage } from '../../src/core/briefing.ts';
import type { ModelReply, PromptMessage } from '../../src/core/effects.ts';
import { PitwallError } from '../../src/core/error.ts';
import type { EventBody } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import { expectedOf } from '../../src/models/expected.ts';
import type { Material } from '../../src/models/material.ts';
import { materialOf } from '../../src/models/material.ts';
import type { Reading } from '../../src/models/reply-reading.ts';
import { readReply } from '../../src/models/reply-reading.ts';
import { openRecordFile } from '../../src/pitwall.ts';
import { TURN_REPLY } from '../../src/playbook/reply.ts';
import type { Peek } from '../../src/playbook/view.ts';
import { unvouched } from '../../src/reasoning/matching.ts';
import { numbersIn } from '../../src/reasoning/said-numbers.ts';
import { isFree } from '../../src/reasoning/standing.ts';
import { runTool } from '../../src/workbench/index.ts';

/** A turn that a language model gave in a recorded debate, with what it was asked. */
export interface GivenTurn {
  call: string;
  args: Record<string, unknown>;
  /** As it was recorded. */
  turn: EventBody<'turn.recorded'>;
  language: string;
  /** Whether it was given back when the debate was held. */
  wasReturned: boolean;
  material: Material | null;
  read: (args: Record<string, unknown>) => Reading;
}

const peek: Peek = ({ name, args }) => {
  try {
    return runTool(name, args, () => {
      throw new PitwallError('DATA_INVALID', 'expected no file to be read');
    }).figures;
  } catch (error) {
    if (error instanceof PitwallError) return null;
    throw error;
  }
};

/** Every turn of an exported debate that a language model gave, those among them that were given back. */
export function givenTurns(file: string): GivenTurn[] {
  const { store, id } = openRecordFile(file);
  try {
    const events = store.events(id).map(({ event }) => event);
    const [opened] = eventsOf(events, 'debate.opened');
    const effects = store.effects(id).filter(({ kind }) => kind === 'model');
    return eventsOf(events, 'turn.recorded').flatMap((turn) => {
      const last = effects.find(({ hash }) => hash === turn.effect);
      const place = last?.call.replace(/#\d+$/, '');
      const messages = store.promptMessages(turn.prompt).map((body): PromptMessage => JSON.parse(body));
      const asked = withoutRepairs(messages);
      const options = Object.keys(turn.stance.support);
      const expected = { ...expectedOf(turn.speaker, options, asked), tools: [] };
      const material = materialOf(asked, peek);
      const replies = effects.filter(({ call }) => call.replace(/#\d+$/, '') === place);
      const given = replies.flatMap(({ call, result }) => {
        const made = (result as ModelReply).toolCalls.find(({ name }) => name === TURN_REPLY);
        return made === undefined ? [] : [{ call, args: made.args }];
      });
      return given.map(({ call, args }, index) => ({
        ...{ call, args, turn, material, language: opened?.language ?? 'en' },
        wasReturned: index < given.length - 1,
        read: (changed: Record<string, unknown>) =>
          readReply(
            { content: '', toolCalls: [{ name: TURN_REPLY, args: changed }], finishReason: 'tool_calls', usage: null },
            { ...expected, material },
          ),
      }));
    });
  } finally {
    store.close();
  }
}

/** A prompt without what was given back in it and why. */
function withoutRepairs(messages: readonly PromptMessage[]): PromptMessage[] {
  const brief = messages.findLastIndex(({ typed }) => (typed as TypedMessage | undefined)?.kind === 'brief');
  const isTold = (message: PromptMessage | undefined) =>
    message?.role === 'user' && message.name === 'moderator' && message.content.startsWith('[moderator]');
  return messages.filter(
    (message, at) => at <= brief || !(isTold(message) || (message.role === 'assistant' && isTold(messages[at + 1]))),
  );
}

/** What nobody gave or said, put at the end of a turn. */
const INVENTED: Record<string, readonly string[]> = {
  en: [
    'It comes to $573 in all.',
    'That moves the loss by 1.3 %.',
    'It takes another 43 hours.',
    'We saw 0.837 of it last time.',
    'About 6,350 requests fail.',
    'It needs 37 GB more.',
    'The margin is 8.91 points.',
    'Last year it was 17.4 %.',
  ],
  ko: [
    '다 해서 573달러예요.',
    'loss가 1.3% 움직여요.',
    '43시간이 더 걸려요.',
    '지난번에는 0.837이었어요.',
    '요청 6,350건이 실패해요.',
    '메모리가 37GB 더 들어요.',
    '차이는 8.91점이에요.',
    '작년에는 17.4%였어요.',
  ],
};

/** A number put into a turn, and the turn with it. */
export interface Planted {
  said: string;
  args: Record<string, unknown>;
}

/** Numbers that are wrong, put into a turn that was given: one invented sentence, and its own numbers read wrong. */
export function plantedIn({ args, language }: GivenTurn, seed: number): Planted[] {
  // Who lists their numbers, as older prompts asked, is taken at their word.
  if (typeof args['stance'] === 'object') return [];
  const utterance = String(args['utterance']);
  const sentences = INVENTED[language] ?? INVENTED['en'] ?? [];
  const sentence = sentences[seed % sentences.length] ?? '';
  const [invented] = numbersIn(sentence);
  const own = numbersIn(unvouched(utterance)).filter(
    (number) => !isFree(number) && number.text.replace(/\D/g, '').length > 1,
  );
  const swapped = own.flatMap((number, index): Planted[] => {
    const wrong = misread(number.text, seed + index);
    const said = `${utterance.slice(0, number.at)}${wrong}${utterance.slice(number.end)}`;
    return wrong === number.text ? [] : [{ said: wrong, args: { ...args, utterance: said } }];
  });
  return [
    ...(invented === undefined
      ? []
      : [{ said: invented.text, args: { ...args, utterance: `${utterance} ${sentence}` } }]),
    ...swapped.slice(0, 3),
  ];
}

/** The number with its first two digits exchanged, or its first one another. */
function misread(text: string, seed: number): string {
  const digits = [...text].flatMap((char, at) => (/\d/.test(char) ? [at] : []));
  const significant = digits.filter((at) =>
    /[1-9]/.test(
      [...text]
        .slice(0, at + 1)
        .join('')
        .replace(/^[0.]*/, ''),
    ),
  );
  const [first, second] = significant;
  if (first === undefined) return text;
  const chars = [...text];
  if (second !== undefined && chars[second] !== '0' && chars[first] !== chars[second] && seed % 2 === 0)
    [chars[first], chars[second]] = [chars[second] ?? '', chars[first] ?? ''];
  else chars[first] = String((Number(chars[first]) % 9) + 1);
  return chars.join('');
}
