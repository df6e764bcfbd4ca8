import type { DebateDocument } from '../core/document.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { TranscriptStore } from '../core/record.ts';
import { debateDocument, debateScenario, openRecordFile, openStore, recipesFor } from '../pitwall.ts';
import type { PrintContext } from '../report/context.ts';
import { printContext } from '../report/context.ts';
import { databaseFile, programName, projectDir } from './place.ts';
import { runAgainAs } from './run-again.ts';

/** Whether a name is a path: ids hold neither a point nor a slash. */
export const isFile = (name: string) => /[./\\]/.test(name);

function opened(name: string, flags: { db?: string }): { store: TranscriptStore; id: string } {
  if (isFile(name)) return openRecordFile(name);
  const store = openStore(databaseFile(flags), { readonly: true });
  try {
    return { store, id: store.resolve(name) };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Opens what a debate's name means, a debate in the database or an exported file, and closes it again whatever happens. */
export async function withDebate<T>(
  name: string,
  flags: { db?: string },
  work: (debate: { store: TranscriptStore; id: string }) => Promise<T> | T,
): Promise<T> {
  const debate = opened(name, flags);
  try {
    return await work(debate);
  } finally {
    debate.store.close();
  }
}

export interface StoredDebate {
  context: PrintContext;
  events: TranscriptEvent[];
  document: DebateDocument;
}

/** All that printing a debate takes, from its record alone. */
export async function readDebate({ store, id }: { store: TranscriptStore; id: string }): Promise<StoredDebate> {
  const recipes = await recipesFor({ store, id }, { projectDir: projectDir() });
  const { scenario, cards } = debateScenario({ store, id, recipes });
  return {
    context: printContext(scenario, cards, {
      runAgain: runAgainAs(scenario.id, { projectDir: projectDir() }),
      program: programName(),
    }),
    events: store.events(id).map(({ event }) => event),
    document: await debateDocument({ store, id, recipes }),
  };
}
