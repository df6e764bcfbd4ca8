import { findingText } from '../words/sentences.ts';
import type { FidelityReport, MemberReport } from './report.ts';
import type { ScoredTurn } from './turn-scores.ts';
import { scoredTurns } from './turn-scores.ts';

/** As promptfoo counts why a case failed. */
const NO_FAILURE = 0;
const ASSERTION_FAILED = 1;

const NOT_COUNTED = {
  total: 0,
  prompt: 0,
  completion: 0,
  cached: 0,
  numRequests: 0,
  completionDetails: { reasoning: 0, acceptedPrediction: 0, rejectedPrediction: 0 },
};
const NO_TOKENS = { ...NOT_COUNTED, assertions: NOT_COUNTED };

/**
 * A report as the file that `promptfoo eval --output results.json` writes: a prompt a member, a case a turn, an assertion a scorer. A case
 * passes where no proven check found something, and its score is the mean of its assertions', as promptfoo has it.
 *
 * @param at when it was evaluated, ISO 8601 in UTC
 * @see promptfoo's OutputFile with EvaluateSummaryV3
 */
export function promptfooOf(report: FidelityReport, { at, version }: { at: string; version: string }) {
  const turns = scoredTurns(report);
  const results = turns.map((turn, testIdx) => resultOf(turn, testIdx, report.members));
  const passed = results.filter(({ success }) => success).length;
  return {
    evalId: report.head ?? `${report.subject.name}@${at}`,
    results: {
      version: 3,
      timestamp: at,
      prompts: report.members.map((member) => promptOf(member, results)),
      results,
      stats: { successes: passed, failures: results.length - passed, errors: 0, tokenUsage: NO_TOKENS },
    },
    config: { description: `pitwall eval ${report.subject.kind} ${report.subject.name}` },
    shareableUrl: null,
    metadata: { pitwallVersion: version, exportedAt: at },
  };
}

type Result = ReturnType<typeof resultOf>;

const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const modelOf = (member: MemberReport | undefined) => member?.models[0] ?? 'unknown';

function promptOf(member: MemberReport, results: readonly Result[]) {
  const own = results.filter(({ vars }) => vars.member === member.persona);
  const scorers = [...new Set(own.flatMap(({ namedScores }) => Object.keys(namedScores)))];
  const named = (scorer: string) => own.flatMap(({ namedScores }) => namedScores[scorer] ?? []);
  const components = own.flatMap(({ gradingResult: { componentResults } }) => componentResults);
  const passed = own.filter(({ success }) => success).length;
  return {
    raw: member.name,
    label: member.name,
    provider: modelOf(member),
    metrics: {
      score: own.reduce((sum, { score }) => sum + score, 0),
      testPassCount: passed,
      testFailCount: own.length - passed,
      testErrorCount: 0,
      assertPassCount: components.filter(({ pass }) => pass).length,
      assertFailCount: components.filter(({ pass }) => !pass).length,
      totalLatencyMs: 0,
      tokenUsage: NO_TOKENS,
      namedScores: Object.fromEntries(scorers.map((scorer) => [scorer, named(scorer).reduce((a, b) => a + b, 0)])),
      namedScoresCount: Object.fromEntries(scorers.map((scorer) => [scorer, named(scorer).length])),
      cost: 0,
    },
  };
}

function resultOf(turn: ScoredTurn, testIdx: number, members: readonly MemberReport[]) {
  const { id, persona, utterance, before, scores, isSound, debate, seed, scenario } = turn;
  const promptIdx = members.findIndex((one) => one.persona === persona);
  const member = members[promptIdx];
  const vars = { member: persona, scenario, seed: seed ?? '', before };
  const componentResults = scores.map(({ scorer, score, evidence, isSound: pass }) => ({
    pass,
    score,
    reason: evidence.map(({ quote, finding }) => `“${quote}”: ${findingText(finding)}`).join('; ') || 'nothing found',
    assertion: { type: 'javascript', value: `pitwall ${scorer}`, metric: scorer },
  }));
  const score = mean(scores.map((one) => one.score));
  const namedScores: Record<string, number> = Object.fromEntries(scores.map((one) => [one.scorer, one.score]));
  const broken = componentResults.filter(({ pass }) => !pass);
  return {
    id,
    promptIdx,
    testIdx,
    promptId: persona,
    testCase: { description: `${debate}, turn ${turn.turn ?? testIdx + 1}`, vars, assert: [] },
    provider: { id: modelOf(member), label: modelOf(member) },
    prompt: { raw: before === '' ? scenario : before, label: member?.name ?? persona },
    vars,
    response: { output: utterance },
    success: isSound,
    failureReason: isSound ? NO_FAILURE : ASSERTION_FAILED,
    score,
    namedScores,
    latencyMs: 0,
    gradingResult: {
      pass: isSound,
      score,
      reason: isSound ? 'no proven check found something' : broken.map(({ reason }) => reason).join('; '),
      namedScores,
      componentResults,
    },
    metadata: { debate, turn: turn.turn },
  };
}
