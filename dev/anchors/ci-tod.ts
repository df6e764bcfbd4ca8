import { z } from 'zod';
import { PitwallError } from '../../src/core/error.ts';

const Flag = z.enum(['0', '1']).transform((flag) => flag === '1');

const Entry = z.object({
  id: z.union([z.number(), z.string()]),
  dialogue: z.array(z.object({ turn: z.enum(['driver', 'assistant']), utterance: z.string() })).min(1),
  scenario: z.object({
    kb: z.object({ items: z.array(z.record(z.string(), z.unknown())).nullish() }),
    kbi: Flag,
    hi: Flag,
    qi: Flag,
  }),
});

/** A dialogue over a table of facts, whose last turn people judged. */
export interface CiTodItem {
  id: string;
  before: { speaker: string; text: string }[];
  reply: string;
  table: Record<string, string>[];
  contradicts: { table: boolean; history: boolean; question: boolean };
}

/** Reads one of CI-ToD's test files (Qin et al. 2021). Throws DATA_INVALID with the file and what did not fit. */
export function readCiTod(text: string, file: string): CiTodItem[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new PitwallError('DATA_INVALID', 'expected a JSON array of dialogues', { place: { file }, cause });
  }
  const parsed = z.array(Entry).safeParse(json);
  if (!parsed.success) {
    throw new PitwallError('DATA_INVALID', `expected CI-ToD dialogues, got: ${z.prettifyError(parsed.error)}`, {
      place: { file },
      cause: parsed.error,
    });
  }
  return parsed.data.map(({ id, dialogue, scenario: { kb, kbi, hi, qi } }) => ({
    id: String(id),
    before: dialogue.slice(0, -1).map(({ turn, utterance }) => ({ speaker: turn, text: utterance })),
    reply: dialogue.at(-1)?.utterance ?? '',
    table: (kb.items ?? []).map((row) =>
      Object.fromEntries(Object.entries(row).flatMap(([key, value]) => (value === '-' ? [] : [[key, String(value)]]))),
    ),
    contradicts: { table: kbi, history: hi, question: qi },
  }));
}
