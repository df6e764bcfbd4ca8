import type { DebateDocument } from '../core/document.ts';
import type { Language } from '../core/language.ts';
import type { Scenario } from '../core/scenario.ts';

type Said = Record<'decision' | 'consulted' | 'dissent', (expected: string, got: string | null) => string>;

const SAID: Record<Language, Said> = {
  ko: {
    decision: (expected, got) => `기대한 결정은 ${expected}, 나온 결정은 ${got ?? '없음'}`,
    consulted: (expected) => `자문을 기대한 사람 ${expected}: 아무도 묻지 않음`,
    dissent: (expected) => `반대를 기대한 사람 ${expected}: 반대하지 않음`,
  },
  en: {
    decision: (expected, got) => `expected the decision to be ${expected}, got ${got ?? 'none'}`,
    consulted: (expected) => `expected ${expected} to be consulted, nobody asked`,
    dissent: (expected) => `expected ${expected} to dissent, it did not`,
  },
};

/**
 * What the scenario expected and did not get, a sentence each in the debate's language; empty when all held. `isFlipped`: the command line changed a fact past the
 * value at which the decision flips, so that nothing is expected of the decision or of who dissents from it.
 */
export function expectationFailures(
  { expect, language }: Scenario,
  { debate, outcome, consults }: DebateDocument,
  { isFlipped = false } = {},
): string[] {
  // Where only questions were asked, nothing was to be decided.
  if (expect === undefined || debate.stopReason === 'questions' || debate.stopReason === 'cancelled') return [];
  const failures: string[] = [];
  const said = SAID[language];
  const decision = outcome?.decision ?? null;
  if (!isFlipped && expect.decision.length > 0 && (decision === null || !expect.decision.includes(decision))) {
    failures.push(said.decision(expect.decision.join(language === 'ko' ? ' 또는 ' : ' or '), decision));
  }
  for (const member of expect.consulted) {
    if (!consults.some(({ to }) => to === member)) failures.push(said.consulted(member, null));
  }
  for (const member of isFlipped ? [] : expect.dissent) {
    if (!outcome?.dissent.some((dissenter) => dissenter.member === member)) failures.push(said.dissent(member, null));
  }
  return failures;
}
