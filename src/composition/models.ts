import type { PersonaCard } from '../core/card.ts';
import type { Scenario } from '../core/scenario.ts';
import type { ModelClient } from '../models/client.ts';
import { modelClients } from '../models/clients.ts';
import { checkProviders } from '../models/endpoint-client.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';
import type { ModelSettings } from '../models/settings.ts';
import { checkKeys, NO_SETTINGS, specText } from '../models/settings.ts';
import type { ModelSpec } from '../models/spec.ts';
import { chainOf, isLive, parseModelSpec } from '../models/spec.ts';

/** Whose client answers for a spec; made once a debate. */
export type ClientFor = (spec: ModelSpec) => ModelClient;

/** What a caller says of the models that he has: all of it his own, none of it from a scenario. */
export interface ModelsAtHand {
  modelSettings?: ModelSettings;
  /** Stands for OPENAI_API_KEY where there are no settings. */
  apiKey?: string;
}

export function settingsOf({ modelSettings, apiKey }: ModelsAtHand): ModelSettings {
  if (modelSettings !== undefined) return modelSettings;
  return apiKey === undefined ? NO_SETTINGS : { ...NO_SETTINGS, env: { OPENAI_API_KEY: apiKey } };
}

export function clientsOf(atHand: ModelsAtHand): ClientFor {
  return modelClients(settingsOf(atHand));
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
  return Object.fromEntries(
    scenario.cast.map((id) => {
      const text = models[id] ?? models['*'] ?? scenario.models[id] ?? cardOf(id).persona.model ?? PLAYBOOK;
      return [id, specText(text, settings)];
    }),
  );
}

/** Throws USAGE in one sentence when a spec, its key or its package is missing: before any work is done. */
export async function checkModels(specs: readonly string[], atHand: ModelsAtHand): Promise<void> {
  const settings = settingsOf(atHand);
  const parsed = [...new Set(specs)].map((text) => parseModelSpec(text));
  checkKeys(parsed, settings);
  await checkProviders(parsed.flatMap(chainOf).filter(isLive), settings);
}
