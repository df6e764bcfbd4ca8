import type { ServerResponse } from 'node:http';
import type { Act, WireRequest } from '../wire-server.ts';
import { eventsOf, status } from '../wire-server.ts';
import type { Brain, Heard, Thought } from './brain.ts';
import { think } from './brain.ts';
import { anthropic as anthropicSays, ollama as ollamaSays } from './protocols.ts';

/** What an endpoint is set up as. */
export interface Setup extends Brain {
  key?: string;
  model?: string;
  /** Whether the model takes tools. */
  tools?: boolean;
  /** Whether a JSON schema is taken. */
  schema?: boolean;
  /** Tokens that it reads at most. */
  window?: number;
}

type Body = Record<string, unknown>;
type Message = { role: string; content: unknown; tool_calls?: Body[] };
type Tool = { function: { name: string; parameters: Body } };

const textOf = (content: unknown): string =>
  Array.isArray(content)
    ? content.map((part: Body) => textOf(part['text'] ?? part['content'] ?? '')).join('\n')
    : typeof content === 'string'
      ? content
      : '';

/** About as many as our own estimate comes to; only the order matters. */
const tokensOf = (value: unknown) => Math.ceil(JSON.stringify(value).length / 4);

function heardIn(messages: readonly Message[], tools: readonly Tool[], schema: Body | null): Heard {
  const plain = messages.map(({ role, content }) => ({ role, content: textOf(content) }));
  const offered = tools.map(({ function: { name, parameters } }) => ({ name, parameters }));
  const turn = offered.find(({ name }) => name === 'turn_reply')?.parameters ?? schema ?? inWords(plain);
  return { messages: plain, tools: offered.map(({ name }) => name).filter((name) => name !== 'turn_reply'), turn };
}

/** The schema that stands at the end of a prompt where nothing else carries it. */
function inWords(messages: readonly { content: string }[]): Body | null {
  const last = messages.at(-1)?.content ?? '';
  const starts = [...last.matchAll(/\{"/g)].map(({ index }) => index);
  const whole = starts.map((at) => objectAt(last.slice(at))).find((one) => one !== null && 'properties' in one);
  if (whole) return whole;
  return /"utterance": string, "sum": number/.test(last)
    ? { type: 'object', properties: { utterance: { type: 'string' }, sum: { type: 'number' } } }
    : null;
}

function objectAt(text: string): Body | null {
  try {
    return JSON.parse(text.trim()) as Body;
  } catch {
    return null;
  }
}

const bodyOf = ({ body }: WireRequest) => body as Body;
const toolsIn = (body: Body) => (body['tools'] ?? []) as Tool[];
const messagesIn = (body: Body) => (body['messages'] ?? []) as Message[];
const formatIn = (body: Body) =>
  body['response_format'] as { json_schema?: { schema: Body; strict?: boolean } } | undefined;

/** A thought on the wire of `/chat/completions`; where no tool carries the turn, as text. */
function chats(body: Body, brain: Brain, { cached = 0, before = '' } = {}): Act {
  return (response) => {
    const heard = heardIn(messagesIn(body), toolsIn(body), formatIn(body)?.json_schema?.schema ?? null);
    const thought = think(heard, brain);
    const isTool = 'call' in thought && toolsIn(body).some((tool) => tool.function.name === thought.call);
    const said =
      'text' in thought
        ? { text: thought.text }
        : isTool
          ? { calls: [{ name: thought.call, arguments: JSON.stringify(thought.args) }] }
          : { text: JSON.stringify(thought.args) };
    const usage = {
      choices: [],
      usage: {
        prompt_tokens: tokensOf([messagesIn(body), toolsIn(body)]),
        completion_tokens: tokensOf(thought),
        ...(cached > 0 ? { prompt_tokens_details: { cached_tokens: cached } } : {}),
      },
    };
    const events = [
      before,
      ...eventsOf({ ...said, usage: false }),
      `data: ${JSON.stringify(usage)}\n\n`,
      'data: [DONE]\n\n',
    ];
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(events.join(''));
  };
}

const lists =
  (...ids: string[]): Act =>
  (response) =>
    void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ object: 'list', data: ids.map((id) => ({ id, object: 'model' })) }));

const bearer = ({ headers }: WireRequest) => headers.authorization?.replace(/^Bearer /, '');

