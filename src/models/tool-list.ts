import { TURN_REPLY } from '../playbook/reply.ts';
import type { ToolDefinition } from './client.ts';
import { turnFormFor } from './turn-form.ts';

/** Stands for all calculators that are not offered with their schemas. */
export const CALCULATOR = 'calculator';

/** Characters of the schemas that go with every request beside the turn's form and the list of calculators. */
const MOST_CHARACTERS = 3200;
const MOST_DESCRIBED = 90;

/**
 * The tools that go with each request: the turn's form, `evaluate`, desks to ask, and as many of the member's own calculators as are
 * short, those of the question first. The rest stand in a list behind `calculator`, which says what one takes before it is called.
 */
export function offeredTools(
  all: readonly ToolDefinition[],
  { first, options, inputs }: { first: ReadonlySet<string>; options: readonly string[]; inputs: readonly string[] },
): ToolDefinition[] {
  const tools = all.filter(({ function: { name } }) => name !== TURN_REPLY && name !== CALCULATOR).map(shortened);
  const rank = ({ function: { name } }: ToolDefinition) =>
    name === 'evaluate' || name.startsWith('consult_') ? 0 : first.has(name) ? 1 : name === 'calculate' ? 2 : 3;
  let room = MOST_CHARACTERS;
  const isOffered = new Set<string>();
  for (const tool of [...tools].sort((a, b) => rank(a) - rank(b))) {
    const size = JSON.stringify(tool).length;
    if (rank(tool) > 0 && size > room) continue;
    room -= size;
    isOffered.add(tool.function.name);
  }
  const listed = tools.filter(({ function: { name } }) => !isOffered.has(name));
  const turn = all.find(({ function: { name } }) => name === TURN_REPLY);
  return [
    ...tools.filter(({ function: { name } }) => isOffered.has(name)),
    ...(listed.length === 0 ? [] : [calculatorOf(listed)]),
    ...(turn === undefined
      ? []
      : [
          {
            ...turn,
            function: { name: TURN_REPLY, description: 'Your turn.', parameters: turnFormFor(options, inputs) },
          },
        ]),
  ];
}

function calculatorOf(listed: readonly ToolDefinition[]): ToolDefinition {
  const lines = listed.map(({ function: { name, description = '', parameters } }) => {
    const { properties = {}, required = [] } = parameters as { properties?: object; required?: string[] };
    const args = Object.entries(properties).map(
      ([arg, schema]) => `${arg}${required.includes(arg) ? '' : '?'}${typeOf(schema)}`,
    );
    return `${name}(${args.join(', ')}): ${clause(description)}`;
  });
  return {
    type: 'function',
    function: {
      name: CALCULATOR,
      description: `Runs one of these; with \`name\` alone it says what that one takes. What has no type is a number.\n${lines.join('\n')}`,
      parameters: {
        type: 'object',
        properties: { name: { enum: listed.map(({ function: { name } }) => name) }, arguments: { type: 'object' } },
        required: ['name'],
      },
    },
  };
}

/** What a calculator takes, for whoever has asked `calculator` by its name alone. */
export function takenBy(all: readonly ToolDefinition[], name: unknown): string {
  const tool = all.find((one) => one.function.name === name);
  if (tool === undefined) return `No calculator is called ${JSON.stringify(name)}.`;
  const { description = '', parameters } = shortened(tool).function;
  return `${description} It takes ${JSON.stringify(parameters)}`;
}

/** The type of an argument, where it is no number. */
function typeOf(schema: unknown): string {
  const { type, enum: choices, anyOf } = schema as { type?: string; enum?: unknown[]; anyOf?: { type?: string }[] };
  const types = [...new Set((anyOf ?? [{ type }]).map((one) => one.type))];
  if (choices !== undefined || types.includes('string')) return ': text';
  return types.every((one) => one === 'number' || one === 'integer' || one === undefined) ? '' : `: ${types[0]}`;
}

/** The first sentence, or as much of it as ends with a word. */
function clause(text: string): string {
  const [first = ''] = text.split(/[.;](?:\s|$)/);
  if (first.length <= MOST_DESCRIBED) return first;
  return `${first.slice(0, MOST_DESCRIBED - 1).replace(/[\s,:]+\S*$/u, '')}…`;
}

/** Bounds that only keep nonsense out, and are checked when the tool runs. */
const UNSAID = new Set([
  '$schema',
  'additionalProperties',
  'propertyNames',
  'minLength',
  'minItems',
  'maximum',
  'minimum',
  'exclusiveMinimum',
]);

function shortened({ type, function: { name, description = '', parameters } }: ToolDefinition): ToolDefinition {
  return { type, function: { name, description, parameters: plain(parameters) as Record<string, unknown> } };
}

/** A schema with what a model needs to fill it in: names, types, choices and descriptions. */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { properties, ...rest } = schema as Record<string, unknown>;
  const kept = Object.entries(rest).filter(([key, value]) => !UNSAID.has(key) || isShape(key, value));
  return {
    ...Object.fromEntries(
      kept.map(([key, value]) => [key, key === 'default' || key === 'enum' ? value : plain(value)]),
    ),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties as Record<string, unknown>).map(([name, part]) => [name, plain(part)]),
          ),
        }),
  };
}

/** What a mapping of free names holds is its shape, and no bound. */
const isShape = (key: string, value: unknown) => key === 'additionalProperties' && typeof value === 'object';
