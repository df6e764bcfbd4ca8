import type { SeatNote } from '../../core/effects.ts';
import { PitwallError } from '../../core/error.ts';
import type { Turn } from '../../core/turn.ts';
import { PromptLog } from '../../debate/prompt-log.ts';
import { turnRecorder } from '../../debate/recorder.ts';
import { portsOf, seatOf } from '../setup.ts';
import type { Meter } from './meter.ts';
import type { LineOf, TurnKind } from './report.ts';
import { endpointSaid } from './said.ts';
import type { Table, TablePrompt } from './table.ts';

/** What a model made of one prompt. */
export interface AskedTurn {
  prompt: TablePrompt;
  turn: Turn | null;
  error: PitwallError | null;
  line: LineOf<TurnKind>;
  /** Tokens that the first request which was answered had beside the prompt. */
  beside: number;
}

const FITTING: Record<Exclude<TurnKind, 'answer' | 'rebut'>, readonly Turn['act'][]> = {
  open: ['open', 'propose'],
  vote: ['close'],
  close: ['close'],
};

/** Seats the model at the table for one turn, as a debate would: with its tools, its repairs, and nothing on a record. */
export async function askTurn(
  { config }: Table,
  prompt: TablePrompt,
  spec: string,
  meter: Meter,
  signal: AbortSignal,
): Promise<AskedTurn> {
  const source = config.seats.find(({ card }) => card.id === prompt.member);
  if (source === undefined) throw new RangeError(`expected ${prompt.member} at the table`);
  const seat = await seatOf({ ...source, model: spec }, config, meter.metered);
  const from = meter.asks.length;
  const io = turnRecorder({
    record: null,
    ports: portsOf(config),
    place: prompt.place,
    speaker: prompt.member,
    turn: prompt.turn,
    live: true,
    signal,
    prompts: new PromptLog(),
  });
  const spoken = await seat.speak(prompt.brief, io).then(
    (turn) => ({ turn, error: null }),
    (error: unknown) => {
      if (!(error instanceof PitwallError) || signal.aborted) throw error;
      return { turn: null, error };
    },
  );
  const notes = io.trail.notes.map(({ note }) => note);
  const tools = io.trail.tools.length + io.trail.consults.length;
  const beside = Math.max(
    0,
    (meter.asks.slice(from).find(({ refused }) => refused === null)?.tokens ?? 0) - prompt.tokens,
  );
  return {
    prompt,
    ...spoken,
    beside,
    line: { ...lineOf(prompt, spoken, notes, tools), spent: meter.spentSince(from) },
  };
}

function lineOf(
  { kind, member, askedBy }: TablePrompt,
  { turn, error }: Pick<AskedTurn, 'turn' | 'error'>,
  notes: readonly SeatNote[],
  tools: number,
): Omit<LineOf<TurnKind>, 'spent'> {
  const repaired = notes.flatMap((note) => (note.kind === 'repaired' ? [note.flaw] : []));
  const flaw = notes.find((note) => note.kind === 'flawed');
  const answers = turn === null || askedBy === null ? null : takesUp(turn, askedBy);
  const isFit =
    turn !== null &&
    (kind === 'answer' ? answers === true : kind === 'rebut' || FITTING[kind].includes(turn.act)) &&
    (kind !== 'vote' || turn.stance.option !== null);
  const isWhole = turn !== null && flaw === undefined;
  return {
    check: kind,
    state: !isWhole ? 'fail' : isFit && repaired.length === 0 ? 'pass' : 'note',
    member,
    act: turn?.act ?? null,
    answers,
    tools,
    repaired,
    utterance: turn?.utterance ?? null,
    problem: (error && endpointSaid(error.sentence)) ?? (flaw === undefined ? null : flaw.detail),
  };
}

const takesUp = ({ act, addressee }: Turn, askedBy: string): boolean => act === 'answer' || addressee === askedBy;
