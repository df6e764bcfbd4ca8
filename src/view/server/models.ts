import type { ModelSettings } from '../../pitwall.ts';
import { configuredModels } from '../../pitwall.ts';
import type { ModelList } from '../api.ts';

/** What a form offers for a seat besides the playbook; keys and addresses stay here. */
export function modelList(settings: ModelSettings): ModelList {
  return { version: 1, models: configuredModels(settings) };
}
