import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { issueSentence } from '../core/issue.ts';
import type { EarlierLine } from '../core/questionnaire.ts';
import { jsonOfBytes } from '../files/user-json.ts';

const MOST_MESSAGES = 400;
/** Characters of the line that is to be answered. */
const MOST_CHARACTERS = 32_000;

const Content = z.union([
  z.string(),
  z.array(
    z.looseObject({
      type: z.literal('text', { error: 'expected parts of text: images, sound and files are not read here' }),
      text: z.string(),
    }),
  ),
]);

/** What is read of a request; what only steers a model's sampling is not, because the model is whoever serves it. */
const CompletionRequest = z.looseObject({
  model: z.string().min(1).max(200),
  messages: z
    .array(
      z.looseObject({
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
        content: Content.nullish(),
      }),
    )
    .min(1)
    .max(MOST_MESSAGES),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.literal(1, { error: 'expected 1: one answer is given' }).nullish(),
  response_format: z
    .looseObject({ type: z.literal('text', { error: 'expected `text`: answers are what a person says' }) })
    .nullish(),
  tool_choice: z
    .enum(['auto', 'none'], { error: 'expected `auto` or `none`: tools of a client are not called here' })
    .nullish(),
});

export interface Completion {
  model: string;
  /** What is to be answered. */
  text: string;
  before: EarlierLine[];
  stream: boolean;
  includesUsage: boolean;
}

/** A request from its bytes; throws USAGE that names the field. */
export function readCompletion(body: Uint8Array): Completion {
  const given = jsonOfBytes(body);
  const { success, data, error } = CompletionRequest.safeParse(given);
  if (!success) {
    const [issue] = error.issues;
    const param = issue?.path.join('.') ?? '';
    const sentences = error.issues.map((one) => issueSentence(one, given, [], 'the body'));
    throw new PitwallError('USAGE', sentences.join('; '), { data: { param } });
  }
  const lines = data.messages.flatMap(({ role, content }): EarlierLine[] => {
    const text = textOf(content ?? '').trim();
    if (text === '' || role === 'tool' || role === 'function') return [];
    return [{ by: role === 'assistant' ? 'member' : 'person', text }];
  });
  const last = lines.at(-1);
  if (data.messages.at(-1)?.role !== 'user' || last?.by !== 'person')
    throw new PitwallError('USAGE', '`messages`: expected the last one to be of the user, with a text', {
      data: { param: 'messages' },
    });
  if (last.text.length > MOST_CHARACTERS)
    throw new PitwallError(
      'USAGE',
      `\`messages\`: expected at most ${MOST_CHARACTERS} characters in the last one, got ${last.text.length}`,
      { data: { param: 'messages' } },
    );
  return {
    model: data.model,
    text: last.text,
    before: lines.slice(0, -1),
    stream: data.stream === true,
    includesUsage: data.stream_options?.include_usage === true,
  };
}

function textOf(content: z.infer<typeof Content>): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('\n');
}
