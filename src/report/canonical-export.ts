import { canonicalJson } from '../core/canonical.ts';
import type { TranscriptEvent } from '../core/events.ts';

/** One event a line as canonical JSON, no time and no id in it: equal debates have equal bytes. Each line ends in a newline. */
export function canonicalLines(events: readonly TranscriptEvent[]): string {
  return events.map(({ type, body }) => `${canonicalJson({ type, body })}\n`).join('');
}
