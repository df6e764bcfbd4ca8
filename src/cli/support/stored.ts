import type { DebateDocument } from '../../core/document.ts';
import type { TranscriptEvent } from '../../core/events.ts';
import type { TranscriptStore } from '../../core/record.ts';
import type { PredictedFlip } from '../../door.ts';
import { debateDocument, debateScenario, flippedIn, openRecordFile, openStore, recipesFor } from '../../door.ts';
import { agentFiles } from '../../project/index.ts';
import type { PrintContext } from '../../report/context.ts';
import { printContext } from '../../report/context.ts';
import { runAgainAs } from './run-again.ts';
import type { Shell } from './shell.ts';
import { isFile } from './stored-name.ts';
import { agentTrust } from './trust.ts';

function opened(
  shell: Shell,
  name: string,
  flags: { db?: string; salvage?: boolean },
): { store: TranscriptStore; id: string } {
  if (isFile(name)) return openRecordFile(shell.path(name), name);
  const store = openStore(shell.databaseFile(flags), { readonly: true, salvage: flags.salvage === true });
  try {
    return { store, id: store.resolve(name) };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Opens what a debate's name means, a debate in the database or an exported file, and closes it again whatever happens. */
export async function withDebate<T>(
  shell: Shell,
  name: string,
  flags: { db?: string; salvage?: boolean },
  work: (debate: { store: TranscriptStore; id: string }) => Promise<T> | T,
): Promise<T> {
  const debate = opened(shell, name, flags);
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
  /** A changed fact turned the decision as predicted. */
  flipped: PredictedFlip | null;
}

/** All that printing a debate takes, from its record alone. */
export async function readDebate(
  shell: Shell,
  { store, id }: { store: TranscriptStore; id: string },
): Promise<StoredDebate> {
  const place = { projectDir: shell.cwd, trust: agentTrust(shell, {}, 'leave out') };
  const recipes = await recipesFor({ store, id }, place);
  const { scenario, cards } = debateScenario({ store, id, recipes });
  const left = agentFiles({ ...place, members: cards.map((card) => ({ card })) }).filter((one) => !recipes.has(one.id));
  if (left.length > 0)
    shell.remark(`left out, as code that is not trusted: ${left.map(({ shown }) => shown).join(', ')}`);
  const document = debateDocument({ store, id, recipes });
  return {
    context: printContext(scenario, cards, {
      runAgain: runAgainAs(scenario.id, { projectDir: shell.cwd }),
      program: shell.programName(),
    }),
    events: store.events(id).map(({ event }) => event),
    document,
    flipped: flippedIn({ store, id, recipes }, document),
  };
}
