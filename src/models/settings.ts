import { z } from 'zod';
import { Price } from '../core/budget.ts';
import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Spot } from '../yaml/plain-yaml.ts';
import { readPlainYaml } from '../yaml/plain-yaml.ts';
import { checkEndpoint } from './endpoint.ts';
import { profileOf } from './endpoint-profiles.ts';
import { HUMAN } from './human-seat.ts';
import { PLAYBOOK } from './playbook-seat.ts';
import type { LiveSpec, ModelSpec } from './spec.ts';
import { chainOf, isLive, OPTION_NAMES, parseModelSpec } from './spec.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the user has set up, and nobody else: their environment, and their own file of models. */
export interface ModelSettings {
  env: Environment;
  /** Variables of `env` that a file of the folder gave, which others may have written, and the user's environment did not. */
  fromFolder: ReadonlySet<string>;
  /** Name -> spec. */
  named: ReadonlyMap<string, string>;
  /** `provider:name` -> USD a million tokens, before the list that ships. */
  prices: ReadonlyMap<string, Price>;
  /** Waited for before each request, where somebody limits how many go out: the tokens that it takes, about. */
  pace?: (tokens: number, signal: AbortSignal) => Promise<void>;
}

export const NO_SETTINGS: ModelSettings = { env: {}, fromFolder: new Set(), named: new Map(), prices: new Map() };

const Options = z.partialRecord(z.enum(OPTION_NAMES), z.union([z.string(), z.number(), z.boolean()]));
const ConfigFile = z.strictObject({
  models: z
    .record(
      z.string(),
      z.union([
        z.string(),
        z.strictObject({ spec: z.string(), fallback: z.string().optional(), options: Options.optional() }),
      ]),
    )
    .default({}),
  prices: z.record(z.string(), Price).default({}),
});

const MOST_BYTES = 256 * 1024;

/**
 * Reads the user's file of models and prices; every spec in it is checked. `env` is the user's own and goes before `folderEnv`, the
 * `.env` of the folder. Throws USAGE naming the file and the key.
 */
export function readModelSettings({
  env: own = {},
  folderEnv = {},
  config = null,
}: {
  env?: Environment;
  folderEnv?: Environment;
  config?: { text: string; file: string } | null;
}): ModelSettings {
  const env = { ...folderEnv, ...own };
  const fromFolder = new Set(Object.keys(folderEnv).filter((name) => own[name] === undefined));
  if (config === null) return { env, fromFolder, named: new Map(), prices: new Map() };
  const { file } = config;
  const fail = (sentence: string, cause?: unknown): never => {
    throw new PitwallError('USAGE', sentence, { place: { file }, cause });
  };
  const failAt = (sentence: string, spot: Spot): never => {
    throw new PitwallError('USAGE', sentence, { place: { file, ...spot } });
  };
  if (config.text.length > MOST_BYTES) fail(`expected at most ${MOST_BYTES} bytes`);
  const parsed = ConfigFile.safeParse(readPlainYaml(config.text, failAt).document.toJS() ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail(`expected \`models\` and \`prices\`, got at \`${issue?.path.join('.')}\`: ${issue?.message}`);
  }
  const written = new Map(Object.entries(parsed.data.models));
  const textOf = (name: string, seen: readonly string[]): string => {
    const entry = written.get(name);
    if (entry === undefined) return name;
    if (seen.includes(name)) fail(`expected fallbacks that end, got ${[...seen, name].join(' -> ')}`);
    if (typeof entry === 'string') return entry;
    const options = Object.entries(entry.options ?? {}).map(([key, value]) => `,${key}=${optionText(value)}`);
    const fallback = entry.fallback === undefined ? '' : `|${textOf(entry.fallback, [...seen, name])}`;
    return `${entry.spec}${options.join('')}${fallback}`;
  };
  const named = new Map([...written.keys()].map((name) => [name, textOf(name, [])]));
  for (const [name, text] of named) {
    if (!/^[a-z][a-z0-9-]*$/.test(name))
      fail(`expected a name of lower-case letters, digits and hyphens, got \`models.${name}\``);
    try {
      parseModelSpec(text);
    } catch (error) {
      if (!(error instanceof PitwallError)) throw error;
      fail(`\`models.${name}\`: ${error.sentence}`, error);
    }
  }
  return { env, fromFolder, named, prices: new Map(Object.entries(parsed.data.prices)) };
}

const optionText = (value: string | number | boolean) =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);

/**
 * The spec that a text means: itself, or that of the configured model it names, with the address that the environment gives it, so
 * that the record says where it was asked. Throws USAGE.
 */
export function specText(text: string, settings: ModelSettings): string {
  return writtenSpec(text, settings)
    .split('|')
    .map((part) => {
      const spec = parseModelSpec(part);
      const baseUrl = isLive(spec) ? addressInEnv(spec, settings) : null;
      return baseUrl === null ? part : part.replace(/^([^,]*)/, `$1@${baseUrl.replace(/\/$/, '')}`);
    })
    .join('|');
}

function writtenSpec(text: string, { named }: ModelSettings): string {
  return text
    .split('|')
    .map((part) => {
      const [, name, rest] = /^([a-z][a-z0-9-]*)((?:,.*)?)$/.exec(part.trim()) ?? [];
      if (name === undefined || name === PLAYBOOK || name === HUMAN) return part.trim();
      const spec = named.get(name);
      if (spec !== undefined) return withOptions(spec, rest ?? '');
      throw new PitwallError(
        'USAGE',
        `no model is called \`${name}\`${nearest(name, [...named.keys(), 'playbook'])}: configure it in models.yaml, or say it whole, like \`openai:NAME\``,
        { data: { name } },
      );
    })
    .join('|');
}

