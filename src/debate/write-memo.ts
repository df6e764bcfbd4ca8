import { PitwallError } from '../core/error.ts';
import type { EventBody } from '../core/events.ts';
import { lateSignal } from './clock.ts';
import type { DebateContext } from './context.ts';
import { nextTurnOf } from './context.ts';
import type { TurnsTaken } from './next-step.ts';
import type { Trail } from './recorder.ts';
import { turnRecorder } from './recorder.ts';
import { turnBudget } from './spending.ts';
import type { Surroundings } from './surroundings.ts';
import { isForGood } from './take-turn.ts';

/** Under this name its calls stand on the record and its budget is kept. */
export const MEMO = 'memo';

type Body = EventBody<'memo.written'>;

/** Asks the model that writes the memo. What keeps it from writing is said in the event, and the memo is composed from the record. */
export async function writeMemo(
  { setup, ports, clock, events, spending, lastTurn }: DebateContext,
  { record, prompts }: Surroundings,
  closed: EventBody<'debate.closed'>,
  signal: AbortSignal,
): Promise<Pick<TurnsTaken, 'charges'> & { body: Body }> {
  const { memo } = setup;
  if (memo === undefined) throw new RangeError('expected a model to write the memo');
  const budget = turnBudget(setup.budget, spending, MEMO);
  const recorder = turnRecorder({
    record,
    ports,
    place: `close/1/${MEMO}`,
    speaker: MEMO,
    turn: nextTurnOf({ lastTurn }),
    live: true,
    signal,
    late: lateSignal({ setup, ports, clock }),
    seconds: setup.budget?.debate?.seconds,
    prompts,
    budget,
    worst: memo.worst,
  });
  const { messages, writing } = memo.brief([...events, { type: 'debate.closed', body: closed }]);
  const written = (body: Omit<Body, 'model'>) => ({ charges: budget.charges, body: { model: memo.model, ...body } });
  // What had been said before it failed is not asked again when the record is executed: the event holds none of it.
  const without = (error: string, effect: string) =>
    written({ lines: [], leftOut: [], error, notes: [], prompt: '', effect });
  const gone = await recorder.failure(messages);
  if (gone !== null) return without(gone.error, gone.effect);
  try {
    await recorder.refuseLate(messages);
    const draft = await writing(messages, recorder);
    const { notes, prompt, reply } = recorder.trail;
    return written({ ...draft, error: null, notes: notes.map(told), prompt, effect: reply });
  } catch (thrown) {
    const error = await recorder.recordLate(messages).then(
      () => thrown,
      (late: unknown) => late,
    );
    if (error instanceof PitwallError && error.code === 'BUDGET_SPENT') return without(error.sentence, '');
    if (!isForGood(error)) throw error;
    const failed = await recorder.recordFailure(messages, error.sentence);
    return without(failed.error, failed.effect);
  }
}

function told({ note }: Trail['notes'][number]): Body['notes'][number] {
  const { kind } = note;
  return { kind, detail: kind === 'substituted' ? `${note.from} -> ${note.to}: ${note.detail}` : note.detail };
}
