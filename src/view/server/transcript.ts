import type { StoredEvent } from '../../core/record.ts';
import type { Transcript } from '../api.ts';
import type { BlockWriter } from './blocks.ts';
import { blockWriter } from './blocks.ts';
import { costsOf } from './costs.ts';
import type { Records } from './records.ts';

/** The whole record of a debate in words. */
export async function transcriptOf(records: Records, id: string): Promise<Transcript> {
  const store = records.read();
  const { status } = store.summary(id);
  const { context } = await records.of(id);
  const events = records.events(id);
  const writer = blockWriter(context, costsOf(store.effects(id)));
  const blocks = events.flatMap((event) => writer.read(event));
  // A turn that is under way is not a turn that broke off.
  const rest = status === 'running' ? [] : writer.rest();
  return { version: 1, last: events.at(-1)?.seq ?? 0, blocks: [...blocks, ...rest] };
}

/** A writer that has heard the debate up to event `after`, so that it can put the next one into words. */
export async function writerFrom(
  records: Records,
  id: string,
  after: number,
): Promise<{ writer: BlockWriter; missed: StoredEvent[] }> {
  const store = records.read();
  const { context } = await records.of(id);
  const writer = blockWriter(context, (effect) => costsOf(store.effects(id))(effect));
  const events = records.events(id);
  for (const event of events) if (event.seq <= after) writer.read(event);
  return { writer, missed: events.filter(({ seq }) => seq > after) };
}
