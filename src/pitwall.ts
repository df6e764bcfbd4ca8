/** The library's front door: what the command line does, it does. */

export { recipesFor, withAgents } from './app/agents.ts';
export type { MemberAnswer } from './app/ask-member.ts';
export { askMember } from './app/ask-member.ts';
export { closeCancelled } from './app/cancel-debate.ts';
export type { ChatOptions } from './app/chat.ts';
export { chatLines, holdChat, resumeChat } from './app/chat.ts';
export { checkSeat } from './app/check/check-seat.ts';
export type { Advice as CheckAdvice, CheckLine, CheckName, SeatCheck } from './app/check/report.ts';
export { readConfig } from './app/config.ts';
export type {
  DebateChunk,
  DebateInput,
  DebateRunnable,
  DebateRunnableOptions,
  HeldDebate,
} from './app/debate-runnable.ts';
export { debateRunnable } from './app/debate-runnable.ts';
export { diffDebates } from './app/diff.ts';
export { debateDocument, debateScenario } from './app/document.ts';
export type { EvaluatorInput, EvaluatorResult } from './app/fidelity-evaluator.ts';
export { fidelityEvaluator } from './app/fidelity-evaluator.ts';
export type { Forecast, SeatForecast } from './app/forecast.ts';
export { forkDebate } from './app/fork-debate.ts';
export type { Listening } from './app/listening.ts';
export type { MemberNodeOptions } from './app/member-node.ts';
export { memberNode, turnOf } from './app/member-node.ts';
export { checkTypedModels } from './app/models.ts';
export { cardIdIn } from './app/parsed.ts';
export type { PredictedFlip } from './app/predicted.ts';
export { recomputeCall } from './app/recompute.ts';
export type { DebateResult } from './app/result.ts';
export { flippedIn } from './app/result.ts';
export { resumeDebate } from './app/resume-debate.ts';
export type { RunOptions } from './app/run-debate.ts';
export { forecastDebate, runDebate } from './app/run-debate.ts';
export type { ServingParts } from './app/serving-parts.ts';
export type { PlannedCell, SweepForecast, SweepPlan } from './app/sweep/plan.ts';
export { forecastSweep, planSweep } from './app/sweep/plan.ts';
export type { SweepEnd, SweepProgress } from './app/sweep/run-sweep.ts';
export { runSweep, standing, sweepRows } from './app/sweep/run-sweep.ts';
export type { TeamDebate, TeamQuestion } from './app/team-debate.ts';
export { holdTeamDebate, lackingIn } from './app/team-debate.ts';
export type { Trial } from './app/try-debate.ts';
export { tryDebate } from './app/try-debate.ts';
export { verifyDebate } from './app/verify.ts';
export { languageOf } from './chat/reply.ts';
export { rulesOf } from './core/card-rules.ts';
export type { DebateChanges } from './core/changes.ts';
export type { Desk, HardwareAnswer, HardwareQuestion } from './core/consult.ts';
export type { DebateDocument } from './core/document.ts';
export { PitwallError } from './core/error.ts';
export type { TranscriptEvent } from './core/events.ts';
export type { Notice } from './core/notice.ts';
export type { TranscriptStore } from './core/record.ts';
export type { EndpointProfile } from './models/endpoint-profiles.ts';
export { endpointProfiles } from './models/endpoint-profiles.ts';
export type { ModelSettings } from './models/settings.ts';
export { configuredModels, readModelSettings } from './models/settings.ts';
export type { PitwallConfig } from './project/index.ts';
export { defineConfig, listScenarios, loadScenario, loadTeam } from './project/index.ts';
export type { DatabaseCheck, DebateCheck } from './store/check.ts';
export { checkDatabase, isSound } from './store/check.ts';
export { openRecordFile, openStore } from './store/index.ts';
export type { Found } from './store/search.ts';
export { searchDebates } from './store/search.ts';
export { TOOLS, toolIndex } from './workbench/index.ts';