/** What a strict schema of OpenAI may not hold; written apart from the code that decides what is sent. */
function strictFault(schema: unknown, path = '()'): string | null {
  if (typeof schema !== 'object' || schema === null) return null;
  const one = schema as Body;
  for (const word of ['default', 'propertyNames', 'minLength', 'maxLength'])
    if (word in one) return `In context=${path}, '${word}' is not permitted.`;
  if (one['type'] === 'object') {
    const names = Object.keys((one['properties'] ?? {}) as object);
    if (one['additionalProperties'] !== false)
      return `In context=${path}, 'additionalProperties' is required to be supplied and to be false.`;
    const missing = names.find((name) => !((one['required'] ?? []) as string[]).includes(name));
    if (missing !== undefined)
      return `In context=${path}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
  }
  const inner = [...Object.entries((one['properties'] ?? {}) as Body), ['items', one['items']] as const];
  for (const [name, part] of inner) {
    const fault = strictFault(part, `('${name}')`);
    if (fault !== null) return fault;
  }
  for (const part of (one['anyOf'] ?? []) as unknown[]) {
    const fault = strictFault(part, path);
    if (fault !== null) return fault;
  }
  return null;
}

export function openai({ key = 'sk-openai', model = 'gpt-4.1', schema = true, ...brain }: Setup = {}): Act {
  let asked = 0;
  return (response, request, index) => {
    const body = bodyOf(request);
    if (bearer(request) !== key)
      return status(401, {
        error: {
          message: 'Incorrect API key provided: sk-wr***ng.',
          type: 'invalid_request_error',
          code: 'invalid_api_key',
        },
      })(response, request, index);
    if (request.path === '/v1/models') return lists(model, 'gpt-4.1-mini', 'o3')(response, request, index);
    if (body['model'] !== model)
      return status(404, {
        error: {
          message: `The model \`${String(body['model'])}\` does not exist or you do not have access to it.`,
          type: 'invalid_request_error',
          code: 'model_not_found',
        },
      })(response, request, index);
    const format = formatIn(body)?.json_schema;
    const fault = format?.strict === true ? strictFault(format.schema) : null;
    if (format !== undefined && (!schema || fault !== null))
      return status(400, {
        error: {
          message: schema
            ? `Invalid schema for response_format 'turn_reply': ${fault}`
            : "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
          type: 'invalid_request_error',
          param: 'response_format',
        },
      })(response, request, index);
    asked += 1;
    return chats(body, brain, { cached: asked > 3 ? 1024 : 0 })(response, request, index);
  };
}

export function azure({ key = 'azure-key', model = 'team-gpt', ...brain }: Setup = {}): Act {
  return (response, request, index) => {
    const { pathname, searchParams } = new URL(request.path, 'http://azure');
    const [, dated] = /^\/openai\/deployments\/([^/]+)\/chat\/completions$/.exec(pathname) ?? [];
    const isV1 = pathname === '/openai/v1/chat/completions';
    if (request.headers['api-key'] !== key)
      return status(401, {
        error: {
          code: '401',
          message:
            'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription.',
        },
      })(response, request, index);
    if (!isV1 && (dated === undefined || searchParams.get('api-version') === null))
      return status(404, { error: { code: '404', message: 'Resource not found' } })(response, request, index);
    if ((dated ?? bodyOf(request)['model']) !== model)
      return status(404, {
        error: {
          code: 'DeploymentNotFound',
          message:
            'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
        },
      })(response, request, index);
    const filters = { object: 'chat.completion.chunk', choices: [], prompt_filter_results: [{ prompt_index: 0 }] };
    return chats(bodyOf(request), brain, { before: `data: ${JSON.stringify(filters)}\n\n`, cached: 1024 })(
      response,
      request,
      index,
    );
  };
}