function withOptions(spec: string, options: string): string {
  const [first = '', ...rest] = spec.split('|');
  return [`${first}${options}`, ...rest].join('|');
}

const KEY_VARIABLES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    azure_openai: 'AZURE_OPENAI_API_KEY',
    'google-genai': 'GOOGLE_API_KEY',
    google: 'GOOGLE_API_KEY',
    mistralai: 'MISTRAL_API_KEY',
    mistral: 'MISTRAL_API_KEY',
    groq: 'GROQ_API_KEY',
    cohere: 'COHERE_API_KEY',
    deepseek: 'DEEPSEEK_API_KEY',
    xai: 'XAI_API_KEY',
    cerebras: 'CEREBRAS_API_KEY',
    fireworks: 'FIREWORKS_API_KEY',
    together: 'TOGETHER_AI_API_KEY',
    perplexity: 'PERPLEXITY_API_KEY',
  }),
);

export function keyVariableOf({ provider, options }: LiveSpec): string | undefined {
  return options.keyEnv ?? profileOf(provider)?.key.env ?? KEY_VARIABLES.get(provider);
}

export function keyOf(spec: LiveSpec, { env }: ModelSettings): string | undefined {
  const variable = keyVariableOf(spec);
  return variable === undefined ? undefined : env[variable] || undefined;
}

/** Where a spec without an address of its own is asked; null for the provider's own address. Throws USAGE for one that may not be used. */
function addressInEnv(spec: LiveSpec, settings: ModelSettings): string | null {
  const { env, fromFolder } = settings;
  const baseUrl = env['OPENAI_BASE_URL'];
  if (spec.provider !== 'openai' || spec.baseUrl !== null || !baseUrl) return null;
  const variable = keyVariableOf(spec) ?? '';
  // Whoever wrote the folder's file would be sent the user's key.
  if (fromFolder.has('OPENAI_BASE_URL') && keyOf(spec, settings) !== undefined && !fromFolder.has(variable))
    throw new PitwallError(
      'USAGE',
      `expected OPENAI_BASE_URL from your own environment, found it in this folder's .env, which would be sent the ${variable} of your environment: set it yourself, or name the address with openai:${spec.name}@URL`,
      { data: { variable } },
    );
  checkEndpoint(baseUrl, { plainHttp: spec.options.plainHttp });
  return baseUrl;
}

/** The address that a model of OpenAI's protocol is asked at. Throws USAGE for one that may not be used. */
export function baseUrlOf(spec: LiveSpec, settings: ModelSettings): string {
  const given = spec.baseUrl ?? addressInEnv(spec, settings) ?? profileOf(spec.provider)?.baseUrl;
  if (given == null)
    throw new PitwallError(
      'USAGE',
      `${spec.provider}:${spec.name} needs an address, as in \`${profileOf(spec.provider)?.example}\``,
    );
  return spec.provider === 'azure' ? azureUrl(given, spec) : given;
}

/** The resource's own address stands for its API: `v1`, or the deployment under a dated version. A longer address is taken as it is. */
function azureUrl(given: string, { name, options }: LiveSpec): string {
  const url = new URL(given);
  if (!/^\/(?:openai\/?)?$/.test(url.pathname)) return given;
  const path = options.apiVersion === undefined ? 'v1' : `deployments/${encodeURIComponent(name)}`;
  return `${url.origin}/openai/${path}`;
}

/** Values of the environment that must not get out. */
export function secretsOf(spec: ModelSpec, settings: ModelSettings): string[] {
  return chainOf(spec).flatMap((one) => (isLive(one) ? (keyOf(one, settings) ?? []) : []));
}

/** Throws USAGE with one sentence for the first model that lacks its key; nothing has been done then. */
export function checkKeys(specs: readonly ModelSpec[], settings: ModelSettings): void {
  for (const spec of specs.flatMap(chainOf)) {
    if (!isLive(spec)) continue;
    const variable = keyVariableOf(spec);
    const isOwnAddress = spec.baseUrl !== null || addressInEnv(spec, settings) !== null;
    const profile = profileOf(spec.provider);
    if (profile?.protocol === 'chat') baseUrlOf(spec, settings);
    // Behind an address of one's own nobody may ask for a key; every customer of Azure has one of their own.
    const needsKey = profile?.key.needed !== false && (!isOwnAddress || spec.provider === 'azure');
    const mustHave = variable !== undefined && (spec.options.keyEnv !== undefined || needsKey);
    if (!mustHave || keyOf(spec, settings) !== undefined) continue;
    const other =
      spec.provider === 'openai' && spec.options.keyEnv === undefined
        ? `, or name an endpoint that needs none with openai:${spec.name}@http://host:port/v1`
        : '';
    throw new PitwallError('USAGE', `${spec.provider}:${spec.name} needs a key: set ${variable}${other}`, {
      data: { variable },
    });
  }
}

/** A model of the user's own file: what a seat names, what it is, and what it lacks. */
export interface ConfiguredModel {
  name: string;
  /** `provider:name`, without address and options. */
  model: string;
  /** Null when it can be asked. */
  problem: string | null;
}

/** The models that a user has configured, in the order of their file. */
export function configuredModels(settings: ModelSettings): ConfiguredModel[] {
  return [...settings.named].map(([name, text]) => {
    const spec = parseModelSpec(text);
    return {
      name,
      model: isLive(spec) ? `${spec.provider}:${spec.name}` : spec.provider,
      problem: lackOf(spec, settings),
    };
  });
}

function lackOf(spec: ModelSpec, settings: ModelSettings): string | null {
  try {
    checkKeys([spec], settings);
    return null;
  } catch (error) {
    if (error instanceof PitwallError) return error.sentence;
    throw error;
  }
}
