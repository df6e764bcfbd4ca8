import type { DebateDocument } from '../core/document.ts';
import { PitwallError } from '../core/error.ts';
import type { TranscriptStore } from '../door.ts';
import { debateDocument, debateScenario, recipesFor } from '../door.ts';
import type { Place } from '../project/index.ts';
import { printContext } from '../report/context.ts';
import { debateAsMarkdown, memoAsMarkdown } from '../report/markdown.ts';

/** A record as Markdown and as data, whatever became of the files that it was held with. */
export async function transcriptOf(
  store: TranscriptStore,
  name: string,
  { place, program }: { place: Place; program: string },
): Promise<{ document: DebateDocument; text: string; memo: string | null }> {
  const id = store.resolve(name);
  const recipes = await recipesFor({ store, id }, { ...place, trust: leftOut(place.trust) });
  const { scenario, cards } = debateScenario({ store, id, recipes });
  const document = debateDocument({ store, id, recipes });
  const context = printContext(scenario, cards, { program });
  const events = store.events(id).map(({ event }) => event);
  return {
    document,
    text: debateAsMarkdown(context, events, document),
    memo: document.outcome === null ? null : memoAsMarkdown(context, document, document.outcome),
  };
}

/** What is only read runs no code that is not trusted, and needs none. */
function leftOut(trust: Place['trust']): NonNullable<Place['trust']> {
  return trust === undefined || trust === 'all' ? 'all' : { ...trust, otherwise: 'leave out' };
}

export function memoOf({ memo, document }: { memo: string | null; document: DebateDocument }): string {
  if (memo !== null) return memo;
  const { id, status } = document.debate;
  throw new PitwallError('CHECK_FAILED', `expected a debate with a memo, ${id} is ${status} and has no memo`);
}
