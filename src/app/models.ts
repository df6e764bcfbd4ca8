import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Budget } from '../core/budget.ts';
import type { PersonaCard } from '../core/card.ts';
import { PitwallError } from '../core/error.ts';
import { once } from '../core/once.ts';
import type { Scenario } from '../core/scenario.ts';
import type { SeatSetup } from '../debate/setup.ts';
import type { ModelClient } from '../models/client.ts';
import { invokingClient } from '../models/client.ts';
import { withContext, withoutContext } from '../models/context.ts';
import { checkProviders } from '../models/package-model.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';
import { costOf, priceOf } from '../models/prices.ts';
import type { ModelSettings } from '../models/settings.ts';
import { checkKeys, NO_SETTINGS, specText } from '../models/settings.ts';
import type { ModelSpec } from '../models/spec.ts';
import { chainOf, isLive, parseModelSpec } from '../models/spec.ts';
import { estimateTokens } from '../prompt/tokens.ts';
import { moderates } from './debate-config.ts';

/** Whose client answers for a spec; made once a debate. */
export type ClientFor = (spec: ModelSpec) => ModelClient;

/** What a caller says of the models that they have: all of it their own, none of it from a scenario. */
export interface ModelsAtHand {
  modelSettings?: ModelSettings;
  /** Stands for OPENAI_API_KEY where there are no settings. */
  apiKey?: string;
  /**
   * LangChain models of the caller's own, by the spec that seats name and the record keeps: `scripted:pulse`. For these no key
   * and no package is looked for; they are invoked, not streamed, and not asked again when they throw.
   */
  chatModels?: Readonly<Record<string, BaseChatModel>>;
}

export function settingsOf({ modelSettings, apiKey }: ModelsAtHand): ModelSettings {
  if (modelSettings !== undefined) return modelSettings;
  return apiKey === undefined ? NO_SETTINGS : { ...NO_SETTINGS, env: { OPENAI_API_KEY: apiKey } };
}

/** LangChain is loaded with the first question to a model: debates of the playbook ask none. */
export function clientsOf(atHand: ModelsAtHand): ClientFor {
  const clients = once(async (): Promise<ClientFor> => {
    const [{ modelClients }, { replyFromMessage }] = await Promise.all([
      import('../models/clients.ts'),
      import('../models/messages.ts'),
    ]);
    const clientFor = modelClients(settingsOf(atHand));
    const own = new Map(
      Object.entries(atHand.chatModels ?? {}).map(([text, model]) => [text, invokingClient(model, replyFromMessage)]),
    );
    return (spec) => own.get(spec.text) ?? own.get(withoutContext(spec.text)) ?? clientFor(spec);
  });
  return (spec) => ({ ask: async (ask) => (await clients())(spec).ask(ask) });
}

/**
 * The spec of each seat: as the caller says for it or for all, else the configured model that the scenario or the card names, else
 * the playbook. Throws USAGE for a name that is not configured.
 */
export function modelsOfCast(
  scenario: Scenario,
  cardOf: (id: string) => PersonaCard,
  models: Readonly<Record<string, string>>,
  settings: ModelSettings,
): Record<string, string> {
  const asked = [...scenario.cast, ...(moderates(scenario) ? ['moderator'] : [])];
  const specs = Object.fromEntries(
    asked.map((id) => {
      const own = () => (id === 'moderator' ? undefined : cardOf(id).persona.model);
      const text = models[id] ?? models['*'] ?? scenario.models[id] ?? own() ?? PLAYBOOK;
      return [id, withContext(specText(text, settings))];
    }),
  );
  const memo = memoSpec(scenario, models, specs, settings);
  return isLive(parseModelSpec(memo)) ? { ...specs, memo } : specs;
}

/** Who writes the memo: as the caller or the scenario says, else the first language model at the table. */
function memoSpec(
  scenario: Scenario,
  models: Readonly<Record<string, string>>,
  specs: Readonly<Record<string, string>>,
  settings: ModelSettings,
): string {
  const text = models['memo'] ?? scenario.models['memo'];
  if (text !== undefined) return withContext(specText(text, settings));
  return scenario.cast.flatMap((id) => specs[id] ?? []).find((spec) => isLive(parseModelSpec(spec))) ?? PLAYBOOK;
}

