import { z } from 'zod';
import { levelOfMessage, levelsOf, registerOfMessage } from '../../fidelity/index.ts';
import { readText } from '../../project/index.ts';
import { padTo } from '../../report/width.ts';
import type { Shell } from '../support/shell.ts';

const Line = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  utterance: z.string().optional(),
  text: z.string().optional(),
});

/** `pitwall eval levels`: how each line is said, a line a line. */
export async function evalLevels(shell: Shell, file: string, { json = false }: { json?: boolean }): Promise<void> {
  for (const row of (await shell.input(file, readText)).split('\n')) {
    if (row.trim() === '') continue;
    const { id, text } = sentenceIn(row);
    const level = levelOfMessage(text);
    const register = registerOfMessage(text);
    const sentences = levelsOf(text).map((one) => ({ text: one.text, level: one.level, word: one.word }));
    if (json) shell.printJsonLine({ ...(id === undefined ? {} : { id }), level, register, sentences });
    else shell.print(`${padTo(level ?? '-', 7)} ${padTo(register ?? '-', 7)} ${text}\n`);
  }
}

function sentenceIn(row: string): { id?: string | number | undefined; text: string } {
  if (!row.trimStart().startsWith('{')) return { text: row };
  try {
    const { id, utterance, text } = Line.parse(JSON.parse(row));
    return { id, text: utterance ?? text ?? '' };
  } catch (error) {
    // A line of text may begin with a brace.
    if (error instanceof SyntaxError || error instanceof z.ZodError) return { text: row };
    throw error;
  }
}
