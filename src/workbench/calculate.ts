import type { Expression } from 'jsep';
import jsep from 'jsep';
import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';

const SOURCE = 'arithmetic over the values named';

/** jsep binds a sign before a power; in mathematics -a**2 is -(a**2), and 2**-3 is a power of -3. */
jsep.hooks.add('gobble-token', function (found) {
  const operator = this.char;
  if (operator !== '-' && operator !== '+') return;
  this.index += 1;
  const argument = powerOf(this);
  found.node = { type: 'UnaryExpression', operator, argument, prefix: true };
});

/** A value with the powers that follow it, from the right. */
function powerOf(reader: jsep.HookScope): Expression {
  reader.gobbleSpaces();
  const left = reader.gobbleToken();
  if (!left) throw new RangeError('expected a value after a sign or a power');
  reader.gobbleSpaces();
  if (!reader.expr.startsWith('**', reader.index)) return left;
  reader.index += 2;
  return { type: 'BinaryExpression', operator: '**', left, right: powerOf(reader) };
}

const FUNCTIONS: Readonly<Record<string, (...given: number[]) => number>> = {
  sqrt: Math.sqrt,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  exp: Math.exp,
  cos: Math.cos,
  abs: Math.abs,
  min: Math.min,
  max: Math.max,
  ceil: Math.ceil,
  floor: Math.floor,
  round: Math.round,
};

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '**': (a, b) => a ** b,
};

const Name = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, 'expected a name of letters, digits and `_`');

const Args = z
  .strictObject({
    values: z.record(Name, z.number()).describe('What goes in, by name.'),
    steps: z
      .record(
        Name,
        z.strictObject({
          formula: z
            .string()
            .min(1)
            .describe('`+ - * / **`, brackets, sqrt, ln, log2, log10, exp, cos, abs, min, max, ceil, floor, round.'),
          unit: z.string().default('').describe('Unit of what comes out.'),
        }),
      )
      .refine((steps) => Object.keys(steps).length > 0, 'expected at least one step')
      .describe('What comes out, by name: a step may use another one.'),
  })
  .superRefine(({ values, steps }, context) => {
    const done = new Map<string, number>();
    for (const name of Object.keys(steps)) {
      const found = attempt(name, values, steps, done);
      if (found !== null) context.addIssue({ code: 'custom', path: ['steps', name, 'formula'], message: found });
    }
  });
type Args = z.infer<typeof Args>;

const Result = z.record(z.string(), z.strictObject({ value: z.number(), unit: z.string(), formula: z.string() }));
type Result = z.infer<typeof Result>;

type Steps = Args['steps'];

function run({ values, steps }: Args): Result {
  const done = new Map<string, number>();
  return Object.fromEntries(
    Object.entries(steps).map(([name, { formula, unit }]) => [
      name,
      { value: stepOf(name, values, steps, done), unit, formula },
    ]),
  );
}

/** Why a step comes to no number, as a sentence; null when it does. */
function attempt(name: string, values: Args['values'], steps: Steps, done: Map<string, number>): string | null {
  const formula = steps[name]?.formula ?? '';
  if (Object.hasOwn(values, name)) return `expected a name that is not taken, \`${name}\` is already a value`;
  try {
    if (Number.isFinite(stepOf(name, values, steps, done))) return null;
    return `expected a number, \`${formula}\` comes to none: it divides by zero or leaves what is defined`;
  } catch (error) {
    return error instanceof Error ? `${error.message} in \`${formula}\`` : String(error);
  }
}

/** The value of a step, worked out once; what it uses comes first, in whatever order the steps were written. */
function stepOf(
  name: string,
  values: Args['values'],
  steps: Steps,
  done: Map<string, number>,
  under: readonly string[] = [],
): number {
  const kept = done.get(name);
  if (kept !== undefined) return kept;
  if (under.includes(name)) throw new RangeError(`expected steps that end, \`${name}\` rests on itself`);
  const known = (used: string): number => {
    const value = Object.hasOwn(values, used) ? values[used] : undefined;
    if (value !== undefined) return value;
    if (Object.hasOwn(steps, used)) return stepOf(used, values, steps, done, [...under, name]);
    throw new RangeError(
      `expected one of ${[...Object.keys(values), ...Object.keys(steps)].join(', ')}, found \`${used}\``,
    );
  };
  const result = resultOf(jsep(steps[name]?.formula ?? ''), known);
  done.set(name, result);
  return result;
}

/** Throws a RangeError that names what the formula may not hold. */
function resultOf(node: Expression, known: (name: string) => number): number {
  switch (node.type) {
    case 'Literal':
      if (typeof node['value'] === 'number') return node['value'];
      throw new RangeError(`expected a number, found ${String(node['raw'])}`);
    case 'Identifier':
      return known(String(node['name']));
    case 'UnaryExpression': {
      const value = resultOf(node['argument'] as Expression, known);
      if (node['operator'] === '-') return -value;
      if (node['operator'] === '+') return value;
      throw new RangeError(`expected + or - before a value, found ${String(node['operator'])}`);
    }
    case 'BinaryExpression': {
      const apply = OPERATORS[String(node['operator'])];
      if (apply === undefined) throw new RangeError(`expected + - * / or **, found ${String(node['operator'])}`);
      return apply(resultOf(node['left'] as Expression, known), resultOf(node['right'] as Expression, known));
    }
    case 'CallExpression': {
      const name = String((node['callee'] as Expression)['name']);
      const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
      if (apply === undefined)
        throw new RangeError(`expected one of ${Object.keys(FUNCTIONS).join(', ')}, found \`${name}\``);
      return apply(...(node['arguments'] as Expression[]).map((given) => resultOf(given, known)));
    }
    default:
      throw new RangeError('expected one formula of values, operators and brackets');
  }
}

/** Arithmetic on what is on the table: a difference, a ratio, a break-even, with the formula beside each result. */
export const calculate: Tool<Args, Result> = {
  name: 'calculate',
  description:
    'Arithmetic over named values in named steps: a difference, a ratio, a break-even, what two figures of colleagues come to together.',
  args: Args,
  result: Result,
  run,
  figures: (result): Record<string, Figure> =>
    Object.fromEntries(
      Object.entries(result).map(([name, { value, unit, formula }]) => [
        name,
        { value, unit, formula, source: SOURCE },
      ]),
    ),
  figuresFrom: (args) => {
    const steps = typeof args === 'object' && args !== null && 'steps' in args ? args.steps : null;
    return typeof steps === 'object' && steps !== null ? Object.keys(steps) : [];
  },
  assumption: 'The formula says what the figures mean together; nothing checks that but the reader.',
};
