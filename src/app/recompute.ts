import type { Figure } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import { eventsOf } from '../core/events.ts';
import type { TranscriptStore } from '../core/record.ts';
import { readFrom } from '../project/index.ts';
import { runTool, toolIndex } from '../workbench/index.ts';
import { EVALUATE, EVALUATE_ASSUMES } from './evaluate-tool.ts';
import { recordingOf } from './recording.ts';
import { portsOf, withRules } from './setup.ts';

/** Computes a recorded tool or consult call again, by `T.K`, with its recorded arguments and data. */
export async function recomputeCall({
  store,
  id,
  call,
}: {
  store: TranscriptStore;
  id: string;
  call: string;
}): Promise<{
  name: string;
  args: Record<string, unknown>;
  result: unknown;
  figures: Record<string, Figure>;
  /** What the calculation takes to be so. */
  assumption: string;
}> {
  const { events, segments } = recordingOf(store, id);
  const recorded = [
    ...eventsOf(events, 'tool.called').map(({ turn, call: number, name, args, speaker }) => ({
      at: `${turn}.${number}`,
      name,
      args,
      speaker,
    })),
    ...eventsOf(events, 'consult.answered').flatMap(({ turn, call: number, calculation }) =>
      calculation ? [{ at: `${turn}.${number}`, ...calculation, speaker: '' }] : [],
    ),
  ].find(({ at }) => at === call);
  if (recorded === undefined) throw new PitwallError('UNKNOWN_NAME', `no call ${call} is in debate ${id}`);
  const { name, args, speaker } = recorded;
  // A fork may have put other data and other cards behind the same names.
  const turn = Number(call.split('.')[0]);
  const held = segments.findLast(({ fork }) => fork === null || fork.body.turn <= turn) ?? segments[0];
  const { data, seats, scenario } = held.config;
  if (name === EVALUATE)
    return { ...portsOf(held.config).calculate({ name, args }, speaker), name, args, assumption: EVALUATE_ASSUMES };
  const assumption = toolIndex.get(name)?.assumption ?? '';
  const ruled = withRules(name, args, speaker, seats, scenario.language);
  return { ...runTool(name, ruled, readFrom(data)), name, args, assumption };
}
