import { statechart } from '../../debate/chart.ts';
import type { Transcript } from '../api.ts';
import { argumentView } from './argument.ts';
import { curveOf } from './curve.ts';
import { eventList } from './events.ts';
import { headOf } from './head.ts';
import { memoOf } from './memo.ts';
import { noteList } from './notes.ts';
import type { RecordSource } from './records.ts';
import { transcriptOf } from './transcript.ts';

/** What the page of one debate asks for, by path, and under `path` where it stands; nothing more is to come. */
export async function answersOf(records: RecordSource, id: string): Promise<Record<string, unknown>> {
  const head = await headOf(records, id);
  const transcript = await transcriptOf(records, id);
  const at = `/api/debates/${id}`;
  return {
    path: `/debates/${id}`,
    [at]: { ...head, status: head.status === 'running' ? 'unfinished' : head.status },
    [`${at}/transcript`]: transcript,
    [`${at}/memo`]: await memoOf(records, id),
    [`${at}/argument`]: await argumentView(records, id),
    [`${at}/notes`]: noteList(records, id),
    [`${at}/events`]: eventList(records, id, 0),
    '/api/statechart': { version: 1, ...statechart() },
    ...Object.fromEntries(
      curvesIn(transcript).map((name) => [`${at}/data/${encodeURIComponent(name)}`, curveOf(records, id, name)]),
    ),
  };
}

function curvesIn({ blocks }: Transcript): string[] {
  const names = blocks.flatMap((block) =>
    block.kind === 'turn' ? block.tools.flatMap(({ curve }) => curve ?? []) : [],
  );
  return [...new Set(names)];
}
