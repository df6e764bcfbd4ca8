import type { ModelReply, SeatIo } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { Answered, AskedQuestion } from '../core/questionnaire.ts';
import type { Seat, SeatBrief } from '../core/seat.ts';
import { chosenBy } from '../playbook/answers.ts';
import { keyAt } from '../prompt/index.ts';
import type { ModelClient } from './client.ts';
import { mannerOf } from './dialect.ts';
import { plainText } from './plain-text.ts';
import { PLAYBOOK } from './playbook-seat.ts';
import type { LiveSpec, ModelSpec } from './spec.ts';
import { isLive } from './spec.ts';
import { cutText } from './turn-limits.ts';

/** Characters of why a model gave no answer. */
const MOST_REASON = 300;

type Brief = SeatBrief & { questions: readonly AskedQuestion[] };

/**
 * How a seat answers questions beside the debate. A language model is asked in plain text; the playbook takes the turn that it
 * would take, which nobody hears, and answers by where its argument stands, or says what the card says.
 */
export function answersOf(
  seat: Pick<Seat, 'speak'>,
  spec: ModelSpec,
  clientFor: ((spec: ModelSpec) => ModelClient) | null,
): NonNullable<Seat['answer']> {
  return async (brief, io) => {
    if (isLive(spec) && clientFor !== null)
      return readAnswers(await asked(spec, clientFor(spec), brief, io), brief.questions);
    if (brief.questions.every(({ subject }) => subject.kind === 'card')) return fromCard(brief, io);
    const { stance } = await seat.speak(brief, io);
    return chosenBy(stance, brief.messages, brief.questions);
  };
}

/** One recorded reply for each question, so that each answer has its own effect. */
async function fromCard({ messages, questions }: Brief, io: SeatIo): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (const { subject } of questions) {
    const content = subject.kind === 'card' ? subject.says : '';
    const reply = await io.model({ model: PLAYBOOK, messages, tools: [], parameters: {} }, async () => plain(content));
    answers.push({ letter: null, said: reply.content });
  }
  return answers;
}

const plain = (content: string): ModelReply => ({ content, toolCalls: [], finishReason: 'stop', usage: null });

async function asked(spec: LiveSpec, client: ModelClient, { messages, seat }: Brief, io: SeatIo): Promise<string> {
  const { temperature, seed, maxTokens, api, alternate } = spec.options;
  const parameters = {
    structured: 'text',
    api,
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  };
  const { toLangChain } = await import('./messages.ts');
  const reply = await io.model({ model: spec.text, messages: [...messages], tools: [], parameters }, (aside) =>
    client.ask({
      messages: messages.map(toLangChain),
      tools: [],
      ...mannerOf(spec),
      structured: 'text',
      alternate,
      signal: io.signal,
      onWords: () => undefined,
      aside,
    }),
  );
  if (reply.finishReason === 'content_filter' || reply.finishReason === 'refusal')
    throw new PitwallError(
      'MODEL_FAILED',
      `${seat}: expected an answer of ${spec.text}, it gave none: ${plainText(cutText(reply.refusal ?? reply.finishReason, MOST_REASON))}`,
      {
        data: { transient: false },
      },
    );
  return reply.content;
}

/** Letters by the names of their questions; whatever is missing, no JSON, or not on offer is no answer. */
export function readAnswers(reply: string, questions: readonly AskedQuestion[]): Answered[] {
  if (questions.every(({ choices }) => choices === null))
    return questions.map(() => ({ letter: null, said: cutText(reply.trim()) }));
  const given = objectIn(reply);
  const because = given['because'];
  const said = typeof because === 'string' ? cutText(because) : '';
  return questions.map(({ choices }, index) => {
    const answer = given[keyAt(index)];
    const letter = typeof answer === 'string' ? answer.trim().toLowerCase().replace(/\)$/, '') : '';
    return { letter: choices?.some((one) => one.letter === letter) === true ? letter : null, said };
  });
}

function objectIn(reply: string): Record<string, unknown> {
  const [found] = /\{[^{}]*\}/.exec(reply) ?? [];
  if (found === undefined) return {};
  try {
    return JSON.parse(found) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
