import type { ModelSpec, Structured } from './spec.ts';

/** How a seat talks to its model; it changes when an endpoint says that it does not understand, and never back. */
export interface Dialect {
  spec: ModelSpec;
  structured: Structured;
  alternate: boolean;
}

const NO_SCHEMA = /response_format|json_schema|structured output|guided|grammar/i;
const NO_TOOLS = /\btools?\b|tool_choice|function call/i;
const WANTS_TURNS = /alternat|roles? must|conversation roles/i;

/** Changes the dialect to what a refusing endpoint may understand; false when it said nothing that helps. */
export function adapted(dialect: Dialect, { reason, sentence }: { reason: string; sentence: string }): boolean {
  if (reason !== 'refused' && reason !== 'broken') return false;
  // Our own words come first and name the spec; only what the endpoint said counts.
  const said = sentence.slice(sentence.indexOf(', got'));
  if (!dialect.alternate && WANTS_TURNS.test(said)) {
    dialect.alternate = true;
    return true;
  }
  if (dialect.structured === 'schema' && NO_SCHEMA.test(said)) {
    dialect.structured = 'tool';
    return true;
  }
  if (dialect.structured !== 'text' && NO_TOOLS.test(said)) {
    dialect.structured = 'text';
    return true;
  }
  return false;
}
