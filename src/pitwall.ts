/** The library's front door: what the command line does, it does. */

export { checkSeat } from './app/check/check-seat.ts';
export type { Advice as CheckAdvice, CheckLine, CheckName, SeatCheck } from './app/check/report.ts';
export type {
  DebateChunk,
  DebateInput,
  DebateRunnable,
  DebateRunnableOptions,
  HeldDebate,
} from './app/debate-runnable.ts';
export { debateRunnable } from './app/debate-runnable.ts';
export type { MemberNodeOptions } from './app/member-node.ts';
export { memberNode, turnOf } from './app/member-node.ts';
export * from './door.ts';
