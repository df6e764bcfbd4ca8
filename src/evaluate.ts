/** The door to fidelity: what `pitwall eval` and `pitwall/vitest` do, they do through here. */

export { controlOf, holdControl } from './app/control.ts';
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
export { anchorsOf, cardsOf } from './app/meta.ts';
export { probe } from './app/probing.ts';
export type { CardTrial, TrialChanges, TriedTurn } from './app/trial.ts';
export { scenarioFor, sixOf, trialChanges, tryCard } from './app/trial.ts';
export type { AnchorResult } from './fidelity/anchors/measure.ts';
export type { CardCoverage } from './fidelity/card-coverage/coverage.ts';
export type { CompiledCard } from './fidelity/compiled-card.ts';
export type { Comparison } from './fidelity/evaluation/compare.ts';
export { compare, signed } from './fidelity/evaluation/compare.ts';
export { evaluate } from './fidelity/evaluation/evaluate.ts';
export { junitOf } from './fidelity/evaluation/junit.ts';
export { FidelityReport, turnLabel, verdictOf } from './fidelity/evaluation/report.ts';
export { coveragePage } from './fidelity/html/coverage.ts';
export { reportPage } from './fidelity/html/report.ts';
export type { JudgeCache, JudgeModel } from './fidelity/judge/judge.ts';
export type { Meta } from './fidelity/meta/meta.ts';
export { measureScorers, TARGETS } from './fidelity/meta/meta.ts';
export type { SwapMatrix } from './fidelity/meta/swap.ts';
export type { Scorer } from './fidelity/scorer.ts';
export { SCORERS } from './fidelity/scorers/index.ts';
export { falsePositiveRate, precision, recall } from './fidelity/statistics/rates.ts';
export { FROZEN } from './fidelity/weighing.ts';
export { openEvaluations } from './store/evaluations.ts';
