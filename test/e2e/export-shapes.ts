import { z } from 'zod';

/**
 * The published shapes of the formats that `export` and `eval` write, rewritten strictly: an unknown field is an error, as a reader may refuse
 * or drop it.
 */

const Call = z.strictObject({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string().regex(/^[\w-]{1,64}$/), arguments: z.string().refine(isJson) }),
});
const Named = z
  .string()
  .regex(/^[^\s<|\\/>]{1,64}$/)
  .optional();
const Message = z
  .strictObject({
    role: z.enum(['system', 'user', 'assistant', 'tool']),
    content: z.string().nullable(),
    name: Named,
    tool_calls: z.array(Call).min(1).optional(),
    tool_call_id: z.string().optional(),
    weight: z.union([z.literal(0), z.literal(1)]).optional(),
  })
  .refine(({ role, content, tool_calls }) => content !== null || (role === 'assistant' && tool_calls !== undefined))
  .refine(({ role, tool_call_id }) => (role === 'tool') === (tool_call_id !== undefined))
  .refine(({ role, weight }) => role === 'assistant' || weight === undefined);

/** Each result answers a call that was made before it, and every call but those of the last message is answered. */
function answersEachCall(messages: readonly z.infer<typeof Message>[]): boolean {
  const open = new Set<string>();
  for (const { role, tool_calls = [], tool_call_id = '' } of messages.slice(0, -1)) {
    if (role === 'tool' && !open.delete(tool_call_id)) return false;
    if (role !== 'tool' && open.size > 0) return false;
    for (const { id } of tool_calls) open.add(id);
  }
  return open.size === 0;
}

const ToolDefinition = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name: z.string(),
    description: z.string(),
    parameters: z.looseObject({ type: z.literal('object') }),
  }),
});

/** A line of OpenAI's chat format for supervised fine-tuning. */
export const FineTuningLine = z
  .strictObject({
    messages: z.array(Message).min(2).refine(answersEachCall),
    tools: z.array(ToolDefinition),
    parallel_tool_calls: z.boolean(),
  })
  .refine(({ messages }) => messages.at(-1)?.role === 'assistant' && messages[0]?.role === 'system')
  .refine(({ messages, tools }) => {
    const known = tools.map(({ function: { name } }) => name);
    return messages.every(({ tool_calls = [] }) => tool_calls.every((one) => known.includes(one.function.name)));
  });

/** A line of a conversational preference data set of TRL, and the columns beside it that a trainer leaves alone. */
export const PreferenceLine = z.strictObject({
  prompt: z
    .array(Message)
    .min(2)
    .refine((all) => answersEachCall([...all, { role: 'assistant', content: '' }])),
  chosen: z.array(Message).length(1),
  rejected: z.array(Message).length(1),
  tools: z.array(ToolDefinition),
  decided_by: z.string().min(1),
  turn: z.number().int(),
  member: z.string(),
  chosen_debate: z.string(),
  rejected_debate: z.string(),
  same_prompt: z.boolean(),
});

const UtcTime = z.iso.datetime();
const InspectMessage = z.strictObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string(),
  source: z.enum(['input', 'generate']),
  model: z.string().optional(),
});
const Free = z.record(z.string(), z.unknown());

/** `EvalLog` of inspect_ai, as far as a log without events has it. */
export const EvalLog = z.strictObject({
  version: z.literal(2),
  status: z.enum(['started', 'success', 'cancelled', 'error']),
  eval: z.strictObject({
    eval_id: z.string().min(1),
    run_id: z.string(),
    created: UtcTime,
    task: z.string(),
    task_id: z.string(),
    task_version: z.union([z.number().int(), z.string()]),
    task_attribs: Free,
    task_args: Free,
    dataset: z.strictObject({
      name: z.string().nullable(),
      samples: z.number().int(),
      sample_ids: z.array(z.string()),
      shuffled: z.boolean(),
    }),
    model: z.string(),
    model_args: Free,
    config: z.strictObject({}),
    packages: z.record(z.string(), z.string()),
    metadata: Free,
  }),
  plan: z.strictObject({ name: z.string(), steps: z.array(z.never()), config: z.strictObject({}) }),
  results: z.strictObject({
    total_samples: z.number().int(),
    completed_samples: z.number().int(),
    scores: z.array(
      z.strictObject({
        name: z.string(),
        scorer: z.string(),
        scored_samples: z.number().int(),
        unscored_samples: z.number().int(),
        params: Free,
        metrics: z.record(z.string(), z.strictObject({ name: z.string(), value: z.number(), params: Free })),
        metadata: Free,
      }),
    ),
  }),
  stats: z.strictObject({ started_at: UtcTime, completed_at: UtcTime, model_usage: z.strictObject({}) }),
  samples: z.array(
    z.strictObject({
      id: z.string(),
      epoch: z.number().int().positive(),
      input: z.string(),
      target: z.string(),
      messages: z.array(InspectMessage),
      output: z.strictObject({
        model: z.string(),
        choices: z.array(z.strictObject({ message: InspectMessage, stop_reason: z.literal('stop') })),
        completion: z.string(),
      }),
      scores: z.record(
        z.string(),
        z.strictObject({
          value: z.number(),
          answer: z.string().nullable(),
          explanation: z.string().nullable(),
          metadata: Free.nullable(),
        }),
      ),
      metadata: Free,
      store: Free,
      events: z.array(z.never()),
      model_usage: z.strictObject({}),
      attachments: z.record(z.string(), z.string()),
    }),
  ),
});

