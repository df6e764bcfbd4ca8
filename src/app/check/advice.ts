import { nearest } from '../../core/nearest.ts';
import { speaksChat } from '../../models/endpoint-profiles.ts';
import { modelNames } from '../../models/model-names.ts';
import type { ModelSettings } from '../../models/settings.ts';
import { baseUrlOf, keyVariableOf } from '../../models/settings.ts';
import type { LiveSpec } from '../../models/spec.ts';
import type { Advice, SeatCheck } from './report.ts';

/** So many names are read at a glance. */
const MOST_NAMES = 8;

/** What to do about an endpoint that gave no reply. */
export async function adviceFor(
  { reason, status }: NonNullable<SeatCheck['fault']>,
  problem: string,
  spec: LiveSpec,
  settings: ModelSettings,
): Promise<Advice[]> {
  const url = speaksChat(spec.provider) ? baseUrlOf(spec, settings) : spec.baseUrl;
  const isLocal = url === null ? spec.provider === 'ollama' : /\/\/(?:localhost|127\.|\[::1\])/.test(url);
  if (status === 401 || status === 403) {
    if (/a web page/.test(problem)) return [{ code: 'address', url }];
    return [{ code: 'key', variable: keyVariableOf(spec) ?? null }];
  }
  if (status === 402 || reason === 'quota') return [{ code: 'credit' }];
  if (/\bapi[ _-]?key\b/i.test(problem)) return [{ code: 'key', variable: keyVariableOf(spec) ?? null }];
  if (status === 404 || /not a valid model/i.test(problem)) {
    if (/a web page|404:?$|(?:page|resource) not found/i.test(problem)) return [{ code: 'address', url }];
    const names = await modelNames(spec, settings);
    return names === null || names.length === 0
      ? [{ code: 'model' }]
      : [{ code: 'names', names: closest(spec.name, names) }];
  }
  if (reason === 'tls') return [{ code: 'certificate' }];
  if (reason === 'redirect' || reason === 'garbled') return [{ code: 'address', url }];
  if (reason === 'unreachable' && isLocal) return [{ code: 'server', url, ollama: spec.provider === 'ollama' }];
  if (reason === 'unreachable') return [{ code: 'address', url }];
  return reason === 'refused' ? [] : [{ code: 'later' }];
}

/** Names that may be meant first. */
function closest(name: string, names: readonly string[]): string[] {
  const hint = nearest(name, names);
  const parts = name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part.length > 1);
  const shared = (other: string) => parts.filter((part) => other.toLowerCase().includes(part)).length;
  const ordered = [...names].sort(
    (a, b) => Number(hint.includes(b)) - Number(hint.includes(a)) || shared(b) - shared(a),
  );
  return ordered.slice(0, MOST_NAMES);
}
