import { debateDocument, debateScenario } from '../../app/document.ts';
import { PitwallError } from '../../core/error.ts';
import { NO_RECIPES } from '../../core/recipe.ts';
import { printContext } from '../../report/context.ts';
import { readRecordLines } from '../../store/record-lines.ts';
import { answersOf } from '../server/answers.ts';
import type { RecordSource } from '../server/records.ts';
import { recordStore } from './record-store.ts';

/**
 * The answers of the viewer's API for one exported debate, by path, from the text of its file. Throws PitwallError with the place:
 * what was expected, what came, in which line.
 */
export async function readRecord(text: string, file: string): Promise<Record<string, unknown>> {
  const record = readRecordLines(linesIn(text), file);
  const { id } = record.header;
  const store = recordStore(record);
  const recipes = NO_RECIPES;
  const { scenario, cards } = debateScenario({ store, id, recipes });
  const known = { scenario, cards, recipes, context: printContext(scenario, cards, { program: 'pitwall' }) };
  const source: RecordSource = {
    read: () => store,
    of: async () => known,
    events: () => store.events(id),
    document: async () => debateDocument({ store, id, recipes }),
    castings: () => new Map(),
  };
  return answersOf(source, id);
}

function linesIn(text: string): Iterator<string> {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.values();
}

/** What a reader is told of a record that is refused; null for a fault of ours. */
export function refusal(error: unknown): string | null {
  return error instanceof PitwallError ? error.sentence : null;
}
