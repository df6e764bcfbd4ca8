import type { ScenarioBriefing } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Consideration, Fact, Scenario } from '../core/scenario.ts';

/** Words of somebody who speaks of a run that is under way, or was. */
const RUN =
  /\bloss\b|\b(?:the|this|that|our|training|fine-?tuning|pre-?training) run\b|\bdiverg|\bplateau|\boverfit|\bspik|(?:학습|이|그|저) ?run(?![a-z])|발산|수렴|과적합|학습 곡선/i;
/** A fact that was read off a curve, by its unit or its name. */
const READ_OFF = /loss|norm|gradient|curve|곡선/i;

/** The second message where it speaks of a run and brings no curve of it; any other stays as it is. */
export function withoutCurve(message: PromptMessage, scenario: Scenario): PromptMessage {
  if (!lacksCurve(scenario)) return message;
  const { considerations, facts } = scenario;
  const readOff = considerations.filter((one) => isReadOffCurve(one, facts)).map(({ id }) => id);
  const typed = { ...(message.typed as ScenarioBriefing), curve: { readOff } } satisfies ScenarioBriefing;
  return { ...message, content: `${message.content}\nNobody has given the loss curve of this run.`, typed };
}

/** Whether a scenario is about a training run and brings no curve of it: a file of losses, or a step at which something was. */
function lacksCurve({ title, motion, background, facts, data }: Scenario): boolean {
  if (Object.keys(data).length > 0) return false;
  return RUN.test(`${title}\n${motion}\n${background}`) || Object.values(facts).some(({ unit }) => unit === 'step');
}

/** Whether a consideration rests on what somebody has read off the curve. */
function isReadOffCurve({ from, ask }: Consideration, facts: Readonly<Record<string, Fact>>): boolean {
  if (!('fact' in from)) return false;
  const name = from.fact.split('.')[0] ?? '';
  const fact = facts[name];
  return fact?.unit === 'nats' || READ_OFF.test(`${name} ${fact?.label ?? ''} ${ask.join(' ')}`);
}
