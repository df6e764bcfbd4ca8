import type { Fact } from '../core/scenario.ts';
import { comesWhole } from '../reasoning/solve.ts';
import type { Talk } from './talk.ts';

/**
 * What has been counted is not in doubt, whatever it may have been; what was estimated, or somebody would measure, is. The range of what
 * everybody knows is none of what it may have been: it may still come out otherwise.
 */
export function isUncertain({ view }: Talk, name: string, fact: Fact): boolean {
  const now = view.now.world.facts.get(name);
  const isMeasured = view.question.model.measurements.some(({ learns }) => learns === name);
  const isOwn = fact.assumed !== undefined || fact.knownBy !== undefined;
  return typeof now === 'number' && (fact.doubt !== undefined || isMeasured || !isOwn || !comesWhole(fact, now));
}
