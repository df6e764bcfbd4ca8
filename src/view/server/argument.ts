import { argumentOf } from '../../report/argument.ts';
import type { ArgumentView } from '../api.ts';
import type { RecordSource } from './records.ts';

/** What a debate's argument came to, point by point. */
export async function argumentView(records: RecordSource, id: string): Promise<ArgumentView> {
  const { context } = await records.of(id);
  const events = records.events(id).map(({ event }) => event);
  return { version: 1, ...argumentOf(context, events) };
}
