import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import type { Usage } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { Notice, ServingParts } from '../door.ts';
import { askMember, holdTeamDebate } from '../door.ts';
import type { Team } from '../project/index.ts';
import { listScenarios } from '../project/index.ts';
import { foreignRefusal, hasLeft, headerOf, isJson, sameToken } from '../view/server/guard.ts';
import type { Refusal } from './api-error.ts';
import { refusal, refusalOf } from './api-error.ts';
import type { Heading } from './completion.ts';
import { chunkOf, completionOf, usageChunk } from './completion.ts';
import type { Completion } from './completion-request.ts';
import { readCompletion } from './completion-request.ts';
import { howToAsk, teamQuestionIn } from './team-question.ts';

const MOST_BYTES = 1024 * 1024;
/** Answers that are worked on at once; whoever comes then is told to come again. */
const MOST_AT_ONCE = 4;
const TEAM = 'team';

export interface ServeParts extends ServingParts {
  /** What a client has to send as its key; null where nobody has to. */
  token: string | null;
  port: () => number;
  /** Aborted when the server closes. */
  closing: AbortSignal;
  /** Unix seconds. */
  startedAt: number;
}

/** What an answer comes to. */
interface Answer {
  content: string;
  usage: Usage | null;
  /** The record that it can be read and verified in; null where nothing was held. */
  record: string | null;
}

/** Says an answer so far, whole, each time that it has grown. */
type Say = (words: string) => void;

/** The routes, without a socket, and what is under way. */
export function serveApp(parts: ServeParts): { app: Hono; settled(): Promise<void> } {
  const running = new Set<Promise<unknown>>();
  const app = new Hono();
  app.use('*', async (c, next) => {
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
    const refused = refusedAt(c, parts);
    return refused === null ? next() : answerWith(c, refused);
  });
  app.use(
    '*',
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: (c) => answerWith(c, refusal(413, `expected at most ${MOST_BYTES} bytes`)),
    }),
  );

  app.get('/v1/models', async (c) => c.json({ object: 'list', data: modelsOf(await parts.team(), parts.startedAt) }));
  app.get('/v1/models/:id', async (c) => {
    const id = c.req.param('id');
    const found = modelsOf(await parts.team(), parts.startedAt).find((model) => model.id === id.toLowerCase());
    return found === undefined ? answerWith(c, noModel(id)) : c.json(found);
  });
  app.post('/v1/chat/completions', async (c) => {
    const asked = readCompletion(new Uint8Array(await c.req.arrayBuffer()));
    const team = await parts.team();
    if (asked.model.toLowerCase() !== TEAM && team.lookup(asked.model) === undefined)
      return answerWith(c, noModel(asked.model));
    if (running.size >= MOST_AT_ONCE) {
      c.header('retry-after', '1');
      return answerWith(
        c,
        refusal(429, `expected at most ${MOST_AT_ONCE} answers at once`, { code: 'rate_limit_exceeded' }),
      );
    }
    const gone = new AbortController();
    const signal = AbortSignal.any([gone.signal, parts.closing]);
    const heading: Heading = {
      id: `chatcmpl-${randomUUID()}`,
      created: Math.floor(Date.now() / 1000),
      model: asked.model,
    };
    const begin = (say: Say) => {
      const work = answerOf(parts, team, asked, { signal, say });
      const settled = work.then(
        () => undefined,
        () => undefined,
      );
      running.add(settled);
      void settled.then(() => running.delete(settled));
      return work;
    };
    c.req.raw.signal.addEventListener('abort', () => gone.abort(), { once: true });
    if (asked.stream) return streamed(c, parts, { asked, heading, begin, gone });
    const { content, usage, record } = await begin(() => undefined);
    if (record !== null) c.header('x-pitwall-record', record);
    return c.json(completionOf(heading, content, usage));
  });
  app.notFound((c) => answerWith(c, refusal(404, `nothing answers ${c.req.method} ${c.req.path}`)));
  app.onError((error, c) => answerWith(c, toldOf(error, parts)));
  return {
    app,
    async settled() {
      await Promise.all(running);
    },
  };
}