export function gemini({ key = 'AIza-gemini', model = 'gemini-3-flash', ...brain }: Setup = {}): Act {
  const refusal = (code: number, message: string, name = 'INVALID_ARGUMENT') =>
    status(code, [{ error: { code, message, status: name } }]);
  return (response, request, index) => {
    const body = bodyOf(request);
    if (bearer(request) !== key)
      return refusal(400, 'API key not valid. Please pass a valid API key.')(response, request, index);
    if (!request.path.startsWith('/v1beta/openai/')) return status(404, '')(response, request, index);
    if (request.path.endsWith('/models')) return lists(`models/${model}`)(response, request, index);
    if (body['model'] !== model)
      return refusal(
        404,
        `models/${String(body['model'])} is not found for API version v1main, or is not supported for generateContent.`,
        'NOT_FOUND',
      )(response, request, index);
    if (toolsIn(body).length > 0 && formatIn(body) !== undefined)
      return refusal(400, "Function calling with a response mime type: 'application/json' is unsupported")(
        response,
        request,
        index,
      );
    const unsigned = messagesIn(body)
      .flatMap(({ tool_calls: calls }) => calls?.slice(0, 1) ?? [])
      .find(
        (call) =>
          ((call['extra_content'] as Body | undefined)?.['google'] as Body | undefined)?.['thought_signature'] ===
          undefined,
      );
    if (unsigned !== undefined)
      return refusal(
        400,
        'Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly.',
      )(response, request, index);
    return chats(body, brain)(response, request, index);
  };
}

export function openrouter({
  key = 'sk-or-1',
  model = 'qwen/qwen3',
  tools = true,
  schema = true,
  ...brain
}: Setup = {}): Act {
  const nobody = (what: string) =>
    status(404, {
      error: {
        message: `No endpoints found that ${what}. To learn more about provider routing, visit: https://openrouter.ai/docs/provider-routing`,
        code: 404,
      },
    });
  return (response, request, index) => {
    const body = bodyOf(request);
    if (bearer(request) !== key)
      return status(401, { error: { message: 'No auth credentials found', code: 401 } })(response, request, index);
    if (request.path === '/api/v1/models') return lists(model, 'openai/gpt-4.1')(response, request, index);
    if (body['model'] !== model)
      return status(400, { error: { message: `${String(body['model'])} is not a valid model ID`, code: 400 } })(
        response,
        request,
        index,
      );
    if (toolsIn(body).length > 0 && !tools) return nobody('support tool use')(response, request, index);
    const isRequired = (body['provider'] as Body | undefined)?.['require_parameters'] === true;
    // Without that, a provider is asked that leaves out what it does not know.
    if (formatIn(body) !== undefined && !schema && isRequired)
      return nobody('can handle the requested parameters')(response, request, index);
    return chats(body, brain, { before: ': OPENROUTER PROCESSING\n\n'.repeat(3), cached: 512 })(
      response,
      request,
      index,
    );
  };
}

export function vllm({
  model = 'Qwen/Qwen3-8B',
  tools = true,
  schema = true,
  window = 40_960,
  ...brain
}: Setup = {}): Act {
  const error = (code: number, type: string, message: string) =>
    status(code, { object: 'error', message, type, param: null, code });
  return (response, request, index) => {
    const body = bodyOf(request);
    if (request.path === '/v1/models') return lists(model)(response, request, index);
    if (body['model'] !== model)
      return error(404, 'NotFoundError', `The model \`${String(body['model'])}\` does not exist.`)(
        response,
        request,
        index,
      );
    if (toolsIn(body).length > 0 && (!tools || body['tool_choice'] === 'auto'))
      return error(
        400,
        'BadRequestError',
        '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
      )(response, request, index);
    if (formatIn(body) !== undefined && !schema)
      return error(400, 'BadRequestError', 'structured outputs are not supported by this backend')(
        response,
        request,
        index,
      );
    const asked = tokensOf([messagesIn(body), toolsIn(body)]);
    if (asked > window)
      return error(
        400,
        'BadRequestError',
        `This model's maximum context length is ${window} tokens. However, you requested ${asked} tokens in the messages, Please reduce the length of the messages.`,
      )(response, request, index);
    return chats(body, brain)(response, request, index);
  };
}

