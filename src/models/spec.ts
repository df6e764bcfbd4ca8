import type { Structured } from '../core/effects.ts';
import { Way } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import { checkEndpoint } from './endpoint.ts';
import { HUMAN } from './human-seat.ts';
import { PLAYBOOK } from './playbook-seat.ts';

/** What stands behind commas in a spec; everything that decides a request is in the spec, so that the record holds it. */
export interface ModelOptions {
  temperature?: number;
  seed?: number;
  maxTokens?: number;
  /** Tokens that the model reads at most; a transcript is folded accordingly. */
  context?: number;
  /** Seconds to the first token. */
  timeoutSeconds: number;
  /** Seconds between tokens. */
  idleSeconds: number;
  /** Seconds for a whole reply, however steadily it comes. */
  totalSeconds: number;
  api: 'completions' | 'responses';
  structured?: Structured;
  /** Whether neighbouring messages of one role are sent as one, for chat templates that insist on it. */
  alternate: boolean;
  /** Azure's dated API, as it is named: without it, its `v1`. */
  apiVersion?: string;
  /** Name of the environment variable that holds the key. */
  keyEnv?: string;
  /** Whether http to another machine is meant. */
  plainHttp: boolean;
}

export type ModelSpec =
  | { provider: typeof PLAYBOOK | typeof HUMAN; text: string; fallback: null }
  | {
      provider: string;
      name: string;
      /** As given after `@`; null for the provider's own address. */
      baseUrl: string | null;
      options: ModelOptions;
      /** This spec alone, as it was written. */
      text: string;
      /** What takes over when this one fails. */
      fallback: ModelSpec | null;
    };

export type LiveSpec = Exclude<ModelSpec, { provider: typeof PLAYBOOK | typeof HUMAN }> & { name: string };

/** Nine minutes more than the first token may take. */
const REPLY_SECONDS = 540;
const DEFAULTS = {
  timeoutSeconds: 60,
  idleSeconds: 30,
  api: 'completions',
  alternate: false,
  plainHttp: false,
} as const;

/**
 * `playbook`, `PROVIDER:NAME`, `openai:NAME@http://host:port/v1`, each with `,option=value` behind it; specs with `|` between them
 * take over from each other. Throws USAGE.
 */
export function parseModelSpec(text: string): ModelSpec {
  const parts = text.split('|');
  return parts.reduceRight<ModelSpec | null>((fallback, part) => parseOne(part.trim(), fallback), null) as ModelSpec;
}

function parseOne(text: string, fallback: ModelSpec | null): ModelSpec {
  if (text === PLAYBOOK || text === HUMAN) return { provider: text, text, fallback: null };
  const match = /^([a-z][a-z0-9_-]*):([^@,\s|]+)(?:@([^\s,|]+))?((?:,[a-z-]+=[^,|\s]+)*)$/.exec(text);
  const [, provider, name, baseUrl, rest = ''] = match ?? [];
  if (provider === undefined || name === undefined) {
    throw new PitwallError(
      'USAGE',
      `expected a model like \`playbook\`, \`openai:NAME\`, \`openai:NAME@http://host:port/v1\` or the name of a configured model, got \`${withoutSecrets(text)}\``,
    );
  }
  const options = optionsFrom(rest, text);
  if (baseUrl !== undefined) checkEndpoint(baseUrl, { plainHttp: options.plainHttp });
  return { provider, name, baseUrl: baseUrl ?? null, options, text, fallback };
}

/** Whether a person sits there, whose words are live as well but no model's. */
export function isHuman({ provider }: ModelSpec): boolean {
  return provider === HUMAN;
}

/** Whether calls of this model cost or vary. */
export function isLive(spec: ModelSpec): spec is LiveSpec {
  return spec.provider !== PLAYBOOK && spec.provider !== HUMAN;
}

/** A spec and all that take over from it, in order. */
export function chainOf(spec: ModelSpec): ModelSpec[] {
  return spec.fallback === null ? [spec] : [spec, ...chainOf(spec.fallback)];
}

function optionsFrom(rest: string, spec: string): ModelOptions {
  const options: Omit<ModelOptions, 'totalSeconds'> & { totalSeconds?: number } = { ...DEFAULTS };
  for (const pair of rest.split(',').filter((part) => part !== '')) {
    const [key = '', value = ''] = pair.split('=');
    switch (key) {
      case 'temperature':
        options.temperature = numberFrom(key, value, 0, 2);
        break;
      case 'seed':
        options.seed = numberFrom(key, value, 0, Number.MAX_SAFE_INTEGER);
        break;
      case 'max-tokens':
        options.maxTokens = numberFrom(key, value, 1, 1_000_000);
        break;
      case 'context':
        options.context = numberFrom(key, value, 1000, 100_000_000);
        break;
      case 'timeout':
        options.timeoutSeconds = numberFrom(key, value, 0.05, 3600);
        break;
      case 'idle':
        options.idleSeconds = numberFrom(key, value, 0.05, 3600);
        break;
      case 'total':
        options.totalSeconds = numberFrom(key, value, 0.05, 86_400);
        break;
      case 'api':
        options.api = oneOf(key, value, ['completions', 'responses']);
        break;
      case 'structured':
        options.structured = oneOf(key, value, Way.options);
        break;
      case 'alternate':
        options.alternate = oneOf(key, value, ['yes', 'no']) === 'yes';
        break;
      case 'plain-http':
        options.plainHttp = oneOf(key, value, ['yes', 'no']) === 'yes';
        break;
      case 'api-version':
        if (!/^\d{4}-\d{2}-\d{2}(?:-preview)?$/.test(value))
          throw new PitwallError(
            'USAGE',
            `expected \`api-version\` as Azure writes it, like \`2024-10-21\`, got \`${value}\``,
          );
        options.apiVersion = value;
        break;
      case 'key-env':
        if (!/^[A-Z][A-Z0-9_]*$/.test(value))
          throw new PitwallError('USAGE', 'expected `key-env` to name an environment variable, as in `key-env=MY_KEY`');
        options.keyEnv = value;
        break;
      default:
        throw new PitwallError(
          'USAGE',
          `no model option is called \`${key}\`, in \`${withoutSecrets(spec)}\`: there are ${OPTION_NAMES.join(', ')}`,
        );
    }
  }
  return { ...options, totalSeconds: options.totalSeconds ?? options.timeoutSeconds + REPLY_SECONDS };
}

export const OPTION_NAMES = [
  ...[
    'temperature',
    'seed',
    'max-tokens',
    'context',
    'timeout',
    'idle',
    'total',
    'api',
    'structured',
    'alternate',
    'api-version',
    'key-env',
    'plain-http',
  ],
] as const;

function numberFrom(key: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text !== '' && Number.isFinite(value) && value >= least && value <= most) return value;
  throw new PitwallError('USAGE', `expected \`${key}\` to be a number from ${least} to ${most}, got \`${text}\``);
}

function oneOf<T extends string>(key: string, text: string, words: readonly T[]): T {
  const word = words.find((candidate) => candidate === text);
  if (word !== undefined) return word;
  throw new PitwallError('USAGE', `expected \`${key}\` to be ${words.join(' or ')}, got \`${text}\``);
}

/** A spec in an error: an address may hold a password or a key that must not be printed. */
function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/@\s]*@/g, '//…@').replace(/\?\S*/g, '?…');
}
