import { z } from 'zod';
import { levelOfMessage, levelsOf, registerOfMessage } from '../../fidelity/index.ts';
import { padTo } from '../../report/width.ts';
import { print } from '../place.ts';
import { readInput } from './eval-turns.ts';

const Line = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  utterance: z.string().optional(),
  text: z.string().optional(),
});

/** `pitwall eval levels`: how each line is said, a line a line. */
export function evalLevels(file: string, { json = false }: { json?: boolean }): void {
  for (const row of readInput(file).split('\n')) {
    if (row.trim() === '') continue;
    const { id, text } = sentenceIn(row);
    const level = levelOfMessage(text);
    const register = registerOfMessage(text);
    const sentences = levelsOf(text).map((one) => ({ text: one.text, level: one.level, word: one.word }));
    if (json) print(`${JSON.stringify({ ...(id === undefined ? {} : { id }), level, register, sentences })}\n`);
    else print(`${padTo(level ?? '-', 7)} ${padTo(register ?? '-', 7)} ${text}\n`);
  }
  if (process.exitCode === undefined) process.exitCode = 0;
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
