import { PitwallError } from '../core/error.ts';
import { PLAYBOOK } from './playbook-seat.ts';

/** A parsed `--model`: the playbook, or an OpenAI-compatible chat endpoint. */
export type ModelSpec = { provider: 'playbook' } | { provider: 'openai'; name: string; baseUrl: string | null };

/** `playbook`, `openai:NAME`, `openai:NAME@http://host:port/v1`. Throws USAGE. */
export function parseModelSpec(text: string): ModelSpec {
  if (text === PLAYBOOK) return { provider: 'playbook' };
  const match = /^openai:([^@\s]+)(?:@(\S+))?$/.exec(text);
  const [, name, baseUrl] = match ?? [];
  if (name === undefined) {
    throw new PitwallError(
      'USAGE',
      `expected a model like \`playbook\`, \`openai:NAME\` or \`openai:NAME@http://host:port/v1\`, got \`${text}\``,
    );
  }
  if (baseUrl !== undefined && !/^https?:\/\/\S+$/.test(baseUrl)) {
    throw new PitwallError('USAGE', `expected an http or https address after @, got \`${baseUrl}\``);
  }
  return { provider: 'openai', name, baseUrl: baseUrl ?? null };
}

export function isLive(spec: ModelSpec): boolean {
  return spec.provider !== 'playbook';
}
