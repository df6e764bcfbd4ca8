import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { speaksChat } from './endpoint-profiles.ts';
import type { Attempt } from './guarded-fetch.ts';
import { guardedFetch, within } from './guarded-fetch.ts';
import { redact } from './redact.ts';
import type { ModelSettings } from './settings.ts';
import { baseUrlOf, keyOf, secretsOf } from './settings.ts';
import type { LiveSpec } from './spec.ts';

const List = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });
const PATIENCE_MS = 5000;

/** The models that an endpoint says it has, by `/models`; null where it does not say. Azure lists what may be deployed, not what is. */
export async function modelNames(spec: LiveSpec, settings: ModelSettings): Promise<string[] | null> {
  if (!speaksChat(spec.provider) || spec.provider === 'azure') return null;
  const key = keyOf(spec, settings);
  const clean = (text: string) => redact(text, secretsOf(spec, settings));
  const attempt: Attempt = { fault: null, onSent: undefined, signal: AbortSignal.timeout(PATIENCE_MS) };
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  try {
    const url = `${baseUrlOf(spec, settings).replace(/\/$/, '')}/models`;
    const response = await within(attempt, () => guardedFetch(spec.text, clean)(url, { headers }));
    const list = List.safeParse(JSON.parse(await response.text()));
    return list.success ? list.data.data.map(({ id }) => clean(id)) : null;
  } catch (error) {
    // A list is a help and no condition: whoever gives none was asked for a reply already, and that is what is told.
    if (error instanceof PitwallError || error instanceof SyntaxError || attempt.signal.aborted) return null;
    throw error;
  }
}
