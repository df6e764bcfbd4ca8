type Schema = Record<string, unknown>;

/** What the strict mode of OpenAI and Azure does not take, wherever it stands in a schema. */
const UNTAKEN = ['default', 'propertyNames', 'patternProperties', 'minLength', 'maxLength', 'not', 'allOf', 'if'];

/**
 * Whether a JSON schema may be sent as a strict one: every object names all its properties as required and takes no other. A strict
 * schema that is none is refused as a whole, so it is sent as a plain one.
 *
 * @see https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
export function fitsStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(fitsStrict);
  if (typeof schema !== 'object' || schema === null) return true;
  const { properties, required, additionalProperties, type, items, anyOf, $defs } = schema as Schema;
  if (UNTAKEN.some((word) => word in schema)) return false;
  if (type === 'object' || properties !== undefined) {
    const names = Object.keys((properties as Schema | undefined) ?? {});
    if (additionalProperties !== false) return false;
    if (!Array.isArray(required) || names.some((name) => !required.includes(name))) return false;
  }
  return [
    ...Object.values((properties as Schema | undefined) ?? {}),
    items,
    anyOf,
    ...Object.values($defs ?? {}),
  ].every(fitsStrict);
}