export function anthropic({ key = 'sk-ant-1', model = 'claude-sonnet-4-5', ...brain }: Setup = {}): Act {
  const error = (code: number, type: string, message: string) =>
    status(code, { type: 'error', error: { type, message } });
  /** Beginnings of prompts that were marked to be kept. */
  const kept: string[] = [];
  return (response, request, index) => {
    const body = bodyOf(request);
    if (request.headers['x-api-key'] !== key)
      return error(401, 'authentication_error', 'invalid x-api-key')(response, request, index);
    if (request.headers['anthropic-version'] === undefined)
      return error(400, 'invalid_request_error', 'anthropic-version: header is required')(response, request, index);
    if (body['model'] !== model)
      return error(404, 'not_found_error', `model: ${String(body['model'])}`)(response, request, index);
    if (typeof body['max_tokens'] !== 'number')
      return error(400, 'invalid_request_error', 'max_tokens: Field required')(response, request, index);
    if ('response_format' in body)
      return error(400, 'invalid_request_error', 'response_format: Extra inputs are not permitted')(
        response,
        request,
        index,
      );
    const own = ((body['tools'] ?? []) as { name: string; input_schema: Body }[]).map(({ name, input_schema }) => ({
      function: { name, parameters: input_schema },
    }));
    const choice = (body['tool_choice'] as Body | undefined)?.['type'];
    const thought = think(
      heardIn([{ role: 'system', content: body['system'] }, ...messagesIn(body).map(resultAsTool)], own, null),
      brain,
    );
    const tokens = tokensOf([body['system'], messagesIn(body), own]);
    const { whole, marked } = beginningsIn(body);
    const cached = Math.max(0, ...kept.filter((one) => whole.startsWith(one)).map((one) => tokensOf(one)));
    if (marked !== null) kept.push(marked);
    const usage = {
      input_tokens: tokens - Math.min(cached, tokens),
      cache_read_input_tokens: cached,
      cache_creation_input_tokens: 0,
    };
    if (choice === 'any' && 'text' in thought && own.length > 0)
      return error(400, 'invalid_request_error', 'a call was demanded')(response, request, index);
    return anthropicSays(
      saidOf(
        thought,
        own.map((tool) => tool.function.name),
        usage,
      ),
    )(response, request, index);
  };
}

/** All that a prompt says, and its beginning up to the last block that is marked to be cached; null where none is. */
function beginningsIn(body: Body): { whole: string; marked: string | null } {
  let [whole, marked]: [string, string | null] = [JSON.stringify([body['tools'], body['system']]), null];
  for (const { role, content } of messagesIn(body)) {
    const blocks = Array.isArray(content) ? (content as Body[]) : [{ type: 'text', text: content }];
    for (const { cache_control: mark, ...block } of blocks as Body[]) {
      whole += JSON.stringify([role, block]);
      if (mark !== undefined) marked = whole;
    }
  }
  return { whole, marked };
}

/** Results of tools come as a user's message there. */
const resultAsTool = (message: Message): Message =>
  Array.isArray(message.content) && message.content.some((part: Body) => part['type'] === 'tool_result')
    ? { ...message, role: message.content.some((part: Body) => part['type'] === 'text') ? 'user' : 'tool' }
    : message;

const saidOf = (thought: Thought, offered: readonly string[], usage: Record<string, number>) =>
  'text' in thought
    ? { text: thought.text, usage }
    : offered.includes(thought.call)
      ? { calls: [{ name: thought.call, args: thought.args }], usage }
      : { text: JSON.stringify(thought.args), usage };

/** Cuts a prompt to its window without a word: the system message and the end stay. */
export function ollama({ model = 'qwen3:8b', tools = true, ...brain }: Setup = {}): Act {
  return (response: ServerResponse, request, index) => {
    const body = bodyOf(request);
    if (body['model'] !== model)
      return status(404, { error: `model '${String(body['model'])}' not found` })(response, request, index);
    if (toolsIn(body).length > 0 && !tools)
      return status(400, { error: `registry.ollama.ai/library/${model} does not support tools` })(
        response,
        request,
        index,
      );
    const options = (body['options'] ?? {}) as { num_ctx?: number };
    const window = options.num_ctx ?? 4096;
    const [system, ...rest] = messagesIn(body);
    while (rest.length > 1 && tokensOf([system, rest, toolsIn(body)]) > window) rest.shift();
    const kept = [...(system === undefined ? [] : [system]), ...rest];
    const format = typeof body['format'] === 'object' ? (body['format'] as Body) : null;
    const thought = think(heardIn(kept, toolsIn(body), format), brain);
    const usage = { prompt_eval_count: Math.min(window, tokensOf([kept, toolsIn(body)])) };
    return ollamaSays(
      saidOf(
        thought,
        toolsIn(body).map((tool) => tool.function.name),
        usage,
      ),
    )(response, request, index);
  };
}
