import type { ScenarioBriefing } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Scenario } from '../core/scenario.ts';
import { isReadOffCurve, lacksCurve } from '../reasoning/curve.ts';

/** The second message where it speaks of a run and brings no curve of it; any other stays as it is. */
export function withoutCurve(message: PromptMessage, scenario: Scenario): PromptMessage {
  if (!lacksCurve(scenario)) return message;
  const { considerations, facts } = scenario;
  const readOff = considerations.filter((one) => isReadOffCurve(one, facts)).map(({ id }) => id);
  const typed = { ...(message.typed as ScenarioBriefing), curve: { readOff } } satisfies ScenarioBriefing;
  return { ...message, content: `${message.content}\nNobody has given the loss curve of this run.`, typed };
}
