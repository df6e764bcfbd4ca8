/** The door to fidelity: what `pitwall eval` and `pitwall/vitest` do, they do through here. */

export { controlOf, holdControl } from './app/control.ts';
export { draftCard } from './app/draft-card.ts';
export type { JudgedBy } from './app/evaluation.ts';
export {
  compileCards,
  evaluateDebate,
  evaluateScenario,
  headBeside,
  optionAmong,
  recordedTurns,
  scenarioTurns,
} from './app/evaluation.ts';
export type { Interview } from './app/interview.ts';
export { interview, memberCoverage, textModel } from './app/interview.ts';
export { judgePairs, judgeTurns, keptJudgements } from './app/judging.ts';
export { probe } from './app/probing.ts';
export type { Preference } from './app/training-examples.ts';
export { preferencePairs, trainingExamples } from './app/training-examples.ts';
export type { CardTrial, TrialChanges, TriedTurn } from './app/trial.ts';
export { scenarioFor, sixOf, trialChanges, tryCard } from './app/trial.ts';
export type { CardCoverage } from './fidelity/card-coverage/coverage.ts';
export type { Comparison } from './fidelity/evaluation/compare.ts';
export { compare } from './fidelity/evaluation/compare.ts';
export { evaluate } from './fidelity/evaluation/evaluate.ts';
export { inspectLogOf } from './fidelity/evaluation/inspect-log.ts';
export { junitOf } from './fidelity/evaluation/junit.ts';
export { promptfooOf } from './fidelity/evaluation/promptfoo.ts';
export { FidelityReport, hasNotes, isOlderReport, turnLabel, verdictOf } from './fidelity/evaluation/report.ts';
export type { Finding } from './fidelity/findings/finding.ts';
export type { JudgeCache, JudgeModel } from './fidelity/judge/model.ts';
export type { CompiledCard } from './fidelity/model/compiled-card.ts';
export type { Scorer } from './fidelity/model/scorer.ts';
export { SCORERS } from './fidelity/scorers/index.ts';
export { measureWords } from './fidelity/words/measures.ts';
export { signed } from './fidelity/words/numbers.ts';
export { findingsText, findingText, reasonText } from './fidelity/words/sentences.ts';
export { withSentences } from './fidelity/words/with-sentences.ts';
export { openEvaluations } from './store/evaluations.ts';