const Count = z.number().int().nonnegative();
const Details = z.strictObject({ reasoning: Count, acceptedPrediction: Count, rejectedPrediction: Count });
const Tokens = { total: Count, prompt: Count, completion: Count, cached: Count, numRequests: Count };
const TokenUsage = z.strictObject({
  ...Tokens,
  completionDetails: Details,
  assertions: z.strictObject({ ...Tokens, completionDetails: Details }),
});
const NamedScores = z.record(z.string(), z.number());
const Vars = z.record(z.string(), z.union([z.string(), z.number()]));
const PromptText = { raw: z.string(), label: z.string() };

/** `OutputFile` of promptfoo with `EvaluateSummaryV3`. */
export const PromptfooFile = z.strictObject({
  evalId: z.string().nullable(),
  results: z.strictObject({
    version: z.literal(3),
    timestamp: UtcTime,
    prompts: z.array(
      z.strictObject({
        ...PromptText,
        provider: z.string(),
        metrics: z.strictObject({
          score: z.number(),
          testPassCount: Count,
          testFailCount: Count,
          testErrorCount: Count,
          assertPassCount: Count,
          assertFailCount: Count,
          totalLatencyMs: z.number(),
          tokenUsage: TokenUsage,
          namedScores: NamedScores,
          namedScoresCount: z.record(z.string(), Count),
          cost: z.number(),
        }),
      }),
    ),
    results: z.array(
      z.strictObject({
        id: z.string(),
        promptIdx: Count,
        testIdx: Count,
        promptId: z.string(),
        testCase: z.strictObject({ description: z.string(), vars: Vars, assert: z.array(z.never()) }),
        provider: z.strictObject({ id: z.string(), label: z.string() }),
        prompt: z.strictObject(PromptText),
        vars: Vars,
        response: z.strictObject({ output: z.string() }),
        success: z.boolean(),
        failureReason: z.union([z.literal(0), z.literal(1), z.literal(2)]),
        score: z.number(),
        namedScores: NamedScores,
        latencyMs: z.number(),
        gradingResult: z.strictObject({
          pass: z.boolean(),
          score: z.number(),
          reason: z.string(),
          namedScores: NamedScores,
          componentResults: z.array(
            z.strictObject({
              pass: z.boolean(),
              score: z.number(),
              reason: z.string(),
              assertion: z.strictObject({ type: z.literal('javascript'), value: z.string(), metric: z.string() }),
            }),
          ),
        }),
        metadata: Free,
      }),
    ),
    stats: z.strictObject({ successes: Count, failures: Count, errors: Count, tokenUsage: TokenUsage }),
  }),
  config: z.strictObject({ description: z.string() }),
  shareableUrl: z.string().nullable(),
  metadata: z.strictObject({ pitwallVersion: z.string(), exportedAt: UtcTime }),
});

const Whole = z.string().regex(/^\d+$/).transform(Number);
const Counts = { name: z.string(), tests: Whole, failures: Whole, errors: Whole, skipped: Whole };
const Told = (tag: 'failure' | 'error' | 'skipped') =>
  z.strictObject({
    tag: z.literal(tag),
    attributes: z.strictObject({ message: z.string() }),
    children: z.array(z.never()),
    text: z.string(),
  });

/** The elements and attributes that readers of JUnit XML agree on. */
export const JUnit = z.strictObject({
  tag: z.literal('testsuites'),
  attributes: z.strictObject(Counts),
  text: z.string(),
  children: z.array(
    z.strictObject({
      tag: z.literal('testsuite'),
      attributes: z.strictObject(Counts),
      text: z.string(),
      children: z.array(
        z.strictObject({
          tag: z.literal('testcase'),
          attributes: z.strictObject({ classname: z.string(), name: z.string() }),
          children: z.array(z.union([Told('failure'), Told('error'), Told('skipped')])).max(1),
          text: z.string(),
        }),
      ),
    }),
  ),
});

interface Element {
  tag: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#10': '\n' };
const unescaped = (text: string) =>
  text.replace(/&([^;]*);|&|</g, (whole, name?: string) => {
    const found = ENTITIES[name ?? ''];
    if (found === undefined) throw new SyntaxError(`not well-formed: ${whole}`);
    return found;
  });

/** The tree of a small XML document; throws SyntaxError where it is not well-formed. */
export function parseXml(xml: string): Element {
  const root: Element = { tag: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '').replace(/<!--(?:(?!--)[\s\S])*-->/g, '');
  for (const [, text = '', slash, tag = '', rest = '', empty] of body.matchAll(
    /([^<]*)<(\/?)([\w]+)((?:\s+[\w]+="[^"<]*")*)\s*(\/?)>/gy,
  )) {
    const at = open.at(-1) ?? root;
    at.text += unescaped(text.trim());
    if (slash === '/') {
      if (open.pop()?.tag !== tag) throw new SyntaxError(`not well-formed: </${tag}>`);
      continue;
    }
    const attributes = Object.fromEntries(
      [...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
    );
    const element: Element = { tag, attributes, children: [], text: '' };
    at.children.push(element);
    if (empty !== '/') open.push(element);
  }
  const [only, ...more] = root.children;
  if (only === undefined || more.length > 0 || open.length !== 1) throw new SyntaxError('not well-formed: no one root');
  return only;
}

/** Rows by the names of the first line, as RFC 4180 has it but for the ends of lines; throws for a row of another length. */
export function parseCsv(csv: string): Record<string, string>[] {
  if (!csv.endsWith('\n')) throw new SyntaxError('a line without its end');
  const rows = csv
    .slice(0, -1)
    .split('\n')
    .map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, a, b]) => a ?? b ?? ''));
  const [head = [], ...body] = rows;
  return body.map((row) => {
    if (row.length !== head.length) throw new SyntaxError(`a row of ${row.length} cells below ${head.length} names`);
    return Object.fromEntries(head.map((name, index) => [name, row[index] ?? '']));
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
