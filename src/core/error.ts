/** Closed list of what can go wrong; each maps to one exit code in `exitCodeOf`. */
export type ErrorCode =
  | 'USAGE' // a command, flag or argument that does not exist or does not fit
  | 'FILE_UNREADABLE' // a path that is missing, a folder, or not text
  | 'CARD_INVALID'
  | 'SCENARIO_INVALID'
  | 'VOICE_INVALID'
  | 'SWEEP_INVALID'
  | 'DATA_INVALID' // a data file that a tool cannot read
  | 'TOOL_INVALID' // unknown tool, or arguments that its schema refuses
  | 'UNKNOWN_NAME' // a member, scenario, debate, fact or option that is not there
  | 'NOT_A_DATABASE'
  | 'DATABASE_NEWER' // written by a later version than this one
  | 'RECORD_INVALID' // an exported debate with a line that is not as it was written
  | 'CHECK_FAILED' // it ran, and what was checked did not hold
  | 'BUDGET_SPENT' // the next call does not fit; the debate closes with what it has
  | 'RECORD_DIFFERS' // a debate that is executed again asks what its record does not answer
  | 'NO_MEASUREMENT'
  | 'STORE_FAILED' // disk, lock, permission
  | 'MODEL_FAILED' // network or provider
  | 'TURN_INVALID' // an agent's reply that is not a turn
  | 'INTERRUPTED';

const EXIT: Record<ErrorCode, number> = {
  USAGE: 2,
  FILE_UNREADABLE: 2,
  CARD_INVALID: 2,
  SCENARIO_INVALID: 2,
  VOICE_INVALID: 2,
  SWEEP_INVALID: 2,
  DATA_INVALID: 2,
  TOOL_INVALID: 2,
  UNKNOWN_NAME: 2,
  NOT_A_DATABASE: 2,
  DATABASE_NEWER: 2,
  RECORD_INVALID: 2,
  CHECK_FAILED: 1,
  BUDGET_SPENT: 1,
  RECORD_DIFFERS: 1,
  NO_MEASUREMENT: 3,
  STORE_FAILED: 4,
  MODEL_FAILED: 4,
  TURN_INVALID: 1,
  INTERRUPTED: 130,
};

const INPUT: ReadonlySet<ErrorCode> = new Set([
  'USAGE',
  'CARD_INVALID',
  'SCENARIO_INVALID',
  'VOICE_INVALID',
  'SWEEP_INVALID',
  'DATA_INVALID',
  'TOOL_INVALID',
  'FILE_UNREADABLE',
]);

/** Whether what somebody gave is at fault: to a server's client a bad request. */
export const isInput = (code: ErrorCode): boolean => INPUT.has(code);

/** A sentence that was kept as a message, or made of several, without the codes behind them. */
export function withoutCode(message: string): string {
  return message.replace(/ \[[A-Z_]+\](?=; |$)/g, '');
}

/** Where a user's text went wrong; `line` and `column` count from 1. */
export interface Place {
  file?: string;
  line?: number;
  column?: number;
}

/**
 * The one error class. The message is a whole sentence: what was expected, what came, where.
 * `place` is printed in front of it as `file:line:column:`, the code behind it in brackets.
 */
export class PitwallError extends Error {
  readonly code: ErrorCode;
  readonly place: Place;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    sentence: string,
    { place = {}, data = {}, cause }: { place?: Place; data?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    const at = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
    super(`${at ? `${at}: ` : ''}${sentence} [${code}]`, cause === undefined ? undefined : { cause });
    this.name = 'PitwallError';
    this.code = code;
    this.place = place;
    this.data = data;
  }

  /** What it says, without the code behind it. */
  get sentence(): string {
    return withoutCode(this.message);
  }

  get exitCode(): number {
    return EXIT[this.code];
  }
}
