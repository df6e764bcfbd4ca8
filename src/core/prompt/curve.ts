import { isReadOffCurve, lacksCurve } from '../curve.ts';
import type { PromptMessage } from '../effects.ts';
import type { ScenarioBriefing } from '../playbook/briefing.ts';
import type { Scenario } from '../scenario.ts';

/** The second message where it speaks of a run and brings no curve of it; any other stays as it is. */
export function withoutCurve(message: PromptMessage, scenario: Scenario): PromptMessage {
  if (!lacksCurve(scenario)) return message;
  const { considerations, facts } = scenario;
  const readOff = considerations.filter((one) => isReadOffCurve(one, facts)).map(({ id }) => id);
  const typed = { ...(message.typed as ScenarioBriefing), curve: { readOff } } satisfies ScenarioBriefing;
  return { ...message, content: `${message.content}\nNobody has given the loss curve of this run.`, typed };
}
