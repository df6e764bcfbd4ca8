import type { ModelClient } from './client.ts';
import { invokingClient } from './client.ts';
import { endpointClient } from './endpoint-client.ts';
import { replyFromMessage } from './messages.ts';
import { PlaybookChatModel } from './playbook-chat-model.ts';
import type { Waiting } from './retry.ts';
import { breakerFor } from './retry.ts';
import type { ModelSettings } from './settings.ts';
import { NO_SETTINGS } from './settings.ts';
import type { ModelSpec } from './spec.ts';
import { isLive } from './spec.ts';

/** The clients of one debate, made when they are first asked for. Seats that name one endpoint share its breaker. */
export function modelClients(
  settings: ModelSettings = NO_SETTINGS,
  waiting?: Waiting,
): (spec: ModelSpec) => ModelClient {
  const clients = new Map<string, ModelClient>();
  const breakers = new Map<string, ReturnType<typeof breakerFor>>();
  return (spec) => {
    const known = clients.get(spec.text);
    if (known !== undefined) return known;
    const made = make(spec);
    clients.set(spec.text, made);
    return made;
  };

  function make(spec: ModelSpec): ModelClient {
    if (!isLive(spec)) return invokingClient(new PlaybookChatModel(), replyFromMessage);
    const endpoint = `${spec.provider} ${spec.baseUrl ?? ''}`;
    const breaker = breakers.get(endpoint) ?? breakerFor();
    breakers.set(endpoint, breaker);
    return endpointClient(spec, settings, { breaker, ...(waiting ? { waiting } : {}) });
  }
}
