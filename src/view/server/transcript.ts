import type { StoredEvent } from '../../core/record.ts';
import type { BlockView, Transcript } from '../api.ts';
import type { BlockWriter } from './blocks.ts';
import { blockWriter } from './blocks.ts';
import { costsOf } from './costs.ts';
import type { LiveDebates } from './live.ts';
import type { RecordSource, Records } from './records.ts';

/** The record of a debate in words: all of it, or its beginning, about `first` blocks long, for who wants to read at once. */
export async function transcriptOf(
  records: RecordSource,
  id: string,
  first = Number.POSITIVE_INFINITY,
): Promise<Transcript> {
  const store = records.read();
  const { status } = store.summary(id);
  const { context } = await records.of(id);
  const events = records.events(id);
  const writer = blockWriter(context, costsOf(store.effects(id)));
  const blocks: BlockView[] = [];
  for (const event of events) {
    if (blocks.length >= first) return { version: 1, isWhole: false, last: event.seq - 1, blocks };
    blocks.push(...writer.read(event));
  }
  // A turn that is under way is not a turn that broke off.
  if (status !== 'running') blocks.push(...writer.rest());
  return { version: 1, isWhole: true, last: events.at(-1)?.seq ?? 0, blocks };
}

/** The whole of it as JSON; that of a debate that has ended is written once. */
export async function transcriptText(records: Records, id: string): Promise<string> {
  const known = records.transcripts.get(id);
  if (known !== undefined) return known;
  const text = JSON.stringify(await transcriptOf(records, id));
  if (records.isOver(id)) records.transcripts.keep(id, text);
  return text;
}

/** A writer for all that a debate has and may still get, and the events that there are. */
export async function writerFor(
  records: Records,
  live: LiveDebates,
  id: string,
): Promise<{ writer: BlockWriter; events: StoredEvent[] }> {
  const store = records.read();
  const { context } = await records.of(id);
  // A turn's reply is the last effect of its place: where it is found, its turn is counted whole.
  const indexed = () => costsOf(live.effectsOf(id) ?? store.effects(id));
  let costs = indexed();
  const writer = blockWriter(context, (effect) => {
    const known = costs(effect);
    if (known !== null) return known;
    costs = indexed();
    return costs(effect);
  });
  return { writer, events: records.events(id) };
}
