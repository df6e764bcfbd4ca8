/** The door to fidelity: what `pitwall eval` and `pitwall/vitest` do, they do through here. */
export { compileCards, evaluateDebate, evaluateScenario } from './composition/evaluation.ts';
export type { Comparison } from './fidelity/evaluation/compare.ts';
export { compare, signed } from './fidelity/evaluation/compare.ts';
export { junitOf } from './fidelity/evaluation/junit.ts';
export { FidelityReport, turnLabel, verdictOf } from './fidelity/evaluation/report.ts';
export { reportPage } from './fidelity/html/report.ts';
export type { Scorer } from './fidelity/scorer.ts';
export { SCORERS } from './fidelity/scorers/index.ts';
export { openEvaluations } from './store/evaluations.ts';
