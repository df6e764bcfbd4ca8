import type { Scenario } from '../core/scenario.ts';

/** Words of somebody who speaks of a run that is under way, or was. */
const RUN =
  /\bloss\b|\b(?:the|this|that|our|training|fine-?tuning|pre-?training) run\b|\bdiverg|\bplateau|\boverfit|\bspik|(?:학습|이|그|저) ?run(?![a-z])|발산|수렴|과적합|학습 곡선/i;

/** Whether a scenario is about a training run and brings no curve of it: a file of losses, or a step at which something was. */
export function lacksCurve({ title, motion, background, facts, data }: Scenario): boolean {
  if (Object.keys(data).length > 0) return false;
  return RUN.test(`${title}\n${motion}\n${background}`) || Object.values(facts).some(({ unit }) => unit === 'step');
}
