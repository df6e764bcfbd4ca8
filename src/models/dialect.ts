import type { Structured } from '../core/effects.ts';
import { profileOf } from './endpoint-profiles.ts';
import type { LiveSpec, ModelSpec } from './spec.ts';
import { isLive } from './spec.ts';

/** In which way a model is asked. */
export interface Manner {
  structured: Structured;
  /** Whether neighbouring messages of one role are sent as one. */
  alternate: boolean;
  api: 'completions' | 'responses';
  /** Whether a call is demanded; some endpoints only know that one may be made. */
  demands: boolean;
  /** Whether usage is asked for in the stream. */
  asksUsage: boolean;
}

/** How a seat talks to its model; it changes when an endpoint says that it does not understand, and never back. */
export interface Dialect extends Manner {
  spec: ModelSpec;
}

/** How a model is asked first. */
export function dialectOf(spec: ModelSpec): Dialect {
  return { spec, ...mannerOf(spec) };
}

export function mannerOf(spec: ModelSpec): Manner {
  const live = isLive(spec);
  return {
    structured: live ? structuredOf(spec) : 'tool',
    alternate: false,
    api: live ? spec.options.api : 'completions',
    demands: true,
    asksUsage: true,
  };
}

/** Where nothing is said of it: as the provider's profile has it, and at an address of one's own by tools, until it says that it has none. */
function structuredOf({ provider, baseUrl, options }: LiveSpec): Structured {
  const profile = profileOf(provider);
  const isOwn = baseUrl !== null && profile?.baseUrl !== null;
  return options.structured ?? (isOwn ? 'tool' : (profile?.structured ?? 'tool'));
}

const NO_SCHEMA = /response_format|json_schema|response mime type|structured output|guided|grammar/i;
const NO_TOOLS = /\btools?\b|tool_choice|function call/i;
/** Of a router that finds nobody who takes all that was asked for. */
const NO_ENDPOINT = /no endpoints found that/i;
const NO_DEMAND = /tool_choice|tool choice/i;
const NO_USAGE = /stream_options|include_usage/i;
const NO_RESPONSES = /^, got (?:404|405|501)\b/;
const WANTS_TURNS = /alternat|roles? must|conversation roles/i;

/** Changes the dialect to what a refusing endpoint may understand; false when it said nothing that helps. */
export function adapted(dialect: Dialect, { reason, sentence }: { reason: string; sentence: string }): boolean {
  if (reason !== 'refused' && reason !== 'broken') return false;
  // Our own words come first and name the spec; only what the endpoint said counts.
  const said = sentence.slice(sentence.indexOf(', got'));
  const change = changeFor(dialect, said);
  if (change !== null) Object.assign(dialect, change);
  return change !== null;
}

function changeFor(dialect: Dialect, said: string): Partial<Manner> | null {
  const { alternate, api, asksUsage, demands, structured } = dialect;
  if (api === 'responses' && NO_RESPONSES.test(said)) return { api: 'completions' };
  if (!alternate && WANTS_TURNS.test(said)) return { alternate: true };
  if (asksUsage && NO_USAGE.test(said)) return { asksUsage: false };
  if (structured === 'schema' && (NO_SCHEMA.test(said) || NO_ENDPOINT.test(said))) return { structured: 'tool' };
  if (demands && structured === 'tool' && NO_DEMAND.test(said)) return { demands: false };
  if (structured === 'json') return NO_SCHEMA.test(said) || NO_ENDPOINT.test(said) ? { structured: 'text' } : null;
  if (structured !== 'text' && (NO_TOOLS.test(said) || NO_ENDPOINT.test(said))) return { structured: 'json' };
  return null;
}
