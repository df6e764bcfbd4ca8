import { Act } from '../core/turn.ts';

/** What a member may say instead of a turn: that there is nothing to say. */
export const PASS = 'pass';

const TEXT = { type: 'string' };
const TEXTS = { type: 'array', items: TEXT };

/**
 * What a language model is asked to fill in, as a JSON schema: what was said and what it is about. Everything else of a turn is read
 * out of the words. What each part means stands in the rules of the table, because a schema that goes with every request is short.
 * `inputs`: what any option may be set to otherwise.
 */
export function turnFormFor(options: readonly string[], inputs: readonly string[] = []): Record<string, unknown> {
  const option = { enum: [...options] };
  return {
    type: 'object',
    properties: {
      utterance: TEXT,
      act: { enum: [...Act.options, PASS] },
      option: { enum: [...options, null] },
      confidence: { type: 'number' },
      to: TEXT,
      answers: TEXTS,
      question: TEXT,
      for: option,
      against: option,
      refs: TEXTS,
      claims: {
        type: 'array',
        items: {
          type: 'object',
          properties: { text: TEXT, for: option, against: option, refs: TEXTS },
          additionalProperties: false,
        },
      },
      movedBy: TEXTS,
      withdraws: TEXTS,
      proposes: {
        type: 'object',
        properties: { option, settings: settingsForm(inputs) },
        required: ['option', 'settings'],
        additionalProperties: false,
      },
      condition: TEXT,
      measures: {
        type: 'object',
        properties: { what: TEXT, price: TEXT, threshold: TEXT, amends: { type: 'integer' } },
        additionalProperties: false,
      },
      action: TEXT,
    },
    required: ['utterance', 'act'],
    additionalProperties: false,
  };
}

/** Inputs by their names, which a strict schema needs; any, where none are known. */
const settingsForm = (inputs: readonly string[]): Record<string, unknown> => {
  const number = { type: 'number' };
  return inputs.length === 0
    ? { type: 'object', additionalProperties: number }
    : {
        type: 'object',
        properties: Object.fromEntries(inputs.map((input) => [input, number])),
        additionalProperties: false,
      };
};

/** Inputs that some option may be set to otherwise, each once. */
export const settableInputs = (options: Record<string, { adjust: Record<string, unknown> }>): string[] => [
  ...new Set(Object.values(options).flatMap(({ adjust }) => Object.keys(adjust))),
];

/** The same for an endpoint that holds a model to a schema: there each part must be required, and what may be left out is null. */
export function strictly(schema: Record<string, unknown>): Record<string, unknown> {
  const { properties, items, required = [] } = schema;
  if (items !== undefined) return { ...schema, items: strictly(items as Record<string, unknown>) };
  if (properties === undefined) return schema;
  const parts = Object.entries(properties as Record<string, Record<string, unknown>>).map(([name, part]) => {
    const strict = strictly(part);
    return [name, (required as string[]).includes(name) ? strict : { anyOf: [strict, { type: 'null' }] }] as const;
  });
  return { ...schema, properties: Object.fromEntries(parts), required: parts.map(([name]) => name) };
}
