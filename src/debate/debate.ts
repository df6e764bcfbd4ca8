import { createActor } from 'xstate';
import { PitwallError } from '../core/error.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { actorsFor, isFinal } from './actors.ts';
import type { DebateRun } from './debate-run.ts';
import { debateMachine } from './machine.ts';
import { outboxBefore } from './outbox.ts';
import { PromptContext } from './prompt-context.ts';
import { PromptLog } from './prompt-log.ts';

/** Runs a debate to its close and returns its events. Throws what ended it when it failed; the record keeps what was said. */
export async function holdDebate(run: DebateRun): Promise<TranscriptEvent[]> {
  const { setup, signal, on } = run;
  const record = run.record && outboxBefore(run.record);
  const actors = actorsFor({
    record,
    ...(signal ? { signal } : {}),
    ...(on ? { on } : {}),
    promptContext: new PromptContext(setup),
    prompts: new PromptLog(),
  });
  const actor = createActor(debateMachine.provide({ actors }), { input: run });
  const error = await new Promise<unknown>((resolve, reject) => {
    const stop = () => {
      // Stopping completes the actor for its subscribers: what it comes to must be settled first.
      resolve(new PitwallError('INTERRUPTED', 'the debate was interrupted; what was said so far is kept'));
      actor.stop();
    };
    if (signal?.aborted) return stop();
    signal?.addEventListener('abort', stop, { once: true });
    const settled = () => signal?.removeEventListener('abort', stop);
    actor.subscribe({
      next: ({ value }) => void on?.({ kind: 'state', state: String(value) }),
      error: (thrown) => {
        settled();
        reject(thrown);
      },
      complete: () => {
        settled();
        resolve(actor.getSnapshot().output?.error ?? null);
      },
    });
    actor.start();
  });
  await record?.end(error === null ? 'closed' : isFinal(error) ? 'failed' : 'interrupted');
  if (error !== null) throw error;
  return [...actor.getSnapshot().context.events];
}
