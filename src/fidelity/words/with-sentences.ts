import type { Finding } from '../findings/finding.ts';
import { FINDINGS } from '../findings/finding.ts';
import { findingText } from './sentences.ts';

/** A value for JSON, with the English sentence beside every finding in it. */
export function withSentences<T>(value: T): T {
  return spelled(value) as T;
}

function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== 'object' || value === null) return value;
  if (isFinding(value)) return { code: value.code, params: value.params, sentence: findingText(value) };
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spelled(one)]));
}

const isFinding = (value: object): value is Finding =>
  'code' in value && typeof value.code === 'string' && 'params' in value && Object.hasOwn(FINDINGS, value.code);
