import { PitwallError } from '../../core/error.ts';
import type { TranscriptStore } from '../../core/record.ts';
import { recipesFor } from '../../door.ts';
import type { Finding } from '../../evaluate.ts';
import { evaluateDebate, FidelityReport, headBeside, isOlderReport, openEvaluations, SCORERS } from '../../evaluate.ts';
import type { Place } from '../../project/index.ts';
import { forReading } from '../../project/index.ts';

/** Scores one debate by the rules of its cards alone, with what the members bring as part of their cards. */
export async function measureDebate(store: TranscriptStore, id: string, place: Place): Promise<FidelityReport> {
  const recipes = await recipesFor({ store, id }, forReading(place));
  return evaluateDebate(store, id, undefined, undefined, recipes);
}

/** A report that a database keeps, with the time at which it was made. */
export interface Kept {
  report: FidelityReport;
  at: string;
}

/** What is kept of a debate by today's scorers and all of its record; null when there is none. */
export function keptReport(file: string, id: string, head: string): Kept | null {
  const kept = openEvaluations(file, { readonly: true });
  try {
    const found = kept.latest('report', id);
    const { success, data } = FidelityReport.safeParse(found?.body);
    return found !== null && success && isCurrent(data, head) ? { report: data, at: found.at } : null;
  } finally {
    kept.close();
  }
}

/** Whether what is kept of a debate is a report that an older version made. */
export function keepsOlder(file: string, id: string): boolean {
  const kept = openEvaluations(file, { readonly: true });
  try {
    return isOlderReport(kept.latest('report', id)?.body);
  } finally {
    kept.close();
  }
}

/** What a report of a debate would rest on now. */
export function headIn(store: TranscriptStore, id: string): string {
  const events = store.events(id);
  const casts = events.flatMap(({ event }) =>
    event.type === 'debate.opened' || event.type === 'debate.forked' ? [event.body.cast] : [],
  );
  const models = (casts.at(-1) ?? []).map(({ model }) => model);
  return headBeside(events.at(-1)?.hash ?? '', { id, models }, store.list({ all: true }));
}

/** Whether a report is of the record as it is and by the scorers as they are. */
export function isCurrent({ head, members }: Pick<FidelityReport, 'head' | 'members'>, now: string): boolean {
  return head === now && members.every(({ card }) => versionsIn(card) === VERSIONS);
}

const VERSIONS = SCORERS.map(({ id, version }) => `${id}.${version}`).join(' ');

/** `A0.1 A1.1 …`, in the order of the scorers; one that threw counts as of today. */
function versionsIn({ scores, failed }: FidelityReport['members'][number]['card']): string {
  return SCORERS.flatMap(({ id, version }) => {
    const found = scores.find(({ scorer }) => scorer === id)?.version ?? null;
    if (found !== null) return [`${id}.${found}`];
    return failed.some(({ scorer }) => scorer === id) ? [`${id}.${version}`] : [];
  }).join(' ');
}

/** What a list of scores shows of a report, without its turns and places. */
export interface Scores {
  at: string;
  head: string;
  isOfToday: boolean;
  members: {
    persona: string;
    hand: FidelityReport['members'][number]['hand'];
    verdict: FidelityReport['members'][number]['card']['verdict'];
    total: number | null;
    turns: number;
    scores: Record<string, number | null>;
    /** Why there is no score, by scorer. */
    notes: Record<string, Finding[]>;
  }[];
}

/** Null for a row that is no report. */
export function scoresIn(body: unknown, at: string): Scores | null {
  const { success, data } = FidelityReport.safeParse(body);
  if (!success) return null;
  return scoresOf(data, at);
}

export function scoresOf(report: FidelityReport, at: string): Scores {
  const head = report.head ?? '';
  return {
    at,
    head,
    isOfToday: isCurrent(report, head),
    members: report.members.map(({ persona, hand, card: { verdict, total, turns, scores } }) => ({
      persona,
      hand,
      verdict,
      total,
      turns,
      scores: Object.fromEntries(scores.map(({ scorer, score }) => [scorer, score])),
      notes: Object.fromEntries(
        scores.flatMap(({ scorer, score, notes }) => (score === null ? [[scorer, notes]] : [])),
      ),
    })),
  };
}

/** The record of an exported file has no database beside it, and so nothing that is kept. */
export function keptBeside(store: TranscriptStore, id: string): Kept | null {
  try {
    return keptReport(store.location, id, headIn(store, id));
  } catch (error) {
    if (error instanceof PitwallError) return null;
    throw error;
  }
}