/** Tokens that a live model may answer with where a budget is to hold and its spec names no limit. */
const BOUNDED_TOKENS = 2048;

/** Tokens of a turn's own instruction, which is not written yet when a call is reserved. */
const INSTRUCTION_TOKENS = 800;

/** The spec with a limit on what it answers, without which no cap on tokens or USD could hold before the call. */
function boundedSpec(text: string): string {
  return text
    .split('|')
    .map((part) => {
      const spec = parseModelSpec(part.trim());
      return !isLive(spec) || spec.options.maxTokens !== undefined ? part : `${part},max-tokens=${BOUNDED_TOKENS}`;
    })
    .join('|');
}

/** Whether some cap is on tokens or money. */
function boundsReplies({ debate, members = {} }: Budget): boolean {
  return [debate, ...Object.values(members)].some((caps) => caps?.usd !== undefined || caps?.tokens !== undefined);
}

/** The specs, with a limit on what they answer where a budget caps it. */
export function boundedSpecs(specs: Record<string, string>, budget: Budget | undefined): Record<string, string> {
  if (budget === undefined || !boundsReplies(budget)) return specs;
  return Object.fromEntries(Object.entries(specs).map(([id, text]) => [id, boundedSpec(text)]));
}

/** The most that one call of a spec may take, over all that may take over from it. Undefined for the playbook, which takes nothing. */
export function worstOf(text: string, { prices = {} }: Budget): SeatSetup['worst'] {
  const live = chainOf(parseModelSpec(text)).filter(isLive);
  if (live.length === 0) return undefined;
  const priced = live.map((spec) => ({
    output: spec.options.maxTokens ?? BOUNDED_TOKENS,
    price: prices[`${spec.provider}:${spec.name}`] ?? null,
  }));
  return (messages) => {
    const input = messages.reduce((sum, { content }) => sum + estimateTokens(content), INSTRUCTION_TOKENS);
    const costs = priced.map(({ output, price }) => costOf({ inputTokens: input, outputTokens: output }, price));
    const known = costs.filter((cost): cost is number => cost !== null);
    return {
      tokens: input + Math.max(...priced.map(({ output }) => output)),
      usd: known.length === 0 ? null : Math.max(...known),
    };
  };
}

/** The budget with the prices by which it is held. Throws USAGE where money is capped and a model has none: such a cap would hold nothing. */
export function pricedBudget(
  budget: Budget | undefined,
  specs: readonly string[],
  settings: ModelSettings,
): Budget | undefined {
  const capped = [budget?.debate, ...Object.values(budget?.members ?? {})].some((caps) => caps?.usd !== undefined);
  if (budget === undefined || !capped) return budget;
  const prices = specs
    .flatMap((text) => chainOf(parseModelSpec(text)).filter(isLive))
    .map((spec) => {
      const name = `${spec.provider}:${spec.name}`;
      const price = priceOf(spec, settings);
      if (price !== null) return [name, price] as const;
      throw new PitwallError(
        'USAGE',
        `expected a price for ${name} to hold a budget in USD, found none: give it one in the settings, or cap tokens or calls`,
      );
    });
  return { ...budget, prices: Object.fromEntries(prices) };
}

/** Throws USAGE in one sentence when a spec, its key or its package is missing: before any work is done. */
export async function checkModels(specs: readonly string[], atHand: ModelsAtHand): Promise<void> {
  const settings = settingsOf(atHand);
  const named = [...new Set(specs)]
    .flatMap((text) => chainOf(parseModelSpec(text)))
    .filter(({ text }) => (atHand.chatModels?.[text] ?? atHand.chatModels?.[withoutContext(text)]) === undefined)
    .map((spec): ModelSpec => ({ ...spec, fallback: null }));
  checkKeys(named, settings);
  await checkProviders(named.filter(isLive), settings);
}

/** Makes sure that specs as they were typed can be asked. Throws USAGE naming what is missing. */
export function checkTypedModels(specs: readonly string[], atHand: ModelsAtHand): Promise<void> {
  const settings = settingsOf(atHand);
  return checkModels(
    specs.map((text) => specText(text, settings)),
    atHand,
  );
}
