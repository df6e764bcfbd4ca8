import type { JSONSchema } from 'zod/v4/core';

type Schema = JSONSchema.BaseSchema;

/** One row an argument: its name, then what it takes and what it means. */
export function argumentRows({ properties = {}, required = [] }: Schema): string[][] {
  return Object.entries(properties).flatMap(([name, property]) => {
    if (typeof property === 'boolean') return [];
    const isNeeded = required.includes(name);
    const fallback = property.default === undefined ? 'may be left out' : `default ${JSON.stringify(property.default)}`;
    const notes = [property.description?.replace(/\.$/, ''), isNeeded ? undefined : fallback].filter(Boolean);
    return [[name, [kindOf(property), notes.join('; ')].join(' · ')]];
  });
}

/** `number`, `{device, count, mfu}`, `list of number`, `a | b`. */
function kindOf(schema: Schema | boolean | undefined): string {
  if (schema === undefined || typeof schema === 'boolean') return 'anything';
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return [...new Set(variants.map(kindOf))].join(' | ');
  if (schema.type === 'array') return `list of ${kindOf(Array.isArray(schema.items) ? schema.items[0] : schema.items)}`;
  if (schema.type !== 'object') return schema.type === 'integer' ? 'whole number' : String(schema.type ?? 'anything');
  if (schema.properties !== undefined) return `{${Object.keys(schema.properties).join(', ')}}`;
  return `{name: ${kindOf(schema.additionalProperties)}}`;
}
