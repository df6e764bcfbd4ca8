import type { DebateDocument } from '../core/document.ts';
import type { Scenario } from '../core/scenario.ts';

/**
 * What the scenario expected and did not get, a sentence each; empty when all held. `isFlipped`: the command line changed a fact past the
 * value at which the decision flips, so that nothing is expected of the decision or of who dissents from it.
 */
export function expectationFailures(
  { expect }: Scenario,
  { debate, outcome, consults }: DebateDocument,
  { isFlipped = false } = {},
): string[] {
  // Where only questions were asked, nothing was to be decided.
  if (expect === undefined || debate.stopReason === 'questions' || debate.stopReason === 'cancelled') return [];
  const failures: string[] = [];
  const decision = outcome?.decision ?? null;
  if (!isFlipped && expect.decision.length > 0 && (decision === null || !expect.decision.includes(decision))) {
    failures.push(`expected the decision to be ${expect.decision.join(' or ')}, got ${decision ?? 'none'}`);
  }
  for (const member of expect.consulted) {
    if (!consults.some(({ to }) => to === member)) failures.push(`expected ${member} to be consulted, nobody asked`);
  }
  for (const member of isFlipped ? [] : expect.dissent) {
    if (!outcome?.dissent.some((dissenter) => dissenter.member === member))
      failures.push(`expected ${member} to dissent, it did not`);
  }
  return failures;
}