function streamed(
  c: Context,
  parts: ServeParts,
  {
    asked,
    heading,
    begin,
    gone,
  }: { asked: Completion; heading: Heading; begin: (say: Say) => Promise<Answer>; gone: AbortController },
): Response {
  return streamSSE(c, async (stream) => {
    stream.onAbort(() => gone.abort());
    const send = (value: unknown) =>
      stream.writeSSE({ data: typeof value === 'string' ? value : JSON.stringify(value) });
    let sent = '';
    let writing: Promise<unknown> = send(chunkOf(heading, { role: 'assistant', content: '' }));
    const say = (words: string) => {
      // What is sent cannot be taken back: only what goes on from it is.
      if (!words.startsWith(sent) || words.length === sent.length) return;
      const more = words.slice(sent.length);
      sent = words;
      writing = writing.then(() => send(chunkOf(heading, { content: more })));
    };
    try {
      const { content, usage } = await begin(say);
      say(content);
      await writing;
      await send(chunkOf(heading, {}, 'stop'));
      if (asked.includesUsage) await send(usageChunk(heading, usage));
    } catch (error) {
      await writing;
      if (!gone.signal.aborted) await send(toldOf(error, parts).body);
    }
    await send('[DONE]');
  });
}

async function answerOf(
  parts: ServeParts,
  team: Team,
  asked: Completion,
  { signal, say }: { signal: AbortSignal; say: Say },
): Promise<Answer> {
  const around = { store: parts.store(), team, signal, modelSettings: parts.modelSettings() };
  if (asked.model.toLowerCase() !== TEAM) {
    const { id } = team.find(asked.model).card;
    const on = (notice: Notice) => {
      if (notice.kind === 'words') say(notice.utterance);
    };
    const { text, before } = asked;
    const answer = await askMember({
      ...around,
      member: id,
      text,
      before,
      on,
      model: parts.models[id] ?? parts.models['*'],
    });
    return { content: answer.said, usage: answer.usage, record: answer.id };
  }
  const scenarios = listScenarios(parts.place).flatMap(({ id, problem }) => (problem === null ? [id] : []));
  const question = teamQuestionIn(asked.text, scenarios);
  if (question === null) return { content: howToAsk(asked.text, scenarios), usage: null, record: null };
  const { models, place, program } = parts;
  const held = await holdTeamDebate({
    ...around,
    ...{ place, program, models, back: 'message', asked: { rounds: 1, ...question } },
  }).catch(nothingToWeigh);
  if (typeof held === 'string') return { content: held, usage: null, record: null };
  const { inputTokens, outputTokens } = held.document.usage;
  return {
    content: [held.memo ?? '', ...held.remarks].filter((part) => part !== '').join('\n\n'),
    usage: inputTokens === null || outputTokens === null ? null : { inputTokens, outputTokens },
    record: held.id,
  };
}

/** What is missing is an answer to whoever asked, and no fault. */
function nothingToWeigh(error: unknown): string {
  if (error instanceof PitwallError && typeof error.data['script'] === 'string') return error.sentence;
  throw error;
}

function refusedAt(c: Context, { port, token }: ServeParts): Refusal | null {
  const foreign = foreignRefusal(headerOf(c), port());
  if (foreign !== null) return refusal(foreign.status, foreign.sentence);
  if (token !== null && !sameToken(c.req.header('authorization') ?? '', `Bearer ${token}`))
    return refusal(401, 'expected the token of `pitwall serve --token` as the API key', { code: 'invalid_api_key' });
  const { method } = c.req;
  if (method === 'GET' || method === 'HEAD') return null;
  if (method !== 'POST') return refusal(405, 'expected GET or POST');
  return isJson(headerOf(c)) ? null : refusal(415, 'expected a body of application/json');
}

function modelsOf(team: Team, created: number) {
  const ids = [...team.members.map(({ card }) => card.id), TEAM];
  return ids.map((id) => ({ id, object: 'model' as const, created, owned_by: 'pitwall' }));
}

const noModel = (model: string) =>
  refusal(404, `The model \`${model}\` does not exist: \`GET /v1/models\` lists who answers`, {
    param: 'model',
    code: 'model_not_found',
  });

function toldOf(error: unknown, { report }: ServeParts): Refusal {
  const told = refusalOf(error);
  if (told !== null) {
    const { param } = error instanceof PitwallError ? error.data : {};
    if (typeof param === 'string' && param !== '') told.body.error.param = param;
    return told;
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  if (!hasLeft(fault)) report(fault);
  return refusal(500, 'the server itself failed; its terminal says more');
}

function answerWith(c: Context, { status, body }: Refusal): Response {
  // A client of OpenAI's asks again on its own, which would begin the work again.
  if (status !== 429) c.header('x-should-retry', 'false');
  return c.json(body, status);
}
